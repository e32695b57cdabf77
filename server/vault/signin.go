package vault

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"strongroom/ent/gen"
	"strongroom/ent/gen/session"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
)

// Identity is an account as an OpenID provider vouched for it just now.
type Identity struct {
	Issuer, Subject string
	// Kind follows from the issuer's configuration.
	Kind viewer.Kind
	// DisplayName may be empty. Email is empty unless the provider verified it.
	DisplayName, Email string
	// AuthenticatedAt is auth_time; for a bearer token, iat.
	AuthenticatedAt time.Time
	// Unproven says that the provider does not tell auth_time, and that
	// AuthenticatedAt is when it issued the ID token: the person may have
	// authenticated long before.
	Unproven bool
	// ProviderSession is sid, if the provider told it.
	ProviderSession string
	UserAgent       string
	// Scope is the scope claim of a bearer token (see policies.Scope).
	Scope string
	// Admin makes the account an admin when it is seen for the first time.
	Admin bool
	// Keepsake is kept sealed with the session.
	Keepsake Keepsake
	// Bearer is the access token, if it is by one that the account acts.
	Bearer Bearer
}

// neverEnded is when the sessions of an account were last ended that never were.
var neverEnded = time.Unix(0, 0).UTC()

// SignedIn is a new browser session.
type SignedIn struct {
	// Secret is the cookie's value. The vault keeps only its hash.
	Secret    string
	ExpiresAt time.Time
}

// seenEvery bounds how often a session's use is written down: reading stays
// reading, and the idle limit is exact to this much.
const seenEvery = time.Minute

// SignIn opens a browser session for an account that a provider has just
// vouched for; an account that was never seen comes to be. It fails with
// Unauthenticated for an account that may not act, and for a sign-in that is
// older than the last time the account's sessions were ended: a provider's own
// session does not let somebody straight back in. It fails with
// FailedPrecondition where that cannot be told, for an unproven sign-in to an
// account whose sessions were ever ended: the person is to authenticate anew, and
// the provider to say when.
func (v *Vault) SignIn(ctx context.Context, who Identity) (SignedIn, error) {
	if known, err := v.account(ctx, who, v.now()); err == nil {
		err = v.retire(ctx, known, v.now())
		if err != nil {
			return SignedIn{}, err
		}
	}
	var signedIn SignedIn
	err := v.writeAs(ctx, viewer.Viewer{System: viewer.Gatekeeper}, func(ctx context.Context, a *act) error {
		account, err := a.meet(ctx, who)
		if err != nil {
			return err
		}
		if who.Unproven && account.ValidAfter.After(neverEnded) {
			return failed("the provider must tell when it was that you signed in there")
		}
		if err := a.notSignedOut(ctx, account, who); err != nil {
			return err
		}
		opened, session, err := a.openSession(ctx, account, who, a.at.Add(v.cfg.SessionLife))
		if err != nil {
			return err
		}
		signedIn = opened
		return a.keep(ctx, session, who.Keepsake)
	})
	if err != nil {
		return SignedIn{}, err
	}
	return signedIn, nil
}

// openSession opens a browser session of an account, for at most so long.
func (a *act) openSession(ctx context.Context, account *gen.User, who Identity, until time.Time) (SignedIn, typeid.ID, error) {
	signedIn := SignedIn{Secret: newSecret(), ExpiresAt: until}
	opened, err := a.tx.Session.Create().
		SetCreatedAt(a.at).
		SetUserID(account.ID).
		SetTokenHash(hashSecret(signedIn.Secret)).
		SetEpoch(account.Epoch).
		SetProviderSession(who.ProviderSession).
		SetAuthenticatedAt(who.AuthenticatedAt).
		SetIdleUntil(earlier(a.at.Add(a.vault.cfg.SessionIdle), until)).
		SetExpiresAt(until).
		SetUserAgent(clean(who.UserAgent, 400)).
		Save(ctx)
	if err != nil {
		return SignedIn{}, "", err
	}
	return signedIn, opened.ID, a.record(ctx, event{action: "session:open", object: opened.ID, subject: account.ID})
}

// newSecret is 256 random bits for a cookie or a link, in base64url (RFC 4648).
func newSecret() string {
	secret := make([]byte, 32)
	rand.Read(secret) // never fails (crypto/rand)
	return base64.RawURLEncoding.EncodeToString(secret)
}

