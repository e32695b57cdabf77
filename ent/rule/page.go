package rule

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen/ancestry"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
)

// Page is the part of a list that a query reads.
type Page struct {
	// Kind is what the query reads: a page of something else says nothing of
	// documents that are read on the way.
	Kind typeid.Kind
	// Order is the column by which the list is ordered, and then by ID.
	Order string
	// Descending turns the order round.
	Descending bool
	// Rows is how many rows are read at most.
	Rows int
	// Behind narrows a selection to what lies behind the cursors, given the
	// columns of the order and of the ID. It is applied once for each way.
	Behind func(s *sql.Selector, order, id string)
	// Counted says that the rows are only counted: they come in any order, with
	// no more than their IDs.
	Counted bool
}

type paging struct{}

// WithPage returns the context of one query that reads no more than a page, by
// its order. For documents the row rule then looks for the first of each way in
// which they are opened, along an index, where it would else have to ask of
// every document whether it is. It shows the same.
func WithPage(ctx context.Context, p Page) context.Context {
	return context.WithValue(ctx, paging{}, p)
}

// found narrows a selection of documents to those of a page: the first of each
// way in which documents are opened, put together. The query's filters, which
// the selection holds so far, hold within each way.
//
// Where they are only counted, the selection is turned into one of what the ways
// find. Each then leaves out what an earlier one opens, and the database stops
// in the middle of a way when there are enough.
func (p Page) found(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
	d, t := sql.Dialect(s.Dialect()), sql.Dialect(s.Dialect()).Table(document.Table)
	place, id := t.C(p.Order), t.C(document.FieldID)
	all := d.Select(place, id).From(t).Where(sql.False())
	put := all.Union
	if p.Counted {
		put = all.UnionAll
	}
	ways := ways(s.Dialect(), v)
	for i, way := range ways {
		find := search{Page: p, documents: t, filter: s.P(), way: way}
		if p.Counted {
			find.without = ways[:i]
		}
		put(d.Select().From(way.find(find).As("way")))
	}
	if p.Counted {
		s.From(all.As(document.Table)).SetP(nil)
		return everything()
	}
	return sql.In(s.C(document.FieldID), p.first(d.Select(document.FieldID).From(all.As("ways")), p.Order, document.FieldID))
}

// search looks for the documents of one way.
type search struct {
	Page
	documents *sql.SelectTable
	filter    *sql.Predicate
	way       way
	without   []way
}

// ofCustomers selects the documents of the customers of some memberships.
func (s search) ofCustomers(members *sql.Selector) *sql.Selector {
	r := rowOf(s.documents)
	customer := members.C(membership.FieldCustomerID)
	of := sql.ColumnsEQ(r.customer, customer)
	r.customer = customer
	return s.each(members.Select(customer), "m", s.those(r, of))
}

// inFolders selects the documents in some folders, as far as these reach.
func (s search) inFolders(folders *sql.Selector) *sql.Selector {
	r := rowOf(s.documents)
	in := sql.ColumnsEQ(r.folder, folders.C(ancestry.FieldDescendantID))
	r.customer = folders.C(grant.FieldCustomerID) // which the index of a folder's documents does not hold
	return s.each(folders, "f", s.those(r, in, reaches(column(folders.C(reach)), r.classification)))
}

// granted selects the documents that some grants are on, as far as these reach.
func (s search) granted(grants *sql.Selector) *sql.Selector {
	r := rowOf(s.documents)
	opened := s.those(r, sql.ColumnsEQ(r.id, grants.C(grant.FieldDocumentID)), reaches(rank(grants.C(grant.FieldCeiling)), r.classification))
	if s.Order != document.FieldCreatedAt {
		return s.first(opened.AppendFrom(grants.As("g")).Distinct(), s.documents.C(s.Order), r.id)
	}
	// The time is kept with the grants. The database goes from grant to grant in
	// that order and asks of each as it comes, until there are enough.
	place, id := grants.C(grant.FieldDocumentCreatedAt), grants.C(grant.FieldDocumentID)
	s.Behind(grants, place, id)
	return s.first(grants.Select(place, id).Distinct().Where(sql.And(sql.NotNull(id), yes(opened))), place, id)
}

