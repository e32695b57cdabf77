package vault

import (
	"context"
	"slices"

	"strongroom/ent/flow"
	"strongroom/ent/gen"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/grant"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/internal/cutoff"
)

// Following is a subscription of the viewer that is under way. Close it.
type Following struct {
	vault   *Vault
	stream  *cutoff.Stream
	who     viewer.Viewer
	actions []policies.Action
}

// Follow begins to follow what concerns the viewer, for as long as their
// session or token lasts and their account itself allows the actions. It is
// the only way to a subscription, and the only place where that is decided:
// now, at each piece of news, and in between. It fails with Unauthenticated,
// Forbidden or Unavailable. To follow is no use of the session: a page that is
// left open does not keep its session from the idle limit.
func (v *Vault) Follow(ctx context.Context, actions ...policies.Action) (*Following, error) {
	f := &Following{vault: v, actions: actions}
	f.who, _ = viewer.FromContext(ctx)
	var err error
	if f.stream, err = v.watch(ctx, flow.Subscription, f.still); err != nil {
		return nil, err
	}
	if err := f.stream.Confirm(); err != nil {
		f.stream.Close()
		return nil, translate(err)
	}
	return f, nil
}

// Context ends with the subscription.
func (f *Following) Context() context.Context { return f.stream.Context() }

// Err tells why nothing more may be told: an *Error; nil while it may.
func (f *Following) Err() error { return translate(f.stream.Err()) }

// News receives when something has changed of the viewer's account, sessions,
// roles and grants, of those from whom the grants are, or of what the
// subscription is about. News that nobody took yet is one.
func (f *Following) News() <-chan struct{} { return f.stream.News() }

// About says what else is news, by the IDs of users, documents and departures,
// in place of what was said before. Read it afterwards.
func (f *Following) About(subjects ...typeid.ID) { f.stream.About(subjects...) }

// Now returns a context in which the viewer acts at this instant, as they are
// by now. It fails as Follow does.
func (f *Following) Now(ctx context.Context) (context.Context, error) {
	a, err := f.vault.actNow(ctx, f.who)
	if err == nil {
		err = f.allowed(a)
	}
	if err != nil {
		return ctx, translate(err)
	}
	return viewer.NewContext(ctx, a.who), nil
}

// Close ends the subscription.
func (f *Following) Close() { f.stream.Close() }

func (f *Following) still(ctx context.Context, a *act) (cutoff.Grounds, error) {
	if err := f.allowed(a); err != nil {
		return cutoff.Grounds{}, err
	}
	return a.reach(ctx)
}

func (f *Following) allowed(a *act) error {
	for _, action := range f.actions {
		if err := a.decideOwn(action); err != nil {
			return err
		}
	}
	return nil
}

// farthest bounds the grants that reach looks at, those that end first.
const farthest = 1000

// reach tells what all that the acting user reaches rests on: themselves,
// whoever gave them grants, and whoever answers for these instead; until the
// first instant at which a grant begins or ends. Roles have no such instant.
func (a *act) reach(ctx context.Context) (cutoff.Grounds, error) {
	g := cutoff.Grounds{On: []typeid.ID{a.who.ID}, Until: a.until}
	if a.who.Role != viewer.NoRole {
		return g, nil // no grant is in force
	}
	rows, err := a.tx.Grant.Query().
		Where(grant.UserID(a.who.ID), grant.RevokedAtIsNil(), grant.ValidUntilGT(a.at)).
		Order(grant.ByValidUntil()).
		Limit(farthest).
		All(a.facts(ctx))
	if err != nil || len(rows) == 0 {
		return g, err
	}
	for _, row := range rows {
		next := row.ValidUntil
		if row.ValidFrom.After(a.at) {
			next = row.ValidFrom
		}
		g.Until = earliest(g.Until, next)
		if !slices.Contains(g.On, row.GiverID) {
			g.On = append(g.On, row.GiverID)
		}
	}
	left, err := a.tx.Departure.Query().
		Where(departure.UserIDIn(g.On...), departure.CancelledAtIsNil(), departure.SuccessorIDNotNil()).
		All(a.facts(ctx))
	for _, d := range left {
		g.On = append(g.On, *d.SuccessorID)
	}
	return g, err
}

// Awaited names the replicas that are there and have yet to say what they have
// seen of a departure that has taken effect. It is not ok while this one does
// not know all the others.
func (v *Vault) Awaited(d *gen.Departure, said []*gen.Witness) (names []string, ok bool) {
	names, ok = v.cfg.Guard.Replicas(d.DepartedAt)
	return slices.DeleteFunc(names, func(name string) bool {
		return slices.ContainsFunc(said, func(w *gen.Witness) bool { return w.Replica == name })
	}), ok
}
