package vault

import (
	"context"
	"time"

	"strongroom/ent/gen"
	"strongroom/ent/gen/accesstoken"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/session"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
)

// SuspendUser stops an account for now, by one write. Suspending twice
// changes nothing; whoever has departed stays departed.
func (v *Vault) SuspendUser(ctx context.Context, in SuspendUser) (account *gen.User, err error) {
	if in.Reason, err = text("reason", in.Reason, 500); err != nil {
		return nil, err
	}
	if err = want("userId", typeid.User, in.UserID); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		if account, err = a.person(ctx, policies.UserSuspend, in.UserID); err != nil {
			return err
		}
		switch account.Status {
		case user.StatusDEPARTED:
			return failed("the user has departed")
		case user.StatusSUSPENDED:
			return nil
		}
		if err := a.keepAnAdmin(ctx, account); err != nil {
			return err
		}
		if err := a.suspend(ctx, account, leaving{reason: in.Reason}); err != nil {
			return err
		}
		account, err = a.tx.User.Query().Where(user.ID(account.ID)).Only(a.facts(ctx))
		return err
	})
	return account, err
}

// suspend stops an active account. The account is locked.
func (a *act) suspend(ctx context.Context, account *gen.User, l leaving) error {
	if account.Status != user.StatusACTIVE {
		return nil
	}
	err := a.tx.User.UpdateOneID(account.ID).SetStatus(user.StatusSUSPENDED).AddEpoch(1).SetValidAfter(a.at).Exec(ctx)
	if err != nil {
		return err
	}
	if err := a.stamp(ctx, account.ID, a.at); err != nil {
		return err
	}
	return a.record(ctx, event{
		action: string(policies.UserSuspend), object: account.ID, subject: account.ID, detail: l.detail(),
	})
}

// ReinstateUser lets an account act again. After a suspension everything is as
// before but for the sessions; after a departure a new tenure begins, and what
// had ended stays ended.
func (v *Vault) ReinstateUser(ctx context.Context, in ReinstateUser) (account *gen.User, err error) {
	if in.Reason, err = text("reason", in.Reason, 500); err != nil {
		return nil, err
	}
	if err = want("userId", typeid.User, in.UserID); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		if account, err = a.person(ctx, policies.UserReinstate, in.UserID); err != nil {
			return err
		}
		if account.Status == user.StatusACTIVE {
			return nil
		}
		update := a.tx.User.UpdateOneID(account.ID).SetStatus(user.StatusACTIVE).SetValidAfter(a.at).SetReinstatedAt(a.at)
		if account.Status == user.StatusDEPARTED {
			update.AddTenure(1).ClearRole().ClearDepartsAt()
		}
		if err := update.Exec(ctx); err != nil {
			return err
		}
		if err := a.stamp(ctx, account.ID, a.at); err != nil { // the next case file is not about them
			return err
		}
		account, err = a.recorded(ctx, account.ID, event{
			action: string(policies.UserReinstate), object: account.ID, subject: account.ID,
			detail: map[string]string{"reason": in.Reason},
		})
		return err
	})
	return account, err
}

// EndSessions ends all sessions and tokens of a user, by one write; anybody may
// end their own.
func (v *Vault) EndSessions(ctx context.Context, in EndSessions) (account *gen.User, err error) {
	if in.UserID != nil {
		if err = want("userId", typeid.User, *in.UserID); err != nil {
			return nil, err
		}
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		whose := a.who.ID
		if in.UserID != nil {
			whose = *in.UserID
		}
		if _, err := a.person(ctx, policies.UserEndSessions, whose); err != nil {
			return err
		}
		if err := a.tx.User.UpdateOneID(whose).AddEpoch(1).SetValidAfter(a.at).Exec(ctx); err != nil {
			return err
		}
		if err := a.stamp(ctx, whose, a.at); err != nil {
			return err
		}
		account, err = a.recorded(ctx, whose, event{action: string(policies.UserEndSessions), object: whose, subject: whose})
		return err
	})
	return account, err
}

