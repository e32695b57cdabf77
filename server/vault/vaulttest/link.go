package vaulttest

import (
	"context"
	"regexp"
	"time"

	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/mail"
	"strongroom/server/vault"
)

// Link has the person make a share link to a document for an hour; change may say otherwise.
func (p Person) Link(email string, documentID typeid.ID, change ...func(*vault.CreateShareLink)) (vault.MadeShareLink, error) {
	in := vault.CreateShareLink{Email: email, GrantAccess: vault.GrantAccess{
		DocumentID: &documentID, Level: grant.LevelDOWNLOAD, Until: p.world.Clock.Now().Add(time.Hour), Purpose: "Review", Fate: grant.FateEND,
	}}
	for _, c := range change {
		c(&in)
	}
	return p.world.CreateShareLink(p.Ctx(), in)
}

// MustLink is Link, which must succeed.
func (p Person) MustLink(email string, documentID typeid.ID, change ...func(*vault.CreateShareLink)) vault.MadeShareLink {
	p.world.Helper()
	made, err := p.Link(email, documentID, change...)
	if err != nil {
		p.world.Fatalf("link: %v", err)
	}
	return made
}

// Key is what the URL of a link says.
func Key(made vault.MadeShareLink) vault.LinkKey {
	return vault.LinkKey{ID: made.ID, Secret: made.Secret}
}

var code = regexp.MustCompile(`\b[0-9]{8}\b`)

// SentCode has a code sent and returns what the mail says.
func (w *World) SentCode(made vault.MadeShareLink) (string, error) {
	if err := w.SendLinkCode(w.Context(), Key(made)); err != nil {
		return "", err
	}
	mails, err := mail.Read(w.MailDir)
	if err != nil || len(mails) == 0 {
		w.Fatalf("no mail came: %v", err)
	}
	last := mails[len(mails)-1]
	if last.To != made.Email {
		w.Fatalf("the code went to %s", last.To)
	}
	return code.FindString(last.Text), nil
}

// Recipient is who a link is for, who opens it when they do something.
func (w *World) Recipient(made vault.MadeShareLink) Person {
	w.Helper()
	found, err := w.Reader().User.Query().Where(user.Issuer(viewer.ShareLinks), user.Subject(made.ID.String())).
		Only(viewer.As(w.Context(), viewer.Gatekeeper, w.Clock.Now()))
	if err != nil {
		w.Fatalf("recipient: %v", err)
	}
	return Person{User: found, Subject: found.Subject, Kind: viewer.Partner, world: w, link: &followed{made: made}}
}

// followed is a share link and the session that it opened.
type followed struct {
	made    vault.MadeShareLink
	session string
}

// ctx is that of the session, as long as it lasts, or of a new one where the link opens one.
func (f *followed) ctx(w *World) context.Context {
	ctx, err := w.Resume(w.Context(), f.session)
	if err == nil {
		return ctx
	}
	sent, err := w.SentCode(f.made)
	if err != nil {
		return ctx
	}
	opened, err := w.OpenShareLink(w.Context(), vault.OpenShareLink{LinkKey: Key(f.made), Code: sent, AcceptTerms: true})
	if err != nil {
		return ctx
	}
	f.session = opened.Secret
	if ctx, err = w.Resume(w.Context(), f.session); err != nil {
		w.Fatalf("the link's session: %v", err)
	}
	return ctx
}
