package server

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"strongroom/graph"
	"strongroom/server/internal/auth"
	"strongroom/server/internal/content"
	"strongroom/server/internal/cutoff"
	"strongroom/server/internal/request"
	"strongroom/server/internal/rounds"
	"strongroom/server/internal/scim"
	"strongroom/server/internal/ssf"
	"strongroom/server/vault"
	"strongroom/web"
)

const (
	// patience bounds the requests that stream no bytes, from their first
	// byte to the last of the answer.
	patience = time.Minute
	// grace is how long requests may take to end when the server does.
	grace = 20 * time.Second
	// clockSkew is how far a provider's clock may be off.
	clockSkew = time.Minute
)

// Server is a running Strongroom but for its listeners.
type Server struct {
	cfg     Config
	log     *slog.Logger
	parts   parts
	vault   *vault.Vault
	auth    *auth.Auth
	scim    *scim.Service
	ssf     *ssf.Receiver
	content *content.Handlers
	graphql http.Handler
	page    http.Handler
	metrics *metrics
	cutoff  *cutoff.Guard
	rounds  *rounds.Rounds

	readiness *readiness
	// ending ends, by end, when subscriptions are to.
	ending context.Context
	end    context.CancelFunc
	// feeds is how the sources of signals are doing, as the last round found them.
	feeds atomic.Pointer[[]*vault.FeedState]
}

// New opens what cfg names and puts the server together. It validates cfg, and
// fails where a file is missing, a rule does not hold, or the database is away
// or of another version; a provider or an object store that is away does not
// keep it from starting. The caller closes it.
func New(ctx context.Context, cfg Config, log *slog.Logger) (*Server, error) {
	if err := cfg.Validate(); err != nil {
		return nil, usageError{err}
	}
	p, err := openParts(ctx, cfg)
	if err != nil {
		return nil, err
	}
	return assemble(ctx, cfg, p, log)
}

// assemble builds upwards from the parts, and closes them if that fails.
func assemble(ctx context.Context, cfg Config, p parts, log *slog.Logger) (_ *Server, err error) {
	s := &Server{cfg: cfg, log: log, parts: p}
	s.ending, s.end = context.WithCancel(context.WithoutCancel(ctx))
	name := replica()
	s.cutoff = cutoff.Start(ctx, cutoff.Config{Database: p.database, Clock: time.Now, Log: log, Replica: name})
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
		}
	}()
	s.metrics = newMetrics(p.database.DB(), s.cutoff, feedMetrics{s.feedStates})
	s.readiness = &readiness{look: s.look}
	policy, err := cfg.Policies.policy()
	if err == nil {
		err = checkBuckets(policy, p.store.Labels())
	}
	if err != nil {
		return nil, err
	}
	s.vault, err = vault.New(vault.Config{
		Database: p.database, Store: p.store, Root: p.root, Policy: policy, Guard: s.cutoff, Clock: time.Now, Log: log,
		SessionIdle: cfg.Sessions.Idle, SessionLife: cfg.Sessions.Life,
		Replica: name, InactiveAfter: cfg.Leaving.InactiveAfter,
		UploadLife: cfg.Uploads.Life, MaxUpload: int64(cfg.Uploads.MaxSize), Mail: p.mail, Feeds: p.feeds,
	})
	if err != nil {
		return nil, err
	}
	s.auth, err = auth.New(auth.Config{
		Providers: p.providers, BaseURL: cfg.HTTP.BaseURL, Accounts: s.vault, ShareLinks: s.vault,
		ClockSkew: clockSkew, MaxAge: cfg.Sessions.MaxAge, Heard: s.heard, Clock: time.Now, Log: log,
	})
	if err != nil {
		return nil, err
	}
	s.scim, err = scim.New(scim.Config{
		Vault: s.vault, Directories: p.directories, BaseURL: cfg.HTTP.BaseURL.JoinPath(scim.Root), Heard: s.heard, Log: log,
	})
	if err != nil {
		return nil, err
	}
	s.ssf, err = ssf.New(ssf.Config{
		Vault: s.vault, Streams: p.streams, ClockSkew: clockSkew, VerifyEvery: verifyEvery, Heard: s.heard, Clock: time.Now, Log: log,
	})
	if err != nil {
		return nil, err
	}
	s.content, err = content.New(content.Config{
		Vault: s.vault, UploadsURL: cfg.HTTP.BaseURL.JoinPath("/uploads").String(),
		MaxUpload: int64(cfg.Uploads.MaxSize), Log: log,
	})
	if err != nil {
		return nil, err
	}
	dist, err := web.Dist()
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	switch s.page, err = newPage(dist); {
	case errors.Is(err, errNoPage):
		log.Error(err.Error())
		s.page = http.HandlerFunc(noPage)
	case err != nil:
		return nil, err
	}
	if s.graphql, err = cfg.GraphQL.handler(s.vault, dist, log, s.ending.Done()); err != nil {
		return nil, err
	}
	s.rounds = rounds.Start(ctx, log, s.work()...)
	return s, nil
}

// replica names this process: the host, and what no other process has.
func replica() string {
	host, err := os.Hostname()
	if err != nil {
		host = "replica"
	}
	return host + "-" + rand.Text()[:8]
}

