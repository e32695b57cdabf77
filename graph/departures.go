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
