package graph

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
)

func (r *queryResolver) Viewer(ctx context.Context) (*api.Viewer, error) {
	return r.viewer(ctx)
}

func (r *queryResolver) Node(ctx context.Context, id typeid.ID) (gen.Noder, error) {
	found, err := r.nodes(ctx, []typeid.ID{id})
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

func (r *queryResolver) Nodes(ctx context.Context, ids []typeid.ID) ([]gen.Noder, error) {
	return r.nodes(ctx, ids)
}

func (r *resolver) Mutation() api.MutationResolver { return &mutationResolver{r} }

func (r *resolver) Query() api.QueryResolver { return &queryResolver{r} }

func (r *resolver) Subscription() api.SubscriptionResolver { return &subscriptionResolver{r} }

type (
	mutationResolver     struct{ *resolver }
	queryResolver        struct{ *resolver }
	subscriptionResolver struct{ *resolver }
)
