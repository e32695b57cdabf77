package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"
	"github.com/rogpeppe/go-internal/txtar"

	"strongroom/ent/classification"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	graphgen "strongroom/graph/gen"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// cast is a world in which everybody plays one part: ada is admin, otto
// auditor; of the customer acme, cora is custodian, ed editor and vic viewer;
// sam is staff and quin a partner without any role; pat is a partner with a
// grant on plan, who asks for more; rita follows a share link to zeta. Beneath acme's root is the folder papers with the documents
// plan (INTERNAL) and deal (SECRET); zeta is sam's customer.
type cast struct {
	*api
	people map[string]vaulttest.Person
	ids    map[string]typeid.ID
}

func stage(t testing.TB) *cast {
	t.Helper()
	return stageOn(t, dialect.SQLite)
}

// onEach plays a test on every database.
func onEach(t *testing.T, test func(t *testing.T, c *cast)) {
	for _, d := range vaulttest.Dialects() {
		t.Run(d, func(t *testing.T) { test(t, stageOn(t, d)) })
	}
}

func stageOn(t testing.TB, d string) *cast {
	t.Helper()
	a := over(t, vaulttest.New(t, d))
	c := &cast{api: a, people: map[string]vaulttest.Person{"ada": a.Admin("ada")}, ids: map[string]typeid.ID{}}
	for _, name := range []string{"cora", "ed", "vic", "sam", "otto"} {
		c.people[name] = a.Staff(name)
	}
	for _, name := range []string{"pat", "quin"} {
		c.people[name] = a.Partner(name)
	}
	for name, person := range c.people {
		c.ids[name] = person.ID
	}
	ada, cora, sam := c.people["ada"], c.people["cora"], c.people["sam"]
	auditor := user.RoleAUDITOR
	if _, err := a.AssignRole(ada.Ctx(), vault.AssignRole{UserID: c.ids["otto"], Global: &auditor}); err != nil {
		t.Fatalf("make auditor: %v", err)
	}
	acme, root := cora.Customer("Acme")
	zeta, zetaRoot := sam.Customer("Zeta")
	cora.Assign(c.people["ed"], acme.ID, membership.RoleEDITOR)
	cora.Assign(c.people["vic"], acme.ID, membership.RoleVIEWER)
	papers := cora.Folder(root.ID, "Papers")
	c.ids["acme"], c.ids["root"], c.ids["papers"] = acme.ID, root.ID, papers.ID
	c.ids["zeta"], c.ids["zetaRoot"] = zeta.ID, zetaRoot.ID
	c.ids["plan"] = cora.Document(papers.ID, "Plan.pdf", classification.Internal, []byte("plan"))
	c.ids["deal"] = cora.Document(papers.ID, "Deal.pdf", classification.Secret, []byte("deal"))
	c.ids["bin"] = cora.Document(papers.ID, "Bin.pdf", classification.Internal, []byte("bin"))
	if err := a.DeleteDocument(cora.Ctx(), vault.DeleteDocument{DocumentID: c.ids["bin"]}); err != nil {
		t.Fatalf("delete: %v", err)
	}
	plan, err := a.Reader().Document.Query().Where(document.ID(c.ids["plan"])).Only(cora.Ctx())
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	c.ids["planVersion"] = *plan.CurrentVersionID
	c.ids["grant"] = cora.MustGrant(c.people["pat"], c.ids["plan"]).ID
	link := sam.MustLink("rita@example.org", "", func(in *vault.CreateShareLink) { in.DocumentID, in.FolderID = nil, &zetaRoot.ID })
	c.ids["link"], c.ids["linkGrant"], c.people["rita"] = link.ID, link.GrantID, a.Recipient(link)
	c.ids["rita"] = c.people["rita"].ID
	asked, err := a.RequestAccess(c.people["pat"].Ctx(), vault.RequestAccess{DocumentID: c.ids["plan"], Level: grant.LevelEDIT, Seconds: 3600, Purpose: "Amendment"})
	if err != nil {
		t.Fatalf("ask: %v", err)
	}
	c.ids["request"] = asked.ID
	return c
}

func (c *cast) as(name string) interface{ Ctx() context.Context } {
	if name == "nobody" {
		return nobody{}
	}
	person, ok := c.people[name]
	if !ok {
		c.Fatalf("there is no %s in the cast", name)
	}
	return person
}

// named replaces {name} by the ID of who or what plays the part, and {+1h} and
// the like by an instant seen from now.
func (c *cast) named(text string) string {
	for name, id := range c.ids {
		text = strings.ReplaceAll(text, "{"+name+"}", id.String())
	}
	for _, after := range []string{"-1h", "+1h", "+2h", "+24h"} {
		d, err := time.ParseDuration(after)
		if err != nil {
			c.Fatal(err)
		}
		text = strings.ReplaceAll(text, "{"+after+"}", c.Clock.Now().Add(d).Format(time.RFC3339))
	}
	return text
}

// TestAPI plays the files of testdata: an operation, and who may do it with
// which outcome. What is refused changes nothing, and so all refusals share one
// cast; what is done has one of its own.
func TestAPI(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	refused := stage(t)
	denied := map[string]bool{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if len(archive.Files) != 2 {
			t.Fatalf("%s: want an operation and its cases", file)
		}
		decoder := json.NewDecoder(bytes.NewReader(archive.Files[1].Data))
		decoder.DisallowUnknownFields()
		var cases []struct {
			Name, As    string
			With, Data  json.RawMessage
			Code, Field string
		}
		if err := decoder.Decode(&cases); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, tc := range cases {
			denied[name] = denied[name] || slices.Contains([]string{"FORBIDDEN", "NOT_FOUND"}, tc.Code)
			t.Run(name+"/"+tc.Name, func(t *testing.T) {
				c := refused
				if tc.Code == "" {
					c = stage(t)
				}
				var variables map[string]any
				if err := json.Unmarshal([]byte(c.named(string(tc.With))), &variables); err != nil {
					t.Fatalf("variables: %v", err)
				}
				got := c.ask(c.as(tc.As), string(archive.Files[0].Data), variables)
				if got.code() != tc.Code || got.field() != tc.Field {
					t.Fatalf("got %s", got.body)
				}
				if tc.Code == "" && !sameJSON(t, got.Data, []byte(c.named(string(tc.Data)))) {
					t.Errorf("got  %s\nwant %s", got.Data, c.named(string(tc.Data)))
				}
				if c.log.Len() > 0 {
					t.Errorf("logged: %s", c.log)
				}
			})
		}
	}
	for _, field := range graphgen.NewExecutableSchema(graphgen.Config{}).Schema().Mutation.Fields {
		if !denied[field.Name] {
			t.Errorf("%s: no case in which it is refused", field.Name)
		}
	}
}

func sameJSON(t testing.TB, a, b []byte) bool {
	t.Helper()
	var x, y any
	if err := json.Unmarshal(a, &x); err != nil {
		t.Fatalf("%v: %s", err, a)
	}
	if err := json.Unmarshal(b, &y); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	return reflect.DeepEqual(x, y)
}
