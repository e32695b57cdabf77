package auth_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"strongroom/ent/viewer"
	"strongroom/server/vault"
)

// unsigned turns a JWT into one with the algorithm "none".
func unsigned(raw string) string {
	header := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"at+jwt"}`))
	return header + "." + strings.Split(raw, ".")[1] + "."
}

// access are the claims of an access token of Edi's that holds.
func (w *world) access() map[string]any {
	return map[string]any{
		"iss": w.staff.URL, "sub": "edi", "aud": audience, "client_id": "web", "jti": "1",
		"iat": time.Now().Unix(), "exp": time.Now().Add(time.Hour).Unix(),
	}
}

func (w *world) wantUnauthorized(t *testing.T, token string) {
	t.Helper()
	met, _ := w.accounts.count()
	got := w.withToken(t, token)
	if got.StatusCode != http.StatusUnauthorized || got.Header.Get("WWW-Authenticate") != `Bearer realm="strongroom", error="invalid_token"` {
		t.Errorf("%s, %s: %s", got.Status, got.Header.Get("WWW-Authenticate"), got.body)
	}
	if now, _ := w.accounts.count(); now != met {
		t.Error("the vault was asked all the same")
	}
}

func TestBearer(t *testing.T) {
	w := newWorld(t)

	t.Run("a program acts by its own token", func(t *testing.T) {
		if got := w.withToken(t, w.staff.programToken(t)); got.body != "program SERVICE" {
			t.Errorf("%s: %s\n%s", got.Status, got.body, w.log)
		}
		who := w.accounts.last(t)
		if age := time.Since(who.AuthenticatedAt); who.Issuer != w.staff.URL || who.Kind != viewer.Service || age < -time.Second || age > time.Minute {
			t.Errorf("identity %+v", who)
		}
	})
	t.Run("a person acts by a token that a program holds for them", func(t *testing.T) {
		claims := w.access()
		claims["email"], claims["email_verified"], claims["sid"] = "edi@example.com", false, "s"
		if got := w.withToken(t, w.staff.sign(t, "application/at+JWT", claims)); got.body != "edi STAFF" {
			t.Errorf("%s: %s\n%s", got.Status, got.body, w.log)
		}
		if who := w.accounts.last(t); who.Email != "" || who.ProviderSession != "" {
			t.Errorf("identity %+v", who)
		}
	})
	t.Run("a token's scope comes with it", func(t *testing.T) {
		claims := w.access()
		claims["scope"] = "openid documents:read"
		if got := w.withToken(t, w.staff.sign(t, "at+jwt", claims)); got.body != "edi STAFF" {
			t.Errorf("%s: %s\n%s", got.Status, got.body, w.log)
		}
		if who := w.accounts.last(t); who.Scope != "openid documents:read" {
			t.Errorf("identity %+v", who)
		}
		claims["scope"] = []string{"documents:read"} // a list is none (RFC 9068, section 2.2.3)
		w.wantUnauthorized(t, w.staff.sign(t, "at+jwt", claims))
	})
	t.Run("a token is told apart from others, with whose it is and until when", func(t *testing.T) {
		claims := w.access()
		one := w.staff.sign(t, "at+jwt", claims)
		claims["jti"] = "2"
		delete(claims, "client_id")
		claims["azp"] = "desk"
		other := w.staff.sign(t, "at+jwt", claims)
		for token, client := range map[string]string{one: "web", other: "desk"} {
			w.withToken(t, token)
			want := vault.Bearer{Hash: sha256.Sum256([]byte(token)), Client: client, ExpiresAt: time.Unix(claims["exp"].(int64), 0)}
			if got := w.accounts.last(t).Bearer; got.Hash != want.Hash || got.Client != want.Client || !got.ExpiresAt.Equal(want.ExpiresAt) {
				t.Errorf("token %+v, want %+v", got, want)
			}
		}
	})
	t.Run("a token counts, and not the cookie beside it", func(t *testing.T) {
		browser := w.browser(t)
		w.signIn(t, browser, "provider=partner", "pia")
		got := fetch(t, browser, http.MethodPost, w.URL+"/who", nil,
			"Authorization", "bearer "+w.staff.programToken(t), "Sec-Fetch-Site", "cross-site")
		if got.body != "program SERVICE" {
			t.Errorf("%s: %s", got.Status, got.body)
		}
		got = fetch(t, browser, http.MethodPost, w.URL+"/who", nil, "Authorization", "Bearer", "Sec-Fetch-Site", "cross-site")
		if got.StatusCode != http.StatusUnauthorized {
			t.Errorf("an empty token: %s: %s", got.Status, got.body)
		}
	})
	t.Run("a token in the address is not looked at", func(t *testing.T) {
		got := fetch(t, w.client, http.MethodGet, w.URL+"/who?access_token="+w.staff.programToken(t), nil)
		if got.body != "nobody " {
			t.Errorf("%s: %s", got.Status, got.body)
		}
	})

	for name, raw := range map[string]string{"nonsense": "nonsense", "nothing": "", "three dots": "a.b.c", "braces": "{}.{}.{}"} {
		t.Run("a token of "+name+" is refused", func(t *testing.T) { w.wantUnauthorized(t, raw) })
	}
	for name, change := range map[string]func(map[string]any){
		"of an unknown issuer":        func(c map[string]any) { c["iss"] = "https://evil.example" },
		"of the other issuer":         func(c map[string]any) { c["iss"] = w.partner.URL },
		"without an issuer":           func(c map[string]any) { delete(c, "iss") },
		"for another API":             func(c map[string]any) { c["aud"] = "https://other.example" },
		"for the client":              func(c map[string]any) { c["aud"] = "web" },
		"for nobody":                  func(c map[string]any) { delete(c, "aud") },
		"that is over":                func(c map[string]any) { c["exp"] = time.Now().Add(-time.Minute).Unix() },
		"that never ends":             func(c map[string]any) { delete(c, "exp") },
		"that is not yet in force":    func(c map[string]any) { c["nbf"] = time.Now().Add(time.Minute).Unix() },
		"from the future":             func(c map[string]any) { c["iat"] = time.Now().Add(time.Minute).Unix() },
		"without the time of issue":   func(c map[string]any) { delete(c, "iat") },
		"about nobody":                func(c map[string]any) { delete(c, "sub") },
		"with claims of a wrong type": func(c map[string]any) { c["sub"] = 1 },
	} {
		t.Run("a token "+name+" is refused", func(t *testing.T) {
			claims := w.access()
			change(claims)
			w.wantUnauthorized(t, w.staff.sign(t, "at+jwt", claims))
		})
	}
	for _, kind := range []string{"", "JWT", "id+jwt", "logout+jwt"} {
		t.Run("a token of the type "+kind+" is refused", func(t *testing.T) {
			w.wantUnauthorized(t, w.staff.sign(t, kind, w.access()))
		})
	}
	t.Run("an ID token is refused, even one for the API", func(t *testing.T) {
		var raw string
		w.staff.set(false, func(_ string, answer map[string]any) { raw, _ = answer["id_token"].(string) })
		w.signIn(t, w.browser(t), "provider=staff", "edi")
		w.staff.set(false, nil)
		w.wantUnauthorized(t, raw)
		claims := read(t, raw)
		claims["aud"] = []string{"web", audience}
		w.wantUnauthorized(t, w.staff.sign(t, "JWT", claims))
	})
	t.Run("a token that nobody signed is refused", func(t *testing.T) {
		w.wantUnauthorized(t, unsigned(w.staff.programToken(t)))
	})
	t.Run("a token signed with what everybody knows is refused", func(t *testing.T) {
		key := w.staff.key(t)
		public, err := json.Marshal(key.Public())
		if err != nil {
			t.Fatal(err)
		}
		w.wantUnauthorized(t, sign(t, jose.HS256, public, "at+jwt", w.access()))
	})
	t.Run("a token signed by somebody else is refused", func(t *testing.T) {
		private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{w.staff.key(t).KeyID, "unknown", ""} {
			w.wantUnauthorized(t, sign(t, jose.ES256, jose.JSONWebKey{Key: private, KeyID: id}, "at+jwt", w.access()))
		}
		another, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			t.Fatal(err)
		}
		w.wantUnauthorized(t, sign(t, jose.RS256, jose.JSONWebKey{Key: another, KeyID: w.staff.key(t).KeyID}, "at+jwt", w.access()))
	})
	t.Run("a token whose claims were changed is refused", func(t *testing.T) {
		parts := strings.Split(w.staff.sign(t, "at+jwt", w.access()), ".")
		body, err := base64.RawURLEncoding.DecodeString(parts[1])
		if err != nil {
			t.Fatal(err)
		}
		parts[1] = base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(body), `"edi"`, `"ada"`, 1)))
		w.wantUnauthorized(t, strings.Join(parts, "."))
	})
	t.Run("a clock that is off by less than the skew does no harm", func(t *testing.T) {
		claims := w.access()
		claims["exp"] = time.Now().Add(-20 * time.Second).Unix()
		claims["nbf"] = time.Now().Add(20 * time.Second).Unix()
		claims["iat"] = claims["nbf"]
		if got := w.withToken(t, w.staff.sign(t, "at+jwt", claims)); got.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", got.Status, got.body)
		}
	})
	t.Run("a refreshed token is no newer than its authentication", func(t *testing.T) {
		claims := w.access()
		then := time.Now().Add(-10 * time.Minute).Truncate(time.Second)
		claims["auth_time"] = then.Unix()
		w.withToken(t, w.staff.sign(t, "at+jwt", claims))
		if got := w.accounts.last(t).AuthenticatedAt; !got.Equal(then) {
			t.Errorf("authenticated at %s, want %s", got, then)
		}
	})
	t.Run("a token ends with its time", func(t *testing.T) {
		token := w.staff.programToken(t)
		w.forward(time.Hour + time.Minute)
		defer w.forward(-time.Hour - time.Minute)
		w.wantUnauthorized(t, token)
	})
	t.Run("a new key is found, and the old one is no longer good", func(t *testing.T) {
		old := w.staff.programToken(t)
		w.staff.rotate(t)
		if got := w.withToken(t, w.staff.programToken(t)); got.body != "program SERVICE" {
			t.Errorf("%s: %s", got.Status, got.body)
		}
		w.wantUnauthorized(t, old)
	})
	t.Run("a token of a provider that is away is neither taken nor refused", func(t *testing.T) {
		w.staff.rotate(t) // so that its key is not known
		token := w.staff.programToken(t)
		w.staff.set(true, nil)
		got := w.withToken(t, token)
		w.staff.set(false, nil)
		if got.StatusCode != http.StatusServiceUnavailable || got.Header.Get("Retry-After") == "" {
			t.Errorf("%s", got.Status)
		}
		if got := w.withToken(t, token); got.StatusCode != http.StatusOK {
			t.Errorf("afterwards: %s", got.Status)
		}
	})
	for code, want := range map[vault.Code]int{
		vault.Unauthenticated: http.StatusUnauthorized,
		vault.Unavailable:     http.StatusServiceUnavailable,
		vault.Internal:        http.StatusServiceUnavailable,
	} {
		t.Run("an account to which the vault says "+string(code)+" stays outside", func(t *testing.T) {
			token := w.staff.programToken(t)
			w.accounts.fail(code)
			defer w.accounts.fail("")
			if got := w.withToken(t, token); got.StatusCode != want {
				t.Errorf("%s, want %d", got.Status, want)
			}
		})
	}
	t.Run("nothing secret is logged", func(t *testing.T) {
		for _, secret := range []string{"eyJ", "secret-", "web-secret", "code=", "edi@example.com"} {
			if strings.Contains(w.log.String(), secret) {
				t.Errorf("the log has %q in it:\n%s", secret, w.log)
			}
		}
	})
}

func TestSession(t *testing.T) {
	w := newWorld(t)
	t.Run("nobody stays nobody", func(t *testing.T) {
		for _, header := range [][]string{nil, {"Authorization", "Basic eDp5"}} {
			if got := fetch(t, w.client, http.MethodGet, w.URL+"/who", nil, header...); got.body != "nobody " {
				t.Errorf("%s: %s", got.Status, got.body)
			}
		}
	})
	t.Run("a dead cookie is taken back", func(t *testing.T) {
		got := fetch(t, w.client, http.MethodGet, w.URL+"/who", nil, "Cookie", "__Host-session=dead")
		if c := got.Cookies(); got.body != "nobody " || len(c) != 1 || c[0].Name != "__Host-session" || c[0].MaxAge >= 0 || !c[0].Secure {
			t.Errorf("%s: %s, cookies %v", got.Status, got.body, got.Cookies())
		}
		if got.Header.Get("Lost") == "" {
			t.Error("the API cannot tell why")
		}
	})
	t.Run("a session of which nothing is known is not taken for a dead one", func(t *testing.T) {
		w.accounts.fail(vault.Unavailable)
		defer w.accounts.fail("")
		got := fetch(t, w.client, http.MethodGet, w.URL+"/who", nil, "Cookie", "__Host-session=x")
		if got.StatusCode != http.StatusServiceUnavailable || len(got.Cookies()) != 0 {
			t.Errorf("%s, cookies %v", got.Status, got.Cookies())
		}
	})
	t.Run("another site cannot make a browser change anything", func(t *testing.T) {
		browser := w.browser(t)
		w.signIn(t, browser, "provider=staff", "clara")
		for name, test := range map[string]struct {
			method string
			header []string
			want   int
		}{
			"POST from another site":      {http.MethodPost, []string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
			"POST from a neighbour":       {http.MethodPost, []string{"Sec-Fetch-Site", "same-site"}, http.StatusForbidden},
			"POST by an old browser":      {http.MethodPost, []string{"Origin", "https://evil.example"}, http.StatusForbidden},
			"DELETE from another site":    {http.MethodDelete, []string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
			"POST with other credentials": {http.MethodPost, []string{"Sec-Fetch-Site", "cross-site", "Authorization", "Basic eDp5"}, http.StatusForbidden},
			"POST from our page":          {http.MethodPost, []string{"Sec-Fetch-Site", "same-origin"}, http.StatusOK},
			"POST from our page, old":     {http.MethodPost, []string{"Origin", w.URL}, http.StatusOK},
			"POST by no browser":          {http.MethodPost, nil, http.StatusOK},
			"GET by a link elsewhere":     {http.MethodGet, []string{"Sec-Fetch-Site", "cross-site"}, http.StatusOK},
		} {
			if got := fetch(t, browser, test.method, w.URL+"/who", nil, test.header...); got.StatusCode != test.want {
				t.Errorf("%s: %s, want %d", name, got.Status, test.want)
			}
		}
	})
}
