package vault

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/refreshtoken"
	"strongroom/ent/gen/session"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/seal"
)

// Keepsake is what a provider gave us at a sign-in, to show it again: secrets
// of the person's session there. It is kept sealed, and goes with the session.
type Keepsake struct {
	// Refresh is a refresh token; empty for none. Where it is refused, the
	// provider no longer knows the person or their session.
	Refresh string
	// IDToken is the hint by which the provider signs out without asking.
	IDToken string
	// Doubtful says that a question with Refresh is out whose answer nobody
	// has: the provider may have replaced the token, so that a refusal of this
	// one says nothing of the person.
	Doubtful bool
}

// Format hides the secrets from every verb of package fmt.
func (Keepsake) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, "[redacted]") }

// LogValue hides the secrets from package slog.
func (Keepsake) LogValue() slog.Value { return slog.StringValue("[redacted]") }

// Watched is a session of which the provider is to be asked.
type Watched struct {
	Session         typeid.ID
	Issuer, Subject string
	Keepsake        Keepsake
}

// keep seals what a provider gave for a session, under a key of its own that
// the root key wraps.
func (a *act) keep(ctx context.Context, sessionID typeid.ID, k Keepsake) error {
	if k.Refresh == "" && k.IDToken == "" {
		return nil
	}
	key := seal.NewKey()
	defer key.Wipe()
	rootID, wrapped, err := seal.WrapCustomerKey(ctx, a.vault.cfg.Root, keepsakeKey(sessionID), key)
	if err != nil {
		return err
	}
	sealed, err := sealKeepsake(key, sessionID, k)
	if err != nil {
		return err
	}
	return a.tx.RefreshToken.Create().
		SetSessionID(sessionID).
		SetRootKey(rootID).
		SetWrappedKey(wrapped).
		SetSealed(sealed).
		SetAskedAt(a.at).
		Exec(ctx)
}

// keepsakeKey names the key of a session's keepsake for the root key.
func keepsakeKey(sessionID typeid.ID) seal.CustomerKeyID {
	return seal.CustomerKeyID{Customer: sessionID.String(), Classification: "keepsake", Number: 1}
}

func sealKeepsake(key seal.Key, sessionID typeid.ID, k Keepsake) ([]byte, error) {
	plain, err := json.Marshal(k)
	if err != nil {
		return nil, err
	}
	defer clear(plain)
	return seal.SealValue(key, "keepsake", []byte(sessionID), plain)
}

// openKeepsake returns the key as well, to seal what comes in its place. Wipe it.
func (v *Vault) openKeepsake(ctx context.Context, row *gen.RefreshToken) (k Keepsake, key seal.Key, err error) {
	key, err = seal.UnwrapCustomerKey(ctx, v.cfg.Root, row.RootKey, keepsakeKey(row.SessionID), row.WrappedKey)
	if err != nil {
		return k, key, err
	}
	plain, err := seal.OpenValue(key, "keepsake", []byte(row.SessionID), row.Sealed)
	if err == nil {
		err = json.Unmarshal(plain, &k)
		clear(plain)
	}
	if err != nil {
		key.Wipe()
	}
	return k, key, err
}

// NextWatched takes the session of an issuer's account whose provider was
// longest not asked, before asked; ok is false for none. No other replica
// takes it at the same time. One that is over is let go of, and has nothing
// to ask with. Until Unchanged the keepsake is doubtful: a crash
// before that leaves it so.
func (v *Vault) NextWatched(ctx context.Context, issuer string, asked time.Time) (w Watched, ok bool, err error) {
	err = v.writeAs(ctx, viewer.Viewer{System: viewer.Sentinel}, func(ctx context.Context, a *act) error {
		w, ok = Watched{}, false
		query := a.tx.RefreshToken.Query().
			Where(
				refreshtoken.AskedAtLT(asked),
				refreshtoken.HasSessionWith(session.HasUserWith(user.Issuer(issuer))),
			).
			Order(refreshtoken.ByAskedAt())
		if v.postgres() {
			query.ForUpdate(sql.WithLockAction(sql.SkipLocked))
		}
		row, err := query.First(ctx)
		if gen.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		in, err := a.tx.Session.Query().Where(session.ID(row.SessionID)).WithUser().Only(viewer.As(ctx, viewer.Gatekeeper, a.at))
		if err != nil {
			return err
		}
		account := in.Edges.User
		ok, w.Session = true, in.ID
		if !open(in, account, a.at) {
			return a.tx.RefreshToken.DeleteOne(row).Exec(ctx)
		}
		w.Issuer, w.Subject = account.Issuer, account.Subject
		k, key, err := v.openKeepsake(ctx, row)
		if errors.Is(err, seal.ErrTampered) || errors.Is(err, seal.ErrKeyRefused) {
			v.cfg.Log.ErrorContext(ctx, "what a provider gave for a session was tampered with", "session", in.ID)
			return a.tx.RefreshToken.DeleteOne(row).Exec(ctx)
		}
		if err != nil {
			return err
		}
		defer key.Wipe()
		w.Keepsake = k
		k.Doubtful = k.Refresh != ""
		sealed, err := sealKeepsake(key, in.ID, k)
		if err != nil {
			return err
		}
		return row.Update().SetSealed(sealed).SetAskedAt(a.at).Exec(ctx)
	})
	return w, ok, err
}

// Unchanged notes that the provider still knows the person of a session that
// NextWatched took, and keeps what it gave instead.
func (v *Vault) Unchanged(ctx context.Context, w Watched) error {
	return v.writeAs(ctx, viewer.Viewer{System: viewer.Sentinel}, func(ctx context.Context, a *act) error {
		row, err := a.tx.RefreshToken.Query().Where(refreshtoken.SessionID(w.Session)).Only(ctx)
		if gen.IsNotFound(err) {
			return nil // signed out meanwhile
		}
		if err != nil {
			return err
		}
		_, key, err := v.openKeepsake(ctx, row)
		if err != nil {
			return err
		}
		defer key.Wipe()
		w.Keepsake.Doubtful = false
		sealed, err := sealKeepsake(key, w.Session, w.Keepsake)
		if err != nil {
			return err
		}
		return row.Update().SetSealed(sealed).Exec(ctx)
	})
}

// LogoutHint returns the ID token of the viewer's session, by which the
// provider can end its own without asking; empty for none.
func (v *Vault) LogoutHint(ctx context.Context) (idToken string, err error) {
	who, ok := viewer.FromContext(ctx)
	if !ok || who.Session == "" {
		return "", nil
	}
	row, err := v.reader.RefreshToken.Query().
		Where(refreshtoken.SessionID(who.Session)).
		Only(viewer.As(ctx, viewer.Sentinel, who.At))
	if gen.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", translate(err)
	}
	k, key, err := v.openKeepsake(ctx, row)
	if err != nil {
		return "", translate(err)
	}
	key.Wipe()
	return k.IDToken, nil
}

// letGo deletes what was kept for a session.
func (a *act) letGo(ctx context.Context, sessionID typeid.ID) error {
	_, err := a.tx.RefreshToken.Delete().Where(refreshtoken.SessionID(sessionID)).Exec(ctx)
	return err
}
