package scim_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"strongroom/ent/typeid"
	"strongroom/server/internal/scim"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

func TestOnlyADirectoryGetsIn(t *testing.T) {
	w := newWorld(t, vaulttest.New(t, "sqlite3"))
	for _, token := range []string{"", "wrong", ours + "x", ours[:len(ours)-1]} {
		got := w.do(t, token, "GET", "/Users", "")
		got.refused(401, "")
		if got.header.Get("WWW-Authenticate") == "" {
			t.Error("does not say how")
		}
	}
	for _, token := range []string{ours, oursNext, theirs} {
		w.do(t, token, "GET", "/ServiceProviderConfig", "").want(200)
	}
	if w.heard["scim:staff"] != 2 || w.heard["scim:partner"] != 1 {
		t.Errorf("heard %v", w.heard)
	}
	one := [][32]byte{{1}}
	for name, hashes := range map[string][2][][32]byte{
		"no token": {nil, one}, "three tokens": {{{1}, {2}, {3}}, {{4}}}, "a shared token": {one, one}, "a token twice": {{{1}, {1}}, {{4}}},
	} {
		if _, err := scim.New(scim.Config{Directories: []scim.Directory{{TokenHashes: hashes[0]}, {TokenHashes: hashes[1]}}}); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestUsersComeAndGo(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, world *vaulttest.World) {
		w := newWorld(t, world)
		made := w.user(t, "clara")
		at := "/Users/" + made.id()
		t.Run("an account is ready before the first sign-in", func(t *testing.T) {
			if w.Staff("clara").ID.String() != made.id() {
				t.Error("signing in makes another account")
			}
			got := w.do(t, ours, "GET", at, "").want(200)
			for path, want := range map[string]any{
				"userName": "clara@example.com", "externalId": "clara", "active": true, "name.givenName": "G",
				"meta.resourceType": "User", "meta.location": "https://vault.example.com/scim/v2" + at,
			} {
				if got.at(path) != want {
					t.Errorf("%s is %v, want %v", path, got.at(path), want)
				}
			}
		})
		t.Run("one who signed in before is described", func(t *testing.T) {
			edi := w.Staff("edi")
			if got := w.user(t, "edi"); got.id() != edi.ID.String() {
				t.Error("made twice")
			}
		})
		t.Run("twice is a conflict", func(t *testing.T) {
			body := `{` + core + `,"userName":%q,"externalId":%q}`
			w.do(t, ours, "POST", "/Users", fmt.Sprintf(body, "new", "clara")).refused(409, "uniqueness")
			w.do(t, ours, "POST", "/Users", fmt.Sprintf(body, "CLARA@example.com", "new")).refused(409, "uniqueness")
		})
		t.Run("what names nobody is refused", func(t *testing.T) {
			for body, kind := range map[string]string{
				`{` + core + `,"userName":"x"}`:                                 "invalidValue",
				`{` + core + `,"externalId":"x"}`:                               "invalidValue",
				`{"userName":"x","externalId":"x"}`:                             "invalidSyntax",
				`{` + core + `,"userName":1,"externalId":"x"}`:                  "invalidValue",
				`{` + core + `,"userName":"x","USERNAME":"y","externalId":"x"}`: "invalidSyntax",
				`{` + core + `,"userName":"x\u202e","externalId":"x"}`:          "invalidValue",
				`{` + core + `,"userName":"x","externalId":"x","active":"no"}`:  "invalidValue",
				`[]`: "invalidSyntax", `null`: "invalidSyntax", `{`: "invalidSyntax", `{}{}`: "invalidSyntax",
			} {
				w.do(t, ours, "POST", "/Users", body).refused(400, kind)
			}
		})
		t.Run("PUT replaces", func(t *testing.T) {
			got := w.do(t, ours, "PUT", at, `{`+core+`,"userName":"clara2","externalId":"clara","displayName":"C"}`).want(200)
			if got.at("userName") != "clara2" || got.at("name") != nil || got.at("displayName") != "C" || got.at("active") != true {
				t.Errorf("%s", got.text)
			}
			w.do(t, ours, "PUT", at, `{`+core+`,"userName":"clara2","externalId":"other"}`).refused(400, "mutability")
			w.do(t, ours, "PUT", "/Users/usr_01h455vb4pex5vsknk084sn02q", `{`+core+`,"userName":"x","externalId":"x"}`).refused(404, "")
		})
		t.Run("a change by somebody who has not seen the last one is refused", func(t *testing.T) {
			tag := w.do(t, ours, "GET", at, "").want(200).header.Get("ETag")
			w.do(t, ours, "GET If-None-Match: "+tag, at, "").want(304)
			body := `{` + core + `,"userName":"clara3","externalId":"clara"}`
			w.do(t, ours, `PUT If-Match: W/"other"`, at, body).refused(412, "")
			w.do(t, ours, `DELETE If-Match: W/"other"`, at, body).refused(412, "")
			w.wantLeft(t, made.id(), false)
			got := w.do(t, ours, "PUT If-Match: "+tag, at, body).want(200)
			if got.header.Get("ETag") == tag || got.at("meta.version") != got.header.Get("ETag") {
				t.Error("the version stays")
			}
		})
		t.Run("active: false is leaving, and true no way back", func(t *testing.T) {
			got := w.patch(t, at, `{"op":"replace","path":"active","value":false}`).want(200)
			if got.at("active") != false {
				t.Errorf("%s", got.text)
			}
			w.wantLeft(t, made.id(), true)
			w.patch(t, at, `{"op":"replace","path":"active","value":false}`).want(200)
			if got := w.patch(t, at, `{"op":"replace","path":"active","value":true}`).want(200); got.at("active") != false {
				t.Errorf("revived: %s", got.text)
			}
			w.wantLeft(t, made.id(), true)
		})
		t.Run("DELETE is leaving, and another POST no way back", func(t *testing.T) {
			sam := w.user(t, "sam")
			w.do(t, ours, "DELETE", "/Users/"+sam.id(), "").want(204)
			w.wantLeft(t, sam.id(), true)
			w.do(t, ours, "GET", "/Users/"+sam.id(), "").refused(404, "")
			w.do(t, ours, "DELETE", "/Users/"+sam.id(), "").refused(404, "")
			w.patch(t, "/Users/"+sam.id(), `{"op":"replace","path":"active","value":true}`).refused(404, "")
			again := w.user(t, "sam")
			if again.id() != sam.id() || again.at("active") != false {
				t.Errorf("%s", again.text)
			}
			w.wantLeft(t, sam.id(), true)
		})
		t.Run("whoever is suspended is not active, and true is no reinstating", func(t *testing.T) {
			vera := w.user(t, "vera")
			if _, err := w.SuspendUser(w.admin.Ctx(), vault.SuspendUser{UserID: typeid.ID(vera.id()), Reason: "r"}); err != nil {
				t.Fatal(err)
			}
			if got := w.patch(t, "/Users/"+vera.id(), `{"op":"replace","value":{"active":true}}`).want(200); got.at("active") != false {
				t.Errorf("%s", got.text)
			}
			w.patch(t, "/Users/"+vera.id(), `{"op":"replace","value":{"active":false}}`).want(200)
			w.wantLeft(t, vera.id(), true)
		})
		t.Run("a PATCH that fails in part does nothing", func(t *testing.T) {
			paul := w.user(t, "paul")
			w.patch(t, "/Users/"+paul.id(), `{"op":"replace","path":"active","value":false},{"op":"replace","path":"externalId","value":"x"}`).refused(400, "mutability")
			w.wantLeft(t, paul.id(), false)
		})
	})
}

