package graph

import (
	"context"

	"strongroom/ent/flow"
	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
	"strongroom/graph/page"
	"strongroom/server/vault"
)

func (r *departureResolver) User(ctx context.Context, obj *gen.Departure) (*gen.User, error) {
	return forAll(ctx, obj, func(d *gen.Departure) typeid.ID { return d.UserID }, r.usersByID)
}

func (r *departureResolver) State(ctx context.Context, obj *gen.Departure) (api.DepartureState, error) {
	return stateOf(ctx, obj), nil
}

func (r *departureResolver) Successor(ctx context.Context, obj *gen.Departure) (*gen.User, error) {
	return forAll(ctx, obj, func(d *gen.Departure) typeid.ID { return optional(d.SuccessorID) }, r.usersByID)
}

func (r *departureResolver) RecordedBy(ctx context.Context, obj *gen.Departure) (*gen.User, error) {
	return forAll(ctx, obj, func(d *gen.Departure) typeid.ID { return optional(d.RecordedByID) }, r.usersByID)
}

func (r *departureOutcomeResolver) User(ctx context.Context, obj *gen.Departure) (*gen.User, error) {
	return forAll(ctx, obj, func(d *gen.Departure) typeid.ID { return d.UserID }, r.usersByID)
}

func (r *departureOutcomeResolver) Successor(ctx context.Context, obj *gen.Departure) (*gen.User, error) {
	return forAll(ctx, obj, func(d *gen.Departure) typeid.ID { return optional(d.SuccessorID) }, r.usersByID)
}

func (r *departureOutcomeResolver) Counts(ctx context.Context, obj *gen.Departure) (*vault.Outcome, error) {
	counts, err := r.vault.Outcome(ctx, obj)
	return &counts, err
}

func (r *departureOutcomeResolver) Downloads(ctx context.Context, obj *gen.Departure) (*vault.Downloads, error) {
	downloads, err := r.vault.Downloads(ctx, obj)
	return &downloads, err
}

func (r *departureOutcomeResolver) Sessions(ctx context.Context, obj *gen.Departure) ([]*gen.Session, error) {
	return r.vault.EndedSessions(ctx, obj)
}

func (r *departureOutcomeResolver) Tokens(ctx context.Context, obj *gen.Departure) ([]*gen.AccessToken, error) {
	return r.vault.EndedTokens(ctx, obj)
}

func (r *departureOutcomeResolver) Memberships(ctx context.Context, obj *gen.Departure) ([]*gen.Membership, error) {
	rows, err := r.vault.EndedMemberships(ctx, obj)
	join(ctx, rows)
	return rows, err
}

func (r *departureOutcomeResolver) Uploads(ctx context.Context, obj *gen.Departure) ([]*gen.Upload, error) {
	rows, err := r.vault.EndedUploads(ctx, obj)
	join(ctx, rows)
	return rows, err
}

