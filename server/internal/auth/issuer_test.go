package auth_test

import (
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"strongroom/server/internal/auth"
	"strongroom/server/internal/devidp"
)

// issuer is a provider of package devidp whose key the test knows, so that it can sign what the provider
// itself never would, and whose answers it can change.
type issuer struct {
	URL    string
	config devidp.Config

	mu      sync.Mutex
	handler http.Handler
	bend    func(path string, answer map[string]any) // changes a JSON answer; nil does not
	down    bool
}

func newIssuer(t *testing.T, service string, people []devidp.Person) *issuer {
	t.Helper()
	i := &issuer{}
	server := httptest.NewUnstartedServer(i)
	i.URL = "http://" + server.Listener.Addr().String()
	i.config = devidp.Config{
		Issuer: i.URL, Title: "Sign in", Audience: audience, People: people,
		Clients: []devidp.Client{
			{
				ID: "web", Secret: "web-secret",
				RedirectURIs: []string{service + auth.CallbackPath}, PostLogoutURIs: []string{service + auth.PostLogoutPath},
			},
			{ID: "program", Secret: "program-secret"},
		},
	}
	i.rotate(t)
	server.Start()
	t.Cleanup(server.Close)
	return i
}

// rotate makes the provider forget everything and go on with a new key.
func (i *issuer) rotate(t *testing.T) {
	t.Helper()
	i.mu.Lock()
	defer i.mu.Unlock()
	i.config.KeyFile = filepath.Join(t.TempDir(), "key.pem")
	handler, err := devidp.New(i.config)
	if err != nil {
		t.Fatal(err)
	}
	i.handler = handler
}

func (i *issuer) set(down bool, bend func(path string, answer map[string]any)) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.down, i.bend = down, bend
}

func (i *issuer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	handler, bend, down := i.handler, i.bend, i.down
	i.mu.Unlock()
	if down {
		http.Error(w, "away", http.StatusBadGateway)
		return
	}
	if bend == nil {
		handler.ServeHTTP(w, r)
		return
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, r)
	body := recorder.Body.Bytes()
	var answer map[string]any
	if json.Unmarshal(body, &answer) == nil {
		bend(r.URL.Path, answer)
		body, _ = json.Marshal(answer)
	}
	for name, values := range recorder.Header() {
		w.Header()[name] = values
	}
	w.Header().Del("Content-Length")
	w.WriteHeader(recorder.Code)
	_, _ = w.Write(body)
}

// key reads the provider's private key and its ID.
func (i *issuer) key(t *testing.T) jose.JSONWebKey {
	t.Helper()
	content, err := os.ReadFile(i.config.KeyFile)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(content)
	private, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	var published jose.JSONWebKeySet
	answer := fetch(t, http.DefaultClient, http.MethodGet, i.URL+"/keys", nil)
	if err := json.Unmarshal([]byte(answer.body), &published); err != nil {
		t.Fatal(err)
	}
	return jose.JSONWebKey{Key: private, KeyID: published.Keys[0].KeyID}
}

// sign makes a JWT with the provider's key. A type of "" is none.
func (i *issuer) sign(t *testing.T, kind string, claims map[string]any) string {
	t.Helper()
	return sign(t, jose.ES256, i.key(t), kind, claims)
}

func sign(t *testing.T, alg jose.SignatureAlgorithm, key any, kind string, claims map[string]any) string {
	t.Helper()
	options := new(jose.SignerOptions)
	if kind != "" {
		options.WithType(jose.ContentType(kind))
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, options)
	if err != nil {
		t.Fatal(err)
	}
	token, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// bendIDToken makes the provider change the claims of its ID tokens before it signs them.
func (i *issuer) bendIDToken(t *testing.T, change func(claims map[string]any)) {
	t.Helper()
	key := i.key(t)
	i.set(false, func(path string, answer map[string]any) {
		raw, ok := answer["id_token"].(string)
		if path != "/token" || !ok {
			return
		}
		claims := read(t, raw)
		change(claims)
		answer["id_token"] = sign(t, jose.ES256, key, "JWT", claims)
	})
}

// read returns the claims of a JWT, unverified.
func read(t *testing.T, raw string) map[string]any {
	t.Helper()
	token, err := jwt.ParseSigned(raw, []jose.SignatureAlgorithm{jose.ES256, jose.RS256})
	if err != nil {
		t.Fatal(err)
	}
	claims := make(map[string]any)
	if err := token.UnsafeClaimsWithoutVerification(&claims); err != nil {
		t.Fatal(err)
	}
	return claims
}

// programToken asks the provider for an access token of the client "program".
func (i *issuer) programToken(t *testing.T) string {
	t.Helper()
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {"program"}, "client_secret": {"program-secret"}}
	answer := fetch(t, http.DefaultClient, http.MethodPost, i.URL+"/token", form)
	var token struct {
		Access string `json:"access_token"`
	}
	if err := json.Unmarshal([]byte(answer.body), &token); err != nil || token.Access == "" {
		t.Fatalf("%s: %s", answer.Status, answer.body)
	}
	return token.Access
}
