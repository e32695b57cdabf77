package vault

import (
	"context"
	"slices"
	"strings"
	"time"

	stdsql "database/sql"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/ancestry"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/folder"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/rule"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
)

// object is what a decision is about: a customer, a folder of it, or a
// document in that folder. Empty IDs say that it is something larger.
type object struct {
	customer, folder, document typeid.ID
	classification             policies.Classification
	// created is when the document came to be; nil for a folder or a customer.
	created *time.Time
}

// id is the smallest thing that the object names.
func (o object) id() typeid.ID {
	switch {
	case o.document != "":
		return o.document
	case o.folder != "":
		return o.folder
	default:
		return o.customer
	}
}

// seen is the action without which the object does not exist for somebody.
func (o object) seen() policies.Action {
	switch o.id().Kind() {
	case typeid.Document:
		return policies.DocumentView
	case typeid.Folder:
		return policies.FolderView
	default:
		return policies.CustomerView
	}
}

func ofCustomer(c *gen.Customer) object {
	return object{customer: c.ID, classification: policies.Any}
}

func ofFolder(f *gen.Folder) object {
	return object{customer: f.CustomerID, folder: f.ID, classification: policies.Any}
}

func ofDocument(d *gen.Document) object {
	return object{
		customer: d.CustomerID, folder: d.FolderID, document: d.ID,
		classification: policies.Classification(d.Classification), created: &d.CreatedAt,
	}
}

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

