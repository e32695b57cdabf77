package vault

import (
	"context"
	stdsql "database/sql"
	"slices"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
	"strongroom/ent/gen/ancestry"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/folder"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/rule"
	"strongroom/ent/typeid"
	"strongroom/policies"
)

// title is something that the acting user is on an object, and why.
type title struct {
	role policies.Role
	// grant is the grant that makes it so, if one does; limited tells whether
	// each download uses it up.
	grant   typeid.ID
	limited bool
	// ceiling is the most confidential documents that the grant opens.
	ceiling classification.Level
}

// known is an object that is there, with all that the acting user is on it.
type known struct {
	object
	titles []title
}

// titles gathers the facts of decisions about some objects: all that the
// acting user is on each of them at this instant. What follows from the account
// itself is known; the rest is one indexed query over live memberships and live
// grants, however many objects there are.
func (a *act) titles(ctx context.Context, objects ...object) (map[typeid.ID][]title, error) {
	var on targets
	for _, o := range objects {
		on.customers = add(on.customers, o.customer)
		on.folders = add(on.folders, o.folder)
		on.documents = add(on.documents, o.document)
	}
	_, held, err := a.rowsOf(ctx, a.heldOn(on))
	if err != nil {
		return nil, err
	}
	titles := make(map[typeid.ID][]title, len(objects))
	for _, o := range objects {
		titles[o.id()] = a.titlesOn(o, held)
	}
	return titles, nil
}

// known finds those of some customers, folders and documents that exist, with
// the titles on each: one query for each of the three nouns that is among them,
// and the same for what exists as for what does not.
func (a *act) known(ctx context.Context, ids ...typeid.ID) (map[typeid.ID]known, error) {
	byKind := map[typeid.Kind][]any{}
	for _, id := range ids {
		byKind[id.Kind()] = add(byKind[id.Kind()], id)
	}
	found := make(map[typeid.ID]known, len(ids))
	for kind, ids := range byKind {
		query := a.knownQuery(kind, ids)
		if query == nil {
			continue // nothing that decisions are about
		}
		objects, held, err := a.rowsOf(ctx, query)
		if err != nil {
			return nil, err
		}
		for _, o := range objects {
			found[o.id()] = known{o, a.titlesOn(o, held)}
		}
	}
	return found, nil
}

// find is known, of one.
func (a *act) find(ctx context.Context, id typeid.ID) (known, error) {
	found, err := a.known(ctx, id)
	if err != nil {
		return known{}, err
	}
	k, ok := found[id]
	if !ok {
		return known{}, notFound()
	}
	return k, nil
}

// held is a title on everything of a customer, on all documents of a folder, or
// on one document.
type held struct {
	title
	on typeid.ID
}

// titlesOn are those of some titles that are on an object, and those of the account.
func (a *act) titlesOn(o object, all []held) []title {
	titles := a.ownTitles()
	for _, h := range all {
		if h.on == o.customer || h.on == o.folder || h.on == o.document {
			titles = append(titles, h.title)
		}
	}
	return titles
}

// targets are what titles are asked for: each a list of IDs, or a selection of them.
type targets struct{ customers, folders, documents []any }

func add(ids []any, id typeid.ID) []any {
	if id == "" || slices.Contains(ids, any(id)) {
		return ids
	}
	return append(ids, id)
}

