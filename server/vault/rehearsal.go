package vault

import (
	"context"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/accesstoken"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/departure"
	entry "strongroom/ent/gen/event"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/session"
	"strongroom/ent/gen/upload"
	"strongroom/ent/gen/user"
	"strongroom/ent/rule"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
)

// Outcome counts what a departure ends. Grants are counted that are in force
// at its instant or may be later; whether their recipient is suspended then, or
// their uses are used up, is left aside.
type Outcome struct {
	// Sessions, Tokens, Memberships and Uploads are the leaver's own.
	Sessions, Tokens, Memberships, Uploads int
	// GrantsReceived are the leaver's own as well.
	GrantsReceived int
	// GrantsEnded, GrantsHandedOver and GrantsHeld are those that the leaver
	// gave to others, by what becomes of them. Those that the leaver had taken over
	// from somebody who left before end.
	GrantsEnded, GrantsHandedOver, GrantsHeld int
	// CustomersHandedOver lose their last custodian to the successor,
	// CustomersBereft to nobody.
	CustomersHandedOver, CustomersBereft int
}

// RehearseDeparture tells what a departure would do now, as a case file that
// is nowhere kept, for [Vault.Outcome] and [Vault.Affected]. It refuses what
// DepartUser refuses, but for the last admin. A successor who was named with a
// date ahead is taken for one who is not named now.
func (v *Vault) RehearseDeparture(ctx context.Context, userID typeid.ID, successorID *typeid.ID) (*gen.Departure, error) {
	in, err := DepartUser{UserID: userID, SuccessorID: successorID, Reason: "rehearsal", Force: true}.check()
	if err != nil {
		return nil, err
	}
	who, ok := viewer.FromContext(ctx)
	if !ok {
		return nil, unauthenticated()
	}
	a := &act{vault: v, tx: v.reader, who: who, at: who.At}
	if err := a.judgePerson(policies.UserDepart, in.UserID); err != nil {
		return nil, err
	}
	file, err := a.rehearse(ctx, in)
	return file, translate(err)
}

func (a *act) rehearse(ctx context.Context, in DepartUser) (*gen.Departure, error) {
	account, err := a.tx.User.Query().Where(user.ID(in.UserID)).Only(ctx)
	if err != nil {
		return nil, err
	}
	if account.Status == user.StatusDEPARTED || due(account, a.at) {
		return nil, failed("the user has departed")
	}
	l, err := a.leaving(ctx, account, in, leaving{})
	if err != nil {
		return nil, err
	}
	if account.DepartsAt != nil && l.successor.id == nil {
		set, err := a.caseFile(ctx, account)
		if err != nil {
			return nil, err
		}
		l.successor = heir{set.SuccessorID, set.SuccessorTenure}
	}
	return &gen.Departure{
		UserID: account.ID, Tenure: account.Tenure, DepartedAt: a.at,
		SuccessorID: l.successor.id, SuccessorTenure: l.successor.tenure,
	}, nil
}

// Affected narrows queries to what a departure ends, hands over and holds.
type Affected struct {
	Sessions            predicate.Session
	Tokens              predicate.AccessToken
	Memberships         predicate.Membership
	Uploads             predicate.Upload
	Received            predicate.Grant
	Ended               predicate.Grant
	HandedOver          predicate.Grant
	Held                predicate.Grant
	CustomersHandedOver predicate.Customer
	CustomersBereft     predicate.Customer
}

