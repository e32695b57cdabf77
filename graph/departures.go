package graph

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/gen/witness"
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

// witnesses reads what the replicas have seen of a departure.
func (r *resolver) witnesses(ctx context.Context, d *gen.Departure) ([]*gen.Witness, error) {
	return r.vault.Reader().Witness.Query().
		Where(witness.DepartureID(d.ID)).
		Order(gen.Desc(witness.FieldSettledAt, witness.FieldID)).
		Limit(maxNodes).
		All(ctx)
}
