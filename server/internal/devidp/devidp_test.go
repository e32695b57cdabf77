package devidp_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"strongroom/server/internal/devidp"
)

func TestSignIn(t *testing.T) {
	issuer := start(t, "")
	found, config := party(t, issuer)

	t.Run("a person who was picked gets tokens", func(t *testing.T) {
		verifier := oauth2.GenerateVerifier()
		answer := choose(t, config, verifier, "clara")
		if answer.Get("state") != "the state" || answer.Get("iss") != issuer {
			t.Errorf("answer is %v", answer)
		}
		token, err := config.Exchange(t.Context(), answer.Get("code"), oauth2.VerifierOption(verifier))
		if err != nil {
			t.Fatal(err)
		}
		raw, _ := token.Extra("id_token").(string)
		id, err := found.Verifier(&oidc.Config{ClientID: "web"}).Verify(t.Context(), raw)
		if err != nil {
			t.Fatal(err)
		}
		var claims struct {
			Name, Email, Sid string
			EmailVerified    bool  `json:"email_verified"`
			AuthTime         int64 `json:"auth_time"`
		}
		if err := id.Claims(&claims); err != nil {
			t.Fatal(err)
		}
		if id.Subject != "clara" || id.Nonce != "the nonce" || claims.Name != "Clara Custodian" ||
			claims.Email != "clara@example.com" || !claims.EmailVerified || claims.Sid == "" {
			t.Errorf("ID token of %q, nonce %q, %+v", id.Subject, id.Nonce, claims)
		}
		if age := time.Since(time.Unix(claims.AuthTime, 0)); age < 0 || age > time.Minute {
			t.Errorf("auth_time is %v ago", age)
		}
		if err := id.VerifyAccessToken(token.AccessToken); err != nil {
			t.Error(err)
		}
		checkAccess(t, found, token.AccessToken, "clara", "web")

		t.Run("and the same is told at the userinfo endpoint", func(t *testing.T) {
			info, err := found.UserInfo(t.Context(), oauth2.StaticTokenSource(token))
			if err != nil {
				t.Fatal(err)
			}
			if info.Subject != "clara" || info.Email != "clara@example.com" || !info.EmailVerified {
				t.Errorf("user info %+v", info)
			}
			for _, wrong := range []string{raw, "x"} {
				if _, err := found.UserInfo(t.Context(), oauth2.StaticTokenSource(&oauth2.Token{AccessToken: wrong})); err == nil {
					t.Error("what is no access token is answered")
				}
			}
		})
	})
	t.Run("a code is good once", func(t *testing.T) {
		verifier := oauth2.GenerateVerifier()
		code := choose(t, config, verifier, "edi").Get("code")
		if _, err := config.Exchange(t.Context(), code, oauth2.VerifierOption(verifier)); err != nil {
			t.Fatal(err)
		}
		wantRefusal(t, exchange(t, config, code, oauth2.VerifierOption(verifier)), "invalid_grant")
	})
	t.Run("a code without its verifier, or with another one, is refused", func(t *testing.T) {
		verifier := oauth2.GenerateVerifier()
		wantRefusal(t, exchange(t, config, choose(t, config, verifier, "edi").Get("code")), "invalid_request")
		code := choose(t, config, verifier, "edi").Get("code")
		wantRefusal(t, exchange(t, config, code, oauth2.VerifierOption(oauth2.GenerateVerifier())), "invalid_grant")
	})
	t.Run("a code of another client is refused", func(t *testing.T) {
		verifier := oauth2.GenerateVerifier()
		code := choose(t, config, verifier, "edi").Get("code")
		other := config
		other.ClientID, other.ClientSecret = "other", "other-secret"
		wantRefusal(t, exchange(t, other, code, oauth2.VerifierOption(verifier)), "invalid_grant")
	})
	t.Run("a wrong secret is refused", func(t *testing.T) {
		verifier := oauth2.GenerateVerifier()
		code := choose(t, config, verifier, "edi").Get("code")
		wrong := config
		wrong.ClientSecret = "guess"
		wantRefusal(t, exchange(t, wrong, code, oauth2.VerifierOption(verifier)), "invalid_client")
	})
	t.Run("cancelling is told to the client", func(t *testing.T) {
		answer := choose(t, config, oauth2.GenerateVerifier(), "")
		if answer.Get("error") != "access_denied" || answer.Get("iss") != issuer || answer.Has("code") {
			t.Errorf("answer is %v", answer)
		}
	})
	t.Run("a refresh token is good once", func(t *testing.T) {
		verifier := oauth2.GenerateVerifier()
		code := choose(t, config, verifier, "edi").Get("code")
		token, err := config.Exchange(t.Context(), code, oauth2.VerifierOption(verifier))
		if err != nil {
			t.Fatal(err)
		}
		first := &oauth2.Token{RefreshToken: token.RefreshToken}
		next, err := config.TokenSource(t.Context(), first).Token()
		if err != nil {
			t.Fatal(err)
		}
		checkAccess(t, found, next.AccessToken, "edi", "web")
		_, err = config.TokenSource(t.Context(), first).Token()
		wantRefusal(t, err, "invalid_grant")

		t.Run("and not after signing out", func(t *testing.T) {
			raw, _ := next.Extra("id_token").(string)
			to := location(t, get(t, issuer+"/end-session?"+url.Values{
				"id_token_hint": {raw}, "post_logout_redirect_uri": {home}, "state": {"bye"},
			}.Encode()))
			if to.String() != home+"?state=bye" {
				t.Errorf("sent to %s", to)
			}
			_, err := config.TokenSource(t.Context(), &oauth2.Token{RefreshToken: next.RefreshToken}).Token()
			wantRefusal(t, err, "invalid_grant")
		})
	})
	t.Run("a program gets an access token by its own credentials", func(t *testing.T) {
		program := clientcredentials.Config{ClientID: "program", ClientSecret: "program-secret", TokenURL: config.Endpoint.TokenURL}
		token, err := program.Token(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		checkAccess(t, found, token.AccessToken, "program", "program")
	})
}

func TestRefusedRequests(t *testing.T) {
	issuer := start(t, "")
	_, config := party(t, issuer)
	challenge := oauth2.S256ChallengeOption(oauth2.GenerateVerifier())
	with := oauth2.SetAuthURLParam

	for name, test := range map[string]struct {
		options []oauth2.AuthCodeOption
		want    string // the error that the client is told, or "" for an answer in place
	}{
		"without PKCE":                {nil, "invalid_request"},
		"with plain PKCE":             {[]oauth2.AuthCodeOption{challenge, with("code_challenge_method", "plain")}, "invalid_request"},
		"for an answer in a fragment": {[]oauth2.AuthCodeOption{challenge, with("response_mode", "form_post")}, "invalid_request"},
		"without openid":              {[]oauth2.AuthCodeOption{challenge, with("scope", "email")}, "invalid_request"},
		"without asking the person":   {[]oauth2.AuthCodeOption{challenge, with("prompt", "none")}, "login_required"},
		"for the implicit flow":       {[]oauth2.AuthCodeOption{challenge, with("response_type", "id_token")}, ""},
		"of an unknown client":        {[]oauth2.AuthCodeOption{challenge, with("client_id", "nobody")}, ""},
		"of a program":                {[]oauth2.AuthCodeOption{challenge, with("client_id", "program")}, ""},
		"to an unregistered address":  {[]oauth2.AuthCodeOption{challenge, with("redirect_uri", "http://127.0.0.1:2/")}, ""},
		"by a request object":         {[]oauth2.AuthCodeOption{challenge, with("request", "e30.e30.")}, ""},
	} {
		t.Run("an authorization "+name+" is refused", func(t *testing.T) {
			response := get(t, config.AuthCodeURL("s", test.options...))
			if test.want == "" {
				if response.status != http.StatusBadRequest {
					t.Errorf("status %d, want 400", response.status)
				}
				return
			}
			if to := location(t, response); to.Query().Get("error") != test.want || !strings.HasPrefix(to.String(), callback) {
				t.Errorf("sent to %s, want error %s", to, test.want)
			}
		})
	}
	for name, grant := range map[string]string{
		"device":         "urn:ietf:params:oauth:grant-type:device_code",
		"token exchange": "urn:ietf:params:oauth:grant-type:token-exchange",
		"JWT bearer":     "urn:ietf:params:oauth:grant-type:jwt-bearer",
		"password":       "password",
	} {
		t.Run("the grant "+name+" is off", func(t *testing.T) {
			response := send(t, http.MethodPost, config.Endpoint.TokenURL, url.Values{
				"grant_type": {grant}, "client_id": {"web"}, "client_secret": {"web-secret"}, "assertion": {"x"},
			})
			if response.status/100 != 4 {
				t.Errorf("status %d", response.status)
			}
		})
	}
	t.Run("a client that signs people in has no credentials grant, and a program no code grant", func(t *testing.T) {
		web := clientcredentials.Config{ClientID: "web", ClientSecret: "web-secret", TokenURL: config.Endpoint.TokenURL}
		_, err := web.Token(t.Context())
		wantRefusal(t, err, "unauthorized_client")
		program := config
		program.ClientID, program.ClientSecret = "program", "program-secret"
		wantRefusal(t, exchange(t, program, "x"), "unauthorized_client")
	})
	t.Run("signing out leads to registered addresses only", func(t *testing.T) {
		for _, query := range []url.Values{
			{"client_id": {"web"}, "post_logout_redirect_uri": {"https://evil.example/"}},
			{"client_id": {"other"}, "post_logout_redirect_uri": {home}},
			{"post_logout_redirect_uri": {home}},
			{"client_id": {"web"}, "id_token_hint": {"forged"}, "post_logout_redirect_uri": {home}},
		} {
			if response := get(t, issuer+"/end-session?"+query.Encode()); response.status != http.StatusBadRequest {
				t.Errorf("%v: status %d, want 400", query, response.status)
			}
		}
		to := location(t, get(t, issuer+"/end-session?client_id=web&post_logout_redirect_uri="+url.QueryEscape(home)))
		if to.String() != home {
			t.Errorf("sent to %s", to)
		}
		if page := get(t, location(t, get(t, issuer+"/end-session")).String()); page.status != http.StatusOK {
			t.Errorf("signed-out page: %d", page.status)
		}
	})
}

func TestSignInPage(t *testing.T) {
	issuer := start(t, "")
	_, config := party(t, issuer)
	page := location(t, get(t, config.AuthCodeURL("s", oauth2.S256ChallengeOption(oauth2.GenerateVerifier()))))

	t.Run("it lists everybody and may load nothing but its style", func(t *testing.T) {
		response := get(t, page.String())
		staff, _ := devidp.SamplePeople()
		for _, person := range staff {
			if !strings.Contains(response.body, person.Name) || !strings.Contains(response.body, person.Line) {
				t.Errorf("%s is missing", person.Name)
			}
		}
		policy := response.header.Get("Content-Security-Policy")
		want := "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://127.0.0.1:1"
		if policy != want {
			t.Errorf("policy is %s", policy)
		}
		if style := get(t, issuer+"/style.css"); !strings.HasPrefix(style.header.Get("Content-Type"), "text/css") {
			t.Errorf("style is %s", style.header.Get("Content-Type"))
		}
	})
	t.Run("somebody who is not listed cannot be picked", func(t *testing.T) {
		form := url.Values{"request": page.Query()["request"], "subject": {"mallory"}}
		if response := send(t, http.MethodPost, page.String(), form); response.status != http.StatusBadRequest {
			t.Errorf("status %d, want 400", response.status)
		}
	})
	t.Run("another site cannot pick", func(t *testing.T) {
		form := url.Values{"request": page.Query()["request"], "subject": {"ada"}}
		response := send(t, http.MethodPost, page.String(), form, "Origin", "https://evil.example")
		if response.status != http.StatusForbidden {
			t.Errorf("status %d, want 403", response.status)
		}
	})
	t.Run("a request that is unknown is over", func(t *testing.T) {
		if response := get(t, issuer+"/sign-in?request=unknown"); response.status != http.StatusNotFound {
			t.Errorf("status %d, want 404", response.status)
		}
	})
}

func TestLoopbackOnly(t *testing.T) {
	for _, issuer := range []string{
		"", "https://127.0.0.1:1", "http://vault.example", "http://10.0.0.1:1", "http://0.0.0.0:1", "http://localhost.evil.example",
		"http://127.0.0.1:1/", "http://a:b@127.0.0.1:1", "http://127.0.0.1:1?x=y",
	} {
		if _, err := devidp.New(devidp.Config{Issuer: issuer, Audience: audience}); err == nil {
			t.Errorf("the issuer %q is accepted", issuer)
		}
	}
	for _, issuer := range []string{"http://localhost:1", "http://127.0.0.1:1/staff", "http://[::1]:1"} {
		if _, err := devidp.New(devidp.Config{Issuer: issuer, Audience: audience}); err != nil {
			t.Error(err)
		}
	}

	handler := provider(t, "http://127.0.0.1:1", "")
	for name, test := range map[string]struct {
		from, host string
		want       int
	}{
		"this machine is answered":                    {"127.0.0.1:4000", "127.0.0.1:1", http.StatusOK},
		"this machine by IPv6 is answered":            {"[::1]:4000", "127.0.0.1:1", http.StatusOK},
		"another machine is refused":                  {"192.0.2.1:4000", "127.0.0.1:1", http.StatusForbidden},
		"another name for this machine is refused":    {"127.0.0.1:4000", "evil.example:1", http.StatusForbidden},
		"another port of this machine is not for us":  {"127.0.0.1:4000", "127.0.0.1:2", http.StatusForbidden},
		"a machine that hides where it is is refused": {"@", "127.0.0.1:1", http.StatusForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodGet, "/.well-known/openid-configuration", nil)
			request.RemoteAddr, request.Host = test.from, test.host
			response := httptest.NewRecorder()
			handler.ServeHTTP(response, request)
			if response.Code != test.want {
				t.Errorf("status %d, want %d", response.Code, test.want)
			}
		})
	}
}

