package seal_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"strongroom/server/internal/seal"
)

const sealedPackage = 16 + seal.PackageSize + 16

func TestReaderBehavesLikeTheFile(t *testing.T) {
	key := seal.NewKey()
	for _, size := range []int64{1, seal.PackageSize, 5*seal.PackageSize + 7} {
		plain := pattern(size)
		content := sealed(t, key, place, 2*seal.PackageSize, plain)
		layout := seal.Layout{Size: size, PartSize: 2 * seal.PackageSize}
		half := func(ctx context.Context, offset, length int64) (io.ReadCloser, error) {
			r, err := fetch(content)(ctx, offset, length)
			return io.NopCloser(iotest.HalfReader(r)), err
		}
		if err := iotest.TestReader(reader(t, key, place, layout, half), plain); err != nil {
			t.Fatal(err)
		}
	}
}

// Any sequence of seeks, limits and reads delivers what a bytes.Reader delivers, and a
// fetch within a limit goes no further than the package that holds its end.
func TestRandomAccess(t *testing.T) {
	key := seal.NewKey()
	const partSize = 2 * seal.PackageSize
	all := pattern(7*seal.PackageSize + 100)
	contents := map[int64][]byte{}
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]int64{1, seal.PackageSize, partSize, partSize + 1, int64(len(all))}).Draw(t, "size")
		plain := all[:size]
		if contents[size] == nil {
			contents[size] = sealed(t, key, place, partSize, plain)
		}
		type span struct{ start, end int64 }
		var limits []span
		var r *seal.Reader
		counting := func(ctx context.Context, offset, length int64) (io.ReadCloser, error) {
			pos, _ := r.Seek(0, io.SeekCurrent)
			if offset != pos/seal.PackageSize*sealedPackage {
				t.Fatalf("fetched from %d to read at %d", offset, pos)
			}
			for _, l := range limits {
				if l.start <= pos && pos < l.end {
					last := (min(l.end, size) - 1) / seal.PackageSize
					if offset+length > (last+1)*sealedPackage {
						t.Fatalf("fetched %d at %d within limit %v", length, offset, l)
					}
					break
				}
			}
			return fetch(contents[size])(ctx, offset, length)
		}
		r, err := seal.NewReader(context.Background(), key, place, seal.Layout{Size: size, PartSize: partSize}, counting)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		want := bytes.NewReader(plain)
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			offset := rapid.Int64Range(0, size+1).Draw(t, "offset")
			length := rapid.Int64Range(0, 3*seal.PackageSize).Draw(t, "length")
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				r.Limit(offset, offset+length)
				limits = append(limits, span{offset, offset + length})
			case 1:
				whence := rapid.IntRange(io.SeekStart, io.SeekEnd).Draw(t, "whence")
				a, errA := r.Seek(offset-size/2, whence)
				b, errB := want.Seek(offset-size/2, whence)
				if a != b || (errA == nil) != (errB == nil) {
					t.Fatalf("seek: %d %v, want %d %v", a, errA, b, errB)
				}
			default:
				a, b := make([]byte, length), make([]byte, length)
				n, errA := io.ReadFull(r, a)
				m, errB := io.ReadFull(want, b)
				if n != m || errA != errB || !bytes.Equal(a[:n], b[:m]) {
					t.Fatalf("read: %d %v, want %d %v", n, errA, m, errB)
				}
			}
		}
	})
}

func TestFetchesNoMoreThanNeeded(t *testing.T) {
	key := seal.NewKey()
	const size, partSize = 10 * seal.PackageSize, 2 * seal.PackageSize
	content := sealed(t, key, place, partSize, pattern(size))
	var fetched []string
	log := func(ctx context.Context, offset, length int64) (io.ReadCloser, error) {
		fetched = append(fetched, fmt.Sprintf("%d+%d", offset/sealedPackage, length/sealedPackage))
		return fetch(content)(ctx, offset, length)
	}
	r := reader(t, key, place, seal.Layout{Size: size, PartSize: partSize}, log)
	expect := func(want ...string) {
		t.Helper()
		if fmt.Sprint(fetched) != fmt.Sprint(want) {
			t.Fatalf("fetched %v, want %v", fetched, want)
		}
		fetched = nil
	}
	if _, err := r.Seek(0, io.SeekEnd); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read(make([]byte, 1)); err != io.EOF {
		t.Fatal(err)
	}
	expect()
	r.Seek(0, io.SeekStart)
	if _, err := io.Copy(io.Discard, r); err != nil {
		t.Fatal(err)
	}
	expect("0+10") // in one piece across parts

	r.Limit(3*seal.PackageSize-1, 4*seal.PackageSize+1)
	r.Seek(3*seal.PackageSize-1, io.SeekStart)
	if _, err := io.CopyN(io.Discard, r, seal.PackageSize+2); err != nil {
		t.Fatal(err)
	}
	expect("2+3")
	if _, err := io.CopyN(io.Discard, r, seal.PackageSize); err != nil {
		t.Fatal(err)
	}
	expect("5+5") // beyond the limit; the rest of package 4 was there
}

