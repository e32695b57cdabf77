package vault

import (
	"context"
	"slices"
	"time"

	"strongroom/ent/gen"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/policies"
)

// DepartUser ends everything of a user at once. The one write is the user's
// status: every read asks for it, so that from its commit on no session, token,
// role or grant of theirs works, and the grants that they gave go the way of
// their fate. The case file is written beside it. Whoever has departed already
// gets the case file that exists.
func (v *Vault) DepartUser(ctx context.Context, in DepartUser) (file *gen.Departure, err error) {
	if in, err = in.check(); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		account, err := a.person(ctx, policies.UserDepart, in.UserID)
		if err != nil {
			return err
		}
		file, err = a.end(ctx, account, in, leaving{trigger: departure.TriggerADMIN})
		return err
	})
	return file, err
}

// end is DepartUser for an account that is locked; l says who asks for it.
func (a *act) end(ctx context.Context, account *gen.User, in DepartUser, l leaving) (*gen.Departure, error) {
	if account.Status == user.StatusDEPARTED {
		return a.caseFile(ctx, account)
	}
	l, err := a.leaving(ctx, account, in, l)
	if err != nil {
		return nil, err
	}
	return a.depart(ctx, account, l)
}

// check is what can be said of the input without the database.
func (in DepartUser) check() (DepartUser, error) {
	var err error
	if in.Reason, err = text("reason", in.Reason, 500); err != nil {
		return in, err
	}
	if err := want("userId", typeid.User, in.UserID); err != nil || in.SuccessorID == nil {
		return in, err
	}
	if err := want("successorId", typeid.User, *in.SuccessorID); err != nil {
		return in, err
	}
	if *in.SuccessorID == in.UserID {
		return in, badInput("successorId", "must be somebody else")
	}
	return in, nil
}

// leaving adds to l what is said of the leaving of an account that is there.
func (a *act) leaving(ctx context.Context, account *gen.User, in DepartUser, l leaving) (_ leaving, err error) {
	if !in.Force {
		if err := a.keepAnAdmin(ctx, account); err != nil {
			return l, err
		}
	}
	l.reason = in.Reason
	l.successor, err = a.successor(ctx, in.SuccessorID)
	return l, err
}

// leaving is who says that somebody leaves, and why.
type leaving struct {
	trigger departure.Trigger
	// source is which feed, provider or operator says so; empty for a user.
	source, reason string
	successor      heir
}

// heir is who takes over, in which tenure; nil is nobody.
type heir struct {
	id     *typeid.ID
	tenure *int
}

// detail is what the log is told of it.
func (l leaving) detail() map[string]string {
	detail := map[string]string{"reason": l.reason}
	if l.trigger != "" && l.trigger != departure.TriggerADMIN {
		detail["trigger"] = string(l.trigger)
	}
	if l.source != "" {
		detail["source"] = l.source
	}
	return detail
}

// depart is the one write of every way of leaving: the user's status, by which
// every read goes, and the case file beside it. Whoever has departed already
// gets the case file that exists. A date that was set ahead and has come, has
// its case file; one that has not is overtaken, and its successor takes over
// unless another one is named. The account is locked.
func (a *act) depart(ctx context.Context, account *gen.User, l leaving) (*gen.Departure, error) {
	if account.Status == user.StatusDEPARTED {
		return a.caseFile(ctx, account)
	}
	var file *gen.Departure
	var err error
	if account.DepartsAt != nil {
		if file, err = a.caseFile(ctx, account); err != nil {
			return nil, err
		}
	}
	if file != nil && l.successor.id == nil {
		l.successor = heir{file.SuccessorID, file.SuccessorTenure}
	}
	if file != nil && due(account, a.at) {
		l = leaving{trigger: file.Trigger, reason: file.Reason}
		if file.Source != nil {
			l.source = *file.Source
		}
	} else if file, err = a.open(ctx, account, file, a.at, l); err != nil {
		return nil, err
	}
	err = a.tx.User.UpdateOneID(account.ID).
		SetStatus(user.StatusDEPARTED).AddEpoch(1).SetValidAfter(a.at).ClearDepartsAt().
		Exec(ctx)
	if err != nil {
		return nil, err
	}
	return file, a.record(ctx, event{
		action: string(policies.UserDepart), object: file.ID, subject: account.ID, detail: l.detail(),
	})
}

// open opens the case file of a departure at an instant, instead of one that
// was set ahead.
func (a *act) open(ctx context.Context, account *gen.User, instead *gen.Departure, at time.Time, l leaving) (*gen.Departure, error) {
	create := a.tx.Departure.Create().
		SetCreatedAt(a.at).
		SetUserID(account.ID).
		SetTenure(account.Tenure).
		SetTrigger(l.trigger).
		SetReason(l.reason).
		SetDepartedAt(at).
		SetNillableSuccessorID(l.successor.id).
		SetNillableSuccessorTenure(l.successor.tenure)
	if l.source != "" {
		create.SetSource(l.source)
	}
	if instead != nil {
		if err := a.cancel(ctx, instead); err != nil {
			return nil, err
		}
	}
	if a.who.ID != "" {
		create.SetRecordedByID(a.who.ID)
	}
	return create.Save(ctx)
}

// successor finds who takes over: active staff, or nobody.
func (a *act) successor(ctx context.Context, userID *typeid.ID) (heir, error) {
	if userID == nil {
		return heir{}, nil
	}
	account, err := a.tx.User.Query().Where(user.ID(*userID)).Only(ctx)
	if gen.IsNotFound(err) {
		return heir{}, badInput("successorId", "names nobody")
	}
	if err != nil {
		return heir{}, err
	}
	if !activeStaff(account, a.at) {
		return heir{}, failed("the successor must be active staff")
	}
	return heir{&account.ID, &account.Tenure}, nil
}

// keepAnAdmin refuses to take the last active admin. Whoever has a date set for
// leaving is none who remains: else two with a date each would leave nobody.
func (a *act) keepAnAdmin(ctx context.Context, leaving *gen.User) error {
	last, err := a.lastAdmin(ctx, leaving, user.DepartsAtIsNil())
	if err == nil && last {
		err = failed("no admin would remain")
	}
	return err
}

// lastAdmin tells whether somebody is the last active admin among those who
// stay. Admins are locked, so that two who end each other's access do not both succeed.
func (a *act) lastAdmin(ctx context.Context, leaving *gen.User, stay predicate.User) (bool, error) {
	if leaving.Role == nil || *leaving.Role != user.RoleADMIN {
		return false, nil
	}
	query := a.tx.User.Query().Where(user.RoleEQ(user.RoleADMIN), user.StatusEQ(user.StatusACTIVE), stay)
	if a.vault.postgres() {
		query.ForUpdate()
	}
	admins, err := query.IDs(a.facts(ctx))
	return !slices.ContainsFunc(admins, func(id typeid.ID) bool { return id != leaving.ID }), err
}

// caseFile finds the departure that ended a user's present tenure.
func (a *act) caseFile(ctx context.Context, account *gen.User) (*gen.Departure, error) {
	return a.tx.Departure.Query().
		Where(departure.UserID(account.ID), departure.Tenure(account.Tenure), departure.CancelledAtIsNil()).
		Only(a.facts(ctx))
}
