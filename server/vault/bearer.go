package vault

import (
	"context"
	"crypto/sha256"
	"maps"
	"sync"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/accesstoken"
	"strongroom/ent/gen/departure"
	"strongroom/ent/viewer"
)

// Bearer is the access token by which a program acts for a user. The zero value
// is none.
type Bearer struct {
	// Hash is the token's SHA-256; the token itself is not kept.
	Hash [sha256.Size]byte
	// Client is whom the provider issued it to; it may be empty.
	Client string
	// ExpiresAt is when it runs out.
	ExpiresAt time.Time
}

// note puts an access token on record when it is presented for the first time,
// for the case file of its user's leaving. What cannot be recorded is not admitted.
func (v *Vault) note(ctx context.Context, account *gen.User, who Identity, at time.Time) error {
	token := who.Bearer
	if token == (Bearer{}) || v.bearers.has(token.Hash) {
		return nil
	}
	err := v.writeAs(ctx, viewer.Viewer{System: viewer.Gatekeeper}, func(ctx context.Context, a *act) error {
		known, err := a.tx.AccessToken.Query().Where(accesstoken.TokenHash(token.Hash[:])).Exist(ctx)
		if err != nil || known {
			return err
		}
		create := a.tx.AccessToken.Create()
		if client := clean(token.Client, 200); client != "" {
			create.SetClient(client)
		}
		err = create.
			SetUserID(account.ID).
			SetTokenHash(token.Hash[:]).
			SetCreatedAt(a.at).
			SetAuthenticatedAt(who.AuthenticatedAt.UTC().Truncate(time.Microsecond)).
			SetExpiresAt(token.ExpiresAt.UTC().Truncate(time.Microsecond)).
			Exec(ctx)
		if gen.IsConstraintError(err) {
			return errOvertaken
		}
		return err
	})
	if err == nil {
		v.bearers.add(token.Hash, token.ExpiresAt, at)
	}
	return err
}

// maxBearers bounds the access tokens that a replica knows to be on record.
const maxBearers = 10_000

// bearers are the access tokens that this replica knows to be on record. They
// save a question, and decide nothing.
type bearers struct {
	mu    sync.Mutex
	until map[[sha256.Size]byte]time.Time
}

func (b *bearers) has(hash [sha256.Size]byte) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, known := b.until[hash]
	return known
}

func (b *bearers) add(hash [sha256.Size]byte, until, at time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.until) >= maxBearers {
		maps.DeleteFunc(b.until, func(_ [sha256.Size]byte, until time.Time) bool { return !at.Before(until) })
	}
	if b.until == nil || len(b.until) >= maxBearers {
		b.until = map[[sha256.Size]byte]time.Time{}
	}
	b.until[hash] = until
}

// forgettable holds for access tokens that have run out and during which nobody
// left: no case file names them.
func forgettable(at time.Time) func(*sql.Selector) {
	return func(s *sql.Selector) {
		left := sql.Dialect(s.Dialect()).Table(departure.Table).As("left")
		s.Where(sql.And(
			sql.LTE(s.C(accesstoken.FieldExpiresAt), at),
			sql.Not(sql.Exists(sql.Dialect(s.Dialect()).Select(left.C(departure.FieldID)).From(left).Where(sql.And(
				sql.ColumnsEQ(left.C(departure.FieldUserID), s.C(accesstoken.FieldUserID)),
				sql.ColumnsGTE(left.C(departure.FieldDepartedAt), s.C(accesstoken.FieldCreatedAt)),
				sql.ColumnsLT(left.C(departure.FieldDepartedAt), s.C(accesstoken.FieldExpiresAt)),
			)))),
		))
	}
}

// EndedTokens lists the access tokens that a departure ends, the newest first.
// Whoever has read the departure may know.
func (v *Vault) EndedTokens(ctx context.Context, d *gen.Departure) ([]*gen.AccessToken, error) {
	rows, err := v.reader.AccessToken.Query().Where(v.Affected(d).Tokens).
		Order(gen.Desc(accesstoken.FieldCreatedAt, accesstoken.FieldID)).Limit(maxEnded).
		All(viewer.As(ctx, viewer.Registrar, v.now()))
	return rows, translate(err)
}
