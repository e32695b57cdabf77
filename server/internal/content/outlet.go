package content

import (
	"errors"
	"io"
	"net/http"
	"sync"
	"time"
)

// outlet is the way to the client. It waits for a slow one, up to stall, and
// can be shut in the middle.
type outlet struct {
	w       http.ResponseWriter
	control *http.ResponseController
	r       *http.Request

	sent bool // status and header are on their way
	gone bool // the client takes no more

	mu sync.Mutex // guards deadlines, and the rest
	// ended says that access has: nothing more is written.
	ended bool
	// writing says that something may be on its way to the client, and that
	// more may come.
	writing bool
}

func newOutlet(w http.ResponseWriter, r *http.Request) *outlet {
	return &outlet{w: w, control: http.NewResponseController(w), r: r}
}

// errEnded is what a Write fails with after cut.
var errEnded = errors.New("access has ended")

// cut ends the writing, also a Write that waits for a slow client: of HTTP/2
// by resetting the stream, else with the connection and what waits in its
// buffers. Where nothing has been sent it leaves the answer to the handler.
func (o *outlet) cut() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ended = true
	if o.writing {
		_ = o.control.SetWriteDeadline(time.Unix(1, 0)) // where there are deadlines
		if o.r.ProtoMajor == 1 {
			reset(o.r.Context())
		}
	}
}

// patient gives the client time for the next Write, unless access has ended.
func (o *outlet) patient() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ended {
		return errEnded
	}
	o.writing = true
	_ = o.control.SetWriteDeadline(time.Now().Add(stall)) // where there are deadlines
	return nil
}

// settle tells whether access has ended. From now on cut leaves the connection
// alone, which may soon be another request's.
func (o *outlet) settle() (ended bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.writing = false
	return o.ended
}

// Write implements io.Writer.
func (o *outlet) Write(p []byte) (int, error) {
	if err := o.patient(); err != nil {
		return 0, err
	}
	o.sent = true
	n, err := o.w.Write(p)
	o.gone = err != nil
	return n, err
}

// abort ends the handler so that the client must see a failure, and at once.
// Access may have ended with the answer half written and cut not yet called.
func (o *outlet) abort() {
	if o.r.ProtoMajor == 1 {
		reset(o.r.Context())
	}
	panic(http.ErrAbortHandler)
}

var buffers = sync.Pool{New: func() any { return new([64 << 10]byte) }}

// pour copies plaintext, a whole package of the sealed format at a time.
func pour(to io.Writer, from io.Reader) (int64, error) {
	buffer := buffers.Get().(*[64 << 10]byte)
	defer func() {
		clear(buffer[:]) // no plaintext stays behind
		buffers.Put(buffer)
	}()
	return io.CopyBuffer(struct{ io.Writer }{to}, from, buffer[:])
}
