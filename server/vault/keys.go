package vault

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/customerkey"
	"strongroom/ent/typeid"
	"strongroom/server/internal/seal"
)

// customerKey is an unwrapped customer key with its row. Wipe the key.
type customerKey struct {
	row *gen.CustomerKey
	key seal.Key
}

func (k customerKey) name() seal.CustomerKeyID { return nameOf(k.row) }

func nameOf(row *gen.CustomerKey) seal.CustomerKeyID {
	return seal.CustomerKeyID{
		Customer:       row.CustomerID.String(),
		Classification: string(row.Classification),
		Number:         row.Generation,
	}
}

// newestKey returns the customer's newest key for a classification, and makes
// one on demand: the first, or the next where the newest was destroyed.
func (a *act) newestKey(ctx context.Context, customerID typeid.ID, level classification.Level) (customerKey, error) {
	row, err := a.tx.CustomerKey.Query().
		Where(customerkey.CustomerID(customerID), customerkey.ClassificationEQ(level)).
		Order(customerkey.ByGeneration(sql.OrderDesc())).
		First(a.keeper(ctx))
	next := seal.CustomerKeyID{Customer: customerID.String(), Classification: string(level), Number: 1}
	switch {
	case gen.IsNotFound(err):
		row, err = a.makeKey(ctx, next, customerID)
	case err == nil && row.DestroyedAt != nil:
		next.Number += row.Generation
		row, err = a.makeKey(ctx, next, customerID)
	}
	if err != nil {
		return customerKey{}, err
	}
	return a.vault.unwrap(ctx, row)
}

// makeKey makes a customer's key of a generation. Where two replicas make it at
// once the database keeps one, and the use case of the other is run again.
func (a *act) makeKey(ctx context.Context, name seal.CustomerKeyID, customerID typeid.ID) (*gen.CustomerKey, error) {
	key := seal.NewKey()
	defer key.Wipe()
	rootID, wrapped, err := seal.WrapCustomerKey(ctx, a.vault.cfg.Root, name, key)
	if err != nil {
		return nil, err
	}
	made, err := a.tx.CustomerKey.Create().
		SetCreatedAt(a.at).
		SetCustomerID(customerID).
		SetClassification(classification.Level(name.Classification)).
		SetGeneration(name.Number).
		SetRootKey(rootID).
		SetWrapped(wrapped).
		Save(ctx)
	if gen.IsConstraintError(err) {
		return nil, errOvertaken
	}
	if err != nil {
		return nil, err
	}
	return made, a.record(ctx, event{action: "key:create", object: made.ID, customer: customerID})
}

// rewrap moves the key of a version under another customer key.
func (a *act) rewrap(ctx context.Context, d *gen.Document, ver *gen.Version, target customerKey) error {
	b := binding(d.CustomerID, d.ID, ver.ID)
	key, err := a.vault.versionKey(ctx, ver.Edges.CustomerKey, b, ver.WrappedKey)
	if err != nil {
		return err
	}
	defer key.Wipe()
	wrapped, err := seal.WrapVersionKey(target.key, target.name(), b, key)
	if err != nil {
		return err
	}
	return a.tx.Version.UpdateOneID(ver.ID).
		SetWrappedKey(wrapped).
		SetCustomerKeyID(target.row.ID).
		Exec(a.keeper(ctx))
}

func (v *Vault) unwrap(ctx context.Context, row *gen.CustomerKey) (customerKey, error) {
	if row.DestroyedAt != nil {
		return customerKey{}, unreadable()
	}
	key, err := seal.UnwrapCustomerKey(ctx, v.cfg.Root, row.RootKey, nameOf(row), row.Wrapped)
	if err != nil {
		return customerKey{}, translate(err)
	}
	return customerKey{row: row, key: key}, nil
}

// versionKey unwraps the key of a version or of an upload under its customer
// key. Wipe it.
func (v *Vault) versionKey(ctx context.Context, row *gen.CustomerKey, b seal.Binding, wrapped []byte) (seal.Key, error) {
	parent, err := v.unwrap(ctx, row)
	if err != nil {
		return seal.Key{}, err
	}
	defer parent.key.Wipe()
	key, err := seal.UnwrapVersionKey(parent.key, parent.name(), b, wrapped)
	if err != nil {
		return seal.Key{}, translate(err)
	}
	return key, nil
}

func binding(customer, document, version typeid.ID) seal.Binding {
	return seal.Binding{Customer: customer.String(), Document: document.String(), Version: version.String()}
}
