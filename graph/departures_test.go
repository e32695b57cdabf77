package graph_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"strongroom/server/vault"
)

// TestDepartures narrows case files by their state and by who leaves.
func TestDepartures(t *testing.T) { onEach(t, narrowDepartures) }

func narrowDepartures(t *testing.T, c *cast) {
	ada := c.people["ada"]
	depart := func(name string) {
		if got := c.ask(ada, c.named(fmt.Sprintf(`mutation { departUser(input: { userId: "{%s}", reason: "New job" }) { departure { id } } }`, name)), nil); got.code() != "" {
			t.Fatalf("got %s", got.body)
		}
	}
	plan := func(name string) {
		at := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
		if got := c.ask(ada, c.named(fmt.Sprintf(`mutation { scheduleDeparture(input: { userId: "{%s}", reason: "New job", at: %q }) { departure { id } } }`, name, at)), nil); got.code() != "" {
			t.Fatalf("got %s", got.body)
		}
	}
	plan("ed")
	depart("sam")
	plan("vic")
	depart("vic") // overtakes the date, which is thereby called off

	for filter, want := range map[string]string{
		`{ state: [PLANNED] }`:                    `["{ed}"]`,
		`{ state: [CANCELLED] }`:                  `["{vic}"]`,
		`{ state: [DONE] }`:                       `["{sam}","{vic}"]`,
		`{ state: [DONE, PLANNED] }`:              `["{sam}","{vic}","{ed}"]`,
		`{ state: [] }`:                           `[]`,
		`{ userId: "{vic}" }`:                     `["{vic}","{vic}"]`,
		`{ userId: "{vic}", state: [CANCELLED] }`: `["{vic}"]`,
		`{ userId: "{cora}" }`:                    `[]`,
	} {
		got := c.ask(ada, c.named(fmt.Sprintf(`{ departures(filter: %s) { edges { node { user { id } } } } }`, filter)), nil)
		if got.code() != "" {
			t.Fatalf("%s: got %s", filter, got.body)
		}
		found := "["
		for i, edge := range got.at(t, "departures.edges").([]any) {
			if i > 0 {
				found += ","
			}
			found += fmt.Sprintf("%q", edge.(map[string]any)["node"].(map[string]any)["user"].(map[string]any)["id"])
		}
		if found += "]"; found != c.named(want) {
			t.Errorf("%s: got %s, want %s", filter, found, c.named(want))
		}
	}
	if got := c.ask(ada, c.named(`{ departures(filter: { userId: "{plan}" }) { edges { node { id } } } }`), nil); got.code() != "BAD_USER_INPUT" {
		t.Errorf("got %s", got.body)
	}
}

// TestUploadsInACaseFile shows how much came of an upload, and of how much where
// the uploader had said.
func TestUploadsInACaseFile(t *testing.T) {
	onEach(t, func(t *testing.T, c *cast) {
		folder := c.ids["papers"]
		for i, deferred := range []bool{true, false} {
			in := vault.CreateUpload{FolderID: &folder, Title: new("Plan"), MediaType: "a/b", SizeDeferred: deferred}
			if !deferred {
				in.Size = 10
			}
			up, err := c.CreateUpload(c.people["cora"].Ctx(), in)
			if err == nil {
				_, err = c.ReceiveUpload(c.people["cora"].Ctx(), up.ID, 0, int64(i+1), strings.NewReader("plan"[:i+1]))
			}
			if err != nil {
				t.Fatal(err)
			}
			c.Clock.Move(time.Second)
		}
		got := c.ask(c.people["ada"], c.named(`{ departureRehearsal(userId: "{cora}") { uploads { size received } } }`), nil)
		if want := `{"departureRehearsal":{"uploads":[{"size":10,"received":2},{"size":null,"received":1}]}}`; string(got.Data) != want {
			t.Errorf("got %s, want %s", got.body, want)
		}
	})
}
