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
	"strongroom/ent/kept"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
)

// LiveMemberships selects from the memberships of a user that are in force:
// not taken away, and given in the tenure in which the user is active at an instant.
// Whoever has a role for the whole vault has none for a customer: who runs
// people or reads the log does not read documents.
// The caller chooses the columns, of the table aliased "m".
func LiveMemberships(d string, userID typeid.ID, at time.Time) *sql.Selector {
	m := sql.Dialect(d).Table(membership.Table).As("m")
	live := texts.Of(text{d, "memberships"}, func() kept.Text {
		return kept.Write(d, sql.And(
			sql.EQ(m.C(membership.FieldUserID), kept.Mark(0)),
			sql.IsNull(m.C(membership.FieldEndedAt)),
			is(m.C(membership.FieldTenure), reader(d, kept.Mark(0), time.Time{})),
		))
	})
	return sql.Dialect(d).Select().From(m).Where(live.Predicate(at, userID))
}

// texts are what is asked of memberships and grants in force, by dialect and name.
var texts kept.Texts[text]

type text struct{ dialect, of string }

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
	g := sql.Dialect(d).Table(grant.Table).As("g")
	live := texts.Of(text{d, "grants"}, func() kept.Text {
		anybody := reader(d, g.C(grant.FieldUserID), time.Time{})
		return kept.Write(d, sql.And(inForce(d, g, anybody, time.Time{}), usesLeft(g)))
	})
	return sql.Dialect(d).Select(qualified(g, columns)...).From(g).Where(live.Predicate(at))
}

// LiveGrantsTo is LiveGrants, of one recipient.
func LiveGrantsTo(d string, userID typeid.ID, at time.Time, columns ...string) *sql.Selector {
	return LiveGrantsUsing(d, userID, at, "", columns...)
}

// LiveGrantsUsing is LiveGrantsTo for a download that was counted as a use of
// a grant, and may have been the last one: that grant has uses left for it.
func LiveGrantsUsing(d string, userID typeid.ID, at time.Time, used typeid.ID, columns ...string) *sql.Selector {
	g := sql.Dialect(d).Table(grant.Table).As("g")
	of, left := "grants to somebody", usesLeft(g)
	if used != "" {
		of, left = "grants to somebody, one used", sql.Or(left, sql.EQ(g.C(grant.FieldID), kept.Mark(1)))
	}
	live := texts.Of(text{d, of}, func() kept.Text {
		taker := reader(d, kept.Mark(0), time.Time{})
		return kept.Write(d, sql.And(
			sql.EQ(g.C(grant.FieldUserID), kept.Mark(0)),
			inForce(d, g, taker, time.Time{}),
			left,
		))
	})
	return sql.Dialect(d).Select(qualified(g, columns)...).From(g).Where(live.Predicate(at, userID, used))
}

func usesLeft(g columns) *sql.Predicate {
	return sql.Or(
		sql.IsNull(g.C(grant.FieldUseLimit)),
		sql.ColumnsLT(g.C(grant.FieldUses), g.C(grant.FieldUseLimit)),
	)
}

// inForce is what LiveGrants promises, of the grants g to a reader, but for the
// uses. It asks after giver and departure row by row, so that a list that has
// enough rows early has asked little, whatever the database expected.
func inForce(d string, g columns, taker *sql.Selector, at time.Time) *sql.Predicate {
	return sql.And(
		sql.LTE(g.C(grant.FieldValidFrom), at),
		ends(g).Append(func(b *sql.Builder) { b.WriteOp(sql.OpGT).Arg(at) }),
		sql.IsNull(g.C(grant.FieldRevokedAt)),
		is(g.C(grant.FieldTenure), taker),
		sql.P(func(b *sql.Builder) {
			b.WriteString("COALESCE").Wrap(func(b *sql.Builder) {
				b.Wrap(func(b *sql.Builder) { b.Join(carriedOn(d, g, at)) }).Comma()
				b.Wrap(func(b *sql.Builder) { b.Join(stillThere(d, g, at)) }).Comma()
				b.WriteString("FALSE")
			})
		}),
	)
}

