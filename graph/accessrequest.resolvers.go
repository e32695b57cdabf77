package graph

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	api "strongroom/graph/gen"
	"strongroom/graph/page"
	"strongroom/server/vault"
)

func (r *accessApprovalResolver) User(ctx context.Context, obj *gen.AccessApproval) (*gen.User, error) {
	return forAll(ctx, obj, func(a *gen.AccessApproval) typeid.ID { return a.UserID }, r.usersByID)
}

func (r *accessRequestResolver) User(ctx context.Context, obj *gen.AccessRequest) (*gen.User, error) {
	return forAll(ctx, obj, func(q *gen.AccessRequest) typeid.ID { return q.UserID }, r.usersByID)
}

func (r *accessRequestResolver) Customer(ctx context.Context, obj *gen.AccessRequest) (*gen.Customer, error) {
	return forAll(ctx, obj, func(q *gen.AccessRequest) typeid.ID { return q.CustomerID }, r.customersByID)
}

func (r *accessRequestResolver) Document(ctx context.Context, obj *gen.AccessRequest) (*gen.Document, error) {
	return forAll(ctx, obj, func(q *gen.AccessRequest) typeid.ID { return q.DocumentID }, r.documentsByID)
}

func (r *accessRequestResolver) Status(ctx context.Context, obj *gen.AccessRequest) (api.AccessRequestStatus, error) {
	who, _ := viewer.FromContext(ctx)
	switch {
	case obj.Outcome != nil:
		return api.AccessRequestStatus(*obj.Outcome), nil
	case who.At.Before(obj.LapsesAt):
		return api.AccessRequestStatusPending, nil
	default:
		return api.AccessRequestStatusLapsed, nil
	}
}

func (r *accessRequestResolver) ApprovalsNeeded(ctx context.Context, obj *gen.AccessRequest) (*int, error) {
	d, err := forAll(ctx, obj, func(q *gen.AccessRequest) typeid.ID { return q.DocumentID }, r.documentsByID)
	if d == nil || err != nil {
		return nil, err
	}
	needed := r.vault.ApprovalsNeeded(d.Classification)
	return &needed, nil
}

func (r *accessRequestResolver) Approvals(ctx context.Context, obj *gen.AccessRequest) ([]*gen.AccessApproval, error) {
	return listForAll(ctx, obj, func(q *gen.AccessRequest) typeid.ID { return q.ID }, r.approvalsByRequest)
}

func (r *accessRequestResolver) Grant(ctx context.Context, obj *gen.AccessRequest) (*gen.Grant, error) {
	return forAll(ctx, obj, func(q *gen.AccessRequest) typeid.ID { return optional(q.GrantID) }, r.grantsByID)
}

func (r *accessRequestResolver) ClosedBy(ctx context.Context, obj *gen.AccessRequest) (*gen.User, error) {
	return forAll(ctx, obj, func(q *gen.AccessRequest) typeid.ID { return optional(q.ClosedByID) }, r.usersByID)
}

func (r *accessRequestResolver) ViewerCan(ctx context.Context, obj *gen.AccessRequest, action api.AccessRequestAction) (bool, error) {
	rights, err := forAll(ctx, obj, func(q *gen.AccessRequest) typeid.ID { return q.ID }, r.requestRights)
	return action == api.AccessRequestActionDecide && rights.Decide || action == api.AccessRequestActionWithdraw && rights.Withdraw, err
}

func (r *mutationResolver) RequestAccess(ctx context.Context, input vault.RequestAccess) (*api.RequestAccessPayload, error) {
	asked, err := r.vault.RequestAccess(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.RequestAccessPayload{AccessRequest: asked}, nil
}

func (r *mutationResolver) DecideAccessRequest(ctx context.Context, input vault.DecideAccessRequest) (*api.DecideAccessRequestPayload, error) {
	decided, err := r.vault.DecideAccessRequest(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.DecideAccessRequestPayload{AccessRequest: decided}, nil
}

func (r *mutationResolver) WithdrawAccessRequest(ctx context.Context, input vault.WithdrawAccessRequest) (*api.WithdrawAccessRequestPayload, error) {
	withdrawn, err := r.vault.WithdrawAccessRequest(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.WithdrawAccessRequestPayload{AccessRequest: withdrawn}, nil
}

func (r *queryResolver) AccessRequests(ctx context.Context, filter *api.AccessRequestFilter, orderBy *page.Order, first *int, after *string, last *int, before *string) (*page.Connection[gen.AccessRequest], error) {
	narrow, err := accessRequests(ctx, filter)
	if err != nil {
		return nil, err
	}
	query := r.vault.Reader().AccessRequest.Query().Where(narrow...)
	return list(ctx, query, page.AccessRequest, orderBy, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *resolver) AccessApproval() api.AccessApprovalResolver { return &accessApprovalResolver{r} }

func (r *resolver) AccessRequest() api.AccessRequestResolver { return &accessRequestResolver{r} }

type (
	accessApprovalResolver struct{ *resolver }
	accessRequestResolver  struct{ *resolver }
)
