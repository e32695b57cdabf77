package graph

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
	"strongroom/server/vault"
)

func (r *membershipResolver) User(ctx context.Context, obj *gen.Membership) (*gen.User, error) {
	return forAll(ctx, obj, func(m *gen.Membership) typeid.ID { return m.UserID }, r.usersByID)
}

func (r *membershipResolver) Customer(ctx context.Context, obj *gen.Membership) (*gen.Customer, error) {
	return forAll(ctx, obj, func(m *gen.Membership) typeid.ID { return m.CustomerID }, r.customersByID)
}

func (r *membershipResolver) ViewerCan(ctx context.Context, obj *gen.Membership, action api.MembershipAction) (bool, error) {
	may, err := forAll(ctx, obj, func(m *gen.Membership) typeid.ID { return m.ID }, r.unassignable)
	return may && action == api.MembershipActionUnassign, err
}

func (r *mutationResolver) AssignRole(ctx context.Context, input vault.AssignRole) (*api.AssignRolePayload, error) {
	assigned, err := r.vault.AssignRole(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.AssignRolePayload{User: assigned.User, Membership: assigned.Membership}, nil
}

func (r *mutationResolver) UnassignRole(ctx context.Context, input vault.UnassignRole) (*api.UnassignRolePayload, error) {
	user, err := r.vault.UnassignRole(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.UnassignRolePayload{User: user}, nil
}

func (r *resolver) Membership() api.MembershipResolver { return &membershipResolver{r} }

type membershipResolver struct{ *resolver }
