package vault_test

import (
	"bytes"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/typeid"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// wantCode fails the test unless the error has the code; "" is no error.
func wantCode(t testing.TB, err error, want vault.Code) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Fatalf("error %v, want none", err)
	case want != "" && (err == nil || vault.CodeOf(err) != want):
		t.Fatalf("error %v, want %s", err, want)
	}
}

// scene is a customer of Clara's with one confidential document, and others.
type scene struct {
	*vaulttest.World
	ada, clara, sam, pia vaulttest.Person
	customer             *gen.Customer
	root                 *gen.Folder
	document             typeid.ID
	content              []byte
}

func newScene(w *vaulttest.World) *scene {
	s := &scene{World: w, content: vaulttest.Bytes(100_000)}
	s.ada, s.clara, s.sam, s.pia = w.Admin("ada"), w.Staff("clara"), w.Staff("sam"), w.Partner("pia")
	s.customer, s.root = s.clara.Customer("Northwind")
	s.document = s.clara.Document(s.root.ID, "Contract.pdf", classification.Confidential, s.content)
	return s
}

// open fails unless the person sees and downloads the document, byte for byte.
func (s *scene) open(t testing.TB, p vaulttest.Person) {
	t.Helper()
	got, err := p.Download(s.document)
	wantCode(t, err, "")
	if !bytes.Equal(got, s.content) {
		t.Fatal("other bytes than were uploaded")
	}
	if !p.Sees(s.document) {
		t.Fatal("can be downloaded, but is in no list")
	}
}

// shut fails unless the document is as if it were not there.
func (s *scene) shut(t testing.TB, p vaulttest.Person) {
	t.Helper()
	_, err := p.Download(s.document)
	if code := vault.CodeOf(err); err == nil || code != vault.NotFound && code != vault.Unauthenticated {
		t.Fatalf("download: %v, want NOT_FOUND or UNAUTHENTICATED", err)
	}
	if p.Sees(s.document) {
		t.Fatal("cannot be downloaded, but is in a list")
	}
}

func TestGrant(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		t.Run("opens for its recipient only", func(t *testing.T) {
			s.shut(t, s.pia)
			s.clara.MustGrant(s.pia, s.document)
			s.open(t, s.pia)
			s.shut(t, s.sam)
			s.shut(t, s.ada)
		})
		t.Run("ends at the very instant", func(t *testing.T) {
			s.Clock.Move(time.Hour - time.Microsecond)
			s.open(t, s.pia)
			s.Clock.Move(time.Microsecond)
			s.shut(t, s.pia)
		})
		t.Run("begins at the very instant", func(t *testing.T) {
			from := s.Clock.Now().Add(time.Hour)
			s.clara.MustGrant(s.pia, s.document, func(in *vault.GrantAccess) {
				in.From, in.Until = &from, from.Add(time.Hour)
			})
			s.Clock.Set(from.Add(-time.Microsecond))
			s.shut(t, s.pia)
			s.Clock.Set(from)
			s.open(t, s.pia)
		})
		t.Run("is revoked", func(t *testing.T) {
			g := s.clara.MustGrant(s.pia, s.document, func(in *vault.GrantAccess) { in.Until = s.Clock.Now().Add(24 * time.Hour) })
			s.Clock.Move(2 * time.Hour)
			s.open(t, s.pia)
			_, err := s.RevokeGrant(s.clara.Ctx(), vault.RevokeGrant{GrantID: g.ID})
			wantCode(t, err, "")
			s.shut(t, s.pia)
			again, err := s.RevokeGrant(s.clara.Ctx(), vault.RevokeGrant{GrantID: g.ID})
			wantCode(t, err, "")
			if again.RevokedAt == nil {
				t.Fatal("revoking twice forgot the first time")
			}
		})
		t.Run("on a folder opens what lies beneath it", func(t *testing.T) {
			beneath := s.clara.Folder(s.clara.Folder(s.root.ID, "2026").ID, "March")
			inside := s.clara.Document(beneath.ID, "Minutes", classification.Internal, []byte("minutes"))
			s.clara.MustGrant(s.pia, inside, func(in *vault.GrantAccess) { in.DocumentID, in.FolderID = nil, beneath.ParentID })
			got, err := s.pia.Download(inside)
			wantCode(t, err, "")
			if string(got) != "minutes" || !s.pia.Sees(inside) {
				t.Fatal("not opened")
			}
			s.shut(t, s.pia)
		})
		t.Run("for viewing shows but does not give", func(t *testing.T) {
			pam := s.Partner("pam")
			s.clara.MustGrant(pam, s.document, func(in *vault.GrantAccess) { in.Level = grant.LevelVIEW })
			if !pam.Sees(s.document) {
				t.Fatal("not shown")
			}
			_, err := pam.Download(s.document)
			wantCode(t, err, vault.Forbidden)
		})
		t.Run("with a use limit is used up", func(t *testing.T) {
			paul := s.Partner("paul")
			two := 2
			s.clara.MustGrant(paul, s.document, func(in *vault.GrantAccess) { in.UseLimit = &two })
			s.open(t, paul)
			s.open2(t, paul)
			s.shut(t, paul)
		})
	})
}

