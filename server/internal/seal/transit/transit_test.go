package transit_test

import (
	"context"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"strongroom/server/internal/seal"
	"strongroom/server/internal/seal/sealtest"
	"strongroom/server/internal/seal/transit"
)

// open opens the engine at a URL, with a token.
func open(t *testing.T, address, token string, change ...func(*transit.Config)) seal.Root {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	c := transit.Config{URL: u, Mount: "transit", Key: "strongroom", TokenFile: filepath.Join(t.TempDir(), "token")}
	if err := os.WriteFile(c.TokenFile, []byte(token+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, change := range change {
		change(&c)
	}
	root, err := transit.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

const someToken = "hvs.a-token-that-must-not-show"

// A server that is none, or broken, as Wrap and Unwrap meet it: in time, by its
// right name, and without telling anybody what was asked.
func TestBrokenServer(t *testing.T) {
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	for what, test := range map[string]struct {
		handler http.HandlerFunc
		wrap    error
		unwrap  error
		says    string
	}{
		"stops to answer": {func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			<-r.Context().Done()
		}, seal.ErrRootUnavailable, seal.ErrRootUnavailable, "deadline"},
		"breaks off":        {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, seal.ErrRootUnavailable, seal.ErrRootUnavailable, "EOF"},
		"is sealed":         {answer(503, `{"errors":["Vault is sealed"]}`), seal.ErrRootUnavailable, seal.ErrRootUnavailable, "sealed"},
		"refuses a token":   {answer(403, `{"errors":["permission denied"]}`), seal.ErrRootUnavailable, seal.ErrRootUnavailable, "token"},
		"has no engine":     {answer(404, `{"errors":[]}`), seal.ErrRootUnavailable, seal.ErrRootUnavailable, "mounted"},
		"finds a mistake":   {answer(400, `{"errors":["invalid"]}`), seal.ErrRootUnavailable, seal.ErrKeyRefused, "400"},
		"is something else": {answer(200, "<html>welcome"), seal.ErrRootUnavailable, seal.ErrRootUnavailable, "JSON"},
		"gives nothing":     {answer(200, `{"data":{}}`), seal.ErrRootUnavailable, seal.ErrKeyRefused, ""},
		"sends elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/elsewhere" {
				t.Error("the token went elsewhere")
			}
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}, seal.ErrRootUnavailable, seal.ErrRootUnavailable, "standby"},
		"repeats what was asked": {func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusInternalServerError)
			_, _ = io.WriteString(w, r.Header.Get("X-Vault-Token"))
			_, _ = io.Copy(w, r.Body)
		}, seal.ErrRootUnavailable, seal.ErrRootUnavailable, "500"},
		"repeats it as an answer": {func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(w, r.Body) },
			seal.ErrRootUnavailable, seal.ErrKeyRefused, ""},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(test.handler)
			t.Cleanup(server.Close)
			root, key := open(t, server.URL, someToken), seal.NewKey()
			for act, asked := range map[string]struct {
				do   func() error
				want error
			}{
				"wrap": {func() error { _, _, err := root.Wrap(t.Context(), key, nil); return err }, test.wrap},
				"unwrap": {func() error {
					_, err := root.Unwrap(t.Context(), "vault:strongroom:v1", []byte("x"), nil)
					return err
				}, test.unwrap},
			} {
				t.Run(act, func(t *testing.T) {
					t.Parallel()
					began := time.Now()
					err := asked.do()
					if took := time.Since(began); !errors.Is(err, asked.want) || took > sealtest.Patience {
						t.Fatalf("%v after %v, want %v", err, took, asked.want)
					}
					shown := base64.StdEncoding.EncodeToString(key.Bytes())
					if !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), shown[:12]) || strings.Contains(err.Error(), someToken) {
						t.Fatalf("it says %q", err)
					}
				})
			}
		})
	}
}

func TestNoServer(t *testing.T) {
	root := open(t, "http://127.0.0.1:1", someToken)
	if _, err := seal.CheckRoot(t.Context(), root); !errors.Is(err, seal.ErrRootUnavailable) || !strings.Contains(err.Error(), "refused") {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := seal.CheckRoot(ctx, root); !errors.Is(err, context.Canceled) || errors.Is(err, seal.ErrRootUnavailable) {
		t.Fatal(err)
	}
}

func TestTokenIsReadForEveryRequest(t *testing.T) {
	var shown []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		shown = append(shown, r.Header.Get("X-Vault-Token")+" in "+r.Header.Get("X-Vault-Namespace"))
		w.WriteHeader(http.StatusForbidden)
	}))
	defer server.Close()
	file := filepath.Join(t.TempDir(), "token")
	root := open(t, server.URL, "", func(c *transit.Config) { c.TokenFile, c.Namespace = file, "firm" })
	for _, token := range []string{"", "first", "", "two words", "second"} {
		if err := os.WriteFile(file, []byte(token+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := seal.CheckRoot(t.Context(), root); !errors.Is(err, seal.ErrRootUnavailable) || strings.Contains(err.Error(), "words") {
			t.Fatalf("with token %q: %v", token, err)
		}
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if _, err := seal.CheckRoot(t.Context(), root); !errors.Is(err, seal.ErrRootUnavailable) {
		t.Fatal(err)
	}
	if got := strings.Join(shown, ", "); got != "first in firm, second in firm" {
		t.Fatalf("shown: %s", got)
	}
}

func TestServerIsVerified(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	authority := filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(authority, text, 0o600); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{"": "certificate", authority: "answers 403"} {
		root := open(t, server.URL, someToken, func(c *transit.Config) { c.CAFile = file })
		if _, err := seal.CheckRoot(t.Context(), root); !errors.Is(err, seal.ErrRootUnavailable) || !strings.Contains(err.Error(), want) {
			t.Errorf("with authorities %q: %v", file, err)
		}
	}
	for _, file := range []string{"missing.pem", os.Args[0]} {
		if _, err := transit.New(transit.Config{CAFile: file}); err == nil {
			t.Errorf("took %s for authorities", file)
		}
	}
}
