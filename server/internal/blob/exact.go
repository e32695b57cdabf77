package blob

import (
	"fmt"
	"io"
	"sync/atomic"
)

// ExactReader hands on exactly the declared number of bytes or fails with [ErrShort].
// It is for implementations of [Store].
type ExactReader struct {
	r    io.Reader
	left int64
	err  atomic.Pointer[error] // an HTTP transport reads in a goroutine of its own
}

// Exactly returns an ExactReader of r. If r goes on beyond size bytes, it fails before
// it hands on the last of them, so that a store that counts never takes the stream for
// whole.
func Exactly(r io.Reader, size int64) *ExactReader {
	return &ExactReader{r: r, left: size}
}

// Read implements [io.Reader]. Once failed it stays failed.
func (e *ExactReader) Read(p []byte) (int, error) {
	if err := e.err.Load(); err != nil {
		return 0, *err
	}
	n, err := e.read(p)
	if err != nil {
		e.err.CompareAndSwap(nil, &err)
	}
	return n, err
}

func (e *ExactReader) read(p []byte) (n int, err error) {
	if e.left > 0 {
		n, err = e.r.Read(p[:min(int64(len(p)), e.left)])
		e.left -= int64(n)
		if e.left > 0 {
			if err == io.EOF {
				err = fmt.Errorf("%w: %d bytes missing", ErrShort, e.left)
			}
			return n, err
		}
	}
	if err == nil {
		_, err = io.ReadFull(e.r, make([]byte, 1))
	}
	switch err {
	case io.EOF:
		return n, io.EOF
	case nil:
		err = fmt.Errorf("%w: more bytes than declared", ErrShort)
	}
	return 0, err
}

// Stop makes every further Read fail with err, without waiting for one on its way.
func (e *ExactReader) Stop(err error) { e.err.CompareAndSwap(nil, &err) }

// Err returns what reading failed with, other than [io.EOF].
func (e *ExactReader) Err() error {
	if err := e.err.Load(); err != nil && *err != io.EOF {
		return *err
	}
	return nil
}
