package seal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// Fetch returns length bytes of a sealed version, from offset on. The reader closes
// what it gets, also before the end.
type Fetch func(ctx context.Context, offset, length int64) (io.ReadCloser, error)

// Reader reads the plaintext of a sealed version. It is an [io.ReadSeekCloser], made
// for [net/http.ServeContent]. It fetches and opens only the packages that are read,
// keeps one of them in memory, and streams across parts in one fetch. It fails with
// [ErrTampered], [ErrShort] or what the fetch failed with, never after a wrong byte;
// once failed it stays failed. It is not for concurrent use.
type Reader struct {
	ctx    context.Context // of the request that the reader serves
	key    Key             // own copy
	b      Binding
	layout Layout
	fetch  Fetch

	pos    int64 // where the next Read begins
	ranges [][2]int64
	err    error

	// The open fetch, if body is not nil; all offsets are of plaintext.
	body    io.ReadCloser
	at      int64   // where it stands
	end     int64   // where it ends
	part    *opener // the part it stands in
	partEnd int64   // where that part or the fetch ends
}

// NewReader returns a reader of the version named by b with the given layout. key may
// be wiped afterwards. An empty version is fetched and checked at once, because
// nobody reads zero bytes; otherwise nothing is fetched before the first Read.
func NewReader(ctx context.Context, key Key, b Binding, layout Layout, fetch Fetch) (*Reader, error) {
	if err := key.check(); err != nil {
		return nil, err
	}
	if err := b.check(); err != nil {
		return nil, err
	}
	if err := layout.Check(); err != nil {
		return nil, err
	}
	r := &Reader{ctx: ctx, key: key.clone(), b: b, layout: layout, fetch: fetch}
	if layout.Size == 0 {
		if err := r.checkEmpty(); err != nil {
			return nil, errors.Join(err, r.Close())
		}
	}
	return r, nil
}

// Limit announces that the bytes [start, end) are going to be read by themselves: a
// fetch that begins within them stops at the package that holds the last of them, so
// that a range costs at most one package more at either side. It is a hint, given once
// for each range; reading on beyond a limit is allowed and fetches again.
func (r *Reader) Limit(start, end int64) {
	r.ranges = append(r.ranges, [2]int64{start, end})
}

// Size returns the plaintext size of the version in bytes.
func (r *Reader) Size() int64 { return r.layout.Size }

// Read implements [io.Reader].
func (r *Reader) Read(p []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	if r.pos >= r.layout.Size {
		return 0, io.EOF
	}
	if len(p) == 0 {
		return 0, nil
	}
	n, err := r.read(p)
	r.pos += int64(n)
	if err != nil {
		r.fail(err)
	}
	return n, r.err
}

func (r *Reader) read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, context.Cause(r.ctx)
	}
	if r.body == nil || r.at != r.pos {
		if err := r.open(); err != nil {
			return 0, err
		}
	}
	if r.at == r.partEnd {
		if err := r.openPart(); err != nil {
			return 0, err
		}
	}
	n, err := r.part.Read(p[:min(int64(len(p)), r.partEnd-r.at)])
	r.at += int64(n)
	if err == nil && r.at == r.partEnd {
		err = r.part.finish()
	}
	if err == nil && r.at == r.end {
		r.closeBody()
	}
	return n, err
}

// open starts a fetch at the package that holds pos and reads up to pos.
func (r *Reader) open() error {
	r.closeBody()
	end := r.layout.Size
	for _, limit := range r.ranges {
		if limit[0] <= r.pos && r.pos < limit[1] {
			end = min(end, packages(limit[1])*PackageSize)
			break
		}
	}
	first := r.pos / PackageSize * PackageSize
	offset := sealedEnd(first)
	body, err := r.fetch(r.ctx, offset, sealedEnd(end)-offset)
	if err != nil {
		return fmt.Errorf("seal: fetch: %w", err)
	}
	r.body, r.at, r.end = body, first, end
	if err := r.openPart(); err != nil {
		return err
	}
	n, err := io.CopyN(io.Discard, r.part, r.pos-first)
	r.at += n
	return err
}

// openPart begins to open the part at which the fetch stands.
func (r *Reader) openPart() error {
	part := int(r.at / r.layout.PartSize)
	k := partMore
	if r.layout.Final(part) {
		k = partLast
	}
	key, err := derivePart(r.key, r.b, part, k)
	if err != nil {
		return err
	}
	begin := int64(part) * r.layout.PartSize
	size := r.layout.Plain(part)
	r.partEnd = min(begin+size, r.end)
	r.part, err = openStream(key, newHeaders(r.body, (r.at-begin)/PackageSize, size))
	return err
}

// checkEmpty proves that an empty version is meant to be empty.
func (r *Reader) checkEmpty() error {
	body, err := r.fetch(r.ctx, 0, r.layout.Sealed())
	if err != nil {
		return fmt.Errorf("seal: fetch: %w", err)
	}
	defer body.Close()
	key, err := derivePart(r.key, r.b, 0, partEmpty)
	if err != nil {
		return err
	}
	part, err := openStream(key, newHeaders(body, 0, emptyMarkerSize))
	if err != nil {
		return err
	}
	_, err = io.ReadFull(part, make([]byte, emptyMarkerSize))
	return err
}

// Seek implements [io.Seeker]. It never fetches.
func (r *Reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekStart:
	case io.SeekCurrent:
		offset += r.pos
	case io.SeekEnd:
		offset += r.layout.Size
	default:
		return 0, errors.New("seal: seek: invalid whence")
	}
	if offset < 0 {
		return 0, errors.New("seal: seek: negative position")
	}
	r.pos = offset
	return offset, nil
}

// Close ends the fetch and wipes the key. Reading afterwards fails.
func (r *Reader) Close() error {
	r.fail(fs.ErrClosed)
	r.key.Wipe()
	return nil
}

func (r *Reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
	r.closeBody()
}

func (r *Reader) closeBody() {
	if r.body != nil {
		r.body.Close() // reading is over; nothing depends on how it ends
		r.body, r.part = nil, nil
	}
}
