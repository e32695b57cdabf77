package page

import (
	"context"
	"sync"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/rule"
	"strongroom/ent/typeid"
)

// CountedTo is how far a list is counted.
const CountedTo = 10_000

// Total is how many rows a list has, over all its pages.
type Total struct {
	// Value is the number of rows, or CountedTo where there are more.
	Value int
	// Exact is false where there are more than Value.
	Exact bool
}

func totalOf(n int) *Total { return &Total{Value: min(n, CountedTo), Exact: n <= CountedTo} }

// TotalCount counts the rows of the list, by the same rules as its pages, when
// it is asked and not before.
func (c *Connection[N]) TotalCount(ctx context.Context) (*Total, error) { return c.total(ctx) }

// count counts the rows of a query, and stops at the first too many.
func count[N any, S Selection, Q Query[N, S, Q]](ctx context.Context, query Q, noun Noun[N]) (*Total, error) {
	ctx = rule.WithPage(ctx, rule.Page{
		Kind: noun.Kind, Order: noun.Orders["CREATED_AT"].Name, Rows: CountedTo + 1, Behind: func(*sql.Selector, string, string) {}, Counted: true,
	})
	query.Modify(func(s *sql.Selector) {
		d := sql.Dialect(s.Dialect())
		few := d.Table("few")
		*s = *d.Select().From(few).Prefix(d.With("few").As(s.Clone().Select(s.C("id")).Limit(CountedTo + 1)))
	})
	n, err := query.Count(ctx)
	return totalOf(n), err
}

// countPer counts the rows of each parent, whose ID is in a column, in one
// statement when it is first asked for one of them.
func countPer[N any, S Selection, Q Query[N, S, Q]](query Q, column string) func(context.Context, typeid.ID) (*Total, error) {
	var once sync.Once
	var failed error
	totals := map[typeid.ID]int{}
	return func(ctx context.Context, parent typeid.ID) (*Total, error) {
		once.Do(func() {
			var rows []struct {
				Parent typeid.ID
				Total  int
			}
			failed = query.Modify(func(s *sql.Selector) {
				s.Select(sql.As(s.C(column), "parent"), sql.As(sql.Count("*"), "total")).GroupBy(s.C(column))
			}).Scan(ctx, &rows)
			for _, row := range rows {
				totals[row.Parent] = row.Total
			}
		})
		return totalOf(totals[parent]), failed
	}
}
