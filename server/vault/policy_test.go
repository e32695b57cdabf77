package vault_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"strongroom/ent/classification"
	"strongroom/ent/gen/event"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/policies"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// TestListsFollowEveryPolicy drops each line of policy.csv in turn and compares
// for people of every role what exists in lists with what decisions say: no
// line is known to the row rules by heart.
func TestListsFollowEveryPolicy(t *testing.T) {
	t.Parallel()
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		people := map[string]vaulttest.Person{"admin": s.ada, "custodian": s.clara, "staff": s.sam, "partner": s.pia}
		for role, stored := range map[string]membership.Role{"editor": membership.RoleEDITOR, "viewer": membership.RoleVIEWER} {
			people[role] = w.Staff(role)
			s.clara.Assign(people[role], s.customer.ID, stored)
		}
		folder := s.clara.Folder(s.root.ID, "Letters")
		for role, level := range map[string]grant.Level{"grant-view": grant.LevelVIEW, "grant-download": grant.LevelDOWNLOAD, "grant-edit": grant.LevelEDIT} {
			people[role] = w.Partner(role)
			s.clara.MustGrant(people[role], s.document, func(in *vault.GrantAccess) { in.DocumentID, in.FolderID, in.Level = nil, &folder.ID, level })
		}
		people["auditor"] = w.Staff("auditor")
		auditor := user.RoleAUDITOR
		_, err := w.AssignRole(s.ada.Ctx(), vault.AssignRole{UserID: people["auditor"].ID, Global: &auditor})
		wantCode(t, err, "")
		_, err = w.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: w.Staff("gone").ID, Reason: "r"})
		wantCode(t, err, "")
		objects := map[policies.Action][]typeid.ID{
			policies.CustomerView: {s.customer.ID}, policies.FolderView: {s.root.ID, folder.ID}, policies.DocumentView: {s.document},
		}
		for _, level := range classification.All() {
			objects[policies.DocumentView] = append(objects[policies.DocumentView], s.clara.Document(folder.ID, "T", level, []byte("x")))
		}
		compare := func(t *testing.T) {
			t.Helper()
			for role, p := range people {
				ctx, r := p.Ctx(), w.Reader()
				exists := map[typeid.ID]bool{}
				for noun, list := range map[string]func() ([]typeid.ID, error){
					"customers": func() ([]typeid.ID, error) { return r.Customer.Query().IDs(ctx) },
					"folders":   func() ([]typeid.ID, error) { return r.Folder.Query().IDs(ctx) },
					"documents": func() ([]typeid.ID, error) { return r.Document.Query().IDs(ctx) },
				} {
					ids, err := list()
					if err != nil {
						t.Fatalf("%s of %s: %v", noun, role, err)
					}
					for _, id := range ids {
						exists[id] = true
					}
				}
				for action, ids := range objects {
					may, err := w.MayOn(ctx, action, ids...)
					wantCode(t, err, "")
					for _, id := range ids {
						if may[id] != exists[id] {
							t.Errorf("%s: %s of %s is decided %v, and listed %v", role, action, id, may[id], exists[id])
						}
					}
				}
				for action, count := range map[policies.Action]func() (int, error){
					policies.UserView: func() (int, error) {
						return r.User.Query().Where(user.ID(people["admin"].ID), user.IDNEQ(p.ID)).Count(ctx)
					},
					policies.DepartureView: func() (int, error) { return r.Departure.Query().Count(ctx) },
					policies.AuditRead:     func() (int, error) { return r.Event.Query().Where(event.CustomerIDIsNil()).Count(ctx) },
				} {
					may, err := w.May(ctx, action)
					wantCode(t, err, "")
					n, err := count()
					if err != nil || (n > 0) != may && p.ID != people["admin"].ID {
						t.Errorf("%s: %s is decided %v, and %d are listed, %v", role, action, may, n, err)
					}
				}
				all, err := w.May(ctx, policies.AuditRead)
				wantCode(t, err, "")
				part, err := w.MayOn(ctx, policies.CustomerAudit, s.customer.ID)
				wantCode(t, err, "")
				reads, err := r.Event.Query().Where(event.CustomerID(s.customer.ID)).Exist(ctx)
				if err != nil || reads != (all || part[s.customer.ID]) {
					t.Errorf("%s: the log is decided %v, of the customer %v, and read %v, %v", role, all, part[s.customer.ID], reads, err)
				}
			}
		}
		compare(t)
		files := fstest.MapFS{}
		for _, name := range []string{"model.conf", "policy.csv", "handling.csv"} {
			text, err := os.ReadFile("../../policies/" + name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = &fstest.MapFile{Data: text}
		}
		lines := strings.SplitAfter(string(files["policy.csv"].Data), "\n")
		for i, line := range lines {
			if !strings.HasPrefix(line, "p,") || !strings.Contains(line, ":view") && !strings.Contains(line, ":read") && !strings.Contains(line, ":audit") {
				continue
			}
			t.Run(strings.TrimSpace(line), func(t *testing.T) {
				files["policy.csv"] = &fstest.MapFile{Data: []byte(strings.Join(lines[:i], "") + strings.Join(lines[i+1:], ""))}
				if w.Config.Policy, err = policies.Load(files); err != nil {
					t.Fatal(err)
				}
				w.Replica()
				compare(t)
			})
		}
	})
}
