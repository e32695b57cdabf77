package vault

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"strongroom/ent/gen"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/sharelink"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/mail"
)

// A share link opens a grant to somebody without an account. For the grant it makes an
// account that stands for the recipient, which only the link signs in, and which can
// look and download and nothing else. So a link has no rules of its own: what ends a
// grant, or lets somebody leave, or watches over downloads, ends and watches it too.

const (
	minPasscode, maxPasscode = 8, 128 // characters
	maxTerms                 = 20_000 // characters
)

// passcodes is how passcodes are hashed: what OWASP's Password Storage Cheat Sheet
// wants of Argon2id (RFC 9106) at the least, so that many at once do not fill the memory.
var passcodes = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// MadeShareLink is a new share link with its secret, which is not kept.
type MadeShareLink struct {
	*gen.ShareLink
	Secret string
}

// URL is the link, from the root of the server. The secret is in the fragment, which
// no browser sends anywhere.
func (l MadeShareLink) URL() string { return "/s/" + l.ID.String() + "#" + l.Secret }

// CreateShareLink gives access to whoever holds the link and proves the e-mail address,
// by the rules of GrantAccess, where the handling rules allow links. It fails with
// FailedPrecondition where they do not, and where no mail can be sent.
func (v *Vault) CreateShareLink(ctx context.Context, in CreateShareLink) (made MadeShareLink, err error) {
	if v.cfg.Mail == nil {
		return made, failed("this server sends no mail, by which a recipient could prove an address")
	}
	if err = in.check(); err != nil {
		return made, err
	}
	made.Secret = newSecret()
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		o, ceiling, err := a.offered(ctx, &in.GrantAccess, true)
		if err != nil {
			return err
		}
		var passcode *string
		if in.Passcode != nil {
			hash, err := argon2id.CreateHash(*in.Passcode, passcodes)
			if err != nil {
				return err
			}
			passcode = &hash
		}
		id := typeid.New(typeid.ShareLink)
		recipient, err := a.tx.User.Create().
			SetCreatedAt(a.at).
			SetIssuer(viewer.ShareLinks).
			SetSubject(id.String()).
			SetKind(user.KindPARTNER).
			SetDisplayName(clean(in.Email, 200)).
			SetEmail(in.Email).
			SetValidAfter(neverEnded).
			Save(ctx)
		if err != nil {
			return err
		}
		given, err := a.give(ctx, o, recipient, ceiling, in.GrantAccess, map[string]string{"link": id.String()})
		if err != nil {
			return err
		}
		made.ShareLink, err = a.tx.ShareLink.Create().
			SetID(id).
			SetCreatedAt(a.at).
			SetCustomerID(o.customer).
			SetGrantID(given.ID).
			SetEmail(in.Email).
			SetSecretHash(hashSecret(made.Secret)).
			SetNillablePasscodeHash(passcode).
			SetNillableTerms(in.Terms).
			Save(ctx)
		return err
	})
	return made, err
}

// RevokeShareLink ends a share link and its grant, as RevokeGrant does.
func (v *Vault) RevokeShareLink(ctx context.Context, in RevokeShareLink) (revoked *gen.ShareLink, err error) {
	if err = want("shareLinkId", typeid.ShareLink, in.ShareLinkID); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		if revoked, err = a.tx.ShareLink.Query().Where(sharelink.ID(in.ShareLinkID)).Only(ctx); err != nil {
			return err
		}
		_, err := a.revoke(ctx, revoked.GrantID)
		return err
	})
	return revoked, err
}

// check is what can be said of the input without the database; it settles the texts.
func (in *CreateShareLink) check() (err error) {
	if err = in.checkAccess(); err != nil {
		return err
	}
	if in.Level == grant.LevelEDIT {
		return badInput("level", "a share link opens for viewing or downloading; only an account can add anything")
	}
	if in.Purpose, err = text("purpose", in.Purpose, 500); err != nil {
		return err
	}
	if in.Email, err = mail.ParseAddress(in.Email); err != nil {
		return badInput("email", "is not an e-mail address")
	}
	if in.Passcode != nil {
		n := utf8.RuneCountInString(*in.Passcode)
		if n < minPasscode || n > maxPasscode || !utf8.ValidString(*in.Passcode) {
			return badInput("passcode", "must have %d to %d characters", minPasscode, maxPasscode)
		}
	}
	if in.Terms != nil {
		terms := strings.TrimSpace(*in.Terms)
		switch {
		case terms == "":
			return badInput("terms", "must not be empty")
		case !utf8.ValidString(terms) || strings.ContainsFunc(terms, func(r rune) bool { return deceptive(r) && !strings.ContainsRune("\n\r\t", r) }):
			return badInput("terms", "has a control or direction character in it")
		case utf8.RuneCountInString(terms) > maxTerms:
			return badInput("terms", "is longer than %d characters", maxTerms)
		}
		in.Terms = &terms
	}
	return nil
}
