package graph

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
	"strongroom/graph/page"
	"strongroom/server/vault"
)

func (r *grantResolver) User(ctx context.Context, obj *gen.Grant) (*gen.User, error) {
	return forAll(ctx, obj, func(g *gen.Grant) typeid.ID { return g.UserID }, r.usersByID)
}

func (r *grantResolver) Giver(ctx context.Context, obj *gen.Grant) (*gen.User, error) {
	return forAll(ctx, obj, func(g *gen.Grant) typeid.ID { return g.GiverID }, r.usersByID)
}

func (r *grantResolver) Customer(ctx context.Context, obj *gen.Grant) (*gen.Customer, error) {
	return forAll(ctx, obj, func(g *gen.Grant) typeid.ID { return g.CustomerID }, r.customersByID)
}

func (r *grantResolver) Document(ctx context.Context, obj *gen.Grant) (*gen.Document, error) {
	return forAll(ctx, obj, func(g *gen.Grant) typeid.ID { return optional(g.DocumentID) }, r.documentsByID)
}

func (r *grantResolver) Folder(ctx context.Context, obj *gen.Grant) (*gen.Folder, error) {
	return forAll(ctx, obj, func(g *gen.Grant) typeid.ID { return optional(g.FolderID) }, r.foldersByID)
}

func (r *grantResolver) ShareLink(ctx context.Context, obj *gen.Grant) (*gen.ShareLink, error) {
	return forAll(ctx, obj, func(g *gen.Grant) typeid.ID { return g.ID }, r.linksByGrant)
}

func (r *grantResolver) InForce(ctx context.Context, obj *gen.Grant) (bool, error) {
	return forAll(ctx, obj, func(g *gen.Grant) typeid.ID { return g.ID }, r.grantsInForce)
}

func (r *grantResolver) ViewerCan(ctx context.Context, obj *gen.Grant, action api.GrantAction) (bool, error) {
	rights, err := forAll(ctx, obj, func(g *gen.Grant) typeid.ID { return g.ID }, r.rights)
	can := map[api.GrantAction]bool{
		api.GrantActionRevoke: rights.Revoke, api.GrantActionExtend: rights.Extend, api.GrantActionReturn: rights.Return,
	}
	return can[action], err
}

func (r *mutationResolver) GrantAccess(ctx context.Context, input vault.GrantAccess) (*api.GrantAccessPayload, error) {
	grant, err := r.vault.GrantAccess(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.GrantAccessPayload{Grant: grant}, nil
}

func (r *mutationResolver) ExtendGrant(ctx context.Context, input vault.ExtendGrant) (*api.ExtendGrantPayload, error) {
	grant, err := r.vault.ExtendGrant(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.ExtendGrantPayload{Grant: grant}, nil
}

func (r *mutationResolver) RevokeGrant(ctx context.Context, input vault.RevokeGrant) (*api.RevokeGrantPayload, error) {
	grant, err := r.vault.RevokeGrant(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.RevokeGrantPayload{Grant: grant}, nil
}

func (r *mutationResolver) ReturnAccess(ctx context.Context, input vault.ReturnAccess) (*api.ReturnAccessPayload, error) {
	grant, err := r.vault.ReturnAccess(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.ReturnAccessPayload{Grant: grant}, nil
}

func (r *queryResolver) Grants(ctx context.Context, filter *api.GrantFilter, orderBy *page.Order, first *int, after *string, last *int, before *string) (*page.Connection[gen.Grant], error) {
	narrow, err := grants(ctx, filter)
	if err != nil {
		return nil, err
	}
	query := r.vault.Reader().Grant.Query().Where(narrow...)
	return list(ctx, query, page.Grant, orderBy, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *resolver) Grant() api.GrantResolver { return &grantResolver{r} }

type grantResolver struct{ *resolver }