// Affected tells what a departure, rehearsed or real, ends, hands over and
// holds, from the rows as they were at its instant: rows are ended, never
// deleted, so that the answer stays the same.
func (v *Vault) Affected(d *gen.Departure) Affected {
	at := d.DepartedAt
	open := grant.And(
		grant.CreatedAtLTE(at), grant.ValidUntilGT(at), grant.Or(grant.RevokedAtIsNil(), grant.RevokedAtGT(at)),
		func(s *sql.Selector) { s.Where(stayed(s, s.C(grant.FieldUserID), s.C(grant.FieldTenure), at)) },
	)
	given := grant.And(grant.GiverID(d.UserID), grant.GiverTenure(d.Tenure), open)
	succeeded := always[predicate.Grant](d.SuccessorID != nil)
	ended := grant.And(given, grant.FateNEQ(grant.FateHOLD), grant.Not(grant.And(grant.FateEQ(grant.FateHAND_OVER), succeeded)))
	return Affected{
		Sessions: session.And(
			session.UserID(d.UserID), session.CreatedAtLTE(at), session.IdleUntilGT(at), session.ExpiresAtGT(at),
			session.Or(session.EndedAtIsNil(), session.EndedAtGT(at)),
		),
		Tokens: accesstoken.And(
			accesstoken.UserID(d.UserID), accesstoken.CreatedAtLTE(at), accesstoken.ExpiresAtGT(at),
			accesstoken.Or(accesstoken.EndedAtIsNil(), accesstoken.EndedAtGT(at)),
		),
		Memberships: membership.And(membership.UserID(d.UserID), membership.Tenure(d.Tenure), lasting(at)),
		Uploads: upload.And(
			upload.UserID(d.UserID), upload.CreatedAtLTE(at), upload.ExpiresAtGT(at),
			upload.Or(upload.StateNEQ(upload.StateFINISHED), upload.Partial(true)),
		),
		Received:            grant.And(grant.UserID(d.UserID), grant.Tenure(d.Tenure), open, backed(at)),
		Ended:               grant.Or(ended, grant.And(open, takenOver(d))),
		HandedOver:          grant.And(given, grant.FateEQ(grant.FateHAND_OVER), succeeded),
		Held:                grant.And(given, grant.FateEQ(grant.FateHOLD)),
		CustomersHandedOver: customer.And(orphaned(d), always[predicate.Customer](d.SuccessorID != nil)),
		CustomersBereft:     customer.And(orphaned(d), always[predicate.Customer](d.SuccessorID == nil)),
	}
}

// Outcome counts what is affected by a departure. Whoever has read the
// departure may know.
func (v *Vault) Outcome(ctx context.Context, d *gen.Departure) (o Outcome, err error) {
	ctx = viewer.As(ctx, viewer.Registrar, v.now())
	affected := v.Affected(d)
	for _, c := range []struct {
		into  *int
		count func(context.Context) (int, error)
	}{
		{&o.Sessions, v.reader.Session.Query().Where(affected.Sessions).Count},
		{&o.Tokens, v.reader.AccessToken.Query().Where(affected.Tokens).Count},
		{&o.Memberships, v.reader.Membership.Query().Where(affected.Memberships).Count},
		{&o.Uploads, v.reader.Upload.Query().Where(affected.Uploads).Count},
		{&o.GrantsReceived, v.reader.Grant.Query().Where(affected.Received).Count},
		{&o.GrantsEnded, v.reader.Grant.Query().Where(affected.Ended).Count},
		{&o.GrantsHandedOver, v.reader.Grant.Query().Where(affected.HandedOver).Count},
		{&o.GrantsHeld, v.reader.Grant.Query().Where(affected.Held).Count},
		{&o.CustomersHandedOver, v.reader.Customer.Query().Where(affected.CustomersHandedOver).Count},
		{&o.CustomersBereft, v.reader.Customer.Query().Where(affected.CustomersBereft).Count},
	} {
		if *c.into, err = c.count(ctx); err != nil {
			return Outcome{}, translate(err)
		}
	}
	return o, nil
}

// maxEnded bounds the lists of what was the leaver's own.
const maxEnded = 100

