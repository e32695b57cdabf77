package graph

import (
	"context"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/grant"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
	"strongroom/graph/page"
	"strongroom/server/vault"
)

func (r *deletedDocumentResolver) Folder(ctx context.Context, obj *vault.DeletedDocument) (*gen.Folder, error) {
	return forAll(ctx, obj, func(d *vault.DeletedDocument) typeid.ID { return d.FolderID }, r.foldersByID)
}

func (r *documentResolver) Customer(ctx context.Context, obj *gen.Document) (*gen.Customer, error) {
	return forAll(ctx, obj, func(d *gen.Document) typeid.ID { return d.CustomerID }, r.customersByID)
}

func (r *documentResolver) Folder(ctx context.Context, obj *gen.Document) (*gen.Folder, error) {
	return forAll(ctx, obj, func(d *gen.Document) typeid.ID { return d.FolderID }, r.foldersByID)
}

func (r *documentResolver) CurrentVersion(ctx context.Context, obj *gen.Document) (*gen.Version, error) {
	return forAll(ctx, obj, func(d *gen.Document) typeid.ID { return optional(d.CurrentVersionID) }, r.versionsByID)
}

func (r *documentResolver) Versions(ctx context.Context, obj *gen.Document) ([]*gen.Version, error) {
	return listForAll(ctx, obj, func(d *gen.Document) typeid.ID { return d.ID }, r.versionsByDocument)
}

func (r *documentResolver) CreatedBy(ctx context.Context, obj *gen.Document) (*gen.User, error) {
	return forAll(ctx, obj, func(d *gen.Document) typeid.ID { return d.CreatedByID }, r.usersByID)
}

func (r *documentResolver) Grants(ctx context.Context, obj *gen.Document, filter *api.GrantFilter, orderBy *page.Order, first *int, after *string, last *int, before *string) (*page.Connection[gen.Grant], error) {
	fetch := r.grantsPer(grant.FieldDocumentID, func(g *gen.Grant) typeid.ID { return optional(g.DocumentID) }, filter, orderBy, page.Window{First: first, After: after, Last: last, Before: before})
	return forAll(ctx, obj, func(d *gen.Document) typeid.ID { return d.ID }, fetch)
}

func (r *documentResolver) ViewerCan(ctx context.Context, obj *gen.Document, action api.DocumentAction) (bool, error) {
	return forAll(ctx, obj, func(d *gen.Document) typeid.ID { return d.ID }, r.allowed(onDocument[action]))
}

func (r *mutationResolver) UpdateDocument(ctx context.Context, input vault.UpdateDocument) (*api.UpdateDocumentPayload, error) {
	document, err := r.vault.UpdateDocument(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.UpdateDocumentPayload{Document: document}, nil
}

func (r *mutationResolver) MoveDocument(ctx context.Context, input vault.MoveDocument) (*api.MoveDocumentPayload, error) {
	document, err := r.vault.MoveDocument(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.MoveDocumentPayload{Document: document}, nil
}

func (r *mutationResolver) DeleteDocument(ctx context.Context, input vault.DeleteDocument) (*api.DeleteDocumentPayload, error) {
	if err := r.vault.DeleteDocument(ctx, input); err != nil {
		return nil, err
	}
	return &api.DeleteDocumentPayload{DocumentID: input.DocumentID}, nil
}

func (r *mutationResolver) RestoreDocument(ctx context.Context, input vault.RestoreDocument) (*api.RestoreDocumentPayload, error) {
	document, err := r.vault.RestoreDocument(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.RestoreDocumentPayload{Document: document}, nil
}

func (r *mutationResolver) RestoreVersion(ctx context.Context, input vault.RestoreVersion) (*api.RestoreVersionPayload, error) {
	document, err := r.vault.RestoreVersion(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.RestoreVersionPayload{Document: document}, nil
}

func (r *queryResolver) Documents(ctx context.Context, filter *api.DocumentFilter, orderBy *page.Order, first *int, after *string, last *int, before *string) (*page.Connection[gen.Document], error) {
	narrow, err := documents(filter)
	if err != nil {
		return nil, err
	}
	query := r.vault.Reader().Document.Query().Where(narrow...)
	return list(ctx, query, page.Document, orderBy, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *queryResolver) ReclassificationRehearsal(ctx context.Context, documentID typeid.ID, classification classification.Level) (*api.ReclassificationRehearsal, error) {
	return r.rehearseReclassification(ctx, documentID, classification)
}

func (r *queryResolver) DeletedDocuments(ctx context.Context, customerID typeid.ID) ([]*vault.DeletedDocument, error) {
	deleted, err := r.vault.DeletedDocuments(ctx, customerID)
	join(ctx, deleted)
	return deleted, err
}

func (r *versionResolver) Document(ctx context.Context, obj *gen.Version) (*gen.Document, error) {
	return forAll(ctx, obj, func(v *gen.Version) typeid.ID { return v.DocumentID }, r.documentsByID)
}

func (r *versionResolver) CreatedBy(ctx context.Context, obj *gen.Version) (*gen.User, error) {
	return forAll(ctx, obj, func(v *gen.Version) typeid.ID { return v.CreatedByID }, r.usersByID)
}

func (r *resolver) DeletedDocument() api.DeletedDocumentResolver { return &deletedDocumentResolver{r} }

func (r *resolver) Document() api.DocumentResolver { return &documentResolver{r} }

func (r *resolver) Version() api.VersionResolver { return &versionResolver{r} }

type (
	deletedDocumentResolver struct{ *resolver }
	documentResolver        struct{ *resolver }
	versionResolver         struct{ *resolver }
)
