package graph_test

import (
	"context"
	stdsql "database/sql"
	"fmt"
	"sync/atomic"
	"testing"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
	"strongroom/ent/gen/membership"
	"strongroom/server/vault"
)

// counter counts the statements that pass to a database.
type counter struct {
	*stdsql.DB
	n atomic.Int64
}

func (c *counter) QueryContext(ctx context.Context, query string, args ...any) (*stdsql.Rows, error) {
	c.n.Add(1)
	return c.DB.QueryContext(ctx, query, args...)
}

// TestStatements asks for lists within lists, with pages of 5 and of 40 rows:
// the number of SQL statements follows from the operation. One of them admits the
// person who asks.
func TestStatements(t *testing.T) { onEach(t, countStatements) }

func countStatements(t *testing.T, c *cast) {
	cora := c.people["cora"]
	for i := range 40 {
		customer, root := cora.Customer(fmt.Sprintf("Customer %02d", i))
		cora.Assign(c.people["ed"], customer.ID, membership.RoleEDITOR)
		document := cora.Document(root.ID, "Paper", classification.Internal, []byte("paper"))
		cora.MustGrant(c.people["pat"], document)
		cora.MustGrant(c.people["pat"], document, func(in *vault.GrantAccess) { in.DocumentID, in.FolderID = nil, &root.ID })
	}
	counted := &counter{DB: c.Database.DB()}
	c.Config.Database = sql.NewDriver(c.Database.Dialect(), sql.Conn{ExecQuerier: counted})
	c.Replica()
	a := over(t, c.World)

	for _, tc := range []struct {
		name, as, query string
		statements      int64
	}{
		{"customers", "cora", `query ($n: Int) { customers(first: $n) { pageInfo { hasNextPage } edges { cursor node { name viewerCan(action: SHARE)
			rootFolder { name children { name } documents { edges { node { title } } } }
			memberships { role viewerCan(action: UNASSIGN) user { displayName } customer { name } }
			documents(first: 3, filter: { search: "pap" }) { pageInfo { endCursor } edges { node {
				folder { name } currentVersion { size } versions { number } createdBy { displayName }
				grants { edges { node { until inForce } } } } } } } } } }`, 18},
		{"documents", "cora", `query ($n: Int) { documents(first: $n) { edges { node { title viewerCan(action: EDIT)
			customer { name } folder { name parent { name } } currentVersion { size createdBy { displayName } }
			grants(filter: { inForce: true }) { edges { node { user { displayName } } } } } } } }`, 10},
		{"the same edge twice, differently", "cora", `query ($n: Int) { documents(first: $n) { edges { node {
			a: customer { name } b: customer { category } } } } }`, 4},
		{"grants", "pat", `query ($n: Int) { grants(last: $n) { edges { node { inForce x: viewerCan(action: REVOKE) y: viewerCan(action: EXTEND) giver { displayName } user { displayName }
			customer { name } document { title a: viewerCan(action: DOWNLOAD) b: viewerCan(action: SHARE) contentUrl } folder { name } } } } }`, 16},
		{"totals", "cora", `query ($n: Int) { customers(first: $n) { totalCount { value } edges { node {
			documents(first: 1) { totalCount { value exact } } } } } }`, 4},
		{"users", "ada", `query ($n: Int) { users(first: $n) { edges { node { displayName
			viewerCan(action: DEPART) memberships { customer { name } } sessions { idleUntil } } } } }`, 5},
		{"grants on folders", "cora", `query ($n: Int) { grants(first: $n) { edges { node { viewerCan(action: REVOKE) folder { name
			viewerCan(action: SHARE) } } } } }`, 7},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, n := range []int{5, 40} {
				ctx := c.as(tc.as)
				before := counted.n.Load()
				got := a.ask(ctx, tc.query, map[string]any{"n": n})
				if got.code() != "" {
					t.Fatalf("got %s", got.body)
				}
				if statements := counted.n.Load() - before; statements != tc.statements {
					t.Errorf("pages of %d: %d statements, want %d", n, statements, tc.statements)
				}
			}
		})
	}
}
