package vault_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"strongroom/ent/classification"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/folder"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/policies"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

var update = flag.Bool("update", false, "write testdata/matrix.golden anew; read the difference before you commit it")

// TestMatrix asks, on each database, for every role, action and classification
// whether it may be done to the vault, a customer, a folder and a document, and
// holds the answers to testdata/matrix.golden. To another customer's things
// everybody is what their account is.
func TestMatrix(t *testing.T) {
	t.Parallel()
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		m := newMatrix(t, w)
		var got strings.Builder
		fmt.Fprintf(&got, "yes: may; no: may not, but sees it; a dot: it does not exist for them\n")
		for _, role := range m.roles {
			fmt.Fprintf(&got, "\n%s", m.block(t, role.name, role.person, m.things))
			if role.account == "" {
				continue
			}
			elsewhere, plain := m.block(t, "", role.person, m.others), m.block(t, "", m.accounts[role.account], m.others)
			if elsewhere != plain {
				t.Errorf("%s is more than %s for another customer:\n%s", role.name, role.account, elsewhere)
			}
		}
		const file = "testdata/matrix.golden"
		if *update {
			if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		before, after := strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")
		for i := range max(len(before), len(after)) {
			if i >= len(before) || i >= len(after) || before[i] != after[i] {
				t.Fatalf("who may do what has changed, from line %d (if it is meant: go test ./server/vault -run TestMatrix -update); got\n%s", i+1, got.String())
			}
		}
	})
}

// thing is what can be decided about; the vault itself has no ID.
type thing struct {
	name string
	id   typeid.ID
}

// matrix is a world with somebody in every role.
type matrix struct {
	*vaulttest.World
	things, others []thing
	roles          []matrixRole
	// accounts are people without any role, by the kind of their account.
	accounts map[string]vaulttest.Person
}

type matrixRole struct {
	name   string
	person vaulttest.Person
	// account is the kind of the account whose role is for one customer only.
	account string
}

func newMatrix(t *testing.T, w *vaulttest.World) *matrix {
	ada, clara, other := w.Admin("ada"), w.Staff("clara"), w.Staff("other")
	m := &matrix{World: w, accounts: map[string]vaulttest.Person{
		"staff": w.Staff("staff"), "partner": w.Partner("partner"), "service": w.Service("service"),
	}}
	m.things, m.others = thingsOf(clara), thingsOf(other)
	otto, auditor := w.Staff("otto"), user.RoleAUDITOR
	_, err := w.AssignRole(ada.Ctx(), vault.AssignRole{UserID: otto.ID, Global: &auditor})
	wantCode(t, err, "")
	m.roles = []matrixRole{{name: "admin", person: ada}, {name: "auditor", person: otto}}
	for _, kind := range []string{"staff", "partner", "service"} {
		m.roles = append(m.roles, matrixRole{name: kind, person: m.accounts[kind]})
	}
	m.roles = append(m.roles, matrixRole{"custodian", clara, "staff"})
	for _, role := range []membership.Role{membership.RoleEDITOR, membership.RoleVIEWER} {
		name := strings.ToLower(string(role))
		member := w.Staff(name)
		clara.Assign(member, m.things[1].id, role)
		m.roles = append(m.roles, matrixRole{name, member, "staff"})
	}
	for _, level := range []grant.Level{grant.LevelVIEW, grant.LevelDOWNLOAD, grant.LevelEDIT} {
		name := "grant-" + strings.ToLower(string(level))
		onFolder, onDocuments := w.Partner(name+"-folder"), w.Service(name+"-documents")
		clara.MustGrant(onFolder, "", func(in *vault.GrantAccess) {
			in.DocumentID, in.FolderID, in.Level = nil, &m.things[2].id, level
		})
		for _, document := range m.things[3:] {
			if level == grant.LevelVIEW || document.name != string(classification.Secret) { // else the handling rules refuse it
				clara.MustGrant(onDocuments, document.id, func(in *vault.GrantAccess) { in.Level = level })
			}
		}
		m.roles = append(m.roles,
			matrixRole{name + " on the folder, a partner", onFolder, "partner"},
			matrixRole{name + " on the documents, a service", onDocuments, "service"})
	}
	return m
}

// thingsOf has somebody make one of each: the vault is there, a customer, a
// folder, and a document of each classification.
func thingsOf(custodian vaulttest.Person) []thing {
	c, root := custodian.Customer("Customer of " + custodian.Subject)
	f := custodian.Folder(root.ID, "Folder")
	things := []thing{{"vault", ""}, {"customer", c.ID}, {"folder", f.ID}}
	for _, level := range classification.All() {
		things = append(things, thing{string(level), custodian.Document(f.ID, "Document", level, []byte("x"))})
	}
	return things
}

// block is what somebody may do to things: a line an action.
func (m *matrix) block(t *testing.T, title string, p vaulttest.Person, on []thing) string {
	t.Helper()
	ctx := p.Ctx()
	lines := []string{fmt.Sprintf("%-20s", "")}
	for _, o := range on {
		lines[0] += fmt.Sprintf("%-14s", o.name)
	}
	for _, action := range policies.Actions() {
		line := fmt.Sprintf("%-20s", action)
		for _, o := range on {
			line += fmt.Sprintf("%-14s", m.answer(t, ctx, action, o))
		}
		lines = append(lines, line)
	}
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return title + "\n" + strings.Join(lines, "\n") + "\n"
}

func (m *matrix) answer(t *testing.T, ctx context.Context, action policies.Action, o thing) string {
	t.Helper()
	may, err := m.May(ctx, action)
	if o.id != "" {
		var decided map[typeid.ID]bool
		decided, err = m.MayOn(ctx, action, o.id)
		may = decided[o.id]
	}
	wantCode(t, err, "")
	seen := m.exists(t, ctx, o.id)
	switch {
	case may && !seen:
		t.Fatalf("%s of %s is decided yes, and it does not exist", action, o.name)
		return ""
	case may:
		return "yes"
	case seen:
		return "no"
	default:
		return "."
	}
}

// exists tells whether the row rules show a thing.
func (m *matrix) exists(t *testing.T, ctx context.Context, id typeid.ID) (seen bool) {
	t.Helper()
	var err error
	switch r := m.Reader(); id.Kind() {
	case typeid.Customer:
		seen, err = r.Customer.Query().Where(customer.ID(id)).Exist(ctx)
	case typeid.Folder:
		seen, err = r.Folder.Query().Where(folder.ID(id)).Exist(ctx)
	case typeid.Document:
		seen, err = r.Document.Query().Where(document.ID(id)).Exist(ctx)
	default:
		seen = true // the vault
	}
	wantCode(t, err, "")
	return seen
}
