package rig_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"strongroom/server/rig"
)

const audience = "https://vault.example"

// party is a relying party: a code flow and a back-channel logout endpoint, and no more.
type party struct {
	config   oauth2.Config
	verifier *oidc.IDTokenVerifier
	pkce     string
	end      string // the provider's end_session_endpoint

	tokens  chan *oauth2.Token
	logouts chan string
}

func (p *party) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/login":
		http.Redirect(w, r, p.config.AuthCodeURL("state", oauth2.S256ChallengeOption(p.pkce),
			oauth2.SetAuthURLParam("resource", audience), oauth2.SetAuthURLParam("prompt", r.FormValue("prompt"))), http.StatusFound)
	case "/callback":
		if refused := r.FormValue("error"); refused != "" {
			http.Error(w, refused, http.StatusForbidden)
			return
		}
		token, err := p.config.Exchange(r.Context(), r.FormValue("code"), oauth2.VerifierOption(p.pkce),
			oauth2.SetAuthURLParam("resource", audience))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		p.tokens <- token
	case "/end":
		http.Redirect(w, r, p.end+"?client_id=web", http.StatusFound)
	case "/logout":
		p.logouts <- r.FormValue("logout_token")
	}
}

// world is a provider that knows Ann, and a relying party of it.
func world(t *testing.T) (*rig.OpenIDProvider, *party, string) {
	t.Helper()
	relying := &party{pkce: oauth2.GenerateVerifier(), tokens: make(chan *oauth2.Token, 1), logouts: make(chan string, 1)}
	server := httptest.NewServer(relying)
	t.Cleanup(server.Close)
	provider := rig.Provider(t, rig.ProviderConfig{
		Audience: audience,
		Clients: []rig.OpenIDClient{{
			ID: "web", Secret: "web-secret",
			GrantTypes:           []string{"authorization_code", "refresh_token"},
			RedirectURIs:         []string{server.URL + "/callback"},
			BackchannelLogoutURI: server.URL + "/logout",
		}, {
			ID: "program", Secret: "program-secret",
			GrantTypes: []string{"client_credentials"}, ResponseTypes: []string{}, RedirectURIs: []string{},
		}},
		Accounts: []rig.OpenIDAccount{{Subject: "ann", Name: "Ann", Email: "ann@example.com", EmailVerified: true}},
	})
	found, err := oidc.NewProvider(t.Context(), provider.Issuer)
	if err != nil {
		t.Fatal(err)
	}
	var discovered struct {
		End string `json:"end_session_endpoint"`
	}
	if err := found.Claims(&discovered); err != nil {
		t.Fatal(err)
	}
	relying.end = discovered.End
	relying.verifier = found.VerifierContext(context.Background(), &oidc.Config{ClientID: "web"})
	relying.config = oauth2.Config{
		ClientID: "web", ClientSecret: "web-secret", Endpoint: found.Endpoint(),
		RedirectURL: server.URL + "/callback", Scopes: []string{"openid", "email", "profile", "offline_access"},
	}
	return provider, relying, server.URL
}

func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, Timeout: 10 * time.Second}
}

func (p *party) signedIn(t *testing.T, provider *rig.OpenIDProvider, login string) *oauth2.Token {
	t.Helper()
	response := provider.SignIn(t, browser(t), login, "ann")
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Fatalf("sign in: %s at %s", response.Status, response.Request.URL)
	}
	return <-p.tokens
}

func (p *party) verify(t *testing.T, token *oauth2.Token) error {
	t.Helper()
	raw, _ := token.Extra("id_token").(string)
	id, err := p.verifier.Verify(t.Context(), raw)
	if err != nil {
		return err
	}
	var claims rig.OpenIDAccount
	if err := id.Claims(&claims); err != nil {
		return err
	}
	if claims.Subject != "ann" || claims.Email != "ann@example.com" || !claims.EmailVerified {
		return fmt.Errorf("claims are %+v", claims)
	}
	return nil
}

func verifyAccess(t *testing.T, provider *rig.OpenIDProvider, token *oauth2.Token) string {
	t.Helper()
	found, err := oidc.NewProvider(t.Context(), provider.Issuer)
	if err != nil {
		t.Fatal(err)
	}
	access, err := found.Verifier(&oidc.Config{ClientID: audience}).Verify(t.Context(), token.AccessToken)
	if err != nil {
		t.Fatalf("access token: %v", err)
	}
	return access.Subject
}

func TestProvider(t *testing.T) {
	provider, relying, home := world(t)

	t.Run("a sign-in gives an ID token, an access token for the API and a refresh token", func(t *testing.T) {
		token := relying.signedIn(t, provider, home+"/login")
		if err := relying.verify(t, token); err != nil {
			t.Error(err)
		}
		if subject := verifyAccess(t, provider, token); subject != "ann" {
			t.Errorf("access token of %q", subject)
		}
		token.Expiry = time.Unix(1, 0)
		if _, err := relying.config.TokenSource(t.Context(), token).Token(); err != nil {
			t.Errorf("refresh: %v", err)
		}
	})
	t.Run("consent is given unasked", func(t *testing.T) {
		if err := relying.verify(t, relying.signedIn(t, provider, home+"/login?prompt=consent")); err != nil {
			t.Error(err)
		}
	})
	t.Run("a program gets an access token by its own credentials", func(t *testing.T) {
		program := clientcredentials.Config{
			ClientID: "program", ClientSecret: "program-secret", TokenURL: relying.config.Endpoint.TokenURL,
		}
		token, err := program.Token(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if subject := verifyAccess(t, provider, token); subject != "program" {
			t.Errorf("access token of %q", subject)
		}
	})
	t.Run("an unknown account is refused", func(t *testing.T) {
		response := provider.SignIn(t, browser(t), home+"/login", "nobody")
		defer response.Body.Close()
		if response.StatusCode != http.StatusForbidden {
			t.Errorf("status %s, want 403", response.Status)
		}
	})
	t.Run("tokens signed after a rotation verify", func(t *testing.T) {
		provider.RotateKeys(t)
		if err := relying.verify(t, relying.signedIn(t, provider, home+"/login")); err != nil {
			t.Error(err)
		}
	})
	t.Run("a back-channel logout reaches the client", func(t *testing.T) {
		provider.Logout(t, "ann")
		if token, err := relying.verifier.Verify(t.Context(), <-relying.logouts); err != nil || token.Subject != "ann" {
			t.Errorf("logout token %+v, %v", token, err)
		}
	})
	t.Run("signing out reaches the client by back channel", func(t *testing.T) {
		client := browser(t)
		provider.SignIn(t, client, home+"/login", "ann").Body.Close()
		<-relying.tokens
		response := provider.SignOut(t, client, home+"/end")
		defer response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Errorf("sign out: %s", response.Status)
		}
		if token, err := relying.verifier.Verify(t.Context(), <-relying.logouts); err != nil || token.Subject != "ann" {
			t.Errorf("logout token %+v, %v", token, err)
		}
	})
	t.Run("a removed account cannot refresh", func(t *testing.T) {
		token := relying.signedIn(t, provider, home+"/login")
		provider.RemoveAccount(t, "ann")
		token.Expiry = time.Unix(1, 0)
		if _, err := relying.config.TokenSource(t.Context(), token).Token(); err == nil {
			t.Error("the refresh token still works")
		}
	})
}
