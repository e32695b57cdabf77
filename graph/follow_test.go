package graph_test

import (
	"context"
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

	"strongroom/ent/gen/membership"
	witnesses "strongroom/ent/gen/witness"
	"strongroom/graph"
	"strongroom/graph/page"
	"strongroom/server/rig"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// prompt is within which everybody is told.
const prompt = time.Second

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
		c.Clock.Move(c.Config.SessionIdle / 2)
		c.people["cora"].Assign(c.people["sam"], c.ids["acme"], membership.RoleVIEWER)
		expect(t, sam) // which is no use of the session
		c.Clock.Move(c.Config.SessionIdle / 2)
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
