package seal_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"testing"
	"testing/iotest"

	"strongroom/server/internal/seal"
)

var place = seal.Binding{Customer: "cus_1", Document: "doc_1", Version: "ver_1"}

// pattern returns size bytes in which no two packages are alike.
func pattern(size int64) []byte {
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(i + i>>8*31 + i>>16*7)
	}
	return b
}

// fataler is what testing and rapid have in common.
type fataler interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// sealed returns plain sealed part by part.
func sealed(t fataler, key seal.Key, b seal.Binding, partSize int64, plain []byte) []byte {
	t.Helper()
	layout := seal.Layout{Size: int64(len(plain)), PartSize: partSize}
	var out []byte
	for part := range layout.Parts() {
		if got := layout.SealedOffset(part); got != int64(len(out)) {
			t.Fatalf("part %d begins at %d, layout says %d", part, len(out), got)
		}
		begin := int64(part) * partSize
		r, err := seal.SealPart(key, b, part, layout.Final(part), bytes.NewReader(plain[begin:begin+layout.Plain(part)]))
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if got := layout.SealedPart(part); got != int64(len(content)) {
			t.Fatalf("part %d has %d bytes, layout says %d", part, len(content), got)
		}
		out = append(out, content...)
	}
	if got := layout.Sealed(); got != int64(len(out)) {
		t.Fatalf("version has %d bytes, layout says %d", len(out), got)
	}
	return out
}

// fetch serves sealed bytes from memory, like a store: fewer where they end.
func fetch(sealed []byte) seal.Fetch {
	return func(_ context.Context, offset, length int64) (io.ReadCloser, error) {
		end := min(offset+length, int64(len(sealed)))
		return io.NopCloser(bytes.NewReader(sealed[min(offset, end):end])), nil
	}
}

