package vault

import (
	"io"
	"sync"
)

// inTurn reads several things, one behind the other, each opened when it is its turn.
type inTurn struct {
	mu   sync.Mutex // a store that failed may have a last Read on its way
	left []opener
	now  io.ReadCloser // nil is none
}

type opener func() (io.ReadCloser, error)

// Read implements io.Reader.
func (t *inTurn) Read(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for {
		if t.now == nil {
			if len(t.left) == 0 {
				return 0, io.EOF
			}
			now, err := t.left[0]()
			if err != nil {
				return 0, err
			}
			t.now, t.left = now, t.left[1:]
		}
		n, err := t.now.Read(p)
		if err == io.EOF { //nolint:errorlint // an error that wraps io.EOF is no end
			err = t.now.Close()
			t.now = nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// Close implements io.Closer: it waits for a Read on its way.
func (t *inTurn) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now
	t.left, t.now = nil, nil
	if now == nil {
		return nil
	}
	return now.Close()
}