// titles gathers the facts of decisions about some objects: all that the
// acting user is on each of them at this instant. What follows from the account
// itself is known; the rest is one indexed query over live memberships and live
// grants, however many objects there are.
func (a *act) titles(ctx context.Context, objects ...object) (map[typeid.ID][]title, error) {
	own := a.ownTitles()
	titles := make(map[typeid.ID][]title, len(objects))
	byCustomer, byFolder, byDocument := map[string][]typeid.ID{}, map[string][]typeid.ID{}, map[string][]typeid.ID{}
	for _, o := range objects {
		titles[o.id()] = slices.Clone(own)
		byCustomer[o.customer.String()] = append(byCustomer[o.customer.String()], o.id())
		byFolder[o.folder.String()] = append(byFolder[o.folder.String()], o.id())
		byDocument[o.document.String()] = append(byDocument[o.document.String()], o.id())
	}
	query, args := a.factsQuery(keysOf(byCustomer), keysOf(byFolder), keysOf(byDocument))
	rows, err := a.tx.QueryContext(a.facts(ctx), query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() // rows.Err below tells
	for rows.Next() {
		var word string
		var grantID, ceiling, onCustomer, onFolder, onDocument stdsql.NullString
		var limit stdsql.NullInt64
		if err := rows.Scan(&word, &grantID, &ceiling, &limit, &onCustomer, &onFolder, &onDocument); err != nil {
			return nil, err
		}
		found := title{role: policies.Role(rule.RoleOf(membership.Role(word)))}
		if grantID.Valid {
			found = title{
				role:    policies.Role(rule.RoleAt(grant.Level(word))),
				grant:   typeid.ID(grantID.String),
				limited: limit.Valid,
				ceiling: classification.Level(ceiling.String),
			}
		}
		for _, ids := range [][]typeid.ID{byCustomer[onCustomer.String], byFolder[onFolder.String], byDocument[onDocument.String]} {
			for _, id := range ids {
				titles[id] = append(titles[id], found)
			}
		}
	}
	return titles, rows.Err()
}

// factsQuery selects what the acting user is on some customers (memberships),
// folders (grants on them and above them) and documents (grants on
// themselves): the word, the grant with its ceiling and limit, and which of the
// three. There is a customer at least; of what there is none, nothing is asked.
func (a *act) factsQuery(customers, folders, documents []any) (query string, args []any) {
	members := rule.LiveMemberships(a.dialect(), a.who.ID, a.at, membership.FieldRole)
	members.AppendSelectExpr(nulls(3)...).AppendSelect(members.C(membership.FieldCustomerID)).AppendSelectExpr(nulls(2)...)
	members.Where(sql.In(members.C(membership.FieldCustomerID), customers...))
	if len(folders) > 0 {
		members.UnionAll(a.grantsAbove(folders))
	}
	if len(documents) > 0 {
		members.UnionAll(a.grantsOn(documents))
	}
	return members.Query()
}

// grantsAbove selects the live grants on some folders and above them.
func (a *act) grantsAbove(folders []any) *sql.Selector {
	above, up := a.liveGrants(), sql.Dialect(a.dialect()).Table(ancestry.Table).As("up")
	above.Join(up).On(up.C(ancestry.FieldAncestorID), above.C(grant.FieldFolderID))
	above.AppendSelectExpr(nulls(1)...).AppendSelect(up.C(ancestry.FieldDescendantID)).AppendSelectExpr(nulls(1)...)
	return above.Where(sql.In(up.C(ancestry.FieldDescendantID), folders...))
}

// grantsOn selects the live grants on some documents themselves.
func (a *act) grantsOn(documents []any) *sql.Selector {
	on := a.liveGrants()
	on.AppendSelectExpr(nulls(2)...).AppendSelect(on.C(grant.FieldDocumentID))
	return on.Where(sql.In(on.C(grant.FieldDocumentID), documents...))
}

func (a *act) liveGrants() *sql.Selector {
	return rule.LiveGrantsUsing(a.dialect(), a.who.ID, a.at, a.used,
		grant.FieldLevel, grant.FieldID, grant.FieldCeiling, grant.FieldUseLimit)
}

func (a *act) dialect() string { return a.vault.cfg.Database.Dialect() }

func nulls(n int) []sql.Querier { return slices.Repeat([]sql.Querier{sql.Raw("NULL")}, n) }

// keysOf are the non-empty keys, as arguments of a query.
func keysOf(by map[string][]typeid.ID) (keys []any) {
	delete(by, "")
	for key := range by {
		keys = append(keys, key)
	}
	return keys
}

// ownTitles is what the acting user is by the account itself.
func (a *act) ownTitles() []title {
	return []title{{role: policies.Role(a.who.OwnRole())}}
}

// allowing narrows titles to those that allow an action, at a classification
// if it is one on a document.
func (a *act) allowing(titles []title, action policies.Action, c policies.Classification) []title {
	c = judgedAt(action, c)
	return slices.DeleteFunc(slices.Clone(titles), func(t title) bool {
		tooHigh := c != policies.Any && t.grant != "" && !slices.Contains(classification.Level(c).AndAbove(), t.ceiling)
		return tooHigh || !a.vault.cfg.Policy.Check(t.role, action, c)
	})
}

// judgedAt is the classification at which an action is judged: the object's, if
// it is one on a document.
func judgedAt(action policies.Action, c policies.Classification) policies.Classification {
	if strings.HasPrefix(string(action), "document:") {
		return c
	}
	return policies.Any
}

// decide refuses what the acting user may not do to an object: with NotFound
// when it does not exist for them, otherwise with Forbidden. It returns the
// titles that allow it.
func (a *act) decide(ctx context.Context, action policies.Action, o object) ([]title, error) {
	titles, err := a.titles(ctx, o)
	if err != nil {
		return nil, err
	}
	return a.judge(titles[o.id()], action, o)
}

// judge is decide, of facts that are known.
func (a *act) judge(titles []title, action policies.Action, o object) ([]title, error) {
	if len(a.allowing(titles, o.seen(), o.classification)) == 0 {
		return nil, notFound()
	}
	allowing := a.allowing(titles, action, o.classification)
	if len(allowing) == 0 {
		return nil, forbidden()
	}
	return allowing, nil
}

// decideOwn refuses what the acting user's account itself does not allow.
func (a *act) decideOwn(action policies.Action) error {
	if len(a.allowing(a.ownTitles(), action, policies.Any)) == 0 {
		return forbidden()
	}
	return nil
}

// customer finds a customer for a decision. Whether it exists for the acting
// user, decide tells.
func (a *act) customer(ctx context.Context, id typeid.ID) (*gen.Customer, error) {
	return a.tx.Customer.Query().Where(customer.ID(id)).Only(a.facts(ctx))
}

// folder is customer for a folder.
func (a *act) folder(ctx context.Context, id typeid.ID) (*gen.Folder, error) {
	return a.tx.Folder.Query().Where(folder.ID(id)).Only(a.facts(ctx))
}

// document is customer for a document that is not deleted.
func (a *act) document(ctx context.Context, id typeid.ID) (*gen.Document, error) {
	return a.tx.Document.Query().
		Where(document.ID(id), existing()).
		Only(a.facts(ctx))
}

// lockedDocument is document, held until the transaction ends, for use cases
// that change it: two of them on one document go one after the other. SQLite
// has one writer at a time anyway.
func (a *act) lockedDocument(ctx context.Context, id typeid.ID) (*gen.Document, error) {
	query := a.tx.Document.Query().Where(document.ID(id), existing())
	if a.vault.postgres() {
		query.ForUpdate()
	}
	return query.Only(a.facts(ctx))
}

// existing holds for documents that are not deleted and have bytes.
func existing() predicate.Document {
	return document.And(document.DeletedAtIsNil(), document.CurrentVersionIDNotNil())
}

// find finds a customer, folder or document by the kind of its ID.
func (a *act) find(ctx context.Context, id typeid.ID) (object, error) {
	objects, err := a.findAll(ctx, []typeid.ID{id})
	if err != nil {
		return object{}, err
	}
	if len(objects) == 0 {
		return object{}, notFound()
	}
	return objects[0], nil
}

// findAll finds those of some customers, folders and documents that exist.
func (a *act) findAll(ctx context.Context, ids []typeid.ID) (objects []object, err error) {
	kinds := map[typeid.Kind][]typeid.ID{}
	for _, id := range ids {
		kinds[id.Kind()] = append(kinds[id.Kind()], id)
	}
	if of := kinds[typeid.Customer]; len(of) > 0 {
		rows, err := a.tx.Customer.Query().Where(customer.IDIn(of...)).All(a.facts(ctx))
		if err != nil {
			return nil, err
		}
		for _, c := range rows {
			objects = append(objects, ofCustomer(c))
		}
	}
	if of := kinds[typeid.Folder]; len(of) > 0 {
		rows, err := a.tx.Folder.Query().Where(folder.IDIn(of...)).All(a.facts(ctx))
		if err != nil {
			return nil, err
		}
		for _, f := range rows {
			objects = append(objects, ofFolder(f))
		}
	}
	if of := kinds[typeid.Document]; len(of) > 0 {
		rows, err := a.tx.Document.Query().Where(document.IDIn(of...), existing()).All(a.facts(ctx))
		if err != nil {
			return nil, err
		}
		for _, d := range rows {
			objects = append(objects, ofDocument(d))
		}
	}
	return objects, nil
}

// May tells whether the viewer's account itself allows an action. Nobody may
// do nothing.
func (v *Vault) May(ctx context.Context, action policies.Action) (bool, error) {
	who, ok := viewer.FromContext(ctx)
	if !ok {
		return false, nil
	}
	a := &act{vault: v, tx: v.client, who: who, at: who.At}
	return a.decideOwn(action) == nil, nil
}

// MayOn tells which of some customers, folders and documents the viewer may
// do something to; those that do not exist for them are not among them. An
// error says that a part is away.
func (v *Vault) MayOn(ctx context.Context, action policies.Action, ids ...typeid.ID) (map[typeid.ID]bool, error) {
	may := make(map[typeid.ID]bool, len(ids))
	who, ok := viewer.FromContext(ctx)
	if !ok || len(ids) == 0 {
		return may, nil
	}
	a := &act{vault: v, tx: v.client, who: who, at: who.At}
	objects, err := a.findAll(ctx, ids)
	if err != nil || len(objects) == 0 {
		return may, translate(err)
	}
	titles, err := a.titles(ctx, objects...)
	if err != nil {
		return nil, translate(err)
	}
	for _, o := range objects {
		if action == policies.DocumentCreate || action == policies.DocumentShare {
			o.classification = leastIfAny(o.classification)
		}
		if _, err := a.judge(titles[o.id()], action, o); err == nil {
			may[o.id()] = true
		}
	}
	return may, nil
}

// leastIfAny asks about a document action on a folder or a customer as on a
// document of the lowest classification: whether it can be done there at all.
func leastIfAny(c policies.Classification) policies.Classification {
	if c == policies.Any {
		return policies.Public
	}
	return c
}