// open2 is open where the last use takes the document out of the lists.
func (s *scene) open2(t testing.TB, p vaulttest.Person) {
	t.Helper()
	got, err := p.Download(s.document)
	wantCode(t, err, "")
	if !bytes.Equal(got, s.content) {
		t.Fatal("other bytes than were uploaded")
	}
}

func TestGrantRefusals(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		edi := s.Staff("edi")
		s.clara.Assign(edi, s.customer.ID, membership.RoleEDITOR)
		secret := s.clara.Document(s.root.ID, "Secret", classification.Secret, []byte("s"))
		now := s.Clock.Now()
		past, three, none := now.Add(-time.Second), 3, 0
		gone := s.Partner("gone")
		_, err := s.SuspendUser(s.ada.Ctx(), vault.SuspendUser{UserID: gone.ID, Reason: "x"})
		wantCode(t, err, "")
		for name, c := range map[string]struct {
			giver, taker vaulttest.Person
			document     typeid.ID
			change       func(*vault.GrantAccess)
			want         vault.Code
		}{
			"until before from":       {s.clara, s.pia, s.document, func(in *vault.GrantAccess) { in.Until = past }, vault.BadUserInput},
			"until equals from":       {s.clara, s.pia, s.document, func(in *vault.GrantAccess) { in.Until = now }, vault.BadUserInput},
			"from in the past":        {s.clara, s.pia, s.document, func(in *vault.GrantAccess) { in.From = &past }, vault.BadUserInput},
			"no purpose":              {s.clara, s.pia, s.document, func(in *vault.GrantAccess) { in.Purpose = " " }, vault.BadUserInput},
			"nothing":                 {s.clara, s.pia, s.document, func(in *vault.GrantAccess) { in.DocumentID = nil }, vault.BadUserInput},
			"document and folder":     {s.clara, s.pia, s.document, func(in *vault.GrantAccess) { in.FolderID = &s.root.ID }, vault.BadUserInput},
			"to oneself":              {s.clara, s.clara, s.document, nil, vault.BadUserInput},
			"to nobody":               {s.clara, vaulttest.Person{User: &gen.User{ID: typeid.New(typeid.User)}}, s.document, nil, vault.BadUserInput},
			"to a document's ID":      {s.clara, vaulttest.Person{User: &gen.User{ID: s.document}}, s.document, nil, vault.BadUserInput},
			"to somebody suspended":   {s.clara, gone, s.document, nil, vault.FailedPrecondition},
			"longer than the rules":   {s.clara, s.pia, s.document, func(in *vault.GrantAccess) { in.Until = now.AddDate(1, 0, 0) }, vault.BadUserInput},
			"secret to take away":     {s.clara, s.pia, secret, nil, vault.BadUserInput},
			"hold without days":       {s.clara, s.pia, s.document, func(in *vault.GrantAccess) { in.Fate = grant.FateHOLD }, vault.BadUserInput},
			"days without hold":       {s.clara, s.pia, s.document, func(in *vault.GrantAccess) { in.HoldDays = &three }, vault.BadUserInput},
			"no uses":                 {s.clara, s.pia, s.document, func(in *vault.GrantAccess) { in.UseLimit = &none }, vault.BadUserInput},
			"unknown level":           {s.clara, s.pia, s.document, func(in *vault.GrantAccess) { in.Level = "OWN" }, vault.BadUserInput},
			"unknown document":        {s.clara, s.pia, typeid.New(typeid.Document), nil, vault.NotFound},
			"by a stranger":           {s.sam, s.pia, s.document, nil, vault.NotFound},
			"by an admin":             {s.ada, s.pia, s.document, nil, vault.NotFound},
			"by an editor above them": {edi, s.pia, s.document, nil, vault.Forbidden},
		} {
			t.Run(name, func(t *testing.T) {
				change := c.change
				if change == nil {
					change = func(*vault.GrantAccess) {}
				}
				_, err := c.giver.Grant(c.taker, c.document, change)
				wantCode(t, err, c.want)
			})
		}
		t.Run("nothing was given", func(t *testing.T) {
			if n, err := s.Reader().Grant.Query().Count(s.clara.Ctx()); err != nil || n != 0 {
				t.Fatalf("%d grants, %v", n, err)
			}
		})
	})
}

