package auth_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"strongroom/ent/viewer"
	"strongroom/server/internal/auth"
	"strongroom/server/rig"
	"strongroom/server/vault"
)

// certified is a world whose only provider, "staff", is a certified one that nothing of ours is part of.
func certified(t *testing.T) (*world, *rig.OpenIDProvider) {
	t.Helper()
	w := &world{client: new(http.Client)}
	w.accounts = &accounts{now: w.now, sessions: make(map[string]vault.Identity), used: make(map[vault.Token]bool)}
	provider, _ := w.certify(t, w.accounts)
	return w, provider
}

// otherClient is where the tokens for the client "other" arrive, which is not us.
const otherClient = "/other"

// door is where the provider's logout tokens arrive: it knows no certificate of ours. It keeps what it is
// given, and passes it on unless it is shut.
type door struct {
	*httptest.Server
	mu     sync.Mutex
	shut   bool
	tokens []string // newest last
}

func (d *door) close(shut bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.shut = shut
}

// last is the newest token that is for an audience.
func (d *door) last(t *testing.T, audience string) string {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, token := range slices.Backward(d.tokens) {
		if read(t, token)["aud"] == audience {
			return token
		}
	}
	t.Fatalf("no token for %s has come", audience)
	return ""
}

// certify makes the world's server, with a certified provider and the accounts behind it.
func (w *world) certify(t *testing.T, accounts auth.Accounts, change ...func(*auth.Provider)) (*rig.OpenIDProvider, *door) {
	t.Helper()
	return w.certifyAs(t, accounts, rig.ProviderConfig{}, time.Hour, change...)
}

// certifyAs is certify, for a provider with ways of its own, and for how long ago its people may have authenticated.
func (w *world) certifyAs(
	t *testing.T, accounts auth.Accounts, ways rig.ProviderConfig, maxAge time.Duration, change ...func(*auth.Provider),
) (*rig.OpenIDProvider, *door) {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	w.URL = "https://" + server.Listener.Addr().String()
	arriving := new(door)
	arriving.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		arriving.mu.Lock()
		arriving.tokens = append(arriving.tokens, r.PostFormValue("logout_token"))
		shut := arriving.shut || r.URL.Path == otherClient
		arriving.mu.Unlock()
		if !shut {
			server.Config.Handler.ServeHTTP(rw, r)
		}
	}))
	t.Cleanup(arriving.Close)
	client := rig.OpenIDClient{
		ID: "web", Secret: "web-secret",
		GrantTypes:           []string{"authorization_code", "refresh_token"},
		RedirectURIs:         []string{w.URL + auth.CallbackPath},
		PostLogoutURIs:       []string{w.URL + auth.PostLogoutPath},
		BackchannelLogoutURI: arriving.URL + auth.BackchannelLogoutPath,
		BackchannelLogoutSID: true,
	}
	other := client
	other.ID, other.BackchannelLogoutURI = "other", arriving.URL+otherClient
	ways.Audience = audience
	ways.Clients = []rig.OpenIDClient{client, {
		ID: "program", Secret: "program-secret",
		GrantTypes: []string{"client_credentials"}, ResponseTypes: []string{}, RedirectURIs: []string{},
	}, other}
	ways.Accounts = []rig.OpenIDAccount{
		{Subject: "ann", Name: "Ann", Email: "ann@example.com", EmailVerified: true},
		{Subject: "bob", Name: "Bob", Email: "ann@example.com"},
	}
	provider := rig.Provider(t, ways)
	base, err := url.Parse(w.URL)
	if err != nil {
		t.Fatal(err)
	}
	config := auth.Provider{
		Name: "staff", Label: "Staff", Issuer: provider.Issuer, ClientID: "web", ClientSecret: "web-secret",
		Audience: audience, Kind: viewer.Staff,
	}
	for _, c := range change {
		c(&config)
	}
	w.auth, err = auth.New(auth.Config{
		BaseURL: base, Accounts: accounts, ClockSkew: 30 * time.Second, MaxAge: maxAge, Clock: w.now,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Providers: []auth.Provider{config},
	})
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = serve(w.auth)
	server.StartTLS()
	t.Cleanup(server.Close)
	w.client = server.Client()
	return provider, arriving
}

