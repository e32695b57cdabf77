package vault

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/session"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
)

// AssignRole gives a user a role, for one customer or for the whole vault.
// Nobody gives a role to themselves, whatever they are.
func (v *Vault) AssignRole(ctx context.Context, in AssignRole) (assigned Assigned, err error) {
	if err = want("userId", typeid.User, in.UserID); err != nil {
		return Assigned{}, err
	}
	if (in.Customer == nil) == (in.Global == nil) {
		return Assigned{}, badInput("customer", "give exactly one of customer and global")
	}
	if in.Global != nil && user.RoleValidator(*in.Global) != nil {
		return Assigned{}, badInput("global", "is none of the known roles")
	}
	if in.Customer != nil {
		if err = want("customer.customerId", typeid.Customer, in.Customer.CustomerID); err != nil {
			return Assigned{}, err
		}
		if membership.RoleValidator(in.Customer.Role) != nil {
			return Assigned{}, badInput("customer.role", "is none of the known roles")
		}
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		if in.Global != nil {
			assigned.User, err = a.assignGlobal(ctx, in.UserID, in.Global)
			return err
		}
		account, found, err := a.assignee(ctx, in.UserID, in.Customer.CustomerID)
		if err != nil {
			return err
		}
		if account.Status != user.StatusACTIVE || account.Kind != user.KindSTAFF {
			return failed("only active staff can have a role for a customer")
		}
		assigned.User = account
		if assigned.Membership, err = a.assign(ctx, account.ID, found.ID, in.Customer.Role); err != nil {
			return err
		}
		return a.record(ctx, event{
			action: string(policies.RoleAssign), object: assigned.Membership.ID, customer: found.ID, subject: account.ID,
			detail: map[string]string{"role": string(in.Customer.Role)},
		})
	})
	return assigned, err
}

// UnassignRole takes a role away, for one customer or for the whole vault.
// Taking away what is not held changes nothing.
func (v *Vault) UnassignRole(ctx context.Context, in UnassignRole) (account *gen.User, err error) {
	if err = want("userId", typeid.User, in.UserID); err != nil {
		return nil, err
	}
	if in.CustomerID != nil {
		if err = want("customerId", typeid.Customer, *in.CustomerID); err != nil {
			return nil, err
		}
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		if in.CustomerID == nil {
			account, err = a.assignGlobal(ctx, in.UserID, nil)
			return err
		}
		var found *gen.Customer
		if account, found, err = a.assignee(ctx, in.UserID, *in.CustomerID); err != nil {
			return err
		}
		ended, err := a.endMembership(ctx, account.ID, found.ID)
		if err != nil || ended == 0 {
			return err
		}
		return a.record(ctx, event{action: "role:unassign", object: found.ID, customer: found.ID, subject: account.ID})
	})
	return account, err
}

// assignee finds who is to have, or to lose, which customer's role, and
// decides whether the acting user may say so.
func (a *act) assignee(ctx context.Context, userID, customerID typeid.ID) (*gen.User, *gen.Customer, error) {
	found, err := a.customer(ctx, customerID)
	if err != nil {
		return nil, nil, err
	}
	if _, err := a.decide(ctx, policies.RoleAssign, ofCustomer(found)); err != nil {
		return nil, nil, err
	}
	if userID == a.who.ID {
		return nil, nil, forbidden()
	}
	account, err := a.tx.User.Query().Where(user.ID(userID)).Only(ctx)
	return account, found, err
}

// assign gives a user a role for a customer, instead of an earlier one.
func (a *act) assign(ctx context.Context, userID, customerID typeid.ID, role membership.Role) (*gen.Membership, error) {
	if _, err := a.endMembership(ctx, userID, customerID); err != nil {
		return nil, err
	}
	account, err := a.tx.User.Query().Where(user.ID(userID)).Only(a.facts(ctx))
	if err != nil {
		return nil, err
	}
	return a.tx.Membership.Create().
		SetCreatedAt(a.at).
		SetUserID(userID).
		SetCustomerID(customerID).
		SetRole(role).
		SetTenure(account.Tenure).
		SetAssignedByID(a.who.ID).
		Save(ctx)
}

