package vault

import (
	"context"
	"slices"

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
		if !in.Force {
			if err := a.keepAnAdmin(ctx, account); err != nil {
				return err
			}
		}
		l := leaving{trigger: departure.TriggerADMIN, reason: in.Reason}
		if in.SuccessorID != nil {
			if l.successor, err = a.successor(ctx, *in.SuccessorID); err != nil {
				return err
			}
		}
		file, err = a.depart(ctx, account, l)
		return err
	})
	return file, err
}

// leaving is who says that somebody leaves, and why.
type leaving struct {
	trigger departure.Trigger
	// source is which feed, provider or operator says so; empty for a user.
	source, reason string
	// successor takes over; nil is nobody.
	successor *gen.User
}

// detail is what the log is told of it.
func (l leaving) detail() map[string]string {
	detail := map[string]string{"reason": l.reason}
	if l.source != "" {
		detail["trigger"], detail["source"] = string(l.trigger), l.source
	}
	return detail
}

// depart is the one write of every way of leaving, with its case file. Whoever
// has departed already gets the case file that exists. The account is locked.
func (a *act) depart(ctx context.Context, account *gen.User, l leaving) (*gen.Departure, error) {
	if account.Status == user.StatusDEPARTED {
		return a.caseFile(ctx, account)
	}
	if err := a.close(ctx, account.ID, user.StatusDEPARTED); err != nil {
		return nil, err
	}
	create := a.tx.Departure.Create().
		SetCreatedAt(a.at).
		SetUserID(account.ID).
		SetTenure(account.Tenure).
		SetTrigger(l.trigger).
		SetReason(l.reason).
		SetDepartedAt(a.at)
	if l.source != "" {
		create.SetSource(l.source)
	}
	if l.successor != nil {
		create.SetSuccessorID(l.successor.ID).SetSuccessorTenure(l.successor.Tenure)
	}
	if a.who.ID != "" {
		create.SetRecordedByID(a.who.ID)
	}
	file, err := create.Save(ctx)
	if err != nil {
		return nil, err
	}
	return file, a.record(ctx, event{
		action: string(policies.UserDepart), object: file.ID, subject: account.ID, detail: l.detail(),
	})
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
	if !activeStaff(account) {
		return nil, failed("the successor must be active staff")
	}
	return account, nil
}

// keepAnAdmin refuses to take the last active admin.
func (a *act) keepAnAdmin(ctx context.Context, leaving *gen.User) error {
	last, err := a.lastAdmin(ctx, leaving)
	if err == nil && last {
		err = failed("no admin would remain")
	}
	return err
}

// lastAdmin tells whether somebody is the last active admin. Admins are locked,
// so that two who end each other's access do not both succeed.
func (a *act) lastAdmin(ctx context.Context, leaving *gen.User) (bool, error) {
	if leaving.Role == nil || *leaving.Role != user.RoleADMIN {
		return false, nil
	}
	query := a.tx.User.Query().Where(user.RoleEQ(user.RoleADMIN), user.StatusEQ(user.StatusACTIVE))
	if a.vault.postgres() {
		query.ForUpdate()
	}
	admins, err := query.IDs(a.facts(ctx))
	return !slices.ContainsFunc(admins, func(id typeid.ID) bool { return id != leaving.ID }), err
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
