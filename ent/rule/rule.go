package rule

import (
	"context"
	"slices"

	"entgo.io/ent"
	"entgo.io/ent/dialect/sql"
	"entgo.io/ent/privacy"

	"strongroom/ent/gen/intercept"
	"strongroom/ent/viewer"
)

// Rows is the row rule of one noun.
type Rows struct {
	// systems are the system viewers that see every row of the noun.
	systems []viewer.System
	// provisioned narrows a query to the rows of the issuer for which a
	// provisioner acts. A noun without it is closed to provisioners.
	provisioned func(s *sql.Selector, issuer string) *sql.Predicate
	// visible narrows a query to the rows that exist for a user. A noun
	// without it is closed to users.
	visible func(s *sql.Selector, v viewer.Viewer) *sql.Predicate
}

var _ ent.Policy = Rows{}

// EvalQuery narrows the query to the viewer's rows, or denies it.
func (r Rows) EvalQuery(ctx context.Context, query ent.Query) error {
	v, ok := viewer.FromContext(ctx)
	switch {
	case !ok:
		return privacy.Denyf("rule: nobody is acting")
	case v.System == viewer.Provisioner && r.provisioned != nil && v.Issuer != "":
		return narrow(query, func(s *sql.Selector) *sql.Predicate { return r.provisioned(s, v.Issuer) })
	case v.System != "":
		if slices.Contains(r.systems, v.System) {
			return nil
		}
		return privacy.Denyf("rule: %s may not read this", v.System)
	case r.visible == nil || v.ID == "":
		return privacy.Denyf("rule: closed to users")
	}
	return narrow(query, func(s *sql.Selector) *sql.Predicate { return r.visible(s, v) })
}

func narrow(query ent.Query, to func(*sql.Selector) *sql.Predicate) error {
	q, err := intercept.NewQuery(query)
	if err != nil {
		return privacy.Denyf("rule: %v", err)
	}
	q.WhereP(func(s *sql.Selector) { s.Where(to(s)) })
	return nil
}

// EvalMutation refuses every write that is not made by a use case.
func (r Rows) EvalMutation(ctx context.Context, _ ent.Mutation) error {
	if ctx.Value(writing{}) == nil {
		return privacy.Denyf("rule: writes go through a use case")
	}
	return nil
}

type writing struct{}

// Writing returns the context of a use case's transaction. Only server/vault
// calls it, in the one function that opens a transaction; a test holds that.
func Writing(ctx context.Context) context.Context {
	return context.WithValue(ctx, writing{}, true)
}