func (a *act) endMembership(ctx context.Context, userID, customerID typeid.ID) (int, error) {
	return a.tx.Membership.Update().
		Where(membership.UserID(userID), membership.CustomerID(customerID), membership.EndedAtIsNil()).
		SetEndedAt(a.at).
		Save(ctx)
}

// assignGlobal gives a user a role for the whole vault; nil takes it away.
func (a *act) assignGlobal(ctx context.Context, userID typeid.ID, role *user.Role) (*gen.User, error) {
	account, err := a.person(ctx, policies.RoleAssignGlobal, userID)
	if err != nil {
		return nil, err
	}
	switch {
	case userID == a.who.ID:
		return nil, forbidden()
	case role != nil && (account.Status != user.StatusACTIVE || account.Kind != user.KindSTAFF):
		return nil, failed("only active staff can have a role for the whole vault")
	}
	update, detail := a.tx.User.UpdateOneID(userID), ""
	if role == nil {
		update.ClearRole()
	} else {
		update.SetRole(*role)
		detail = string(*role)
	}
	if account, err = update.Save(ctx); err != nil {
		return nil, err
	}
	return account, a.record(ctx, event{
		action: string(policies.RoleAssignGlobal), object: userID, subject: userID, detail: map[string]string{"role": detail},
	})
}

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

// DepartUser ends everything of a user at once. The one write is the user's
// status: every read asks for it, so that from its commit on no session, token,
// role or grant of theirs works, and the grants that they gave go the way of
// their fate. The case file is written beside it. Whoever has departed already
// gets the case file that exists.
func (v *Vault) DepartUser(ctx context.Context, in DepartUser) (file *gen.Departure, err error) {
	if in.Reason, err = text("reason", in.Reason, 500); err != nil {
		return nil, err
	}
	if err = want("userId", typeid.User, in.UserID); err != nil {
		return nil, err
	}
	if in.SuccessorID != nil {
		if err = want("successorId", typeid.User, *in.SuccessorID); err != nil {
			return nil, err
		}
		if *in.SuccessorID == in.UserID {
			return nil, badInput("successorId", "must be somebody else")
		}
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		account, err := a.person(ctx, policies.UserDepart, in.UserID)
		if err != nil {
			return err
		}
		if account.Status == user.StatusDEPARTED {
			file, err = a.caseFile(ctx, account)
			return err
		}
		if err := a.keepAnAdmin(ctx, account, in.Force); err != nil {
			return err
		}
		create := a.tx.Departure.Create().
			SetCreatedAt(a.at).
			SetUserID(account.ID).
			SetTenure(account.Tenure).
			SetTrigger(departure.TriggerADMIN).
			SetReason(in.Reason).
			SetDepartedAt(a.at).
			SetRecordedByID(a.who.ID)
		if in.SuccessorID != nil {
			successor, err := a.successor(ctx, *in.SuccessorID)
			if err != nil {
				return err
			}
			create.SetSuccessorID(successor.ID).SetSuccessorTenure(successor.Tenure)
		}
		if err := a.close(ctx, account.ID, user.StatusDEPARTED); err != nil {
			return err
		}
		if file, err = create.Save(ctx); err != nil {
			return err
		}
		return a.record(ctx, event{
			action: string(policies.UserDepart), object: file.ID, subject: account.ID,
			detail: map[string]string{"reason": in.Reason},
		})
	})
	return file, err
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

// successor finds who takes over: active staff.
func (a *act) successor(ctx context.Context, userID typeid.ID) (*gen.User, error) {
	account, err := a.tx.User.Query().Where(user.ID(userID)).Only(ctx)
	if gen.IsNotFound(err) {
		return nil, badInput("successorId", "names nobody")
	}
	if err != nil {
		return nil, err
	}
	if account.Status != user.StatusACTIVE || account.Kind != user.KindSTAFF {
		return nil, failed("the successor must be active staff")
	}
	return account, nil
}

