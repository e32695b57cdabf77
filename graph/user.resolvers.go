package graph

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
	"strongroom/graph/page"
	"strongroom/server/vault"
)

func (r *mutationResolver) SuspendUser(ctx context.Context, input vault.SuspendUser) (*api.SuspendUserPayload, error) {
	user, err := r.vault.SuspendUser(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.SuspendUserPayload{User: user}, nil
}

func (r *mutationResolver) ReinstateUser(ctx context.Context, input vault.ReinstateUser) (*api.ReinstateUserPayload, error) {
	user, err := r.vault.ReinstateUser(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.ReinstateUserPayload{User: user}, nil
}

func (r *mutationResolver) EndSessions(ctx context.Context, input vault.EndSessions) (*api.EndSessionsPayload, error) {
	user, err := r.vault.EndSessions(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.EndSessionsPayload{User: user}, nil
}

func (r *queryResolver) Users(ctx context.Context, filter *api.UserFilter, orderBy *page.Order, first *int, after *string, last *int, before *string) (*page.Connection[gen.User], error) {
	narrow, err := users(filter)
	if err != nil {
		return nil, err
	}
	query := r.vault.Reader().User.Query().Where(narrow...)
	return list(ctx, query, page.User, orderBy, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *subscriptionResolver) AccessChanged(ctx context.Context) (<-chan *api.AccessChange, error) {
	return tell(r.accessChange(ctx))
}

func (r *userResolver) Memberships(ctx context.Context, obj *gen.User) ([]*gen.Membership, error) {
	return listForAll(ctx, obj, func(u *gen.User) typeid.ID { return u.ID }, r.membershipsByUser)
}

func (r *userResolver) Sessions(ctx context.Context, obj *gen.User) ([]*gen.Session, error) {
	return listForAll(ctx, obj, func(u *gen.User) typeid.ID { return u.ID }, r.sessionsByUser)
}

func (r *userResolver) ViewerCan(ctx context.Context, obj *gen.User, action api.UserAction) (bool, error) {
	return r.vault.MayOnUser(ctx, onUser[action], obj), nil
}

func (r *resolver) User() api.UserResolver { return &userResolver{r} }

type userResolver struct{ *resolver }