func (r *departureOutcomeResolver) GrantsReceived(ctx context.Context, obj *gen.Departure, first *int, after *string, last *int, before *string) (*page.Connection[gen.Grant], error) {
	query := r.vault.Reader().Grant.Query().Where(r.vault.Affected(obj).Received)
	return list(ctx, query, page.Grant, nil, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *departureOutcomeResolver) GrantsEnded(ctx context.Context, obj *gen.Departure, first *int, after *string, last *int, before *string) (*page.Connection[gen.Grant], error) {
	query := r.vault.Reader().Grant.Query().Where(r.vault.Affected(obj).Ended)
	return list(ctx, query, page.Grant, nil, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *departureOutcomeResolver) GrantsHandedOver(ctx context.Context, obj *gen.Departure, first *int, after *string, last *int, before *string) (*page.Connection[gen.Grant], error) {
	query := r.vault.Reader().Grant.Query().Where(r.vault.Affected(obj).HandedOver)
	return list(ctx, query, page.Grant, nil, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *departureOutcomeResolver) GrantsHeld(ctx context.Context, obj *gen.Departure, first *int, after *string, last *int, before *string) (*page.Connection[gen.Grant], error) {
	query := r.vault.Reader().Grant.Query().Where(r.vault.Affected(obj).Held)
	return list(ctx, query, page.Grant, nil, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *departureOutcomeResolver) CustomersHandedOver(ctx context.Context, obj *gen.Departure, first *int, after *string, last *int, before *string) (*page.Connection[gen.Customer], error) {
	query := r.vault.Reader().Customer.Query().Where(r.vault.Affected(obj).CustomersHandedOver)
	return list(ctx, query, page.Customer, nil, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *departureOutcomeResolver) CustomersBereft(ctx context.Context, obj *gen.Departure, first *int, after *string, last *int, before *string) (*page.Connection[gen.Customer], error) {
	query := r.vault.Reader().Customer.Query().Where(r.vault.Affected(obj).CustomersBereft)
	return list(ctx, query, page.Customer, nil, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *departureStreamResolver) Document(ctx context.Context, obj *flow.Cut) (*gen.Document, error) {
	return forAll(ctx, obj, func(c *flow.Cut) typeid.ID { return c.DocumentID }, r.documentsByID)
}

func (r *departureUploadResolver) Document(ctx context.Context, obj *gen.Upload) (*gen.Document, error) {
	return forAll(ctx, obj, func(u *gen.Upload) typeid.ID { return u.DocumentID }, r.documentsByID)
}

func (r *departureUploadResolver) Size(ctx context.Context, obj *gen.Upload) (*int64, error) {
	if obj.SizeDeferred {
		return nil, nil
	}
	return &obj.Size, nil
}

func (r *departureWitnessResolver) Streams(ctx context.Context, obj *gen.Witness) ([]*flow.Cut, error) {
	streams := make([]*flow.Cut, len(obj.Streams))
	for i := range obj.Streams {
		streams[i] = &obj.Streams[i]
	}
	join(ctx, streams)
	return streams, nil
}

func (r *mutationResolver) ScheduleDeparture(ctx context.Context, input vault.ScheduleDeparture) (*api.ScheduleDeparturePayload, error) {
	departure, err := r.vault.ScheduleDeparture(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.ScheduleDeparturePayload{Departure: departure}, nil
}

func (r *mutationResolver) CancelDeparture(ctx context.Context, input vault.CancelDeparture) (*api.CancelDeparturePayload, error) {
	user, err := r.vault.CancelDeparture(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.CancelDeparturePayload{User: user}, nil
}

func (r *mutationResolver) DepartUser(ctx context.Context, input vault.DepartUser) (*api.DepartUserPayload, error) {
	departure, err := r.vault.DepartUser(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.DepartUserPayload{Departure: departure}, nil
}

func (r *queryResolver) Departures(ctx context.Context, filter *api.DepartureFilter, orderBy *page.Order, first *int, after *string, last *int, before *string) (*page.Connection[gen.Departure], error) {
	narrow, err := departures(ctx, filter)
	if err != nil {
		return nil, err
	}
	return list(ctx, r.vault.Reader().Departure.Query().Where(narrow...), page.Departure, orderBy, page.Window{First: first, After: after, Last: last, Before: before})
}

func (r *queryResolver) DepartureRehearsal(ctx context.Context, userID typeid.ID, successorID *typeid.ID) (*gen.Departure, error) {
	return r.vault.RehearseDeparture(ctx, userID, successorID)
}

func (r *queryResolver) DepartureRecord(ctx context.Context, departureID typeid.ID) (*api.DepartureRecord, error) {
	return r.departureRecord(ctx, departureID)
}

func (r *subscriptionResolver) DepartureProgress(ctx context.Context, departureID typeid.ID) (<-chan *api.DepartureProgress, error) {
	return tell(r.progress(ctx, departureID))
}

func (r *resolver) Departure() api.DepartureResolver { return &departureResolver{r} }

func (r *resolver) DepartureOutcome() api.DepartureOutcomeResolver {
	return &departureOutcomeResolver{r}
}

func (r *resolver) DepartureStream() api.DepartureStreamResolver { return &departureStreamResolver{r} }

func (r *resolver) DepartureUpload() api.DepartureUploadResolver { return &departureUploadResolver{r} }

func (r *resolver) DepartureWitness() api.DepartureWitnessResolver {
	return &departureWitnessResolver{r}
}

type (
	departureResolver        struct{ *resolver }
	departureOutcomeResolver struct{ *resolver }
	departureStreamResolver  struct{ *resolver }
	departureUploadResolver  struct{ *resolver }
	departureWitnessResolver struct{ *resolver }
)