func reader(t testing.TB, key seal.Key, b seal.Binding, layout seal.Layout, f seal.Fetch) *seal.Reader {
	t.Helper()
	r, err := seal.NewReader(t.Context(), key, b, layout, f)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// open reads a whole version.
func open(t testing.TB, key seal.Key, b seal.Binding, layout seal.Layout, sealed []byte) ([]byte, error) {
	t.Helper()
	r, err := seal.NewReader(t.Context(), key, b, layout, fetch(sealed))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// boundaries are the sizes at which something changes.
func boundaries(partSize int64) []int64 {
	const p = seal.PackageSize
	return []int64{
		0, 1, p - 1, p, p + 1,
		partSize - 1, partSize, partSize + 1,
		2*partSize - p, 2*partSize - 1, 2 * partSize, 2*partSize + 1, 3*partSize + p + 1,
	}
}

func TestRoundTripAtEveryBoundary(t *testing.T) {
	key := seal.NewKey()
	for _, partSize := range []int64{seal.PackageSize, 3 * seal.PackageSize, 1 << 20} {
		for _, size := range boundaries(partSize) {
			t.Run(strconv.FormatInt(partSize, 10)+"/"+strconv.FormatInt(size, 10), func(t *testing.T) {
				plain := pattern(size)
				layout := seal.Layout{Size: size, PartSize: partSize}
				got, err := open(t, key, place, layout, sealed(t, key, place, partSize, plain))
				if err != nil || !bytes.Equal(got, plain) {
					t.Fatalf("opened %d bytes, %v", len(got), err)
				}
			})
		}
	}
}

func TestDefaultPartSize(t *testing.T) {
	key, plain := seal.NewKey(), pattern(seal.PartSize+1)
	layout := seal.Layout{Size: int64(len(plain)), PartSize: seal.PartSize}
	got, err := open(t, key, place, layout, sealed(t, key, place, seal.PartSize, plain))
	if err != nil || !bytes.Equal(got, plain) {
		t.Fatalf("opened %d bytes, %v", len(got), err)
	}
}

func TestSealingTheSameTwiceDiffers(t *testing.T) {
	key := seal.NewKey()
	a, b := sealed(t, key, place, seal.PackageSize, pattern(10)), sealed(t, key, place, seal.PackageSize, pattern(10))
	if bytes.Equal(a, b) {
		t.Fatal("the nonce is not random")
	}
}

func TestSealPartRefusesWhatCannotBe(t *testing.T) {
	key := seal.NewKey()
	wiped := seal.NewKey()
	wiped.Wipe()
	one := func() io.Reader { return bytes.NewReader([]byte{1}) }
	for _, c := range []struct {
		outcome string
		key     seal.Key
		b       seal.Binding
		part    int
	}{
		{"no key", seal.Key{}, place, 0},
		{"wiped key", wiped, place, 0},
		{"no customer", key, seal.Binding{Document: "d", Version: "v"}, 0},
		{"no document", key, seal.Binding{Customer: "c", Version: "v"}, 0},
		{"no version", key, seal.Binding{Customer: "c", Document: "d"}, 0},
		{"negative part", key, place, -1},
	} {
		if _, err := seal.SealPart(c.key, c.b, c.part, true, one()); err == nil {
			t.Errorf("%s was accepted", c.outcome)
		}
	}
	for _, c := range []struct {
		part  int
		final bool
	}{{0, false}, {1, false}, {1, true}} {
		r, err := seal.SealPart(key, place, c.part, c.final, bytes.NewReader(nil))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(r); !errors.Is(err, seal.ErrShort) {
			t.Errorf("an empty part %d (final %v): %v", c.part, c.final, err)
		}
	}
}

func TestSealingStaysFailed(t *testing.T) {
	broken := errors.New("the uploader went away")
	for _, after := range []int64{0, 1, seal.PackageSize, 200_000} {
		for _, buffer := range []int{1000, 1 << 20} {
			plain := io.MultiReader(bytes.NewReader(pattern(after)), &once{broken}, bytes.NewReader(pattern(100)))
			r, err := seal.SealPart(seal.NewKey(), place, 0, true, plain)
			if err != nil {
				t.Fatal(err)
			}
			p := make([]byte, buffer)
			for err == nil {
				_, err = r.Read(p)
			}
			if !errors.Is(err, broken) {
				t.Fatalf("after %d: %v", after, err)
			}
			if n, err := r.Read(p); n != 0 || !errors.Is(err, broken) {
				t.Fatalf("after %d went on: %d, %v", after, n, err)
			}
		}
	}
}

// once fails once and then ends.
type once struct{ err error }

func (o *once) Read([]byte) (int, error) {
	err := o.err
	o.err = io.EOF
	return 0, err
}

func TestWrongBindingIsRefused(t *testing.T) {
	key := seal.NewKey()
	const partSize = seal.PackageSize
	for _, size := range []int64{0, 1, partSize, 2 * partSize, 2*partSize + 5} {
		content := sealed(t, key, place, partSize, pattern(size))
		layout := seal.Layout{Size: size, PartSize: partSize}
		for _, c := range []struct {
			outcome string
			key     seal.Key
			b       seal.Binding
		}{
			{"key", seal.NewKey(), place},
			{"customer", key, seal.Binding{Customer: "cus_2", Document: "doc_1", Version: "ver_1"}},
			{"document", key, seal.Binding{Customer: "cus_1", Document: "doc_2", Version: "ver_1"}},
			{"version", key, seal.Binding{Customer: "cus_1", Document: "doc_1", Version: "ver_2"}},
			{"shifted border", key, seal.Binding{Customer: "cus_1d", Document: "oc_1", Version: "ver_1"}},
		} {
			if got, err := open(t, c.key, c.b, layout, content); len(got) > 0 || !errors.Is(err, seal.ErrTampered) {
				t.Errorf("size %d, other %s: %d bytes, %v", size, c.outcome, len(got), err)
			}
		}
	}
}

func TestPartInAnotherPlaceIsRefused(t *testing.T) {
	key := seal.NewKey()
	const partSize = seal.PackageSize
	layout := seal.Layout{Size: partSize, PartSize: partSize}
	for _, c := range []struct {
		part  int
		final bool
	}{{1, true}, {0, false}, {1, false}} {
		r, err := seal.SealPart(key, place, c.part, c.final, bytes.NewReader(pattern(partSize)))
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := open(t, key, place, layout, content); len(got) > 0 || !errors.Is(err, seal.ErrTampered) {
			t.Errorf("part %d, final %v, opened as the only part: %d bytes, %v", c.part, c.final, len(got), err)
		}
	}
}

// Whoever can edit the database as well as the bucket claims another size.
func TestAnotherSizeIsRefused(t *testing.T) {
	key := seal.NewKey()
	const p, partSize = seal.PackageSize, 2 * seal.PackageSize
	sizes := []int64{0, 1, 2, p - 1, p, p + 1, partSize - 1, partSize, partSize + 1, 3 * p, 2 * partSize, 2*partSize + 1, 3*partSize - p}
	for _, size := range sizes {
		plain := pattern(size)
		content := sealed(t, key, place, partSize, plain)
		for _, claimed := range sizes {
			if claimed == size {
				continue
			}
			layout := seal.Layout{Size: claimed, PartSize: partSize}
			// The object is cut or extended to what the claim needs.
			object := append(bytes.Clone(content), make([]byte, 10*p)...)[:layout.Sealed()]
			r, err := seal.NewReader(t.Context(), key, place, layout, fetch(object))
			if err != nil {
				if claimed != 0 || !errors.Is(err, seal.ErrTampered) {
					t.Errorf("%d claimed as %d: %v", size, claimed, err)
				}
				continue
			}
			// As many bytes as claimed and no read beyond, as http.ServeContent does.
			got := make([]byte, claimed)
			n, err := io.ReadFull(r, got)
			if claimed == 0 || err == nil || !bytes.Equal(got[:n], plain[:n]) {
				t.Errorf("%d claimed as %d: %d bytes, %v", size, claimed, n, err)
			}
			r.Close()
		}
	}
}

func TestAnotherPartSizeIsRefused(t *testing.T) {
	key, plain := seal.NewKey(), pattern(5*seal.PackageSize)
	content := sealed(t, key, place, 2*seal.PackageSize, plain)
	for _, packages := range []int64{1, 3, 4, 5, 6} {
		layout := seal.Layout{Size: int64(len(plain)), PartSize: packages * seal.PackageSize}
		got, err := open(t, key, place, layout, content)
		if !errors.Is(err, seal.ErrTampered) || !bytes.HasPrefix(plain, got) {
			t.Errorf("parts of %d packages: %d bytes, %v", packages, len(got), err)
		}
	}
}

func TestImpossibleLayouts(t *testing.T) {
	for _, layout := range []seal.Layout{
		{}, {Size: 1}, {Size: -1, PartSize: seal.PartSize}, {Size: seal.MaxSize + 1, PartSize: seal.PartSize},
		{Size: 1, PartSize: seal.PackageSize - 1}, {Size: 1, PartSize: seal.PackageSize + 1}, {Size: 1, PartSize: -seal.PackageSize},
	} {
		if _, err := seal.NewReader(t.Context(), seal.NewKey(), place, layout, fetch(nil)); !errors.Is(err, seal.ErrLayout) {
			t.Errorf("%+v: %v", layout, err)
		}
	}
	largest := seal.Layout{Size: seal.MaxSize, PartSize: seal.PackageSize}
	if err := largest.Check(); err != nil || largest.Sealed() <= seal.MaxSize || largest.SealedOffset(largest.Parts()-1) >= largest.Sealed() {
		t.Errorf("largest: %v", err)
	}
}

func TestTails(t *testing.T) {
	key := seal.NewKey()
	tail := seal.Tail{Part: 3, From: 70_000, Size: 100_000}
	plain := pattern(tail.Size)
	r, err := seal.SealTail(key, place, tail, bytes.NewReader(append(plain, "not read"...)))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil || int64(len(content)) != tail.Sealed() {
		t.Fatalf("sealed to %d bytes, %v", len(content), err)
	}

	t.Run("opens", func(t *testing.T) {
		r, err := seal.OpenTail(key, place, tail, iotest.HalfReader(bytes.NewReader(content)))
		if err != nil {
			t.Fatal(err)
		}
		if err := iotest.TestReader(r, plain); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("refuses another name", func(t *testing.T) {
		other := place
		other.Version = "ver_2"
		for _, c := range []struct {
			b    seal.Binding
			tail seal.Tail
		}{
			{other, tail},
			{place, seal.Tail{Part: 2, From: 70_000, Size: 100_000}},
			{place, seal.Tail{Part: 3, From: 70_001, Size: 100_000}},
			{place, seal.Tail{Part: 3, From: 70_000, Size: seal.PackageSize}},
			{place, seal.Tail{Part: 3, From: 70_000, Size: 99_999}},
		} {
			r, err := seal.OpenTail(key, c.b, c.tail, bytes.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(r); len(got) > 0 || !errors.Is(err, seal.ErrTampered) {
				t.Errorf("%+v: %d bytes, %v", c, len(got), err)
			}
		}
	})
	t.Run("is no part and no part is a tail", func(t *testing.T) {
		layout := seal.Layout{Size: tail.Size, PartSize: seal.PartSize}
		if got, err := open(t, key, place, layout, content); len(got) > 0 || !errors.Is(err, seal.ErrTampered) {
			t.Errorf("opened as a part: %d bytes, %v", len(got), err)
		}
		first := seal.Tail{Part: 0, From: 0, Size: tail.Size}
		r, err := seal.OpenTail(key, place, first, bytes.NewReader(sealed(t, key, place, seal.PartSize, plain)))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); len(got) > 0 || !errors.Is(err, seal.ErrTampered) {
			t.Errorf("part opened as a tail: %d bytes, %v", len(got), err)
		}
	})
	t.Run("cut short", func(t *testing.T) {
		for _, size := range []int{0, 1, 16, 65_568, len(content) - 1} {
			r, err := seal.OpenTail(key, place, tail, bytes.NewReader(content[:size]))
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(r)
			if !errors.Is(err, seal.ErrShort) || !bytes.HasPrefix(plain, got) {
				t.Errorf("cut to %d: %d bytes, %v", size, len(got), err)
			}
		}
	})
	t.Run("sealing too few bytes", func(t *testing.T) {
		r, err := seal.SealTail(key, place, tail, bytes.NewReader(plain[1:]))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(r); !errors.Is(err, seal.ErrShort) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("impossible", func(t *testing.T) {
		for _, tail := range []seal.Tail{{}, {Size: -1}, {Part: -1, Size: 1}, {From: -1, Size: 1}} {
			if _, err := seal.SealTail(key, place, tail, bytes.NewReader(nil)); !errors.Is(err, seal.ErrLayout) {
				t.Errorf("%+v: %v", tail, err)
			}
		}
	})
}
