package scim

import (
	"errors"
	"maps"
	"testing"

	"strongroom/ent/typeid"
	"strongroom/server/vault"
)

// FuzzPatch holds that no PATCH, whatever is in it, says anything of a resource but what its attributes
// say, and that it is refused with an answer of the standard or does the same twice.
func FuzzPatch(f *testing.F) {
	for _, operations := range []string{
		`{"op":"replace","value":{"active":"False","name":{"givenName":"x"},"emails":[{"value":"x","primary":"true"}]}}`,
		`{"op":"Add","path":"emails[type eq \"work\"].value","value":"x"},{"op":"remove","path":"name"}`,
		`{"op":"remove","path":"members[value eq \"usr_01h455vb4pex5vsknk084sn02q\"]"}`,
		`{"op":"add","path":"members","value":[{"value":"usr_01h455vb4pex5vsknk084sn02q"}]},{"op":"replace","value":{"displayName":"x","members":[]}}`,
		`{"op":"add","value":{"emails[type eq \"work\"].value":"x","emails[not (value pr)]":null,"name":{"name":{}}}}`,
	} {
		f.Add(`{"schemas":["` + patchSchema + `"],"Operations":[` + operations + `]}`)
	}
	f.Fuzz(func(t *testing.T, body string) {
		operations, err := patchOf([]byte(body))
		if err != nil {
			wantRefusal(t, err)
			return
		}
		before := vault.ProvisionedUser{
			ID: typeid.New(typeid.User), Subject: "s", UserName: "u", ExternalID: "e", DisplayName: "d", Email: "m", Active: true,
		}
		once, twice := before, before
		if err := patchUser(&once, operations); err != nil {
			wantRefusal(t, err)
		} else if err := patchUser(&twice, operations); err != nil || !same(once, twice) {
			t.Errorf("differs: %v, then %v, %v", once, twice, err)
		}
		if once.ID != before.ID || once.Subject != before.Subject || once.Active != before.Active || once.Groups != nil {
			t.Errorf("became %v", once)
		}
		group := vault.ProvisionedGroup{ID: typeid.New(typeid.ScimGroup), DisplayName: "d", Members: map[typeid.ID]struct{}{before.ID: {}}}
		other := group
		other.Members = maps.Clone(group.Members)
		if err := patchGroup(&other, operations); err != nil {
			wantRefusal(t, err)
		}
		for id := range other.Members {
			if _, err := typeid.ParseAs(typeid.User, id.String()); err != nil {
				t.Errorf("member %q", id)
			}
		}
		if other.ID != group.ID {
			t.Errorf("became %v", other)
		}
	})
}

func same(a, b vault.ProvisionedUser) bool {
	a.Groups, b.Groups = nil, nil
	return a.UserName == b.UserName && a.ExternalID == b.ExternalID && a.GivenName == b.GivenName && a.FamilyName == b.FamilyName &&
		a.DisplayName == b.DisplayName && a.Email == b.Email && a.Left == b.Left
}

func wantRefusal(t *testing.T, err error) {
	t.Helper()
	if own, ok := errors.AsType[*Error](err); !ok || own.Status != 400 || own.Type == "" {
		t.Errorf("refused by %v", err)
	}
}
