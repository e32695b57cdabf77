package content

import (
	"context"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tus/tusd/v2/pkg/handler"

	"strongroom/server/vault"
)

// exchange is one request to tusd and its answer. It passes by tusd what tusd
// does not carry: to the store the length of the body and whether it truly
// ended, back from it the vault's error and the end of the upload's life.
type exchange struct {
	http.ResponseWriter
	length int64 // Content-Length; -1 is unknown

	// The state of the body. An object store that failed may have a last Read
	// on its way still.
	arrived atomic.Int64 // bytes that were read of it
	ended   atomic.Bool  // it was read to its end
	broken  atomic.Bool  // the vault was told that it broke off or is too long
	short   atomic.Bool  // it ended before the upload does
	closed  atomic.Bool  // by the vault, since access has ended

	takeover takeover

	err    error  // of the vault
	status int    // of a refusal that is held back
	reason string // what tusd says to it: a code, a colon and a sentence
}

// takeover lets another request break this one off, once tusd has made its body
// ready: before, tusd would read the body in one goroutine while it sets it in
// another.
type takeover struct {
	mu     sync.Mutex
	ready  bool
	wanted func() // by another request that came too early; nil is none
}

// when is release, held back until ready.
func (t *takeover) when(release func()) func() {
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if !t.ready {
			t.wanted = release
			return
		}
		release()
	}
}

// makeReady says that the body is ready, and lets go to whoever came too early.
func (t *takeover) makeReady() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.ready = true
	if t.wanted != nil {
		t.wanted()
	}
}

type exchangeKey struct{}

func exchangeOf(ctx context.Context) *exchange {
	return ctx.Value(exchangeKey{}).(*exchange)
}

// announce tells the client what tusd does not: how long the upload lives, and
// which document it becomes, unless it is partial.
func (x *exchange) announce(up vault.Upload) {
	if !up.Partial {
		x.Header().Set("Strongroom-Document", string(up.DocumentID))
	}
	if !up.Finished || up.Partial {
		x.Header().Set("Upload-Expires", up.ExpiresAt.UTC().Format(http.TimeFormat))
	}
}

// fail keeps an error of the vault for the answer and makes tusd refuse.
func (x *exchange) fail(err error) error {
	x.err = err
	return handler.NewError(string(vault.CodeOf(err)), "", http.StatusInternalServerError)
}

// WriteHeader passes success on and holds refusals back.
func (x *exchange) WriteHeader(status int) {
	if status >= http.StatusBadRequest {
		x.status = status
		return
	}
	if extensions := x.Header().Get("Tus-Extension"); extensions != "" {
		x.Header().Set("Tus-Extension", extensions+",expiration")
	}
	x.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (x *exchange) Write(p []byte) (int, error) {
	if x.status != 0 {
		x.reason += string(p)
		return len(p), nil
	}
	return x.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController through, by which tusd sets deadlines.
func (x *exchange) Unwrap() http.ResponseWriter { return x.ResponseWriter }

// betterStatus corrects tusd, which calls these 400 or 500: a client may try
// the first again at once, and the others are no fault of the server.
var betterStatus = map[string]int{
	handler.ErrUploadInterrupted.ErrorCode: http.StatusConflict,
	handler.ErrReadTimeout.ErrorCode:       http.StatusRequestTimeout,
	handler.ErrConnectionReset.ErrorCode:   http.StatusBadRequest,
}

// finish answers with the refusal that was held back, if there is one.
func (x *exchange) finish(present presenter, r *http.Request) {
	if x.status == 0 {
		return
	}
	x.Header().Del("Upload-Offset")
	if x.err != nil {
		present.err(x.ResponseWriter, r, x.err)
		return
	}
	code, detail, _ := strings.Cut(strings.TrimSpace(x.reason), ": ")
	if status, ok := betterStatus[code]; ok {
		x.status = status
	}
	if x.status == http.StatusPreconditionFailed {
		x.Header().Set("Tus-Version", "1.0.0")
	}
	present.status(x.ResponseWriter, r, x.status, detail)
}

// received is the body of a request as it arrives, below tusd.
type received struct {
	io.ReadCloser
	exchange *exchange
}

// Read implements io.Reader.
func (b *received) Read(p []byte) (int, error) {
	if b.exchange.closed.Load() { // tusd may have moved the deadline behind Close
		return 0, os.ErrDeadlineExceeded
	}
	n, err := b.ReadCloser.Read(p)
	b.exchange.arrived.Add(int64(n))
	if err == io.EOF {
		b.exchange.ended.Store(true)
	}
	return n, err
}

// chunk is the body of a request as tusd hands it to the store: at most as many
// bytes as are missing. tusd ends it with io.EOF as well when the client hangs up,
// when another request takes over, and when it is too long; chunk tells the truth.
// Of a body that is too long the last Read is withheld, so that no document is
// ever finished by the beginning of something else.
type chunk struct {
	io.Reader
	missing  int64 // bytes of the upload, before this chunk
	passed   int64 // bytes of this chunk
	exchange *exchange
}

// Close implements io.Closer for the vault, also while a Read waits for the client.
func (c *chunk) Close() error {
	c.exchange.closed.Store(true)
	return http.NewResponseController(c.exchange.ResponseWriter).SetReadDeadline(time.Unix(1, 0))
}

// Read implements io.Reader.
func (c *chunk) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.passed += int64(n)
	complete := c.passed >= c.missing
	for probe := [1]byte{}; complete && err == nil; {
		_, err = c.Reader.Read(probe[:]) // until tusd has seen whether more comes
	}
	x := c.exchange
	switch {
	case err != io.EOF:
		return n, err
	case x.ended.Load() && x.arrived.Load() == c.passed:
		x.short.Store(!complete)
		return n, io.EOF
	}
	x.broken.Store(true)
	if complete {
		n = 0
	}
	return n, io.ErrUnexpectedEOF
}
