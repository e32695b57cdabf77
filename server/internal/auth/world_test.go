package auth_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/auth"
	"strongroom/server/internal/devidp"
	"strongroom/server/vault"
)

const audience = "https://vault.example"

// accounts stands for the vault: it lets everybody in whom err does not stop, and remembers who came.
type accounts struct {
	mu       sync.Mutex
	err      error // what every method returns, if anything
	held     bool  // sessions do not end
	now      func() time.Time
	met      []vault.Identity
	sessions map[string]vault.Identity
	used     map[vault.Token]bool
	ended    []string // issuer, subject and sid of each back-channel logout
}

func (a *accounts) SignIn(_ context.Context, who vault.Identity) (vault.SignedIn, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.err != nil {
		return vault.SignedIn{}, a.err
	}
	secret := fmt.Sprintf("secret-%d", len(a.met))
	a.met = append(a.met, who)
	a.sessions[secret] = who
	return vault.SignedIn{Secret: secret, ExpiresAt: a.now().Add(time.Hour)}, nil
}

// lostKey is in a context of nobody who had a session.
type lostKey struct{}

func (a *accounts) Resume(ctx context.Context, secret string) (context.Context, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	who, ok := a.sessions[secret]
	if a.err != nil {
		return nil, a.err
	}
	if !ok {
		return context.WithValue(ctx, lostKey{}, true), &vault.Error{Code: vault.Unauthenticated, Message: "sign in first"}
	}
	return viewer.NewContext(ctx, viewer.Viewer{ID: typeid.ID(who.Subject), Kind: who.Kind, Session: typeid.ID(secret)}), nil
}

func (a *accounts) Admit(ctx context.Context, who vault.Identity) (context.Context, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.err != nil {
		return nil, a.err
	}
	a.met = append(a.met, who)
	return viewer.NewContext(ctx, viewer.Viewer{ID: typeid.ID(who.Subject), Kind: who.Kind}), nil
}

func (a *accounts) SignOut(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	who, ok := viewer.FromContext(ctx)
	if !ok {
		return &vault.Error{Code: vault.Unauthenticated, Message: "sign in first"}
	}
	if a.held {
		return &vault.Error{Code: vault.Unavailable, Message: "no"}
	}
	delete(a.sessions, string(who.Session))
	return a.err
}

func (a *accounts) LogoutHint(ctx context.Context) (string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	who, _ := viewer.FromContext(ctx)
	return a.sessions[string(who.Session)].Keepsake.IDToken, nil
}

func (a *accounts) NextWatched(context.Context, string, time.Time) (w vault.Watched, ok bool, err error) {
	return w, false, a.err
}

func (a *accounts) Unchanged(context.Context, vault.Watched) error { return a.err }

func (a *accounts) ReceiveSignal(context.Context, vault.Signal) error { return a.err }

// hold makes sessions impossible to end.
func (a *accounts) hold(held bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.held = held
}

func (a *accounts) EndProviderSessions(_ context.Context, l vault.Logout) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.err != nil {
		return 0, a.err
	}
	if a.used[l.Token] {
		return 0, &vault.Error{Code: vault.Conflict, Message: "the token was used before"}
	}
	a.used[l.Token] = true
	a.ended = append(a.ended, strings.Join([]string{l.Issuer, l.Subject, l.Session}, " "))
	return 1, nil
}

func (a *accounts) fail(code vault.Code) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.err = nil
	if code != "" {
		a.err = &vault.Error{Code: code, Message: "no"}
	}
}

func (a *accounts) last(t *testing.T) vault.Identity {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.met) == 0 {
		t.Fatal("nobody came")
	}
	return a.met[len(a.met)-1]
}

func (a *accounts) count() (met, ended int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.met), len(a.ended)
}

// world is a server with Auth around it, over TLS, and the providers "staff" and "partner" of package
// devidp, whose answers a test may bend.
type world struct {
	URL            string
	auth           *auth.Auth
	accounts       *accounts
	staff, partner *issuer
	log            *bytes.Buffer
	client         *http.Client // trusts the server

	mu    sync.Mutex
	ahead time.Duration // of the server's clock
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Now().Add(w.ahead)
}

func (w *world) forward(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ahead += d
}

type logBuffer struct {
	mu sync.Mutex
	*bytes.Buffer
}

func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

