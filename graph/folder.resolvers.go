package graph

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/grant"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
	"strongroom/graph/page"
	"strongroom/server/vault"
)

func (r *folderResolver) Customer(ctx context.Context, obj *gen.Folder) (*gen.Customer, error) {
	return forAll(ctx, obj, func(f *gen.Folder) typeid.ID { return f.CustomerID }, r.customersByID)
}

func (r *folderResolver) Parent(ctx context.Context, obj *gen.Folder) (*gen.Folder, error) {
	return forAll(ctx, obj, func(f *gen.Folder) typeid.ID { return optional(f.ParentID) }, r.foldersByID)
}

func (r *folderResolver) Children(ctx context.Context, obj *gen.Folder) ([]*gen.Folder, error) {
	return listForAll(ctx, obj, func(f *gen.Folder) typeid.ID { return f.ID }, r.foldersByParent)
}

func (r *folderResolver) Documents(ctx context.Context, obj *gen.Folder, filter *api.DocumentFilter, orderBy *page.Order, first *int, after *string, last *int, before *string) (*page.Connection[gen.Document], error) {
	fetch := r.documentsPer(document.FieldFolderID, func(d *gen.Document) typeid.ID { return d.FolderID }, filter, orderBy, page.Window{First: first, After: after, Last: last, Before: before})
	return forAll(ctx, obj, func(f *gen.Folder) typeid.ID { return f.ID }, fetch)
}

func (r *folderResolver) Grants(ctx context.Context, obj *gen.Folder, filter *api.GrantFilter, orderBy *page.Order, first *int, after *string, last *int, before *string) (*page.Connection[gen.Grant], error) {
	fetch := r.grantsPer(grant.FieldFolderID, func(g *gen.Grant) typeid.ID { return optional(g.FolderID) }, filter, orderBy, page.Window{First: first, After: after, Last: last, Before: before})
	return forAll(ctx, obj, func(f *gen.Folder) typeid.ID { return f.ID }, fetch)
}

func (r *folderResolver) ViewerCan(ctx context.Context, obj *gen.Folder, action api.FolderAction) (bool, error) {
	return forAll(ctx, obj, func(f *gen.Folder) typeid.ID { return f.ID }, r.allowed(onFolder[action]))
}

func (r *mutationResolver) CreateFolder(ctx context.Context, input vault.CreateFolder) (*api.CreateFolderPayload, error) {
	folder, err := r.vault.CreateFolder(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.CreateFolderPayload{Folder: folder}, nil
}

func (r *resolver) Folder() api.FolderResolver { return &folderResolver{r} }

type folderResolver struct{ *resolver }