func TestLeaving(t *testing.T) {
	depart := func(t *testing.T, s *scene, p vaulttest.Person, successor *typeid.ID) *gen.Departure {
		t.Helper()
		d, err := s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: p.ID, Reason: "resigned", SuccessorID: successor})
		wantCode(t, err, "")
		return d
	}
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		days := 3
		held, handed := s.Partner("held"), s.Partner("handed")
		s.clara.MustGrant(s.pia, s.document)
		s.clara.MustGrant(held, s.document, func(in *vault.GrantAccess) {
			in.Fate, in.HoldDays, in.Until = grant.FateHOLD, &days, s.Clock.Now().AddDate(0, 0, 30)
		})
		s.clara.MustGrant(handed, s.document, func(in *vault.GrantAccess) {
			in.Fate, in.Until = grant.FateHAND_OVER, s.Clock.Now().AddDate(0, 0, 30)
		})
		before := s.clara.Ctx()
		d := depart(t, s, s.clara, &s.sam.ID)

		t.Run("ends what the person could do, in requests under way too", func(t *testing.T) {
			s.shut(t, s.clara)
			_, err := s.CreateCustomer(before, vault.CreateCustomer{Name: "X", Category: "Y", Importance: "NORMAL"})
			wantCode(t, err, vault.Unauthenticated)
		})
		t.Run("ends, hands over and holds what the person gave", func(t *testing.T) {
			s.shut(t, s.pia)
			s.open(t, held)
			s.open(t, handed)
		})
		t.Run("is told by the case file", func(t *testing.T) {
			got, err := s.Outcome(s.ada.Ctx(), d)
			wantCode(t, err, "")
			if want := (vault.Outcome{Memberships: 1, CustomersHandedOver: 1, GrantsEnded: 1, GrantsHandedOver: 1, GrantsHeld: 1}); got != want {
				t.Fatalf("outcome %+v, want %+v", got, want)
			}
		})
		t.Run("twice changes nothing", func(t *testing.T) {
			if again := depart(t, s, s.clara, nil); again.ID != d.ID {
				t.Fatal("a second case file")
			}
		})
		t.Run("holds to the very instant", func(t *testing.T) {
			s.Clock.Set(d.DepartedAt.AddDate(0, 0, days).Add(-time.Microsecond))
			s.open(t, held)
			s.Clock.Set(d.DepartedAt.AddDate(0, 0, days))
			s.shut(t, held)
		})
		t.Run("coming back revives nothing", func(t *testing.T) {
			_, err := s.ReinstateUser(s.ada.Ctx(), vault.ReinstateUser{UserID: s.clara.ID, Reason: "returned"})
			wantCode(t, err, "")
			s.Clock.Move(time.Second)
			s.shut(t, s.clara)
			s.shut(t, s.pia)
			s.open(t, handed)
		})
		t.Run("a successor takes along what they took over", func(t *testing.T) {
			heir := s.Staff("heir")
			rehearsed, err := s.RehearseDeparture(s.ada.Ctx(), s.sam.ID, &heir.ID)
			wantCode(t, err, "")
			said, err := s.Outcome(s.ada.Ctx(), rehearsed)
			wantCode(t, err, "")
			left := depart(t, s, s.sam, &heir.ID)
			s.shut(t, handed)
			did, err := s.Outcome(s.ada.Ctx(), left)
			wantCode(t, err, "")
			if said.GrantsEnded != 1 || did != said {
				t.Fatalf("rehearsed %+v, and did %+v", said, did)
			}
		})
		t.Run("who came back gives anew", func(t *testing.T) {
			_, root := s.clara.Customer("Southwind")
			document := s.clara.Document(root.ID, "New.pdf", classification.Internal, []byte("new"))
			s.clara.MustGrant(s.pia, document)
			if !s.pia.Sees(document) {
				t.Fatal("what was given in the new tenure is shut")
			}
		})
		t.Run("of the successor ends what was handed over", func(t *testing.T) {
			depart(t, s, s.sam, nil)
			s.shut(t, handed)
		})
	})
}

