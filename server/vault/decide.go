package vault

import (
	"context"
	"slices"
	"strings"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/folder"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/typeid"
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

// ownTitles is what the acting user is by the account itself.
func (a *act) ownTitles() []title {
	return []title{{role: policies.Role(a.who.OwnRole())}}
}

// allowing narrows titles to those that allow an action, at a classification
// if it is one on a document; none does beyond the scope of a token.
func (a *act) allowing(titles []title, action policies.Action, c policies.Classification) []title {
	if !a.who.InScope(string(action)) {
		return nil
	}
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
	return a.judge(titles, action, o)
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
	found, err := a.tx.Customer.Query().Where(customer.ID(id)).Only(a.facts(ctx))
	return found, a.absent(ctx, err)
}

// folder is customer for a folder.
func (a *act) folder(ctx context.Context, id typeid.ID) (*gen.Folder, error) {
	found, err := a.tx.Folder.Query().Where(folder.ID(id)).Only(a.facts(ctx))
	return found, a.absent(ctx, err)
}

// document is customer for a document that is not deleted.
func (a *act) document(ctx context.Context, id typeid.ID) (*gen.Document, error) {
	found, err := a.tx.Document.Query().Where(document.ID(id), existing()).Only(a.facts(ctx))
	return found, a.absent(ctx, err)
}

// lockedDocument is document, held until the transaction ends, for use cases
// that change it: two of them on one document go one after the other. SQLite
// has one writer at a time anyway.
func (a *act) lockedDocument(ctx context.Context, id typeid.ID) (*gen.Document, error) {
	return a.lockedDocumentThat(ctx, document.ID(id))
}

// lockedDocumentThat is lockedDocument, for one that is named otherwise.
func (a *act) lockedDocumentThat(ctx context.Context, is predicate.Document) (*gen.Document, error) {
	query := a.tx.Document.Query().Where(is, existing())
	if a.vault.postgres() {
		query.ForUpdate()
	}
	found, err := query.Only(a.facts(ctx))
	return found, a.absent(ctx, err)
}

// absent asks of what is not there what decide asks of what is, so that the
// time of an answer does not tell the one from what must look like it.
func (a *act) absent(ctx context.Context, err error) error {
	if !gen.IsNotFound(err) {
		return err
	}
	nothing := object{customer: typeid.New(typeid.Customer), folder: typeid.New(typeid.Folder), document: typeid.New(typeid.Document)}
	if _, asked := a.titles(ctx, nothing); asked != nil {
		return asked
	}
	return err
}

// existing holds for documents that are not deleted and have bytes.
func existing() predicate.Document {
	return document.And(document.DeletedAtIsNil(), document.CurrentVersionIDNotNil())
}

// May tells whether the viewer's account itself allows an action. Nobody may
// do nothing.
func (v *Vault) May(ctx context.Context, action policies.Action) (bool, error) {
	a, ok := v.asking(ctx)
	if !ok {
		return false, nil
	}
	return a.decideOwn(action) == nil, nil
}

// MayOn tells which of some customers, folders and documents the viewer may
// do something to; those that do not exist for them are not among them. What is
// done to documents is asked of a folder or a customer as of a document of the
// lowest classification there. An error says that a part is away.
func (v *Vault) MayOn(ctx context.Context, action policies.Action, ids ...typeid.ID) (map[typeid.ID]bool, error) {
	may := make(map[typeid.ID]bool, len(ids))
	a, ok := v.asking(ctx)
	if !ok || len(ids) == 0 {
		return may, nil
	}
	known, err := a.known(ctx, ids...)
	if err != nil {
		return nil, translate(err)
	}
	for id, k := range known {
		k.classification = leastIfAny(k.classification)
		if _, err := a.judge(k.titles, action, k.object); err == nil {
			may[id] = true
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
