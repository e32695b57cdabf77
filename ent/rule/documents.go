package rule

import (
	"slices"
	"strconv"
	"strings"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
	"strongroom/ent/gen/ancestry"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/kept"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
)

// seenDocuments holds for the documents that some role of the viewer may see
// at the document's classification: the auditor's, a membership's, or that of a
// grant whose ceiling reaches so high.
func seenDocuments(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
	if v.Role == viewer.Auditor {
		return sql.And(existing(s), sql.In(s.C(document.FieldClassification), values(v.Sight.Documents[v.OwnRole()])...))
	}
	// SQLite, which keeps a small vault, knows no LATERAL.
	if p, ok := s.Context().Value(paging{}).(Page); ok && p.Kind == typeid.Document && s.Dialect() == dialect.Postgres {
		return p.found(s, v)
	}
	opened := texts.Of(text{s.Dialect(), "documents " + s.C(document.FieldID) + sightOf(v)}, func() kept.Text {
		somebody := viewer.Viewer{ID: kept.Mark(0), Sight: v.Sight}
		some := []*sql.Predicate{sql.False()}
		for _, way := range ways(s.Dialect(), somebody) {
			some = append(some, way.opens(rowOf(s)))
		}
		return kept.Write(s.Dialect(), sql.And(existing(s), sql.Or(some...)))
	})
	return opened.Predicate(v.At, v.ID)
}

// sightOf tells apart which documents the roles for a customer and by a grant see:
// a word of a bit for each classification, for each role.
func sightOf(v viewer.Viewer) string {
	word := func(role string) (seen byte) {
		for i, level := range classification.All() {
			if slices.Contains(v.Sight.Documents[role], level) {
				seen |= 1 << i
			}
		}
		return '0' + seen
	}
	var words []byte
	for _, role := range membershipRoles {
		words = append(words, word(RoleOf(role)))
	}
	for _, level := range grantLevels {
		words = append(words, word(RoleAt(level)))
	}
	return string(words)
}

// row names the columns by which it is told whether a document is opened.
type row struct{ id, folder, customer, classification string }

func rowOf(documents columns) row {
	return row{
		documents.C(document.FieldID), documents.C(document.FieldFolderID),
		documents.C(document.FieldCustomerID), documents.C(document.FieldClassification),
	}
}

// way is one of the ways in which documents are opened to a viewer.
type way struct {
	levels []classification.Level
	// holds for a document of one of the levels that it opens.
	holds func(row) *sql.Predicate
	// among is holds for many documents: it reads beforehand, once, what opens
	// them; nil where that would be much.
	among func(row) *sql.Predicate
	// find selects the documents that it opens, or those of a page.
	find func(search) *sql.Selector
}

// opens holds for a document that the way opens.
func (w way) opens(r row) *sql.Predicate {
	return sql.And(append([]*sql.Predicate{w.holds(r)}, within(w.levels, r)...)...)
}

// opensOfMany is opens, for many documents.
func (w way) opensOfMany(r row) *sql.Predicate {
	if w.among != nil {
		w.holds = w.among
	}
	return w.opens(r)
}

// within holds for documents of some levels: always, said by nothing, for all.
func within(levels []classification.Level, r row) []*sql.Predicate {
	if len(levels) == len(classification.All()) {
		return nil
	}
	return []*sql.Predicate{sql.In(r.classification, values(levels)...)}
}

// ways are by a membership for the document's customer, by a grant on its folder
// or one above, and by a grant on itself; each for those roles, or levels, that see
// the same.
func ways(d string, v viewer.Viewer) (all []way) {
	for _, by := range bySight(membershipRoles, RoleOf, v.Sight.Documents) {
		all = append(all, way{
			levels: by.levels,
			holds:  func(r row) *sql.Predicate { return mine(d, v, r.customer, by.words...) },
			find:   func(s search) *sql.Selector { return s.ofCustomers(members(d, v, by.words...)) },
		})
	}
	for _, by := range bySight(grantLevels, RoleAt, v.Sight.Documents) {
		all = append(all, way{
			levels: by.levels,
			holds: func(r row) *sql.Predicate {
				up := sql.Dialect(d).Table(ancestry.Table).As("a")
				return yes(sql.Dialect(d).Select().From(up).Where(sql.And(
					sql.ColumnsEQ(up.C(ancestry.FieldDescendantID), r.folder),
					granted(d, v, by, grant.FieldFolderID, up.C(ancestry.FieldAncestorID), r),
				)))
			},
			among: func(r row) *sql.Predicate { return inside(foldersOf(d, v, by), r) },
			find:  func(s search) *sql.Selector { return s.inFolders(foldersOf(d, v, by)) },
		}, way{
			levels: by.levels,
			holds:  func(r row) *sql.Predicate { return granted(d, v, by, grant.FieldDocumentID, r.id, r) },
			find:   func(s search) *sql.Selector { return s.granted(grantsOf(d, v, by)) },
		})
	}
	return all
}

