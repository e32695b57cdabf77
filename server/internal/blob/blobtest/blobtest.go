package blobtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"strongroom/server/internal/blob"
)

// Run holds the stores that fresh returns against the contract. fresh is called once
// for each case and must return an empty store.
func Run(t *testing.T, fresh func(t *testing.T) blob.Store) {
	cases := []struct {
		outcome string
		test    func(*testing.T, suite)
	}{
		{"what is put can be opened", putOpen},
		{"a range opens as that range", ranges},
		{"a put of another size than declared leaves nothing", putSize},
		{"a put whose reader fails leaves nothing", putFails},
		{"a put that is cancelled leaves nothing", putCancelled},
		{"a put is invisible before it is whole", putInvisible},
		{"a taken name is refused", taken},
		{"a put at an offset of a file starts there", putOffset},
		{"what is not there does not exist", missing},
		{"remove is idempotent", remove},
		{"list yields names in order", list},
		{"list can be left early", listLeft},
		{"bad names are refused everywhere", names},
		{"parts at once and out of order complete in order", multipart},
		{"a part given again replaces", partAgain},
		{"a part of another size than declared is not stored", partSize},
		{"a part that is cancelled leaves the multipart usable", partCancelled},
		{"complete without a part is refused and can be repeated", completeMissing},
		{"complete with a part's old etag is refused", completeStale},
		{"parts that complete does not name are left out", completeSome},
		{"complete in the wrong order is refused", completeOrder},
		{"complete twice changes nothing", completeTwice},
		{"abort is idempotent and drops the parts", abort},
		{"multiparts yields what is unfinished", multiparts},
		{"an ended context ends everything", ended},
		{"a closed or abandoned download harms nobody", abandoned},
		{"check succeeds and leaves nothing to list", check},
	}
	for _, c := range cases {
		t.Run(c.outcome, func(t *testing.T) {
			c.test(t, suite{t, fresh(t)})
		})
	}
}

// suite fails its test when a step does not do what it must.
type suite struct {
	t testing.TB
	blob.Store
}

func (s suite) put(name string, content []byte) {
	s.t.Helper()
	// Bytes as they come in practice: no length, no seeking, in odd pieces.
	if err := s.Put(s.t.Context(), name, int64(len(content)), iotest.HalfReader(bytes.NewReader(content))); err != nil {
		s.t.Fatalf("put %s: %v", name, err)
	}
}

