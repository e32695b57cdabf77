package graph_test

import (
	"fmt"
	"testing"

	"strongroom/graph/page"
	"strongroom/server/vault"
)

// TestTotalCount asks how many there are: by the row rules, with the filter,
// whatever the page, also of a parent whose page is empty, and up to a bound.
func TestTotalCount(t *testing.T) { onEach(t, askForTotals) }

func askForTotals(t *testing.T, c *cast) {
	const of = " totalCount { value exact } "
	documents := "{ documents(first: 1) {" + of + "} }"
	for _, tc := range []struct{ name, as, query, want string }{
		{"custodian", "cora", documents, `{"documents":{"totalCount":{"value":2,"exact":true}}}`},
		{"viewer, without what is secret", "vic", documents, `{"documents":{"totalCount":{"value":1,"exact":true}}}`},
		{"recipient", "pat", documents, `{"documents":{"totalCount":{"value":1,"exact":true}}}`},
		{"stranger", "quin", documents, `{"documents":{"totalCount":{"value":0,"exact":true}}}`},
		{"filtered", "cora", `{ documents(filter: { search: "pl" }) {` + of + `} }`, `{"documents":{"totalCount":{"value":1,"exact":true}}}`},
		{"of a customer, on an empty page", "cora", `{ node(id: "{acme}") { ... on Customer { documents(first: 0) {` + of + `edges { cursor } } } } }`,
			`{"node":{"documents":{"totalCount":{"value":2,"exact":true},"edges":[]}}}`},
		{"of a folder without any", "cora", `{ node(id: "{root}") { ... on Folder { documents {` + of + `} } } }`,
			`{"node":{"documents":{"totalCount":{"value":0,"exact":true}}}}`},
		{"grants on a document", "cora", `{ node(id: "{plan}") { ... on Document { grants {` + of + `} } } }`,
			`{"node":{"grants":{"totalCount":{"value":1,"exact":true}}}}`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := c.ask(c.as(tc.as), c.named(tc.query), nil)
			if got.code() != "" || !sameJSON(t, got.Data, []byte(tc.want)) {
				t.Errorf("got  %s\nwant %s", got.body, tc.want)
			}
		})
	}
	t.Run("what is opened in several ways is counted once", func(t *testing.T) {
		cora := c.people["cora"]
		for _, name := range []string{"ed", "pat"} {
			cora.MustGrant(c.people[name], c.ids["plan"])
			for _, folder := range []string{"root", "papers"} {
				id := c.ids[folder]
				cora.MustGrant(c.people[name], c.ids["plan"], func(in *vault.GrantAccess) { in.DocumentID, in.FolderID = nil, &id })
			}
			got := c.ask(c.as(name), "{ documents {"+of+"edges { cursor } } }", nil)
			edges := got.at(t, "documents.edges").([]any)
			if value := got.at(t, "documents.totalCount.value"); len(edges) == 0 || value != float64(len(edges)) {
				t.Errorf("%s is told of %v documents, and shown %d", name, value, len(edges))
			}
		}
	})
	t.Run("more than is counted", func(t *testing.T) {
		people := func() string {
			got := c.ask(c.as("sam"), "{ users {"+of+"} }", nil)
			return fmt.Sprint(got.at(t, "users.totalCount.value"), got.at(t, "users.totalCount.exact"))
		}
		missing := page.CountedTo - len(c.people)
		for _, tc := range []struct {
			more int
			want string
		}{{missing, "10000 true"}, {1, "10000 false"}} {
			_, err := c.Database.DB().ExecContext(t.Context(), fmt.Sprintf(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
				INSERT INTO users (id, created_at, issuer, subject, kind, display_name, email, status, epoch, tenure, valid_after)
				SELECT id || '_%d_' || i, created_at, issuer, subject || '_%d_' || i, kind, display_name, email, status, epoch, tenure, valid_after
				FROM users, n WHERE subject = 'sam'`, tc.more, tc.more, tc.more))
			if err != nil {
				t.Fatal(err)
			}
			if got := people(); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		}
	})
}