func TestTakerLeaves(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		s.clara.MustGrant(s.pia, s.document)
		content, err := s.OpenDocument(s.pia.Ctx(), s.document)
		wantCode(t, err, "")
		_, err = s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.pia.ID, Reason: "contract over"})
		wantCode(t, err, "")
		t.Run("a download that had been let in gets no key", func(t *testing.T) {
			_, err := content.Body.Read(make([]byte, 1))
			wantCode(t, err, vault.Unauthenticated)
		})
		t.Run("the next login does not bring them back", func(t *testing.T) {
			s.Clock.Move(time.Hour)
			_, err := s.SignIn(t.Context(), s.pia.Identity())
			wantCode(t, err, vault.Unauthenticated)
		})
		t.Run("nor does coming back", func(t *testing.T) {
			_, err := s.ReinstateUser(s.ada.Ctx(), vault.ReinstateUser{UserID: s.pia.ID, Reason: "x"})
			wantCode(t, err, "")
			s.Clock.Move(time.Second)
			s.shut(t, s.pia)
		})
	})
}

// TestGrantsOfAnotherTenure has the recipient, the giver's successor, and the giver
// begin a new tenure by an UPDATE alone, so that no housekeeping has ended what was
// given before.
func TestGrantsOfAnotherTenure(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		handed := s.Partner("handed")
		s.clara.MustGrant(s.pia, s.document)
		s.clara.MustGrant(handed, s.document, func(in *vault.GrantAccess) { in.Fate = grant.FateHAND_OVER })
		s.open(t, s.pia)
		_, err := s.Owner().ExecContext(t.Context(), "UPDATE users SET tenure = tenure + 1 WHERE subject = 'pia'")
		wantCode(t, err, "")
		s.shut(t, s.pia)

		_, err = s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.clara.ID, Reason: "resigned", SuccessorID: &s.sam.ID})
		wantCode(t, err, "")
		s.open(t, handed)
		_, err = s.Owner().ExecContext(t.Context(), "UPDATE users SET tenure = tenure + 1 WHERE subject = 'sam'")
		wantCode(t, err, "")
		s.shut(t, handed)

		gwen := s.Staff("gwen")
		_, root := gwen.Customer("Southwind")
		other := gwen.Document(root.ID, "Other.pdf", classification.Internal, []byte("other"))
		gwen.MustGrant(handed, other)
		if !handed.Sees(other) {
			t.Fatal("a grant is shut")
		}
		_, err = s.Owner().ExecContext(t.Context(), "UPDATE users SET tenure = tenure + 1 WHERE subject = 'gwen'")
		wantCode(t, err, "")
		if handed.Sees(other) {
			t.Fatal("a grant of another tenure of its giver is open")
		}
	})
}

func TestSuspension(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		s.clara.MustGrant(s.pia, s.document, func(in *vault.GrantAccess) { in.Until = s.Clock.Now().Add(24 * time.Hour) })
		suspend := func(p vaulttest.Person) {
			t.Helper()
			_, err := s.SuspendUser(s.ada.Ctx(), vault.SuspendUser{UserID: p.ID, Reason: "leave"})
			wantCode(t, err, "")
		}
		reinstate := func(p vaulttest.Person) {
			t.Helper()
			_, err := s.ReinstateUser(s.ada.Ctx(), vault.ReinstateUser{UserID: p.ID, Reason: "back"})
			wantCode(t, err, "")
			s.Clock.Move(time.Second)
		}
		session, err := s.SignIn(t.Context(), s.clara.Identity())
		wantCode(t, err, "")
		suspend(s.clara)
		ctx, err := s.Resume(t.Context(), session.Secret)
		wantCode(t, err, vault.Unauthenticated)
		if why := vault.ReasonOf(ctx); why != vault.AccountClosed {
			t.Errorf("refused by %q", why)
		}
		s.shut(t, s.clara)
		s.shut(t, s.pia)
		reinstate(s.clara)
		s.open(t, s.clara)
		s.open(t, s.pia)
		_, err = s.Resume(t.Context(), session.Secret)
		wantCode(t, err, vault.Unauthenticated)
		suspend(s.pia)
		s.shut(t, s.pia)
		reinstate(s.pia)
		s.open(t, s.pia)
	})
}

