package content

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"

	"strongroom/server/vault"
)

// plaintext is the bytes of a version as http.ServeContent reads them. It
// remembers what broke, which ServeContent does not tell, and lets nobody read
// after close: for several ranges ServeContent leaves a goroutine behind.
type plaintext struct {
	mu   sync.Mutex
	body vault.Body
	// open says that a Read has succeeded: the download is logged, the key is released.
	open bool
	// err is what broke; io.EOF is not kept.
	err error
}

// Read implements io.Reader.
func (p *plaintext) Read(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err != nil {
		return 0, p.err
	}
	n, err := p.body.Read(b)
	if err != nil && err != io.EOF { //nolint:errorlint // what wraps io.EOF is a failure
		p.err = err
	} else {
		p.open = true
	}
	return n, err
}

// Seek implements io.Seeker.
func (p *plaintext) Seek(offset int64, whence int) (int64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err != nil {
		return 0, p.err
	}
	n, err := p.body.Seek(offset, whence)
	p.err = err
	return n, err
}

func (p *plaintext) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err == nil {
		p.err = io.ErrClosedPipe
	}
	p.body.Close()
}

func (p *plaintext) state() (open bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.open, p.err
}

// delivery is the answer that http.ServeContent writes. It holds the status
// and the header back until the first byte of plaintext is there, so that what
// fails before can still be told by a status.
type delivery struct {
	*outlet
	plain *plaintext

	status   int    // as ServeContent decided
	declared int64  // Content-Length, bytes
	written  int64  // of these, handed on or in early
	early    []byte // the head of the first of several ranges
}

func newDelivery(w http.ResponseWriter, r *http.Request, plain *plaintext) *delivery {
	return &delivery{outlet: newOutlet(w, r), plain: plain}
}

// Header implements http.ResponseWriter.
func (d *delivery) Header() http.Header { return d.w.Header() }

// WriteHeader implements http.ResponseWriter. Nothing has been read yet.
func (d *delivery) WriteHeader(status int) {
	d.status = status
	d.declared, _ = strconv.ParseInt(d.Header().Get("Content-Length"), 10, 64)
	var first, last int64
	if _, err := fmt.Sscanf(d.Header().Get("Content-Range"), "bytes %d-%d/", &first, &last); err == nil {
		d.plain.body.Limit(first, last+1)
	}
}

// Write implements http.ResponseWriter.
func (d *delivery) Write(p []byte) (int, error) {
	if d.status >= http.StatusBadRequest {
		return len(p), nil // ServeContent's own words
	}
	if !d.sent {
		if open, _ := d.plain.state(); !open {
			d.early = append(d.early, p...)
			d.written += int64(len(p))
			return len(p), nil
		}
		if err := d.patient(); err != nil {
			return 0, err
		}
		if err := d.send(); err != nil {
			return 0, err
		}
	}
	n, err := d.outlet.Write(p)
	d.written += int64(n)
	return n, err
}

// ReadFrom implements io.ReaderFrom.
func (d *delivery) ReadFrom(from io.Reader) (int64, error) { return pour(d, from) }

func (d *delivery) send() error {
	d.sent = true
	d.w.WriteHeader(d.status)
	if len(d.early) == 0 {
		return nil
	}
	_, err := d.w.Write(d.early) //nolint:gosec // ServeContent made it, of numbers and a type from our list
	d.gone = err != nil
	return err
}

// finish ends the answer when ServeContent is done. Where a client could take
// a part for the whole it does not return but aborts the connection, or the
// stream of HTTP/2.
func (d *delivery) finish(present presenter) {
	carries := d.r.Method == http.MethodGet && d.status < http.StatusMultipleChoices
	open, err := d.plain.state()
	if carries && !open && err == nil && d.written == d.declared {
		// An empty document, or an empty range: that it was fetched is logged
		// by the first Read, which ServeContent does not need.
		_, _ = d.plain.Read(make([]byte, 1))
		_, err = d.plain.state()
	}
	if d.settle() && d.written < d.declared {
		_, _ = d.plain.Read(make([]byte, 1)) // fails, and tells why
		_, err = d.plain.state()
	}
	if err == nil && carries && d.written < d.declared {
		err = &vault.Error{Code: vault.Internal, Message: "internal error",
			Cause: fmt.Errorf("%d of %d bytes delivered: %w", d.written, d.declared, io.ErrUnexpectedEOF)}
	}
	switch {
	case d.gone:
		d.abort()
	case err != nil && d.sent:
		present.report(d.r, "download broken off", err)
		d.abort()
	case err != nil:
		d.Header().Del("Content-Range")
		present.err(d.w, d.r, err)
	case d.status >= http.StatusBadRequest:
		present.status(d.w, d.r, d.status, "")
	case !d.sent:
		_ = d.send() // there is no body, or the client has gone
	}
}
