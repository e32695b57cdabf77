package rule_test

import (
	"bytes"
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entgo.io/ent/privacy"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/accessapproval"
	"strongroom/ent/gen/accessrequest"
	"strongroom/ent/gen/accesstoken"
	"strongroom/ent/gen/ancestry"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/customerkey"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/event"
	"strongroom/ent/gen/feed"
	"strongroom/ent/gen/folder"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/refreshtoken"
	"strongroom/ent/gen/scimgroup"
	"strongroom/ent/gen/scimmember"
	"strongroom/ent/gen/scimuser"
	"strongroom/ent/gen/seentoken"
	"strongroom/ent/gen/session"
	"strongroom/ent/gen/sharelink"
	"strongroom/ent/gen/upload"
	"strongroom/ent/gen/uploadpart"
	"strongroom/ent/gen/user"
	"strongroom/ent/gen/version"
	"strongroom/ent/gen/witness"
	"strongroom/ent/rule"
	"strongroom/ent/viewer"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

type counter interface {
	Count(ctx context.Context) (int, error)
}

// nouns asks for the rows of every noun.
func nouns(c *gen.Client) map[string]counter {
	return map[string]counter{
		"Ancestry": c.Ancestry.Query(), "Customer": c.Customer.Query(), "CustomerKey": c.CustomerKey.Query(),
		"Departure": c.Departure.Query(), "Document": c.Document.Query(), "Event": c.Event.Query(),
		"Folder": c.Folder.Query(), "Grant": c.Grant.Query(), "Membership": c.Membership.Query(),
		"ShareLink": c.ShareLink.Query(), "AccessRequest": c.AccessRequest.Query(), "AccessApproval": c.AccessApproval.Query(), "Feed": c.Feed.Query(), "AccessToken": c.AccessToken.Query(), "RefreshToken": c.RefreshToken.Query(), "SeenToken": c.SeenToken.Query(),
		"ScimGroup": c.ScimGroup.Query(), "ScimMember": c.ScimMember.Query(), "ScimUser": c.ScimUser.Query(),
		"Session": c.Session.Query(), "Upload": c.Upload.Query(), "UploadPart": c.UploadPart.Query(),
		"User": c.User.Query(), "Version": c.Version.Query(), "Witness": c.Witness.Query(),
	}
}

func TestEveryNounHasARule(t *testing.T) {
	w := vaulttest.New(t, "sqlite3")
	files, err := os.ReadDir("../schema")
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	for _, file := range files {
		source, err := os.ReadFile(filepath.Join("../schema", file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(source), "{ ent.Schema }"); n > 0 {
			declared += n
			if strings.Count(string(source), ") Policy() ent.Policy { return rule.") != n {
				t.Errorf("%s names no row rule", file.Name())
			}
		}
	}
	if asked := len(nouns(w.Reader())); asked != declared {
		t.Fatalf("%d nouns are declared, %d are tried here", declared, asked)
	}
}

func TestNobodySeesNothing(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		clara := w.Staff("clara")
		_, root := clara.Customer("Northwind")
		clara.Document(root.ID, "T", classification.Public, []byte("x"))
		for noun, query := range nouns(w.Reader()) {
			if n, err := query.Count(t.Context()); !errors.Is(err, privacy.Deny) {
				t.Errorf("nobody counts %d of %s, %v", n, noun, err)
			}
		}
		for noun, query := range nouns(w.Reader()) {
			if n, err := query.Count(viewer.As(t.Context(), "made up", w.Clock.Now())); !errors.Is(err, privacy.Deny) {
				t.Errorf("an unknown system viewer counts %d of %s, %v", n, noun, err)
			}
		}
	})
}