func TestADirectoryTouchesItsOwnOnly(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, world *vaulttest.World) {
		w := newWorld(t, world)
		clara := w.user(t, "clara")
		group := w.group(t, "Vault", clara.id())
		at, groupAt := "/Users/"+clara.id(), "/Groups/"+group.id()
		for _, path := range []string{at, groupAt} {
			w.do(t, theirs, "GET", path, "").refused(404, "")
			w.do(t, theirs, "DELETE", path, "").refused(404, "")
			w.do(t, theirs, "PATCH", path, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false,"displayName":"x","members":[]}}]}`).refused(404, "")
		}
		w.do(t, theirs, "PUT", at, `{`+core+`,"userName":"x","externalId":"clara"}`).refused(404, "")
		for _, path := range []string{"/Users", "/Groups", `/Users?filter=id+eq+"` + clara.id() + `"`, `/Users?filter=not+(userName+eq+"x")`, `/Groups?filter=members+eq+"` + clara.id() + `"`} {
			if got := w.do(t, theirs, "GET", path, "").want(200); got.at("totalResults") != 0.0 {
				t.Errorf("%s: %s", path, got.text)
			}
		}
		theirGroup := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"T","members":[{"value":"` + clara.id() + `"}]}`
		w.do(t, theirs, "POST", "/Groups", theirGroup).refused(400, "invalidValue")
		w.do(t, theirs, "POST", "/Users", `{`+core+`,"userName":"clara","active":false}`).want(201) // an account of theirs with that name
		w.wantLeft(t, clara.id(), false)
		if found := w.account(t, clara.id()); found.Issuer != vaulttest.Issuer {
			t.Errorf("moved to %s", found.Issuer)
		}
	})
}

