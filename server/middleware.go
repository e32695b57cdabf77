package server

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"strongroom/ent/viewer"
	"strongroom/server/internal/request"
)

// middleware wraps a handler in one concern.
type middleware func(http.Handler) http.Handler

// chain applies the middlewares so that a request passes them in this order.
func chain(h http.Handler, passed ...middleware) http.Handler {
	for i := len(passed) - 1; i >= 0; i-- {
		h = passed[i](h)
	}
	return h
}

// identify gives the request an ID, in its context and in the answer: that of
// the proxy in front, if there is one. A client's own is not taken, since the
// log goes by it.
func identify(behindProxy bool) middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			given := ""
			if behindProxy {
				given = r.Header.Get("X-Request-Id")
			}
			info := &request.Info{ID: request.NewID(given)}
			w.Header().Set("X-Request-Id", info.ID)
			next.ServeHTTP(w, r.WithContext(request.NewContext(r.Context(), info)))
		})
	}
}

// account writes one line for each request when it is answered, and measures
// it. It tells the route's pattern, never the path, the query, a header or a
// body: those hold the secrets of sign-in and links.
func (s *Server) account(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		answer := &answer{ResponseWriter: w}
		defer func() { s.record(r, answer, time.Since(begin)) }()
		next.ServeHTTP(answer, r)
		answer.whole = true
	})
}

func (s *Server) record(r *http.Request, a *answer, took time.Duration) {
	info, _ := request.FromContext(r.Context())
	status := a.status
	if a.whole && status == 0 {
		status = http.StatusOK // net/http sends it
	}
	if strings.HasPrefix(a.Header().Get("Content-Type"), "text/event-stream") {
		info.Route += " (events)" // which take as long as somebody listens
	}
	s.metrics.observe(info.Route, status, took)
	level := slog.LevelInfo
	switch info.Route {
	case "GET /healthz", "GET /readyz", "GET /metrics":
		level = slog.LevelDebug
	}
	if status >= http.StatusInternalServerError && r.Context().Err() == nil { // a client that has gone is no fault of ours
		level = slog.LevelError
	}
	s.log.LogAttrs(r.Context(), level, "request",
		slog.String("method", method(r)), slog.String("route", info.Route),
		slog.Int("status", status), slog.Bool("whole", a.whole), slog.Int64("bytes", a.bytes),
		slog.Duration("duration", took), slog.String("request", info.ID),
		slog.String("viewer", info.Viewer), slog.String("client", client(r, s.cfg.HTTP.TrustProxy)))
}

// method is the method as it may stand in the log: the client can send any word.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return r.Method
	}
	return "OTHER"
}

// client is the address of the client; behind a proxy the last one in
// X-Forwarded-For, which is the one that the proxy itself has seen.
func client(r *http.Request, trustProxy bool) string {
	if trustProxy {
		if hops := r.Header.Values("X-Forwarded-For"); len(hops) > 0 {
			last := hops[len(hops)-1]
			last = strings.TrimSpace(last[strings.LastIndex(last, ",")+1:])
			if ip := net.ParseIP(last); ip != nil {
				return ip.String()
			}
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// answer counts what is answered.
type answer struct {
	http.ResponseWriter
	status int
	bytes  int64
	whole  bool // the handler came to its end
}

// Unwrap is for [http.ResponseController].
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// WriteHeader implements [http.ResponseWriter].
func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= 200 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write implements [http.ResponseWriter].
func (a *answer) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	n, err := a.ResponseWriter.Write(p)
	a.bytes += int64(n)
	return n, err
}

// contain answers 500 where a handler panics. An answer that has begun is
// broken off, so that nobody takes it for whole.
func contain(log *slog.Logger) middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			defer func() {
				if cause := recover(); cause != nil {
					fallen(log, w, r, cause)
				}
			}()
			next.ServeHTTP(w, r)
		})
	}
}

func fallen(log *slog.Logger, w http.ResponseWriter, r *http.Request, cause any) {
	if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(cause)
	}
	// What was panicked with may hold content: its type and the stack suffice.
	log.ErrorContext(r.Context(), "panic", "type", fmt.Sprintf("%T", cause),
		"stack", string(debug.Stack()), "request", request.ID(r.Context()))
	if begun, ok := w.(*answer); ok && begun.status != 0 {
		panic(http.ErrAbortHandler)
	}
	refuse(w, r, http.StatusInternalServerError, "something broke here")
}

// securityHeaders gives every answer the headers of the page, which needs
// nothing from elsewhere. A route may set stricter ones.
func securityHeaders(base *url.URL, forms []string) middleware {
	policy := "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action " +
		strings.Join(append([]string{"'self'"}, forms...), " ")
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h := w.Header()
			h.Set("Content-Security-Policy", policy)
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Cross-Origin-Resource-Policy", "same-origin")
			h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
			h.Set("Referrer-Policy", "no-referrer")
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("X-Frame-Options", "DENY")
			if base.Scheme == "https" {
				h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
			}
			next.ServeHTTP(w, r)
		})
	}
}

// deadline bounds how long a request may be sent and its answer be fetched.
// Routes that stream bytes do without: they end when the client stops.
func deadline(d time.Duration) middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			control := http.NewResponseController(w)
			end := time.Now().Add(d)
			// A connection that knows no deadlines (a test's recorder) goes without.
			_ = control.SetReadDeadline(end)
			_ = control.SetWriteDeadline(end)
			next.ServeHTTP(w, r)
		})
	}
}

// noteViewer tells the access log who acts. It stands behind auth.Middleware.
func noteViewer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if v, ok := viewer.FromContext(r.Context()); ok {
			if info, ok := request.FromContext(r.Context()); ok {
				info.Viewer = string(v.ID)
			}
		}
		next.ServeHTTP(w, r)
	})
}

// noteRoute tells the access log which route answers.
func noteRoute(pattern string) middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if info, ok := request.FromContext(r.Context()); ok {
				info.Route = pattern
			}
			next.ServeHTTP(w, r)
		})
	}
}