// EndedSessions lists the leaver's browser sessions that a departure ends, the
// newest first. Whoever has read the departure may know.
func (v *Vault) EndedSessions(ctx context.Context, d *gen.Departure) ([]*gen.Session, error) {
	rows, err := v.reader.Session.Query().Where(v.Affected(d).Sessions).
		Order(gen.Desc(session.FieldCreatedAt, session.FieldID)).Limit(maxEnded).
		All(viewer.As(ctx, viewer.Registrar, v.now()))
	return rows, translate(err)
}

// EndedMemberships lists the leaver's roles for customers that a departure ends,
// the newest first. Whoever has read the departure may know.
func (v *Vault) EndedMemberships(ctx context.Context, d *gen.Departure) ([]*gen.Membership, error) {
	rows, err := v.reader.Membership.Query().Where(v.Affected(d).Memberships).
		Order(gen.Desc(membership.FieldCreatedAt, membership.FieldID)).Limit(maxEnded).
		All(viewer.As(ctx, viewer.Registrar, v.now()))
	return rows, translate(err)
}

// EndedUploads lists the leaver's unfinished uploads that a departure ends, the
// newest first. Whoever has read the departure may know.
func (v *Vault) EndedUploads(ctx context.Context, d *gen.Departure) ([]*gen.Upload, error) {
	rows, err := v.reader.Upload.Query().Where(v.Affected(d).Uploads).
		Order(gen.Desc(upload.FieldCreatedAt, upload.FieldID)).Limit(maxEnded).
		All(viewer.As(ctx, viewer.Registrar, v.now()))
	return rows, translate(err)
}

// Downloads is how much somebody downloaded before leaving.
type Downloads struct {
	// Recent counts the downloads of the 14 days before.
	Recent int
	// Usual is the number in 14 days, as it was over the 12 weeks before those.
	Usual float64
	// Unusual says that the first is far above the second.
	Unusual bool
}

const (
	warningTime  = 14 * 24 * time.Hour
	usualPeriods = 6   // of warningTime
	unusualFrom  = 20  // downloads
	unusualTimes = 3.0 // as many as usual
)

// Downloads counts what the log has of the leaver's downloads before a
// departure, rehearsed or real. Whoever has read the departure may know.
func (v *Vault) Downloads(ctx context.Context, d *gen.Departure) (n Downloads, err error) {
	ctx = viewer.As(ctx, viewer.Registrar, v.now())
	count := func(from, until time.Time) (int, error) {
		return v.reader.Event.Query().Where(
			entry.ActorID(d.UserID), entry.Action(string(policies.DocumentDownload)),
			entry.CreatedAtGTE(from), entry.CreatedAtLT(until),
		).Count(ctx)
	}
	since := d.DepartedAt.Add(-warningTime)
	if n.Recent, err = count(since, d.DepartedAt); err != nil {
		return n, translate(err)
	}
	before, err := count(since.Add(-usualPeriods*warningTime), since)
	if err != nil {
		return n, translate(err)
	}
	n.Usual = float64(before) / usualPeriods
	n.Unusual = n.Recent >= unusualFrom && float64(n.Recent) > unusualTimes*n.Usual
	return n, nil
}

// Departure finds a departure that exists for the viewer.
func (v *Vault) Departure(ctx context.Context, id typeid.ID) (*gen.Departure, error) {
	if err := want("departureId", typeid.Departure, id); err != nil {
		return nil, err
	}
	found, err := v.reader.Departure.Query().Where(departure.ID(id)).Only(ctx)
	return found, translate(err)
}

// stayed holds where somebody, in a tenure, had not left before an instant.
func stayed(s *sql.Selector, userID, tenure string, at time.Time) *sql.Predicate {
	return sql.Not(sql.Exists(departedBefore(s, userID, tenure, at)))
}

