package rule

import (
	"strings"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen/ancestry"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
)

// LiveMemberships selects from the memberships of a user that are in force:
// not taken away, and given in the tenure in which the user is active at an instant.
// Whoever has a role for the whole vault has none for a customer: who runs
// people or reads the log does not read documents.
// The caller chooses the columns, of the table aliased "m".
func LiveMemberships(d string, userID typeid.ID, at time.Time, columns ...string) *sql.Selector {
	m, u := sql.Dialect(d).Table(membership.Table).As("m"), sql.Dialect(d).Table(user.Table).As("mu")
	return sql.Dialect(d).
		Select(qualified(m, columns)...).
		From(m).
		Join(u).On(m.C(membership.FieldUserID), u.C(user.FieldID)).
		Where(sql.And(
			sql.EQ(m.C(membership.FieldUserID), userID),
			sql.IsNull(m.C(membership.FieldEndedAt)),
			active(u, at),
			sql.IsNull(u.C(user.FieldRole)),
			sql.ColumnsEQ(m.C(membership.FieldTenure), u.C(user.FieldTenure)),
		))
}

// LiveGrants selects from the grants that are in force at an instant. A grant
// is in force when all of this holds:
//
//   - the instant lies in its half-open interval, it is not revoked, and its
//     uses are not used up;
//   - its recipient is active, in the tenure in which it was given, and has no
//     role for the whole vault;
//   - its giver is active, in the tenure in which it was given; or the giver
//     has departed from that tenure by then and the grant's fate carries it: HAND_OVER
//     while the successor of that departure is active, HOLD until its days of
//     grace are over.
//
// The caller chooses the columns, of the table aliased "g".
func LiveGrants(d string, at time.Time, columns ...string) *sql.Selector {
	s := grantsInForce(d, at, columns...)
	return s.Where(usesLeft(s))
}

// LiveGrantsTo is LiveGrants, of one recipient.
func LiveGrantsTo(d string, userID typeid.ID, at time.Time, columns ...string) *sql.Selector {
	return LiveGrantsUsing(d, userID, at, "", columns...)
}

// LiveGrantsUsing is LiveGrantsTo for a download that was counted as a use of
// a grant, and may have been the last one: that grant has uses left for it.
func LiveGrantsUsing(d string, userID typeid.ID, at time.Time, used typeid.ID, columns ...string) *sql.Selector {
	s := grantsInForce(d, at, columns...)
	return s.Where(sql.And(
		sql.EQ(s.C(grant.FieldUserID), userID),
		sql.Or(usesLeft(s), sql.EQ(s.C(grant.FieldID), used)),
	))
}

func usesLeft(s *sql.Selector) *sql.Predicate {
	return sql.Or(
		sql.IsNull(s.C(grant.FieldUseLimit)),
		sql.ColumnsLT(s.C(grant.FieldUses), s.C(grant.FieldUseLimit)),
	)
}

// grantsInForce is LiveGrants, used up or not.
func grantsInForce(d string, at time.Time, columns ...string) *sql.Selector {
	g := sql.Dialect(d).Table(grant.Table).As("g")
	taker := sql.Dialect(d).Table(user.Table).As("gt")
	giver := sql.Dialect(d).Table(user.Table).As("gg")
	left := sql.Dialect(d).Table(departure.Table).As("gd")
	heir := sql.Dialect(d).Table(user.Table).As("gh")

	s := sql.Dialect(d).Select(qualified(g, columns)...).From(g)
	s.Join(taker).On(g.C(grant.FieldUserID), taker.C(user.FieldID))
	s.Join(giver).On(g.C(grant.FieldGiverID), giver.C(user.FieldID))
	s.LeftJoin(left).OnP(sql.And(
		sql.ColumnsEQ(left.C(departure.FieldUserID), g.C(grant.FieldGiverID)),
		sql.ColumnsEQ(left.C(departure.FieldTenure), g.C(grant.FieldGiverTenure)),
		sql.IsNull(left.C(departure.FieldCancelledAt)),
		sql.LTE(left.C(departure.FieldDepartedAt), at),
	))
	s.LeftJoin(heir).On(left.C(departure.FieldSuccessorID), heir.C(user.FieldID))
	return s.Where(sql.And(
		sql.LTE(g.C(grant.FieldValidFrom), at),
		sql.GT(g.C(grant.FieldValidUntil), at),
		sql.IsNull(g.C(grant.FieldRevokedAt)),
		active(taker, at),
		sql.IsNull(taker.C(user.FieldRole)),
		sql.ColumnsEQ(g.C(grant.FieldTenure), taker.C(user.FieldTenure)),
		sql.Or(
			sql.And(
				sql.IsNull(left.C(departure.FieldID)),
				active(giver, at),
				sql.ColumnsEQ(g.C(grant.FieldGiverTenure), giver.C(user.FieldTenure)),
			),
			sql.And(
				sql.EQ(g.C(grant.FieldFate), grant.FateHAND_OVER),
				active(heir, at),
				sql.ColumnsEQ(left.C(departure.FieldSuccessorTenure), heir.C(user.FieldTenure)),
			),
			sql.And(
				sql.EQ(g.C(grant.FieldFate), grant.FateHOLD),
				GraceLasts(d, left.C(departure.FieldDepartedAt), g.C(grant.FieldHoldDays), at),
			),
		),
	))
}

// Below selects the folders at and beneath the folders that a selection of
// live grants names.
func Below(d string, grants *sql.Selector) *sql.Selector {
	a := sql.Dialect(d).Table(ancestry.Table).As("a")
	return sql.Dialect(d).
		Select(a.C(ancestry.FieldDescendantID)).
		From(a).
		Where(sql.In(a.C(ancestry.FieldAncestorID), grants))
}

// RoleOf is the word by which the policies know a stored membership role.
func RoleOf(role membership.Role) string { return strings.ToLower(string(role)) }

// RoleAt is the word by which the policies know what a grant of a level makes
// its recipient.
func RoleAt(level grant.Level) string { return "grant-" + strings.ToLower(string(level)) }

// active holds for users who may act at an instant: a date that was set ahead
// counts from that very instant.
func active(u *sql.SelectTable, at time.Time) *sql.Predicate {
	return sql.And(
		sql.EQ(u.C(user.FieldStatus), user.StatusACTIVE),
		sql.Or(sql.IsNull(u.C(user.FieldDepartsAt)), sql.GT(u.C(user.FieldDepartsAt), at)),
	)
}

// GraceLasts holds while the grace of a HOLD does: departed + days > at. Days are days of 24 hours: all
// instants are UTC. SQLite keeps instants as text, day first, so that moving
// the day and keeping the rest is exact.
func GraceLasts(d, departed, days string, at time.Time) *sql.Predicate {
	return sql.P(func(b *sql.Builder) {
		if d == dialect.Postgres {
			b.WriteString(departed + " + " + days + " * interval '24 hours' > ")
		} else {
			b.WriteString("date(substr(" + departed + ", 1, 10), '+' || " + days + " || ' days') || substr(" + departed + ", 11) > ")
		}
		b.Arg(at)
	})
}

func qualified(t *sql.SelectTable, columns []string) []string {
	names := make([]string, 0, len(columns))
	for _, column := range columns {
		names = append(names, t.C(column))
	}
	return names
}
