package graph_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"strongroom/graph"
	"strongroom/server/vault/vaulttest"
)

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func TestOperations(t *testing.T) {
	const known, other = `query Known { __typename }`, `{ viewer { canReadAudit } }`
	documents := map[string]string{digest(known): known}
	w := vaulttest.New(t, dialect.SQLite)
	hash := map[string]any{"persistedQuery": map[string]any{"version": 1, "sha256Hash": digest(known)}}
	unknown := map[string]any{"persistedQuery": map[string]any{"version": 1, "sha256Hash": digest(other)}}
	for _, tc := range []struct {
		name    string
		which   graph.Operations
		request map[string]any
		code    string
	}{
		{"any text", graph.Any, map[string]any{"query": other}, ""},
		{"any by ID", graph.Any, map[string]any{"documentId": digest(known)}, ""},
		{"any by extension", graph.Any, map[string]any{"extensions": hash}, ""},
		{"any by unknown ID", graph.Any, map[string]any{"documentId": digest(other)}, "NOT_FOUND"},
		{"persisted by ID", graph.Persisted, map[string]any{"documentId": "sha256:" + digest(known)}, ""},
		{"persisted by extension", graph.Persisted, map[string]any{"extensions": hash}, ""},
		{"persisted by extension, with the text", graph.Persisted, map[string]any{"extensions": hash, "query": known}, ""},
		{"text alone", graph.Persisted, map[string]any{"query": known}, "FORBIDDEN"},
		{"another text under a known ID", graph.Persisted, map[string]any{"documentId": digest(known), "query": other}, ""},
		{"text that a client would register", graph.Persisted, map[string]any{"extensions": unknown, "query": other}, "NOT_FOUND"},
		{"nothing", graph.Persisted, map[string]any{}, "FORBIDDEN"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := over(t, w, func(c *graph.Config) { c.Operations, c.Documents = tc.which, documents })
			body, err := json.Marshal(tc.request)
			if err != nil {
				t.Fatal(err)
			}
			request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(string(body)))
			request.Header.Set("Content-Type", "application/json")
			got := a.do(request)
			if got.code() != tc.code {
				t.Errorf("got %s", got.body)
			}
			if tc.which == graph.Persisted && tc.code == "" && string(got.Data) != `{"__typename":"Query"}` {
				t.Errorf("another document ran: %s", got.body)
			}
		})
	}
	for name, wrong := range map[string]map[string]string{
		"wrong digest":       {digest(other): known},
		"not of this schema": {digest("{ nothing }"): "{ nothing }"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := graph.New(graph.Config{
				Vault: w.Vault, Log: w.Config.Log, RequestID: func(context.Context) string { return "" }, Operations: graph.Any, Documents: wrong,
			})
			if err == nil {
				t.Error("want it refused")
			}
		})
	}
}
