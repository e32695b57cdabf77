package vault_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/user"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

func TestUpdatingNothingIsDecidedToo(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		for _, level := range classification.All() {
			_, err := s.UpdateDocument(s.pia.Ctx(), vault.UpdateDocument{DocumentID: s.document, Classification: &level})
			wantCode(t, err, vault.NotFound)
		}
		_, err := s.UpdateDocument(s.pia.Ctx(), vault.UpdateDocument{DocumentID: s.document})
		wantCode(t, err, vault.NotFound)
	})
}

// TestCeiling holds that a grant opens nothing for which it could not have
// been given, whatever is filed or reclassified later.
func TestCeiling(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		edi := s.Staff("edi")
		s.clara.Assign(edi, s.customer.ID, membership.RoleEDITOR)
		classify := func(t *testing.T, level classification.Level) {
			t.Helper()
			_, err := s.UpdateDocument(s.clara.Ctx(), vault.UpdateDocument{DocumentID: s.document, Classification: &level})
			wantCode(t, err, "")
		}
		t.Run("an editor opens no more by an empty folder than by a document", func(t *testing.T) {
			empty := edi.Folder(s.root.ID, "Empty")
			g := edi.MustGrant(s.pia, s.document, func(in *vault.GrantAccess) {
				in.DocumentID, in.FolderID, in.Until = nil, &empty.ID, s.Clock.Now().AddDate(0, 0, 180)
			})
			if g.Ceiling != classification.Internal {
				t.Fatalf("ceiling %s", g.Ceiling)
			}
			_, err := s.MoveDocument(edi.Ctx(), vault.MoveDocument{DocumentID: s.document, FolderID: empty.ID})
			wantCode(t, err, "")
			s.shut(t, s.pia)
			classify(t, classification.Internal)
			s.open(t, s.pia)
			classify(t, classification.Confidential)
			s.shut(t, s.pia)
		})
		t.Run("the longer the lower", func(t *testing.T) {
			paul := s.Partner("paul")
			for days, want := range map[int]classification.Level{
				7: classification.Secret, 8: classification.Confidential, 91: classification.Internal, 181: classification.Public,
			} {
				g := s.clara.MustGrant(paul, s.document, func(in *vault.GrantAccess) {
					in.DocumentID, in.FolderID, in.Level = nil, &s.root.ID, grant.LevelVIEW
					in.Until = s.Clock.Now().AddDate(0, 0, days)
				})
				if g.Ceiling != want {
					t.Errorf("%d days reach %s, want %s", days, g.Ceiling, want)
				}
			}
		})
		t.Run("falls by extending and never rises", func(t *testing.T) {
			classify(t, classification.Internal)
			pam := s.Partner("pam")
			g := s.clara.MustGrant(pam, s.document)
			if g.Ceiling != classification.Confidential {
				t.Fatalf("ceiling %s", g.Ceiling)
			}
			g, err := s.ExtendGrant(s.clara.Ctx(), vault.ExtendGrant{GrantID: g.ID, Until: s.Clock.Now().AddDate(0, 0, 170)})
			wantCode(t, err, "")
			if g.Ceiling != classification.Internal {
				t.Fatalf("ceiling %s after extending", g.Ceiling)
			}
			_, err = s.ExtendGrant(s.clara.Ctx(), vault.ExtendGrant{GrantID: g.ID, Until: s.Clock.Now().AddDate(0, 0, 190)})
			wantCode(t, err, vault.BadUserInput)
			g, err = s.ExtendGrant(s.clara.Ctx(), vault.ExtendGrant{GrantID: g.ID, Until: s.Clock.Now().AddDate(0, 0, 1)})
			wantCode(t, err, "")
			if g.Ceiling != classification.Internal {
				t.Fatalf("ceiling %s after shortening", g.Ceiling)
			}
		})
		t.Run("giving tells nothing of what lies beneath", func(t *testing.T) {
			quiet, secret := edi.Folder(s.root.ID, "Quiet"), edi.Folder(s.root.ID, "Loud")
			s.clara.Document(secret.ID, "Plan", classification.Secret, []byte("x"))
			var answers []string
			for _, f := range []*vault.GrantAccess{{FolderID: &quiet.ID}, {FolderID: &secret.ID}} {
				_, err := edi.Grant(s.pia, s.document, func(in *vault.GrantAccess) { in.DocumentID, in.FolderID = nil, f.FolderID })
				if err != nil {
					answers = append(answers, err.Error())
				} else {
					answers = append(answers, "given")
				}
			}
			if answers[0] != answers[1] {
				t.Fatalf("a folder with a secret document answers %q, another %q", answers[1], answers[0])
			}
		})
	})
}

func TestDutiesAreSeparate(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		_, err := s.CreateCustomer(s.ada.Ctx(), vault.CreateCustomer{Name: "N", Category: "C", Importance: "NORMAL"})
		wantCode(t, err, vault.Forbidden)
		_, err = s.AssignRole(s.clara.Ctx(), vault.AssignRole{
			UserID: s.ada.ID, Customer: &vault.CustomerRole{CustomerID: s.customer.ID, Role: membership.RoleCUSTODIAN},
		})
		wantCode(t, err, vault.FailedPrecondition)
		_, err = s.clara.Grant(s.ada, s.document)
		wantCode(t, err, vault.FailedPrecondition)
		t.Run("what was held before sleeps", func(t *testing.T) {
			auditor := user.RoleAUDITOR
			s.clara.Assign(s.sam, s.customer.ID, membership.RoleVIEWER)
			s.open(t, s.sam)
			_, err := s.AssignRole(s.ada.Ctx(), vault.AssignRole{UserID: s.sam.ID, Global: &auditor})
			wantCode(t, err, "")
			_, err = s.sam.Download(s.document)
			wantCode(t, err, vault.Forbidden)
		})
	})
}

