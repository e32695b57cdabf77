package blobtest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"strongroom/server/internal/blob"
)

func multipart(t *testing.T, s suite) {
	const parts, size = 4, blob.MinPartSize + 17
	content := random((parts-1)*size + 5)
	id := s.begin("m/x")
	stored := make([]blob.Part, parts)
	var group sync.WaitGroup
	for _, i := range rand.Perm(parts) {
		group.Go(func() {
			piece := content[i*size : min((i+1)*size, len(content))]
			p, err := s.PutPart(t.Context(), "m/x", id, i*10+1, int64(len(piece)), iotest.HalfReader(bytes.NewReader(piece)))
			if err != nil {
				t.Errorf("part %d: %v", i, err)
			}
			stored[i] = p
		})
	}
	group.Wait()
	s.nothing("m/x")
	if err := s.Complete(t.Context(), "m/x", id, stored); err != nil {
		t.Fatal(err)
	}
	s.equal(s.open("m/x", 0, 1<<40), content)
	s.equal(s.open("m/x", size-10, 20), content[size-10:size+10])
	if o, err := s.Stat(t.Context(), "m/x"); err != nil || o.Size != int64(len(content)) {
		t.Fatalf("stat: %+v, %v", o, err)
	}
	for m, err := range s.Multiparts(t.Context()) {
		t.Fatalf("still unfinished: %+v, %v", m, err)
	}
}

func partAgain(t *testing.T, s suite) {
	id := s.begin("a")
	s.part("a", id, 1, random(100))
	p := s.part("a", id, 1, random(50))
	if err := s.Complete(t.Context(), "a", id, []blob.Part{p}); err != nil {
		t.Fatal(err)
	}
	s.equal(s.open("a", 0, 1000), random(50))
}

func partSize(t *testing.T, s suite) {
	id := s.begin("a")
	for _, wrong := range []int64{1, 99_999, 100_001} {
		_, err := s.PutPart(t.Context(), "a", id, 1, wrong, iotest.HalfReader(bytes.NewReader(random(100_000))))
		s.fails(err, blob.ErrShort)
	}
	for _, bad := range []struct {
		number int
		size   int64
	}{{0, 1}, {-1, 1}, {blob.MaxParts + 1, 1}, {1, 0}, {1, -1}} {
		if _, err := s.PutPart(t.Context(), "a", id, bad.number, bad.size, bytes.NewReader(random(1))); err == nil {
			t.Fatalf("part %d of %d bytes was stored", bad.number, bad.size)
		}
	}
	s.fails(s.Complete(t.Context(), "a", id, []blob.Part{{Number: 1, Size: 1, ETag: "d41d8cd98f00b204e9800998ecf8427e"}}), blob.ErrNotExist)
	p := s.part("a", id, 1, random(100_000))
	if err := s.Complete(t.Context(), "a", id, []blob.Part{p}); err != nil {
		t.Fatal(err)
	}
	s.equal(s.open("a", 0, 1<<20), random(100_000))
}

func partCancelled(t *testing.T, s suite) {
	id := s.begin("a")
	first := s.part("a", id, 1, random(blob.MinPartSize))
	cancelled(t, s, func(ctx context.Context, r io.Reader) error {
		_, err := s.PutPart(ctx, "a", id, 2, 6<<20, r)
		return err
	})
	second := s.part("a", id, 2, random(10))
	if err := s.Complete(t.Context(), "a", id, []blob.Part{first, second}); err != nil {
		t.Fatal(err)
	}
	s.equal(s.open("a", 0, 1<<30), append(random(blob.MinPartSize), random(10)...))
}

func completeMissing(t *testing.T, s suite) {
	id := s.begin("a")
	first := s.part("a", id, 1, random(blob.MinPartSize))
	absent := blob.Part{Number: 2, Size: blob.MinPartSize, ETag: first.ETag}
	third := s.part("a", id, 3, random(10))
	s.fails(s.Complete(t.Context(), "a", id, []blob.Part{first, absent, third}), blob.ErrNotExist)
	s.nothing("a")
	second := s.part("a", id, 2, random(blob.MinPartSize))
	if err := s.Complete(t.Context(), "a", id, []blob.Part{first, second, third}); err != nil {
		t.Fatal(err)
	}
	want := slices.Concat(random(blob.MinPartSize), random(blob.MinPartSize), random(10))
	s.equal(s.open("a", 0, 1<<30), want)
}

func completeStale(t *testing.T, s suite) {
	id := s.begin("a")
	stale := s.part("a", id, 1, random(100))
	fresh := s.part("a", id, 1, random(101))
	s.fails(s.Complete(t.Context(), "a", id, []blob.Part{stale}), blob.ErrNotExist)
	s.nothing("a")
	if err := s.Complete(t.Context(), "a", id, []blob.Part{fresh}); err != nil {
		t.Fatal(err)
	}
}

