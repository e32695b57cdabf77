package vault

import (
	"context"
	"errors"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/customerkey"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/refreshtoken"
	"strongroom/ent/gen/version"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/seal"
)

// Rotation renews keys while the vault is in use. It touches no content: each
// step wraps one key anew in one transaction, and finds by itself what is undone,
// so that it can be broken off and begun again anywhere.
type Rotation struct{ vault *Vault }

// NewRotation prepares to renew the keys in a database.
func NewRotation(database *sql.Driver, root seal.Root, clock func() time.Time) *Rotation {
	return &Rotation{bare(Config{Database: database, Root: root, Clock: clock})}
}

// Root wraps the customer keys that are under another root key under the current
// one, and the keys of what providers gave for sessions. It tells how many of each. Every
// replica must have the current root key before; the others may be taken away after.
func (r *Rotation) Root(ctx context.Context) (customers, sessions int, err error) {
	v := r.vault
	current, err := seal.CheckRoot(ctx, v.cfg.Root)
	if err != nil {
		return 0, 0, err // for whoever stands at the command line, with its cause
	}
	undone := customerkey.And(customerkey.RootKeyNEQ(current), customerkey.DestroyedAtIsNil())
	err = r.customerKeys(ctx, undone, func(ctx context.Context, a *act, row *gen.CustomerKey) error {
		unwrapped, err := v.unwrap(ctx, row)
		if err != nil {
			return fmt.Errorf("%s under root key %s: %w", row.ID, row.RootKey, err)
		}
		defer unwrapped.key.Wipe()
		rootID, wrapped, err := seal.WrapCustomerKey(ctx, v.cfg.Root, unwrapped.name(), unwrapped.key)
		if err != nil {
			return err
		}
		n, err := a.tx.CustomerKey.Update().
			Where(customerkey.ID(row.ID), customerkey.RootKey(row.RootKey)).
			SetRootKey(rootID).
			SetWrapped(wrapped).
			Save(a.keeper(ctx))
		if err != nil || n == 0 {
			return err
		}
		customers++
		return a.record(ctx, event{
			action: "key:rewrap", object: row.ID, customer: row.CustomerID,
			detail: map[string]string{"from": row.RootKey, "to": rootID},
		})
	})
	sessions, sessionsErr := r.keepsakes(ctx, current)
	return customers, sessions, errors.Join(err, sessionsErr)
}

// keepsakes does the same for the keys of what providers gave for sessions.
func (r *Rotation) keepsakes(ctx context.Context, current string) (rewrapped int, err error) {
	var errs []error
	for after := 0; ; {
		rows, err := r.vault.reader.RefreshToken.Query().
			Where(refreshtoken.IDGT(after), refreshtoken.RootKeyNEQ(current)).
			Order(refreshtoken.ByID()).
			Limit(batch).
			All(viewer.As(ctx, viewer.Sentinel, r.vault.now()))
		if errs = append(errs, translate(err)); err != nil || len(rows) == 0 {
			return rewrapped, errors.Join(errs...)
		}
		for _, row := range rows {
			after = row.ID
			n := 0
			err := r.vault.writeAs(ctx, viewer.Viewer{System: viewer.Sentinel}, func(ctx context.Context, a *act) (err error) {
				n, err = a.rewrapKeepsake(ctx, row)
				return err
			})
			errs = append(errs, err)
			rewrapped += n
		}
	}
}

// rewrapKeepsake tells how many keys it wrapped anew: none where the session has ended.
func (a *act) rewrapKeepsake(ctx context.Context, row *gen.RefreshToken) (int, error) {
	root, name := a.vault.cfg.Root, keepsakeKey(row.SessionID)
	key, err := seal.UnwrapCustomerKey(ctx, root, row.RootKey, name, row.WrappedKey)
	if err != nil {
		return 0, fmt.Errorf("session %s under root key %s: %w", row.SessionID, row.RootKey, translate(err))
	}
	defer key.Wipe()
	rootID, wrapped, err := seal.WrapCustomerKey(ctx, root, name, key)
	if err != nil {
		return 0, err
	}
	return a.tx.RefreshToken.Update().
		Where(refreshtoken.ID(row.ID), refreshtoken.RootKey(row.RootKey)).
		SetRootKey(rootID).
		SetWrappedKey(wrapped).
		Save(ctx)
}

