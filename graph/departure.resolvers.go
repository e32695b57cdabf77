package graph

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
	"strongroom/graph/page"
	"strongroom/server/vault"
)

func (r *departureResolver) User(ctx context.Context, obj *gen.Departure) (*gen.User, error) {
	return forAll(ctx, obj, func(d *gen.Departure) typeid.ID { return d.UserID }, r.usersByID)
}

func (r *departureResolver) Successor(ctx context.Context, obj *gen.Departure) (*gen.User, error) {
	return forAll(ctx, obj, func(d *gen.Departure) typeid.ID { return optional(d.SuccessorID) }, r.usersByID)
}

func (r *departureResolver) RecordedBy(ctx context.Context, obj *gen.Departure) (*gen.User, error) {
	return forAll(ctx, obj, func(d *gen.Departure) typeid.ID { return optional(d.RecordedByID) }, r.usersByID)
}

func (r *mutationResolver) DepartUser(ctx context.Context, input vault.DepartUser) (*api.DepartUserPayload, error) {
	departure, err := r.vault.DepartUser(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.DepartUserPayload{Departure: departure}, nil
}

func (r *queryResolver) Departures(ctx context.Context, orderBy *page.Order, first *int, after *string, last *int, before *string) (*page.Connection[gen.Departure], error) {
	return list(ctx, r.vault.Reader().Departure.Query(), page.Departure, orderBy, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *resolver) Departure() api.DepartureResolver { return &departureResolver{r} }

type departureResolver struct{ *resolver }