// rowsOf runs a query of knownQuery or heldOn.
func (a *act) rowsOf(ctx context.Context, query *sql.Selector) (objects []object, all []held, err error) {
	text, args := query.Query()
	rows, err := a.tx.QueryContext(a.facts(ctx), text, args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close() // rows.Err below tells
	for rows.Next() {
		var customerID, folderID, documentID, on, word, grantID, level stdsql.NullString
		var limit stdsql.NullInt64
		if err := rows.Scan(&customerID, &folderID, &documentID, &level, &on, &word, &grantID, &limit); err != nil {
			return nil, nil, err
		}
		switch {
		case !word.Valid:
			o := object{typeid.ID(customerID.String), typeid.ID(folderID.String), typeid.ID(documentID.String), policies.Any}
			if level.Valid {
				o.classification = policies.Classification(level.String)
			}
			objects = append(objects, o)
		case grantID.Valid:
			all = append(all, held{title{
				role:    policies.Role(rule.RoleAt(grant.Level(word.String))),
				grant:   typeid.ID(grantID.String),
				limited: limit.Valid,
				ceiling: classification.Level(level.String),
			}, typeid.ID(on.String)})
		default:
			all = append(all, held{title{role: policies.Role(rule.RoleOf(membership.Role(word.String)))}, typeid.ID(on.String)})
		}
	}
	return objects, all, rows.Err()
}

// The columns of both queries: an object (customer, folder, document and
// classification) and nothing more; or what a title is on, its word, and of a
// grant the ID, the ceiling in place of a classification, and the limit.

// knownQuery selects those of some objects of a noun that exist, and what is
// held on them; nil for a noun that decisions are not about.
func (a *act) knownQuery(kind typeid.Kind, ids []any) *sql.Selector {
	d := sql.Dialect(a.vault.cfg.Database.Dialect())
	switch kind {
	case typeid.Customer:
		t := d.Table(customer.Table)
		return d.Select(t.C(customer.FieldID)).AppendSelectExpr(nulls(7)...).From(t).
			Where(sql.In(t.C(customer.FieldID), ids...)).
			UnionAll(a.heldOn(targets{customers: ids}))
	case typeid.Folder:
		t := d.Table(folder.Table)
		these := d.Select().From(t).Where(sql.In(t.C(folder.FieldID), ids...))
		return these.Clone().Select(t.C(folder.FieldCustomerID), t.C(folder.FieldID)).AppendSelectExpr(nulls(6)...).
			UnionAll(a.heldOn(targets{
				customers: []any{these.Clone().Select(t.C(folder.FieldCustomerID))},
				folders:   ids,
			}))
	case typeid.Document:
		t := d.Table(document.Table)
		these := d.Select().From(t).Where(sql.And(
			sql.In(t.C(document.FieldID), ids...),
			sql.IsNull(t.C(document.FieldDeletedAt)), sql.NotNull(t.C(document.FieldCurrentVersionID)),
		))
		return these.Clone().
			Select(t.C(document.FieldCustomerID), t.C(document.FieldFolderID), t.C(document.FieldID), t.C(document.FieldClassification)).
			AppendSelectExpr(nulls(4)...).
			UnionAll(a.heldOn(targets{
				customers: []any{these.Clone().Select(t.C(document.FieldCustomerID))},
				folders:   []any{these.Clone().Select(t.C(document.FieldFolderID))},
				documents: ids,
			}))
	default:
		return nil
	}
}

// heldOn selects what the acting user is on some customers (by memberships),
// folders (by grants on them and above them) and documents (by grants on
// themselves). There is a customer at least; of what there is none, nothing is
// asked.
func (a *act) heldOn(these targets) *sql.Selector {
	d := a.vault.cfg.Database.Dialect()
	live := func() *sql.Selector { return rule.LiveGrantsUsing(d, a.who.ID, a.at, a.used) }
	granted := func(g *sql.Selector, on string) *sql.Selector {
		return g.SelectExpr(nulls(3)...).
			AppendSelect(g.C(grant.FieldCeiling), on, g.C(grant.FieldLevel), g.C(grant.FieldID), g.C(grant.FieldUseLimit))
	}
	members := rule.LiveMemberships(d, a.who.ID, a.at)
	members.SelectExpr(nulls(4)...).
		AppendSelect(members.C(membership.FieldCustomerID), members.C(membership.FieldRole)).
		AppendSelectExpr(sql.Raw("NULL"), sql.Raw("CAST(NULL AS bigint)"))
	members.Where(sql.In(members.C(membership.FieldCustomerID), these.customers...))

	if len(these.folders) > 0 {
		above, up := live(), sql.Dialect(d).Table(ancestry.Table).As("up")
		above.Join(up).On(up.C(ancestry.FieldAncestorID), above.C(grant.FieldFolderID))
		above.Where(sql.In(up.C(ancestry.FieldDescendantID), these.folders...))
		members.UnionAll(granted(above, up.C(ancestry.FieldDescendantID)))
	}
	if len(these.documents) > 0 {
		on := live()
		on.Where(sql.In(on.C(grant.FieldDocumentID), these.documents...))
		members.UnionAll(granted(on, on.C(grant.FieldDocumentID)))
	}
	return members
}

func nulls(n int) []sql.Querier {
	return slices.Repeat([]sql.Querier{sql.Raw("NULL")}, n)
}
