package awskms_test

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
	"strongroom/server/internal/seal/awskms"
	"strongroom/server/internal/seal/sealtest"
	"strongroom/server/rig"
)

// open opens a key of the KMS at a URL.
func open(t *testing.T, at *url.URL, key string) *awskms.Root {
	t.Helper()
	root, err := awskms.New(t.Context(), awskms.Config{Key: key, Endpoint: at})
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// The server has the engine and the answers of KMS, but verifies no signature and has no policies: that these are
// right shows against AWS only.
func TestContract(t *testing.T) {
	server := rig.KMS(t)
	sealtest.Run(t, func(*testing.T) sealtest.Provider {
		return sealtest.Provider{
			Open:   func(t *testing.T) seal.Root { return open(t, server.URL, server.Alias) },
			Rotate: server.Rotate,
			Away:   server.Stop,
			Back:   server.Start,
		}
	})
}

// A key that is named itself is the only one, also when an alias of it turns to another.
func TestOneKey(t *testing.T) {
	server := rig.KMS(t)
	alias, key := open(t, server.URL, server.Alias), seal.NewKey()
	id, wrapped, err := alias.Wrap(t.Context(), key, nil)
	if err != nil {
		t.Fatal(err)
	}
	one := open(t, server.URL, id)
	if got, err := one.Unwrap(t.Context(), id, wrapped, nil); err != nil || !got.Equal(key) {
		t.Fatalf("does not open: %v", err)
	}
	server.Rotate(t)
	turned, _, err := alias.Wrap(t.Context(), key, nil)
	if err != nil || turned == id || one.Knows(turned) || !alias.Knows(turned) {
		t.Fatalf("turned from %s to %s, %v", id, turned, err)
	}
	if still, err := seal.CheckRoot(t.Context(), one); still != id || err != nil {
		t.Fatalf("wraps under %s, %v", still, err)
	}
}

func TestServerThatIgnoresTheBindingIsNotUsed(t *testing.T) {
	server := rig.KMS(t)
	proxy := httputil.NewSingleHostReverseProxy(server.URL)
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var question map[string]any
		if err := json.NewDecoder(r.Body).Decode(&question); err != nil {
			t.Error(err)
		}
		delete(question, "EncryptionContext")
		text, _ := json.Marshal(question)
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader(string(text))), int64(len(text))
		proxy.ServeHTTP(w, r)
	}))
	defer other.Close()
	_, _, err := open(t, parse(t, other.URL), server.Alias).Wrap(t.Context(), seal.NewKey(), []byte("customer"))
	if !errors.Is(err, seal.ErrRootUnavailable) || !strings.Contains(err.Error(), "encryption context") {
		t.Fatal(err)
	}
}

func TestNoSuchKey(t *testing.T) {
	server := rig.KMS(t)
	for _, key := range []string{server.Alias + "-2", strings.TrimSuffix(server.Alias, "alias/strongroom") + "key/00000000-0000-0000-0000-000000000000"} {
		_, err := seal.CheckRoot(t.Context(), open(t, server.URL, key))
		if !errors.Is(err, seal.ErrRootUnavailable) || !strings.Contains(err.Error(), "no such key") {
			t.Errorf("%s: %v", key, err)
		}
	}
}
