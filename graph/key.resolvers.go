package graph

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
	"strongroom/server/vault"
)

func (r *keyDestructionResolver) Customer(ctx context.Context, obj *vault.KeyDestruction) (*gen.Customer, error) {
	return forAll(ctx, obj, func(d *vault.KeyDestruction) typeid.ID { return d.CustomerID }, r.customersByID)
}

func (r *keyDestructionResolver) RequestedBy(ctx context.Context, obj *vault.KeyDestruction) (*gen.User, error) {
	return forAll(ctx, obj, func(d *vault.KeyDestruction) typeid.ID { return d.RequestedByID }, r.usersByID)
}

func (r *mutationResolver) RequestKeyDestruction(ctx context.Context, input vault.RequestKeyDestruction) (*api.RequestKeyDestructionPayload, error) {
	destruction, err := r.vault.RequestKeyDestruction(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.RequestKeyDestructionPayload{Destruction: destruction}, nil
}

func (r *mutationResolver) ConfirmKeyDestruction(ctx context.Context, input vault.ConfirmKeyDestruction) (*api.ConfirmKeyDestructionPayload, error) {
	destroyed, err := r.vault.ConfirmKeyDestruction(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.ConfirmKeyDestructionPayload{KeysDestroyed: destroyed}, nil
}

func (r *queryResolver) KeyDestructions(ctx context.Context) ([]*vault.KeyDestruction, error) {
	asked, err := r.vault.KeyDestructions(ctx)
	join(ctx, asked)
	return asked, err
}

func (r *resolver) KeyDestruction() api.KeyDestructionResolver { return &keyDestructionResolver{r} }

type keyDestructionResolver struct{ *resolver }
