package vault_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen/event"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/internal/mail"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

const recipient = "rita@example.org"

// openLink follows a link with what is given, and returns the code of the refusal and its field.
func (s *scene) openLink(made vault.MadeShareLink, code string, change ...func(*vault.OpenShareLink)) (vault.Code, string) {
	in := vault.OpenShareLink{LinkKey: vaulttest.Key(made), Code: code, UserAgent: "Browser"}
	for _, c := range change {
		c(&in)
	}
	_, err := s.OpenShareLink(s.Context(), in)
	if err == nil {
		return "", ""
	}
	return vault.CodeOf(err), fieldOf(err)
}

func (s *scene) sentCode(t testing.TB, made vault.MadeShareLink) string {
	t.Helper()
	sent, err := s.SentCode(made)
	wantCode(t, err, "")
	return sent
}

func TestShareLink(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		made := s.clara.MustLink(recipient, s.document)
		if want := "/s/" + made.ID.String() + "#" + made.Secret; made.URL() != want || len(made.Secret) != 43 {
			t.Fatalf("the URL is %s", made.URL())
		}
		at, err := w.Land(t.Context(), vaulttest.Key(made))
		wantCode(t, err, "")
		if at.State != vault.LinkOpen || at.Giver != "Clara" || at.Email != "r…@example.org" || at.Passcode || at.Terms != nil {
			t.Fatalf("the link says %+v", at)
		}
		if code, field := s.openLink(made, ""); code != vault.BadUserInput || field != "code" {
			t.Fatalf("without a code: %s %s", code, field)
		}
		sent := s.sentCode(t, made)
		mails, err := mail.Read(w.MailDir)
		if err != nil || len(mails) != 1 || strings.Contains(mails[0].Text+mails[0].Subject, "Contract") || strings.Contains(mails[0].Text, made.Secret) {
			t.Fatalf("sent %v, %v", mails, err)
		}
		if code, field := s.openLink(made, "00000000x"); code != vault.BadUserInput || field != "code" {
			t.Fatalf("with a wrong code: %s %s", code, field)
		}
		if code, _ := s.openLink(made, " "+sent+" "); code != "" {
			t.Fatalf("with the code: %s", code)
		}
		if code, _ := s.openLink(made, sent); code != vault.BadUserInput {
			t.Fatalf("with the code once more: %s", code)
		}
		rita := w.Recipient(made)
		s.open(t, rita)
		if rita.DisplayName != recipient {
			t.Fatalf("watermarks would say %s", rita.DisplayName)
		}

		told, err := w.Reader().Event.Query().Where(event.CustomerID(s.customer.ID), event.SubjectID(rita.ID)).
			Order(event.ByCreatedAt(), event.ByID()).All(s.clara.Ctx())
		wantCode(t, err, "")
		var actions []string
		for _, e := range told {
			actions = append(actions, e.Action)
			for _, value := range e.Detail {
				if value == sent || value == made.Secret {
					t.Errorf("%s tells a secret", e.Action)
				}
			}
		}
		if got := strings.Join(actions, " "); !strings.HasPrefix(got, "grant:give link:code link:refuse link:open") {
			t.Fatalf("the log tells %s", got)
		}
	})
}