// Attempts at a part have numbers of their own, and one that failed may land late.
func completeSome(t *testing.T, s suite) {
	id := s.begin("a")
	s.part("a", id, 1, random(blob.MinPartSize+1))
	first := s.part("a", id, 2, random(blob.MinPartSize))
	s.part("a", id, 7, random(10))
	last := s.part("a", id, 9_999, random(blob.MinPartSize+3))
	s.part("a", id, 10_000, random(20))
	if err := s.Complete(t.Context(), "a", id, []blob.Part{first, last}); err != nil {
		t.Fatal(err)
	}
	s.equal(s.open("a", 0, 1<<30), append(random(blob.MinPartSize), random(blob.MinPartSize+3)...))
	_, err := s.PutPart(t.Context(), "a", id, 3, 10, bytes.NewReader(random(10)))
	s.fails(err, blob.ErrNotExist)
	for m, err := range s.Multiparts(t.Context()) {
		t.Fatalf("still unfinished: %+v, %v", m, err)
	}
}

func completeOrder(t *testing.T, s suite) {
	id := s.begin("a")
	small := s.part("a", id, 1, random(10))
	big := s.part("a", id, 2, random(blob.MinPartSize))
	for _, parts := range [][]blob.Part{nil, {big, small}, {big, big}, {small, big}} {
		if err := s.Complete(t.Context(), "a", id, parts); err == nil {
			t.Fatalf("completed %+v", parts)
		}
		s.nothing("a")
	}
	if err := s.Abort(t.Context(), "a", id); err != nil {
		t.Fatal(err)
	}
}

func completeTwice(t *testing.T, s suite) {
	id := s.begin("a")
	parts := []blob.Part{s.part("a", id, 1, random(10))}
	if err := s.Complete(t.Context(), "a", id, parts); err != nil {
		t.Fatal(err)
	}
	if err := s.Complete(t.Context(), "a", id, parts); err != nil {
		if !errors.Is(err, blob.ErrExist) {
			s.fails(err, blob.ErrNotExist)
		}
	}
	if err := s.Abort(t.Context(), "a", id); err != nil {
		t.Fatal(err)
	}
	s.equal(s.open("a", 0, 100), random(10))
}

func abort(t *testing.T, s suite) {
	id := s.begin("a")
	p := s.part("a", id, 1, random(10))
	for range 2 {
		if err := s.Abort(t.Context(), "a", id); err != nil {
			t.Fatal(err)
		}
	}
	s.fails(s.Complete(t.Context(), "a", id, []blob.Part{p}), blob.ErrNotExist)
	_, err := s.PutPart(t.Context(), "a", id, 2, 1, bytes.NewReader(random(1)))
	s.fails(err, blob.ErrNotExist)
	s.nothing("a")
}

func multiparts(t *testing.T, s suite) {
	want := map[string]string{}
	for _, name := range []string{"a/x", "a/y", "a/y", "b"} {
		want[s.begin(name)] = name
	}
	got := map[string]string{}
	for m, err := range s.Multiparts(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if age := time.Since(m.Begun); !m.Begun.IsZero() && (age > time.Minute || age < -time.Minute) {
			t.Fatalf("begun at %v", m.Begun)
		}
		got[m.ID] = m.Name
	}
	if !maps.Equal(got, want) {
		t.Fatalf("listed %v of %v", got, want)
	}
	for id, name := range want {
		if err := s.Abort(t.Context(), name, id); err != nil {
			t.Fatal(err)
		}
	}
}

func ended(t *testing.T, s suite) {
	s.put("a", random(10))
	id := s.begin("m")
	gone := errors.New("cut off")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(gone)
	s.fails(s.Put(ctx, "b", 10, bytes.NewReader(random(10))), gone)
	if r, err := s.Open(ctx, "a", 0, 10); err == nil {
		_, err = io.ReadAll(r)
		s.fails(err, gone)
		r.Close()
	} else {
		s.fails(err, gone)
	}
	_, err := s.Stat(ctx, "a")
	s.fails(err, gone)
	s.fails(s.Remove(ctx, "a"), gone)
	_, err = s.Begin(ctx, "b")
	s.fails(err, gone)
	_, err = s.PutPart(ctx, "m", id, 1, 10, bytes.NewReader(random(10)))
	s.fails(err, gone)
	s.fails(s.Complete(ctx, "m", id, []blob.Part{{Number: 1, Size: 10, ETag: "x"}}), gone)
	s.fails(s.Abort(ctx, "m", id), gone)
	s.fails(s.Check(ctx), gone)
	var last error
	for _, last = range s.List(ctx, "") {
	}
	s.fails(last, gone)
	last = nil
	for _, last = range s.Multiparts(ctx) {
	}
	s.fails(last, gone)
	if got := s.list(""); !slices.Equal(got, []string{"a"}) {
		t.Fatalf("listed %q", got)
	}
	if err := s.Abort(t.Context(), "m", id); err != nil {
		t.Fatal(err)
	}
}

func abandoned(t *testing.T, s suite) {
	content := random(4 << 20)
	s.put("a", content)
	r, err := s.Open(t.Context(), "a", 0, 4<<20)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(r, make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		r.Close()
	}
	if _, err := r.Read(make([]byte, 10)); err == nil || err == io.EOF {
		t.Fatalf("read after close: %v", err)
	}

	gone := errors.New("cut off")
	ctx, cancel := context.WithCancelCause(t.Context())
	if r, err = s.Open(ctx, "a", 0, 4<<20); err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := io.ReadFull(r, make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	cancel(gone)
	_, err = io.Copy(io.Discard, r)
	s.fails(err, gone)
	s.equal(s.open("a", 0, 4<<20), content)
}