func (s suite) open(name string, offset, length int64) []byte {
	s.t.Helper()
	r, err := s.Open(s.t.Context(), name, offset, length)
	if err != nil {
		s.t.Fatalf("open %s: %v", name, err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		s.t.Fatalf("read %s: %v", name, err)
	}
	return content
}

func (s suite) equal(got, want []byte) {
	s.t.Helper()
	if !bytes.Equal(got, want) {
		s.t.Fatalf("got %d bytes, not the %d that were stored", len(got), len(want))
	}
}

func (s suite) fails(err, want error) {
	s.t.Helper()
	if !errors.Is(err, want) {
		s.t.Fatalf("got error %v, want %v", err, want)
	}
}

func (s suite) nothing(name string) {
	s.t.Helper()
	_, err := s.Stat(s.t.Context(), name)
	s.fails(err, blob.ErrNotExist)
	if got := s.list(""); len(got) != 0 {
		s.t.Fatalf("listed %q, want nothing", got)
	}
}

func (s suite) list(prefix string) []string {
	s.t.Helper()
	var names []string
	for o, err := range s.List(s.t.Context(), prefix) {
		if err != nil {
			s.t.Fatalf("list %q: %v", prefix, err)
		}
		names = append(names, o.Name)
	}
	return names
}

func (s suite) begin(name string) string {
	s.t.Helper()
	id, err := s.Begin(s.t.Context(), name)
	if err != nil {
		s.t.Fatalf("begin %s: %v", name, err)
	}
	return id
}

func (s suite) part(name, id string, number int, content []byte) blob.Part {
	s.t.Helper()
	p, err := s.PutPart(s.t.Context(), name, id, number, int64(len(content)), iotest.HalfReader(bytes.NewReader(content)))
	if err != nil {
		s.t.Fatalf("put part %d of %s: %v", number, name, err)
	}
	if p.Number != number || p.Size != int64(len(content)) || p.ETag == "" {
		s.t.Fatalf("part %+v, want number %d and size %d", p, number, len(content))
	}
	return p
}

func random(size int) []byte {
	content := make([]byte, size)
	_, _ = rand.NewChaCha8([32]byte{byte(size)}).Read(content) // never fails
	return content
}

func putOpen(t *testing.T, s suite) {
	before := time.Now().Add(-time.Minute)
	for _, size := range []int{0, 1, 1 << 10, 65537, 7 << 20} {
		name, content := fmt.Sprintf("put/%d", size), random(size)
		s.put(name, content)
		if size > 0 {
			s.equal(s.open(name, 0, int64(size)), content)
		}
		o, err := s.Stat(t.Context(), name)
		if err != nil || o.Name != name || o.Size != int64(size) || o.Modified.Before(before) || o.Modified.After(time.Now().Add(time.Minute)) {
			t.Fatalf("stat: %+v, %v", o, err)
		}
	}
}

func ranges(t *testing.T, s suite) {
	content := random(100_000)
	s.put("a", content)
	for _, r := range [][2]int64{{0, 1}, {99_999, 1}, {5, 70_000}, {99_990, 500}, {0, 1 << 40}} {
		s.equal(s.open("a", r[0], r[1]), content[r[0]:min(r[0]+r[1], 100_000)])
	}
	for _, offset := range []int64{100_000, 100_001, 1 << 40} {
		_, err := s.Open(t.Context(), "a", offset, 1)
		s.fails(err, blob.ErrNotExist)
	}
	for _, r := range [][2]int64{{-1, 1}, {0, 0}, {0, -1}} {
		if _, err := s.Open(t.Context(), "a", r[0], r[1]); err == nil {
			t.Fatalf("opened %d bytes at %d", r[1], r[0])
		}
	}
}

func putSize(t *testing.T, s suite) {
	content := random(300_000)
	for _, wrong := range []int64{0, 1, 299_999, 300_001, 10 << 20} {
		for _, r := range []io.Reader{bytes.NewReader(content), iotest.DataErrReader(bytes.NewReader(content)), iotest.OneByteReader(bytes.NewReader(content))} {
			s.fails(s.Put(t.Context(), "a", wrong, r), blob.ErrShort)
			s.nothing("a")
		}
	}
	s.put("a", content)
}

func putFails(t *testing.T, s suite) {
	broken := errors.New("the uploader went away")
	for _, after := range []int64{0, 1, 200_000, 300_000} {
		r := io.MultiReader(io.LimitReader(bytes.NewReader(random(300_000)), after), iotest.ErrReader(broken))
		s.fails(s.Put(t.Context(), "a", 300_000, r), broken)
		s.nothing("a")
	}
}

// blocking gives content, then tells so and blocks until the test is over.
type blocking struct {
	io.Reader
	drained func()
	over    <-chan struct{}
}

func (b blocking) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF && n == 0 {
		b.drained()
		<-b.over
	}
	return n, err
}

// cancelled runs put with a context that is cancelled in the middle of the content.
func cancelled(t *testing.T, s suite, put func(context.Context, io.Reader) error) {
	gone := errors.New("cut off")
	ctx, cancel := context.WithCancelCause(t.Context())
	over := make(chan struct{})
	half := blocking{bytes.NewReader(random(3 << 20)), func() { cancel(gone); time.AfterFunc(100*time.Millisecond, func() { close(over) }) }, over}
	s.fails(put(ctx, half), gone)
}

func putCancelled(t *testing.T, s suite) {
	cancelled(t, s, func(ctx context.Context, r io.Reader) error { return s.Put(ctx, "a", 6<<20, r) })
	s.nothing("a")
	s.put("a", random(10))
}

func putInvisible(t *testing.T, s suite) {
	content := random(3 << 20)
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := s.Put(t.Context(), "a", int64(len(content)), r)
		_ = r.CloseWithError(err) // writing on would wait for ever
		done <- err
	}()
	if _, err := w.Write(content[:2<<20]); err != nil {
		t.Fatal(err)
	}
	// Asked for the object itself, MinIO would let us wait until it is whole.
	if listed := s.list(""); len(listed) > 0 {
		t.Fatalf("listed %v", listed)
	}
	if _, err := w.Write(content[2<<20:]); err != nil {
		t.Fatal(err)
	}
	_ = w.Close() // the reader tells
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	s.equal(s.open("a", 0, 3<<20), content)
}

func taken(t *testing.T, s suite) {
	s.put("a", random(10))
	s.fails(s.Put(t.Context(), "a", 20, bytes.NewReader(random(20))), blob.ErrExist)
	id := s.begin("a")
	s.fails(s.Complete(t.Context(), "a", id, []blob.Part{s.part("a", id, 1, random(30))}), blob.ErrExist)
	s.equal(s.open("a", 0, 100), random(10))
	if err := s.Abort(t.Context(), "a", id); err != nil {
		t.Fatal(err)
	}
}

func putOffset(t *testing.T, s suite) {
	r := strings.NewReader("not this, but this")
	if _, err := r.Seek(10, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), "a", 8, r); err != nil {
		t.Fatal(err)
	}
	s.equal(s.open("a", 0, 100), []byte("but this"))
}