// TestShareLinkNeedsItsKey answers alike whoever lacks a part of it.
func TestShareLinkNeedsItsKey(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		made, other := s.clara.MustLink(recipient, s.document), s.clara.MustLink(recipient, s.document)
		for name, key := range map[string]vault.LinkKey{
			"no secret":       {ID: made.ID},
			"another's":       {ID: made.ID, Secret: other.Secret},
			"a longer one":    {ID: made.ID, Secret: made.Secret + "A"},
			"no such link":    {ID: typeid.New(typeid.ShareLink), Secret: made.Secret},
			"no link's ID":    {ID: s.document, Secret: made.Secret},
			"nothing":         {},
			"its grant's ID":  {ID: made.GrantID, Secret: made.Secret},
			"in another case": {ID: made.ID, Secret: strings.ToLower(made.Secret)},
		} {
			_, err := w.Land(t.Context(), key)
			wantCode(t, err, vault.NotFound)
			wantCode(t, w.SendLinkCode(t.Context(), key), vault.NotFound)
			_, err = w.OpenShareLink(t.Context(), vault.OpenShareLink{LinkKey: key, Code: "12345678"})
			if vault.CodeOf(err) != vault.NotFound {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// TestShareLinkEnds does what must end a link, with the recipient inside.
func TestShareLinkEnds(t *testing.T) {
	for name, end := range map[string]func(t *testing.T, s *scene, made vault.MadeShareLink, rita vaulttest.Person){
		"revoked": func(t *testing.T, s *scene, made vault.MadeShareLink, _ vaulttest.Person) {
			for range 2 {
				_, err := s.RevokeShareLink(s.clara.Ctx(), vault.RevokeShareLink{ShareLinkID: made.ID})
				wantCode(t, err, "")
			}
		},
		"its grant revoked": func(t *testing.T, s *scene, made vault.MadeShareLink, _ vaulttest.Person) {
			_, err := s.RevokeGrant(s.clara.Ctx(), vault.RevokeGrant{GrantID: made.GrantID})
			wantCode(t, err, "")
		},
		"over": func(_ *testing.T, s *scene, _ vault.MadeShareLink, _ vaulttest.Person) { s.Clock.Move(time.Hour) },
		"its giver left": func(t *testing.T, s *scene, _ vault.MadeShareLink, _ vaulttest.Person) {
			_, err := s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.clara.ID, Reason: "left"})
			wantCode(t, err, "")
		},
		"its giver suspended": func(t *testing.T, s *scene, _ vault.MadeShareLink, _ vaulttest.Person) {
			_, err := s.SuspendUser(s.ada.Ctx(), vault.SuspendUser{UserID: s.clara.ID, Reason: "lost phone"})
			wantCode(t, err, "")
		},
		"its recipient departed": func(t *testing.T, s *scene, _ vault.MadeShareLink, rita vaulttest.Person) {
			_, err := s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: rita.ID, Reason: "left"})
			wantCode(t, err, "")
		},
		"given back": func(t *testing.T, s *scene, made vault.MadeShareLink, rita vaulttest.Person) {
			_, err := s.ReturnAccess(rita.Ctx(), vault.ReturnAccess{GrantID: made.GrantID})
			wantCode(t, err, "")
		},
		"raised to where no links are allowed": func(t *testing.T, s *scene, made vault.MadeShareLink, _ vaulttest.Person) {
			said, err := s.RehearseReclassification(s.clara.Ctx(), s.document, classification.Secret)
			wantCode(t, err, "")
			if len(said.Ended) != 1 || said.Ended[0] != made.GrantID {
				t.Fatalf("rehearsed %+v", said)
			}
			level := classification.Secret
			_, err = s.UpdateDocument(s.clara.Ctx(), vault.UpdateDocument{DocumentID: s.document, Classification: &level})
			wantCode(t, err, "")
		},
	} {
		t.Run(name, func(t *testing.T) {
			vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
				s := newScene(w)
				made := s.clara.MustLink(recipient, s.document)
				rita := w.Recipient(made)
				s.open(t, rita)
				end(t, s, made, rita)
				s.shut(t, rita)
				at, err := w.Land(t.Context(), vaulttest.Key(made))
				wantCode(t, err, "")
				if at.State != vault.LinkOver {
					t.Fatalf("the link says %s", at.State)
				}
				wantCode(t, w.SendLinkCode(t.Context(), vaulttest.Key(made)), vault.FailedPrecondition)
				if code, _ := s.openLink(made, "12345678"); code != vault.FailedPrecondition {
					t.Fatalf("opening it: %s", code)
				}
			})
		})
	}
}

