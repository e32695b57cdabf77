package vault

import (
	"context"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/version"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
)

// maxDeleted bounds a list of deleted documents.
const maxDeleted = 100

// DeletedDocument is a document that was deleted and can be brought back.
type DeletedDocument struct {
	ID, FolderID   typeid.ID
	Title          string
	Classification classification.Level
	// DeletedAt is when it was deleted, RestorableUntil the first instant at which
	// it cannot be brought back any more.
	DeletedAt, RestorableUntil time.Time
}

// DeletedDocuments lists the deleted documents of a customer that the viewer, by
// their role for it, may bring back now: the latest maxDeleted of them. It fails with
// NotFound for a customer that does not exist for them, and with Forbidden where they may
// delete nothing.
func (v *Vault) DeletedDocuments(ctx context.Context, customerID typeid.ID) ([]*DeletedDocument, error) {
	if err := want("customerId", typeid.Customer, customerID); err != nil {
		return nil, err
	}
	who, ok := viewer.FromContext(ctx)
	if !ok {
		return nil, unauthenticated()
	}
	a := &act{vault: v, tx: v.client, who: who, at: who.At}
	restorable, err := a.restorable(ctx, customerID)
	if err != nil {
		return nil, translate(err)
	}
	rows, err := a.tx.Document.Query().
		Where(
			document.CustomerID(customerID), document.CurrentVersionIDNotNil(), document.Or(restorable...),
			document.Not(document.HasVersionsWith(version.PurgedAtNotNil())),
		).
		Order(document.ByDeletedAt(sql.OrderDesc()), document.ByID(sql.OrderDesc())).
		Limit(maxDeleted).
		All(a.facts(ctx))
	if err != nil {
		return nil, translate(err)
	}
	deleted := make([]*DeletedDocument, 0, len(rows))
	for _, d := range rows {
		deleted = append(deleted, &DeletedDocument{
			ID: d.ID, FolderID: d.FolderID, Title: d.Title, Classification: d.Classification,
			DeletedAt: *d.DeletedAt, RestorableUntil: a.recoverableUntil(d),
		})
	}
	return deleted, nil
}

// restorable holds, for each classification of which the viewer may delete a
// customer's documents, for those that were deleted within its window of recovery.
func (a *act) restorable(ctx context.Context, customerID typeid.ID) (which []predicate.Document, err error) {
	c, err := a.customer(ctx, customerID)
	if err != nil {
		return nil, err
	}
	titles, err := a.decide(ctx, policies.CustomerView, ofCustomer(c))
	if err != nil {
		return nil, err
	}
	for _, level := range policies.Classifications() {
		if len(a.allowing(titles, policies.DocumentDelete, level)) > 0 {
			which = append(which, document.And(
				document.ClassificationEQ(classification.Level(level)),
				document.DeletedAtGT(a.at.Add(-a.vault.cfg.Policy.Handling(level).Recovery)),
			))
		}
	}
	if len(which) == 0 {
		return nil, forbidden()
	}
	return which, nil
}