// departedBefore selects the departure by which somebody left a tenure before
// an instant, from the table aliased "left".
func departedBefore(s *sql.Selector, userID, tenure string, at time.Time) *sql.Selector {
	left := sql.Dialect(s.Dialect()).Table(departure.Table).As("left")
	return sql.Dialect(s.Dialect()).Select(left.C(departure.FieldID)).From(left).Where(sql.And(
		sql.ColumnsEQ(left.C(departure.FieldUserID), userID),
		sql.ColumnsEQ(left.C(departure.FieldTenure), tenure),
		sql.IsNull(left.C(departure.FieldCancelledAt)),
		sql.LT(left.C(departure.FieldDepartedAt), at),
	))
}

// backed holds for grants whose giver was there just before an instant, or
// whose fate carried them beyond the giver's leaving until then.
func backed(at time.Time) predicate.Grant {
	return func(s *sql.Selector) {
		giver, tenure := s.C(grant.FieldGiverID), s.C(grant.FieldGiverTenure)
		held := departedBefore(s, giver, tenure, at)
		held.Where(rule.GraceLasts(s.Dialect(), held.C(departure.FieldDepartedAt), s.C(grant.FieldHoldDays), at))
		handedOver := departedBefore(s, giver, tenure, at)
		handedOver.Where(sql.NotNull(handedOver.C(departure.FieldSuccessorID)))
		heir := sql.Dialect(s.Dialect()).Table(departure.Table).As("heir")
		handedOver.Where(sql.Not(sql.Exists(sql.Dialect(s.Dialect()).Select(heir.C(departure.FieldID)).From(heir).Where(sql.And(
			sql.ColumnsEQ(heir.C(departure.FieldUserID), handedOver.C(departure.FieldSuccessorID)),
			sql.ColumnsEQ(heir.C(departure.FieldTenure), handedOver.C(departure.FieldSuccessorTenure)),
			sql.IsNull(heir.C(departure.FieldCancelledAt)),
			sql.LT(heir.C(departure.FieldDepartedAt), at),
		)))))
		s.Where(sql.Or(
			stayed(s, giver, tenure, at),
			sql.And(sql.EQ(s.C(grant.FieldFate), grant.FateHAND_OVER), sql.Exists(handedOver)),
			sql.And(sql.EQ(s.C(grant.FieldFate), grant.FateHOLD), sql.Exists(held)),
		))
	}
}

// takenOver holds for grants for which a leaver answers in the place of somebody
// who left before.
func takenOver(d *gen.Departure) predicate.Grant {
	return grant.And(grant.FateEQ(grant.FateHAND_OVER), func(s *sql.Selector) {
		before := departedBefore(s, s.C(grant.FieldGiverID), s.C(grant.FieldGiverTenure), d.DepartedAt)
		s.Where(sql.Exists(before.Where(sql.And(
			sql.EQ(before.C(departure.FieldSuccessorID), d.UserID), sql.EQ(before.C(departure.FieldSuccessorTenure), d.Tenure),
		))))
	})
}

// lasting holds for memberships that were there at an instant.
func lasting(at time.Time) predicate.Membership {
	return membership.And(
		membership.CreatedAtLTE(at), membership.Or(membership.EndedAtIsNil(), membership.EndedAtGT(at)),
		func(s *sql.Selector) {
			s.Where(stayed(s, s.C(membership.FieldUserID), s.C(membership.FieldTenure), at))
		},
	)
}

// always holds for every row or for none.
func always[P ~func(*sql.Selector)](holds bool) P {
	return func(s *sql.Selector) {
		if !holds {
			s.Where(sql.False())
		}
	}
}

// orphaned holds for the customers whose last custodian a departure takes.
func orphaned(d *gen.Departure) predicate.Customer {
	custodian := membership.And(membership.RoleEQ(membership.RoleCUSTODIAN), lasting(d.DepartedAt))
	return customer.And(
		customer.HasMembershipsWith(custodian, membership.UserID(d.UserID), membership.Tenure(d.Tenure)),
		customer.Not(customer.HasMembershipsWith(custodian, membership.UserIDNEQ(d.UserID))),
	)
}
