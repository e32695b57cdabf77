package vault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"strongroom/ent/flow"
	"strongroom/ent/gen"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/grant"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/cutoff"
)

// judgement tells whether a stream may go on, of the facts at an act's instant.
type judgement func(context.Context, *act) (cutoff.Grounds, error)

// stream opens a stream of bytes of the viewer: one that goes on is a use of
// the session.
func (v *Vault) stream(ctx context.Context, kind flow.Kind, still judgement) (*cutoff.Stream, error) {
	return v.watch(ctx, kind, func(ctx context.Context, a *act) (cutoff.Grounds, error) {
		if a.in != nil {
			if err := v.keepAlive(ctx, a.in, a.at); err != nil {
				return cutoff.Grounds{}, err
			}
		}
		return still(ctx, a)
	})
}

// watch opens a stream of the viewer, which ends with their standing, or when
// still refuses it.
func (v *Vault) watch(ctx context.Context, kind flow.Kind, still judgement) (*cutoff.Stream, error) {
	who, ok := viewer.FromContext(ctx)
	if !ok {
		return nil, unauthenticated()
	}
	opened, err := v.cfg.Guard.Open(ctx, kind, func(ctx context.Context) (grounds cutoff.Grounds, err error) {
		a, err := v.actNow(ctx, who)
		if err == nil {
			grounds, err = still(ctx, a)
		}
		if err = translate(err); err != nil && CodeOf(err) != Unauthenticated && CodeOf(err) != NotFound &&
			CodeOf(err) != Forbidden && CodeOf(err) != FailedPrecondition {
			err = fmt.Errorf("%w: %w", cutoff.ErrUnsure, err)
		}
		return grounds, err
	})
	return opened, translate(err)
}

// actNow is an act at this instant, outside of a transaction, of somebody who
// was admitted before, as they are by now.
func (v *Vault) actNow(ctx context.Context, who viewer.Viewer) (*act, error) {
	at := v.now()
	standing, err := v.standing(ctx, v.client, who, at, false)
	if err != nil {
		return nil, err
	}
	return &act{vault: v, tx: v.client, who: standing.Viewer, at: at, in: standing.in, until: standing.until}, nil
}

// grounds tells what a decision rests on: the acting user, a document, and for
// each grant that is among the titles its end, and whose leaving ends it.
func (a *act) grounds(ctx context.Context, allowing []title, documentID typeid.ID) (cutoff.Grounds, error) {
	g := cutoff.Grounds{On: []typeid.ID{a.who.ID, documentID}, Until: a.until}
	var grants []typeid.ID
	for _, t := range allowing {
		if t.grant == "" {
			return g, nil // whatever becomes of grants
		}
		grants = append(grants, t.grant)
	}
	rows, err := a.tx.Grant.Query().Where(grant.IDIn(grants...)).WithGiver().All(a.facts(ctx))
	if err != nil {
		return g, err
	}
	for _, row := range rows {
		g.On = append(g.On, row.GiverID)
		g.Until = earliest(g.Until, row.ValidUntil)
		if row.Edges.Giver.DepartsAt != nil && !due(row.Edges.Giver, a.at) {
			g.Until = earliest(g.Until, *row.Edges.Giver.DepartsAt)
		}
		if row.Fate == grant.FateEND {
			continue
		}
		left, err := a.tx.Departure.Query().
			Where(departure.UserID(row.GiverID), departure.Tenure(row.GiverTenure), departure.CancelledAtIsNil()).
			WithSuccessor().
			Only(a.facts(ctx))
		switch {
		case gen.IsNotFound(err):
		case err != nil:
			return g, err
		case row.Fate == grant.FateHOLD:
			g.Until = earliest(g.Until, left.DepartedAt.Add(time.Duration(*row.HoldDays)*24*time.Hour))
		case left.SuccessorID != nil:
			g.On = append(g.On, *left.SuccessorID)
			if heir := left.Edges.Successor; heir.DepartsAt != nil && !due(heir, a.at) {
				g.Until = earliest(g.Until, *heir.DepartsAt)
			}
		}
	}
	return g, nil
}

// earliest is the earlier of two instants, of which a may be none.
func earliest(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return earlier(a, b)
}

// watched reads for as long as a stream may go on.
type watched struct {
	io.Reader
	stream *cutoff.Stream
}

// Read implements io.Reader.
func (w watched) Read(p []byte) (int, error) {
	if err := w.stream.Err(); err != nil {
		return 0, err
	}
	n, err := w.Reader.Read(p)
	if cut := w.stream.Err(); cut != nil {
		return 0, errors.Join(cut, err)
	}
	return n, err
}