func TestDiscovery(t *testing.T) {
	issuer := start(t, "")
	response := get(t, issuer+"/.well-known/openid-configuration")
	if response.header.Get("Access-Control-Allow-Origin") != "" {
		t.Error("other origins may read it")
	}
	var metadata map[string]any
	if err := json.Unmarshal([]byte(response.body), &metadata); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"issuer":                 issuer,
		"authorization_endpoint": issuer + "/authorize",
		"token_endpoint":         issuer + "/token",
		"end_session_endpoint":   issuer + "/end-session",
		"jwks_uri":               issuer + "/keys",
		"authorization_response_iss_parameter_supported": "true",
	} {
		got, err := json.Marshal(metadata[name])
		if err != nil || strings.Trim(string(got), `"`) != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

func TestKeyFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "provider.key")
	keyID := func(keyFile string) string {
		response := get(t, start(t, keyFile)+"/keys")
		var set jose.JSONWebKeySet
		if err := json.Unmarshal([]byte(response.body), &set); err != nil {
			t.Fatal(err)
		}
		if len(set.Keys) != 1 || !set.Keys[0].IsPublic() {
			t.Fatalf("published keys: %+v", set.Keys)
		}
		return set.Keys[0].KeyID
	}
	if first, second := keyID(file), keyID(file); first != second {
		t.Error("the key is another one after a restart")
	}
	if first, second := keyID(""), keyID(""); first == second {
		t.Error("the key of a process is not its own")
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
	if err := os.WriteFile(file, []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := devidp.New(devidp.Config{Issuer: "http://127.0.0.1:1", Audience: audience, KeyFile: file}); err == nil {
		t.Error("a broken key file is accepted")
	}
}
