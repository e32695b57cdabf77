package graph_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"strings"
	"testing"
)

// TestAudits runs the server audits of npm graphql-http; whatever is not ok,
// warnings and notices included, fails.
func TestAudits(t *testing.T) {
	server := httptest.NewServer(serve(t))
	defer server.Close()
	command := exec.CommandContext(t.Context(), "node", "graphql-http-audit.mjs", server.URL+"/graphql")
	command.Dir = "../.tools/node"
	output, err := command.CombinedOutput()
	if err != nil || !strings.Contains(string(output), "61 of 61 audits ok") {
		t.Errorf("audits: %v; without node_modules, run: make setup\n%s", err, output)
	}
}

func TestTransport(t *testing.T) {
	a := serve(t)
	const modern, plain = "application/graphql-response+json", "application/json"
	big := `{"query":"{ __typename }","pad":"` + strings.Repeat("x", 1<<20) + `"}`
	for _, c := range []struct {
		name, method, target, accept, contentType, body string
		status                                          int
		media, code, allow                              string
	}{
		{name: "GET of a query", target: "query={__typename}", accept: modern, status: 200, media: modern},
		{name: "GET of a mutation", target: "query=mutation{__typename}", accept: modern, status: 405, media: modern, code: "BAD_USER_INPUT", allow: "POST"},
		{name: "GET with variables that are no JSON", target: "query={__typename}&variables={", accept: modern, status: 400, media: modern, code: "BAD_USER_INPUT"},
		{name: "GET without a query", accept: modern, status: 400, media: modern, code: "BAD_USER_INPUT"},
		{name: "PUT", method: "PUT", status: 405, media: plain, code: "BAD_USER_INPUT", allow: "GET, POST"},
		{name: "nothing acceptable", target: "query={__typename}", accept: "text/html", status: 406, media: plain, code: "BAD_USER_INPUT"},
		{name: "JSON weighed higher", target: "query={__typename}", accept: modern + ";q=0.5, " + plain, status: 200, media: plain},
		{name: "JSON refused", target: "query={__typename}", accept: plain + ";q=0, */*", status: 406, media: plain, code: "BAD_USER_INPUT"},
		{name: "both, the modern type preferred", target: "query={__typename}", accept: plain + ", " + modern, status: 200, media: modern},
		{name: "form", method: "POST", contentType: "application/x-www-form-urlencoded", body: "query={__typename}", status: 415, media: plain, code: "BAD_USER_INPUT"},
		{name: "plain text, as another site could send it", method: "POST", contentType: "text/plain", body: `{"query":"{__typename}"}`, status: 415, media: plain, code: "BAD_USER_INPUT"},
		{name: "another charset", method: "POST", contentType: plain + "; charset=utf-16", body: `{"query":"{__typename}"}`, status: 415, media: plain, code: "BAD_USER_INPUT"},
		{name: "too large", method: "POST", contentType: plain, body: big, status: 413, media: plain, code: "LIMITED"},
		{name: "batch", method: "POST", contentType: plain, body: `[{"query":"{__typename}"}]`, status: 400, media: plain, code: "BAD_USER_INPUT"},
		{name: "two objects", method: "POST", contentType: plain, body: `{"query":"{__typename}"}{}`, status: 400, media: plain, code: "BAD_USER_INPUT"},
		{name: "not UTF-8", method: "POST", contentType: plain, body: "{\"query\":\"{__typename #\xff\\n}\"}", status: 400, media: plain, code: "BAD_USER_INPUT"},
		{name: "nobody, modern", method: "POST", contentType: plain, accept: modern, body: `{"query":"{customers{edges{node{id}}}}"}`, status: 401, media: modern, code: "UNAUTHENTICATED"},
		{name: "nobody, plain", method: "POST", contentType: plain, body: `{"query":"{customers{edges{node{id}}}}"}`, status: 200, media: plain, code: "UNAUTHENTICATED"},
		{name: "unknown operation", method: "POST", contentType: plain, accept: modern, body: `{"query":"query A{__typename}","operationName":"B"}`, status: 400, media: modern, code: "GRAPHQL_VALIDATION_FAILED"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.method == "" {
				c.method = http.MethodGet
			}
			values, err := url.ParseQuery(c.target)
			if err != nil {
				t.Fatal(err)
			}
			request := httptest.NewRequestWithContext(t.Context(), c.method, "/graphql?"+values.Encode(), strings.NewReader(c.body))
			if c.contentType != "" {
				request.Header.Set("Content-Type", c.contentType)
			}
			if c.accept != "" {
				request.Header.Set("Accept", c.accept)
			}
			got := a.do(request)
			if got.status != c.status || got.code() != c.code || got.header.Get("Allow") != c.allow ||
				got.header.Get("Content-Type") != c.media+"; charset=utf-8" {
				t.Errorf("got %d %v %s", got.status, got.header, got.body)
			}
			if got.status != http.StatusOK && got.Data != nil {
				t.Errorf("data where nothing ran: %s", got.body)
			}
			if (got.status == http.StatusUnauthorized) != (got.header.Get("WWW-Authenticate") == "Bearer") {
				t.Errorf("WWW-Authenticate: %q with %d", got.header.Get("WWW-Authenticate"), got.status)
			}
		})
	}
}
