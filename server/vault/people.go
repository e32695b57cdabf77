package vault

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
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
		switch {
		case account.Status == user.StatusDEPARTED:
			return failed("the user has departed")
		case account.Status == user.StatusSUSPENDED:
			return nil
		case account.ID == a.who.ID:
			return failed("nobody suspends themselves")
		}
		if err := a.close(ctx, account.ID, user.StatusSUSPENDED); err != nil {
			return err
		}
		account, err = a.recorded(ctx, account.ID, event{
			action: string(policies.UserSuspend), object: account.ID, subject: account.ID,
			detail: map[string]string{"reason": in.Reason},
		})
		return err
	})
	return account, err
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
		update := a.tx.User.UpdateOneID(account.ID).SetStatus(user.StatusACTIVE).SetValidAfter(a.at)
		if account.Status == user.StatusDEPARTED {
			update.AddTenure(1).ClearRole()
		}
		if err := update.Exec(ctx); err != nil {
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
		if in.UserID != nil && *in.UserID != whose {
			whose = *in.UserID
			if _, err := a.person(ctx, policies.UserEndSessions, whose); err != nil {
				return err
			}
		}
		if err := a.tx.User.UpdateOneID(whose).AddEpoch(1).SetValidAfter(a.at).Exec(ctx); err != nil {
			return err
		}
		account, err = a.recorded(ctx, whose, event{action: string(policies.UserEndSessions), object: whose, subject: whose})
		return err
	})
	return account, err
}

// close is the one write that ends what a user can do.
func (a *act) close(ctx context.Context, userID typeid.ID, status user.Status) error {
	return a.tx.User.UpdateOneID(userID).SetStatus(status).AddEpoch(1).SetValidAfter(a.at).Exec(ctx)
}

// person finds a user about whom the acting user may decide.
func (a *act) person(ctx context.Context, action policies.Action, userID typeid.ID) (*gen.User, error) {
	if err := a.decideOwn(action); err != nil {
		return nil, err
	}
	return a.tx.User.Query().Where(user.ID(userID)).Only(ctx)
}

// recorded writes an event and reads the user whom it changed.
func (a *act) recorded(ctx context.Context, userID typeid.ID, e event) (*gen.User, error) {
	if err := a.record(ctx, e); err != nil {
		return nil, err
	}
	return a.tx.User.Query().Where(user.ID(userID)).Only(a.facts(ctx))
}