// TestShareLinkOfLongGrantEndsWhenRaised ends a link where a grant of the same length is shortened.
func TestShareLinkOfLongGrantEndsWhenRaised(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		until := w.Clock.Now().Add(60 * 24 * time.Hour)
		made := s.clara.MustLink(recipient, s.document, func(in *vault.CreateShareLink) { in.Level, in.Until = grant.LevelVIEW, until })
		plain := s.clara.MustGrant(s.pia, s.document, func(in *vault.GrantAccess) { in.Level, in.Until = grant.LevelVIEW, until })
		said, err := w.RehearseReclassification(s.clara.Ctx(), s.document, classification.Secret)
		wantCode(t, err, "")
		if len(said.Ended) != 1 || said.Ended[0] != made.GrantID || len(said.Shortened) != 1 || said.Shortened[0].GrantID != plain.ID {
			t.Fatalf("rehearsed %+v", said)
		}
	})
}

// TestShareLinkOnFolder opens what the rules let links open, now and later, and no more.
func TestShareLinkOnFolder(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		made := s.clara.MustLink(recipient, s.document, func(in *vault.CreateShareLink) {
			in.DocumentID, in.FolderID, in.Level = nil, &s.root.ID, grant.LevelVIEW
		})
		plain := s.clara.MustGrant(s.pia, s.document, func(in *vault.GrantAccess) {
			in.DocumentID, in.FolderID, in.Level = nil, &s.root.ID, grant.LevelVIEW
		})
		if plain.Ceiling != classification.Secret {
			t.Fatalf("a grant opens up to %s", plain.Ceiling)
		}
		secret := s.clara.Document(s.root.ID, "Secret.pdf", classification.Secret, []byte("secret"))
		rita := w.Recipient(made)
		if !rita.Sees(s.document) || rita.Sees(secret) || !s.pia.Sees(secret) {
			t.Fatal("the link opens other things than it should")
		}
		until := w.Clock.Now().Add(2 * time.Hour)
		extended, err := w.ExtendGrant(s.clara.Ctx(), vault.ExtendGrant{GrantID: made.GrantID, Until: until})
		wantCode(t, err, "")
		if extended.Ceiling != classification.Confidential || rita.Sees(secret) {
			t.Fatalf("extended up to %s", extended.Ceiling)
		}
	})
}

// TestShareLinkWhereRulesForbid refuses links, and longer ones, by the rules of the moment.
func TestShareLinkWhereRulesForbid(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		secret := s.clara.Document(s.root.ID, "Secret.pdf", classification.Secret, []byte("secret"))
		_, err := s.clara.Link(recipient, secret, func(in *vault.CreateShareLink) { in.Level = grant.LevelVIEW })
		wantCode(t, err, vault.FailedPrecondition)
		made := s.clara.MustLink(recipient, s.document)
		w.AllowNoLinks(classification.Confidential)
		_, err = s.clara.Link(recipient, s.document)
		wantCode(t, err, vault.FailedPrecondition)
		_, err = w.ExtendGrant(s.clara.Ctx(), vault.ExtendGrant{GrantID: made.GrantID, Until: w.Clock.Now().Add(2 * time.Hour)})
		wantCode(t, err, vault.FailedPrecondition)
	})
}

// TestRecipientsOnlyLook holds recipients to their link, whatever the policy lets other
// holders of a grant do.
func TestRecipientsOnlyLook(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		rita := w.Recipient(s.clara.MustLink(recipient, s.document))
		s.open(t, rita)
		_, err := w.RequestAccess(rita.Ctx(), vault.RequestAccess{DocumentID: s.document, Level: grant.LevelEDIT, Seconds: 60, Purpose: "P"})
		wantCode(t, err, vault.Forbidden)
		told, err := vault.Explain(t.Context(), w.Database, w.Config.Policy, rita.ID, policies.DocumentRequest, s.document)
		wantCode(t, err, "")
		if told.Allowed || slices.ContainsFunc(told.Titles, func(title vault.ExplainedTitle) bool { return title.Dead == "" }) {
			t.Fatalf("explained as %+v", told)
		}
		_, err = w.CreateUpload(rita.Ctx(), vault.CreateUpload{DocumentID: &s.document, MediaType: "a/b", Size: 1})
		wantCode(t, err, vault.Forbidden)
		_, err = rita.Grant(s.pia, s.document)
		wantCode(t, err, vault.Forbidden)
		_, err = s.clara.Grant(rita, s.document)
		wantCode(t, err, vault.BadUserInput)
		_, err = w.AssignRole(s.clara.Ctx(), vault.AssignRole{
			UserID: rita.ID, Customer: &vault.CustomerRole{CustomerID: s.customer.ID, Role: membership.RoleVIEWER},
		})
		wantCode(t, err, vault.FailedPrecondition)
		_, err = w.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.clara.ID, Reason: "left", SuccessorID: &rita.ID})
		if vault.CodeOf(err) == "" || err == nil {
			t.Fatal("a recipient succeeds somebody")
		}
	})
}

