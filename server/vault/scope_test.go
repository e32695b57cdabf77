package vault_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"strongroom/ent/gen/grant"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// scoped is a new request of a person by a token with a scope.
func scoped(t testing.TB, w *vaulttest.World, p vaulttest.Person, scope string) context.Context {
	t.Helper()
	who := p.Identity()
	who.Scope = "openid " + scope
	ctx, err := w.Admit(w.Context(), who)
	wantCode(t, err, "")
	return ctx
}

// TestScopesNarrow draws scopes, and asks as somebody in every role: a decision
// says yes when it does so without the scope and the scope holds the action, and that by
// which the thing is seen; lists show no more than without.
func TestScopesNarrow(t *testing.T) {
	t.Parallel()
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		m := newMatrix(t, w)
		sees := map[typeid.Kind]policies.Action{
			typeid.Customer: policies.CustomerView, typeid.Folder: policies.FolderView, typeid.Document: policies.DocumentView,
		}
		rapid.Check(t, func(r *rapid.T) {
			role := rapid.SampledFrom(m.roles).Draw(r, "role")
			scope := rapid.SliceOfDistinct(rapid.SampledFrom(policies.Actions()), rapid.ID[policies.Action]).Draw(r, "scope")
			words := []string{"unknown:word"}
			for _, action := range scope {
				words = append(words, string(action))
			}
			free, narrow := role.person.Ctx(), scoped(t, w, role.person, strings.Join(words, " "))
			for _, action := range policies.Actions() {
				for _, o := range m.things {
					want := m.answer(t, free, action, o) == "yes" && slices.Contains(scope, action)
					if seen, ok := sees[o.id.Kind()]; ok {
						want = want && slices.Contains(scope, seen)
					}
					if got := m.answer(t, narrow, action, o) == "yes"; got != want {
						r.Fatalf("%s with %v: %s of %s is decided %v, want %v", role.name, scope, action, o.name, got, want)
					}
				}
			}
			before, after := rowsOf(r, w, free), rowsOf(r, w, narrow)
			for id := range after {
				if !before[id] {
					r.Fatalf("%s with %v: a list shows %s, which it does not without", role.name, scope, id)
				}
			}
		})
	})
}

// rowsOf are the IDs in all lists.
func rowsOf(t *rapid.T, w *vaulttest.World, ctx context.Context) map[typeid.ID]bool {
	r, found := w.Reader(), map[typeid.ID]bool{}
	for _, list := range []func(context.Context) ([]typeid.ID, error){
		r.Customer.Query().IDs, r.Departure.Query().IDs, r.Document.Query().IDs, r.Event.Query().IDs, r.Folder.Query().IDs, r.Grant.Query().IDs,
		r.Membership.Query().IDs, r.Session.Query().IDs, r.User.Query().IDs, r.Version.Query().IDs, r.Witness.Query().IDs,
	} {
		ids, err := list(ctx)
		settle(t, err)
		for _, id := range ids {
			found[id] = true
		}
	}
	return found
}

// TestScopesHoldForWrites tries what a custodian may do by a token that only
// reads, also in the transaction, where the account is read afresh.
func TestScopesHoldForWrites(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		g := s.clara.MustGrant(s.pia, s.document)
		read := scoped(t, w, s.clara, "documents:read")
		content, err := w.OpenDocument(read, s.document)
		wantCode(t, err, "")
		_, err = content.Body.Read(make([]byte, 1))
		wantCode(t, err, "")
		wantCode(t, content.Body.Close(), "")
		title := "Other"
		for name, try := range map[string]func(context.Context) error{
			"edit": func(ctx context.Context) error {
				_, err := w.UpdateDocument(ctx, vault.UpdateDocument{DocumentID: s.document, Title: &title})
				return err
			},
			"delete": func(ctx context.Context) error {
				return w.DeleteDocument(ctx, vault.DeleteDocument{DocumentID: s.document})
			},
			"give": func(ctx context.Context) error {
				_, err := w.GrantAccess(ctx, vault.GrantAccess{
					UserID: s.pia.ID, DocumentID: &s.document, Level: grant.LevelVIEW, Fate: grant.FateEND, Purpose: "p", Until: w.Clock.Now().Add(time.Hour),
				})
				return err
			},
			"revoke what one gave": func(ctx context.Context) error {
				_, err := w.RevokeGrant(ctx, vault.RevokeGrant{GrantID: g.ID})
				return err
			},
			"end one's own sessions": func(ctx context.Context) error {
				_, err := w.EndSessions(ctx, vault.EndSessions{})
				return err
			},
			"create a customer": func(ctx context.Context) error {
				_, err := w.CreateCustomer(ctx, vault.CreateCustomer{Name: "N", Category: "C", Importance: "NORMAL"})
				return err
			},
		} {
			if err := try(read); vault.CodeOf(err) != vault.Forbidden {
				t.Errorf("%s: %v, want FORBIDDEN", name, err)
			}
		}
		who, _ := viewer.FromContext(scoped(t, w, s.clara, "made:up"))
		_, err = w.OpenDocument(viewer.NewContext(t.Context(), who), s.document)
		wantCode(t, err, vault.NotFound)
	})
}
