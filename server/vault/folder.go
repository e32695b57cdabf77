package vault

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/gen/ancestry"
	"strongroom/ent/gen/folder"
	"strongroom/ent/typeid"
	"strongroom/policies"
)

// maxDepth bounds a tree of folders.
const maxDepth = 64

// CreateFolder creates a folder beneath another.
func (v *Vault) CreateFolder(ctx context.Context, in CreateFolder) (created *gen.Folder, err error) {
	if err = want("parentId", typeid.Folder, in.ParentID); err != nil {
		return nil, err
	}
	if in.Name, err = text("name", in.Name, 200); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		parent, err := a.folder(ctx, in.ParentID)
		if err != nil {
			return err
		}
		if _, err := a.decide(ctx, policies.FolderCreate, ofFolder(parent)); err != nil {
			return err
		}
		taken, err := a.tx.Folder.Query().
			Where(folder.ParentID(parent.ID), folder.Name(in.Name)).
			Exist(a.facts(ctx))
		if err != nil {
			return err
		}
		if taken {
			return conflict("there is a folder of this name already")
		}
		created, err = a.tx.Folder.Create().
			SetCreatedAt(a.at).
			SetCustomerID(parent.CustomerID).
			SetParentID(parent.ID).
			SetName(in.Name).
			Save(ctx)
		if err != nil {
			return err
		}
		if err := a.adopt(ctx, created); err != nil {
			return err
		}
		return a.record(ctx, event{action: string(policies.FolderCreate), object: created.ID, customer: created.CustomerID})
	})
	return created, err
}

// adopt writes the ancestry of a new folder: itself, and all that stand above
// its parent.
func (a *act) adopt(ctx context.Context, f *gen.Folder) error {
	rows := []*gen.AncestryCreate{
		a.tx.Ancestry.Create().SetAncestorID(f.ID).SetDescendantID(f.ID).SetDistance(0),
	}
	if f.ParentID != nil {
		above, err := a.tx.Ancestry.Query().Where(ancestry.DescendantID(*f.ParentID)).All(a.facts(ctx))
		if err != nil {
			return err
		}
		if len(above) >= maxDepth {
			return failed("folders are nested at most %d deep", maxDepth)
		}
		for _, up := range above {
			rows = append(rows, a.tx.Ancestry.Create().
				SetAncestorID(up.AncestorID).SetDescendantID(f.ID).SetDistance(up.Distance+1))
		}
	}
	return a.tx.Ancestry.CreateBulk(rows...).Exec(ctx)
}
