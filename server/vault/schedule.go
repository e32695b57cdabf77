package vault

import (
	"context"
	"time"

	"strongroom/ent/gen"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
)

// ScheduleDeparture sets the instant from which nothing of a user works. It
// needs nobody to be awake then: every read goes by it. Setting another instant,
// reason or successor replaces what was set; the same again changes nothing.
func (v *Vault) ScheduleDeparture(ctx context.Context, in ScheduleDeparture) (file *gen.Departure, err error) {
	if in.DepartUser, err = in.check(); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		account, err := a.person(ctx, policies.UserDepart, in.UserID)
		if err != nil {
			return err
		}
		file, err = a.schedule(ctx, account, in, leaving{trigger: departure.TriggerSCHEDULE})
		return err
	})
	return file, err
}

// schedule is ScheduleDeparture for an account that is locked; l says who asks for it.
func (a *act) schedule(ctx context.Context, account *gen.User, in ScheduleDeparture, l leaving) (file *gen.Departure, err error) {
	at := in.At.UTC().Truncate(time.Microsecond)
	if !at.After(a.at) {
		return nil, badInput("at", "does not lie ahead")
	}
	if account.Status == user.StatusDEPARTED {
		return nil, failed("the user has departed")
	}
	if l, err = a.leaving(ctx, account, in.DepartUser, l); err != nil {
		return nil, err
	}
	var set *gen.Departure
	if account.DepartsAt != nil {
		if set, err = a.caseFile(ctx, account); err != nil || same(set, at, l) {
			return set, err
		}
	}
	if file, err = a.open(ctx, account, set, at, l); err != nil {
		return nil, err
	}
	if err := a.tx.User.UpdateOneID(account.ID).SetDepartsAt(at).Exec(ctx); err != nil {
		return nil, err
	}
	detail := l.detail()
	detail["at"] = at.Format(time.RFC3339Nano)
	return file, a.record(ctx, event{action: "user:schedule-departure", object: file.ID, subject: account.ID, detail: detail})
}

// CancelDeparture takes back a date that was set for somebody's leaving, while
// it lies ahead. Without one it changes nothing.
func (v *Vault) CancelDeparture(ctx context.Context, in CancelDeparture) (account *gen.User, err error) {
	if err = want("userId", typeid.User, in.UserID); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		if account, err = a.person(ctx, policies.UserDepart, in.UserID); err != nil {
			return err
		}
		if account.Status == user.StatusDEPARTED {
			return failed("the user has departed")
		}
		if account.DepartsAt == nil {
			return nil
		}
		set, err := a.caseFile(ctx, account)
		if err != nil {
			return err
		}
		if err := a.cancel(ctx, set); err != nil {
			return err
		}
		if err := a.tx.User.UpdateOneID(account.ID).ClearDepartsAt().Exec(ctx); err != nil {
			return err
		}
		account, err = a.recorded(ctx, account.ID, event{action: "user:cancel-departure", object: set.ID, subject: account.ID})
		return err
	})
	return account, err
}

// cancel calls off a departure that has not taken effect.
func (a *act) cancel(ctx context.Context, set *gen.Departure) error {
	update := a.tx.Departure.UpdateOneID(set.ID).SetCancelledAt(a.at)
	if a.who.ID != "" {
		update.SetCancelledByID(a.who.ID)
	}
	return update.Exec(ctx)
}

// same tells whether a departure was set just so.
func same(set *gen.Departure, at time.Time, l leaving) bool {
	return set.DepartedAt.Equal(at) && set.Reason == l.reason &&
		(set.SuccessorID == nil) == (l.successor.id == nil) && (l.successor.id == nil || *set.SuccessorID == *l.successor.id)
}

// RecordDepartures puts on record the departures whose date has come. Nobody's
// access depends on it. It is for a round, and may be repeated and run by
// several replicas at once.
func (v *Vault) RecordDepartures(ctx context.Context) error {
	return v.signalAll(ctx, departure.TriggerSCHEDULE, "its date has come", user.DepartsAtLTE(v.now()))
}

// DepartInactive ends everything of those who have not been seen for the time
// that is configured, if one is. It is for a round, as RecordDepartures. Signing in
// asks by itself, so that no round has to come first.
func (v *Vault) DepartInactive(ctx context.Context) error {
	if v.cfg.InactiveAfter == 0 {
		return nil
	}
	long := v.now().Add(-v.cfg.InactiveAfter)
	return v.signalAll(ctx, departure.TriggerINACTIVITY, inactive,
		user.And(user.LastSeenAtLTE(long), user.Or(user.ReinstatedAtIsNil(), user.ReinstatedAtLTE(long))))
}

const inactive = "not seen for too long"

// signalAll gives the same signal of leaving about some active users, one
// after the other; whom it finds, it hands on.
func (v *Vault) signalAll(ctx context.Context, source departure.Trigger, reason string, whom predicate.User) error {
	for {
		found, err := v.reader.User.Query().
			Where(user.StatusNEQ(user.StatusDEPARTED), whom).
			Order(user.ByID()).
			Limit(batch).
			All(viewer.As(ctx, viewer.Messenger, v.now()))
		if err != nil {
			return translate(err)
		}
		departed := 0
		for _, u := range found {
			err := v.ReceiveSignal(ctx, Signal{Source: source, Issuer: u.Issuer, Subject: u.Subject, Effect: EffectDepart, Reason: reason})
			switch {
			case err == nil:
				departed++
			case CodeOf(err) != FailedPrecondition: // the last admin is spared
				return err
			}
		}
		if len(found) < batch || departed == 0 {
			return nil
		}
	}
}

// idle tells whether an account has not been seen for too long, and has not
// been let in again since.
func (v *Vault) idle(u *gen.User, at time.Time) bool {
	long := at.Add(-v.cfg.InactiveAfter)
	return v.cfg.InactiveAfter > 0 && u.LastSeenAt != nil && !u.LastSeenAt.After(long) &&
		(u.ReinstatedAt == nil || !u.ReinstatedAt.After(long))
}

// retire ends everything of an account that comes back after too long, before
// it is let in; the last admin is spared.
func (v *Vault) retire(ctx context.Context, account *gen.User, at time.Time) error {
	if !v.idle(account, at) {
		return nil
	}
	err := v.ReceiveSignal(ctx, Signal{
		Source: departure.TriggerINACTIVITY, Issuer: account.Issuer, Subject: account.Subject, Effect: EffectDepart, Reason: inactive,
	})
	if err == nil {
		return unauthenticated()
	}
	if CodeOf(err) == FailedPrecondition {
		return nil
	}
	return err
}