func TestGroups(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, world *vaulttest.World) {
		w := newWorld(t, world)
		var ids []string
		for _, name := range []string{"ann", "bob", "cid", "dan", "eve", "fay", "gus"} {
			ids = append(ids, w.user(t, name).id())
		}
		plain, admits := w.group(t, "Plain", ids...), w.group(t, "Vault", ids...)
		at := "/Groups/" + admits.id()
		members := func(t *testing.T, path string) int {
			t.Helper()
			listed, _ := w.do(t, ours, "GET", path, "").want(200).at("members").([]any)
			return len(listed)
		}
		t.Run("leaving any group but one is nothing", func(t *testing.T) {
			w.patch(t, "/Groups/"+plain.id(), `{"op":"remove","path":"members[value eq \"`+ids[0]+`\"]"}`).want(200)
			if n := members(t, "/Groups/"+plain.id()); n != 6 {
				t.Errorf("%d members", n)
			}
			w.do(t, ours, "DELETE", "/Groups/"+plain.id(), "").want(204)
			w.wantLeft(t, ids[0], false)
			w.wantLeft(t, ids[1], false)
		})
		t.Run("a user shows its groups", func(t *testing.T) {
			if got := w.do(t, ours, "GET", "/Users/"+ids[0], "").want(200); got.at("groups.0.display") != "Vault" {
				t.Errorf("%s", got.text)
			}
		})
		for name, test := range map[string]struct {
			leaver int
			send   func(t *testing.T, id string) *reply
		}{
			"Okta's remove": {0, func(t *testing.T, id string) *reply {
				return w.patch(t, at, `{"op":"remove","path":"members[value eq \"`+id+`\"]"}`)
			}},
			"Entra's remove": {1, func(t *testing.T, id string) *reply {
				return w.patch(t, at, `{"op":"Remove","path":"members","value":[{"value":"`+id+`"}]}`)
			}},
		} {
			t.Run("leaving the one that admits is leaving, by "+name, func(t *testing.T) {
				test.send(t, ids[test.leaver]).want(200)
				w.wantLeft(t, ids[test.leaver], true)
			})
		}
		t.Run("a replace that keeps somebody keeps them", func(t *testing.T) {
			w.patch(t, at, `{"op":"replace","path":"members","value":[{"value":"`+ids[3]+`"},{"value":"`+ids[4]+`"},{"value":"`+ids[5]+`"}]}`).want(200)
			w.wantLeft(t, ids[2], true)
			w.wantLeft(t, ids[3], false)
			w.wantLeft(t, ids[6], true)
		})
		t.Run("members can be added, once", func(t *testing.T) {
			before := members(t, at)
			for range 2 {
				w.patch(t, at, `{"op":"add","path":"members","value":[{"value":"`+ids[0]+`"}]}`).want(200)
			}
			if n := members(t, at); n != before+1 {
				t.Errorf("%d members, want %d", n, before+1)
			}
			w.wantLeft(t, ids[0], true) // which brings nobody back
		})
		t.Run("members can be left out", func(t *testing.T) {
			for _, query := range []string{"?excludedAttributes=members", "?attributes=displayName"} {
				if got := w.do(t, ours, "GET", at+query, "").want(200); got.at("members") != nil || got.at("displayName") != "Vault" || got.at("id") == nil {
					t.Errorf("%s", got.text)
				}
			}
		})
		t.Run("bad members are refused", func(t *testing.T) {
			for operation, kind := range map[string]string{
				`{"op":"add","path":"members","value":[{"value":"nobody"}]}`:                         "invalidValue",
				`{"op":"add","path":"members","value":[{"value":"usr_01h455vb4pex5vsknk084sn02q"}]}`: "invalidValue",
				`{"op":"add","path":"members","value":"x"}`:                                          "invalidValue",
				`{"op":"remove","path":"members[display eq \"x\"]"}`:                                 "invalidPath",
				`{"op":"remove"}`: "noTarget",
				`{"op":"replace","path":"displayName","value":""}`: "invalidValue",
				`{"op":"move","path":"members"}`:                   "invalidSyntax",
			} {
				w.patch(t, at, operation).refused(400, kind)
			}
		})
		t.Run("to rename or delete the group that admits dissolves it", func(t *testing.T) {
			w.patch(t, at, `{"op":"remove","path":"members","value":[{"value":"`+ids[3]+`"}]}`).want(200)
			w.wantLeft(t, ids[4], false)
			w.patch(t, at, `{"op":"replace","value":{"id":"`+admits.id()+`","displayName":"Other"}}`).want(200)
			w.wantLeft(t, ids[4], true)
			again := w.group(t, "Vault", w.user(t, "hal").id())
			hal := fmt.Sprint(again.at("members.0.value"))
			w.wantLeft(t, hal, false)
			w.do(t, ours, "DELETE", "/Groups/"+again.id(), "").want(204)
			w.wantLeft(t, hal, true)
		})
	})
}