// yes holds where a selection has a row. Unlike EXISTS it is always asked row by
// row, and never answered by reading beforehand all that somebody was given.
func yes(s *sql.Selector) *sql.Predicate {
	s.SelectExpr(sql.Raw("TRUE")).Limit(1)
	return sql.P(func(b *sql.Builder) { b.Wrap(func(b *sql.Builder) { b.Join(s) }) })
}

// existing holds for documents that are not deleted and have bytes.
func existing(documents columns) *sql.Predicate {
	return sql.And(
		sql.IsNull(documents.C(document.FieldDeletedAt)),
		sql.NotNull(documents.C(document.FieldCurrentVersionID)),
	)
}

// granted holds for documents that a grant to the viewer reaches which is on a
// document, or a folder, that a column names.
func granted(d string, v viewer.Viewer, by sighted[grant.Level], on, named string, r row) *sql.Predicate {
	g := grantsOf(d, v, by)
	return yes(g.Where(sql.And(sql.ColumnsEQ(g.C(on), named), reaches(rank(g.C(grant.FieldCeiling)), r.classification))))
}

// members selects the memberships of a viewer, in some roles, that are in force.
func members(d string, v viewer.Viewer, roles ...membership.Role) *sql.Selector {
	m := LiveMemberships(d, v.ID, v.At)
	return m.Where(sql.In(m.C(membership.FieldRole), values(roles)...))
}

// grantsOf selects the grants to a viewer, of some levels, that are in force.
func grantsOf(d string, v viewer.Viewer, by sighted[grant.Level]) *sql.Selector {
	g := LiveGrantsTo(d, v.ID, v.At)
	return g.Where(sql.In(g.C(grant.FieldLevel), values(by.words)...))
}

// reach is how high the highest ceiling reaches of the grants that open a folder.
const reach = "reach"

// foldersOf selects the folders at and beneath those that such grants are on,
// with their customers and their reach, as "f".
func foldersOf(d string, v viewer.Viewer, by sighted[grant.Level]) *sql.Selector {
	g, a := grantsOf(d, v, by), sql.Dialect(d).Table(ancestry.Table).As("a")
	folder, customer, ceiling := a.C(ancestry.FieldDescendantID), g.C(grant.FieldCustomerID), rank(g.C(grant.FieldCeiling))
	return g.AppendFrom(a).
		Select(folder, customer).
		AppendSelectExprAs(sql.ExprFunc(func(b *sql.Builder) {
			b.WriteString("MAX").Wrap(func(b *sql.Builder) { b.Join(ceiling) })
		}), reach).
		Where(sql.And(
			sql.NotNull(g.C(grant.FieldFolderID)),
			sql.ColumnsEQ(a.C(ancestry.FieldAncestorID), g.C(grant.FieldFolderID)),
		)).
		GroupBy(folder, customer).
		As("f")
}

// inside holds for documents in some folders, as far as these reach. It compares
// with each folder at each classification, of which PostgreSQL makes a hash table.
func inside(folders *sql.Selector, r row) *sql.Predicate {
	levels := sql.Dialect(folders.Dialect()).Table("levels")
	opened := sql.Dialect(folders.Dialect()).
		Select(folders.C(ancestry.FieldDescendantID), levels.C("level")).
		From(folders).
		AppendFromExpr(sql.ExprFunc(func(b *sql.Builder) {
			b.WriteString("(VALUES ")
			for i, level := range classification.All() {
				if i > 0 {
					b.Comma()
				}
				b.WriteString("('" + string(level) + "', " + strconv.Itoa(i) + ")")
			}
			b.WriteString(`) AS "levels" ("level", "rank")`)
		})).
		Where(sql.ColumnsGTE(folders.C(reach), levels.C("rank")))
	return sql.P(func(b *sql.Builder) {
		b.Wrap(func(b *sql.Builder) { b.IdentComma(r.folder, r.classification) }).WriteOp(sql.OpIn).
			Wrap(func(b *sql.Builder) { b.Join(opened) })
	})
}

// rank is the place of the level in a column, among all.
func rank(column string) sql.Querier {
	return sql.ExprFunc(func(b *sql.Builder) {
		b.WriteString("CASE ").Ident(column)
		for i, level := range classification.All() {
			b.WriteString(" WHEN '" + string(level) + "' THEN " + strconv.Itoa(i))
		}
		b.WriteString(" END")
	})
}

// reaches holds where a rank is that of a classification, or higher. It compares
// with those that are beyond, of which there are few, since a count asks it of ten
// thousand rows; the table holds no other words (document_classification).
func reaches(ceiling sql.Querier, level string) *sql.Predicate {
	return sql.P(func(b *sql.Builder) {
		b.WriteString("CASE ").Join(ceiling)
		for i := range classification.All() {
			b.WriteString(" WHEN " + strconv.Itoa(i) + " THEN ")
			var above []string
			for _, level := range classification.All()[i+1:] {
				above = append(above, "'"+string(level)+"'")
			}
			if above == nil {
				b.WriteString("TRUE")
			} else {
				b.Ident(level).WriteString(" NOT IN (" + strings.Join(above, ", ") + ")")
			}
		}
		b.WriteString(" END")
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