func missing(t *testing.T, s suite) {
	s.put("a/b", random(1))
	for _, name := range []string{"a", "b", "a/c"} {
		_, err := s.Open(t.Context(), name, 0, 1)
		s.fails(err, blob.ErrNotExist)
		_, err = s.Stat(t.Context(), name)
		s.fails(err, blob.ErrNotExist)
	}
	id := s.begin("c")
	unknown := strings.Map(func(r rune) rune {
		if r == rune(id[0]) {
			return rune(id[1])
		}
		return r
	}, id)
	for _, m := range []struct{ name, id string }{{"c", ""}, {"c", unknown + unknown}, {"c", "../x"}, {"d", id}} {
		_, err := s.PutPart(t.Context(), m.name, m.id, 1, 1, bytes.NewReader(random(1)))
		s.fails(err, blob.ErrNotExist)
		s.fails(s.Complete(t.Context(), m.name, m.id, []blob.Part{{Number: 1, Size: 1, ETag: "e"}}), blob.ErrNotExist)
		if err := s.Abort(t.Context(), m.name, m.id); err != nil {
			t.Fatal(err)
		}
	}
	p := s.part("c", id, 1, random(1))
	if err := s.Complete(t.Context(), "c", id, []blob.Part{p}); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, s suite) {
	s.put("a/b", random(10))
	s.put("a/bc", random(10))
	for range 2 {
		if err := s.Remove(t.Context(), "a/b"); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"never", "a"} {
		if err := s.Remove(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.list(""); !slices.Equal(got, []string{"a/bc"}) {
		t.Fatalf("listed %q", got)
	}
	s.put("a/b", random(10))
}

func list(t *testing.T, s suite) {
	if got := s.list(""); len(got) != 0 {
		t.Fatalf("listed %q in an empty store", got)
	}
	all := []string{"a-b/x", "a.b", "a/b", "a/b-c", "a/b.c/d", "a/b0", "a0", "b/0", "b/00", "c"}
	for _, i := range rand.Perm(len(all)) {
		s.put(all[i], random(i))
	}
	id := s.begin("unfinished")
	s.part("unfinished", id, 1, random(10))
	for _, prefix := range []string{"", "a", "a/", "a/b", "a/b.c/", "b/0", "c", "d", "d/e"} {
		var want []string
		for _, name := range all {
			if strings.HasPrefix(name, prefix) {
				want = append(want, name)
			}
		}
		if got := s.list(prefix); !slices.Equal(got, want) {
			t.Fatalf("prefix %q: listed %q, want %q", prefix, got, want)
		}
	}
	for o, err := range s.List(t.Context(), "") {
		if err != nil || o.Size != int64(slices.Index(all, o.Name)) || o.Modified.IsZero() {
			t.Fatalf("listed %+v, %v", o, err)
		}
	}
	if err := s.Abort(t.Context(), "unfinished", id); err != nil {
		t.Fatal(err)
	}
}

func listLeft(t *testing.T, s suite) {
	for _, name := range []string{"a/1", "a/2", "b/1"} {
		s.put(name, random(1))
	}
	for o, err := range s.List(t.Context(), "") {
		if err != nil || o.Name != "a/1" {
			t.Fatalf("listed %+v, %v", o, err)
		}
		break
	}
}

func names(t *testing.T, s suite) {
	for _, name := range []string{
		"", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", ".a", "a/.b",
		"A", "a b", "a\x00", "ä", `a\b`, "a*", "a%2f", "a?b", strings.Repeat("a", blob.MaxName+1),
	} {
		ctx, r := t.Context(), bytes.NewReader(random(1))
		s.fails(s.Put(ctx, name, 1, r), blob.ErrName)
		_, err := s.Open(ctx, name, 0, 1)
		s.fails(err, blob.ErrName)
		_, err = s.Stat(ctx, name)
		s.fails(err, blob.ErrName)
		s.fails(s.Remove(ctx, name), blob.ErrName)
		_, err = s.Begin(ctx, name)
		s.fails(err, blob.ErrName)
		_, err = s.PutPart(ctx, name, "x", 1, 1, r)
		s.fails(err, blob.ErrName)
		s.fails(s.Complete(ctx, name, "x", []blob.Part{{Number: 1, Size: 1}}), blob.ErrName)
		s.fails(s.Abort(ctx, name, "x"), blob.ErrName)
		if name == "" || name == "a/" {
			continue // good prefixes
		}
		for _, err := range s.List(ctx, name) {
			s.fails(err, blob.ErrName)
		}
	}
	long := strings.Repeat("a/", blob.MaxName/2-1) + "ab"
	s.put(long, random(3))
	s.equal(s.open(long, 0, 3), random(3))
}

func check(t *testing.T, s suite) {
	for range 2 {
		if err := s.Check(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.list(""); len(got) != 0 {
		t.Fatalf("listed %q", got)
	}
}