// TestDialects plays what Okta and Entra send, as their documentation shows it.
func TestDialects(t *testing.T) {
	w := newWorld(t, vaulttest.New(t, "sqlite3"))
	for name, test := range map[string]struct {
		operations string
		want       map[string]any
		left       bool
	}{
		"Okta deactivates":         {`{"op":"replace","value":{"active":false}}`, map[string]any{"active": false}, true},
		"Okta renames":             {`{"op":"replace","value":{"displayName":"D","name":{"familyName":"N"}}}`, map[string]any{"displayName": "D", "name.familyName": "N", "name.givenName": "G"}, false},
		"Entra deactivates":        {`{"op":"Replace","path":"active","value":"False"}`, map[string]any{"active": false}, true},
		"Entra without a path":     {`{"op":"Replace","value":{"active":"False"}}`, map[string]any{"active": false}, true},
		"Entra activates":          {`{"op":"Replace","path":"active","value":"True"}`, map[string]any{"active": true}, false},
		"with the schema":          {`{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:active","value":false}`, map[string]any{"active": false}, true},
		"with the schema inside":   {`{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:User:active":false}}`, map[string]any{"active": false}, true},
		"in other letters":         {`{"OP":"REPLACE","Path":"ACTIVE","Value":"false"}`, map[string]any{"active": false}, true},
		"Entra's dotted names":     {`{"op":"add","value":{"name.givenName":"A","name.familyName":"B"}}`, map[string]any{"name.givenName": "A", "name.familyName": "B"}, false},
		"Entra's e-mail address":   {`{"op":"Add","path":"emails[type eq \"work\"].value","value":"x@example.com"}`, map[string]any{"emails.0.value": "x@example.com"}, false},
		"an address without path":  {`{"op":"Add","value":{"emails[type eq \"work\"].value":"x@example.com"}}`, map[string]any{"emails.0.value": "x@example.com"}, false},
		"another address":          {`{"op":"Add","path":"emails[type eq \"home\"].value","value":"x@example.com"}`, map[string]any{"emails": nil}, false},
		"the primary address":      {`{"op":"replace","path":"emails","value":[{"value":"a@example.com"},{"value":"b@example.com","primary":true}]}`, map[string]any{"emails.0.value": "b@example.com", "emails.1": nil}, false},
		"an extension":             {`{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"D"}`, map[string]any{"active": true}, false},
		"what only the server has": {`{"op":"replace","value":{"id":"x","meta":{"version":"x"},"groups":[{"value":"x"}]}}`, map[string]any{"active": true}, false},
		"remove":                   {`{"op":"remove","path":"name.familyName"}`, map[string]any{"name.familyName": nil, "name.givenName": "G"}, false},
		"the last word counts":     {`{"op":"replace","path":"active","value":false},{"op":"replace","path":"active","value":true}`, map[string]any{"active": true}, false},
	} {
		t.Run(name, func(t *testing.T) {
			made := w.user(t, strings.ReplaceAll(name, " ", "-"))
			got := w.patch(t, "/Users/"+made.id(), test.operations).want(200)
			for path, want := range test.want {
				if got.at(path) != want {
					t.Errorf("%s is %v, want %v: %s", path, got.at(path), want, got.text)
				}
			}
			w.wantLeft(t, made.id(), test.left)
		})
	}
	made := w.user(t, "steady")
	for operations, kind := range map[string]string{
		`{"op":"replace","path":"active","value":"maybe"}`:                              "invalidValue",
		`{"op":"replace","path":"active","value":0}`:                                    "invalidValue",
		`{"op":"replace","path":"active"}`:                                              "invalidValue",
		`{"op":"remove","path":"active"}`:                                               "invalidValue",
		`{"op":"remove","path":"userName"}`:                                             "invalidValue",
		`{"op":"replace","value":"x"}`:                                                  "invalidValue",
		`{"op":"replace","value":{"active":false,"Active":true}}`:                       "invalidSyntax",
		`{"op":"replace","path":"emails[type eq","value":"x"}`:                          "invalidPath",
		`{"op":"replace","path":1,"value":"x"}`:                                         "invalidPath",
		`{"op":"replace","path":"emails","value":"x"}`:                                  "invalidValue",
		`{"op":"replace","path":"userName","value":"` + strings.Repeat("x", 400) + `"}`: "invalidValue",
		`"replace"`: "invalidSyntax",
		``:          "invalidSyntax",
		strings.TrimSuffix(strings.Repeat(`{"op":"replace","path":"active","value":true},`, 1001), ","): "tooMany",
	} {
		w.patch(t, "/Users/"+made.id(), operations).refused(400, kind)
	}
	w.wantLeft(t, made.id(), false)
}

