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
	a, ok := v.asking(ctx)
	if !ok {
		return nil, unauthenticated()
	}
	levels, err := a.deletable(ctx, customerID)
	if err != nil {
		return nil, translate(err)
	}
	rows, err := a.tx.Document.Query().
		Where(document.CustomerID(customerID), a.comesBack(levels...)).
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

// deletable are the classifications at which the acting user, by their role for a
// customer, may delete its documents.
func (a *act) deletable(ctx context.Context, customerID typeid.ID) (levels []classification.Level, err error) {
	c, err := a.customer(ctx, customerID)
	if err != nil {
		return nil, err
	}
	titles, err := a.titles(ctx, ofCustomer(c))
	if err != nil {
		return nil, err
	}
	if _, err := a.judge(titles, policies.CustomerView, ofCustomer(c)); err != nil {
		return nil, err
	}
	for _, level := range classification.All() {
		if len(a.allowing(titles, policies.DocumentDelete, policies.Classification(level))) > 0 {
			levels = append(levels, level)
		}
	}
	if len(levels) == 0 {
		return nil, forbidden()
	}
	return levels, nil
}

// comesBack holds for the deleted documents of some classifications that can be
// brought back: within the window of recovery, and not purged.
func (a *act) comesBack(levels ...classification.Level) predicate.Document {
	var within []predicate.Document
	for _, level := range levels {
		window := a.vault.cfg.Policy.Handling(policies.Classification(level)).Recovery
		within = append(within, document.And(document.ClassificationEQ(level), document.DeletedAtGT(a.at.Add(-window))))
	}
	return document.And(
		document.Or(within...), document.CurrentVersionIDNotNil(), document.Not(document.HasVersionsWith(version.PurgedAtNotNil())),
	)
}
