package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"strongroom/ent/gen"
	"strongroom/ent/gen/customerkey"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/upload"
	"strongroom/ent/gen/version"
	"strongroom/ent/typeid"
	"strongroom/policies"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/cutoff"
	"strongroom/server/internal/seal"
)

// finish makes the document or the version of an upload whose bytes are all
// stored. What it does twice has the effect of once: an object that a crash
// kept from being recorded is found complete.
func (in *intake) finish(ctx context.Context) error {
	row := in.row
	if in.object != "" {
		row.Object = in.object
	}
	sum := in.sum.Sum(nil)
	if declared := row.DeclaredSha256; len(declared) > 0 && !bytes.Equal(declared, sum) {
		return errors.Join(
			badInput("sha256", "is not that of the bytes that came"),
			in.vault.abandon(ctx, row, "upload:abandon"),
		)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer cancel()
	if in.layout.Parts() > 1 {
		if err := in.complete(ctx); err != nil {
			return translate(err)
		}
	}
	err := in.vault.write(ctx, func(ctx context.Context, a *act) error {
		taken, err := a.tx.Upload.Update().
			Where(upload.ID(row.ID), upload.Offset(row.Offset), upload.StateEQ(upload.StateOPEN)).
			SetState(upload.StateFINISHED).
			SetOffset(row.Size).
			SetObject(row.Object).
			SetExpiresAt(a.at.Add(a.vault.cfg.UploadLife)).
			ClearTail().
			Save(a.keeper(ctx))
		if err != nil {
			return err
		}
		if taken == 0 {
			// Somebody was quicker: with these bytes, with others, or in giving it up.
			finished, err := a.tx.Upload.Query().
				Where(upload.ID(row.ID), upload.Object(row.Object), upload.StateEQ(upload.StateFINISHED)).
				Exist(a.keeper(ctx))
			if err == nil && !finished {
				err = conflict(overtaken)
			}
			return err
		}
		if row.Partial {
			_, err := a.receives(ctx, row, a.document)
			return err
		}
		return a.admit(ctx, row, sum)
	})
	if err != nil {
		return err
	}
	row.Offset = row.Size
	in.vault.drop(ctx, row.Tail)
	return nil
}

// complete joins the stored parts, unless that has been done.
func (in *intake) complete(ctx context.Context) error {
	parts := make([]blob.Part, len(in.row.Edges.Parts))
	for i, part := range in.row.Edges.Parts {
		parts[i] = blob.Part{Number: part.Number, Size: part.Size, ETag: part.Etag}
	}
	err := in.vault.cfg.Store.Complete(ctx, in.row.Object, in.row.Multipart, parts)
	if !errors.Is(err, blob.ErrNotExist) && !errors.Is(err, blob.ErrExist) {
		return err
	}
	stored, statErr := in.vault.cfg.Store.Stat(ctx, in.row.Object)
	if statErr != nil || stored.Size != in.layout.Sealed() {
		return errors.Join(err, statErr)
	}
	return nil
}

// admit makes the version, and the document where it is new, in the
// transaction that ends the upload. Whether the uploader may is decided again:
// much can have changed since the upload began.
func (a *act) admit(ctx context.Context, row *gen.Upload, sum []byte) error {
	number := 1
	if _, err := a.receives(ctx, row, a.lockedDocument); err != nil {
		return err
	}
	if row.NewDocument {
		err := a.tx.Document.Create().
			SetID(row.DocumentID).
			SetCreatedAt(a.at).
			SetUpdatedAt(a.at).
			SetCustomerID(row.CustomerID).
			SetFolderID(row.FolderID).
			SetTitle(row.Title).
			SetClassification(row.Classification).
			SetCreatedByID(a.who.ID).
			Exec(ctx)
		if err != nil {
			return err
		}
	} else {
		newest, err := a.tx.Version.Query().
			Where(version.DocumentID(row.DocumentID)).
			Order(gen.Desc(version.FieldNumber)).
			First(a.facts(ctx))
		if err != nil {
			return err
		}
		number = newest.Number + 1
	}
	err := a.tx.Version.Create().
		SetID(row.VersionID).
		SetCreatedAt(a.at).
		SetDocumentID(row.DocumentID).
		SetNumber(number).
		SetSize(row.Size).
		SetMediaType(row.MediaType).
		SetSha256(sum).
		SetObject(row.Object).
		SetFormat(int(seal.FormatV1)).
		SetPartSize(row.PartSize).
		SetWrappedKey(row.WrappedKey).
		SetCustomerKeyID(row.CustomerKeyID).
		SetCreatedByID(a.who.ID).
		Exec(ctx)
	if err != nil {
		return err
	}
	err = a.tx.Document.Update().
		Where(document.ID(row.DocumentID)).
		SetCurrentVersionID(row.VersionID).
		SetUpdatedAt(a.at).
		Exec(ctx)
	if err != nil {
		return err
	}
	action := policies.DocumentEdit
	if row.NewDocument {
		action = policies.DocumentCreate
	}
	return a.record(ctx, event{
		action: string(action), object: row.DocumentID, customer: row.CustomerID,
		detail: map[string]string{"version": row.VersionID.String(), "size": fmt.Sprint(row.Size)},
	})
}

// receives decides whether the acting user may add to an upload, and returns
// the titles that allow it. find finds the document that gets a new version.
func (a *act) receives(
	ctx context.Context, row *gen.Upload, find func(context.Context, typeid.ID) (*gen.Document, error),
) ([]title, error) {
	if row.NewDocument {
		parent, err := a.find(ctx, row.FolderID)
		if err != nil {
			return nil, err
		}
		parent.classification = policies.Classification(row.Classification)
		return a.judge(parent.titles, policies.DocumentCreate, parent.object)
	}
	found, err := find(ctx, row.DocumentID)
	if err != nil {
		return nil, err
	}
	allowing, err := a.decide(ctx, policies.DocumentEdit, ofDocument(found))
	if err == nil && found.Classification != row.Classification {
		err = failed("the document was reclassified meanwhile; begin again")
	}
	return allowing, err
}

// still decides whether the upload may go on.
func (in *intake) still(ctx context.Context, a *act) (cutoff.Grounds, error) {
	allowing, err := a.receives(ctx, in.row, a.document)
	if err != nil {
		return cutoff.Grounds{}, err
	}
	lost, err := a.tx.CustomerKey.Query().
		Where(customerkey.ID(in.row.CustomerKeyID), customerkey.DestroyedAtNotNil()).
		Exist(a.keeper(ctx))
	if err != nil {
		return cutoff.Grounds{}, err
	}
	if lost {
		return cutoff.Grounds{}, unreadable()
	}
	return a.grounds(ctx, allowing, in.row.DocumentID)
}