// those selects the documents of the way's levels for which more holds, and of
// which no other way's holds.
func (s search) those(r row, more ...*sql.Predicate) *sql.Selector {
	place := s.documents.C(s.Order)
	q := sql.Dialect(s.documents.Dialect()).Select(place, r.id).From(s.documents).SetP(s.filter)
	q.Where(sql.And(append(append(more, existing(s.documents)), within(s.way.levels, r)...)...))
	for _, other := range s.without {
		q.Where(unless(other.opensOfMany(r)))
	}
	s.Behind(q, place, r.id)
	return q
}

// glance is how many documents are read of each customer or folder to begin with.
const glance = 8

// each selects the documents of the page that inside selects, for each row of
// outside, which it knows by a name; of all rows together no more than the page
// has.
//
// By time, the first few of each row come before: where they fill the page, what is
// behind them is not read.
func (s search) each(outside *sql.Selector, name string, inside *sql.Selector) *sql.Selector {
	d, found := sql.Dialect(s.documents.Dialect()), sql.Table("inside")
	ofEach := func(inside *sql.Selector) *sql.Selector {
		lateral := sql.ExprFunc(func(b *sql.Builder) {
			b.WriteString("LATERAL ").Wrap(func(b *sql.Builder) { b.Join(inside) }).WriteString(" AS ").Ident("inside")
		})
		return d.Select().SelectExpr(sql.Raw(`"inside".*`)).From(d.Table("outside").As(name)).AppendFromExpr(lateral)
	}
	opened := d.With("outside").As(outside)
	if s.Counted {
		return ofEach(inside.Limit(s.Rows)).Prefix(opened) // the limit has the database read along an index for each row
	}
	place, id := s.documents.C(s.Order), s.documents.C(document.FieldID)
	if s.Order != document.FieldTitle {
		few := s.first(ofEach(s.first(inside.Clone(), place, id).Limit(glance)), found.C(s.Order), found.C(document.FieldID))
		last := d.Select(s.Order).From(few.As("few")).Offset(s.Rows - 1)
		inside.Where(s.until(place, last))
	}
	return s.first(ofEach(s.first(inside, place, id)), found.C(s.Order), found.C(document.FieldID)).Prefix(opened)
}

// until holds for what does not come behind an instant, if there is one.
func (p Page) until(place string, instant *sql.Selector) *sql.Predicate {
	op, all := sql.OpLTE, "'infinity'"
	if p.Descending {
		op, all = sql.OpGTE, "'-infinity'"
	}
	return sql.P(func(b *sql.Builder) {
		b.Ident(place).WriteOp(op).WriteString("COALESCE").Wrap(func(b *sql.Builder) {
			b.Wrap(func(b *sql.Builder) { b.Join(instant) }).Comma().WriteString(all)
		})
	})
}

// first orders a selection by the order of the page, and ends it with it.
func (p Page) first(s *sql.Selector, place, id string) *sql.Selector {
	direction := " ASC"
	if p.Descending {
		direction = " DESC"
	}
	return s.Limit(p.Rows).OrderExprFunc(func(b *sql.Builder) {
		b.Ident(place).WriteString(direction).Comma().Ident(id).WriteString(direction)
	})
}

// unless holds where a predicate does not: where it is false, and where it has no answer.
func unless(p *sql.Predicate) *sql.Predicate {
	return sql.P(func(b *sql.Builder) { b.Wrap(func(b *sql.Builder) { b.Join(p) }).WriteString(" IS NOT TRUE") })
}

func column(name string) sql.Querier {
	return sql.ExprFunc(func(b *sql.Builder) { b.Ident(name) })
}
