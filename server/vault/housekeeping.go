package vault

import (
	"context"
	"errors"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/upload"
	"strongroom/ent/gen/version"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
)

// Housekeeping is done in rounds, on any replica or several at once. Each step
// commits what is over first and removes bytes then, so that a crash between the
// two leaves bytes that the next round finds by their row.

// batch bounds what one round of housekeeping takes up at once.
const batch = 100

// housekeeping runs do in a transaction of the housekeeper.
func (v *Vault) housekeeping(ctx context.Context, do func(ctx context.Context, a *act) error) error {
	return v.writeAs(ctx, viewer.Viewer{System: viewer.Housekeeper}, do)
}

// asKeeper is a context in which keys, uploads and versions can be read.
func (v *Vault) asKeeper(ctx context.Context) context.Context {
	return viewer.As(ctx, viewer.Keeper, v.now())
}

// EndUploads gives up the uploads whose time is over, and removes the bytes of
// all that were given up.
func (v *Vault) EndUploads(ctx context.Context) error {
	late, err := v.reader.Upload.Query().
		Where(pending(), upload.ExpiresAtLTE(v.now())).
		Limit(batch).
		All(v.asKeeper(ctx))
	if err != nil {
		return translate(err)
	}
	var errs []error
	for _, row := range late {
		errs = append(errs, v.housekeeping(ctx, func(ctx context.Context, a *act) error {
			return a.giveUp(ctx, row, "upload:expire", upload.ExpiresAtLTE(a.at))
		}))
	}
	left, err := v.reader.Upload.Query().
		Where(upload.StateEQ(upload.StateABANDONED)).
		Limit(batch).
		All(v.asKeeper(ctx))
	errs = append(errs, translate(err))
	for _, row := range left {
		errs = append(errs, v.clear(ctx, row))
	}
	return errors.Join(errs...)
}

// clear removes what the store holds of an upload that was given up. A part that
// is still on its way lands in nothing, or is left to the sweep.
func (v *Vault) clear(ctx context.Context, row *gen.Upload) error {
	store := v.cfg.Store
	if row.Multipart != "" {
		if err := store.Abort(ctx, row.Object, row.Multipart); err != nil {
			return translate(err)
		}
	}
	if err := store.Remove(ctx, row.Object); err != nil {
		return translate(err)
	}
	for piece, err := range store.List(ctx, tailsOf(row)) {
		if err == nil {
			err = store.Remove(ctx, piece.Name)
		}
		if err != nil {
			return translate(err)
		}
	}
	return v.housekeeping(ctx, func(ctx context.Context, a *act) error {
		return a.tx.Upload.Update().
			Where(upload.ID(row.ID), upload.StateEQ(upload.StateABANDONED)).
			SetState(upload.StateCLEARED).
			ClearTail().
			Exec(a.keeper(ctx))
	})
}

// Purge gives up, for good, the bytes of documents that were deleted longer ago
// than the handling rules let them be brought back, and removes what was given up.
func (v *Vault) Purge(ctx context.Context) error {
	var errs []error
	for _, c := range policies.Classifications() {
		errs = append(errs, v.purgeDeleted(ctx, c))
	}
	purged, err := v.reader.Version.Query().
		Where(version.PurgedAtNotNil(), version.RemovedAtIsNil()).
		Limit(batch).
		All(v.asKeeper(ctx))
	errs = append(errs, translate(err))
	for _, row := range purged {
		errs = append(errs, v.remove(ctx, row))
	}
	return errors.Join(errs...)
}

func (v *Vault) purgeDeleted(ctx context.Context, c policies.Classification) error {
	over := v.now().Add(-v.cfg.Policy.Handling(c).Recovery)
	ids, err := v.reader.Document.Query().
		Where(
			document.DeletedAtLTE(over), document.ClassificationEQ(classification.Level(c)),
			document.HasVersionsWith(version.PurgedAtIsNil()),
		).
		Limit(batch).
		IDs(v.asKeeper(ctx))
	if err != nil {
		return translate(err)
	}
	var errs []error
	for _, id := range ids {
		errs = append(errs, v.housekeeping(ctx, func(ctx context.Context, a *act) error { return a.purge(ctx, id) }))
	}
	return errors.Join(errs...)
}

// purge gives up the bytes of a document, unless it was brought back meanwhile.
func (a *act) purge(ctx context.Context, id typeid.ID) error {
	d, err := a.lockedDeleted(ctx, id)
	if gen.IsNotFound(err) {
		return nil
	}
	if err != nil || a.at.Before(a.recoverableUntil(d)) {
		return err
	}
	n, err := a.tx.Version.Update().
		Where(version.DocumentID(id), version.PurgedAtIsNil()).
		SetPurgedAt(a.at).
		Save(a.keeper(ctx))
	if err != nil || n == 0 {
		return err
	}
	return a.record(ctx, event{action: "document:purge", object: id, customer: d.CustomerID})
}

// remove removes the bytes of a purged version.
func (v *Vault) remove(ctx context.Context, row *gen.Version) error {
	if err := v.cfg.Store.Remove(ctx, row.Object); err != nil {
		return translate(err)
	}
	return v.housekeeping(ctx, func(ctx context.Context, a *act) error {
		return a.tx.Version.Update().
			Where(version.ID(row.ID), version.PurgedAtNotNil(), version.RemovedAtIsNil()).
			SetRemovedAt(a.at).
			Exec(a.keeper(ctx))
	})
}

// lockedDeleted is lockedDocument for a deleted one.
func (a *act) lockedDeleted(ctx context.Context, id typeid.ID) (*gen.Document, error) {
	query := a.tx.Document.Query().
		Where(document.ID(id), document.DeletedAtNotNil(), document.CurrentVersionIDNotNil())
	if a.vault.postgres() {
		query.ForUpdate()
	}
	return query.Only(a.facts(ctx))
}

// recoverableUntil is the first instant at which a deleted document cannot be
// brought back.
func (a *act) recoverableUntil(d *gen.Document) time.Time {
	return d.DeletedAt.Add(a.vault.cfg.Policy.Handling(policies.Classification(d.Classification)).Recovery)
}
