package s3_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"strongroom/server/internal/blob"
	"strongroom/server/internal/blob/s3"
)

// faults stands between a store and the real server. break decides for each request,
// counted from 1, whether it goes through.
func faults(t *testing.T, c s3.Config, breaks func(n int64, w http.ResponseWriter, r *http.Request) bool) *s3.Store {
	t.Helper()
	target := &url.URL{Scheme: "http", Host: c.Endpoint}
	proxy := httputil.NewSingleHostReverseProxy(target)
	proxy.ErrorLog, proxy.ErrorHandler = nil, func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) }
	var count atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !breaks(count.Add(1), w, r) {
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	c.Endpoint = strings.TrimPrefix(server.URL, "http://")
	return open(t, c)
}

func slowDown(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = io.WriteString(w, `<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>`)
}

func reset() { panic(http.ErrAbortHandler) }

func content(size int) []byte { return bytes.Repeat([]byte("0123456789abcdef"), size/16) }

func TestFaultsThatPass(t *testing.T) {
	for fault, inject := range map[string]func(http.ResponseWriter){
		"slow down":        slowDown,
		"500":              func(w http.ResponseWriter) { w.WriteHeader(http.StatusInternalServerError) },
		"429":              func(w http.ResponseWriter) { w.WriteHeader(http.StatusTooManyRequests) },
		"connection reset": func(http.ResponseWriter) { reset() },
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			c := bucket(t)
			s := faults(t, c, func(n int64, w http.ResponseWriter, _ *http.Request) bool {
				if n%2 == 1 {
					inject(w)
				}
				return n%2 == 1
			})
			ctx := t.Context()
			want := content(1 << 20)
			if err := s.Put(ctx, "a", 1<<20, bytes.NewReader(want)); err != nil {
				t.Fatalf("put: %v", err)
			}
			r, err := s.Open(ctx, "a", 10, 1<<20)
			if err != nil {
				t.Fatalf("open: %v", err)
			}
			got, err := io.ReadAll(r)
			r.Close()
			if err != nil || !bytes.Equal(got, want[10:]) {
				t.Fatalf("read %d bytes, %v", len(got), err)
			}
			if o, err := s.Stat(ctx, "a"); err != nil || o.Size != 1<<20 {
				t.Fatalf("stat: %+v, %v", o, err)
			}
			id, err := s.Begin(ctx, "m")
			if err != nil {
				t.Fatalf("begin: %v", err)
			}
			part, err := s.PutPart(ctx, "m", id, 1, 100, bytes.NewReader(want[:100]))
			if err != nil {
				t.Fatalf("put part: %v", err)
			}
			if err := s.Complete(ctx, "m", id, []blob.Part{part}); err != nil {
				t.Fatalf("complete: %v", err)
			}
			if err := s.Abort(ctx, "m", id); err != nil {
				t.Fatalf("abort: %v", err)
			}
			if err := s.Check(ctx); err != nil {
				t.Fatalf("check: %v", err)
			}
			if err := s.Remove(ctx, "a"); err != nil {
				t.Fatalf("remove: %v", err)
			}
		})
	}
}

func TestFaultsThatStayAreUnavailable(t *testing.T) {
	for fault, inject := range map[string]func(http.ResponseWriter){
		"slow down":        slowDown,
		"connection reset": func(http.ResponseWriter) { reset() },
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			var requests atomic.Int64
			s := faults(t, bucket(t), func(_ int64, w http.ResponseWriter, _ *http.Request) bool {
				requests.Add(1)
				inject(w)
				return true
			})
			ctx := t.Context()
			_, errOpen := s.Open(ctx, "a", 0, 1)
			_, errStat := s.Stat(ctx, "a")
			_, errBegin := s.Begin(ctx, "a")
			_, errPart := s.PutPart(ctx, "a", "x", 1, 1, bytes.NewReader([]byte("x")))
			for what, err := range map[string]error{
				"put": s.Put(ctx, "a", 1, bytes.NewReader([]byte("x"))), "open": errOpen, "stat": errStat,
				"begin": errBegin, "part": errPart, "remove": s.Remove(ctx, "a"), "check": s.Check(ctx),
				"complete": s.Complete(ctx, "a", "x", []blob.Part{{Number: 1, Size: 1, ETag: "x"}}), "abort": s.Abort(ctx, "a", "x"),
			} {
				if !errors.Is(err, blob.ErrUnavailable) {
					t.Errorf("%s: %v", what, err)
				}
			}
			var last error
			for _, last = range s.List(ctx, "") {
			}
			if !errors.Is(last, blob.ErrUnavailable) {
				t.Errorf("list: %v", last)
			}
			// Repetitions are bounded: Go repeats idempotent requests on a reused
			// connection once by itself.
			if n := requests.Load(); n > 10*2*4 {
				t.Errorf("sent %d requests", n)
			}
		})
	}
}

