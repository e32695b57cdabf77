package cutoff_test

import (
	"testing"
	"time"

	"strongroom/ent/flow"
	"strongroom/ent/typeid"
	"strongroom/server/internal/cutoff"
	"strongroom/server/vault/vaulttest"
)

// TestNews writes by hand whatever can end access, and some of what cannot,
// and looks who is asked.
func TestNews(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		guard, owner := w.Guard(w.Database), w.Owner()
		for _, c := range []struct {
			statement string
			concerned typeid.ID // nobody if empty
		}{
			{"UPDATE users SET status = 'SUSPENDED' WHERE subject = 'ed'", s.ed.ID},
			{"UPDATE users SET tenure = tenure + 1 WHERE subject = 'clara'", s.clara.ID},
			{"UPDATE users SET role = 'AUDITOR' WHERE subject = 'ed'", s.ed.ID},
			{"UPDATE users SET role = 'AUDITOR', display_name = 'E' WHERE subject = 'ed'", ""},
			{"UPDATE sessions SET idle_until = expires_at", ""},
			{"UPDATE sessions SET idle_until = created_at", s.ed.ID},
			{"UPDATE sessions SET ended_at = created_at", s.ed.ID},
			{"DELETE FROM sessions", s.ed.ID},
			{"UPDATE memberships SET role = 'VIEWER' WHERE role = 'EDITOR'", s.ed.ID},
			{"INSERT INTO memberships (id, created_at, role, tenure, user_id, customer_id, assigned_by_id, ended_at) " +
				"SELECT 'mem_1', created_at, role, tenure, user_id, customer_id, assigned_by_id, created_at FROM memberships WHERE role = 'VIEWER'", s.ed.ID},
			{"DELETE FROM memberships WHERE role = 'VIEWER'", s.ed.ID},
			{"UPDATE grants SET use_limit = 9, uses = uses + 1", ""},
			{"UPDATE grants SET valid_until = created_at, valid_from = '2020-01-01 00:00:00+00:00'", s.pia.ID},
			{"UPDATE grants SET level = 'VIEW'", s.pia.ID},
			{"DELETE FROM grants", s.pia.ID},
			{"UPDATE documents SET title = 'T', updated_at = created_at", ""},
			{"UPDATE documents SET classification = 'SECRET' WHERE title = 'T' AND classification = 'CONFIDENTIAL'", s.contract},
			{"UPDATE documents SET deleted_at = created_at WHERE classification = 'SECRET'", s.contract},
			{"INSERT INTO departures (id, created_at, tenure, trigger, reason, departed_at, user_id) " +
				"SELECT 'dep_1', created_at, 9, 'ADMIN', 'left', created_at, id FROM users WHERE subject = 'clara'", s.clara.ID},
			{"DELETE FROM ancestries", "*"},
		} {
			about := map[typeid.ID]*counted{}
			for _, id := range []typeid.ID{s.ed.ID, s.clara.ID, s.pia.ID, s.cleo.ID, s.contract, s.letter} {
				about[id] = &counted{grounds: cutoff.Grounds{On: []typeid.ID{id}}}
				stream, err := guard.Open(t.Context(), flow.Subscription, about[id].still)
				must(t, err)
				defer stream.Close()
				stream.RestOn(about[id].grounds)
			}
			_, err := owner.ExecContext(t.Context(), c.statement)
			must(t, err)
			if c.concerned == "" {
				time.Sleep(100 * time.Millisecond)
			}
			for id, asked := range about {
				if id == c.concerned || c.concerned == "*" {
					eventually(t, c.statement+" is heard", func() bool { return asked.asked.Load() > 0 })
				}
			}
			for id, asked := range about {
				if n := asked.asked.Load(); n > 0 && id != c.concerned && c.concerned != "*" {
					t.Errorf("%s: asked about %s", c.statement, id)
				}
			}
			for _, asked := range about {
				asked.asked.Store(0)
			}
		}
	})
}
