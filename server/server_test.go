package server_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"

	"strongroom/server"
	"strongroom/server/rig"
)

// newServer returns a server on real parts, and its log. Its provider is away.
func newServer(t *testing.T, change func(*server.Config)) (*server.Server, *logBuffer) {
	t.Helper()
	dir := t.TempDir()
	store := rig.S3(t)
	config := server.Config{
		HTTP: server.HTTP{Listen: "127.0.0.1:0", BaseURL: parse(t, "http://127.0.0.1")},
		S3: server.S3{
			Endpoint: parse(t, store.Endpoint), Region: store.Region, Bucket: store.Bucket, PathStyle: true,
			AccessKey: store.AccessKey, SecretKey: server.NewSecret(store.SecretKey),
		},
		Keys: server.Keys{KeyFile: filepath.Join(dir, "root.key")},
		Staff: server.Staff{Provider: server.Provider{
			Issuer: "http://127.0.0.1:1", ClientID: "strongroom", ClientSecret: server.NewSecret("secret"),
		}},
		Limits: limits(),
	}
	dsn := rig.PostgresTemplate(t, "migrated", func(dsn string) {
		rig.ServeAs(t, dsn) // makes the role
		t.Setenv("STRONGROOM_DATABASE_URL", dsn)
		command(t, "migrate", "up", "--serve-as", rig.ServerRole)
	})
	config.Database.URL = server.NewSecret(rig.ServeAs(t, dsn))
	command(t, "keys", "init", config.Keys.KeyFile)
	if change != nil {
		change(&config)
	}
	var log logBuffer
	s, err := server.New(t.Context(), config, slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, &log
}

func command(t *testing.T, args ...string) {
	t.Helper()
	var output bytes.Buffer
	if code := server.Command(t.Context(), args, &output, &output); code != server.ExitOK {
		t.Fatalf("%v: exit code %d\n%s", args, code, &output)
	}
}

// logBuffer is a log for several goroutines.
type logBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// ask sends one request past the network.
func ask(h http.Handler, method, target string, headers ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, target, nil)
	request.RemoteAddr = "127.0.0.1:9"
	for pair := range slices.Chunk(headers, 2) {
		request.Header.Set(pair[0], pair[1])
	}
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, request)
	return recorder
}

func TestRoutes(t *testing.T) {
	s, _ := newServer(t, nil)
	handler := s.Handler()
	// Every line of the table, and how nobody and another site are answered.
	want := map[string]struct {
		access                  string
		method, path            string
		nobody, fromAnotherSite int
	}{
		"GET /healthz":            {"anybody", "GET", "/healthz", 200, 200},
		"GET /readyz":             {"anybody", "GET", "/readyz", 200, 200},
		"GET /metrics":            {"operator", "GET", "/metrics", 200, 200},
		"/auth/":                  {"anybody", "POST", "/auth/logout", 303, 403},
		"/graphql":                {"guest", "POST", "/graphql", 415, 403},
		"POST /s/":                {"guest", "POST", "/s/lnk_x/open", 400, 403},
		"/uploads":                {"member", "POST", "/uploads", 401, 403},
		"/uploads/{id}":           {"member", "PATCH", "/uploads/upl_x", 401, 403},
		"/documents/{id}/content": {"member", "GET", "/documents/doc_x/content", 401, 401},
		"/versions/{id}/content":  {"member", "GET", "/versions/ver_x/content", 401, 401},
		"/documents/zip":          {"member", "GET", "/documents/zip", 401, 401},
		"/folders/{id}/zip":       {"member", "GET", "/folders/fld_x/zip", 401, 401},
		"/graphql/":               {"anybody", "GET", "/graphql/x", 404, 404},
		"/uploads/":               {"anybody", "GET", "/uploads/x/y", 404, 404},
		"/scim/v2/":               {"anybody", "POST", "/scim/v2/Users", 401, 401},
		"/scim/":                  {"anybody", "GET", "/scim/v1/Users", 404, 404},
		"POST /ssf/events":        {"anybody", "POST", "/ssf/events", 401, 401},
		"/ssf/":                   {"anybody", "GET", "/ssf/events", 404, 404},
		"/":                       {"anybody", "POST", "/", 405, 405},
	}
	for _, route := range s.Routes() {
		expected, known := want[route.Pattern]
		delete(want, route.Pattern)
		if !known {
			t.Errorf("%s is in the table but not in this test", route.Pattern)
			continue
		}
		t.Run(strings.ReplaceAll(route.Pattern, "/", "∕"), func(t *testing.T) {
			if route.Access != expected.access {
				t.Errorf("it is for %s, want %s", route.Access, expected.access)
			}
			if got := ask(handler, expected.method, expected.path); got.Code != expected.nobody {
				t.Errorf("nobody is answered %d, want %d", got.Code, expected.nobody)
			}
			if got := ask(handler, expected.method, expected.path, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example",
				"Cookie", "__Host-session=x"); got.Code != expected.fromAnotherSite {
				t.Errorf("another site is answered %d, want %d", got.Code, expected.fromAnotherSite)
			}
		})
	}
	for pattern := range want {
		t.Errorf("%s is not in the table", pattern)
	}
}