// stamp notes on the sessions and access tokens of whoever authenticated until an
// instant that they have ended. They have by the user's row already; this keeps
// the rows telling what was in force when.
func (a *act) stamp(ctx context.Context, userID typeid.ID, until time.Time) error {
	err := a.tx.Session.Update().
		Where(session.UserID(userID), session.EndedAtIsNil(), session.AuthenticatedAtLTE(until)).
		SetEndedAt(a.at).
		Exec(ctx)
	if err != nil {
		return err
	}
	return a.tx.AccessToken.Update().
		Where(accesstoken.UserID(userID), accesstoken.EndedAtIsNil(), accesstoken.AuthenticatedAtLTE(until)).
		SetEndedAt(a.at).
		Exec(ctx)
}

// person finds a user to whom the acting user may do something.
func (a *act) person(ctx context.Context, action policies.Action, userID typeid.ID) (*gen.User, error) {
	if err := a.judgePerson(action, userID); err != nil {
		return nil, err
	}
	return a.locked(ctx, user.ID(userID))
}

// locked finds a user and keeps the row until the transaction ends: two acts
// on one user go one after the other. A departure whose date has come is put on
// record first, so that the row's status is what it is.
func (a *act) locked(ctx context.Context, whom ...predicate.User) (*gen.User, error) {
	query := a.tx.User.Query().Where(whom...)
	if a.vault.postgres() {
		query.ForUpdate()
	}
	account, err := query.Only(ctx)
	if err != nil || account.Status == user.StatusDEPARTED || !due(account, a.at) {
		return account, err
	}
	messenger := &act{vault: a.vault, tx: a.tx, who: viewer.Viewer{System: viewer.Messenger}, at: a.at}
	if _, err := messenger.depart(ctx, account, leaving{}); err != nil {
		return nil, err
	}
	return a.tx.User.Query().Where(user.ID(account.ID)).Only(ctx)
}

// judgePerson refuses what the acting user may not do to somebody. Oneself one
// may sign out everywhere, but neither suspend nor give a role.
func (a *act) judgePerson(action policies.Action, userID typeid.ID) error {
	oneself := userID == a.who.ID
	if oneself && action == policies.UserEndSessions && a.who.InScope(string(action)) {
		return nil
	}
	if err := a.decideOwn(action); err != nil || !oneself {
		return err
	}
	switch action {
	case policies.UserSuspend:
		return failed("nobody suspends themselves")
	case policies.RoleAssignGlobal:
		return forbidden()
	}
	return nil
}

// MayOnUser tells whether the viewer may do something to somebody, and
// whether it would change anything as they are. The user must have been read as
// the viewer.
func (v *Vault) MayOnUser(ctx context.Context, action policies.Action, whom *gen.User) bool {
	who, ok := viewer.FromContext(ctx)
	if !ok {
		return false
	}
	a := &act{vault: v, who: who, at: who.At}
	if a.judgePerson(action, whom.ID) != nil {
		return false
	}
	switch action {
	case policies.UserReinstate:
		return !active(whom, who.At)
	case policies.UserDepart:
		return whom.Status != user.StatusDEPARTED && !due(whom, who.At)
	case policies.RoleAssignGlobal:
		return activeStaff(whom, who.At)
	default:
		return active(whom, who.At)
	}
}

// activeStaff holds for those who can have a role or take over from somebody.
func activeStaff(account *gen.User, at time.Time) bool {
	return active(account, at) && account.Kind == user.KindSTAFF
}

// recorded writes an event and reads the user whom it changed.
func (a *act) recorded(ctx context.Context, userID typeid.ID, e event) (*gen.User, error) {
	if err := a.record(ctx, e); err != nil {
		return nil, err
	}
	return a.tx.User.Query().Where(user.ID(userID)).Only(a.facts(ctx))
}
