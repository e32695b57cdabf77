package vault_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"strongroom/server/internal/blob/s3"
	"strongroom/server/internal/seal"
	"strongroom/server/rig"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// The fault table: one request to the object store, the first, the second, and so on,
// meets a fault of the network or the server, while somebody lives through one of lives.
// Each step either succeeds all the same
// or says that the store is away, and is done when it is asked again; nothing is lost,
// nothing is visible half-made, and requests are repeated within bounds.

// faulty stands between a store and its server. It lets every request through but one.
type faulty struct {
	proxy    http.Handler
	inject   func(next http.Handler, w http.ResponseWriter, r *http.Request)
	at, seen atomic.Int64
}

func (f *faulty) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f.seen.Add(1) == f.at.Load() {
		f.inject(f.proxy, w, r)
		return
	}
	f.proxy.ServeHTTP(w, r)
}

func abort() { panic(http.ErrAbortHandler) }

func refuse(status int, code string) func(http.Handler, http.ResponseWriter, *http.Request) {
	return func(_ http.Handler, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, "<Error><Code>%s</Code><Message>%s</Message></Error>", code, code)
	}
}

var networkFaults = map[string]func(next http.Handler, w http.ResponseWriter, r *http.Request){
	"503":        refuse(http.StatusServiceUnavailable, "ServiceUnavailable"),
	"slow down":  refuse(http.StatusServiceUnavailable, "SlowDown"),
	"clock skew": refuse(http.StatusForbidden, "RequestTimeTooSkewed"),
	"latency": func(next http.Handler, w http.ResponseWriter, r *http.Request) {
		time.Sleep(300 * time.Millisecond)
		next.ServeHTTP(w, r)
	},
	"reset": func(http.Handler, http.ResponseWriter, *http.Request) { abort() },
	"request half-written": func(next http.Handler, w http.ResponseWriter, r *http.Request) {
		r.Body = io.NopCloser(io.LimitReader(r.Body, r.ContentLength/2))
		next.ServeHTTP(w, r) // ends by itself: the server waits for the rest
		abort()
	},
	"answer lost": func(next http.Handler, w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(httptest.NewRecorder(), r)
		abort()
	},
	"answer half-written": func(next http.Handler, w http.ResponseWriter, r *http.Request) {
		whole := httptest.NewRecorder()
		next.ServeHTTP(whole, r)
		for name, values := range whole.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(whole.Code)
		_, _ = w.Write(whole.Body.Bytes()[:whole.Body.Len()/2])
		_ = http.NewResponseController(w).Flush()
		abort()
	},
}

// lives are what is lived through. Each comes to nothing in the end.
var lives = map[string]func(*scene, *testing.T){
	"parts":  (*scene).parts,
	"pieces": (*scene).pieces,
}

func TestFaultsOfTheStore(t *testing.T) {
	for what, inject := range networkFaults {
		for which, live := range lives {
			t.Run(what+" with "+which, func(t *testing.T) {
				t.Parallel()
				s, f := behindFaults(t, inject)
				for at := int64(1); ; at++ {
					f.seen.Store(0)
					f.at.Store(at)
					live(s, t)
					n := f.seen.Load()
					f.at.Store(0)
					s.settled(t, 1)
					if t.Failed() {
						t.Fatalf("with a fault at request %d", at)
					}
					if n > 100 {
						t.Fatalf("%d requests with a fault at request %d", n, at)
					}
					if n < at {
						return // it was never reached
					}
				}
			})
		}
	}
}

// behindFaults makes a scene whose store is S3 behind a proxy that lets everything
// through so far.
func behindFaults(
	t *testing.T, inject func(http.Handler, http.ResponseWriter, *http.Request),
) (*scene, *faulty) {
	t.Helper()
	bucket := vaulttest.Bucket(rig.S3(t))
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: bucket.Endpoint})
	proxy.ErrorHandler = func(http.ResponseWriter, *http.Request, error) { abort() }
	f := &faulty{proxy: proxy, inject: inject}
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	w := vaulttest.New(t, vaulttest.Dialects()[0])
	bucket.Endpoint = strings.TrimPrefix(server.URL, "http://")
	store, err := s3.New(bucket)
	wantCode(t, err, "")
	w.Store, w.Config.Store = store, store
	w.Replica()
	return newScene(w), f
}

var faultContent = bytes.Repeat([]byte("strongroom"), seal.PartSize/10+100)

// twice does something that may fail once, because the store is away.
func twice(t *testing.T, do func() error) {
	t.Helper()
	err := do()
	if err != nil && vault.CodeOf(err) == vault.Unavailable {
		err = do()
	}
	if err != nil {
		t.Errorf("%v, by %v", err, errors.Unwrap(err))
	}
}

// parts uploads a document of several parts in one go, downloads, deletes and purges it.
func (s *scene) parts(t *testing.T) {
	up := s.begin(t, len(faultContent))
	s.goOn(t, up, int64(len(faultContent)))
	s.comeAndGo(t, up, faultContent)
}

// pieces does the same with a small document in two requests, gives another up
// in the middle, and has the store swept.
func (s *scene) pieces(t *testing.T) {
	up, other := s.begin(t, 2000), s.begin(t, 2000)
	s.goOn(t, up, 1000)
	s.goOn(t, other, 1000)
	s.goOn(t, up, 2000)
	wantCode(t, s.AbandonUpload(s.clara.Ctx(), other.ID), "") // the rest is left to EndUploads
	twice(t, func() error { return s.EndUploads(t.Context()) })
	twice(t, func() error { return s.Sweep(t.Context()) })
	s.comeAndGo(t, up, faultContent[:2000])
}

// goOn sends an upload's bytes up to an offset, in one request.
func (s *scene) goOn(t *testing.T, up vault.Upload, to int64) {
	t.Helper()
	twice(t, func() error {
		now, err := s.UploadStatus(s.clara.Ctx(), up.ID)
		if err != nil || now.Finished {
			return err
		}
		if s.clara.Sees(up.DocumentID) {
			t.Error("half-made document")
		}
		next := faultContent[now.Offset:to]
		_, err = s.ReceiveUpload(s.clara.Ctx(), up.ID, now.Offset, int64(len(next)), bytes.NewReader(next))
		return err
	})
}

// comeAndGo downloads, deletes and purges what was uploaded.
func (s *scene) comeAndGo(t *testing.T, up vault.Upload, content []byte) {
	t.Helper()
	twice(t, func() error {
		got, err := s.clara.Download(up.DocumentID)
		if err == nil && !bytes.Equal(got, content) {
			t.Error("other bytes than were uploaded")
		}
		return err
	})
	twice(t, func() error { return s.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: up.DocumentID}) })
	s.Clock.Move(purgeAfter)
	twice(t, func() error { return s.Purge(t.Context()) })
}
