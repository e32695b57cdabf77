package vault

import (
	"context"
	"maps"
	"sync"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/flow"
	"strongroom/ent/gen"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/departure"
	entry "strongroom/ent/gen/event"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/user"
	"strongroom/ent/gen/witness"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
)

// memory is what this process has seen of departures and not yet written down.
// A crash loses what it counted since the last round.
type memory struct {
	mu      sync.Mutex              // guards the rest
	refused map[typeid.ID]refusal   // by user
	read    map[typeid.ID]time.Time // when a departure was first read here, by real time
}

type refusal struct {
	n    int
	last time.Time
}

func (m *memory) add(userID typeid.ID, n int, last time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.refused == nil {
		m.refused = map[typeid.ID]refusal{}
	}
	was := m.refused[userID]
	if was.last.After(last) {
		last = was.last
	}
	m.refused[userID] = refusal{was.n + n, last}
}

func (m *memory) take() map[typeid.ID]refusal {
	m.mu.Lock()
	defer m.mu.Unlock()
	taken := m.refused
	m.refused = nil
	return taken
}

// firstRead tells when each of some departures was first read, and forgets all others.
func (m *memory) firstRead(departures []*gen.Departure, now time.Time) map[typeid.ID]time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	read := make(map[typeid.ID]time.Time, len(departures))
	for _, d := range departures {
		read[d.ID] = now
		if was, ok := m.read[d.ID]; ok {
			read[d.ID] = was
		}
	}
	m.read = read
	return maps.Clone(read)
}

// refuse is unauthenticated, counted if it is somebody who has left.
func (v *Vault) refuse(u *gen.User, at time.Time) error {
	if u.Status == user.StatusDEPARTED || due(u, at) {
		v.seenHere.add(u.ID, 1, at)
	}
	return unauthenticated()
}

// WitnessDepartures writes into the case files what this replica has seen of
// them: once no stream is left here that rested on the one who left, which
// were cut; and from then on what was refused to that one. It is for a round of
// each replica; departures from before its start are others' to witness.
func (v *Vault) WitnessDepartures(ctx context.Context) error {
	at := v.now()
	registrar := viewer.As(ctx, viewer.Registrar, at)
	unseen, err := v.reader.Departure.Query().
		Where(
			departure.DepartedAtGT(v.cfg.Guard.Since()), departure.DepartedAtLTE(at), departure.CancelledAtIsNil(),
			departure.Not(departure.HasWitnessesWith(witness.Replica(v.cfg.Replica))),
		).
		Order(departure.ByDepartedAt()).
		Limit(batch).
		All(registrar)
	if err != nil {
		return translate(err)
	}
	read := v.seenHere.firstRead(unseen, time.Now())
	for _, d := range unseen {
		cuts, ok := v.cfg.Guard.Settled(d.UserID, d.DepartedAt, read[d.ID])
		if !ok {
			continue // the next round asks again
		}
		if err := v.witness(ctx, d.ID, cuts, refusal{}); err != nil {
			return err
		}
	}
	for userID, r := range v.seenHere.take() {
		err := v.witnessRefusals(registrar, userID, r)
		if err != nil {
			v.seenHere.add(userID, r.n, r.last)
			return translate(err)
		}
	}
	return nil
}

// witnessRefusals adds to what this replica has seen of somebody's last departure.
func (v *Vault) witnessRefusals(ctx context.Context, userID typeid.ID, r refusal) error {
	d, err := v.reader.Departure.Query().
		Where(departure.UserID(userID), departure.DepartedAtLTE(r.last), departure.CancelledAtIsNil()).
		Order(departure.ByDepartedAt(sql.OrderDesc())).
		First(ctx)
	if gen.IsNotFound(err) {
		return nil // an UPDATE by hand, which has no case file
	}
	if err != nil {
		return err
	}
	return v.witness(ctx, d.ID, nil, r)
}