func TestFinding(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, world *vaulttest.World) {
		w := newWorld(t, world)
		for _, name := range []string{"ann", "bob", "100%", "under_score", "quo'te", "back\\\\slash"} {
			w.user(t, name)
		}
		ann := w.do(t, ours, "GET", `/Users?filter=`+url.QueryEscape(`externalId eq "ann"`), "").want(200)
		for filter, want := range map[string]float64{
			`userName eq "ANN@example.com"`: 1, `userName eq "ann"`: 0, `userName sw "an"`: 1, `userName ew "example.com"`: 6, `userName co "EXAMPLE"`: 6,
			`externalId eq "ann"`: 1, `externalId eq "ANN"`: 0, `not (externalId eq "ann")`: 5, `externalId ne "ann"`: 5,
			`externalId sw "%"`: 0, `externalId co "%"`: 1, `userName co "_"`: 1, `externalId eq "quo'te"`: 1, `userName co "'"`: 1, `externalId eq "back\\slash"`: 1,
			`active eq true`: 6, `active eq "False"`: 0, `active pr`: 6, `name.familyName eq "f"`: 6, `displayName co "g f"`: 6,
			`id eq "` + fmt.Sprint(ann.at("Resources.0.id")) + `"`: 1, `id eq "x' OR '1'='1"`: 0, `userName eq "x\" or \"1\" eq \"1"`: 0,
			`meta.lastModified gt "2011-05-13T04:42:34Z"`: 6, `meta.created lt "2011-05-13T04:42:34Z"`: 0,
			`emails pr`: 0, `emails[type eq "work" and value co "x"]`: 0, `externalId eq "ann" or externalId eq "bob" and active eq true`: 2,
		} {
			got := w.do(t, ours, "GET", "/Users?filter="+url.QueryEscape(filter), "")
			if got.status != 200 || got.at("totalResults") != want {
				t.Errorf("%s: %d, %v, want %v", filter, got.status, got.at("totalResults"), want)
			}
		}
		for _, filter := range []string{
			`password eq "x"`, `token_hash eq "x"`, `subject eq "x"`, `userName eq 1`, `active eq "x"`, `meta.created gt "x"`, `userName`, `groups eq "x"`,
			`emails[value[x eq 1]]`, `userName eq "` + strings.Repeat("x", 3000) + `"`,
		} {
			w.do(t, ours, "GET", "/Users?filter="+url.QueryEscape(filter), "").refused(400, "invalidFilter")
		}
		t.Run("in pages", func(t *testing.T) {
			seen := map[any]bool{}
			for start := 1; start <= 6; start += 2 {
				got := w.do(t, ours, "GET", fmt.Sprintf("/Users?startIndex=%d&count=2", start), "").want(200)
				if got.at("totalResults") != 6.0 || got.at("itemsPerPage") != 2.0 || got.at("startIndex") != float64(start) {
					t.Errorf("%s", got.text)
				}
				seen[got.at("Resources.0.id")], seen[got.at("Resources.1.id")] = true, true
			}
			if len(seen) != 6 {
				t.Errorf("%d of 6 seen", len(seen))
			}
			for query, want := range map[string]float64{"count=0": 0, "count=-5": 0, "startIndex=0": 6, "startIndex=-1": 6, "startIndex=7": 0, "count=100000": 6} {
				if got := w.do(t, ours, "GET", "/Users?"+query, "").want(200); got.at("itemsPerPage") != want || got.at("totalResults") != 6.0 {
					t.Errorf("%s: %s", query, got.text)
				}
			}
			w.do(t, ours, "GET", "/Users?count=x", "").refused(400, "invalidValue")
			w.do(t, ours, "GET", "/Users?startIndex=99999999999999999999", "").refused(400, "invalidValue")
		})
		t.Run("by .search", func(t *testing.T) {
			w.group(t, "ann")
			search := func(path, rest string) *reply {
				return w.do(t, ours, "POST", path, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]`+rest+`}`)
			}
			if got := search("/Users/.search", `,"filter":"externalId eq \"ann\"","attributes":["userName"]`).want(200); got.at("totalResults") != 1.0 || got.at("Resources.0.active") != nil || got.at("Resources.0.userName") == nil {
				t.Errorf("%s", got.text)
			}
			if got := search("/.search", ``).want(200); got.at("totalResults") != 7.0 || got.at("itemsPerPage") != 7.0 {
				t.Errorf("%s", got.text)
			}
			if got := search("/.search", `,"startIndex":6,"count":2`).want(200); got.at("Resources.1.displayName") != "ann" {
				t.Errorf("%s", got.text)
			}
			if got := search("/.search", `,"filter":"userName pr"`).want(200); got.at("totalResults") != 6.0 {
				t.Errorf("%s", got.text)
			}
			search("/.search", `,"count":"x"`).refused(400, "invalidSyntax")
			w.do(t, ours, "POST", "/Users/.search", `{}`).refused(400, "invalidSyntax")
		})
	})
}

func TestBulk(t *testing.T) {
	w := newWorld(t, vaulttest.New(t, "sqlite3"))
	bulk := func(t *testing.T, rest string) *reply {
		return w.do(t, ours, "POST", "/Bulk", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],`+rest+`}`)
	}
	got := bulk(t, `"Operations":[
		{"method":"POST","path":"/Users","bulkId":"a","data":{`+core+`,"userName":"ann","externalId":"ann"}},
		{"method":"POST","path":"/Groups","bulkId":"g","data":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Vault","members":[{"value":"bulkId:a"}]}},
		{"method":"POST","path":"/Users","bulkId":"b","data":{`+core+`,"userName":"ann","externalId":"bob"}},
		{"method":"GET","path":"/Users"},{"method":"POST","path":"/Bulk","data":{}},
		{"method":"DELETE","path":"/Groups/bulkId:g"}]`).want(200)
	for i, want := range []string{"201", "201", "409", "405", "404", "204"} {
		if status := got.at(fmt.Sprintf("Operations.%d.status", i)); status != want {
			t.Errorf("operation %d: %v, want %s: %s", i, status, want, got.text)
		}
	}
	location, _ := got.at("Operations.0.location").(string)
	w.wantLeft(t, location[strings.LastIndex(location, "/")+1:], true) // with the group that admits
	if got := bulk(t, `"failOnErrors":1,"Operations":[{"method":"DELETE","path":"/Users/x"},{"method":"DELETE","path":"/Users/y"}]`).want(200); got.at("Operations.1") != nil {
		t.Errorf("goes on: %s", got.text)
	}
	bulk(t, `"Operations":[`+strings.TrimSuffix(strings.Repeat(`{"method":"DELETE","path":"/Users/x"},`, 101), ",")+`]`).refused(413, "")
	bulk(t, `"Operations":"x"`).refused(400, "invalidSyntax")
	w.do(t, ours, "POST", "/Bulk", `{"x":"`+strings.Repeat("x", 1<<20)+`"}`).refused(413, "")
}

