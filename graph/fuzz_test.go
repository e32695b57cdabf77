package graph_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// FuzzRequest sends any body under any Accept as nobody: the answer is JSON
// under a status of the specification, and nothing breaks.
func FuzzRequest(f *testing.F) {
	for _, body := range []string{
		`{"query":"{ __typename }"}`, `{"query":"{"}`, `{"query":0}`, `[]`, ``, `{"query":"query ($a: ID!) { node(id: $a) { id } }","variables":{"a":1e99}}`,
		`{"query":"{ ...a } fragment a on Query { ...a }"}`, `{"query":"{ __type(name: \"x\") { name } }","extensions":{"persistedQuery":null}}`,
	} {
		f.Add(body, "application/graphql-response+json;q=0.5, */*")
	}
	a := serve(f)
	f.Fuzz(func(t *testing.T, body, accept string) {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Accept", accept)
		got := a.within(t).do(request)
		if got.status != http.StatusOK && (got.status < 400 || got.status >= 500) || got.code() == "INTERNAL" {
			t.Errorf("got %d %s: %s", got.status, got.body, a.log)
		}
	})
}

// FuzzCursor passes anything as a cursor: it is one of the list, or refused.
func FuzzCursor(f *testing.F) {
	c := stage(f)
	const query = `query ($c: Cursor, $by: DocumentOrderField!) { documents(after: $c, orderBy: { field: $by }) { pageInfo { endCursor } } }`
	sam := fixed{c.people["sam"].Ctx()}
	for _, by := range []string{"TITLE", "CREATED_AT"} {
		f.Add(c.ask(c.people["cora"], query, map[string]any{"by": by}).at(f, "documents.pageInfo.endCursor").(string))
	}
	f.Add("bnVsbA")
	f.Add("WyJUSVRMRSIsIiIsImRvY18iXQ")
	f.Fuzz(func(t *testing.T, cursor string) {
		for _, by := range []string{"TITLE", "CREATED_AT"} {
			got := c.within(t).ask(sam, query, map[string]any{"c": cursor, "by": by})
			if code := got.code(); code != "" && code != "BAD_USER_INPUT" {
				t.Errorf("got %s: %s", got.body, c.log)
			}
		}
	})
}
