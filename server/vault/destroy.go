package vault

import (
	"context"
	"strings"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/customerkey"
	"strongroom/ent/gen/document"
	eventrow "strongroom/ent/gen/event"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/user"
	"strongroom/ent/gen/version"
	"strongroom/ent/rule"
	"strongroom/ent/typeid"
	"strongroom/policies"
)

// Destroying a customer's keys makes what they sealed unreadable for ever, wherever
// a copy of it is (crypto-shredding). One admin asks, another confirms. The request
// is the entry in the log that tells of it: it can neither be changed nor forged
// without the log.
//
// A backup of the database still has the wrapped key. It is unreadable from the
// moment on at which the root key that wrapped it is destroyed as well, after
// "keys rotate root".

// confirmWithin is how long a request to destroy keys can be confirmed.
const confirmWithin = 24 * time.Hour

const (
	keyDestroyRequested = "key:destroy-request"
	keyDestroyed        = "key:destroy"
)

// KeyDestruction is a request to destroy keys.
type KeyDestruction struct {
	// ID is that of the entry in the log.
	ID, CustomerID, RequestedByID typeid.ID
	// Classification are those whose keys are to be destroyed.
	Classification []classification.Level
	Reason         string
	// RequestedAt is when it was asked for; from ConfirmableUntil on it cannot be
	// confirmed.
	RequestedAt, ConfirmableUntil time.Time
}

func destructionOf(e *gen.Event) *KeyDestruction {
	asked := &KeyDestruction{
		ID: e.ID, CustomerID: *e.CustomerID, RequestedByID: *e.ActorID, Reason: e.Detail["reason"],
		RequestedAt: e.CreatedAt, ConfirmableUntil: e.CreatedAt.Add(confirmWithin),
	}
	for level := range strings.FieldsSeq(e.Detail["classification"]) {
		asked.Classification = append(asked.Classification, classification.Level(level))
	}
	return asked
}

// KeyDestructions lists the requests to destroy keys that can be confirmed, the
// oldest first.
func (v *Vault) KeyDestructions(ctx context.Context) ([]*KeyDestruction, error) {
	a, ok := v.asking(ctx)
	if !ok {
		return nil, unauthenticated()
	}
	if err := a.decideOwn(policies.KeyDestroy); err != nil {
		return nil, err
	}
	rows, err := a.tx.Event.Query().
		Where(eventrow.Action(keyDestroyRequested), eventrow.CreatedAtGT(a.at.Add(-confirmWithin)), unconfirmed).
		Order(eventrow.ByCreatedAt(), eventrow.ByID()).
		All(a.registrar(ctx))
	if err != nil {
		return nil, translate(err)
	}
	asked := make([]*KeyDestruction, 0, len(rows))
	for _, row := range rows {
		asked = append(asked, destructionOf(row))
	}
	return asked, nil
}

// unconfirmed holds for requests of which the log does not say that they were
// confirmed.
func unconfirmed(s *sql.Selector) {
	done := sql.Dialect(s.Dialect()).Table(eventrow.Table).As("done")
	s.Where(sql.NotExists(sql.Dialect(s.Dialect()).Select(done.C(eventrow.FieldID)).From(done).Where(sql.And(
		sql.ColumnsEQ(done.C(eventrow.FieldObjectID), s.C(eventrow.FieldID)),
		sql.EQ(done.C(eventrow.FieldAction), keyDestroyed),
	))))
}

// RequestKeyDestruction asks for the destruction of a customer's keys for some
// classifications, or for all if none is named. Nothing is destroyed yet. It fails with
// FailedPrecondition where there is no key, or a hold is on what it protects.
func (v *Vault) RequestKeyDestruction(ctx context.Context, in RequestKeyDestruction) (asked *KeyDestruction, err error) {
	if err = want("customerId", typeid.Customer, in.CustomerID); err != nil {
		return nil, err
	}
	if in.Reason, err = text("reason", in.Reason, 500); err != nil {
		return nil, err
	}
	levels := classification.All()
	if len(in.Classification) > 0 {
		levels = in.Classification
	}
	words := make([]string, len(levels))
	for i, level := range levels {
		if !level.Valid() {
			return nil, badInput("classification", "is none of the known levels")
		}
		words[i] = string(level)
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		if err := a.decideOwn(policies.KeyDestroy); err != nil {
			return err
		}
		if _, err := a.destructible(ctx, in.CustomerID, levels); err != nil {
			return err
		}
		id := typeid.New(typeid.Event)
		err := a.record(ctx, event{
			id: id, action: keyDestroyRequested, customer: in.CustomerID,
			detail: map[string]string{"classification": strings.Join(words, " "), "reason": in.Reason},
		})
		if err != nil {
			return err
		}
		row, err := a.tx.Event.Query().Where(eventrow.ID(id)).Only(a.registrar(ctx))
		if err != nil {
			return err
		}
		asked = destructionOf(row)
		return nil
	})
	return asked, err
}