func TestTheLastAdminStays(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		ada, bob := w.Admin("ada"), w.Admin("bob")
		_, err := w.UnassignRole(ada.Ctx(), vault.UnassignRole{UserID: bob.ID})
		wantCode(t, err, "")
		admin := user.RoleADMIN
		_, err = w.AssignRole(ada.Ctx(), vault.AssignRole{UserID: bob.ID, Global: &admin})
		wantCode(t, err, "")
		t.Run("when two suspend each other", func(t *testing.T) {
			var group sync.WaitGroup
			for _, pair := range [][2]vaulttest.Person{{ada, bob}, {bob, ada}} {
				ctx := pair[0].Ctx()
				group.Go(func() {
					_, err := w.SuspendUser(ctx, vault.SuspendUser{UserID: pair[1].ID, Reason: "r"})
					if code := vault.CodeOf(err); err != nil && code != vault.Unauthenticated && code != vault.FailedPrecondition && code != vault.Conflict {
						t.Errorf("%v", err)
					}
				})
			}
			group.Wait()
			var active int
			row := w.Database.DB().QueryRowContext(t.Context(), "SELECT count(*) FROM users WHERE role = 'ADMIN' AND status = 'ACTIVE'")
			if err := row.Scan(&active); err != nil || active == 0 {
				t.Fatalf("%d admins are left, %v", active, err)
			}
		})
	})
}

// TestADateIsSetForAllAdminsButOne holds that admins who leave one after the
// other, each while another is still there, do not leave the vault without one.
func TestADateIsSetForAllAdminsButOne(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		ada, bob := w.Admin("ada"), w.Admin("bob")
		schedule := func(whom vaulttest.Person, after time.Duration, force bool) error {
			_, err := w.ScheduleDeparture(ada.Ctx(), vault.ScheduleDeparture{
				DepartUser: vault.DepartUser{UserID: whom.ID, Reason: "r", Force: force}, At: w.Clock.Now().Add(after),
			})
			return err
		}
		wantCode(t, schedule(bob, 2*time.Hour, false), "")
		for _, after := range []time.Duration{time.Hour, 2 * time.Hour, 3 * time.Hour} {
			wantCode(t, schedule(ada, after, false), vault.FailedPrecondition)
		}
		_, err := w.DepartUser(bob.Ctx(), vault.DepartUser{UserID: ada.ID, Reason: "r"})
		wantCode(t, err, vault.FailedPrecondition)
		wantCode(t, schedule(bob, 4*time.Hour, false), "") // another date
		wantCode(t, schedule(ada, time.Hour, true), "")
	})
}

// TestLeavingWinsEveryRace lets a person be suspended, reinstated and made to
// leave at once, many times: whoever has left stays gone, with one case file.
func TestLeavingWinsEveryRace(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		ada := w.Admin("ada")
		for i := range 10 {
			leaver := w.Staff("leaver" + string(rune('a'+i)))
			ctx := ada.Ctx()
			var group sync.WaitGroup
			for range 2 {
				group.Go(func() {
					if _, err := w.DepartUser(ctx, vault.DepartUser{UserID: leaver.ID, Reason: "r"}); err != nil {
						t.Errorf("depart: %v", err)
					}
				})
				group.Go(func() {
					_, _ = w.SuspendUser(ctx, vault.SuspendUser{UserID: leaver.ID, Reason: "r"}) // may find them gone
				})
			}
			group.Wait()
			found, err := w.Reader().User.Query().Where(user.ID(leaver.ID)).Only(ada.Ctx())
			wantCode(t, err, "")
			if found.Status != user.StatusDEPARTED {
				t.Fatalf("after leaving: %s", found.Status)
			}
		}
	})
}

func TestTheReaderHasNoSQLOfItsOwn(t *testing.T) {
	w := vaulttest.New(t, "sqlite3")
	if _, err := w.Reader().ExecContext(t.Context(), "UPDATE users SET role = 'ADMIN'"); err == nil {
		t.Error("it writes")
	}
	if _, err := w.Reader().QueryContext(t.Context(), "SELECT id FROM users"); err == nil {
		t.Error("it reads past the rules")
	}
}

func TestNothingIsLeftOfWhatWasGivenUp(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		before := s.objects(t, "")
		wrong := strings.Repeat("0", 64)
		up := s.begin(t, 100, func(in *vault.CreateUpload) { in.SHA256 = &wrong })
		_, err := s.send(up.ID, 0, bytes.NewReader(make([]byte, 100)), 100)
		wantCode(t, err, vault.BadUserInput)
		if after := s.objects(t, ""); after != before {
			t.Fatalf("%d objects, before %d", after, before)
		}
		s.Clock.Move(time.Second)
	})
}
