package devidp_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"golang.org/x/oauth2"

	"strongroom/server/internal/devidp"
)

const (
	audience = "https://vault.example"
	callback = "http://127.0.0.1:1/auth/callback"
	home     = "http://127.0.0.1:1/"
)

// start serves a provider with the sample staff below a path.
func start(t *testing.T, keyFile string) (issuer string) {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	issuer = "http://" + server.Listener.Addr().String() + "/staff"
	server.Config.Handler = provider(t, issuer, keyFile)
	server.Start()
	t.Cleanup(server.Close)
	return issuer
}

func provider(t *testing.T, issuer, keyFile string) http.Handler {
	t.Helper()
	staff, _ := devidp.SamplePeople()
	handler, err := devidp.New(devidp.Config{
		Issuer: issuer, Title: "Staff", Audience: audience, People: staff, KeyFile: keyFile,
		Clients: []devidp.Client{
			{ID: "web", Secret: "web-secret", RedirectURIs: []string{callback}, PostLogoutURIs: []string{home}},
			{ID: "other", Secret: "other-secret", RedirectURIs: []string{callback}},
			{ID: "program", Secret: "program-secret"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

// browser stays where it is sent to, so that a test sees each redirect.
var browser = &http.Client{
	Timeout:       10 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func party(t *testing.T, issuer string) (*oidc.Provider, oauth2.Config) {
	t.Helper()
	found, err := oidc.NewProvider(t.Context(), issuer)
	if err != nil {
		t.Fatal(err)
	}
	return found, oauth2.Config{
		ClientID: "web", ClientSecret: "web-secret", Endpoint: found.Endpoint(), RedirectURL: callback,
		Scopes: []string{"openid", "profile", "email", "offline_access"},
	}
}

// answer is a response whose body was read.
type answer struct {
	status int
	header http.Header
	body   string
}

func get(t *testing.T, address string) answer {
	t.Helper()
	return send(t, http.MethodGet, address, nil)
}

// send sends a request with header names and values; a form makes its body.
func send(t *testing.T, method, address string, form url.Values, header ...string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := browser.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(body)}
}

func location(t *testing.T, a answer) *url.URL {
	t.Helper()
	to, err := url.Parse(a.header.Get("Location"))
	if err != nil || to.Host == "" {
		t.Fatalf("status %d leads to %q, %v: %s", a.status, to, err, a.body)
	}
	return to
}

// choose begins a sign-in and picks somebody, or nobody; it returns where the client would be called back.
func choose(t *testing.T, config oauth2.Config, verifier, subject string) url.Values {
	t.Helper()
	begin := config.AuthCodeURL("the state", oauth2.S256ChallengeOption(verifier), oidc.Nonce("the nonce"))
	page := location(t, get(t, begin))
	form := url.Values{"request": page.Query()["request"], "subject": {subject}}
	to := location(t, send(t, http.MethodPost, page.String(), form))
	if !strings.HasPrefix(to.String(), callback+"?") {
		t.Fatalf("sent to %s", to)
	}
	return to.Query()
}

// checkAccess checks an access token against RFC 9068.
func checkAccess(t *testing.T, found *oidc.Provider, raw, subject, client string) {
	t.Helper()
	access, err := found.Verifier(&oidc.Config{ClientID: audience}).Verify(context.Background(), raw)
	if err != nil {
		t.Fatalf("access token: %v", err)
	}
	token, err := jwt.ParseSigned(raw, []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		t.Fatal(err)
	}
	var claims struct {
		Client string `json:"client_id"`
		ID     string `json:"jti"`
	}
	if err := access.Claims(&claims); err != nil {
		t.Fatal(err)
	}
	if token.Headers[0].ExtraHeaders["typ"] != "at+jwt" || access.Subject != subject || claims.Client != client ||
		claims.ID == "" || len(access.Audience) != 1 || access.IssuedAt.IsZero() {
		t.Errorf("access token %+v, %+v, %+v", token.Headers[0].ExtraHeaders, access, claims)
	}
}

func exchange(t *testing.T, config oauth2.Config, code string, options ...oauth2.AuthCodeOption) error {
	t.Helper()
	_, err := config.Exchange(t.Context(), code, options...)
	return err
}

func wantRefusal(t *testing.T, err error, code string) {
	t.Helper()
	var answer *oauth2.RetrieveError
	if !errors.As(err, &answer) || answer.ErrorCode != code {
		t.Errorf("%v, want %s", err, code)
	}
}
