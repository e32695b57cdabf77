package auth_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"strongroom/server/internal/auth"
	"strongroom/server/vault"
)

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout"

// goodbye are the claims of a logout token that holds.
func (w *world) goodbye() map[string]any {
	return map[string]any{
		"iss": w.staff.URL, "sub": "clara", "sid": "s1", "aud": "web", "jti": rand.Text(),
		"iat": time.Now().Unix(), "exp": time.Now().Add(2 * time.Minute).Unix(),
		"events": map[string]any{logoutEvent: map[string]any{}},
	}
}

func (w *world) sendLogout(t *testing.T, token string) *answer {
	t.Helper()
	// A provider is another site.
	return fetch(t, w.client, http.MethodPost, w.URL+auth.BackchannelLogoutPath, url.Values{"logout_token": {token}},
		"Sec-Fetch-Site", "cross-site", "Origin", w.staff.URL)
}

func (w *world) wantNoLogout(t *testing.T, token string) {
	t.Helper()
	_, before := w.accounts.count()
	got := w.sendLogout(t, token)
	if got.StatusCode != http.StatusBadRequest || got.Header.Get("Cache-Control") != "no-store" || strings.Contains(got.body, "oidc") {
		t.Errorf("%s: %s", got.Status, got.body)
	}
	if _, after := w.accounts.count(); after != before {
		t.Error("sessions were ended")
	}
}

func TestBackchannelLogout(t *testing.T) {
	w := newWorld(t)

	for name, test := range map[string]struct {
		kind   string
		change func(map[string]any)
		want   string
	}{
		"of its own type":        {"logout+jwt", func(map[string]any) {}, " clara s1"},
		"of the type of any JWT": {"JWT", func(map[string]any) {}, " clara s1"},
		"without a type":         {"", func(map[string]any) {}, " clara s1"},
		"for a session alone":    {"logout+jwt", func(c map[string]any) { delete(c, "sub") }, "  s1"},
		"for a subject alone":    {"logout+jwt", func(c map[string]any) { delete(c, "sid") }, " clara "},
		"by a clock that is off": {"logout+jwt", func(c map[string]any) { c["iat"] = time.Now().Add(20 * time.Second).Unix() }, " clara s1"},
		"for several clients":    {"logout+jwt", func(c map[string]any) { c["aud"] = []string{"other", "web"} }, " clara s1"},
	} {
		t.Run("a logout token "+name+" ends sessions", func(t *testing.T) {
			claims := w.goodbye()
			test.change(claims)
			got := w.sendLogout(t, w.staff.sign(t, test.kind, claims))
			if got.StatusCode != http.StatusOK || got.Header.Get("Cache-Control") != "no-store" {
				t.Fatalf("%s: %s\n%s", got.Status, got.body, w.log)
			}
			if ended := w.accounts.ended[len(w.accounts.ended)-1]; ended != w.staff.URL+test.want {
				t.Errorf("ended %q", ended)
			}
		})
	}
	for name, change := range map[string]func(map[string]any){
		"of an unknown issuer":      func(c map[string]any) { c["iss"] = "https://evil.example" },
		"of the other issuer":       func(c map[string]any) { c["iss"] = w.partner.URL },
		"for another client":        func(c map[string]any) { c["aud"] = "other" },
		"for the API":               func(c map[string]any) { c["aud"] = audience },
		"with a nonce":              func(c map[string]any) { c["nonce"] = "n" },
		"with an empty nonce":       func(c map[string]any) { c["nonce"] = "" },
		"without an event":          func(c map[string]any) { delete(c, "events") },
		"of another event":          func(c map[string]any) { c["events"] = map[string]any{"https://example.com/event": map[string]any{}} },
		"about nobody":              func(c map[string]any) { delete(c, "sub"); delete(c, "sid") },
		"without an ID":             func(c map[string]any) { delete(c, "jti") },
		"that is over":              func(c map[string]any) { c["exp"] = time.Now().Add(-time.Minute).Unix() },
		"without the time of issue": func(c map[string]any) { delete(c, "iat") },
		"from the future":           func(c map[string]any) { c["iat"] = time.Now().Add(time.Minute).Unix() },
	} {
		t.Run("a logout token "+name+" is refused", func(t *testing.T) {
			claims := w.goodbye()
			change(claims)
			w.wantNoLogout(t, w.staff.sign(t, "logout+jwt", claims))
		})
	}
	t.Run("a forged logout token is refused", func(t *testing.T) {
		private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		w.wantNoLogout(t, sign(t, jose.ES256, jose.JSONWebKey{Key: private, KeyID: w.staff.key(t).KeyID}, "logout+jwt", w.goodbye()))
		w.wantNoLogout(t, unsigned(w.staff.sign(t, "logout+jwt", w.goodbye())))
		w.wantNoLogout(t, "nonsense")
		w.wantNoLogout(t, "")
	})
	t.Run("an access token and an ID token are no logout tokens", func(t *testing.T) {
		w.wantNoLogout(t, w.staff.sign(t, "at+jwt", w.goodbye()))
		w.wantNoLogout(t, w.staff.programToken(t))
	})
	t.Run("a logout token is good once", func(t *testing.T) {
		token := w.staff.sign(t, "logout+jwt", w.goodbye())
		if got := w.sendLogout(t, token); got.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s", got.Status, got.body)
		}
		w.wantNoLogout(t, token)
		w.forward(2*time.Minute + 20*time.Second) // within the skew
		w.wantNoLogout(t, token)
		w.forward(time.Minute)
		w.wantNoLogout(t, token)
		w.forward(-3*time.Minute - 20*time.Second)
	})
	t.Run("a logout that failed may be sent again", func(t *testing.T) {
		token := w.staff.sign(t, "logout+jwt", w.goodbye())
		w.accounts.fail(vault.Unavailable)
		w.wantNoLogout(t, token)
		w.accounts.fail("")
		if got := w.sendLogout(t, token); got.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", got.Status, got.body)
		}
	})
	t.Run("a body that is too large is refused", func(t *testing.T) {
		_, before := w.accounts.count()
		form := url.Values{"logout_token": {w.staff.sign(t, "logout+jwt", w.goodbye())}, "more": {strings.Repeat("x", 100<<10)}}
		got := fetch(t, w.client, http.MethodPost, w.URL+auth.BackchannelLogoutPath, form)
		if _, after := w.accounts.count(); got.StatusCode != http.StatusBadRequest || after != before {
			t.Errorf("%s: %s", got.Status, got.body)
		}
	})
	t.Run("GET is not allowed", func(t *testing.T) {
		if got := fetch(t, w.client, http.MethodGet, w.URL+auth.BackchannelLogoutPath, nil); got.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s, want 405", got.Status)
		}
	})
}
