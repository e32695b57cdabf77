package graph_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	witnesses "strongroom/ent/gen/witness"
	"strongroom/graph"
	"strongroom/graph/page"
	"strongroom/server/rig"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// prompt is within which everybody is told.
const prompt = time.Second

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

const accessChanged = `subscription { accessChanged { viewer { user { id role } canReadAudit } } }`

// TestFollow ends and widens access on one replica, and looks what those are
// told who follow on another, over both protocols.
func TestFollow(t *testing.T) {
	for _, protocol := range []string{"HTTP/1.1", "HTTP/2.0"} {
		t.Run(protocol, func(t *testing.T) {
			onEach(t, func(t *testing.T, c *cast) {
				there := c.another()
				site := there.site(protocol)
				signedIn, err := c.SignIn(t.Context(), c.people["vic"].Identity())
				if err != nil {
					t.Fatal(err)
				}
				streams := map[string]<-chan told{}
				for name, as := range map[string]string{"quin": "quin", "pat": "pat", "ed": "ed", "sam": "sam", "vic": signedIn.Secret} {
					streams[name] = follow(t, site, as, accessChanged)
					if first := expect(t, streams[name]); first.at(t, "accessChanged.viewer.user.id") != c.ids[name].String() {
						t.Fatalf("%s: first told %s", name, first.body)
					}
				}
				c.people["cora"].MustGrant(c.people["quin"], c.ids["plan"])
				expect(t, streams["quin"])
				if _, err := c.Database.DB().ExecContext(t.Context(), "UPDATE users SET role = 'AUDITOR' WHERE subject = 'sam'"); err != nil {
					t.Fatal(err)
				}
				if now := expect(t, streams["sam"]); now.at(t, "accessChanged.viewer.canReadAudit") != true {
					t.Errorf("told %s", now.body)
				}
				if _, err := c.RevokeGrant(c.people["cora"].Ctx(), vault.RevokeGrant{GrantID: c.ids["grant"]}); err != nil {
					t.Fatal(err)
				}
				expect(t, streams["pat"])

				since := time.Now()
				ctx, err := c.Resume(t.Context(), signedIn.Secret)
				if err == nil {
					err = c.SignOut(ctx)
				}
				if err != nil {
					t.Fatal(err)
				}
				ends(t, streams["vic"], "UNAUTHENTICATED", "SESSION_ENDED", since)
				since = time.Now()
				if _, err := c.DepartUser(c.people["ada"].Ctx(), vault.DepartUser{UserID: c.ids["ed"], Reason: "left"}); err != nil {
					t.Fatal(err)
				}
				ends(t, streams["ed"], "UNAUTHENTICATED", "ACCOUNT_CLOSED", since)
				since = time.Now()
				if _, err := c.Database.DB().ExecContext(t.Context(), "UPDATE users SET status = 'SUSPENDED' WHERE subject = 'sam'"); err != nil {
					t.Fatal(err)
				}
				ends(t, streams["sam"], "UNAUTHENTICATED", "ACCOUNT_CLOSED", since)
				if _, err := c.DepartUser(c.people["ada"].Ctx(), vault.DepartUser{UserID: c.ids["cora"], Reason: "left"}); err != nil {
					t.Fatal(err)
				}
				expect(t, streams["quin"]) // the grant went with its giver
			})
		})
	}
}

// TestFollowByTime moves the clock to the end of a grant, and of a session that
// is followed and not used.
func TestFollowByTime(t *testing.T) {
	onEach(t, func(t *testing.T, c *cast) {
		site := c.site("HTTP/1.1")
		signedIn, err := c.SignIn(t.Context(), c.people["sam"].Identity())
		if err != nil {
			t.Fatal(err)
		}
		pat, sam := follow(t, site, "pat", accessChanged), follow(t, site, signedIn.Secret, accessChanged)
		expect(t, pat)
		expect(t, sam)
		c.Clock.Move(c.Config.SessionIdle)
		ends(t, sam, "UNAUTHENTICATED", "SESSION_EXPIRED", time.Now())
		c.Clock.Move(time.Hour - c.Config.SessionIdle)
		expect(t, pat)
	})
}