// Customer replaces the customer keys that were made before an instant by keys of
// the next generation, and wraps the versions' keys that are under them under
// those. It tells how many of each. Who was interrupted gives the same instant
// again. What was being uploaded meanwhile stays under the older key until the
// next time.
func (r *Rotation) Customer(ctx context.Context, before time.Time) (made, rewrapped int, err error) {
	old := customerkey.And(customerkey.CreatedAtLT(before), customerkey.DestroyedAtIsNil())
	err = r.customerKeys(ctx, old, func(ctx context.Context, a *act, row *gen.CustomerKey) error {
		newer, err := a.tx.CustomerKey.Query().
			Where(
				customerkey.CustomerID(row.CustomerID), customerkey.ClassificationEQ(row.Classification),
				customerkey.GenerationGT(row.Generation),
			).
			Exist(a.keeper(ctx))
		if err != nil || newer {
			return err
		}
		next := nameOf(row)
		next.Number++
		if _, err := a.makeKey(ctx, next, row.CustomerID); err != nil {
			return err
		}
		made++
		return nil
	})
	if err != nil {
		return made, 0, err
	}
	var errs []error
	for after := typeid.ID(""); ; {
		rows, err := r.vault.reader.Version.Query().
			Where(version.IDGT(after), version.PurgedAtIsNil(), version.HasCustomerKeyWith(old)).
			Order(version.ByID()).
			Limit(batch).
			All(r.vault.asKeeper(ctx))
		if errs = append(errs, translate(err)); err != nil || len(rows) == 0 {
			return made, rewrapped, errors.Join(errs...)
		}
		for _, row := range rows {
			after = row.ID
			did := false
			err := r.act(ctx, func(ctx context.Context, a *act) (err error) {
				did, err = a.renew(ctx, row)
				return err
			})
			if errs = append(errs, err); err == nil && did {
				rewrapped++
			}
		}
	}
}

// renew wraps a version's key under the customer's newest for its classification,
// and tells whether it was not already.
func (a *act) renew(ctx context.Context, row *gen.Version) (bool, error) {
	query := a.tx.Document.Query().Where(document.ID(row.DocumentID))
	if a.vault.postgres() {
		query.ForUpdate() // as reclassifying does
	}
	d, err := query.Only(a.facts(ctx))
	if err != nil {
		return false, err
	}
	now, err := a.tx.Version.Query().Where(version.ID(row.ID)).WithCustomerKey().Only(a.keeper(ctx))
	if err != nil {
		return false, err
	}
	target, err := a.newestKey(ctx, d.CustomerID, d.Classification)
	if err != nil {
		return false, err
	}
	defer target.key.Wipe()
	if now.CustomerKeyID == target.row.ID {
		return false, nil
	}
	return true, a.rewrap(ctx, d, now, target)
}

// customerKeys does something in a transaction of its own for each customer key
// that is undone. One that fails does not keep it from the others.
func (r *Rotation) customerKeys(
	ctx context.Context, undone predicate.CustomerKey, do func(context.Context, *act, *gen.CustomerKey) error,
) error {
	var errs []error
	for after := typeid.ID(""); ; {
		rows, err := r.vault.reader.CustomerKey.Query().
			Where(undone, customerkey.IDGT(after)).
			Order(customerkey.ByID()).
			Limit(batch).
			All(r.vault.asKeeper(ctx))
		if errs = append(errs, translate(err)); err != nil || len(rows) == 0 {
			return errors.Join(errs...)
		}
		for _, row := range rows {
			after = row.ID
			errs = append(errs, r.act(ctx, func(ctx context.Context, a *act) error { return do(ctx, a, row) }))
		}
	}
}

func (r *Rotation) act(ctx context.Context, do func(ctx context.Context, a *act) error) error {
	return r.vault.writeAs(ctx, viewer.Viewer{System: viewer.Keeper}, do)
}
