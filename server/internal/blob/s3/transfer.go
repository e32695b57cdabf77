package s3

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/minio/minio-go/v7"

	"strongroom/server/internal/blob"
)

const (
	dialTimeout   = 5 * time.Second
	answerTimeout = 2 * time.Minute // completing a large multipart copies on some servers
	stallTimeout  = time.Minute     // without one byte moving
)

func newTransport() *http.Transport {
	dialer := &net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy: http.ProxyFromEnvironment,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := dialer.DialContext(ctx, network, address)
			if err != nil {
				return nil, err
			}
			return conn{c}, nil
		},
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: answerTimeout,
		IdleConnTimeout:       time.Minute,
		MaxIdleConns:          256,
		MaxIdleConnsPerHost:   64,
		DisableCompression:    true,
		ReadBufferSize:        64 << 10,
		WriteBufferSize:       64 << 10,
	}
}

// conn ends uploads that the server has stopped to take. Reading has no such limit
// here: a connection reads, for the answer, all the time that it uploads.
type conn struct{ net.Conn }

func (c conn) Write(p []byte) (int, error) {
	if err := c.SetWriteDeadline(time.Now().Add(stallTimeout)); err != nil {
		return 0, err
	}
	return c.Conn.Write(p)
}

// ReadFrom implements io.ReaderFrom, by which net/http sends the rest of a body.
// Without it, it would take a new buffer for each body.
func (c conn) ReadFrom(r io.Reader) (int64, error) {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	return io.CopyBuffer(struct{ io.Writer }{c}, r, *buffer)
}

// buffers are a little smaller than a sealed package: whoever reads a whole one
// at a time never meets the end at which sio gives its own buffer back.
var buffers = sync.Pool{New: func() any {
	buffer := make([]byte, 64<<10)
	return &buffer
}}

// send streams r as the body of do, once, or again where that is possible: if r can be
// read at an offset, so that a request that is still on its way takes nothing from
// its successor. It does the repeating itself, because minio-go, when it repeats,
// goes on with the checksum of the attempt before.
func send(ctx context.Context, size int64, r io.Reader, do func(io.Reader) error) error {
	again, start := startOf(r)
	for attempt := 1; ; attempt++ {
		if again != nil {
			r = io.NewSectionReader(again, start, size+1) // one more, to notice it
		}
		err := sendOnce(ctx, size, r, do)
		switch {
		case err == nil:
			return nil
		case attempt > 1 && errors.Is(err, blob.ErrExist):
			return nil // the attempt before had succeeded, unheard: names are fresh
		case again == nil || attempt == attempts || !errors.Is(err, errTransient):
			return err
		}
		select {
		case <-time.After(backoff(attempt)):
		case <-ctx.Done():
			return failed(ctx, err)
		}
	}
}

func startOf(r io.Reader) (io.ReaderAt, int64) {
	at, ok := r.(interface {
		io.ReaderAt
		io.Seeker
	})
	if !ok {
		return nil, 0
	}
	start, err := at.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil, 0 // a pipe in the clothes of a file
	}
	return at, start
}

// backoff is random up to 0.2, 0.4, 0.8 seconds.
func backoff(attempt int) time.Duration { return rand.N(100 * time.Millisecond << attempt) } //nolint:gosec // only spreads load

var errSent = errors.New("s3: request is over")

// sendOnce prefers a failure of the content to that of the request that it caused.
func sendOnce(ctx context.Context, size int64, r io.Reader, do func(io.Reader) error) error {
	content := blob.Exactly(r, size)
	var body io.Reader = content
	if size == 0 {
		// net/http would not read at all.
		if _, err := content.Read(make([]byte, 1)); err != io.EOF {
			return fmt.Errorf("s3: reading the content: %w", err)
		}
		body = http.NoBody
	}
	err := do(body)
	cause := content.Err()
	content.Stop(errSent)
	if cause != nil && ctx.Err() == nil {
		return fmt.Errorf("s3: reading the content: %w", cause)
	}
	return failed(ctx, err)
}

// download reads a range and, when the connection breaks, goes on where it was.
type download struct {
	ctx         context.Context
	store       *Store
	name        string
	offset, end int64 // still to come

	request context.Context // ends with cancel
	cancel  context.CancelCauseFunc
	body    io.ReadCloser
	stalled *time.Timer
	broken  int // breaks without a byte in between
	err     error
}

var errStalled = errors.New("s3: download stalled")

// open asks for what is still to come, and learns where the object ends.
func (d *download) open() error {
	opts := minio.GetObjectOptions{}
	if err := opts.SetRange(d.offset, d.end-1); err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(d.ctx)
	body, _, header, err := d.store.core.GetObject(ctx, d.store.bucket, d.name, opts)
	if err != nil {
		cancel(nil)
		return failed(d.ctx, err)
	}
	end, err := contentEnd(header, d.offset, d.end)
	if err != nil {
		cancel(nil)
		body.Close()
		return err
	}
	d.request, d.cancel, d.body, d.end = ctx, cancel, body, end
	d.stalled = time.AfterFunc(stallTimeout, func() { cancel(errStalled) })
	d.stalled.Stop() // runs while reading only
	return nil
}

// contentEnd returns where the bytes of an answer end, which must begin at offset.
func contentEnd(header http.Header, offset, end int64) (int64, error) {
	span, _, _ := strings.Cut(strings.TrimPrefix(header.Get("Content-Range"), "bytes "), "/")
	first, last, _ := strings.Cut(span, "-")
	from, errFrom := strconv.ParseInt(first, 10, 64)
	to, errTo := strconv.ParseInt(last, 10, 64)
	if errFrom != nil || errTo != nil || from != offset || to < from || to >= end {
		return 0, fmt.Errorf("%w: answered %q when asked for %d-%d", blob.ErrUnavailable, header.Get("Content-Range"), offset, end-1)
	}
	return to + 1, nil
}

func (d *download) Read(p []byte) (int, error) {
	if d.err != nil {
		return 0, d.err
	}
	if d.offset == d.end {
		return 0, io.EOF
	}
	if d.ctx.Err() != nil { // there may be plenty in buffers
		d.closeBody()
		d.err = failed(d.ctx, d.ctx.Err())
		return 0, d.err
	}
	for {
		d.stalled.Reset(stallTimeout)
		n, err := d.body.Read(p[:min(int64(len(p)), d.end-d.offset)])
		d.stalled.Stop()
		d.offset += int64(n)
		if n > 0 {
			d.broken = 0
		}
		if n > 0 || err == nil {
			return n, nil // a failure comes again
		}
		if d.request.Err() != nil {
			err = context.Cause(d.request)
		}
		d.closeBody()
		if d.err = d.goOn(err); d.err != nil {
			return 0, d.err
		}
	}
}

// goOn opens again after a break.
func (d *download) goOn(cause error) error {
	if d.broken++; d.ctx.Err() != nil || d.broken == attempts {
		return failed(d.ctx, cause)
	}
	end := d.end
	if err := d.open(); err != nil {
		return err
	}
	if d.end != end {
		d.closeBody()
		return fmt.Errorf("%w: %s changed its size", blob.ErrUnavailable, d.name)
	}
	return nil
}

func (d *download) Close() error {
	if d.err == nil {
		d.err = net.ErrClosed
		d.closeBody()
	}
	return nil
}

func (d *download) closeBody() {
	d.stalled.Stop()
	d.body.Close() // what is unread is not wanted
	d.cancel(nil)
}
