package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/version"
	"strongroom/ent/typeid"
	"strongroom/policies"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/seal"
)

// Relocate moves versions into the bucket that the handling rules name for the
// classification of their document, from wherever they were uploaded to: because
// the document was reclassified, or because the rules are others now.
//
// The sealed bytes are copied under a fresh name, read back and compared; then a
// transaction says that they are there; then the old ones go. No key is touched. A
// crash leaves one of the two that no row names, which the sweep removes, and what
// is not moved yet to the next round.
func (v *Vault) Relocate(ctx context.Context) error {
	kept := map[string][]classification.Level{}
	for _, c := range policies.Classifications() {
		bucket := v.bucketOf(c)
		kept[bucket] = append(kept[bucket], classification.Level(c))
	}
	var errs []error
	for bucket, levels := range kept {
		belongs := version.And(version.PurgedAtIsNil(), version.HasDocumentWith(document.ClassificationIn(levels...)))
		for after := typeid.ID(""); ; {
			rows, err := v.reader.Version.Query().
				Where(version.IDGT(after), belongs, version.Not(version.ObjectHasPrefix(blob.InBucket(bucket, objects)))).
				WithDocument().
				Order(version.ByID()).
				Limit(batch).
				All(v.asKeeper(ctx))
			if errs = append(errs, translate(err)); err != nil || len(rows) == 0 {
				break
			}
			for _, row := range rows {
				after = row.ID
				if err := v.relocate(ctx, row, bucket, belongs); err != nil {
					errs = append(errs, fmt.Errorf("%s to bucket %q: %w", row.ID, bucket, err))
				}
			}
		}
	}
	return errors.Join(errs...)
}

func (v *Vault) relocate(ctx context.Context, row *gen.Version, bucket string, belongs predicate.Version) error {
	to := objectName(bucket, row.Edges.Document.CustomerID)
	layout := seal.Layout{Size: row.Size, PartSize: row.PartSize}
	here := version.And(version.ID(row.ID), version.Object(row.Object), belongs)
	err := v.copyObject(ctx, row.Object, to, layout)
	if err == nil {
		if err = v.compareObjects(ctx, row.Object, to, layout.Sealed()); err != nil {
			v.tidy(ctx, v.cfg.Store.Remove(ctx, to))
		}
	}
	if errors.Is(err, blob.ErrNotExist) {
		if still, lost := v.reader.Version.Query().Where(here).Exist(v.asKeeper(ctx)); lost == nil && !still {
			return nil // another replica has moved it, or it was purged
		}
	}
	if err != nil {
		return translate(err)
	}
	moved := 0
	err = v.housekeeping(ctx, func(ctx context.Context, a *act) (err error) {
		moved, err = a.tx.Version.Update().
			Where(here).
			SetObject(to).
			Save(a.keeper(ctx))
		if err != nil || moved == 0 {
			return err
		}
		return a.record(ctx, event{
			action: "document:relocate", object: row.DocumentID, customer: row.Edges.Document.CustomerID,
			detail: map[string]string{"version": row.ID.String(), "bucket": bucket},
		})
	})
	if err != nil {
		return err // which of the two the row names may be unknown: the sweep finds out
	}
	left := row.Object
	if moved == 0 { // or reclassified
		left = to
	}
	v.tidy(ctx, v.cfg.Store.Remove(ctx, left))
	return nil
}

// copyObject stores the sealed bytes of one object as another, part by part.
func (v *Vault) copyObject(ctx context.Context, from, to string, layout seal.Layout) (err error) {
	store := v.cfg.Store
	if layout.Parts() == 1 {
		return v.opened(ctx, from, 0, layout.Sealed(), func(r io.Reader) error {
			return store.Put(ctx, to, layout.Sealed(), r)
		})
	}
	multipart, err := store.Begin(ctx, to)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			v.tidy(ctx, store.Abort(ctx, to, multipart))
		}
	}()
	var parts []blob.Part
	for i := range layout.Parts() {
		size := layout.SealedPart(i)
		err := v.opened(ctx, from, layout.SealedOffset(i), size, func(r io.Reader) error {
			part, err := store.PutPart(ctx, to, multipart, i+1, size, r)
			parts = append(parts, part)
			return err
		})
		if err != nil {
			return err
		}
	}
	return store.Complete(ctx, to, multipart, parts)
}

// opened hands a range of an object to do.
func (v *Vault) opened(ctx context.Context, name string, offset, length int64, do func(io.Reader) error) error {
	r, err := v.cfg.Store.Open(ctx, name, offset, length)
	if err != nil {
		return err
	}
	return errors.Join(do(r), r.Close())
}

var errCopy = errors.New("vault: the copy is not what was copied")

// compareObjects fails unless two objects hold the same bytes, and so many.
func (v *Vault) compareObjects(ctx context.Context, from, to string, size int64) error {
	stored, err := v.cfg.Store.Stat(ctx, to)
	if err == nil && stored.Size != size {
		err = errCopy
	}
	if err != nil {
		return err
	}
	return v.opened(ctx, from, 0, size, func(was io.Reader) error {
		return v.opened(ctx, to, 0, size, func(is io.Reader) error {
			a, b := new([seal.PackageSize]byte), new([seal.PackageSize]byte)
			for left := size; left > 0; {
				n := min(left, seal.PackageSize)
				if _, err := io.ReadFull(was, a[:n]); err != nil {
					return err
				}
				if _, err := io.ReadFull(is, b[:n]); err != nil {
					return err
				}
				if !bytes.Equal(a[:n], b[:n]) {
					return errCopy
				}
				left -= n
			}
			return nil
		})
	})
}