func TestServeContent(t *testing.T) {
	key := seal.NewKey()
	const partSize = 2 * seal.PackageSize
	for _, size := range []int64{0, 5, 5*seal.PackageSize + 7} {
		plain := pattern(size)
		content := sealed(t, key, place, partSize, plain)
		serve := func(rangeHeader string) *httptest.ResponseRecorder {
			r := reader(t, key, place, seal.Layout{Size: size, PartSize: partSize}, fetch(content))
			request := httptest.NewRequest(http.MethodGet, "/", nil)
			request.Header.Set("Range", rangeHeader)
			w := httptest.NewRecorder()
			http.ServeContent(w, request, "a.bin", time.Time{}, r)
			return w
		}
		if w := serve(""); w.Code != http.StatusOK || !bytes.Equal(w.Body.Bytes(), plain) {
			t.Fatalf("size %d: %d with %d bytes", size, w.Code, w.Body.Len())
		}
		if size < 1000 {
			continue
		}
		if w := serve("bytes=131000-131200"); w.Code != http.StatusPartialContent || !bytes.Equal(w.Body.Bytes(), plain[131000:131201]) {
			t.Fatalf("range: %d with %d bytes", w.Code, w.Body.Len())
		}
		if w := serve("bytes=0-9,-9"); w.Code != http.StatusPartialContent || !bytes.Contains(w.Body.Bytes(), plain[size-9:]) {
			t.Fatalf("ranges: %d with %d bytes", w.Code, w.Body.Len())
		}
	}
}

func TestEmptyVersionIsCheckedBeforeItIsBelieved(t *testing.T) {
	key := seal.NewKey()
	empty := seal.Layout{PartSize: seal.PartSize}
	content := sealed(t, key, place, seal.PartSize, nil)
	for outcome, object := range map[string][]byte{
		"flipped":      append(bytes.Clone(content[:20]), append([]byte{content[20] ^ 1}, content[21:]...)...),
		"one byte":     sealed(t, key, place, seal.PartSize, []byte{0}),
		"other object": make([]byte, len(content)),
	} {
		if _, err := seal.NewReader(t.Context(), key, place, empty, fetch(object)); !errors.Is(err, seal.ErrTampered) {
			t.Errorf("%s: %v", outcome, err)
		}
	}
	if _, err := seal.NewReader(t.Context(), key, place, empty, fetch(nil)); !errors.Is(err, seal.ErrShort) {
		t.Errorf("nothing: %v", err)
	}
	if _, err := open(t, key, place, seal.Layout{Size: 1, PartSize: seal.PartSize}, content); !errors.Is(err, seal.ErrTampered) {
		t.Errorf("opened as one byte: %v", err)
	}
}

