package seal

import (
	"fmt"
	"io"
)

// Tail names a piece of an unfinished part: what one interrupted or ended upload
// request left beyond the last whole part. It is sealed as an object of its own, under
// a key of its own, so that it can never be taken for a part or for another piece.
type Tail struct {
	Part int   // the unfinished part, from 0
	From int64 // plaintext offset within the part
	Size int64 // plaintext bytes, at least 1
}

// Sealed returns the sealed size.
func (t Tail) Sealed() int64 { return sealedEnd(t.Size) }

// SealTail returns a stream of plain sealed as the piece t of an upload of the version
// named by b. It fails with [ErrShort] if plain yields fewer than t.Size bytes; it
// reads no more.
func SealTail(key Key, b Binding, t Tail, plain io.Reader) (io.Reader, error) {
	tailKey, err := t.derive(key, b)
	if err != nil {
		return nil, err
	}
	stream, err := sealStream(tailKey, &exactly{src: plain, left: t.Size})
	if err != nil {
		return nil, err
	}
	return &sealer{stream: stream}, nil
}

// OpenTail returns the plaintext of what [SealTail] sealed. It fails with
// [ErrTampered] or [ErrShort], never after a wrong byte.
func OpenTail(key Key, b Binding, t Tail, sealed io.Reader) (io.Reader, error) {
	tailKey, err := t.derive(key, b)
	if err != nil {
		return nil, err
	}
	return openStream(tailKey, newHeaders(sealed, 0, t.Size))
}

func (t Tail) derive(key Key, b Binding) (Key, error) {
	if err := b.check(); err != nil {
		return Key{}, err
	}
	if t.Part < 0 || t.From < 0 || t.Size < 1 || t.Size > maxPartSize {
		return Key{}, fmt.Errorf("%w: tail %+v", ErrLayout, t)
	}
	return derive(key, "tail", b.Customer, b.Document, b.Version,
		number(int64(t.Part)), number(t.From), number(t.Size))
}

// exactly is an [io.LimitedReader] that does not accept less.
type exactly struct {
	src  io.Reader
	left int64
}

func (e *exactly) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n, err := e.src.Read(p[:min(int64(len(p)), e.left)])
	e.left -= int64(n)
	if err == io.EOF {
		err = nil
		if e.left > 0 {
			err = ErrShort
		}
	}
	return n, err
}