// TestRecipientsAreKnownToFew shows recipients and links to those who see the grant.
func TestRecipientsAreKnownToFew(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		cora, edi := w.Staff("cora"), w.Staff("edi")
		s.clara.Assign(cora, s.customer.ID, membership.RoleCUSTODIAN)
		s.clara.Assign(edi, s.customer.ID, membership.RoleEDITOR)
		made := s.clara.MustLink(recipient, s.document)
		rita := w.Recipient(made)
		for name, want := range map[string]struct {
			who         vaulttest.Person
			user, links bool
		}{
			"giver": {s.clara, true, true}, "custodian": {cora, true, true}, "admin": {s.ada, true, true},
			"editor": {edi, false, false}, "staff": {s.sam, false, false}, "partner": {s.pia, false, false},
			"themselves": {rita, true, false},
		} {
			got, _ := w.Reader().User.Query().Where(user.ID(rita.ID)).Count(want.who.Ctx())
			links, _ := w.Reader().ShareLink.Query().Count(want.who.Ctx())
			if (got == 1) != want.user || (links == 1) != want.links {
				t.Errorf("%s: %d users, %d links", name, got, links)
			}
		}
		_, err := w.RevokeShareLink(edi.Ctx(), vault.RevokeShareLink{ShareLinkID: made.ID})
		wantCode(t, err, vault.NotFound)
		_, err = w.RevokeShareLink(cora.Ctx(), vault.RevokeShareLink{ShareLinkID: made.ID})
		wantCode(t, err, "")
	})
}

func TestShareLinkBadInput(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		short, umlauts, long, blank, deceptive := "1234567", "ÄÖÜäöüß", strings.Repeat("x", 129), " \n", "a\u202eb"
		for name, bad := range map[string]struct {
			change func(*vault.CreateShareLink)
			code   vault.Code
			field  string
		}{
			"no address":        {func(in *vault.CreateShareLink) { in.Email = "" }, vault.BadUserInput, "email"},
			"a name before it":  {func(in *vault.CreateShareLink) { in.Email = "Rita <rita@example.org>" }, vault.BadUserInput, "email"},
			"two":               {func(in *vault.CreateShareLink) { in.Email = "a@example.org, b@example.org" }, vault.BadUserInput, "email"},
			"a header in it":    {func(in *vault.CreateShareLink) { in.Email = "a@example.org\r\nBcc: b@example.org" }, vault.BadUserInput, "email"},
			"to edit":           {func(in *vault.CreateShareLink) { in.Level = grant.LevelEDIT }, vault.BadUserInput, "level"},
			"no such level":     {func(in *vault.CreateShareLink) { in.Level = "ALL" }, vault.BadUserInput, "level"},
			"a short passcode":  {func(in *vault.CreateShareLink) { in.Passcode = &short }, vault.BadUserInput, "passcode"},
			"7 letters of 14":   {func(in *vault.CreateShareLink) { in.Passcode = &umlauts }, vault.BadUserInput, "passcode"},
			"a long passcode":   {func(in *vault.CreateShareLink) { in.Passcode = &long }, vault.BadUserInput, "passcode"},
			"blank terms":       {func(in *vault.CreateShareLink) { in.Terms = &blank }, vault.BadUserInput, "terms"},
			"deceptive terms":   {func(in *vault.CreateShareLink) { in.Terms = &deceptive }, vault.BadUserInput, "terms"},
			"no purpose":        {func(in *vault.CreateShareLink) { in.Purpose = "" }, vault.BadUserInput, "purpose"},
			"no end":            {func(in *vault.CreateShareLink) { in.Until = time.Time{} }, vault.BadUserInput, "until"},
			"too long":          {func(in *vault.CreateShareLink) { in.Until = w.Clock.Now().Add(91 * 24 * time.Hour) }, vault.BadUserInput, "until"},
			"from yesterday":    {func(in *vault.CreateShareLink) { at := w.Clock.Now().Add(-time.Hour); in.From = &at }, vault.BadUserInput, "from"},
			"no such document":  {func(in *vault.CreateShareLink) { id := typeid.New(typeid.Document); in.DocumentID = &id }, vault.NotFound, ""},
			"a document twice":  {func(in *vault.CreateShareLink) { in.FolderID = &s.root.ID }, vault.BadUserInput, "documentId"},
			"neither of them":   {func(in *vault.CreateShareLink) { in.DocumentID = nil }, vault.BadUserInput, "documentId"},
			"days without hold": {func(in *vault.CreateShareLink) { days := 1; in.HoldDays = &days }, vault.BadUserInput, "holdDays"},
		} {
			_, err := s.clara.Link(recipient, s.document, bad.change)
			if vault.CodeOf(err) != bad.code || fieldOf(err) != bad.field {
				t.Errorf("%s: %v at %q, want %s at %q", name, err, fieldOf(err), bad.code, bad.field)
			}
		}
		_, err := s.sam.Link(recipient, s.document)
		wantCode(t, err, vault.NotFound)
		s.clara.MustGrant(s.pia, s.document)
		_, err = s.pia.Link(recipient, s.document)
		wantCode(t, err, vault.Forbidden)
		_, err = w.RevokeShareLink(s.clara.Ctx(), vault.RevokeShareLink{ShareLinkID: s.document})
		wantCode(t, err, vault.BadUserInput)
		at := viewer.As(t.Context(), viewer.Decider, w.Clock.Now())
		if n, err := w.Reader().ShareLink.Query().Count(at); err != nil || n != 0 {
			t.Fatalf("%d links, %v", n, err)
		}
		if n, err := w.Reader().User.Query().Where(user.Issuer(viewer.ShareLinks)).Count(at); err != nil || n != 0 {
			t.Fatalf("%d recipients, %v", n, err)
		}
	})
}