// TestStrangersSeeNothing makes a row of every noun and counts what exists for
// people who have nothing to do with a customer.
func TestStrangersSeeNothing(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		ada, clara, pia := w.Admin("ada"), w.Staff("clara"), w.Partner("pia")
		_, root := clara.Customer("Northwind")
		document := clara.Document(root.ID, "T", classification.Public, []byte("x"))
		clara.MustGrant(pia, document)
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		asked, err := w.RequestAccess(pia.Ctx(), vault.RequestAccess{DocumentID: document, Level: grant.LevelEDIT, Seconds: 60, Purpose: "P"})
		must(err)
		_, err = w.DecideAccessRequest(clara.Ctx(), vault.DecideAccessRequest{AccessRequestID: asked.ID, Approve: true})
		must(err)
		clara.MustLink("rita@example.org", document)
		_, err = w.SignIn(t.Context(), clara.Identity())
		must(err)
		title, level := "U", classification.Public
		up, err := w.CreateUpload(clara.Ctx(), vault.CreateUpload{FolderID: &root.ID, Title: &title, Classification: &level, MediaType: "a/b", Size: 20 << 20})
		must(err)
		_, err = w.ReceiveUpload(clara.Ctx(), up.ID, 0, 20<<20, bytes.NewReader(make([]byte, 17<<20))) // breaks off within a part
		if err == nil {
			t.Fatal("an upload that broke off is whole")
		}
		_, err = w.DepartUser(ada.Ctx(), vault.DepartUser{UserID: w.Staff("gone").ID, Reason: "r"})
		must(err)
		for _, row := range []string{
			"scim_users (id, created_at, issuer, user_name, user_name_folded, updated_at, user_id) SELECT 'scu_1', created_at, issuer, 'c', 'c', created_at, id FROM users WHERE subject = 'clara'",
			"scim_groups (id, created_at, issuer, display_name, updated_at) SELECT 'scg_1', created_at, issuer, 'G', created_at FROM users WHERE subject = 'clara'",
			"scim_members (group_id, user_id) SELECT 'scg_1', id FROM users WHERE subject = 'clara'",
			"seen_tokens (token_hash, until) SELECT token_hash, expires_at FROM sessions LIMIT 1",
			"feeds (name, heard_at) SELECT 'feed', created_at FROM customers",
			"access_tokens (token_hash, created_at, authenticated_at, expires_at, user_id) SELECT token_hash, created_at, authenticated_at, expires_at, user_id FROM sessions LIMIT 1",
			"refresh_tokens (root_key, wrapped_key, sealed, asked_at, session_id) SELECT 'r', token_hash, token_hash, created_at, id FROM sessions LIMIT 1",
			"witnesses (id, created_at, replica, settled_at, streams_cut, departure_id) SELECT 'wit_1', created_at, 'here', created_at, 0, id FROM departures",
		} {
			_, err := w.Database.DB().ExecContext(t.Context(), "INSERT INTO "+row)
			must(err)
		}
		for noun := range nouns(w.Reader()) {
			var n int
			must(w.Database.DB().QueryRowContext(t.Context(), "SELECT count(*) FROM "+tables[noun]).Scan(&n))
			if n == 0 {
				t.Errorf("there is no row of %s to be hidden", noun)
			}
		}
		stranger, newcomer, bob := w.Partner("stranger"), w.Staff("newcomer"), w.Admin("bob")
		for who, exists := range map[vaulttest.Person]map[string]int{
			stranger: {"User": 1},
			newcomer: {"User": 7},
			bob:      {"User": 8, "Customer": 1, "Membership": 1, "Grant": 3, "ShareLink": 1, "AccessRequest": 1, "AccessApproval": 1, "Session": 1, "Departure": 1, "Witness": 1},
		} {
			for noun, query := range nouns(w.Reader()) {
				n, err := query.Count(who.Ctx())
				if err != nil && !errors.Is(err, privacy.Deny) {
					t.Fatalf("%s of %s: %v", noun, who.Subject, err)
				}
				if n != exists[noun] {
					t.Errorf("%s sees %d of %s, want %d", who.Subject, n, noun, exists[noun])
				}
			}
		}
	})
}

// tables are where the nouns are kept.
var tables = map[string]string{
	"Ancestry": ancestry.Table, "Customer": customer.Table, "CustomerKey": customerkey.Table, "Departure": departure.Table,
	"Document": document.Table, "Event": event.Table, "Folder": folder.Table, "Grant": grant.Table, "Membership": membership.Table,
	"ShareLink": sharelink.Table, "AccessRequest": accessrequest.Table, "AccessApproval": accessapproval.Table, "Feed": feed.Table, "AccessToken": accesstoken.Table, "RefreshToken": refreshtoken.Table, "SeenToken": seentoken.Table,
	"ScimGroup": scimgroup.Table, "ScimMember": scimmember.Table, "ScimUser": scimuser.Table, "Witness": witness.Table,
	"Session": session.Table, "Upload": upload.Table, "UploadPart": uploadpart.Table, "User": user.Table, "Version": version.Table,
}

func TestNobodyWritesPastTheUseCases(t *testing.T) {
	w := vaulttest.New(t, "sqlite3")
	clara := w.Staff("clara")
	other := gen.NewClient(gen.Driver(w.Database))
	if err := other.User.UpdateOneID(clara.ID).SetDisplayName("x").Exec(clara.Ctx()); !errors.Is(err, privacy.Deny) {
		t.Errorf("written outside a use case: %v", err)
	}
	if err := w.Reader().User.UpdateOneID(clara.ID).SetDisplayName("x").Exec(rule.Writing(clara.Ctx())); err == nil {
		t.Error("written by the reader")
	}
}

// TestWritingIsAllowedInOnePlace holds that only the function that opens a
// use case's transaction allows writing, and that nothing steps round the
// rules.
func TestWritingIsAllowedInOnePlace(t *testing.T) {
	calls := map[string]int{}
	root := "../.."
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "gen" || entry.Name() == "node_modules" || strings.HasPrefix(entry.Name(), ".") && path != root) {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if selector, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := selector.X.(*ast.Ident); ok {
					name := x.Name + "." + selector.Sel.Name
					switch name {
					case "rule.Writing", "privacy.DecisionContext", "privacy.Allow":
						calls[name+" in "+filepath.Base(path)]++
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(calls) != 1 || calls["rule.Writing in vault.go"] != 1 {
		t.Errorf("writing is allowed, or rules are stepped round, in %v", calls)
	}
}