// TestRefusedToFollow holds that every subscription is refused to who may not
// have it, and ends for who no longer may.
func TestRefusedToFollow(t *testing.T) {
	c := stage(t)
	d, err := c.DepartUser(c.people["ada"].Ctx(), vault.DepartUser{UserID: c.ids["vic"], Reason: "left"})
	if err != nil {
		t.Fatal(err)
	}
	c.ids["left"] = d.ID
	site := c.site("HTTP/1.1")
	const progress, log = `subscription { departureProgress(departureId: "{left}") { settled } }`, `subscription { auditEvents { endCursor } }`
	for _, tc := range []struct{ name, as, query, code string }{
		{"nobody", "", accessChanged, "UNAUTHENTICATED"},
		{"nobody", "", progress, "UNAUTHENTICATED"},
		{"nobody", "", log, "UNAUTHENTICATED"},
		{"partner", "pat", progress, "FORBIDDEN"},
		{"custodian", "cora", progress, "FORBIDDEN"},
		{"auditor", "otto", progress, "FORBIDDEN"},
		{"admin", "ada", log, "FORBIDDEN"},
		{"partner", "pat", log, "FORBIDDEN"},
		{"no departure", "ada", `subscription { departureProgress(departureId: "dep_01h455vb4pex5vsknk084sn02q") { settled } }`, "NOT_FOUND"},
		{"no ID of one", "ada", `subscription { departureProgress(departureId: "{ed}") { settled } }`, "BAD_USER_INPUT"},
		{"no cursor", "otto", `subscription { auditEvents(after: "x") { endCursor } }`, "BAD_USER_INPUT"},
		{"two at once", "otto", `subscription { accessChanged { at } auditEvents { endCursor } }`, "GRAPHQL_VALIDATION_FAILED"},
		{"a name of a type", "otto", `subscription { __typename }`, "GRAPHQL_VALIDATION_FAILED"},
		{"nothing", "otto", `subscription { accessChanged @skip(if: true) { at } }`, "BAD_USER_INPUT"},
	} {
		t.Run(tc.name, func(t *testing.T) { ends(t, follow(t, site, tc.as, c.named(tc.query)), tc.code, "", time.Now()) })
	}
	t.Run("who no longer may", func(t *testing.T) {
		stream := follow(t, site, "otto", log)
		expect(t, stream)
		since := time.Now()
		if _, err := c.UnassignRole(c.people["ada"].Ctx(), vault.UnassignRole{UserID: c.ids["otto"]}); err != nil {
			t.Fatal(err)
		}
		ends(t, stream, "FORBIDDEN", "", since)
	})
}