func TestDiscovery(t *testing.T) {
	w := newWorld(t, vaulttest.New(t, "sqlite3"))
	if got := w.do(t, ours, "GET", "/ServiceProviderConfig", "").want(200); got.at("patch.supported") != true || got.at("bulk.maxOperations") != 100.0 {
		t.Errorf("%s", got.text)
	}
	if got := w.do(t, ours, "GET", "/Schemas", "").want(200); got.at("totalResults") != 2.0 {
		t.Errorf("%s", got.text)
	}
	if got := w.do(t, ours, "GET", "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User", "").want(200); got.at("name") != "User" {
		t.Errorf("%s", got.text)
	}
	if got := w.do(t, ours, "GET", "/ResourceTypes/Group", "").want(200); got.at("endpoint") != "/Groups" {
		t.Errorf("%s", got.text)
	}
	for request, status := range map[string]int{
		"GET /": 404, "GET /Nothing": 404, "GET /Schemas/x": 404, "GET /ServiceProviderConfig/x": 404, "GET /Schemas?filter=x": 403,
		"POST /Schemas": 405, "GET /Bulk": 405, "GET /.search": 405, "DELETE /Users": 405, "GET /Users/a/b": 405, "GET /Users/x": 404,
		"GET /Groups/usr_01h455vb4pex5vsknk084sn02q": 404, "GET /Me": 501,
	} {
		method, path, _ := strings.Cut(request, " ")
		w.do(t, ours, method, path, "{}").refused(status, "")
	}
	w.do(t, ours, "POST Content-Type: text/plain", "/Users", "{}").refused(415, "")
}