func TestEveryAnswer(t *testing.T) {
	s, log := newServer(t, nil)
	handler := s.Handler()

	t.Run("has the security headers", func(t *testing.T) {
		for _, path := range []string{"/healthz", "/", "/graphql", "/documents/doc_x/content", "/nowhere.txt"} {
			header := ask(handler, http.MethodGet, path).Header()
			for name, value := range map[string]string{
				"Content-Security-Policy":      "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self' http://127.0.0.1:1",
				"Cross-Origin-Opener-Policy":   "same-origin",
				"Cross-Origin-Resource-Policy": "same-origin",
				"Referrer-Policy":              "no-referrer",
				"X-Content-Type-Options":       "nosniff",
				"X-Frame-Options":              "DENY",
				"Strict-Transport-Security":    "", // over http it means nothing
			} {
				if got := header.Get(name); got != value {
					t.Errorf("%s: %s: %q, want %q", path, name, got, value)
				}
			}
		}
	})

	t.Run("has the ID that the proxy gave the request, if that is well formed", func(t *testing.T) {
		const given = "0123-abcd.EFGH_x"
		if got := ask(handler, http.MethodGet, "/healthz", "X-Request-Id", given).Header().Get("X-Request-Id"); got == given {
			t.Error("a client chose the ID by which the log goes")
		}
		handler := server.BehindProxy(http.NotFoundHandler())
		if got := ask(handler, http.MethodGet, "/healthz", "X-Request-Id", given).Header().Get("X-Request-Id"); got != given {
			t.Errorf("got %q, want %q", got, given)
		}
		for _, bad := range []string{"", "short", "with space", "new\nline-12345", strings.Repeat("x", 65), "<script>1"} {
			if got := ask(handler, http.MethodGet, "/healthz", "X-Request-Id", bad).Header().Get("X-Request-Id"); got == bad || len(got) < 20 {
				t.Errorf("%q is answered by %q", bad, got)
			}
		}
	})

	t.Run("is logged without secrets", func(t *testing.T) {
		id := ask(handler, "BREW", "/auth/callback?code=SECRET1&state=SECRET2",
			"Cookie", "__Host-session=SECRET3", "Authorization", "Bearer SECRET4", "User-Agent", "SECRET5").Header().Get("X-Request-Id")
		for line := range strings.Lines(log.String()) {
			if strings.Contains(line, "SECRET") {
				t.Errorf("a secret shows: %s", line)
			}
			if strings.Contains(line, id) {
				var entry struct {
					Method, Route, Client string
					Status                int
				}
				if err := json.Unmarshal([]byte(line), &entry); err != nil {
					t.Fatal(err)
				}
				if entry.Method != "OTHER" || entry.Route != "/auth/" || entry.Status != 405 || entry.Client != "127.0.0.1" {
					t.Errorf("logged as %s", line)
				}
				return
			}
		}
		t.Error("it is not logged")
	})
}