// Resume finds the session of a cookie and returns a context in which its user
// acts. It fails with Unauthenticated when the session is unknown, ended,
// over, or its user may no longer act; the context is then nobody's, and
// [ReasonOf] tells why.
func (v *Vault) Resume(ctx context.Context, secret string) (context.Context, error) {
	at := v.now()
	account, found, err := v.caller(ctx, v.client, v.byCookie, hashSecret(secret))
	switch {
	case err != nil:
		return ctx, translate(err)
	case found == nil:
		return ctx, unauthenticated()
	case !open(found, account, at):
		return context.WithValue(ctx, reasonKey{}, lapse(found, account, at)), v.refuse(account, at)
	}
	if err := v.keepAlive(ctx, found, at); err != nil {
		return ctx, err
	}
	return viewer.NewContext(ctx, v.viewerOf(account, found.AuthenticatedAt, found.ID, nil, at)), nil
}

// Admit returns a context in which the user of a verified bearer token acts;
// an account that was never seen comes to be. It fails with Unauthenticated as
// SignIn does, with the token's iat for the time of signing in.
func (v *Vault) Admit(ctx context.Context, who Identity) (context.Context, error) {
	at := v.now()
	account, err := v.account(ctx, who, at)
	switch {
	case gen.IsNotFound(err):
		err = v.writeAs(ctx, viewer.Viewer{System: viewer.Gatekeeper}, func(ctx context.Context, a *act) error {
			account, err = a.meet(ctx, who)
			return err
		})
		if err != nil {
			return ctx, err
		}
	case err != nil:
		return ctx, translate(err)
	case !mayAct(account, who.AuthenticatedAt, at):
		return ctx, v.refuse(account, at)
	}
	if err := v.retire(ctx, account, at); err != nil {
		return ctx, err
	}
	if err := v.seen(ctx, account, at); err != nil {
		return ctx, err
	}
	if err := v.note(ctx, account, who, at); err != nil {
		return ctx, err
	}
	return viewer.NewContext(ctx, v.viewerOf(account, who.AuthenticatedAt, "", policies.Scope(who.Scope), at)), nil
}

func (v *Vault) account(ctx context.Context, who Identity, at time.Time) (*gen.User, error) {
	return v.reader.User.Query().
		Where(user.Issuer(who.Issuer), user.Subject(who.Subject)).
		Only(viewer.As(ctx, viewer.Gatekeeper, at))
}

// SignOut ends the viewer's session. Without one it does nothing.
func (v *Vault) SignOut(ctx context.Context) error {
	return v.write(ctx, func(ctx context.Context, a *act) error {
		if a.who.Session == "" {
			return nil
		}
		if err := a.letGo(ctx, a.who.Session); err != nil {
			return err
		}
		if err := a.tx.Session.UpdateOneID(a.who.Session).SetEndedAt(a.at).Exec(ctx); err != nil {
			return err
		}
		return a.record(ctx, event{action: "session:end", object: a.who.Session, subject: a.who.ID})
	})
}

// Logout is news from a provider that sessions of an account of its are over.
type Logout struct {
	// From tells which feed it came from, for the log.
	From   string
	Issuer string
	// Subject names the account and Session one of its sessions there (sid), or
	// both together; one of the two may be empty.
	Subject, Session string
	// Token is the signed message that brought the news: it counts once, on
	// whichever replica.
	Token Token
}

// EndProviderSessions ends the sessions that a provider says are over, and
// tells how many. An account or session that is not known is none. It
// fails with Conflict for a token that was acted on before.
func (v *Vault) EndProviderSessions(ctx context.Context, l Logout) (ended int, err error) {
	if l.Subject == "" && l.Session == "" {
		return 0, badInput("sub", "neither an account nor a session is named")
	}
	err = v.writeAs(ctx, viewer.Viewer{System: viewer.Gatekeeper}, func(ctx context.Context, a *act) error {
		fresh, err := a.once(ctx, l.Token)
		if err != nil {
			return err
		}
		if !fresh {
			return conflict("the token was used before")
		}
		query := a.tx.Session.Query().Where(session.EndedAtIsNil(), session.HasUserWith(user.Issuer(l.Issuer)))
		if l.Subject != "" {
			query.Where(session.HasUserWith(user.Subject(l.Subject)))
		}
		if l.Session != "" {
			query.Where(session.ProviderSession(l.Session))
		}
		sessions, err := query.All(ctx)
		if err != nil {
			return err
		}
		for _, s := range sessions {
			if err := a.tx.Session.UpdateOneID(s.ID).SetEndedAt(a.at).Exec(ctx); err != nil {
				return err
			}
			e := event{action: "session:end", object: s.ID, subject: s.UserID, detail: map[string]string{"source": l.From}}
			if err := a.record(ctx, e); err != nil {
				return err
			}
		}
		ended = len(sessions)
		return nil
	})
	return ended, err
}