// witness writes or adds to this replica's row of a departure.
func (v *Vault) witness(ctx context.Context, departureID typeid.ID, cuts []flow.Cut, r refusal) error {
	return v.writeAs(ctx, viewer.Viewer{System: viewer.Registrar}, func(ctx context.Context, a *act) error {
		row, err := a.tx.Witness.Query().
			Where(witness.DepartureID(departureID), witness.Replica(v.cfg.Replica)).
			Only(ctx)
		if gen.IsNotFound(err) {
			create := a.tx.Witness.Create().
				SetCreatedAt(a.at).
				SetDepartureID(departureID).
				SetReplica(v.cfg.Replica).
				SetSettledAt(a.at).
				SetStreamsCut(len(cuts)).
				SetStreams(append([]flow.Cut{}, cuts[:min(len(cuts), maxStreams)]...)).
				SetRefused(r.n)
			if r.n > 0 {
				create.SetRefusedAt(r.last)
			}
			return create.Exec(ctx)
		}
		if err != nil || r.n == 0 {
			return err
		}
		return a.tx.Witness.UpdateOneID(row.ID).AddRefused(r.n).SetRefusedAt(r.last).Exec(ctx)
	})
}

// maxStreams bounds the streams that a case file names for each replica.
const maxStreams = 1000

const (
	// handOverTime bounds how long after a departure its customers may find
	// their next custodian.
	handOverTime = 30 * 24 * time.Hour
	handedOver   = "departure:hand-over"
)

// HandOver makes the successors of those who have left custodians of the
// customers that have no other, once for each departure; the documents stay
// where they are and say who made them. A successor who may not act by now gets
// nothing. It is for a round, and may be run by several replicas at once.
func (v *Vault) HandOver(ctx context.Context) error {
	at := v.now()
	open, err := v.reader.Departure.Query().
		Where(
			departure.DepartedAtGT(at.Add(-handOverTime)), departure.DepartedAtLTE(at), departure.CancelledAtIsNil(),
			departure.SuccessorIDNotNil(),
			func(s *sql.Selector) {
				e := sql.Dialect(s.Dialect()).Table(entry.Table).As("done")
				s.Where(sql.Not(sql.Exists(sql.Dialect(s.Dialect()).Select(e.C(entry.FieldID)).From(e).Where(sql.And(
					sql.ColumnsEQ(e.C(entry.FieldObjectID), s.C(departure.FieldID)), sql.EQ(e.C(entry.FieldAction), handedOver),
				)))))
			},
		).
		Order(departure.ByDepartedAt()).
		Limit(batch).
		All(viewer.As(ctx, viewer.Registrar, at))
	if err != nil {
		return translate(err)
	}
	for _, d := range open {
		err := v.writeAs(ctx, viewer.Viewer{System: viewer.Registrar}, func(ctx context.Context, a *act) error {
			return a.handOver(ctx, d)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *act) handOver(ctx context.Context, d *gen.Departure) error {
	successor, err := a.locked(ctx, user.ID(*d.SuccessorID))
	if err != nil {
		return err
	}
	done, err := a.tx.Event.Query().Where(entry.ObjectID(d.ID), entry.Action(handedOver)).Exist(ctx)
	if err != nil || done {
		return err
	}
	if activeStaff(successor, a.at) && successor.Role == nil && successor.Tenure == *d.SuccessorTenure {
		found, err := a.tx.Customer.Query().Where(a.vault.Affected(d).CustomersHandedOver, customer.Not(customer.HasMembershipsWith(
			membership.RoleEQ(membership.RoleCUSTODIAN), lasting(a.at), membership.UserIDNEQ(d.UserID),
		))).IDs(ctx)
		if err != nil {
			return err
		}
		for _, id := range found {
			given, err := a.assign(ctx, successor.ID, id, membership.RoleCUSTODIAN)
			if err != nil {
				return err
			}
			err = a.record(ctx, event{
				action: "role:inherit", object: given.ID, customer: id, subject: successor.ID,
				detail: map[string]string{"departure": d.ID.String()},
			})
			if err != nil {
				return err
			}
		}
	}
	return a.record(ctx, event{action: handedOver, object: d.ID, subject: successor.ID})
}
