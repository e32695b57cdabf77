package graph

import (
	"context"
	"time"

	"strongroom/ent/gen/event"
	"strongroom/ent/viewer"
	api "strongroom/graph/gen"
	"strongroom/graph/page"
)

// settling is how old an event is when it is told. Events have the instant at
// which their acts began, and are seen when these are over.
//
// BUG(graph): An act that takes longer, or a replica whose clock is further
// behind, has its event passed over by those who follow the log; it is in the
// log all the same.
const settling = 2 * time.Second

// newEvents reads what has come to the log; nil for nothing.
func (r *resolver) newEvents(ctx context.Context, filter *api.AuditEventFilter, after *string) (*api.NewAuditEvents, error) {
	sub := subscriptionOf(ctx)
	who, _ := viewer.FromContext(ctx)
	until := who.At.Add(-settling)
	oldest := page.Order{Field: "CREATED_AT", Direction: page.Ascending}
	switch {
	case sub.place != "":
	case sub.last != "":
		sub.place = sub.last
	case after != nil:
		sub.place = *after
	default:
		sub.place = page.Event.Until(oldest, until)
	}
	narrow, err := events(filter)
	if err != nil {
		return nil, err
	}
	query := r.vault.Reader().Event.Query().Where(narrow...).Where(event.CreatedAtLTE(until))
	found, err := list(ctx, query, page.Event, &oldest, page.Window{After: &sub.place})
	if err != nil {
		return nil, err
	}
	if sub.again = pace; found.PageInfo.HasNextPage {
		sub.again = breath
	}
	if end := found.PageInfo.EndCursor; end != nil {
		sub.place = *end
	} else if sub.begun {
		return nil, nil
	}
	return &api.NewAuditEvents{Entries: found.Edges, EndCursor: sub.place}, nil
}
