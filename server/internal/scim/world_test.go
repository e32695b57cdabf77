package scim_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"strongroom/ent/gen"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/scim"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// Two directories: that of the world's own people, and that of another provider.
const (
	ours, oursNext, theirs = "token-of-ours", "next-token-of-ours", "token-of-theirs"
	otherIssuer            = "https://other.example.com"
)

type world struct {
	*vaulttest.World
	service *scim.Service
	admin   vaulttest.Person

	mu    sync.Mutex
	heard map[string]int
}

func newWorld(t *testing.T, w *vaulttest.World) *world {
	t.Helper()
	base, err := url.Parse("https://vault.example.com" + scim.Root)
	if err != nil {
		t.Fatal(err)
	}
	made := &world{World: w, heard: map[string]int{}}
	made.service, err = scim.New(scim.Config{
		Vault: w.Vault, BaseURL: base, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Heard: func(_ context.Context, feed string) {
			made.mu.Lock()
			defer made.mu.Unlock()
			made.heard[feed]++
		},
		Directories: []scim.Directory{{
			Directory: vault.Directory{Name: "scim:staff", Issuer: vaulttest.Issuer, Kind: viewer.Staff, Admits: "Vault"},
			Subject:   scim.ByExternalID, TokenHashes: [][32]byte{sha256.Sum256([]byte(ours)), sha256.Sum256([]byte(oursNext))},
		}, {
			Directory: vault.Directory{Name: "scim:partner", Issuer: otherIssuer, Kind: viewer.Partner},
			Subject:   scim.ByUserName, TokenHashes: [][32]byte{sha256.Sum256([]byte(theirs))},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	made.admin = w.Admin("ada")
	return made
}

// reply is an answer that was read.
type reply struct {
	t      *testing.T
	status int
	header http.Header
	body   map[string]any
	text   string
}

// do sends a request. A method has its header fields behind it, as in "PUT If-Match: *".
func (w *world) do(t *testing.T, token, method, path, body string) *reply {
	t.Helper()
	method, field, _ := strings.Cut(method, " ")
	r := httptest.NewRequestWithContext(t.Context(), method, scim.Root+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/scim+json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if name, value, ok := strings.Cut(field, ": "); ok {
		r.Header.Set(name, value)
	}
	recorder := httptest.NewRecorder()
	w.service.ServeHTTP(recorder, r)
	text, err := io.ReadAll(recorder.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	got := &reply{t: t, status: recorder.Code, header: recorder.Header(), text: string(text)}
	if len(text) > 0 {
		if err := json.Unmarshal(text, &got.body); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	return got
}

func (r *reply) want(status int) *reply {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("%d, want %d: %s", r.status, status, r.text)
	}
	return r
}

// refused is a refusal of RFC 7644 section 3.12.
func (r *reply) refused(status int, kind string) {
	r.t.Helper()
	r.want(status)
	got, _ := r.body["scimType"].(string)
	if got != kind || r.body["status"] != fmt.Sprint(status) || r.header.Get("Content-Type") != "application/scim+json" {
		r.t.Errorf("refused by %s, want %q", r.text, kind)
	}
}

// at reads a value by its names, such as "meta.version" or "Resources.0.id".
func (r *reply) at(path string) any {
	r.t.Helper()
	var value any = r.body
	for name := range strings.SplitSeq(path, ".") {
		switch v := value.(type) {
		case map[string]any:
			value = v[name]
		case []any:
			var i int
			if _, err := fmt.Sscan(name, &i); err != nil || i >= len(v) {
				return nil
			}
			value = v[i]
		default:
			return nil
		}
	}
	return value
}

func (r *reply) id() string { return fmt.Sprint(r.at("id")) }

const core = `"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]`

func (w *world) user(t *testing.T, name string) *reply {
	t.Helper()
	return w.do(t, ours, "POST", "/Users", fmt.Sprintf(
		`{%s,"userName":"%s@example.com","externalId":"%s","name":{"givenName":"G","familyName":"F"},"active":true}`, core, name, name)).want(201)
}

func (w *world) group(t *testing.T, name string, members ...string) *reply {
	t.Helper()
	var listed []string
	for _, id := range members {
		listed = append(listed, fmt.Sprintf(`{"value":%q}`, id))
	}
	return w.do(t, ours, "POST", "/Groups", fmt.Sprintf(
		`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":%q,"members":[%s]}`, name, strings.Join(listed, ","))).want(201)
}

func (w *world) patch(t *testing.T, path string, operations string) *reply {
	t.Helper()
	return w.do(t, ours, "PATCH", path, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[`+operations+`]}`)
}

// account reads the user behind a SCIM id.
func (w *world) account(t *testing.T, id string) *gen.User {
	t.Helper()
	found, err := w.Reader().User.Query().Where(user.ID(typeid.ID(id))).Only(w.admin.Ctx())
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (w *world) wantLeft(t *testing.T, id string, left bool) {
	t.Helper()
	found := w.account(t, id)
	if (found.Status == user.StatusDEPARTED) != left {
		t.Errorf("%s is %s", id, found.Status)
	}
	cases, err := w.Reader().Departure.Query().Where(departure.UserID(found.ID)).All(w.admin.Ctx())
	if err != nil {
		t.Fatal(err)
	}
	if left && (len(cases) != 1 || cases[0].Trigger != departure.TriggerSCIM) || !left && len(cases) > 0 {
		t.Errorf("case files %v", cases)
	}
	if told := w.Sources(found.Issuer, found.Subject); left && !slices.Contains(told, "SCIM scim:staff") {
		t.Errorf("the log says %q", told)
	}
}
