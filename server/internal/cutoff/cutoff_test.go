package cutoff_test

import (
	"slices"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"strongroom/ent/classification"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// TestAccessEnds ends access on one replica, in every way that there is, and
// watches the slow transfers on another: those who lost it are cut, both ways
// and over both protocols, and everybody else comes to the end.
func TestAccessEnds(t *testing.T) {
	ed := []string{"ed", "ed's session"}
	for name, c := range map[string]struct {
		end func(s *scene, t *testing.T) error
		cut []string
	}{
		"depart": {func(s *scene, _ *testing.T) error {
			_, err := s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.ed.ID, Reason: "left"})
			return err
		}, ed},
		"suspend": {func(s *scene, _ *testing.T) error {
			_, err := s.SuspendUser(s.ada.Ctx(), vault.SuspendUser{UserID: s.ed.ID, Reason: "lost phone"})
			return err
		}, ed},
		"end all sessions": {func(s *scene, _ *testing.T) error {
			_, err := s.EndSessions(s.ada.Ctx(), vault.EndSessions{UserID: &s.ed.ID})
			return err
		}, ed},
		"sign out": {func(s *scene, t *testing.T) error {
			ctx, err := s.Resume(t.Context(), s.session)
			must(t, err)
			return s.SignOut(ctx)
		}, ed[1:]},
		"unassign role": {func(s *scene, _ *testing.T) error {
			_, err := s.UnassignRole(s.ada.Ctx(), vault.UnassignRole{UserID: s.ed.ID, CustomerID: &s.customer.ID})
			return err
		}, ed},
		"revoke grant": {func(s *scene, _ *testing.T) error {
			_, err := s.RevokeGrant(s.clara.Ctx(), vault.RevokeGrant{GrantID: s.loan.ID})
			return err
		}, []string{"pia"}},
		"the grant's end": {func(s *scene, _ *testing.T) error {
			s.Clock.Set(s.loan.ValidUntil)
			return nil
		}, []string{"pia"}},
		"the session's idle limit": {func(s *scene, t *testing.T) error {
			_, err := s.ExtendGrant(s.clara.Ctx(), vault.ExtendGrant{GrantID: s.loan.ID, Until: s.Clock.Now().Add(24 * time.Hour)})
			s.Clock.Move(s.Config.SessionIdle)
			return err
		}, ed[1:]},
		"the giver departs": {func(s *scene, _ *testing.T) error {
			_, err := s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.clara.ID, Reason: "left"})
			return err
		}, []string{"pia"}},
		"delete document": {func(s *scene, _ *testing.T) error {
			return s.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: s.contract})
		}, append(slices.Clone(ed), "pia")},
		"reclassify": {func(s *scene, _ *testing.T) error {
			secret := classification.Secret
			_, err := s.UpdateDocument(s.clara.Ctx(), vault.UpdateDocument{DocumentID: s.contract, Classification: &secret})
			return err
		}, append(slices.Clone(ed), "pia")},
		"an UPDATE by hand": {func(s *scene, t *testing.T) error {
			_, err := vaulttest.OpenAt(t, s.Database.Dialect(), vaulttest.Address(t, s.Database)).DB().
				ExecContext(t.Context(), "UPDATE users SET status = 'SUSPENDED' WHERE subject = 'ed'")
			return err
		}, ed},
	} {
		t.Run(name, func(t *testing.T) {
			vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
				s := newScene(w)
				database := s.Database // a file has one process
				if database.Dialect() == dialect.Postgres {
					database = vaulttest.OpenAt(t, dialect.Postgres, vaulttest.Address(t, s.Database))
				}
				there := newReplica(w, database)
				all := s.everybody(t, there)
				must(t, c.end(s, t))
				since := time.Now()
				for who, transfers := range all {
					if slices.Contains(c.cut, who) {
						cut(t, since, transfers...)
					}
				}
				if n := s.durable(t); n > 0 {
					t.Errorf("%d bytes became durable", n)
				}
				if figures := there.guard.Figures(); figures.Cut["unsure"] != 0 || int(figures.Cut["ended"]) != 6*len(c.cut) {
					t.Errorf("cut: %v", figures.Cut)
				}
				for who, transfers := range all {
					if !slices.Contains(c.cut, who) {
						goOn(t, transfers...)
					}
				}
				there.open(t, 0)
			})
		})
	}
}

// TestTheLastUse holds that a download may come to its end under the use of a
// grant that it was counted for, whatever is asked meanwhile.
func TestTheLastUse(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		there := newReplica(w, s.Database)
		once := 1
		loan := s.clara.MustGrant(s.pia, s.letter, func(in *vault.GrantAccess) { in.UseLimit = &once })
		x := there.download(t, "HTTP/1.1", "pia", s.letter, as(s.pia, ""))
		_, err := s.ExtendGrant(s.clara.Ctx(), vault.ExtendGrant{GrantID: loan.ID, Until: s.Clock.Now().Add(2 * time.Hour)})
		must(t, err)
		_, err = s.RevokeGrant(s.clara.Ctx(), vault.RevokeGrant{GrantID: s.loan.ID}) // news for Pia
		must(t, err)
		time.Sleep(100 * time.Millisecond)
		goOn(t, x)
		if _, err := s.pia.Download(s.letter); vault.CodeOf(err) != vault.NotFound {
			t.Errorf("downloaded again: %v", err)
		}
	})
}
