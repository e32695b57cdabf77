package graph

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/witness"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	api "strongroom/graph/gen"
)

// stateOf tells whether a departure has taken effect when the request is judged.
func stateOf(ctx context.Context, d *gen.Departure) api.DepartureState {
	who, _ := viewer.FromContext(ctx)
	switch {
	case d.CancelledAt != nil:
		return api.DepartureStateCancelled
	case who.At.Before(d.DepartedAt):
		return api.DepartureStatePlanned
	default:
		return api.DepartureStateDone
	}
}

// departureRecord reads what is on record of a departure.
func (r *resolver) departureRecord(ctx context.Context, id typeid.ID) (*api.DepartureRecord, error) {
	departure, err := r.vault.Departure(ctx, id)
	if err != nil {
		return nil, err
	}
	witnesses, err := r.witnesses(ctx, departure)
	return &api.DepartureRecord{Departure: departure, Outcome: departure, Witnesses: witnesses}, err
}

// progress tells how far a departure has come. It is asked for again though
// nothing was heard: its instant may come, or a replica go.
func (r *resolver) progress(ctx context.Context, id typeid.ID) (*api.DepartureProgress, error) {
	sub := subscriptionOf(ctx)
	sub.About(id)
	record, err := r.departureRecord(ctx, id)
	if err != nil {
		return nil, err
	}
	progress := &api.DepartureProgress{Record: record, Awaited: []string{}}
	switch stateOf(ctx, record.Departure) {
	case api.DepartureStateCancelled:
		progress.Settled = true
	case api.DepartureStateDone:
		awaited, known := r.vault.Awaited(record.Departure, record.Witnesses)
		progress.Awaited = append(progress.Awaited, awaited...)
		progress.Settled = known && len(awaited) == 0
	}
	sub.again, sub.over = pace, progress.Settled
	return progress, nil
}

// departures judges states at the instant of the request, as stateOf does.
func departures(ctx context.Context, f *api.DepartureFilter) (narrow []predicate.Departure, err error) {
	if f == nil {
		return nil, nil
	}
	if f.UserID != nil {
		narrow = append(narrow, departure.UserID(*f.UserID))
	}
	if f.State != nil {
		who, _ := viewer.FromContext(ctx)
		in := map[api.DepartureState]predicate.Departure{
			api.DepartureStatePlanned:   departure.And(departure.CancelledAtIsNil(), departure.DepartedAtGT(who.At)),
			api.DepartureStateCancelled: departure.CancelledAtNotNil(),
			api.DepartureStateDone:      departure.And(departure.CancelledAtIsNil(), departure.DepartedAtLTE(who.At)),
		}
		states := []predicate.Departure{never}
		for _, state := range f.State {
			states = append(states, in[state])
		}
		narrow = append(narrow, departure.Or(states...))
	}
	return narrow, first(names("userId", f.UserID, typeid.User), few("state", len(f.State)))
}

// never is no departure.
func never(s *sql.Selector) { s.Where(sql.False()) }

// witnesses reads what the replicas have seen of a departure.
func (r *resolver) witnesses(ctx context.Context, d *gen.Departure) ([]*gen.Witness, error) {
	return r.vault.Reader().Witness.Query().
		Where(witness.DepartureID(d.ID)).
		Order(gen.Desc(witness.FieldSettledAt, witness.FieldID)).
		Limit(maxNodes).
		All(ctx)
}
