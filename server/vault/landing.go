package vault

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/alexedwards/argon2id"

	"strongroom/ent/gen"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/sharelink"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/mail"
)

// How a share link is opened: who holds its secret has a code sent to the address, and
// opens it with the code, the agreement to terms and the passcode that it wants. A code
// is looked at only with the right secret, and a passcode only with the right code, so
// that nobody but who reads the mailbox can lock a link by wrong ones.

const (
	// codeLife is how long a code is good; codeTries how often it can be tried.
	codeLife  = 10 * time.Minute
	codeTries = 5
	// codePause is the least time between two codes. It doubles with each that did not
	// open the link, up to codePause << maxDoublings.
	codePause    = 30 * time.Second
	maxDoublings = 7
	// passcodeTries is how many wrong passcodes lock a link for good.
	passcodeTries = 10
)

// LinkKey is what somebody shows who follows a share link: its ID and the secret of
// its fragment.
type LinkKey struct {
	ID     typeid.ID
	Secret string
}

// LinkState tells whether a share link can be opened.
type LinkState string

// The states.
const (
	// LinkOpen says that it can be.
	LinkOpen LinkState = "OPEN"
	// LinkNotYet says that its grant is still to come.
	LinkNotYet LinkState = "NOT_YET"
	// LinkOver says that its grant has ended, whatever ended it.
	LinkOver LinkState = "OVER"
	// LinkLocked says that too many wrong passcodes came.
	LinkLocked LinkState = "LOCKED"
)

// Landing is what a share link tells to who holds its secret, before they have proved
// the address: nothing of what is behind it.
type Landing struct {
	State LinkState
	// Giver is the name of who gave it; Email the address, masked.
	Giver, Email string
	// Passcode says that one is needed; Terms are what has to be agreed to, if anything.
	Passcode    bool
	Terms       *string
	From, Until time.Time
}

// Land tells what a share link wants. It fails with NotFound for a wrong key.
func (v *Vault) Land(ctx context.Context, key LinkKey) (at Landing, err error) {
	err = v.writeAs(ctx, viewer.Viewer{System: viewer.Gatekeeper}, func(ctx context.Context, a *act) error {
		link, on, state, err := a.link(ctx, key)
		if err != nil {
			return err
		}
		at = Landing{
			State: state, Giver: on.Edges.Giver.DisplayName, Email: maskedAddress(link.Email),
			Passcode: link.Passcode(), Terms: link.Terms, From: on.ValidFrom, Until: on.ValidUntil,
		}
		return nil
	})
	return at, err
}

// SendLinkCode sends a code to the address of a share link. It fails with NotFound for
// a wrong key, FailedPrecondition for a link that cannot be opened, Limited so soon
// after the last one, and Unavailable when the mail server does not take it.
func (v *Vault) SendLinkCode(ctx context.Context, key LinkKey) error {
	var message mail.Message
	err := v.writeAs(ctx, viewer.Viewer{System: viewer.Gatekeeper}, func(ctx context.Context, a *act) error {
		link, on, err := a.openLink(ctx, key)
		if err != nil {
			return err
		}
		if link.CodeSentAt != nil && link.CodesSent > 0 {
			next := link.CodeSentAt.Add(codePause << min(link.CodesSent-1, maxDoublings))
			if a.at.Before(next) {
				return &Error{Code: Limited, Message: fmt.Sprintf("a code was sent; another one can be in %.0f seconds", next.Sub(a.at).Seconds())}
			}
		}
		code := newCode()
		message = codeMail(link.Email, on.Edges.Giver.DisplayName, code)
		err = a.tx.ShareLink.UpdateOne(link).
			SetCodeHash(key.seal(code)).SetCodeSentAt(a.at).SetCodeFailures(0).SetCodesSent(link.CodesSent + 1).Exec(ctx)
		if err != nil {
			return err
		}
		return a.record(ctx, linkEvent("link:code", link, on, nil))
	})
	if err != nil {
		return err
	}
	err = v.cfg.Mail.Send(ctx, message)
	switch {
	case errors.Is(err, mail.ErrRefused):
		return &Error{Code: FailedPrecondition, Message: "no mail can be sent to the address", Cause: err}
	case err != nil:
		return away("mail server", err)
	}
	return nil
}

// OpenShareLink is what somebody shows to open a share link.
type OpenShareLink struct {
	LinkKey
	// Code is the one that was sent last.
	Code string
	// Passcode is needed where the link has one, AcceptTerms where it has terms.
	Passcode    string
	AcceptTerms bool
	UserAgent   string
}

// OpenShareLink opens a browser session for the recipient of a share link, which ends
// with the link at the latest. It fails with NotFound for a wrong key,
// FailedPrecondition for a link that cannot be opened, and BadUserInput for what does
// not hold of the rest. Wrong codes and passcodes count.
func (v *Vault) OpenShareLink(ctx context.Context, in OpenShareLink) (signedIn SignedIn, err error) {
	var refused error
	err = v.writeAs(ctx, viewer.Viewer{System: viewer.Gatekeeper}, func(ctx context.Context, a *act) error {
		link, on, err := a.openLink(ctx, in.LinkKey)
		if err != nil {
			return err
		}
		if link.Terms != nil && !in.AcceptTerms {
			return badInput("acceptTerms", "the terms must be agreed to")
		}
		if refused, err = a.proved(ctx, link, on, in); refused != nil || err != nil {
			return err // what was wrong stays counted
		}
		recipient, err := a.tx.User.Query().Where(user.ID(on.UserID)).Only(ctx)
		if err != nil {
			return err
		}
		until := earlier(a.at.Add(v.cfg.SessionLife), on.ValidUntil)
		signedIn, _, err = a.openSession(ctx, recipient, Identity{AuthenticatedAt: a.at, UserAgent: in.UserAgent}, until)
		if err != nil {
			return err
		}
		change := a.tx.ShareLink.UpdateOne(link).
			ClearCodeHash().SetCodeFailures(0).SetCodesSent(0).SetPasscodeFailures(0).SetOpenedAt(a.at)
		detail := map[string]string{}
		if link.Terms != nil {
			change.SetTermsAcceptedAt(a.at)
			sum := sha256.Sum256([]byte(*link.Terms))
			detail["terms"] = hex.EncodeToString(sum[:])
		}
		if err := change.Exec(ctx); err != nil {
			return err
		}
		return a.record(ctx, linkEvent("link:open", link, on, detail))
	})
	if err == nil {
		err = refused
	}
	return signedIn, err
}

