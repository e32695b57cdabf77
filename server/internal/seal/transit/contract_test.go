//go:build vault

package transit_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"strongroom/server/internal/seal"
	"strongroom/server/internal/seal/sealtest"
	"strongroom/server/rig"
)

func TestContract(t *testing.T) {
	server := rig.Transit(t)
	sealtest.Run(t, func(*testing.T) sealtest.Provider {
		return sealtest.Provider{
			Open:   func(t *testing.T) seal.Root { return open(t, server.URL, server.Token) },
			Rotate: server.Rotate,
			Away:   server.Seal,
			Back:   server.Unseal,
		}
	})
}

func TestServerThatIgnoresTheBindingIsNotUsed(t *testing.T) {
	server := rig.Transit(t)
	target, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(target)
	older := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // as before 1.12
		var question map[string]string
		if err := json.NewDecoder(r.Body).Decode(&question); err != nil {
			t.Error(err)
		}
		delete(question, "associated_data")
		text, _ := json.Marshal(question)
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader(string(text))), int64(len(text))
		proxy.ServeHTTP(w, r)
	}))
	defer older.Close()
	_, _, err = open(t, older.URL, server.Token).Wrap(t.Context(), seal.NewKey(), []byte("customer"))
	if !errors.Is(err, seal.ErrRootUnavailable) || !strings.Contains(err.Error(), "associated data") {
		t.Fatal(err)
	}
}

func TestTokenMayOnlyUseTheKey(t *testing.T) {
	server := rig.Transit(t)
	for what, test := range map[string]struct{ address, token, says string }{
		"another token": {server.URL, "hvs.somebody-else", "answers 403"},
		"another place": {server.URL + "/elsewhere", server.Token, "answers 404"},
	} {
		_, err := seal.CheckRoot(t.Context(), open(t, test.address, test.token))
		if !errors.Is(err, seal.ErrRootUnavailable) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