// TestShareLinkToCome cannot be opened before it begins.
func TestShareLinkToCome(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		from := w.Clock.Now().Add(time.Hour)
		made := s.clara.MustLink(recipient, s.document, func(in *vault.CreateShareLink) { in.From, in.Until = &from, from.Add(time.Hour) })
		at, err := w.Land(t.Context(), vaulttest.Key(made))
		if err != nil || at.State != vault.LinkNotYet || !at.From.Equal(from) {
			t.Fatalf("the link says %+v, %v", at, err)
		}
		wantCode(t, w.SendLinkCode(t.Context(), vaulttest.Key(made)), vault.FailedPrecondition)
		w.Clock.Move(time.Hour)
		s.open(t, w.Recipient(made))
	})
}

// TestShareLinkSessionEndsWithIt bounds the session by the link.
func TestShareLinkSessionEndsWithIt(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		made := s.clara.MustLink(recipient, s.document)
		opened, err := w.OpenShareLink(t.Context(), vault.OpenShareLink{LinkKey: vaulttest.Key(made), Code: s.sentCode(t, made)})
		wantCode(t, err, "")
		if !opened.ExpiresAt.Equal(w.Clock.Now().Add(time.Hour)) {
			t.Fatalf("the session lasts until %s", opened.ExpiresAt)
		}
	})
}

// TestShareLinkWithoutMail makes and opens none.
func TestShareLinkWithoutMail(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		made := s.clara.MustLink(recipient, s.document)
		if err := os.RemoveAll(w.MailDir); err != nil {
			t.Fatal(err)
		}
		wantCode(t, w.SendLinkCode(t.Context(), vaulttest.Key(made)), vault.Unavailable)
		w.Config.Mail = nil
		w.Replica()
		_, err := s.clara.Link(recipient, s.document)
		wantCode(t, err, vault.FailedPrecondition)
		w.Clock.Move(time.Minute)
		wantCode(t, w.SendLinkCode(t.Context(), vaulttest.Key(made)), vault.FailedPrecondition)
	})
}
