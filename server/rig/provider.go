package rig

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// ProviderConfig says whom an OpenID provider knows.
type ProviderConfig struct {
	Port     int             `json:"port"` // 0 picks a free one
	Clients  []OpenIDClient  `json:"clients"`
	Accounts []OpenIDAccount `json:"accounts"`

	// Audience is the API, an absolute URI, for which a request with resource=Audience and every
	// client_credentials request gets a JWT access token (RFC 8707, RFC 9068).
	Audience string `json:"audience,omitempty"`

	// NoAuthTime leaves auth_time out of ID tokens, whatever is asked.
	NoAuthTime bool `json:"noAuthTime,omitempty"`

	// TTL overrides lifetimes, in seconds, by oidc-provider's names: "AccessToken", "IdToken", "Session", ….
	TTL map[string]int `json:"ttl,omitempty"`
}

// OpenIDClient is a client's metadata as in OpenID Connect Dynamic Client Registration. A client without
// GrantTypes may use the code flow only; one that uses client_credentials only needs
// ResponseTypes and RedirectURIs that are empty but not nil.
type OpenIDClient struct {
	ID                   string   `json:"client_id"`
	Secret               string   `json:"client_secret,omitempty"`
	AuthMethod           string   `json:"token_endpoint_auth_method,omitempty"`
	GrantTypes           []string `json:"grant_types,omitempty"`
	ResponseTypes        []string `json:"response_types,omitzero"`
	RedirectURIs         []string `json:"redirect_uris,omitzero"`
	PostLogoutURIs       []string `json:"post_logout_redirect_uris,omitempty"`
	BackchannelLogoutURI string   `json:"backchannel_logout_uri,omitempty"`
	BackchannelLogoutSID bool     `json:"backchannel_logout_session_required,omitempty"`
}

// OpenIDAccount is somebody who can sign in, and the claims that are issued about them.
type OpenIDAccount struct {
	Subject       string   `json:"sub"`
	Name          string   `json:"name,omitempty"`
	Email         string   `json:"email,omitempty"`
	EmailVerified bool     `json:"email_verified"`
	Groups        []string `json:"groups,omitempty"`
}

// OpenIDProvider is a running provider.
type OpenIDProvider struct {
	Issuer string // http://127.0.0.1:<port>
}

// Provider starts a certified OpenID provider (npm oidc-provider) of the test's own, on loopback. It knows
// the scopes openid, email, profile, groups and offline_access, insists on PKCE and never asks for consent.
// It ends with the test.
func Provider(t testing.TB, config ProviderConfig) *OpenIDProvider {
	t.Helper()
	argument, err := json.Marshal(config)
	if err != nil {
		t.Fatalf("rig: %v", err)
	}
	command := exec.Command("node", "provider.mjs", string(argument)) //nolint:gosec // the test's own configuration
	command.Dir = nodeDir(t)
	issuer, _ := child(t, "OpenID provider", command)
	return &OpenIDProvider{Issuer: issuer}
}

// SignIn opens start, a page of the program under test that leads to the provider, and signs in as
// subject. It returns the answer to the last redirect, whose body the caller closes. Client needs a cookie
// jar and must follow redirects; a second call with the same client is signed in already.
func (p *OpenIDProvider) SignIn(t testing.TB, client *http.Client, start, subject string) *http.Response {
	t.Helper()
	response, err := client.Get(start)
	if err != nil {
		t.Fatalf("rig: sign in: %v", err)
	}
	page := response.Request.URL
	if !strings.HasPrefix(page.String(), p.Issuer+"/interaction/") {
		return response
	}
	response.Body.Close()
	response, err = client.PostForm(page.String(), url.Values{"login": {subject}})
	if err != nil {
		t.Fatalf("rig: sign in: %v", err)
	}
	return response
}

// SignOut opens start, a page of the program under test that leads to the provider's end of session, and
// confirms there. It returns the answer to the last redirect, whose body the caller closes.
func (p *OpenIDProvider) SignOut(t testing.TB, client *http.Client, start string) *http.Response {
	t.Helper()
	response, err := client.Get(start)
	if err != nil {
		t.Fatalf("rig: sign out: %v", err)
	}
	page, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil {
		t.Fatalf("rig: sign out: %v", err)
	}
	secret := logoutSecret.FindSubmatch(page)
	if secret == nil {
		t.Fatalf("rig: sign out: %s at %s shows no logout form", response.Status, response.Request.URL)
	}
	response, err = client.PostForm(p.Issuer+"/session/end/confirm", url.Values{"xsrf": {string(secret[1])}, "logout": {"yes"}})
	if err != nil {
		t.Fatalf("rig: sign out: %v", err)
	}
	return response
}

var logoutSecret = regexp.MustCompile(`name="xsrf" value="([0-9a-f]+)"`)

// RotateKeys makes the provider sign with a new key. The key before it stays published, older ones do
// not, so that rotating twice withdraws a key.
func (p *OpenIDProvider) RotateKeys(t testing.TB) {
	t.Helper()
	p.control(t, http.MethodPost, "rotate", nil)
}

// PutAccount adds an account, or replaces the claims of the one with its subject.
func (p *OpenIDProvider) PutAccount(t testing.TB, account OpenIDAccount) {
	t.Helper()
	p.control(t, http.MethodPut, "accounts/"+url.PathEscape(account.Subject), account)
}

// RemoveAccount makes the provider forget somebody: refreshing and user info fail from then on.
func (p *OpenIDProvider) RemoveAccount(t testing.TB, subject string) {
	t.Helper()
	p.control(t, http.MethodDelete, "accounts/"+url.PathEscape(subject), nil)
}

// Logout sends every client that has a BackchannelLogoutURI a logout token for subject, without a session
// id, and fails the test when one is not accepted.
func (p *OpenIDProvider) Logout(t testing.TB, subject string) {
	t.Helper()
	p.control(t, http.MethodPost, "logout/"+url.PathEscape(subject), nil)
}

func (p *OpenIDProvider) control(t testing.TB, method, path string, body any) {
	t.Helper()
	content, err := json.Marshal(body)
	if err != nil {
		t.Fatalf("rig: %v", err)
	}
	request, err := http.NewRequestWithContext(t.Context(), method, p.Issuer+"/__test/"+path, bytes.NewReader(content))
	if err != nil {
		t.Fatalf("rig: %v", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatalf("rig: %v", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusNoContent {
		var cause bytes.Buffer
		_, err := cause.ReadFrom(response.Body)
		t.Fatalf("rig: %s %s: %s: %s, %v", method, path, response.Status, &cause, err)
	}
}

// FreePort returns a TCP port on loopback that was free a moment ago, for a configuration that must name
// its port before it listens. Listening on port 0 is better wherever it is possible.
func FreePort(t testing.TB) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("rig: %v", err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().(*net.TCPAddr).Port
}