func TestHTTPS(t *testing.T) {
	s, _ := newServer(t, func(c *server.Config) {
		c.HTTP = server.HTTP{Listen: ":0", BaseURL: &url.URL{Scheme: "https", Host: "vault.example"}, TrustProxy: true}
	})
	if got := ask(s.Handler(), http.MethodGet, "/").Header().Get("Strict-Transport-Security"); !strings.HasPrefix(got, "max-age=") {
		t.Errorf("Strict-Transport-Security is %q", got)
	}
	if got := ask(s.Handler(), http.MethodGet, "/metrics"); got.Code != http.StatusNotFound {
		t.Errorf("metrics behind a proxy answer %d", got.Code)
	}
}

func TestHealth(t *testing.T) {
	t.Run("ready while a provider is away", func(t *testing.T) {
		s, _ := newServer(t, nil)
		if got := ask(s.Handler(), http.MethodGet, "/readyz"); got.Code != http.StatusOK || !strings.Contains(got.Body.String(), "provider is away") {
			t.Errorf("answered %d", got.Code)
		}
	})
	t.Run("ready while a feed of signals is silent, which shows", func(t *testing.T) {
		s, log := newServer(t, func(c *server.Config) {
			c.Staff.SSF = server.SSF{
				Issuer: "http://127.0.0.1:1", Audience: "a", PushToken: server.TokenHash{1},
				StreamID: "s", Token: server.NewSecret("hunter2"), SilentAfter: time.Millisecond,
			}
		})
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
			got := ask(s.Handler(), http.MethodGet, "/readyz")
			if got.Code == http.StatusOK && strings.Contains(got.Body.String(), "ssf:staff is silent") {
				break
			}
			if time.Now().After(end) {
				t.Fatalf("answered %d: %s", got.Code, got.Body)
			}
		}
		metrics := ask(s.Handler(), http.MethodGet, "/metrics").Body.String()
		if !strings.Contains(metrics, `strongroom_signal_feed_silent{feed="ssf:staff"} 1`) || !strings.Contains(log.String(), "is silent") {
			t.Error("metrics or log do not tell")
		}
	})
	t.Run("not ready without an object store, and no cause shows", func(t *testing.T) {
		s, log := newServer(t, func(c *server.Config) { c.S3.Bucket = "not-there" })
		got := ask(s.Handler(), http.MethodGet, "/readyz")
		text := got.Body.String()
		if got.Code != http.StatusServiceUnavailable || got.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("answered %d: %s", got.Code, text)
		}
		if strings.Contains(text, "not-there") || strings.Contains(text, "127.0.0.1") {
			t.Errorf("the cause shows: %s", text)
		}
		if !strings.Contains(log.String(), "not ready") {
			t.Error("the cause is not logged")
		}
		if got := ask(s.Handler(), http.MethodGet, "/healthz"); got.Code != http.StatusOK {
			t.Errorf("not alive: %d", got.Code)
		}
	})
	t.Run("not ready where changes of access are not heard", func(t *testing.T) {
		s, _ := newServer(t, func(c *server.Config) { dropNotifications(t, c.Database.URL.Reveal()) })
		got := ask(s.Handler(), http.MethodGet, "/readyz")
		if got.Code != http.StatusServiceUnavailable || !strings.Contains(got.Body.String(), "changes of access are not heard") {
			t.Errorf("answered %d: %s", got.Code, got.Body)
		}
		text := ask(s.Handler(), http.MethodGet, "/metrics").Body.String()
		for _, line := range []string{
			"strongroom_cutoff_hearing 0", "strongroom_streams_open 0", `strongroom_streams_cut_total{why="unsure"} 0`,
		} {
			if !strings.Contains(text, line+"\n") {
				t.Errorf("%s is not told", line)
			}
		}
	})
	t.Run("metrics for this machine only", func(t *testing.T) {
		s, _ := newServer(t, nil)
		ask(s.Handler(), http.MethodGet, "/healthz")
		if text := ask(s.Handler(), http.MethodGet, "/metrics").Body.String(); !strings.Contains(text, `strongroom_http_request_duration_seconds_count{route="GET /healthz",status="2xx"} 1`) {
			t.Error("the request was not counted")
		}
		request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
		request.RemoteAddr = "192.0.2.1:9"
		recorder := httptest.NewRecorder()
		s.Handler().ServeHTTP(recorder, request)
		if recorder.Code != http.StatusNotFound {
			t.Errorf("another machine is answered %d", recorder.Code)
		}
	})
}