// meet finds the account of an identity, or makes it. An account is (issuer,
// subject) and nothing else; name and e-mail address follow what the provider
// says, and never lead to an account.
func (a *act) meet(ctx context.Context, who Identity) (*gen.User, error) {
	if who.Issuer == "" || who.Subject == "" {
		return nil, unauthenticated()
	}
	name := clean(who.DisplayName, 200)
	if name == "" {
		name = clean(who.Subject, 200)
	}
	account, err := a.tx.User.Query().Where(user.Issuer(who.Issuer), user.Subject(who.Subject)).Only(ctx)
	switch {
	case gen.IsNotFound(err):
		create := a.tx.User.Create().
			SetCreatedAt(a.at).
			SetIssuer(who.Issuer).
			SetSubject(who.Subject).
			SetKind(user.Kind(who.Kind)).
			SetDisplayName(name).
			SetEmail(clean(who.Email, 320)).
			SetValidAfter(neverEnded).
			SetLastSeenAt(a.at)
		if who.Admin && who.Kind == viewer.Staff {
			create.SetRole(user.RoleADMIN)
		}
		account, err = create.Save(ctx)
		if err != nil {
			return nil, err
		}
		return account, a.record(ctx, event{action: "user:meet", object: account.ID, subject: account.ID})
	case err != nil:
		return nil, err
	case !mayAct(account, who.AuthenticatedAt, a.at), string(account.Kind) != string(who.Kind):
		return nil, a.vault.refuse(account, a.at)
	}
	return account.Update().SetDisplayName(name).SetEmail(clean(who.Email, 320)).SetLastSeenAt(a.at).Save(ctx)
}

// notSignedOut refuses a sign-in that is older than the end of another one by
// the same act of authentication: whoever signs out, or is signed out, does not
// come straight back on the strength of the session that the provider keeps.
func (a *act) notSignedOut(ctx context.Context, account *gen.User, who Identity) error {
	same := session.AuthenticatedAt(who.AuthenticatedAt)
	if who.ProviderSession != "" {
		same = session.Or(same, session.ProviderSession(who.ProviderSession))
	}
	ended, err := a.tx.Session.Query().
		Where(session.UserID(account.ID), session.EndedAtGTE(who.AuthenticatedAt), same).
		Exist(ctx)
	if err == nil && ended {
		err = unauthenticated()
	}
	return err
}

// keepAlive moves the idle limit of a session in use.
func (v *Vault) keepAlive(ctx context.Context, s *gen.Session, at time.Time) error {
	idleUntil := earlier(at.Add(v.cfg.SessionIdle), s.ExpiresAt)
	if idleUntil.Sub(s.IdleUntil) < seenEvery {
		return nil
	}
	return v.writeAs(ctx, viewer.Viewer{System: viewer.Gatekeeper}, func(ctx context.Context, a *act) error {
		err := a.tx.Session.Update().
			Where(session.ID(s.ID), session.EndedAtIsNil()).
			SetIdleUntil(idleUntil).
			Exec(ctx)
		if err != nil {
			return err
		}
		return a.tx.User.UpdateOneID(s.UserID).SetLastSeenAt(a.at).Exec(ctx)
	})
}

// seen notes that an account acts by a bearer token.
func (v *Vault) seen(ctx context.Context, account *gen.User, at time.Time) error {
	if account.LastSeenAt != nil && at.Sub(*account.LastSeenAt) < seenEvery {
		return nil
	}
	return v.writeAs(ctx, viewer.Viewer{System: viewer.Gatekeeper}, func(ctx context.Context, a *act) error {
		return a.tx.User.UpdateOneID(account.ID).SetLastSeenAt(a.at).Exec(ctx)
	})
}

func hashSecret(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
