package vault

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen/ancestry"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/folder"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/kept"
	"strongroom/ent/rule"
	"strongroom/ent/typeid"
)

// question is what is asked for decisions, but for who asks, when, and about
// what. Questions that are equal have the same statement.
type question struct {
	dialect string
	noun    typeid.Kind
	// sought is how many objects of the noun are to be found; 0 says that there
	// is one, whose customer, folder and document are known.
	sought int
	// used says that a limited grant was used beforehand.
	used bool
}

// asker is who asks, when, and having used which limited grant, if any.
type asker struct {
	who, used typeid.ID
	at        time.Time
}

// statements are those of questions, kept.
type statements struct{ kept.Texts[question] }

// mostKept bounds the objects of a question whose statement is kept: a page of
// them, and less than as much again.
const mostKept = 128

// of is the text and the arguments of a question about some IDs. Where objects
// are sought, the last is repeated until their number is a power of two, so that
// few statements do, here and in the database, which keeps their plans.
func (s *statements) of(q question, by asker, ids []typeid.ID) (text string, args []any) {
	q.used = by.used != ""
	if q.sought > mostKept {
		return q.selector(by, ids).Query()
	}
	if q.sought > 0 {
		q.sought = 1 << bits.Len(uint(q.sought-1))
		ids = slices.Concat(ids, slices.Repeat(ids[len(ids)-1:], q.sought-len(ids)))
	}
	return s.Of(q, q.write).Query(by.at, slices.Concat([]typeid.ID{by.who, by.used}, ids)...)
}

// write writes the statement of a question to be kept, for who asks, what they
// used, and what they ask about.
func (q question) write() kept.Text {
	by := asker{who: kept.Mark(0)}
	if q.used {
		by.used = kept.Mark(1)
	}
	ids := make([]typeid.ID, cmp.Or(q.sought, 3))
	for i := range ids {
		ids[i] = kept.Mark(2 + i)
	}
	return kept.Write(q.dialect, q.selector(by, ids))
}

// selector selects rows of two sorts, in the same columns: an object (customer,
// folder, document and classification) and nothing more; or what a title is on,
// its word, and of a grant the ID, the ceiling in place of a classification,
// and the limit.
func (q question) selector(by asker, on []typeid.ID) *sql.Selector {
	d, ids := sql.Dialect(q.dialect), make([]any, len(on))
	for i, id := range on {
		ids[i] = id
	}
	if q.sought == 0 {
		return by.heldOn(q.dialect, targetsOf(q.noun, ids))
	}
	switch q.noun {
	case typeid.Document:
		t := d.Table(document.Table)
		these := d.Select().From(t).Where(sql.And(
			sql.In(t.C(document.FieldID), ids...),
			sql.IsNull(t.C(document.FieldDeletedAt)), sql.NotNull(t.C(document.FieldCurrentVersionID)),
		))
		return these.Clone().
			Select(t.C(document.FieldCustomerID), t.C(document.FieldFolderID), t.C(document.FieldID), t.C(document.FieldClassification)).
			AppendSelectExpr(nulls(4)...).
			UnionAll(by.heldOn(q.dialect, targets{
				customers: []any{these.Clone().Select(t.C(document.FieldCustomerID))},
				folders:   []any{these.Clone().Select(t.C(document.FieldFolderID))},
				documents: ids,
			}))
	case typeid.Folder:
		t := d.Table(folder.Table)
		these := d.Select().From(t).Where(sql.In(t.C(folder.FieldID), ids...))
		return these.Clone().Select(t.C(folder.FieldCustomerID), t.C(folder.FieldID)).AppendSelectExpr(nulls(6)...).
			UnionAll(by.heldOn(q.dialect, targets{
				customers: []any{these.Clone().Select(t.C(folder.FieldCustomerID))},
				folders:   ids,
			}))
	default:
		t := d.Table(customer.Table)
		return d.Select(t.C(customer.FieldID)).AppendSelectExpr(nulls(7)...).From(t).
			Where(sql.In(t.C(customer.FieldID), ids...)).
			UnionAll(by.heldOn(q.dialect, targets{customers: ids}))
	}
}

// targets are what titles are asked for: each a list of IDs, or a selection of them.
type targets struct{ customers, folders, documents []any }

// targetsOf are those of an object of a noun, given by its customer, folder and
// document, as far as it has them.
func targetsOf(noun typeid.Kind, ids []any) targets {
	switch noun {
	case typeid.Document:
		return targets{ids[:1], ids[1:2], ids[2:]}
	case typeid.Folder:
		return targets{customers: ids[:1], folders: ids[1:2]}
	default:
		return targets{customers: ids[:1]}
	}
}

// heldOn selects what the acting user is on some customers (by memberships),
// folders (by grants on them and above them) and documents (by grants on
// themselves). There is a customer at least; of what there is none, nothing is
// asked.
func (by asker) heldOn(d string, these targets) *sql.Selector {
	members := rule.LiveMemberships(d, by.who, by.at)
	members.SelectExpr(nulls(4)...).
		AppendSelect(members.C(membership.FieldCustomerID), members.C(membership.FieldRole)).
		AppendSelectExpr(sql.Raw("NULL"), sql.Raw("CAST(NULL AS bigint)"))
	members.Where(sql.In(members.C(membership.FieldCustomerID), these.customers...))
	if len(these.folders) == 0 {
		return members
	}
	const on = "opens"
	found := by.grantsOn(d, these, on).As("found")
	live := rule.LiveGrantsUsing(d, by.who, by.at, by.used)
	live.Join(found).On(found.C(grant.FieldID), live.C(grant.FieldID))
	return members.UnionAll(live.SelectExpr(nulls(3)...).
		AppendSelect(live.C(grant.FieldCeiling), found.C(on), live.C(grant.FieldLevel), live.C(grant.FieldID), live.C(grant.FieldUseLimit)))
}

// grantsOn selects the grants to the acting user, in force or not, on some folders
// and above them, and on some documents, with the folder or document as on. Which
// are in force is asked once, of all: that has the most parts, which the
// database makes ready each time, whether or not there is a grant.
func (by asker) grantsOn(d string, these targets, on string) *sql.Selector {
	up, g := sql.Dialect(d).Table(ancestry.Table).As("up"), sql.Dialect(d).Table(grant.Table).As("on")
	found := sql.Dialect(d).Select(g.C(grant.FieldID), sql.As(up.C(ancestry.FieldDescendantID), on)).
		From(up).Join(g).On(up.C(ancestry.FieldAncestorID), g.C(grant.FieldFolderID)).
		Where(sql.And(sql.EQ(g.C(grant.FieldUserID), by.who), sql.In(up.C(ancestry.FieldDescendantID), these.folders...)))
	if len(these.documents) > 0 {
		found.UnionAll(sql.Dialect(d).Select(g.C(grant.FieldID), g.C(grant.FieldDocumentID)).From(g).
			Where(sql.And(sql.EQ(g.C(grant.FieldUserID), by.who), sql.In(g.C(grant.FieldDocumentID), these.documents...))))
	}
	return found
}

func nulls(n int) []sql.Querier {
	return slices.Repeat([]sql.Querier{sql.Raw("NULL")}, n)
}