func TestReaderFailures(t *testing.T) {
	key := seal.NewKey()
	const size, partSize = 5 * seal.PackageSize, 2 * seal.PackageSize
	plain := pattern(size)
	content := sealed(t, key, place, partSize, plain)
	layout := seal.Layout{Size: size, PartSize: partSize}

	t.Run("short object is ErrShort", func(t *testing.T) {
		for _, cut := range []int{0, 1, 15, 16, 17, sealedPackage - 1, sealedPackage, 2 * sealedPackage, len(content) - 1} {
			got, err := open(t, key, place, layout, content[:cut])
			if !errors.Is(err, seal.ErrShort) || !errors.Is(err, io.ErrUnexpectedEOF) || !bytes.HasPrefix(plain, got) {
				t.Errorf("cut to %d: %d bytes, %v", cut, len(got), err)
			}
		}
	})
	t.Run("failing fetch", func(t *testing.T) {
		away := errors.New("store is away")
		r := reader(t, key, place, layout, func(context.Context, int64, int64) (io.ReadCloser, error) { return nil, away })
		if _, err := r.Read(make([]byte, 1)); !errors.Is(err, away) {
			t.Error(err)
		}
	})
	t.Run("failing in the middle stays failed", func(t *testing.T) {
		away := errors.New("store is away")
		r := reader(t, key, place, layout, func(_ context.Context, offset, _ int64) (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(bytes.NewReader(content[offset:offset+100_000]), iotest.ErrReader(away))), nil
		})
		got, err := io.ReadAll(r)
		if !errors.Is(err, away) || errors.Is(err, seal.ErrTampered) || !bytes.Equal(got, plain[:seal.PackageSize]) {
			t.Errorf("%d bytes, %v", len(got), err)
		}
		r.Seek(0, io.SeekStart)
		if n, err := r.Read(make([]byte, 10)); n != 0 || !errors.Is(err, away) {
			t.Errorf("went on: %d, %v", n, err)
		}
	})
	t.Run("ended context", func(t *testing.T) {
		gone := errors.New("cut off")
		ctx, cancel := context.WithCancelCause(t.Context())
		r, err := seal.NewReader(ctx, key, place, layout, fetch(content))
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if _, err := io.ReadFull(r, make([]byte, 10)); err != nil {
			t.Fatal(err)
		}
		cancel(gone)
		if n, err := r.Read(make([]byte, 10)); n != 0 || !errors.Is(err, gone) {
			t.Errorf("%d, %v", n, err)
		}
	})
	t.Run("closed", func(t *testing.T) {
		r := reader(t, key, place, layout, fetch(content))
		r.Close()
		if _, err := r.Read(make([]byte, 10)); !errors.Is(err, fs.ErrClosed) {
			t.Error(err)
		}
		if _, err := open(t, key, place, layout, content); err != nil {
			t.Errorf("closing wiped the caller's key: %v", err)
		}
	})
	t.Run("seek", func(t *testing.T) {
		r := reader(t, key, place, layout, fetch(content))
		if _, err := r.Seek(-1, io.SeekStart); err == nil {
			t.Error("negative position")
		}
		if _, err := r.Seek(0, 3); err == nil {
			t.Error("unknown whence")
		}
	})
}

// The attack on plain DARE that Format describes: another package of the same part,
// its header adjusted so that its nonce comes out right for the new position.
func TestMovedPackageIsRefusedInARange(t *testing.T) {
	key := seal.NewKey()
	const size = 4 * seal.PackageSize
	content := sealed(t, key, place, seal.PartSize, pattern(size))
	for from := range uint32(3) {
		for to := range uint32(3) {
			if from == to {
				continue
			}
			moved := bytes.Clone(content)
			target := moved[to*sealedPackage : (to+1)*sealedPackage]
			copy(target, content[from*sealedPackage:])
			nonce := target[12:16]
			binary.LittleEndian.PutUint32(nonce, binary.LittleEndian.Uint32(nonce)^from^to)
			r := reader(t, key, place, seal.Layout{Size: size, PartSize: seal.PartSize}, fetch(moved))
			r.Limit(int64(to)*seal.PackageSize, int64(to+1)*seal.PackageSize)
			r.Seek(int64(to)*seal.PackageSize, io.SeekStart)
			if n, err := r.Read(make([]byte, 10)); n > 0 || !errors.Is(err, seal.ErrTampered) {
				t.Errorf("package %d in place of %d: %d bytes, %v", from, to, n, err)
			}
		}
	}
}