// proved tells what is wrong with a code or a passcode, if anything is, and counts it.
func (a *act) proved(ctx context.Context, link *gen.ShareLink, on *gen.Grant, in OpenShareLink) (refused, err error) {
	change, what := a.tx.ShareLink.UpdateOne(link), ""
	switch {
	case link.CodeHash == nil || !a.at.Before(link.CodeSentAt.Add(codeLife)):
		return badInput("code", "is no longer good; have another one sent"), nil
	case !hmac.Equal(link.CodeHash, in.seal(strings.TrimSpace(in.Code))):
		what = "code"
		if change.AddCodeFailures(1); link.CodeFailures+1 >= codeTries {
			change.ClearCodeHash()
		}
	case link.PasscodeHash != nil:
		same, err := argon2id.ComparePasswordAndHash(in.Passcode, *link.PasscodeHash)
		if same || err != nil {
			return nil, err
		}
		what = "passcode"
		if change.AddPasscodeFailures(1); link.PasscodeFailures+1 >= passcodeTries {
			change.SetLockedAt(a.at)
		}
	default:
		return nil, nil
	}
	if err := change.Exec(ctx); err != nil {
		return nil, err
	}
	return badInput(what, "is wrong"), a.record(ctx, linkEvent("link:refuse", link, on, map[string]string{"wrong": what}))
}

// link finds the share link of a key, its grant, and whether it can be opened. It is
// held until the transaction ends, so that no try goes uncounted.
func (a *act) link(ctx context.Context, key LinkKey) (*gen.ShareLink, *gen.Grant, LinkState, error) {
	query := a.tx.ShareLink.Query().Where(sharelink.ID(key.ID))
	if a.vault.postgres() {
		query.ForUpdate()
	}
	link, err := query.Only(ctx)
	if err != nil {
		return nil, nil, "", err
	}
	if subtle.ConstantTimeCompare(link.SecretHash, hashSecret(key.Secret)) != 1 {
		return nil, nil, "", notFound()
	}
	on, err := a.tx.Grant.Query().Where(grant.ID(link.GrantID)).WithGiver().Only(a.facts(ctx))
	if err != nil {
		return nil, nil, "", err
	}
	live, err := a.tx.Grant.Query().Where(grant.ID(on.ID), inForce(a.at)).Exist(a.facts(ctx))
	switch {
	case err != nil:
		return nil, nil, "", err
	case live && link.LockedAt != nil:
		return link, on, LinkLocked, nil
	case live:
		return link, on, LinkOpen, nil
	case a.at.Before(on.ValidFrom) && !a.over(on):
		return link, on, LinkNotYet, nil
	default:
		return link, on, LinkOver, nil
	}
}

// openLink is link for one that can be opened.
func (a *act) openLink(ctx context.Context, key LinkKey) (*gen.ShareLink, *gen.Grant, error) {
	if a.vault.cfg.Mail == nil {
		return nil, nil, failed("this server sends no mail")
	}
	link, on, state, err := a.link(ctx, key)
	switch {
	case err != nil:
		return nil, nil, err
	case state == LinkNotYet:
		return nil, nil, failed("the link cannot be opened yet")
	case state == LinkLocked:
		return nil, nil, failed("the link is locked after too many wrong passcodes")
	case state != LinkOpen:
		return nil, nil, failed("the link is over")
	}
	return link, on, nil
}

func linkEvent(action string, link *gen.ShareLink, on *gen.Grant, detail map[string]string) event {
	return event{action: action, object: link.ID, customer: link.CustomerID, subject: on.UserID, detail: detail}
}

// newCode is eight random digits.
func newCode() string {
	n, _ := rand.Int(rand.Reader, big.NewInt(100_000_000)) // never fails (crypto/rand)
	return fmt.Sprintf("%08d", n)
}

// seal is what is kept of a code: nobody who reads the database can try codes, since
// the key is not in it (HMAC, RFC 2104).
func (k LinkKey) seal(code string) []byte {
	mac := hmac.New(sha256.New, []byte(k.Secret))
	mac.Write([]byte(code))
	return mac.Sum(nil)
}

// maskedAddress tells enough of an address for its owner to know it.
func maskedAddress(address string) string {
	at := strings.LastIndexByte(address, '@')
	first := []rune(address)[:1]
	return string(first) + "…" + address[at:]
}

// codeMail tells a code and nothing of what it opens: mail is read by others.
func codeMail(to, giver, code string) mail.Message {
	return mail.Message{To: to, Subject: "Your code for a document", Text: fmt.Sprintf(
		`%s has opened something to you by a link.

The code that opens it is

    %s

It is good for %.0f minutes. If you have not asked for it, somebody
else has your link: tell whoever gave it to you. Nobody will ever
ask you for the code.
`, giver, code, codeLife.Minutes())}
}
