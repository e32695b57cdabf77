package graph_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"strongroom/graph"
	"strongroom/server/vault/vaulttest"
)

// another is a second replica of the cast's vault, with connections, a guard
// and an API of its own.
func (c *cast) another(change ...func(*graph.Config)) *cast {
	c.Helper()
	world := *c.World
	world.Config.Replica = "another"
	if world.Database.Dialect() == dialect.Postgres { // a file has one process
		world.Database = vaulttest.OpenAt(c, dialect.Postgres, vaulttest.Address(c, c.Database))
	}
	world.Config.Database, world.Config.Guard = world.Database, world.Guard(world.Database)
	world.Replica()
	second := *c
	second.api = over(c, &world, change...)
	return &second
}

// site serves the API over HTTP/1.1 or HTTP/2, to whom the header As names: one
// of the cast by a token, or the owner of a session by its secret.
func (c *cast) site(protocol string) *httptest.Server {
	site := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, err := r.Context(), error(nil)
		if person, ok := c.people[r.Header.Get("As")]; ok {
			ctx, err = c.Admit(ctx, person.Identity())
		} else if secret := r.Header.Get("As"); secret != "" {
			ctx, err = c.Resume(ctx, secret)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		c.ServeHTTP(w, r.WithContext(ctx))
	}))
	site.EnableHTTP2 = protocol == "HTTP/2.0"
	site.StartTLS()
	c.Cleanup(site.Close)
	c.Cleanup(site.CloseClientConnections)
	return site
}

// told is one event of a stream; when is when it arrived.
type told struct {
	event, id string
	answer
	when time.Time
}

// follow subscribes and hands on what it is told, until the stream ends.
func follow(t testing.TB, site *httptest.Server, as, query string, headers ...string) <-chan told {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, site.URL, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header = http.Header{"Content-Type": {"application/json"}, "Accept": {"text/event-stream"}, "As": {as}}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := site.Client().Do(request) //nolint:bodyclose // the reader closes it
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK || response.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("got %s, %s", response.Status, response.Header.Get("Content-Type"))
	}
	all := make(chan told, 100)
	go func() {
		defer close(all)
		defer response.Body.Close()
		read(response, all)
	}()
	return all
}

func read(response *http.Response, all chan<- told) {
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	var next told
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case lines.Text() == "" && next.event != "":
			next.when = time.Now()
			all <- next
			next = told{}
		case name == "event":
			next.event = value
		case name == "id":
			next.id = value
		case name == "data":
			next.body = value
			_ = json.Unmarshal([]byte(value), &next.answer) // what it lacks, the test misses
		}
	}
}

// expect waits for the next event of a stream.
func expect(t testing.TB, stream <-chan told) told {
	t.Helper()
	select {
	case next, ok := <-stream:
		if !ok {
			t.Fatal("the stream has ended")
		}
		return next
	case <-time.After(10 * time.Second):
		t.Fatal("nothing is told")
	}
	return told{}
}

// ends requires that a stream ends now, and says why.
func ends(t testing.TB, stream <-chan told, code, reason string, since time.Time) {
	t.Helper()
	why := expect(t, stream)
	if why.event != "next" || why.code() != code || why.reason() != reason {
		t.Errorf("told %q %s, want %s %s", why.event, why.body, code, reason)
	}
	if took := why.when.Sub(since); took > prompt {
		t.Errorf("told after %v", took)
	} else {
		t.Logf("told after %v", took.Round(time.Millisecond))
	}
	if last := expect(t, stream); last.event != "complete" {
		t.Errorf("told %q", last.event)
	}
	if more, ok := <-stream; ok {
		t.Errorf("told %q behind the end", more.body)
	}
}