// work is all that is done in the background.
func (s *Server) work() []rounds.Task {
	own := []rounds.Task{
		{Name: "uploads", Every: 10 * time.Minute, Do: s.vault.EndUploads},
		{Name: "purge", Every: time.Hour, Do: s.vault.Purge},
		{Name: "relocation", Every: 10 * time.Minute, Do: s.vault.Relocate},
		{Name: "sweep", Every: 24 * time.Hour, Do: s.vault.Sweep},
		{Name: "departures", Every: 10 * time.Second, Do: s.vault.RecordDepartures},
		{Name: "hand-over", Every: 10 * time.Second, Do: s.vault.HandOver},
		{Name: "witness", Every: time.Second, Do: s.vault.WitnessDepartures},
		{Name: "inactivity", Every: time.Minute, Do: s.vault.DepartInactive},
	}
	return slices.Concat(own, s.signalWork(), s.ssf.Work(), s.auth.Work())
}

// handler is the API, which knows the operations of the page by their hashes.
func (g GraphQL) handler(v *vault.Vault, dist fs.FS, log *slog.Logger, ending <-chan struct{}) (http.Handler, error) {
	limits := graph.DefaultLimits
	limits.Depth, limits.Cost, limits.Time = g.Depth, g.Cost, g.Time
	cfg := graph.Config{
		Vault: v, Log: log, RequestID: request.ID, Limits: limits,
		Operations: graph.Operations(g.Operations), Introspection: g.Introspection, Ending: ending,
	}
	manifest, err := fs.ReadFile(dist, operationsFile)
	switch {
	case errors.Is(err, fs.ErrNotExist): // the page is not built in
	case err != nil:
		return nil, fmt.Errorf("page: %w", err)
	default:
		if err := json.Unmarshal(manifest, &cfg.Documents); err != nil {
			return nil, fmt.Errorf("page: %s: %w", operationsFile, err)
		}
	}
	return graph.New(cfg)
}

// Close cuts what streams, and releases the database. Run must have returned.
func (s *Server) Close() error {
	if s.rounds != nil {
		s.rounds.Close()
	}
	s.end()
	s.cutoff.Close()
	return s.parts.database.Close()
}

// listen is net.Listen for TCP.
func listen(address string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	return listener, nil
}

// Run answers on listener until ctx ends, then lets requests come to their
// end, and breaks off those that do not within 20 seconds. It closes listener.
func (s *Server) Run(ctx context.Context, listener net.Listener) (err error) {
	defer func() { _ = listener.Close() }() // Shutdown may have done it
	main := s.httpServer(s.Handler())
	main.RegisterOnShutdown(s.end)
	if s.cfg.HTTP.TLSCertFile != "" {
		certificate := &certificateFiles{cert: s.cfg.HTTP.TLSCertFile, key: s.cfg.HTTP.TLSKeyFile}
		if _, err := certificate.get(nil); err != nil {
			return err
		}
		main.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: certificate.get}
	}
	serve := []func() error{func() error {
		if main.TLSConfig != nil {
			return main.ServeTLS(listener, "", "")
		}
		return main.Serve(listener)
	}}
	servers := []*http.Server{main}
	if s.cfg.HTTP.MetricsListen != "" {
		metricsListener, err := listen(s.cfg.HTTP.MetricsListen)
		if err != nil {
			return err
		}
		defer func() { _ = metricsListener.Close() }()
		extra := s.httpServer(s.metrics)
		servers = append(servers, extra)
		serve = append(serve, func() error { return extra.Serve(metricsListener) })
	}

	failed := make(chan error, len(serve))
	var running sync.WaitGroup
	for _, f := range serve {
		running.Go(func() {
			if err := f(); !errors.Is(err, http.ErrServerClosed) {
				failed <- fmt.Errorf("serve: %w", err)
			}
		})
	}
	s.log.InfoContext(ctx, "listening", "address", listener.Addr().String(), "url", s.cfg.HTTP.BaseURL.String(), "version", version())
	debug.FreeOSMemory() // what starting took, some MiB, is not held at rest
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	s.log.InfoContext(ctx, "ending")
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	for _, server := range servers {
		if server.Shutdown(ending) != nil {
			err = errors.Join(err, server.Close())
		}
	}
	running.Wait()
	return err
}

// httpServer has no time-out for whole requests, since documents may be large
// and lines slow: the routes bound those that stream nothing.
func (s *Server) httpServer(handler http.Handler) *http.Server {
	server := &http.Server{
		Handler:           handler,
		ConnContext:       content.ConnContext,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug), // broken connections
		Protocols:         new(http.Protocols),
	}
	server.Protocols.SetHTTP1(true)
	server.Protocols.SetHTTP2(true)
	server.Protocols.SetUnencryptedHTTP2(s.cfg.HTTP.TrustProxy)
	return server
}

// certificateFiles is a certificate that is read anew when its file changes,
// so that renewing it takes no restart.
type certificateFiles struct {
	cert, key string

	mu      sync.Mutex // guards the rest
	loaded  *tls.Certificate
	changed time.Time
}

func (c *certificateFiles) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	info, err := os.Stat(c.cert)
	if err != nil {
		return nil, fmt.Errorf("certificate: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.loaded != nil && info.ModTime().Equal(c.changed) {
		return c.loaded, nil
	}
	fresh, err := tls.LoadX509KeyPair(c.cert, c.key)
	switch {
	case err == nil:
		c.loaded, c.changed = &fresh, info.ModTime()
	case c.loaded == nil:
		return nil, fmt.Errorf("certificate: %w", err)
	}
	return c.loaded, nil // the old one while the two files are being replaced
}

// origin is the scheme and host of a URL that was validated.
func origin(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// host is the host of a URL that was validated.
func host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return u.Host
}
