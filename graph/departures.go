package graph

import (
	"context"

	"strongroom/ent/gen"
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

// witnesses reads what the replicas have seen of a departure.
func (r *resolver) witnesses(ctx context.Context, d *gen.Departure) ([]*gen.Witness, error) {
	return r.vault.Reader().Witness.Query().
		Where(witness.DepartureID(d.ID)).
		Order(gen.Desc(witness.FieldSettledAt, witness.FieldID)).
		Limit(maxNodes).
		All(ctx)
}
