package server

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"strongroom/server/internal/cutoff"
	"strongroom/server/vault"
)

// checkPatience bounds one look at the parts.
const checkPatience = 5 * time.Second

// healthz answers that the process is alive.
func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok\n")) // a client that is gone needs no answer
}

// readyz answers 200 when database, object store and root key work and changes
// of access are heard, and 503 naming the part otherwise. A provider that is away is told, but those who
// are signed in need none; and so is a feed of signals that is silent. Causes go to the log.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	answer, err := s.readiness.ask(r.Context())
	if err != nil {
		refuse(w, r, http.StatusServiceUnavailable, answer)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte(answer + "\n")) // a client that is gone needs no answer
}

// readiness looks at the parts at most once a second, however many ask.
type readiness struct {
	look func(context.Context) (answer string, err error)

	mu     sync.Mutex // guards the rest
	at     time.Time
	answer string
	err    error
}

func (r *readiness) ask(ctx context.Context) (answer string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if time.Since(r.at) > time.Second {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), checkPatience)
		defer cancel()
		r.answer, r.err = r.look(ctx)
		r.at = time.Now()
	}
	return r.answer, r.err
}

// look asks every part. The answer may be shown; the error is logged.
func (s *Server) look(ctx context.Context) (answer string, err error) {
	if err := s.cutoff.Hearing(); err != nil {
		s.log.WarnContext(ctx, "not ready", "part", "changes of access", "cause", err)
		return "changes of access are not heard", err
	}
	if err := s.vault.Check(ctx); err != nil {
		answer, cause := "a part is away", err
		if known, ok := errors.AsType[*vault.Error](err); ok {
			answer, cause = known.Message, known.Cause
		}
		s.log.WarnContext(ctx, "not ready", "part", answer, "cause", cause)
		return answer, err
	}
	notes := []string{}
	if err := s.auth.Check(ctx); err != nil {
		s.log.WarnContext(ctx, "a provider is away", "cause", err)
		notes = append(notes, "an OpenID provider is away")
	}
	if silent := s.silentFeeds(); silent != "" {
		notes = append(notes, "signals of leaving may not arrive: "+silent+" is silent")
	}
	if len(notes) > 0 {
		return "ready, but " + strings.Join(notes, ", and "), nil
	}
	return "ready", nil
}

// metrics counts what the operator watches, for Prometheus.
type metrics struct {
	http.Handler
	requests *prometheus.HistogramVec
}

func newMetrics(db *sql.DB, guard *cutoff.Guard, more ...prometheus.Collector) *metrics {
	registry := prometheus.NewRegistry()
	m := &metrics{
		Handler: promhttp.HandlerFor(registry, promhttp.HandlerOpts{}),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "strongroom_http_request_duration_seconds", Help: "Time to answer, by route and class of status.",
			Buckets: []float64{.005, .025, .1, .5, 2.5, 10, 60},
		}, []string{"route", "status"}),
	}
	registry.MustRegister(m.requests, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewDBStatsCollector(db, "strongroom"))
	registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "strongroom_cutoff_hearing", Help: "1 while changes of access are heard; 0 while nothing may be streamed.",
		}, func() float64 {
			if guard.Hearing() != nil {
				return 0
			}
			return 1
		}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "strongroom_streams_open", Help: "Downloads, uploads and subscriptions under way.",
		}, func() float64 { return float64(guard.Figures().Open) }),
		cutStreams(guard, cutoff.Ended), cutStreams(guard, cutoff.Unsure),
	)
	registry.MustRegister(more...)
	return m
}

func cutStreams(guard *cutoff.Guard, why cutoff.Cause) prometheus.Collector {
	return prometheus.NewCounterFunc(prometheus.CounterOpts{
		Name: "strongroom_streams_cut_total", Help: "Downloads, uploads and subscriptions that were cut, by why.",
		ConstLabels: prometheus.Labels{"why": string(why)},
	}, func() float64 { return float64(guard.Figures().Cut[why]) })
}

// observe counts one request that was answered.
func (m *metrics) observe(route string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, strconv.Itoa(status/100)+"xx").Observe(took.Seconds())
}

// localOnly hides a route from everybody who does not come from this machine,
// or from all: behind a proxy everybody seems to.
func localOnly(hidden bool) middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if hidden || !isLoopback(client(r, false)) {
				missing(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}
