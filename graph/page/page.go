package page

import (
	"context"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/rule"
	"strongroom/ent/typeid"
)

// Noun tells how the rows of one noun are listed.
type Noun[N any] struct {
	Kind typeid.Kind
	// ID reads the ID of a row; its column is "id".
	ID func(*N) typeid.ID
	// Orders are the columns by which rows can be ordered, by the name of the
	// order in the API.
	Orders map[string]Column[N]
	// Default is the order when none is asked for.
	Default Order
}

// Column is a column by which rows can be ordered.
type Column[N any] struct {
	Name string
	// Value reads the column of a row: a string or a time.Time. It must take
	// the zero row.
	Value func(*N) any
}

// Query is Q, an ent query of the rows N; S is the type of its selections.
type Query[N any, S Selection, Q any] interface {
	Clone() Q
	Modify(modifiers ...func(*sql.Selector)) S
	All(ctx context.Context) ([]*N, error)
	Count(ctx context.Context) (int, error)
}

// Selection reads other columns than those of the rows.
type Selection interface {
	Scan(ctx context.Context, into any) error
}

// List reads one page. Errors of the window and of the cursors are *vault.Error.
func List[N any, S Selection, Q Query[N, S, Q]](ctx context.Context, query Q, noun Noun[N], order *Order, w Window) (*Connection[N], error) {
	c, err := noun.cut(order, w)
	if err != nil {
		return nil, err
	}
	all := query.Clone()
	var rows []*N
	if !w.Unread {
		query.Modify(c.behind, c.limit)
		if rows, err = query.All(rule.WithPage(ctx, c.page())); err != nil {
			return nil, err
		}
	}
	page := c.connection(rows)
	page.total = func(ctx context.Context) (*Total, error) { return count(ctx, all, noun) }
	return page, nil
}

// ListPer reads one page for each of some parents, in one statement. The
// query must be narrowed to the parents already; column holds the parent's ID,
// and parent reads it.
func ListPer[N any, S Selection, Q Query[N, S, Q]](ctx context.Context, query Q, noun Noun[N], order *Order, w Window,
	parents []typeid.ID, column string, parent func(*N) typeid.ID) (map[typeid.ID]*Connection[N], error) {
	c, err := noun.cut(order, w)
	if err != nil {
		return nil, err
	}
	total := countPer(query.Clone(), column)
	var rows []*N
	if !w.Unread {
		query.Modify(c.behind, c.limitPer(column))
		if rows, err = query.All(ctx); err != nil {
			return nil, err
		}
	}
	rowsOf := make(map[typeid.ID][]*N)
	for _, row := range rows {
		rowsOf[parent(row)] = append(rowsOf[parent(row)], row)
	}
	pages := make(map[typeid.ID]*Connection[N], len(parents))
	for _, id := range parents {
		pages[id] = c.connection(rowsOf[id])
		pages[id].total = func(ctx context.Context) (*Total, error) { return total(ctx, id) }
	}
	return pages, nil
}

// Until returns a cursor behind all rows until an instant, in an order by time.
func (n Noun[N]) Until(order Order, at time.Time) string {
	return place{order: order.Field, value: at, id: typeid.Last(n.Kind)}.cursor()
}

// cut is one reading of a window: which rows, in which order, how many.
type cut[N any] struct {
	noun          Noun[N]
	window        Window
	order         string
	direction     Direction // as asked for
	size          int
	after, before *place
}

func (n Noun[N]) cut(order *Order, w Window) (c cut[N], err error) {
	if order == nil {
		order = &n.Default
	}
	c = cut[N]{noun: n, window: w, order: order.Field, direction: order.Direction}
	if c.size, err = w.Size(); err != nil {
		return c, err
	}
	if c.after, err = n.at("after", w.After, c.order); err != nil {
		return c, err
	}
	c.before, err = n.at("before", w.Before, c.order)
	return c, err
}

// reading is the direction in which rows are read: backwards for last.
func (c cut[N]) reading() Direction {
	if c.window.Last != nil {
		return c.direction.reversed()
	}
	return c.direction
}

