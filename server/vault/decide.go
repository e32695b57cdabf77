package vault

import (
	"context"
	"slices"
	"strings"

	stdsql "database/sql"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/ancestry"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/folder"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
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
		classification: policies.Classification(d.Classification),
	}
}

// title is something that the acting user is on an object, and why.
type title struct {
	role policies.Role
	// grant is the grant that makes it so, if one does; limited tells whether
	// each download uses it up.
	grant   typeid.ID
	limited bool
}

// titles gathers the facts of a decision: all that the acting user is on the
// object at this instant. What follows from the account itself is known; the
// rest is one indexed query over live memberships and live grants.
func (a *act) titles(ctx context.Context, o object) ([]title, error) {
	titles := a.ownTitles()
	if o.customer == "" {
		return titles, nil
	}
	d := a.vault.cfg.Database.Dialect()
	memberships := rule.LiveMemberships(d, a.who.ID, membership.FieldRole)
	memberships.AppendSelectExpr(sql.Raw("NULL"), sql.Raw("NULL"))
	memberships.Where(sql.EQ(memberships.C(membership.FieldCustomerID), o.customer))

	grants := rule.LiveGrantsTo(d, a.who.ID, a.at, grant.FieldLevel, grant.FieldID, grant.FieldUseLimit)
	above := sql.Dialect(d).Table(ancestry.Table).As("up")
	on := []*sql.Predicate{sql.In(grants.C(grant.FieldFolderID), sql.Dialect(d).
		Select(above.C(ancestry.FieldAncestorID)).From(above).
		Where(sql.EQ(above.C(ancestry.FieldDescendantID), o.folder)))}
	if o.document != "" {
		on = append(on, sql.EQ(grants.C(grant.FieldDocumentID), o.document))
	}
	grants.Where(sql.Or(on...))

	query, args := memberships.UnionAll(grants).Query()
	rows, err := a.tx.QueryContext(a.facts(ctx), query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // rows.Err below tells
	for rows.Next() {
		var word string
		var grantID stdsql.NullString
		var limit stdsql.NullInt64
		if err := rows.Scan(&word, &grantID, &limit); err != nil {
			return nil, err
		}
		found := title{role: policies.Role(rule.RoleOf(membership.Role(word)))}
		if grantID.Valid {
			found = title{
				role:    policies.Role(rule.RoleAt(grant.Level(word))),
				grant:   typeid.ID(grantID.String),
				limited: limit.Valid,
			}
		}
		titles = append(titles, found)
	}
	return titles, rows.Err()
}

// ownTitles is what the acting user is by the account itself.
func (a *act) ownTitles() []title {
	byKind := map[viewer.Kind]policies.Role{
		viewer.Staff: policies.Staff, viewer.Partner: policies.Partner, viewer.Service: policies.Service,
	}
	byRole := map[viewer.Role]policies.Role{
		viewer.Admin: policies.Admin, viewer.Auditor: policies.Auditor,
	}
	titles := []title{}
	if role, ok := byKind[a.who.Kind]; ok {
		titles = append(titles, title{role: role})
	}
	if role, ok := byRole[a.who.Role]; ok {
		titles = append(titles, title{role: role})
	}
	return titles
}

// allowing narrows titles to those that allow an action, at a classification
// if it is one on a document.
func (a *act) allowing(titles []title, action policies.Action, c policies.Classification) []title {
	if !strings.HasPrefix(string(action), "document:") {
		c = policies.Any
	}
	return slices.DeleteFunc(slices.Clone(titles), func(t title) bool {
		return !a.vault.cfg.Policy.Check(t.role, action, c)
	})
}

// decide refuses what the acting user may not do to an object: with NotFound
// when it does not exist for them, otherwise with Forbidden. It returns the
// titles that allow it.
func (a *act) decide(ctx context.Context, action policies.Action, o object) ([]title, error) {
	titles, err := a.titles(ctx, o)
	if err != nil {
		return nil, err
	}
	if o.customer != "" && len(a.allowing(titles, o.seen(), o.classification)) == 0 {
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
		Where(document.ID(id), document.DeletedAtIsNil(), document.CurrentVersionIDNotNil()).
		Only(a.facts(ctx))
}

// find finds a customer, folder or document by the kind of its ID.
func (a *act) find(ctx context.Context, id typeid.ID) (object, error) {
	switch id.Kind() {
	case typeid.Customer:
		c, err := a.customer(ctx, id)
		if err != nil {
			return object{}, err
		}
		return ofCustomer(c), nil
	case typeid.Folder:
		f, err := a.folder(ctx, id)
		if err != nil {
			return object{}, err
		}
		return ofFolder(f), nil
	case typeid.Document:
		d, err := a.document(ctx, id)
		if err != nil {
			return object{}, err
		}
		return ofDocument(d), nil
	default:
		return object{}, notFound()
	}
}

// May tells whether the viewer's account itself allows an action. Nobody may
// do nothing.
func (v *Vault) May(ctx context.Context, action policies.Action) (bool, error) {
	who, ok := viewer.FromContext(ctx)
	if !ok {
		return false, nil
	}
	a := &act{vault: v, tx: v.reader, who: who, at: who.At}
	return a.decideOwn(action) == nil, nil
}

// MayOn tells whether the viewer may do something to a customer, folder or
// document: false also where it does not exist for them. An error says that a
// part is away.
func (v *Vault) MayOn(ctx context.Context, action policies.Action, id typeid.ID) (bool, error) {
	who, ok := viewer.FromContext(ctx)
	if !ok {
		return false, nil
	}
	a := &act{vault: v, tx: v.reader, who: who, at: who.At}
	o, err := a.find(ctx, id)
	if err == nil {
		if action == policies.DocumentCreate || action == policies.DocumentShare {
			o.classification = leastIfAny(o.classification)
		}
		_, err = a.decide(ctx, action, o)
	}
	switch err = translate(err); CodeOf(err) {
	case NotFound, Forbidden:
		return false, nil
	default:
		return err == nil, err
	}
}

// leastIfAny asks about a document action on a folder or a customer as on a
// document of the lowest classification: whether it can be done there at all.
func leastIfAny(c policies.Classification) policies.Classification {
	if c == policies.Any {
		return policies.Public
	}
	return c
}
