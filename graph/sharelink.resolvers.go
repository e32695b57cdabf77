package graph

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
	"strongroom/graph/page"
	"strongroom/server/vault"
)

func (r *mutationResolver) CreateShareLink(ctx context.Context, input vault.CreateShareLink) (*api.CreateShareLinkPayload, error) {
	made, err := r.vault.CreateShareLink(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.CreateShareLinkPayload{ShareLink: made.ShareLink, URL: made.URL()}, nil
}

func (r *mutationResolver) RevokeShareLink(ctx context.Context, input vault.RevokeShareLink) (*api.RevokeShareLinkPayload, error) {
	revoked, err := r.vault.RevokeShareLink(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.RevokeShareLinkPayload{ShareLink: revoked}, nil
}

func (r *queryResolver) ShareLinks(ctx context.Context, filter *api.ShareLinkFilter, orderBy *page.Order, first *int, after *string, last *int, before *string) (*page.Connection[gen.ShareLink], error) {
	narrow, err := shareLinks(ctx, filter)
	if err != nil {
		return nil, err
	}
	query := r.vault.Reader().ShareLink.Query().Where(narrow...)
	return list(ctx, query, page.ShareLink, orderBy, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *shareLinkResolver) Grant(ctx context.Context, obj *gen.ShareLink) (*gen.Grant, error) {
	return forAll(ctx, obj, func(l *gen.ShareLink) typeid.ID { return l.GrantID }, r.grantsByID)
}

func (r *shareLinkResolver) Customer(ctx context.Context, obj *gen.ShareLink) (*gen.Customer, error) {
	return forAll(ctx, obj, func(l *gen.ShareLink) typeid.ID { return l.CustomerID }, r.customersByID)
}

func (r *resolver) ShareLink() api.ShareLinkResolver { return &shareLinkResolver{r} }

type shareLinkResolver struct{ *resolver }