// page is the cut as the row rules know it.
func (c cut[N]) page() rule.Page {
	return rule.Page{
		Kind: c.noun.Kind, Order: c.noun.Orders[c.order].Name, Descending: c.reading() == Descending, Rows: c.size + 1, Behind: c.behindAt,
	}
}

// behind narrows to the rows after and before the cursors.
func (c cut[N]) behind(s *sql.Selector) { c.behindAt(s, s.C(c.noun.Orders[c.order].Name), s.C("id")) }

// behindAt is behind, with the columns of the order and of the ID.
func (c cut[N]) behindAt(s *sql.Selector, order, id string) {
	columns := []string{order, id}
	for _, bound := range []struct {
		place *place
		above bool
	}{
		{c.after, c.direction == Ascending},
		{c.before, c.direction == Descending},
	} {
		switch {
		case bound.place == nil:
		case bound.above:
			s.Where(sql.CompositeGT(columns, bound.place.value, bound.place.id))
		default:
			s.Where(sql.CompositeLT(columns, bound.place.value, bound.place.id))
		}
	}
}

// limit orders, and reads one row more than the page has, to know whether
// there is more.
func (c cut[N]) limit(s *sql.Selector) {
	s.OrderExprFunc(c.expression(s.C(c.noun.Orders[c.order].Name), s.C("id"))).Limit(c.size + 1)
}

// limitPer does what limit does, for each value of a column.
func (c cut[N]) limitPer(column string) func(*sql.Selector) {
	expression := c.expression(c.noun.Orders[c.order].Name, "id")
	return func(s *sql.Selector) {
		firstPer(s, column, c.size+1, sql.ExprFunc(expression))
		s.OrderExprFunc(c.expression(s.C(c.noun.Orders[c.order].Name), s.C("id")))
	}
}

// firstPer narrows a selection to the first rows, in an order, of each value
// of a column: it numbers them by a window function and keeps the low numbers.
func firstPer(s *sql.Selector, column string, rows int, order sql.Querier) {
	d := sql.Dialect(s.Dialect())
	s.SetDistinct(false)
	numbered := d.Select("*").
		AppendSelectExprAs(sql.RowNumber().PartitionBy(column).OrderExpr(order), "place").
		From(d.Table("every"))
	first := d.Table("numbered").As(s.TableName())
	*s = *d.Select(s.UnqualifiedColumns()...).
		From(first).
		Where(sql.LTE(first.C("place"), rows)).
		Prefix(d.With("every").As(s.Clone()).With("numbered").As(numbered))
}

func (c cut[N]) expression(column, id string) func(*sql.Builder) {
	return func(b *sql.Builder) {
		b.Ident(column).Pad().WriteString(string(c.reading()))
		b.Comma().Ident(id).Pad().WriteString(string(c.reading()))
	}
}

// connection makes a page from the rows as they were read.
func (c cut[N]) connection(rows []*N) *Connection[N] {
	more := len(rows) > c.size
	if more {
		rows = rows[:c.size]
	}
	page := &Connection[N]{Edges: make([]*Edge[N], len(rows)), PageInfo: &Info{
		HasNextPage:     more || c.before != nil,
		HasPreviousPage: c.after != nil,
	}}
	if c.window.Last != nil {
		page.PageInfo.HasNextPage, page.PageInfo.HasPreviousPage = c.before != nil, more || c.after != nil
	}
	for i, row := range rows {
		at := place{order: c.order, value: c.noun.Orders[c.order].Value(row), id: c.noun.ID(row)}
		if c.window.Last != nil {
			i = len(rows) - 1 - i
		}
		page.Edges[i] = &Edge[N]{Node: row, Cursor: at.cursor()}
	}
	if n := len(page.Edges); n > 0 {
		page.PageInfo.StartCursor, page.PageInfo.EndCursor = &page.Edges[0].Cursor, &page.Edges[n-1].Cursor
	}
	return page
}