// TestFollowDeparture follows a departure that is witnessed on two replicas.
func TestFollowDeparture(t *testing.T) {
	onEach(t, func(t *testing.T, c *cast) {
		there := c.another()
		c.Clock.Move(time.Second)
		d, err := c.DepartUser(c.people["ada"].Ctx(), vault.DepartUser{UserID: c.ids["cora"], Reason: "left"})
		if err != nil {
			t.Fatal(err)
		}
		witness := func(by *cast) {
			t.Helper()
			for seen := false; !seen; time.Sleep(10 * time.Millisecond) { // a round comes again and again
				err := by.WitnessDepartures(t.Context())
				if err == nil {
					seen, err = c.Reader().Witness.Query().Where(witnesses.Replica(by.Config.Replica)).Exist(c.people["ada"].Ctx())
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		stream := follow(t, there.site("HTTP/1.1"), "ada", `subscription { departureProgress(departureId: "`+d.ID.String()+`") {
			settled awaited record { outcome { counts { grantsEnded } } witnesses { replica } } } }`)
		awaits := func(names ...any) {
			t.Helper()
			for {
				now := expect(t, stream)
				if now.at(t, "departureProgress.record.outcome.counts.grantsEnded") != 1.0 {
					t.Fatalf("told %s", now.body)
				}
				if settled := now.at(t, "departureProgress.settled").(bool); settled == (len(names) == 0) &&
					slices.Equal(now.at(t, "departureProgress.awaited").([]any), names) {
					return
				}
			}
		}
		if c.Database.Dialect() == dialect.Postgres {
			awaits("another", "test")
			witness(c)
		}
		awaits("another")
		witness(there)
		awaits()
		if end := expect(t, stream); end.event != "complete" {
			t.Errorf("told %s", end.body)
		}
	})
}

// TestFollowLog reads the log as it grows, breaks off, and goes on.
func TestFollowLog(t *testing.T) {
	onEach(t, func(t *testing.T, c *cast) {
		site := c.site("HTTP/1.1")
		const log = `subscription { auditEvents(filter: { action: ["customer:create"] }) { entries { node { objectId } } endCursor } }`
		c.Clock.Move(time.Minute)
		stream := follow(t, site, "otto", log)
		first := expect(t, stream)
		if first.at(t, "auditEvents.endCursor") != first.id || len(first.at(t, "auditEvents.entries").([]any)) != 0 {
			t.Fatalf("told %s", first.body)
		}
		customer, _ := c.people["cora"].Customer("Umbrella")
		c.Clock.Move(time.Minute)
		then := expect(t, stream)
		if then.at(t, "auditEvents.entries.0.node.objectId") != customer.ID.String() || then.id == first.id {
			t.Errorf("told %s", then.body)
		}
		again := expect(t, follow(t, site, "otto", log, "Last-Event-ID", first.id))
		if again.body != then.body || again.id != then.id {
			t.Errorf("told again %s", again.body)
		}
	})
}

func TestFollowLimits(t *testing.T) {
	c := stage(t).another(func(cfg *graph.Config) {
		cfg.Limits = graph.DefaultLimits
		cfg.Limits.Subscriptions, cfg.Limits.SubscriptionsEach = 3, 2
	})
	site := c.site("HTTP/2.0")
	open := func(as string) (<-chan told, context.CancelFunc) {
		t.Helper()
		ctx, leave := context.WithCancel(t.Context())
		inner := follow(withContext{t, ctx}, site, as, accessChanged)
		expect(t, inner)
		return inner, leave
	}
	_, leave := open("ed")
	open("ed")
	ends(t, follow(t, site, "ed", accessChanged), "LIMITED", "", time.Now())
	open("pat")
	ends(t, follow(t, site, "sam", accessChanged), "LIMITED", "", time.Now())
	leave()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if expect(t, follow(t, site, "sam", accessChanged)).code() == "" {
			break
		}
		if time.Now().After(end) {
			t.Fatal("a seat stays taken")
		}
	}
}

// withContext is a test with a context of its own.
type withContext struct {
	testing.TB
	ctx context.Context
}

func (w withContext) Context() context.Context { return w.ctx }

// TestFollowEnding holds that a stream breaks off with the server, and is not
// said to be over, so that its client comes back.
func TestFollowEnding(t *testing.T) {
	ending := make(chan struct{})
	c := stage(t).another(func(cfg *graph.Config) { cfg.Ending = ending })
	stream := follow(t, c.site("HTTP/1.1"), "pat", accessChanged)
	expect(t, stream)
	close(ending)
	if more, ok := <-stream; ok {
		t.Errorf("told %q", more.body)
	}
}

// TestFollowDeaf cuts a replica off from its database.
func TestFollowDeaf(t *testing.T) {
	c := stageOn(t, dialect.Postgres)
	there := c.another()
	stream := follow(t, there.site("HTTP/1.1"), "pat", accessChanged)
	expect(t, stream)
	address, err := url.Parse(vaulttest.Address(t, c.Database))
	if err != nil {
		t.Fatal(err)
	}
	admin := vaulttest.OpenAt(t, dialect.Postgres, rig.Postgres(t)).DB()
	name := strings.TrimPrefix(address.Path, "/")
	since := time.Now()
	for _, statement := range []string{
		`ALTER DATABASE "` + name + `" WITH ALLOW_CONNECTIONS false`,
		`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '` + name + `'`,
	} {
		if _, err := admin.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	ends(t, stream, "UNAVAILABLE", "", since.Add(3*time.Second)) // two of the lease, and one
}

// TestFollowSlowly holds that a client who does not read is cut with the
// access, whatever waits for them to be read.
func TestFollowSlowly(t *testing.T) {
	c := stage(t)
	c.Clock.Move(time.Minute)
	answered := make(chan time.Time, 1)
	site := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, err := c.Admit(r.Context(), c.people["otto"].Identity())
		if err != nil {
			t.Error(err)
		}
		c.ServeHTTP(w, r.WithContext(ctx))
		answered <- time.Now()
	}))
	site.Config.ConnContext = func(ctx context.Context, conn net.Conn) context.Context {
		_ = conn.(*net.TCPConn).SetWriteBuffer(4 << 10) // a hint
		return ctx
	}
	site.Start()
	defer site.Close()
	conn, err := net.Dial("tcp", site.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.(*net.TCPConn).SetReadBuffer(4 << 10)
	query := "subscription{auditEvents(after:\"" + page.Event.Until(page.Order{Field: "CREATED_AT"}, time.Unix(0, 0)) + "\"){entries{node{id"
	for i := range 50 {
		query += fmt.Sprintf(" a%d:id", i)
	}
	request := "GET /graphql?query=" + url.QueryEscape(query+"}}}}") + " HTTP/1.1\r\nHost: vault\r\nAccept: text/event-stream\r\n\r\n"
	if _, err := conn.Write([]byte(request)); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Read(make([]byte, 1)); err != nil { // and then no more
		t.Fatal(err)
	}
	select {
	case <-answered:
		t.Fatal("it was all taken in by the buffers")
	case <-time.After(prompt):
	}
	since := time.Now()
	if _, err := c.DepartUser(c.people["ada"].Ctx(), vault.DepartUser{UserID: c.ids["otto"], Reason: "left"}); err != nil {
		t.Fatal(err)
	}
	if took := (<-answered).Sub(since); took > 2*prompt {
		t.Errorf("cut after %v", took)
	}
}
