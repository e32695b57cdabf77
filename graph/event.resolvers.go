package graph

import (
	"context"
	"maps"
	"slices"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
	"strongroom/graph/page"
)

func (r *auditEventResolver) Actor(ctx context.Context, obj *gen.Event) (*gen.User, error) {
	return forAll(ctx, obj, func(e *gen.Event) typeid.ID { return optional(e.ActorID) }, r.usersByID)
}

func (r *auditEventResolver) Detail(ctx context.Context, obj *gen.Event) ([]*api.AuditDetail, error) {
	details := make([]*api.AuditDetail, 0, len(obj.Detail))
	for _, name := range slices.Sorted(maps.Keys(obj.Detail)) {
		details = append(details, &api.AuditDetail{Name: name, Value: obj.Detail[name]})
	}
	return details, nil
}

func (r *queryResolver) AuditEvents(ctx context.Context, filter *api.AuditEventFilter, orderBy *page.Order, first *int, after *string, last *int, before *string) (*page.Connection[gen.Event], error) {
	narrow, err := events(filter)
	if err != nil {
		return nil, err
	}
	query := r.vault.Reader().Event.Query().Where(narrow...)
	return list(ctx, query, page.Event, orderBy, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *subscriptionResolver) AuditEvents(ctx context.Context, filter *api.AuditEventFilter, after *string) (<-chan *api.NewAuditEvents, error) {
	return tell(r.newEvents(ctx, filter, after))
}

func (r *resolver) AuditEvent() api.AuditEventResolver { return &auditEventResolver{r} }

type auditEventResolver struct{ *resolver }