// ends is when a grant ends, said so that no index over it serves: the database
// takes one for narrow, whoever asks, and what it brings is in no useful order.
func ends(g columns) *sql.Predicate {
	return sql.P(func(b *sql.Builder) {
		b.WriteString("COALESCE").Wrap(func(b *sql.Builder) {
			b.Ident(g.C(grant.FieldValidUntil)).Comma().Ident(g.C(grant.FieldValidFrom))
		})
	})
}

// carriedOn selects whether a grant outlives its giver's leaving; nothing when
// the giver has not left the tenure in which it was given, or not yet.
func carriedOn(d string, g columns, at time.Time) *sql.Selector {
	left, heir := sql.Dialect(d).Table(departure.Table).As("gd"), sql.Dialect(d).Table(user.Table).As("gh")
	fate := sql.Or(
		sql.And(
			sql.EQ(g.C(grant.FieldFate), grant.FateHAND_OVER),
			active(heir, at),
			sql.ColumnsEQ(left.C(departure.FieldSuccessorTenure), heir.C(user.FieldTenure)),
		),
		sql.And(
			sql.EQ(g.C(grant.FieldFate), grant.FateHOLD),
			GraceLasts(d, left.C(departure.FieldDepartedAt), g.C(grant.FieldHoldDays), at),
		),
	)
	s := sql.Dialect(d).
		SelectExpr(sql.ExprFunc(func(b *sql.Builder) {
			b.WriteString("COALESCE").Wrap(func(b *sql.Builder) { b.Join(fate).Comma().WriteString("FALSE") })
		})).
		From(left)
	s.LeftJoin(heir).On(left.C(departure.FieldSuccessorID), heir.C(user.FieldID))
	return s.Where(sql.And(
		sql.ColumnsEQ(left.C(departure.FieldUserID), g.C(grant.FieldGiverID)),
		sql.ColumnsEQ(left.C(departure.FieldTenure), g.C(grant.FieldGiverTenure)),
		sql.IsNull(left.C(departure.FieldCancelledAt)),
		sql.LTE(left.C(departure.FieldDepartedAt), at),
	))
}

// stillThere selects true when a grant's giver is active in the tenure in
// which it was given.
func stillThere(d string, g columns, at time.Time) *sql.Selector {
	giver := sql.Dialect(d).Table(user.Table).As("gg")
	return sql.Dialect(d).SelectExpr(sql.Raw("TRUE")).From(giver).Where(sql.And(
		sql.ColumnsEQ(giver.C(user.FieldID), g.C(grant.FieldGiverID)),
		sql.ColumnsEQ(giver.C(user.FieldTenure), g.C(grant.FieldGiverTenure)),
		active(giver, at),
	))
}

// reader selects the tenure of a user who is active at an instant and has no
// role for the whole vault. Who is an ID, or the column of one.
func reader[W typeid.ID | string](d string, who W, at time.Time) *sql.Selector {
	u := sql.Dialect(d).Table(user.Table).As("gt")
	named := sql.EQ(u.C(user.FieldID), who)
	if column, ok := any(who).(string); ok {
		named = sql.ColumnsEQ(u.C(user.FieldID), column)
	}
	return sql.Dialect(d).Select(u.C(user.FieldTenure)).From(u).
		Where(sql.And(named, active(u, at), sql.IsNull(u.C(user.FieldRole))))
}

// columns is a table, or a selection that stands for one.
type columns interface{ C(column string) string }

// is compares a column with a selection of at most one value.
func is(column string, value *sql.Selector) *sql.Predicate {
	return sql.P(func(b *sql.Builder) {
		b.Ident(column).WriteOp(sql.OpEQ).Wrap(func(b *sql.Builder) { b.Join(value) })
	})
}

// below selects the folders at and beneath those that live grants to a viewer
// are on, of the levels that may do an action.
func below(d string, v viewer.Viewer, action string) *sql.Selector {
	g, a := LiveGrantsTo(d, v.ID, v.At, grant.FieldFolderID), sql.Dialect(d).Table(ancestry.Table).As("a")
	g.Where(sql.And(
		sql.NotNull(g.C(grant.FieldFolderID)),
		sql.In(g.C(grant.FieldLevel), values(having(v, grantLevels, RoleAt, action))...),
	))
	return sql.Dialect(d).
		Select(a.C(ancestry.FieldDescendantID)).
		From(a).
		Where(sql.In(a.C(ancestry.FieldAncestorID), g))
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