// dropNotifications makes a database take notifications and deliver none, as a
// pooler in front of it may.
func dropNotifications(t *testing.T, dsn string) {
	t.Helper()
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), rig.AsOwner(t, config.Database))
	if err != nil {
		t.Fatal(err)
	}
	_, err = conn.Exec(t.Context(), `
		CREATE SCHEMA silent; GRANT USAGE ON SCHEMA silent TO PUBLIC;
		CREATE FUNCTION silent.pg_notify(text, text) RETURNS void LANGUAGE sql AS 'SELECT';
		DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, silent, pg_catalog', current_database()); END $$`)
	if err := errors.Join(err, conn.Close(t.Context())); err != nil {
		t.Fatal(err)
	}
}

func TestPage(t *testing.T) {
	page, err := server.NewPage(fstest.MapFS{
		"index.html":           {Data: []byte("<title>Strongroom</title>")},
		"favicon.svg":          {Data: []byte("<svg/>")},
		"assets/index-a1b2.js": {Data: []byte("go()")},
		"operations.json":      {Data: []byte("{}")},
		".gitkeep":             {},
	})
	if err != nil {
		t.Fatal(err)
	}
	const index, kept = "<title>Strongroom</title>", "public, max-age=31536000, immutable"
	for path, want := range map[string]struct {
		status        int
		text, caching string
	}{
		"/":                        {200, index, "no-cache"},
		"/index.html":              {200, index, "no-cache"},
		"/customers/cus_x":         {200, index, "no-cache"},
		"/documents/doc_x":         {200, index, "no-cache"},
		"/favicon.svg":             {200, "<svg/>", "no-cache"},
		"/assets/index-a1b2.js":    {200, "go()", kept},
		"/assets/index-old.js":     {404, "", "no-store"},
		"/assets/":                 {404, "", "no-store"},
		"/assets":                  {404, "", "no-store"},
		"/missing.js":              {404, "", "no-store"},
		"/operations.json":         {404, "", "no-store"},
		"/.gitkeep":                {404, "", "no-store"},
		"/x/../operations.json":    {404, "", "no-store"},
		"/%2e%2e/%2e%2e/etc/hosts": {200, index, "no-cache"},
	} {
		got := ask(page, http.MethodGet, path)
		text := got.Body.String()
		if got.Code != want.status || got.Header().Get("Cache-Control") != want.caching || want.status == 200 && text != want.text {
			t.Errorf("%s: %d, %q, %q", path, got.Code, got.Header().Get("Cache-Control"), text)
		}
	}
	if _, err := server.NewPage(fstest.MapFS{".gitkeep": {}}); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a page: %v", err)
	}
}

func TestPanic(t *testing.T) {
	var log logBuffer
	logger := slog.New(slog.NewJSONHandler(&log, nil))
	t.Run("is answered by 500 without the cause", func(t *testing.T) {
		got := ask(server.Contain(logger, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			panic("SECRET")
		})), http.MethodGet, "/")
		if text := got.Body.String(); got.Code != 500 || strings.Contains(text+log.String(), "SECRET") ||
			!strings.Contains(text, got.Header().Get("X-Request-Id")) {
			t.Errorf("%d: %s\n%s", got.Code, text, log.String())
		}
	})
	t.Run("breaks off an answer that has begun", func(t *testing.T) {
		real := httptest.NewServer(server.Contain(logger, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte("half"))
			panic(http.ErrAbortHandler)
		})))
		defer real.Close()
		response, err := http.Get(real.URL)
		if err == nil {
			_, err = io.ReadAll(response.Body)
			response.Body.Close()
		}
		if err == nil {
			t.Error("half an answer looks whole")
		}
	})
}
