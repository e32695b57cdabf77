package vault

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/version"
	"strongroom/ent/typeid"
	"strongroom/policies"
)

// UpdateDocument changes the fields of a document that are given. A new
// classification moves its versions' keys under the customer's key for it;
// no content is touched. What no longer fits a higher one ends or is shortened
// (see RehearseReclassification). Whoever reclassifies must be allowed to at the
// old and at the new classification.
func (v *Vault) UpdateDocument(ctx context.Context, in UpdateDocument) (updated *gen.Document, err error) {
	if err = want("documentId", typeid.Document, in.DocumentID); err != nil {
		return nil, err
	}
	if in.Title != nil {
		if *in.Title, err = text("title", *in.Title, 255); err != nil {
			return nil, err
		}
	}
	if in.Classification != nil && !in.Classification.Valid() {
		return nil, badInput("classification", "is none of the known levels")
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		found, err := a.lockedDocument(ctx, in.DocumentID)
		if err != nil {
			return err
		}
		o := ofDocument(found)
		detail := map[string]string{}
		reclassifies := in.Classification != nil && *in.Classification != found.Classification
		if in.Title != nil || !reclassifies {
			if _, err := a.decide(ctx, policies.DocumentEdit, o); err != nil {
				return err
			}
		}
		if reclassifies {
			if err := a.reclassify(ctx, found, *in.Classification); err != nil {
				return err
			}
			detail["from"], detail["to"] = string(found.Classification), string(*in.Classification)
		}
		updated, err = a.tx.Document.UpdateOneID(found.ID).
			SetUpdatedAt(a.at).
			SetNillableTitle(in.Title).
			SetNillableClassification(in.Classification).
			Save(ctx)
		if err != nil {
			return err
		}
		return a.record(ctx, event{
			action: string(policies.DocumentEdit), object: found.ID, customer: found.CustomerID, detail: detail,
		})
	})
	return updated, err
}

// MoveDocument moves a document to another folder of the same customer. The
// grants on the folders that it leaves no longer open it, those on the folders
// that it comes under do.
func (v *Vault) MoveDocument(ctx context.Context, in MoveDocument) (moved *gen.Document, err error) {
	if err = want("documentId", typeid.Document, in.DocumentID); err != nil {
		return nil, err
	}
	if err = want("folderId", typeid.Folder, in.FolderID); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		found, err := a.lockedDocument(ctx, in.DocumentID)
		if err != nil {
			return err
		}
		if _, err := a.decide(ctx, policies.DocumentMove, ofDocument(found)); err != nil {
			return err
		}
		target, err := a.folder(ctx, in.FolderID)
		if err != nil {
			return err
		}
		there := ofFolder(target)
		if _, err := a.decide(ctx, policies.FolderView, there); err != nil {
			return err
		}
		if target.CustomerID != found.CustomerID {
			return failed("a document stays with its customer")
		}
		there.classification = policies.Classification(found.Classification)
		if _, err := a.decide(ctx, policies.DocumentCreate, there); err != nil {
			return err
		}
		if moved, err = a.tx.Document.UpdateOneID(found.ID).SetFolderID(target.ID).SetUpdatedAt(a.at).Save(ctx); err != nil {
			return err
		}
		return a.record(ctx, event{
			action: string(policies.DocumentMove), object: found.ID, customer: found.CustomerID,
			detail: map[string]string{"from": found.FolderID.String(), "to": target.ID.String()},
		})
	})
	return moved, err
}

// DeleteDocument deletes a document: it is gone for everybody at once. Its
// rows and its sealed bytes stay, unreachable, for the handling rules' window
// of recovery.
func (v *Vault) DeleteDocument(ctx context.Context, in DeleteDocument) error {
	if err := want("documentId", typeid.Document, in.DocumentID); err != nil {
		return err
	}
	return v.write(ctx, func(ctx context.Context, a *act) error {
		found, err := a.lockedDocument(ctx, in.DocumentID)
		if err != nil {
			return err
		}
		if _, err := a.decide(ctx, policies.DocumentDelete, ofDocument(found)); err != nil {
			return err
		}
		if err := a.tx.Document.UpdateOneID(found.ID).SetDeletedAt(a.at).SetUpdatedAt(a.at).Exec(ctx); err != nil {
			return err
		}
		return a.record(ctx, event{action: string(policies.DocumentDelete), object: found.ID, customer: found.CustomerID})
	})
}

// RestoreDocument brings a deleted document back, as it was, within the handling
// rules' window of recovery; whoever may delete it may. Grants on it that have not
// ended meanwhile open it again. It fails with NotFound when the window is over.
func (v *Vault) RestoreDocument(ctx context.Context, in RestoreDocument) (restored *gen.Document, err error) {
	if err := want("documentId", typeid.Document, in.DocumentID); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		found, err := a.lockedDeleted(ctx, in.DocumentID)
		if err := a.absent(ctx, err); err != nil {
			return err
		}
		if _, err := a.decide(ctx, policies.DocumentDelete, ofDocument(found)); err != nil {
			return err
		}
		purged, err := a.tx.Version.Query().
			Where(version.DocumentID(found.ID), version.PurgedAtNotNil()).
			Exist(a.keeper(ctx))
		if err != nil {
			return err
		}
		if purged || !a.at.Before(a.recoverableUntil(found)) {
			return notFound()
		}
		if restored, err = a.tx.Document.UpdateOneID(found.ID).ClearDeletedAt().SetUpdatedAt(a.at).Save(ctx); err != nil {
			return err
		}
		return a.record(ctx, event{action: "document:restore", object: found.ID, customer: found.CustomerID})
	})
	return restored, err
}

// RestoreVersion makes an older version of a document its current one. No bytes
// move; the next upload is a version behind the newest.
func (v *Vault) RestoreVersion(ctx context.Context, in RestoreVersion) (restored *gen.Document, err error) {
	if err := want("versionId", typeid.Version, in.VersionID); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		found, err := a.lockedDocumentThat(ctx, document.HasVersionsWith(version.ID(in.VersionID)))
		if err != nil {
			return err
		}
		if _, err := a.decide(ctx, policies.DocumentEdit, ofDocument(found)); err != nil {
			return err
		}
		if *found.CurrentVersionID == in.VersionID {
			return failed("it is the current version already")
		}
		restored, err = a.tx.Document.UpdateOneID(found.ID).SetCurrentVersionID(in.VersionID).SetUpdatedAt(a.at).Save(ctx)
		if err != nil {
			return err
		}
		return a.record(ctx, event{
			action: string(policies.DocumentEdit), object: found.ID, customer: found.CustomerID,
			detail: map[string]string{"from": found.CurrentVersionID.String(), "restored": in.VersionID.String()},
		})
	})
	return restored, err
}