// ConfirmKeyDestruction destroys the keys that another admin, who is one still,
// asked to destroy, and tells how many. Downloads and uploads that use them are cut.
// What was sealed under them cannot be opened by anybody any more.
func (v *Vault) ConfirmKeyDestruction(ctx context.Context, in ConfirmKeyDestruction) (destroyed int, err error) {
	if err = want("requestId", typeid.Event, in.RequestID); err != nil {
		return 0, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		asked, err := a.confirmable(ctx, in.RequestID)
		if err != nil {
			return err
		}
		keys, err := a.destructible(ctx, asked.CustomerID, asked.Classification)
		if err != nil {
			return err
		}
		destroyed, err = a.tx.CustomerKey.Update().
			Where(customerkey.IDIn(keys...)).
			SetWrapped([]byte{}).
			SetDestroyedAt(a.at).
			Save(a.keeper(ctx))
		if err != nil {
			return err
		}
		return a.record(ctx, event{
			action: keyDestroyed, object: asked.ID, customer: asked.CustomerID, subject: asked.RequestedByID,
			detail: map[string]string{"keys": joinIDs(keys)},
		})
	})
	return destroyed, err
}

// confirmable finds a request that the acting user may confirm.
func (a *act) confirmable(ctx context.Context, id typeid.ID) (*KeyDestruction, error) {
	if err := a.decideOwn(policies.KeyDestroy); err != nil {
		return nil, err
	}
	row, err := a.tx.Event.Query().
		Where(eventrow.ID(id), eventrow.Action(keyDestroyRequested), unconfirmed).
		Only(a.registrar(ctx))
	if err != nil {
		return nil, err
	}
	asked := destructionOf(row)
	if !a.at.Before(asked.ConfirmableUntil) {
		return nil, notFound()
	}
	if asked.RequestedByID == a.who.ID {
		return nil, failed("somebody else must confirm what you asked for")
	}
	other, err := a.tx.User.Query().Where(user.ID(asked.RequestedByID)).Only(a.facts(ctx))
	if err != nil {
		return nil, err
	}
	still := &act{vault: a.vault, who: a.vault.viewerOf(other, a.at, "", nil, a.at)}
	if !active(other, a.at) || still.decideOwn(policies.KeyDestroy) != nil {
		return nil, failed("who asked for it may no longer")
	}
	return asked, nil
}

// destructible finds the keys of a customer for some classifications, and holds
// the customer until the transaction ends, so that no further one is made
// meanwhile. It refuses while something is kept back: a document that was deleted
// and can be brought back, or a grant that is held for its recipient though its
// giver has left.
func (a *act) destructible(ctx context.Context, customerID typeid.ID, levels []classification.Level) ([]typeid.ID, error) {
	query := a.tx.Customer.Query().Where(customer.ID(customerID))
	if a.vault.postgres() {
		query.ForUpdate() // against the foreign key of a new one
	}
	if _, err := query.Only(a.facts(ctx)); err != nil {
		return nil, err
	}
	keys, err := a.tx.CustomerKey.Query().
		Where(customerkey.CustomerID(customerID), customerkey.ClassificationIn(levels...), customerkey.DestroyedAtIsNil()).
		IDs(a.keeper(ctx))
	if err != nil {
		return nil, err
	}
	if len(keys) == 0 {
		return nil, failed("there is no such key")
	}
	deleted, err := a.tx.Document.Query().
		Where(document.CustomerID(customerID), a.comesBack(levels...)).
		Exist(a.facts(ctx))
	if err != nil {
		return nil, err
	}
	if deleted {
		return nil, failed("a deleted document can still be brought back")
	}
	held, err := a.tx.Grant.Query().
		Where(grant.CustomerID(customerID), grant.FateEQ(grant.FateHOLD), giverHasLeft, a.live()).
		Exist(a.facts(ctx))
	if err != nil {
		return nil, err
	}
	if held {
		return nil, failed("a grant is held for its recipient")
	}
	return keys, nil
}

// live holds for the grants that are in force.
func (a *act) live() predicate.Grant {
	return func(s *sql.Selector) {
		s.Where(sql.In(s.C(grant.FieldID), rule.LiveGrants(s.Dialect(), a.at, grant.FieldID)))
	}
}

// giverHasLeft holds for grants of somebody who has departed since, whether or
// not they have come back.
func giverHasLeft(s *sql.Selector) {
	u := sql.Dialect(s.Dialect()).Table(user.Table).As("giver")
	s.Where(sql.Exists(sql.Dialect(s.Dialect()).Select(u.C(user.FieldID)).From(u).Where(sql.And(
		sql.ColumnsEQ(u.C(user.FieldID), s.C(grant.FieldGiverID)),
		sql.Or(
			sql.EQ(u.C(user.FieldStatus), user.StatusDEPARTED),
			sql.ColumnsGT(u.C(user.FieldTenure), s.C(grant.FieldGiverTenure)),
		),
	))))
}

func joinIDs(ids []typeid.ID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = id.String()
	}
	return strings.Join(words, " ")
}

// readable refuses a version whose key was destroyed.
func (a *act) readable(ctx context.Context, versionID typeid.ID) error {
	lost, err := a.tx.Version.Query().
		Where(version.ID(versionID), version.HasCustomerKeyWith(customerkey.DestroyedAtNotNil())).
		Exist(a.keeper(ctx))
	if err == nil && lost {
		err = unreadable()
	}
	return err
}

// unreadable says that a key was destroyed.
func unreadable() error { return failed("its key was destroyed; nobody can open it any more") }
