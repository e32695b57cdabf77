package vault_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"strongroom/ent/gen/membership"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// TestRacesForOneMembership lets two people give somebody different roles for
// the same customer at once: one of them holds in the end.
func TestRacesForOneMembership(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		cora := w.Staff("cora")
		s.clara.Assign(cora, s.customer.ID, membership.RoleCUSTODIAN)
		for range 5 {
			var group sync.WaitGroup
			for giver, role := range map[vaulttest.Person]membership.Role{s.clara: membership.RoleEDITOR, cora: membership.RoleVIEWER} {
				ctx := giver.Ctx()
				group.Go(func() {
					_, err := w.AssignRole(ctx, vault.AssignRole{
						UserID: s.sam.ID, Customer: &vault.CustomerRole{CustomerID: s.customer.ID, Role: role},
					})
					if err != nil && vault.CodeOf(err) != vault.Conflict {
						t.Errorf("assign: %v", err)
					}
				})
			}
			group.Wait()
			held, err := w.Reader().Membership.Query().
				Where(membership.UserID(s.sam.ID), membership.EndedAtIsNil()).Count(s.clara.Ctx())
			if err != nil || held != 1 {
				t.Fatalf("%d roles are held, %v", held, err)
			}
		}
	})
}

// TestRacesForTheLastUse lets many download at once by a grant that allows two.
func TestRacesForTheLastUse(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		two := 2
		s.clara.MustGrant(s.pia, s.document, func(in *vault.GrantAccess) { in.UseLimit = &two })
		var got atomic.Int32
		var group sync.WaitGroup
		for range 6 {
			group.Go(func() {
				_, err := s.pia.Download(s.document)
				switch {
				case err == nil:
					got.Add(1)
				case vault.CodeOf(err) != vault.NotFound:
					t.Errorf("download: %v", err)
				}
			})
		}
		group.Wait()
		if got.Load() != 2 {
			t.Fatalf("%d downloads, 2 are allowed", got.Load())
		}
		s.shut(t, s.pia)
	})
}