func TestAHandWrittenUpdateCounts(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		s.clara.MustGrant(s.pia, s.document)
		s.open(t, s.pia)
		_, err := w.Database.DB().ExecContext(t.Context(), "UPDATE users SET status = 'DEPARTED' WHERE id = '"+s.clara.ID.String()+"'")
		wantCode(t, err, "")
		s.shut(t, s.clara)
		s.shut(t, s.pia)
	})
}

// TestMayOnGrants holds what is said of grants beforehand to what RevokeGrant
// and ExtendGrant then say.
func TestMayOnGrants(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		ed, vic := w.Staff("ed"), w.Staff("vic")
		s.clara.Assign(ed, s.customer.ID, membership.RoleEDITOR)
		s.clara.Assign(vic, s.customer.ID, membership.RoleVIEWER)
		inFolder := func(in *vault.GrantAccess) { in.DocumentID, in.FolderID = nil, &s.root.ID }
		internal := s.clara.Document(s.clara.Folder(s.root.ID, "Letters").ID, "Letter.pdf", classification.Internal, s.content)
		over := s.clara.MustGrant(s.pia, s.document)
		revoked := s.clara.MustGrant(s.pia, s.document)
		_, err := w.RevokeGrant(s.clara.Ctx(), vault.RevokeGrant{GrantID: revoked.ID})
		wantCode(t, err, "")
		w.Clock.Move(time.Hour)
		grants := map[string]*gen.Grant{
			"over": over, "revoked": revoked,
			"on a document":  s.clara.MustGrant(s.pia, s.document),
			"on a folder":    s.clara.MustGrant(s.pia, s.document, inFolder),
			"by an editor":   ed.MustGrant(s.pia, internal),
			"to an editor":   s.clara.MustGrant(ed, internal),
			"to a custodian": ed.MustGrant(s.clara, internal),
		}
		for name, g := range grants {
			for _, p := range []vaulttest.Person{s.clara, ed, vic, s.sam, s.ada, s.pia} {
				said, err := w.MayOnGrants(p.Ctx(), g.ID)
				wantCode(t, err, "")
				_, err = w.ExtendGrant(p.Ctx(), vault.ExtendGrant{GrantID: g.ID, Until: w.Clock.Now().Add(2 * time.Hour)})
				if did := err == nil; said[g.ID].Extend != did {
					t.Errorf("%s: %s may extend: said %t, was %t (%v)", name, p.DisplayName, said[g.ID].Extend, did, err)
				}
				switch ended := name == "over" || name == "revoked"; {
				case ended && said[g.ID].Revoke:
					t.Errorf("%s: %s may revoke what has ended", name, p.DisplayName)
				case !ended && !said[g.ID].Revoke:
					if _, err := w.RevokeGrant(p.Ctx(), vault.RevokeGrant{GrantID: g.ID}); err == nil {
						t.Errorf("%s: %s may not revoke, but did", name, p.DisplayName)
					}
				}
			}
		}
		for _, p := range []vaulttest.Person{s.clara, ed} {
			g := ed.MustGrant(s.pia, internal)
			said, err := w.MayOnGrants(p.Ctx(), g.ID)
			wantCode(t, err, "")
			if !said[g.ID].Revoke {
				t.Errorf("%s may not revoke", p.DisplayName)
			}
			_, err = w.RevokeGrant(p.Ctx(), vault.RevokeGrant{GrantID: g.ID})
			wantCode(t, err, "")
		}
	})
}

func TestMembershipEnds(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		s.shut(t, s.sam)
		s.clara.Assign(s.sam, s.customer.ID, membership.RoleVIEWER)
		s.open(t, s.sam)
		_, err := w.UnassignRole(s.clara.Ctx(), vault.UnassignRole{UserID: s.sam.ID, CustomerID: &s.customer.ID})
		wantCode(t, err, "")
		s.shut(t, s.sam)
	})
}
