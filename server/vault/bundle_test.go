package vault_test

import (
	"reflect"
	"slices"
	"testing"

	"strongroom/ent/classification"
	"strongroom/ent/gen/grant"
	"strongroom/ent/typeid"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// paths lists a bundle as documents with the folders that lead to them.
func paths(b vault.Bundle) map[typeid.ID][]string {
	found := map[typeid.ID][]string{}
	for _, d := range b.Documents {
		found[d.ID] = d.Folders
	}
	return found
}

func onFolder(id typeid.ID, level grant.Level) func(*vault.GrantAccess) {
	return func(in *vault.GrantAccess) { in.DocumentID, in.FolderID, in.Level = nil, &id, level }
}

func TestBundleIsWhatMayBeTakenAway(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		year := s.clara.Folder(s.root.ID, "2026")
		march := s.clara.Folder(year.ID, "March")
		beside := s.clara.Folder(s.root.ID, "Beside")
		content := []byte("x")
		top := s.clara.Document(year.ID, "Top", classification.Internal, content)
		deep := s.clara.Document(march.ID, "Deep", classification.Internal, content)
		secret := s.clara.Document(march.ID, "Secret", classification.Secret, content)
		gone := s.clara.Document(march.ID, "Gone", classification.Internal, content)
		wantCode(t, w.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: gone}), "")
		other := s.clara.Document(beside.ID, "Other", classification.Internal, content)

		all, err := w.BundleFolder(s.clara.Ctx(), year.ID)
		wantCode(t, err, "")
		want := map[typeid.ID][]string{top: nil, deep: {"March"}, secret: {"March"}}
		if got := paths(all); all.Name != "2026" || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v", all.Name, got)
		}
		if !slices.IsSortedFunc(all.Documents, func(a, b vault.Bundled) int {
			return slices.Index([]typeid.ID{deep, secret, top}, a.ID) - slices.Index([]typeid.ID{deep, secret, top}, b.ID)
		}) {
			t.Errorf("%v is not by title", all.Documents)
		}

		_, err = w.BundleFolder(s.pia.Ctx(), year.ID)
		wantCode(t, err, vault.NotFound)
		_, err = w.BundleFolder(s.clara.Ctx(), typeid.New(typeid.Folder))
		wantCode(t, err, vault.NotFound)
		_, err = w.BundleFolder(t.Context(), year.ID)
		wantCode(t, err, vault.Unauthenticated)

		looks := s.clara.MustGrant(s.pia, "", onFolder(year.ID, grant.LevelVIEW))
		_, err = w.BundleFolder(s.pia.Ctx(), year.ID)
		wantCode(t, err, vault.Forbidden)
		_, err = w.RevokeGrant(s.clara.Ctx(), vault.RevokeGrant{GrantID: looks.ID})
		wantCode(t, err, "")
		s.clara.MustGrant(s.pia, "", onFolder(march.ID, grant.LevelDOWNLOAD))
		some, err := w.BundleFolder(s.pia.Ctx(), march.ID)
		wantCode(t, err, "")
		if got := paths(some); !reflect.DeepEqual(got, map[typeid.ID][]string{deep: nil}) {
			t.Errorf("the partner gets %v", got)
		}
		_, err = w.BundleFolder(s.pia.Ctx(), year.ID)
		wantCode(t, err, vault.NotFound)

		named, err := w.BundleDocuments(s.clara.Ctx(), []typeid.ID{other, top, other})
		wantCode(t, err, "")
		if got := paths(named); named.Name != "" || !reflect.DeepEqual(got, map[typeid.ID][]string{other: nil, top: nil}) {
			t.Errorf("named are %v", got)
		}
		s.clara.MustGrant(s.pia, other, func(in *vault.GrantAccess) { in.Level = grant.LevelVIEW })
		for name, refused := range map[string]struct {
			ids  []typeid.ID
			want vault.Code
		}{
			"none":            {nil, vault.BadUserInput},
			"a folder":        {[]typeid.ID{deep, march.ID}, vault.BadUserInput},
			"one that is not": {[]typeid.ID{deep, top}, vault.NotFound},
			"one to look at":  {[]typeid.ID{deep, other}, vault.Forbidden},
		} {
			_, err := w.BundleDocuments(s.pia.Ctx(), refused.ids)
			if vault.CodeOf(err) != refused.want {
				t.Errorf("%s: %v", name, err)
			}
		}
		many := make([]typeid.ID, vault.MaxBundle+1)
		for i := range many {
			many[i] = typeid.New(typeid.Document)
		}
		_, err = w.BundleDocuments(s.clara.Ctx(), many)
		wantCode(t, err, vault.Limited)
		_, err = w.BundleDocuments(s.clara.Ctx(), many[1:])
		wantCode(t, err, vault.NotFound)
	})
}
