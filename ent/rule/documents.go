package rule

import (
	"context"
	"slices"
	"strconv"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
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
}

type paging struct{}

// WithPage returns the context of one query that reads no more than a page, by
// its order. For documents the row rule then looks for the first of each way in
// which they are opened, along an index, where it would else have to ask of
// every document whether it is. It shows the same.
func WithPage(ctx context.Context, p Page) context.Context {
	return context.WithValue(ctx, paging{}, p)
}

// seenDocuments holds for the documents that some role of the viewer may see
// at the document's classification: the auditor's, a membership's, or that of a
// grant whose ceiling reaches so high.
func seenDocuments(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
	if v.Role == viewer.Auditor {
		return sql.And(existing(s), sql.In(s.C(document.FieldClassification), values(v.Sight.Documents[v.OwnRole()])...))
	}
	// SQLite, which keeps a small vault, knows no LATERAL.
	if p, ok := s.Context().Value(paging{}).(Page); ok && p.Kind == typeid.Document && s.Dialect() == dialect.Postgres {
		return sql.In(s.C(document.FieldID), p.nearest(s, v))
	}
	ways := []*sql.Predicate{sql.False()}
	for _, by := range bySight(membershipRoles, RoleOf, v.Sight.Documents) {
		ways = append(ways, sql.And(
			sql.In(s.C(document.FieldClassification), values(by.levels)...),
			mine(s, v, s.C(document.FieldCustomerID), by.words...),
		))
	}
	for _, by := range bySight(grantLevels, RoleAt, v.Sight.Documents) {
		up := sql.Dialect(s.Dialect()).Table(ancestry.Table).As("a")
		ways = append(ways, sql.And(
			sql.In(s.C(document.FieldClassification), values(by.levels)...),
			sql.Or(
				opens(s, v, by, grant.FieldDocumentID, s.C(document.FieldID)),
				yes(sql.Dialect(s.Dialect()).Select().From(up).Where(sql.And(
					sql.ColumnsEQ(up.C(ancestry.FieldDescendantID), s.C(document.FieldFolderID)),
					opens(s, v, by, grant.FieldFolderID, up.C(ancestry.FieldAncestorID)),
				))),
			),
		))
	}
	return sql.And(existing(s), sql.Or(ways...))
}

// nearest selects the IDs of the first documents of a page: the first of each
// way in which documents are opened, put together. The query's filters, which
// the selection s holds so far, hold within each way.
func (p Page) nearest(s *sql.Selector, v viewer.Viewer) *sql.Selector {
	d, t := sql.Dialect(s.Dialect()), sql.Dialect(s.Dialect()).Table(document.Table)
	place, id := t.C(p.Order), t.C(document.FieldID)
	// documents selects the documents of some levels for which more holds.
	documents := func(levels []classification.Level, more ...*sql.Predicate) *sql.Selector {
		q := d.Select(place, id).From(t).SetP(s.P())
		q.Where(sql.And(append(more, existing(t), sql.In(t.C(document.FieldClassification), values(levels)...))...))
		p.Behind(q, place, id)
		return q
	}
	ways := d.Select(place, id).From(t).Where(sql.False())
	add := func(way *sql.Selector) { ways.Union(d.Select().From(way.As("way"))) }

	for _, by := range bySight(membershipRoles, RoleOf, v.Sight.Documents) {
		members := LiveMemberships(s.Dialect(), v.ID, v.At)
		members.Where(sql.In(members.C(membership.FieldRole), values(by.words)...))
		add(lateral(members, p.first(documents(by.levels,
			sql.ColumnsEQ(t.C(document.FieldCustomerID), members.C(membership.FieldCustomerID)),
		), place, id)))
	}
	for _, by := range bySight(grantLevels, RoleAt, v.Sight.Documents) {
		folders := foldersOf(s.Dialect(), v, by)
		add(lateral(d.Select().From(folders), p.first(documents(by.levels,
			sql.ColumnsEQ(t.C(document.FieldFolderID), folders.C(ancestry.FieldDescendantID)),
			reaches(folders.C(grant.FieldCeiling), t.C(document.FieldClassification)),
		), place, id)))

		grants := grantsOf(s.Dialect(), v, by)
		opened := documents(by.levels,
			sql.ColumnsEQ(id, grants.C(grant.FieldDocumentID)),
			reaches(grants.C(grant.FieldCeiling), t.C(document.FieldClassification)),
		)
		if p.Order == document.FieldCreatedAt {
			add(p.walk(grants, opened))
		} else {
			add(p.first(opened.AppendFrom(grants.As("g")).Distinct(), place, id))
		}
	}
	return p.first(d.Select(document.FieldID).From(ways.As("ways")), p.Order, document.FieldID)
}