// FuzzReader lets an attacker edit a sealed version: flip, cut, swap, double, drop and
// replace by pieces of another version. What is delivered is right or an error.
func FuzzReader(f *testing.F) {
	f.Add([]byte{}, uint32(0), uint32(0))
	f.Add([]byte{0, 0, 0, 0}, uint32(0), uint32(100))
	f.Add([]byte{1, 0, 1, 0}, uint32(70_000), uint32(100_000))
	f.Add([]byte{2, 1, 2, 0, 3, 2, 3, 0}, uint32(131_000), uint32(5))
	f.Add([]byte{4, 0, 0, 9, 5, 1, 1, 1}, uint32(0), uint32(1<<20))
	key, err := seal.KeyFromBytes(bytes.Repeat([]byte{7}, seal.KeySize))
	if err != nil {
		f.Fatal(err)
	}
	const size, partSize = 5*seal.PackageSize + 1000, 2 * seal.PackageSize
	layout := seal.Layout{Size: size, PartSize: partSize}
	plain := pattern(size)
	content := sealed(f, key, place, partSize, plain)
	sibling := place
	sibling.Version = "ver_2"
	foreign := sealed(f, key, sibling, partSize, plain)

	f.Fuzz(func(t *testing.T, edits []byte, start, length uint32) {
		object := edit(content, foreign, edits)
		first, end := int64(start)%size, min(int64(start)%size+int64(length), size)
		r := reader(t, key, place, layout, fetch(object))
		r.Limit(first, end)
		r.Seek(first, io.SeekStart)
		got := make([]byte, end-first)
		n, err := io.ReadFull(r, got)
		if !bytes.Equal(got[:n], plain[first:first+int64(n)]) {
			t.Fatal("delivered a wrong byte")
		}
		if err != nil && !errors.Is(err, seal.ErrTampered) && !errors.Is(err, seal.ErrShort) {
			t.Fatalf("failed with %v", err)
		}
		if n == 0 && end == first {
			return
		}
		from, to := first/seal.PackageSize*sealedPackage, min(((end-1)/seal.PackageSize+1)*sealedPackage, layout.Sealed())
		intact := int64(len(object)) >= to && bytes.Equal(object[from:to], content[from:to])
		if intact != (err == nil) {
			t.Fatalf("packages intact: %v, but got %v", intact, err)
		}
	})
}

// edit applies edits of four bytes: what, two places, how. Each may double the
// object, hence there are few.
func edit(content, foreign, edits []byte) []byte {
	object := bytes.Clone(content)
	edits = edits[:min(len(edits), 4*16)]
	for ; len(edits) >= 4 && len(object) > 0; edits = edits[4:] {
		what, how := edits[0], edits[3]
		count := (len(object) + sealedPackage - 1) / sealedPackage
		span := func(i byte) (int, int) {
			begin := int(i) % count * sealedPackage
			return begin, min(begin+sealedPackage, len(object))
		}
		a, aEnd := span(edits[1])
		b, bEnd := span(edits[2])
		switch what % 7 {
		case 0: // flip a bit of a header
			object[a+int(how>>3)%(aEnd-a)] ^= 1 << (how & 7)
		case 1: // flip a bit anywhere
			object[(a+int(edits[2])*257)%len(object)] ^= 1 << (how & 7)
		case 2: // swap two packages
			x, y := bytes.Clone(object[a:aEnd]), bytes.Clone(object[b:bEnd])
			copy(object[a:aEnd], y)
			copy(object[b:bEnd], x)
		case 3: // put one in place of another, with the nonce adjusted
			copy(object[a:aEnd], bytes.Clone(object[b:bEnd]))
			if aEnd-a >= 16 {
				object[a+12] ^= how
			}
		case 4: // double
			object = append(object[:aEnd:aEnd], object[a:]...)
		case 5: // drop
			object = append(object[:a:a], object[aEnd:]...)
		case 6: // cut anywhere, or replace by another version's
			if how&1 == 0 {
				object = object[:(a+int(how)*513)%len(object)]
			} else if aEnd <= len(foreign) {
				copy(object[a:aEnd], foreign[a:aEnd])
			}
		}
	}
	return object
}

// FuzzPart opens arbitrary bytes as a version, a tail and a value.
func FuzzPart(f *testing.F) {
	key, err := seal.KeyFromBytes(bytes.Repeat([]byte{7}, seal.KeySize))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed(f, key, seal.Binding{Customer: "c", Document: "d", Version: "v"}, seal.PackageSize, []byte("seed")), int64(4))
	f.Add([]byte{0x20, 0, 0, 0}, int64(0))
	f.Fuzz(func(t *testing.T, object []byte, size int64) {
		layout := seal.Layout{Size: size, PartSize: seal.PackageSize}
		if got, err := open(t, key, place, layout, object); err == nil || len(got) > 0 {
			t.Fatalf("opened %d bytes, %v", len(got), err)
		}
		if r, err := seal.OpenTail(key, place, seal.Tail{Size: size}, bytes.NewReader(object)); err == nil {
			if got, err := io.ReadAll(r); err == nil || len(got) > 0 {
				t.Fatalf("opened %d bytes of a tail, %v", len(got), err)
			}
		}
		if _, err := seal.OpenValue(key, "label", nil, object); !errors.Is(err, seal.ErrTampered) {
			t.Fatalf("opened a value: %v", err)
		}
	})
}
