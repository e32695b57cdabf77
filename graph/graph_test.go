package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"strongroom/graph"
	"strongroom/server/vault/vaulttest"
)

// api is the API over a world of its own, with its log.
type api struct {
	*vaulttest.World
	http.Handler
	log *bytes.Buffer
}

// serve makes the API over a fresh SQLite world; change alters the configuration.
func serve(t testing.TB, change ...func(*graph.Config)) *api {
	t.Helper()
	return over(t, vaulttest.New(t, dialect.SQLite), change...)
}

func over(t testing.TB, w *vaulttest.World, change ...func(*graph.Config)) *api {
	t.Helper()
	log := &bytes.Buffer{}
	cfg := graph.Config{
		Vault: w.Vault, Log: slog.New(slog.NewTextHandler(log, nil)), Operations: graph.Any,
		RequestID: func(context.Context) string { return "request-1" },
	}
	for _, c := range change {
		c(&cfg)
	}
	handler, err := graph.New(cfg)
	if err != nil {
		t.Fatalf("new: %v", err)
	}
	return &api{World: w, Handler: handler, log: log}
}

// within is the same API for another test, as a fuzz target is.
func (a *api) within(t testing.TB) *api {
	world := *a.World
	world.TB = t
	return &api{World: &world, Handler: a.Handler, log: a.log}
}

// answer is an answer with the parts that tests look at.
type answer struct {
	status int
	header http.Header
	body   string
	Data   json.RawMessage
	Errors []struct {
		Message    string
		Path       []any
		Extensions struct{ Code, Field, Reason, RequestID string }
	}
}

// code is the code of the first error, or "" when there is none.
func (a answer) code() string {
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].Extensions.Code
}

// field is the input field that the first error names.
func (a answer) field() string {
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].Extensions.Field
}

// reason is why the first error says that somebody is no longer signed in.
func (a answer) reason() string {
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].Extensions.Reason
}

// at reads a value of the data by its path, such as "customers.edges.0.node.name".
func (a answer) at(t testing.TB, path string) any {
	t.Helper()
	var value any
	if err := json.Unmarshal(a.Data, &value); err != nil {
		t.Fatalf("no data at %s: %s", path, a.body)
	}
	for step := range strings.SplitSeq(path, ".") {
		switch inside := value.(type) {
		case map[string]any:
			value = inside[step]
		case []any:
			i := strings.Index("0123456789", step)
			if i < 0 || i >= len(inside) {
				t.Fatalf("no %s of %s: %s", step, path, a.body)
			}
			value = inside[i]
		default:
			t.Fatalf("no %s of %s: %s", step, path, a.body)
		}
	}
	return value
}

// nobody is a context in which nobody acts.
type nobody struct{}

func (nobody) Ctx() context.Context { return context.Background() }

// ask sends an operation as somebody and returns the answer.
func (a *api) ask(who interface{ Ctx() context.Context }, query string, variables map[string]any) answer {
	a.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		a.Fatalf("encode: %v", err)
	}
	request := httptest.NewRequestWithContext(who.Ctx(), http.MethodPost, "/graphql", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/graphql-response+json")
	return a.do(request)
}

func (a *api) do(request *http.Request) answer {
	a.Helper()
	recorder := httptest.NewRecorder()
	a.ServeHTTP(recorder, request)
	got := answer{status: recorder.Code, header: recorder.Header(), body: recorder.Body.String()}
	if err := json.Unmarshal(recorder.Body.Bytes(), &got); err != nil {
		a.Fatalf("%d: no JSON: %v: %s", got.status, err, got.body)
	}
	return got
}

// fixed is somebody with a context of their own.
type fixed struct{ ctx context.Context }

func (f fixed) Ctx() context.Context { return f.ctx }
