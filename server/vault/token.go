package vault

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"strongroom/ent/gen"
	"strongroom/ent/gen/refreshtoken"
	"strongroom/ent/gen/seentoken"
	"strongroom/ent/gen/session"
	"strongroom/ent/viewer"
)

// Token names a signed message of a provider that is good once: a logout token
// or a security event token. The zero value names none.
type Token struct {
	// Issuer and ID (jti) are unique together.
	Issuer, ID string
	// Until is when the message would be refused for its age, or too late to
	// change anything, so that there is no need to remember it.
	Until time.Time
}

// hash has a length of its own, whatever those of issuer and ID.
func (t Token) hash() []byte {
	length := binary.BigEndian.AppendUint64(nil, uint64(len(t.Issuer)))
	sum := sha256.Sum256([]byte(string(length) + t.Issuer + t.ID))
	return sum[:]
}

// once tells whether the message was not acted on before, and remembers it
// with what is done now: if that fails, it may be sent again. Where two
// replicas have it at once, one of them runs again and finds it seen.
func (a *act) once(ctx context.Context, t Token) (fresh bool, err error) {
	if t == (Token{}) {
		return true, nil
	}
	seen, err := a.tx.SeenToken.Query().Where(seentoken.TokenHash(t.hash())).Exist(ctx)
	if err != nil || seen {
		return false, err
	}
	err = a.tx.SeenToken.Create().SetTokenHash(t.hash()).SetUntil(t.Until.UTC().Truncate(time.Microsecond)).Exec(ctx)
	if gen.IsConstraintError(err) {
		return false, errOvertaken
	}
	return err == nil, err
}

// ForgetTokens lets go of messages that would be refused for their age by now,
// of access tokens that ran out and that no case file names, and of what was kept
// for sessions that are over.
func (v *Vault) ForgetTokens(ctx context.Context) error {
	return v.writeAs(ctx, viewer.Viewer{System: viewer.Sentinel}, func(ctx context.Context, a *act) error {
		if _, err := a.tx.SeenToken.Delete().Where(seentoken.UntilLT(a.at)).Exec(ctx); err != nil {
			return err
		}
		if _, err := a.tx.AccessToken.Delete().Where(forgettable(a.at)).Exec(ctx); err != nil {
			return err
		}
		over := session.Or(session.EndedAtNotNil(), session.IdleUntilLTE(a.at), session.ExpiresAtLTE(a.at))
		_, err := a.tx.RefreshToken.Delete().Where(refreshtoken.HasSessionWith(over)).Exec(ctx)
		return err
	})
}
