package vault

import (
	"context"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/session"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
)

// checks are the statements by which whoever asks is looked up, at every
// request: an account, and the session in which it asks. Each is one statement by
// an index, and is written once, since ent would write it anew each time, in two.
type checks struct {
	// byCookie takes the hash of a session's secret.
	byCookie string
	// byID takes the IDs of a session, which may be empty, and of a user; byIDHeld
	// also keeps the user's row from changing until the transaction ends.
	byID, byIDHeld string
}

func newChecks(d string) (c checks) {
	u, s := sql.Dialect(d).Table(user.Table).As("u"), sql.Dialect(d).Table(session.Table).As("s")
	columns := []string{
		u.C(user.FieldID), u.C(user.FieldIssuer), u.C(user.FieldKind), u.C(user.FieldStatus), u.C(user.FieldRole), u.C(user.FieldEpoch),
		u.C(user.FieldTenure), u.C(user.FieldValidAfter), u.C(user.FieldDepartsAt),
		s.C(session.FieldID), s.C(session.FieldEpoch), s.C(session.FieldAuthenticatedAt), s.C(session.FieldIdleUntil),
		s.C(session.FieldExpiresAt), s.C(session.FieldEndedAt),
	}
	const given = "" // in the place of an argument
	c.byCookie, _ = sql.Dialect(d).Select(columns...).From(s).
		Join(u).On(s.C(session.FieldUserID), u.C(user.FieldID)).
		Where(sql.EQ(s.C(session.FieldTokenHash), given)).
		Query()
	byID := func() *sql.Selector {
		return sql.Dialect(d).Select(columns...).From(u).
			LeftJoin(s).OnP(sql.And(sql.ColumnsEQ(s.C(session.FieldUserID), u.C(user.FieldID)), sql.EQ(s.C(session.FieldID), given))).
			Where(sql.EQ(u.C(user.FieldID), given))
	}
	c.byID, _ = byID().Query()
	c.byIDHeld = c.byID
	if d == dialect.Postgres {
		c.byIDHeld, _ = byID().ForShare(sql.WithLockTables("u")).Query()
	}
	return c
}

// caller runs one of the checks. The account is nil where there is none, and so
// is the session; of both it has what checks ask for.
func (v *Vault) caller(ctx context.Context, tx *gen.Client, check string, args ...any) (*gen.User, *gen.Session, error) {
	rows, err := tx.QueryContext(ctx, check, args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close() // rows.Err below tells
	if !rows.Next() {
		return nil, nil, rows.Err()
	}
	var u gen.User
	var in struct {
		id                               *typeid.ID
		epoch                            *int
		authenticated, idle, over, ended *time.Time
	}
	err = rows.Scan(&u.ID, &u.Issuer, &u.Kind, &u.Status, &u.Role, &u.Epoch, &u.Tenure, &u.ValidAfter, &u.DepartsAt,
		&in.id, &in.epoch, &in.authenticated, &in.idle, &in.over, &in.ended)
	switch {
	case err != nil:
		return nil, nil, err
	case in.id == nil:
		return &u, nil, nil
	}
	return &u, &gen.Session{
		ID: *in.id, UserID: u.ID, Epoch: *in.epoch, AuthenticatedAt: *in.authenticated,
		IdleUntil: *in.idle, ExpiresAt: *in.over, EndedAt: in.ended,
	}, nil
}

// standing is what the acting user is at an instant.
type standing struct {
	viewer.Viewer
	// in is the user's session; nil for a bearer token.
	in *gen.Session
	// until is when it ends unless something is done: the session's idle limit,
	// or the date that is set for the user's leaving; zero for neither.
	until time.Time
}

// standing reads from the database what the acting user is at this instant,
// and refuses whoever may no longer act. In a transaction (held) the user's row
// is kept from changing until it ends: what the user does and the end of what
// the user may do happen one after the other.
func (v *Vault) standing(ctx context.Context, tx *gen.Client, who viewer.Viewer, at time.Time, held bool) (standing, error) {
	statement := v.byID
	if held {
		statement = v.byIDHeld
	}
	account, in, err := v.caller(ctx, tx, statement, who.Session, who.ID)
	switch {
	case err != nil:
		return standing{}, err
	case account == nil, !active(account, at):
		return standing{}, signedOut(AccountClosed)
	case account.Epoch != who.Epoch, !mayAct(account, who.AuthenticatedAt, at):
		return standing{}, signedOut(SessionEnded)
	}
	found := standing{Viewer: v.viewerOf(account, who.AuthenticatedAt, who.Session, who.Scope, at), in: in}
	if account.DepartsAt != nil {
		found.until = *account.DepartsAt
	}
	if who.Session == "" {
		return found, nil
	}
	switch {
	case in == nil:
		return standing{}, signedOut(SessionEnded)
	case !open(in, account, at):
		return standing{}, signedOut(lapse(in, account, at))
	}
	found.until = earliest(found.until, in.IdleUntil)
	return found, nil
}

// active tells whether an account may act at an instant: a date set ahead
// counts from that very instant, whether or not its departure is on record.
func active(u *gen.User, at time.Time) bool {
	return u.Status == user.StatusACTIVE && !due(u, at)
}

// due tells whether the date that was set for an account's leaving has come.
func due(u *gen.User, at time.Time) bool {
	return u.DepartsAt != nil && !at.Before(*u.DepartsAt)
}

// mayAct tells whether an account may act for somebody who authenticated at
// some time: that must be newer than the last end of all sessions.
func mayAct(u *gen.User, authenticated, at time.Time) bool {
	return active(u, at) && authenticated.After(u.ValidAfter)
}

// open tells whether a session of a user is in force at an instant.
func open(s *gen.Session, u *gen.User, at time.Time) bool {
	return s.EndedAt == nil && at.Before(s.IdleUntil) && at.Before(s.ExpiresAt) &&
		s.Epoch == u.Epoch && mayAct(u, s.AuthenticatedAt, at)
}

// lapse tells why a session of a user is not in force at an instant.
func lapse(s *gen.Session, u *gen.User, at time.Time) Reason {
	switch {
	case !active(u, at):
		return AccountClosed
	case s.EndedAt != nil, s.Epoch != u.Epoch, !mayAct(u, s.AuthenticatedAt, at):
		return SessionEnded
	default:
		return SessionExpired
	}
}

// linkScope is all that the recipient of a share link may do, whatever else a grant
// lets its holder do. It can only narrow, as a token's.
var linkScope = []string{string(policies.FolderView), string(policies.DocumentView), string(policies.DocumentDownload)}

func (v *Vault) viewerOf(u *gen.User, authenticated time.Time, sessionID typeid.ID, scope []string, at time.Time) viewer.Viewer {
	if u.ByLink() {
		scope = linkScope
	}
	who := viewer.Viewer{
		ID: u.ID, Kind: viewer.Kind(u.Kind), Epoch: u.Epoch, AuthenticatedAt: authenticated, Session: sessionID,
		At: at, Sight: v.sight, Scope: scope,
	}
	if scope != nil {
		who.Sight = v.sight.Within(who)
	}
	if u.Role != nil {
		who.Role = viewer.Role(*u.Role)
	}
	return who
}