// walk selects the first of the documents that grants are on, and that are
// opened, by the time that is kept with the grants. The database goes from grant
// to grant in that order and asks of each as it comes, until there are enough.
func (p Page) walk(grants, opened *sql.Selector) *sql.Selector {
	place, id := grants.C(grant.FieldDocumentCreatedAt), grants.C(grant.FieldDocumentID)
	p.Behind(grants, place, id)
	return p.first(grants.Select(place, id).Distinct().Where(sql.And(sql.NotNull(id), yes(opened))), place, id)
}

// first orders a selection by the order of the page, and ends it with it.
func (p Page) first(s *sql.Selector, place, id string) *sql.Selector {
	return s.OrderExprFunc(p.by(place, id)).Limit(p.Rows)
}

func (p Page) by(place, id string) func(*sql.Builder) {
	direction := " ASC"
	if p.Descending {
		direction = " DESC"
	}
	return func(b *sql.Builder) {
		b.Ident(place).WriteString(direction).Comma().Ident(id).WriteString(direction)
	}
}

// yes holds where a selection has a row. Unlike EXISTS it is always asked row by
// row, and never answered by reading beforehand all that somebody was given.
func yes(s *sql.Selector) *sql.Predicate {
	s.SelectExpr(sql.Raw("TRUE")).Limit(1)
	return sql.P(func(b *sql.Builder) { b.Wrap(func(b *sql.Builder) { b.Join(s) }) })
}

// lateral selects all that inside selects, for each row of s.
func lateral(s, inside *sql.Selector) *sql.Selector {
	return s.AppendFromExpr(sql.ExprFunc(func(b *sql.Builder) {
		b.WriteString("LATERAL ").Wrap(func(b *sql.Builder) { b.Join(inside) }).WriteString(" AS ").Ident("inside")
	})).SelectExpr(sql.Raw(`"inside".*`))
}

// existing holds for documents that are not deleted and have bytes.
func existing(documents columns) *sql.Predicate {
	return sql.And(
		sql.IsNull(documents.C(document.FieldDeletedAt)),
		sql.NotNull(documents.C(document.FieldCurrentVersionID)),
	)
}

// opens holds for documents that a grant to the viewer reaches which is on a
// document, or a folder, that a column names.
func opens(s *sql.Selector, v viewer.Viewer, by sighted[grant.Level], on, named string) *sql.Predicate {
	g := grantsOf(s.Dialect(), v, by)
	return yes(g.Where(sql.And(
		sql.ColumnsEQ(g.C(on), named),
		reaches(g.C(grant.FieldCeiling), s.C(document.FieldClassification)),
	)))
}

// grantsOf selects the grants to a viewer, of some levels, that are in force.
func grantsOf(d string, v viewer.Viewer, by sighted[grant.Level]) *sql.Selector {
	g := LiveGrantsTo(d, v.ID, v.At)
	return g.Where(sql.In(g.C(grant.FieldLevel), values(by.words)...))
}

// foldersOf selects the folders at and beneath those that such grants are on,
// with the grants' ceilings, as "f".
func foldersOf(d string, v viewer.Viewer, by sighted[grant.Level]) *sql.Selector {
	g, a := grantsOf(d, v, by), sql.Dialect(d).Table(ancestry.Table).As("a")
	return g.AppendFrom(a).
		Select(a.C(ancestry.FieldDescendantID), g.C(grant.FieldCeiling)).Distinct().
		Where(sql.And(
			sql.NotNull(g.C(grant.FieldFolderID)),
			sql.ColumnsEQ(a.C(ancestry.FieldAncestorID), g.C(grant.FieldFolderID)),
		)).
		As("f")
}

// reaches holds where a ceiling is at or above a classification.
func reaches(ceiling, level string) *sql.Predicate {
	rank := func(b *sql.Builder, column string) {
		b.WriteString("CASE ").Ident(column)
		for i, level := range classification.All() {
			b.WriteString(" WHEN '" + string(level) + "' THEN " + strconv.Itoa(i))
		}
		b.WriteString(" END")
	}
	return sql.P(func(b *sql.Builder) {
		rank(b, ceiling)
		b.WriteOp(sql.OpGTE)
		rank(b, level)
	})
}

var (
	membershipRoles = []membership.Role{membership.RoleCUSTODIAN, membership.RoleEDITOR, membership.RoleVIEWER}
	grantLevels     = []grant.Level{grant.LevelVIEW, grant.LevelDOWNLOAD, grant.LevelEDIT}
)

// sighted are stored words that see documents of the same levels.
type sighted[W ~string] struct {
	words  []W
	levels []classification.Level
}

// bySight puts those stored words together whose roles, as the policies call
// them, see the same, and leaves out those that see nothing.
func bySight[W ~string](words []W, role func(W) string, sight map[string][]classification.Level) (groups []sighted[W]) {
	for _, word := range words {
		levels := sight[role(word)]
		same := func(g sighted[W]) bool { return slices.Equal(g.levels, levels) }
		switch i := slices.IndexFunc(groups, same); {
		case len(levels) == 0:
		case i >= 0:
			groups[i].words = append(groups[i].words, word)
		default:
			groups = append(groups, sighted[W]{[]W{word}, levels})
		}
	}
	return groups
}