// A stream cannot be read twice, so it is sent once.
func TestStreamIsNotRepeated(t *testing.T) {
	var requests atomic.Int64
	s := faults(t, bucket(t), func(_ int64, w http.ResponseWriter, r *http.Request) bool {
		requests.Add(1)
		_, _ = io.Copy(io.Discard, r.Body)
		slowDown(w)
		return true
	})
	err := s.Put(t.Context(), "a", 1<<20, iotest.HalfReader(bytes.NewReader(content(1<<20))))
	if !errors.Is(err, blob.ErrUnavailable) || requests.Load() != 1 {
		t.Fatalf("%d requests, %v", requests.Load(), err)
	}
}

// The first request succeeds, but nobody hears of it.
func TestPutWhoseAnswerIsLostSucceeds(t *testing.T) {
	c := bucket(t)
	direct := open(t, c)
	s := faults(t, c, func(n int64, w http.ResponseWriter, r *http.Request) bool {
		if n > 1 {
			return false
		}
		if err := direct.Put(r.Context(), "a", 16, bytes.NewReader(content(16))); err != nil {
			t.Error(err)
		}
		reset()
		return true
	})
	if err := s.Put(t.Context(), "a", 16, bytes.NewReader(content(16))); err != nil {
		t.Fatal(err)
	}
}

// cut passes on the first bytes of an answer's body and then breaks the connection.
type cut struct {
	http.ResponseWriter
	left int
}

func (c *cut) Write(p []byte) (int, error) {
	if len(p) > c.left {
		_, _ = c.ResponseWriter.Write(p[:c.left])
		c.ResponseWriter.(http.Flusher).Flush()
		reset()
	}
	c.left -= len(p)
	return c.ResponseWriter.Write(p)
}

func TestDownloadGoesOnWhereItBroke(t *testing.T) {
	c := bucket(t)
	want := content(1 << 20)
	if err := open(t, c).Put(t.Context(), "a", 1<<20, bytes.NewReader(want)); err != nil {
		t.Fatal(err)
	}
	target := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: c.Endpoint})
	for outcome, keep := range map[string]int{"with progress": 100_000, "without progress": 0} {
		t.Run(outcome, func(t *testing.T) {
			s := faults(t, c, func(_ int64, w http.ResponseWriter, r *http.Request) bool {
				target.ServeHTTP(&cut{w, keep}, r)
				return true
			})
			r, err := s.Open(t.Context(), "a", 5, 1<<20)
			if err != nil && keep > 0 {
				t.Fatal(err)
			}
			var got []byte
			if err == nil {
				defer r.Close()
				got, err = io.ReadAll(r)
			}
			switch {
			case keep > 0 && (err != nil || !bytes.Equal(got, want[5:])):
				t.Fatalf("read %d bytes, %v", len(got), err)
			case keep == 0 && (len(got) > 0 || !errors.Is(err, blob.ErrUnavailable)):
				t.Fatalf("read %d bytes, %v", len(got), err)
			}
		})
	}
}

func TestDeadServerIsUnavailableSoon(t *testing.T) {
	c := bucket(t)
	c.Endpoint = "127.0.0.1:1"
	began := time.Now()
	if err := open(t, c).Check(t.Context()); !errors.Is(err, blob.ErrUnavailable) {
		t.Fatal(err)
	}
	if time.Since(began) > 10*time.Second {
		t.Errorf("took %v", time.Since(began))
	}
}

func TestWrongCredentialsAndBucketAreUnavailable(t *testing.T) {
	for what, change := range map[string]func(*s3.Config){
		"secret": func(c *s3.Config) { c.SecretKey += "x" },
		"access": func(c *s3.Config) { c.AccessKey += "x" },
		"bucket": func(c *s3.Config) { c.Bucket += "x" },
	} {
		c := bucket(t)
		secret := c.SecretKey
		change(&c)
		err := open(t, c).Check(t.Context())
		if !errors.Is(err, blob.ErrUnavailable) || strings.Contains(err.Error(), secret) {
			t.Errorf("wrong %s: %v", what, err)
		}
	}
}

func TestServerThatStopsInTheMiddleEndsWithTheContext(t *testing.T) {
	stuck := make(chan struct{})
	s := faults(t, bucket(t), func(int64, http.ResponseWriter, *http.Request) bool { <-stuck; return true })
	t.Cleanup(func() { close(stuck) })
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if err := s.Put(ctx, "a", 16, bytes.NewReader(content(16))); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
}
