package graph_test

import (
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// TestPanic breaks a part underneath: the answer and the log are those of any
// other internal error.
func TestPanic(t *testing.T) {
	w := vaulttest.New(t, dialect.SQLite)
	sam := fixed{w.Staff("sam").Ctx()}
	broken := false
	w.Config.Clock = func() time.Time {
		if broken {
			panic("no clock")
		}
		return w.Clock.Now()
	}
	w.Replica()
	broken = true
	a := over(t, w)
	broken = true
	got := a.ask(sam, `mutation { createCustomer(input: { name: "private", category: "x" }) { customer { id } } }`, nil)
	if got.code() != "INTERNAL" || strings.Contains(got.body, "clock") {
		t.Errorf("got %s", got.body)
	}
	if log := a.log.String(); strings.Count(log, "\n") != 1 || !strings.Contains(log, "panic: string") || strings.Contains(log, "no clock") || strings.Contains(log, "private") {
		t.Errorf("log: %s", log)
	}
}

// TestInternal takes the database away: the answer tells the code and the
// request, the log tells the cause, and neither tells the variables.
func TestInternal(t *testing.T) {
	c := stage(t)
	ctx := fixed{c.people["cora"].Ctx()}
	if err := c.Database.DB().Close(); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{
		`query ($s: String!) { customers(filter: { search: $s }) { edges { node { id } } } }`,
		`mutation ($s: String!) { createCustomer(input: { name: $s, category: "x" }) { customer { id } } }`,
	} {
		c.log.Reset()
		got := c.ask(ctx, query, map[string]any{"s": "private"})
		if code := got.code(); code != "INTERNAL" && code != "UNAVAILABLE" || got.Errors[0].Extensions.RequestID != "request-1" {
			t.Errorf("got %s", got.body)
		}
		for _, secret := range []string{"sql", "closed", "private"} {
			if strings.Contains(got.body, secret) {
				t.Errorf("answer tells %q: %s", secret, got.body)
			}
		}
		if log := c.log.String(); strings.Count(log, "\n") != 1 || !strings.Contains(log, "closed") || !strings.Contains(log, "request-1") || strings.Contains(log, "private") {
			t.Errorf("log: %s", log)
		}
	}
}

// TestWhyNobodyActs holds that whoever was signed in is told why they are not any
// more, and that nobody else is told anything.
func TestWhyNobodyActs(t *testing.T) {
	c := stage(t)
	in, err := c.SignIn(t.Context(), c.people["sam"].Identity())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.SuspendUser(c.people["ada"].Ctx(), vault.SuspendUser{UserID: c.ids["sam"], Reason: "audit"}); err != nil {
		t.Fatal(err)
	}
	for secret, want := range map[string]string{in.Secret: "ACCOUNT_CLOSED", "made up": ""} {
		lost, err := c.Resume(t.Context(), secret)
		if vault.CodeOf(err) != vault.Unauthenticated {
			t.Fatal(err)
		}
		got := c.ask(fixed{lost}, `{ customers(first: 1) { edges { node { id } } } }`, nil)
		if got.code() != "UNAUTHENTICATED" || got.reason() != want {
			t.Errorf("got %s, want the reason %q", got.body, want)
		}
	}
}