func newWorld(t *testing.T, change ...func(*auth.Config)) *world {
	t.Helper()
	w := &world{log: new(bytes.Buffer)}
	w.accounts = &accounts{now: w.now, sessions: make(map[string]vault.Identity), used: make(map[vault.Token]bool)}
	server := httptest.NewUnstartedServer(nil)
	w.URL = "https://" + server.Listener.Addr().String()
	staff, partners := devidp.SamplePeople()
	w.staff, w.partner = newIssuer(t, w.URL, staff), newIssuer(t, w.URL, partners)
	base, err := url.Parse(w.URL)
	if err != nil {
		t.Fatal(err)
	}
	config := auth.Config{
		BaseURL: base, Accounts: w.accounts, ClockSkew: 30 * time.Second, Clock: w.now,
		Log: slog.New(slog.NewTextHandler(&logBuffer{Buffer: w.log}, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Providers: []auth.Provider{{
			Name: "staff", Label: "Staff", Issuer: w.staff.URL, ClientID: "web", ClientSecret: "web-secret",
			Audience: audience, Kind: viewer.Staff, AdminSubjects: []string{"ada"},
		}, {
			Name: "partner", Label: "Partners", Issuer: w.partner.URL, ClientID: "web", ClientSecret: "web-secret",
			Audience: audience, Kind: viewer.Partner,
		}},
	}
	for _, c := range change {
		c(&config)
	}
	w.auth, err = auth.New(config)
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = serve(w.auth)
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	server.StartTLS()
	t.Cleanup(server.Close)
	w.client = server.Client()
	return w
}

// serve puts an API behind a that tells who calls.
func serve(a *auth.Auth) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/auth/", a.Routes())
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		who, ok := viewer.FromContext(r.Context())
		if !ok {
			who.ID = "nobody"
		}
		if r.Context().Value(lostKey{}) != nil {
			w.Header().Set("Lost", "true")
		}
		_, _ = fmt.Fprintf(w, "%s %s", who.ID, who.Kind)
	})
	return a.SameOrigin(a.Middleware(mux))
}

// browser keeps cookies and follows redirects.
func (w *world) browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Transport: w.client.Transport, Jar: jar, Timeout: 10 * time.Second}
}

// still makes a browser stay where it is redirected from.
func still(browser *http.Client) *http.Client {
	copied := *browser
	copied.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &copied
}

// depart begins a sign-in and stops at the provider's page; it returns its address.
func (w *world) depart(t *testing.T, browser *http.Client, query string) *url.URL {
	t.Helper()
	response := fetch(t, browser, http.MethodGet, w.URL+"/auth/login?"+query, nil)
	page := response.Request.URL
	if !strings.HasSuffix(page.Path, "/sign-in") {
		t.Fatalf("%s leads to %s: %s", query, page, response.body)
	}
	return page
}

// choose picks somebody at the provider's page; it returns the callback that the provider sends to.
func (w *world) choose(t *testing.T, browser *http.Client, page *url.URL, subject string) *url.URL {
	t.Helper()
	form := url.Values{"request": page.Query()["request"], "subject": {subject}}
	response := fetch(t, still(browser), http.MethodPost, page.String(), form)
	to, err := response.Location()
	if err != nil {
		t.Fatalf("%s: %s", response.Status, response.body)
	}
	return to
}

// signIn plays a whole sign-in; it returns the page on which it ends.
func (w *world) signIn(t *testing.T, browser *http.Client, query, subject string) *answer {
	t.Helper()
	callback := w.choose(t, browser, w.depart(t, browser, query), subject)
	return fetch(t, browser, http.MethodGet, callback.String(), nil)
}

// who asks the API who calls.
func (w *world) who(t *testing.T, browser *http.Client) string {
	t.Helper()
	return fetch(t, browser, http.MethodGet, w.URL+"/who", nil).body
}

// withToken asks the API who calls, with a bearer token.
func (w *world) withToken(t *testing.T, token string) *answer {
	t.Helper()
	return fetch(t, w.client, http.MethodGet, w.URL+"/who", nil, "Authorization", "Bearer "+token)
}

// answer is a response whose body was read.
type answer struct {
	*http.Response
	body string
}

// fetch sends a request with header names and values; a form makes its body.
func fetch(t *testing.T, client *http.Client, method, address string, form url.Values, header ...string) *answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return &answer{response, string(body)}
}