// keepAnAdmin refuses to let the last active admin go, unless forced. Admins
// are locked, so that two who let each other go do not both succeed.
func (a *act) keepAnAdmin(ctx context.Context, leaving *gen.User, force bool) error {
	if force || leaving.Role == nil || *leaving.Role != user.RoleADMIN {
		return nil
	}
	query := a.tx.User.Query().Where(user.RoleEQ(user.RoleADMIN), user.StatusEQ(user.StatusACTIVE))
	if a.vault.postgres() {
		query.ForUpdate()
	}
	admins, err := query.All(a.facts(ctx))
	if err != nil {
		return err
	}
	for _, admin := range admins {
		if admin.ID != leaving.ID {
			return nil
		}
	}
	return failed("no admin would remain; force it if that is meant")
}

// caseFile finds the departure that ended a user's present tenure.
func (a *act) caseFile(ctx context.Context, account *gen.User) (*gen.Departure, error) {
	return a.tx.Departure.Query().
		Where(departure.UserID(account.ID), departure.Tenure(account.Tenure)).
		Only(a.facts(ctx))
}

// Outcome counts what a departure ended.
type Outcome struct {
	SessionsEnded, MembershipsEnded           int
	GrantsEnded, GrantsHandedOver, GrantsHeld int
}

// Outcome counts what a departure ended, from the rows as they were at its
// instant: rows are ended, never deleted, so that the answer stays the same.
// The departure must have been read as the viewer.
func (v *Vault) Outcome(ctx context.Context, d *gen.Departure) (o Outcome, err error) {
	ctx = viewer.As(ctx, viewer.Decider, v.now())
	inForce := []predicate.Grant{
		grant.ValidUntilGT(d.DepartedAt),
		grant.Or(grant.RevokedAtIsNil(), grant.RevokedAtGT(d.DepartedAt)),
		grant.CreatedAtLTE(d.DepartedAt),
	}
	given := append([]predicate.Grant{grant.GiverID(d.UserID), grant.GiverTenure(d.Tenure)}, inForce...)
	held := append([]predicate.Grant{grant.UserID(d.UserID), grant.Tenure(d.Tenure)}, inForce...)
	handedOver := []grant.Fate{}
	if d.SuccessorID != nil {
		handedOver = append(handedOver, grant.FateHAND_OVER)
	}
	counts := []struct {
		into  *int
		count func(context.Context) (int, error)
	}{
		{&o.SessionsEnded, v.reader.Session.Query().Where(
			session.UserID(d.UserID), session.CreatedAtLTE(d.DepartedAt),
			session.Or(session.EndedAtIsNil(), session.EndedAtGT(d.DepartedAt)),
			session.IdleUntilGT(d.DepartedAt),
			epochBefore(d),
		).Count},
		{&o.MembershipsEnded, v.reader.Membership.Query().Where(
			membership.UserID(d.UserID), membership.Tenure(d.Tenure),
			membership.Or(membership.EndedAtIsNil(), membership.EndedAtGT(d.DepartedAt)),
		).Count},
		{&o.GrantsEnded, v.reader.Grant.Query().Where(held...).Count},
		{&o.GrantsHandedOver, v.reader.Grant.Query().Where(append(given, grant.FateIn(handedOver...))...).Count},
		{&o.GrantsHeld, v.reader.Grant.Query().Where(append(given, grant.FateEQ(grant.FateHOLD))...).Count},
	}
	for _, c := range counts {
		if *c.into, err = c.count(ctx); err != nil {
			return Outcome{}, translate(err)
		}
	}
	all, err := v.reader.Grant.Query().Where(given...).Count(ctx)
	if err != nil {
		return Outcome{}, translate(err)
	}
	o.GrantsEnded += all - o.GrantsHandedOver - o.GrantsHeld
	return o, nil
}

// epochBefore holds for sessions that no earlier end of all sessions had
// ended: those of the latest epoch that has sessions at the departure.
func epochBefore(d *gen.Departure) predicate.Session {
	return func(s *sql.Selector) {
		latest := sql.Dialect(s.Dialect()).Table(session.Table).As("latest")
		newest := sql.Dialect(s.Dialect()).
			Select(sql.Max(latest.C(session.FieldEpoch))).From(latest).
			Where(sql.And(
				sql.EQ(latest.C(session.FieldUserID), d.UserID),
				sql.LTE(latest.C(session.FieldCreatedAt), d.DepartedAt),
			))
		s.Where(sql.In(s.C(session.FieldEpoch), newest))
	}
}