func TestCertifiedProvider(t *testing.T) {
	w, provider := certified(t)
	signIn := func(t *testing.T, browser *http.Client, query, subject string) *url.URL {
		t.Helper()
		response := provider.SignIn(t, browser, w.URL+"/auth/login?provider=staff&return_to=/home"+query, subject)
		defer response.Body.Close()
		return response.Request.URL
	}

	t.Run("somebody signs in", func(t *testing.T) {
		browser := w.browser(t)
		if end := signIn(t, browser, "", "ann"); end.String() != w.URL+"/home" {
			t.Errorf("ends at %s", end)
		}
		if who := w.who(t, browser); who != "ann STAFF" {
			t.Errorf("signed in as %s", who)
		}
		got := w.accounts.last(t)
		if got.DisplayName != "Ann" || got.Email != "ann@example.com" || got.ProviderSession == "" || time.Since(got.AuthenticatedAt) > time.Minute {
			t.Errorf("identity %+v", got)
		}
		t.Run("and again, by the provider's session, as of the first time", func(t *testing.T) {
			signIn(t, browser, "", "ann")
			if again := w.accounts.last(t); !again.AuthenticatedAt.Equal(got.AuthenticatedAt) || again.ProviderSession != got.ProviderSession {
				t.Errorf("identity %+v, want the authentication of %+v", again, got)
			}
		})
		t.Run("and anew on request", func(t *testing.T) {
			time.Sleep(time.Until(got.AuthenticatedAt.Add(1100 * time.Millisecond)))
			signIn(t, browser, "&fresh=1", "ann")
			if again := w.accounts.last(t); !again.AuthenticatedAt.After(got.AuthenticatedAt) {
				t.Errorf("authenticated at %v, want after %v", again.AuthenticatedAt, got.AuthenticatedAt)
			}
		})
	})
	t.Run("an e-mail address that is not verified is dropped", func(t *testing.T) {
		signIn(t, w.browser(t), "", "bob")
		if got := w.accounts.last(t); got.Subject != "bob" || got.Email != "" {
			t.Errorf("identity %+v", got)
		}
	})
	t.Run("somebody whom the provider refuses is told so", func(t *testing.T) {
		browser := w.browser(t)
		if end := signIn(t, browser, "", "nobody"); end.RawQuery != "error="+string(auth.Denied) {
			t.Errorf("ends at %s", end)
		}
		if who := w.who(t, browser); who != "nobody " {
			t.Errorf("signed in as %s", who)
		}
	})
	t.Run("a program acts by its access token", func(t *testing.T) {
		if got := w.withToken(t, programToken(t, provider)); got.body != "program SERVICE" {
			t.Errorf("%s: %s", got.Status, got.body)
		}
	})
	t.Run("a new key is found", func(t *testing.T) {
		old := programToken(t, provider)
		provider.RotateKeys(t)
		if got := w.withToken(t, programToken(t, provider)); got.body != "program SERVICE" {
			t.Errorf("%s: %s", got.Status, got.body)
		}
		if got := w.withToken(t, old); got.body != "program SERVICE" {
			t.Errorf("of the key before: %s: %s", got.Status, got.body)
		}
		provider.RotateKeys(t)
		if got := w.withToken(t, programToken(t, provider)); got.body != "program SERVICE" {
			t.Errorf("%s: %s", got.Status, got.body)
		}
		if got := w.withToken(t, old); got.StatusCode != http.StatusUnauthorized {
			t.Errorf("of a key that was withdrawn: %s: %s", got.Status, got.body)
		}
		browser := w.browser(t)
		signIn(t, browser, "", "ann")
		if who := w.who(t, browser); who != "ann STAFF" {
			t.Errorf("signed in as %s", who)
		}
	})
	t.Run("a logout at the provider ends sessions here", func(t *testing.T) {
		provider.Logout(t, "ann")
		if _, ended := w.accounts.count(); ended != 1 || w.accounts.ended[0] != provider.Issuer+" ann " {
			t.Errorf("ended %q", w.accounts.ended)
		}
	})
	t.Run("signing out here signs out at the provider", func(t *testing.T) {
		browser := w.browser(t)
		signIn(t, browser, "", "ann")
		sid := w.accounts.last(t).ProviderSession
		confirm := fetch(t, browser, http.MethodPost, w.URL+"/auth/logout", nil)
		if who := w.who(t, browser); who != "nobody " {
			t.Errorf("signed in as %s", who)
		}
		if !strings.Contains(confirm.Request.URL.RawQuery, "id_token_hint=") {
			t.Error("the provider is not told whose session it is")
		}
		if !strings.HasPrefix(confirm.Request.URL.String(), provider.Issuer) || confirm.StatusCode != http.StatusOK {
			t.Fatalf("%s at %s: %s", confirm.Status, confirm.Request.URL, confirm.body)
		}
		_, rest, _ := strings.Cut(confirm.body, `name="xsrf" value="`)
		xsrf, _, _ := strings.Cut(rest, `"`)
		end := fetch(t, browser, http.MethodPost, provider.Issuer+"/session/end/confirm", url.Values{"xsrf": {xsrf}, "logout": {"yes"}})
		if end.Request.URL.String() != w.URL+"/" {
			t.Errorf("ends at %s: %s", end.Request.URL, end.body)
		}
		if ended := w.accounts.ended[len(w.accounts.ended)-1]; ended != provider.Issuer+" ann "+sid {
			t.Errorf("the provider said goodbye to %q, want the session %s", ended, sid)
		}
	})
}

func programToken(t *testing.T, provider *rig.OpenIDProvider) string {
	t.Helper()
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {"program"}, "client_secret": {"program-secret"}}
	answer := fetch(t, http.DefaultClient, http.MethodPost, provider.Issuer+"/token", form)
	var token struct {
		Access string `json:"access_token"`
	}
	if err := json.Unmarshal([]byte(answer.body), &token); err != nil || token.Access == "" {
		t.Fatalf("%s: %s", answer.Status, answer.body)
	}
	return token.Access
}
