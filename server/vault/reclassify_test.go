package vault_test

import (
	"slices"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/typeid"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// TestReclassification raises a document, and lowers it again.
func TestReclassification(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		edi, long, below, brief := w.Staff("edi"), w.Partner("long"), w.Partner("below"), w.Partner("brief")
		s.clara.Assign(edi, s.customer.ID, membership.RoleEDITOR)
		viewFor := func(days int) func(*vault.GrantAccess) {
			return func(in *vault.GrantAccess) {
				in.Level, in.Until = grant.LevelVIEW, s.Clock.Now().AddDate(0, 0, days)
			}
		}
		taken := s.clara.MustGrant(s.pia, s.document) // to download, which nothing SECRET can be
		month := s.clara.MustGrant(long, s.document, viewFor(30))
		week := s.clara.MustGrant(brief, s.document, viewFor(7))
		onFolder := s.clara.MustGrant(below, s.document, func(in *vault.GrantAccess) { in.DocumentID, in.FolderID = nil, &s.root.ID })

		said, err := s.RehearseReclassification(s.clara.Ctx(), s.document, classification.Secret)
		wantCode(t, err, "")
		if !slices.Equal(said.Ended, []typeid.ID{taken.ID}) || !slices.Equal(said.Closed, []typeid.ID{onFolder.ID}) || len(said.Members) != 1 ||
			len(said.Shortened) != 1 || said.Shortened[0].GrantID != month.ID || !said.Shortened[0].Until.Equal(month.ValidFrom.AddDate(0, 0, 7)) {
			t.Fatalf("got %+v", said)
		}
		for _, p := range []vaulttest.Person{s.pia, long, edi, s.ada} {
			_, err := s.RehearseReclassification(p.Ctx(), s.document, classification.Secret)
			if code := vault.CodeOf(err); err == nil || code != vault.Forbidden && code != vault.NotFound {
				t.Errorf("%s rehearses: %v", p.Subject, err)
			}
		}
		classify := func(level classification.Level) {
			t.Helper()
			_, err := s.UpdateDocument(s.clara.Ctx(), vault.UpdateDocument{DocumentID: s.document, Classification: &level})
			wantCode(t, err, "")
		}
		classify(classification.Secret)
		sees := map[string]bool{"pia": false, "long": true, "brief": true, "below": false, "edi": false}
		check := func() {
			t.Helper()
			for _, p := range []vaulttest.Person{s.pia, long, brief, below, edi} {
				if p.Sees(s.document) != sees[p.Subject] {
					t.Errorf("%s sees it: %v", p.Subject, !sees[p.Subject])
				}
			}
		}
		check()
		t.Run("what ended stays ended when it is lowered", func(t *testing.T) {
			classify(classification.Confidential)
			sees["below"], sees["edi"] = true, true
			check()
		})
		s.Clock.Set(month.ValidFrom.AddDate(0, 0, 7).Add(-time.Microsecond))
		sees["below"] = false // an hour was given
		check()
		s.Clock.Set(week.ValidUntil)
		sees["long"], sees["brief"] = false, false
		check()
	})
}
