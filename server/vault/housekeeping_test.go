package vault_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/version"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/internal/seal"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// stored lists what the store holds, multiparts included.
func (s *scene) stored(t *testing.T) (names []string) {
	t.Helper()
	for object, err := range s.Store.List(t.Context(), "") {
		wantCode(t, err, "")
		names = append(names, object.Name)
	}
	for begun, err := range s.Store.Multiparts(t.Context()) {
		wantCode(t, err, "")
		names = append(names, "multipart "+begun.Name)
	}
	return names
}

// versions reads the versions of the scene's document, the oldest first.
func (s *scene) versions(t *testing.T) []*gen.Version { return s.versionsOf(t, s.document) }

func (s *scene) versionsOf(t *testing.T, documentID typeid.ID) []*gen.Version {
	t.Helper()
	rows, err := s.Reader().Version.Query().
		Where(version.DocumentID(documentID)).
		Order(version.ByNumber()).
		All(viewer.As(t.Context(), viewer.Keeper, s.Clock.Now()))
	wantCode(t, err, "")
	return rows
}

func TestOlderVersionComesBack(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		upload := func(content []byte) {
			t.Helper()
			_, err := s.clara.Upload(vault.CreateUpload{DocumentID: &s.document, MediaType: "a/b", Size: int64(len(content))}, content)
			wantCode(t, err, "")
		}
		upload([]byte("second"))
		first := s.versions(t)[0].ID
		_, err := s.RestoreVersion(s.clara.Ctx(), vault.RestoreVersion{VersionID: first})
		wantCode(t, err, "")
		s.open(t, s.clara)
		_, err = s.RestoreVersion(s.clara.Ctx(), vault.RestoreVersion{VersionID: first})
		wantCode(t, err, vault.FailedPrecondition)
		_, err = s.RestoreVersion(s.pia.Ctx(), vault.RestoreVersion{VersionID: first})
		wantCode(t, err, vault.NotFound)
		upload([]byte("third"))
		if all := s.versions(t); len(all) != 3 || all[2].Number != 3 {
			t.Fatalf("%d versions", len(all))
		}
	})
}

func TestDeletedDocumentComesBackInTime(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		in := vault.RestoreDocument{DocumentID: s.document}
		window := s.Config.Policy.Handling(policies.Confidential).Recovery
		remove := func() {
			t.Helper()
			wantCode(t, s.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: s.document}), "")
		}
		_, err := s.RestoreDocument(s.clara.Ctx(), in)
		wantCode(t, err, vault.NotFound)
		remove()
		_, err = s.RestoreDocument(s.pia.Ctx(), in)
		wantCode(t, err, vault.NotFound)
		s.Clock.Move(window - time.Microsecond)
		wantCode(t, s.Purge(t.Context()), "")
		_, err = s.RestoreDocument(s.clara.Ctx(), in)
		wantCode(t, err, "")
		s.open(t, s.clara)
		wantCode(t, s.Purge(t.Context()), "")

		remove()
		s.Clock.Move(window)
		_, err = s.RestoreDocument(s.clara.Ctx(), in)
		wantCode(t, err, vault.NotFound)
		if len(s.stored(t)) == 0 {
			t.Fatal("the bytes are gone before they are purged")
		}
		wantCode(t, s.Purge(t.Context()), "")
		if left := s.stored(t); len(left) > 0 {
			t.Fatalf("left: %v", left)
		}
		wantCode(t, s.Purge(t.Context()), "")
		if row := s.versions(t)[0]; row.PurgedAt == nil || row.RemovedAt == nil {
			t.Fatalf("purged at %v, removed at %v", row.PurgedAt, row.RemovedAt)
		}
		s.Clock.Move(-window) // another replica whose clock is slow
		_, err = s.RestoreDocument(s.clara.Ctx(), in)
		wantCode(t, err, vault.NotFound)
	})
}

// TestDeletedDocumentsAreThoseThatComeBack holds the list against RestoreDocument.
func TestDeletedDocumentsAreThoseThatComeBack(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		eddy, vera := w.Staff("eddy"), w.Staff("vera")
		s.clara.Assign(eddy, s.customer.ID, membership.RoleEDITOR)
		s.clara.Assign(vera, s.customer.ID, membership.RoleVIEWER)
		secret := s.clara.Document(s.root.ID, "Secret", classification.Secret, []byte("s"))
		public := s.clara.Document(s.root.ID, "Public", classification.Public, []byte("p"))
		for _, id := range []typeid.ID{public, s.document, secret} {
			s.Clock.Move(time.Second)
			wantCode(t, s.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: id}), "")
		}
		list := func(p vaulttest.Person, want ...typeid.ID) {
			t.Helper()
			found, err := s.DeletedDocuments(p.Ctx(), s.customer.ID)
			wantCode(t, err, "")
			var ids []typeid.ID
			for _, d := range found {
				ids = append(ids, d.ID)
				window := s.Config.Policy.Handling(policies.Classification(d.Classification)).Recovery
				if !d.RestorableUntil.Equal(d.DeletedAt.Add(window)) || d.FolderID != s.root.ID {
					t.Errorf("%+v", d)
				}
			}
			if !slices.Equal(ids, want) {
				t.Errorf("%s may bring back %v, want %v", p.Subject, ids, want)
			}
		}
		list(s.clara, secret, s.document, public)
		list(eddy, s.document, public)
		for p, code := range map[*vaulttest.Person]vault.Code{&vera: vault.Forbidden, &s.ada: vault.Forbidden, &s.pia: vault.NotFound, &s.sam: vault.NotFound} {
			_, err := s.DeletedDocuments(p.Ctx(), s.customer.ID)
			wantCode(t, err, code)
		}
		_, err := s.DeletedDocuments(t.Context(), s.customer.ID)
		wantCode(t, err, vault.Unauthenticated)
		_, err = s.DeletedDocuments(s.clara.Ctx(), s.root.ID)
		wantCode(t, err, vault.BadUserInput)

		_, err = s.RestoreDocument(eddy.Ctx(), vault.RestoreDocument{DocumentID: s.document})
		wantCode(t, err, "")
		list(s.clara, secret, public)
		s.Clock.Move(s.Config.Policy.Handling(policies.Public).Recovery - 3*time.Second)
		list(s.clara, secret, public)
		s.Clock.Move(time.Second)
		list(s.clara, secret)
		wantCode(t, s.Purge(t.Context()), "")
		s.Clock.Move(-time.Second) // another replica whose clock is slow
		list(s.clara, secret)
	})
}

func TestUploadWhoseTimeIsOverIsCleared(t *testing.T) {
	const part = seal.PartSize
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		before := len(s.stored(t))
		content := vaulttest.Bytes(part + 1000)
		for _, sent := range []int{0, 1000, part, part + 10} {
			up := s.begin(t, 2*part)
			_, err := s.send(up.ID, 0, bytes.NewReader(content[:sent]), sent)
			wantCode(t, err, "")
		}
		if n := len(s.stored(t)) - before; n != 4 {
			t.Fatalf("%d things stored, want two pieces and two multiparts", n)
		}
		s.Clock.Move(s.Config.UploadLife - time.Microsecond)
		wantCode(t, s.EndUploads(t.Context()), "")
		if n := len(s.stored(t)) - before; n != 4 {
			t.Fatalf("%d things stored, before their time is over", n)
		}
		s.Clock.Move(time.Microsecond)
		wantCode(t, s.EndUploads(t.Context()), "")
		if n := len(s.stored(t)) - before; n != 0 {
			t.Fatalf("left: %v", s.stored(t))
		}
		wantCode(t, s.EndUploads(t.Context()), "")
	})
}

func TestSweepFindsWhatDiffers(t *testing.T) {
	const part = seal.PartSize
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		s.Clock.Set(time.Now()) // the store has a clock of its own
		content := vaulttest.Bytes(part + 10)
		under := s.begin(t, 2*part)
		_, err := s.send(under.ID, 0, bytes.NewReader(content), len(content))
		wantCode(t, err, "")
		lost := s.clara.Document(s.root.ID, "Lost", "INTERNAL", []byte("lost"))
		short := s.clara.Document(s.root.ID, "Short", "INTERNAL", []byte("short"))
		objects := map[typeid.ID]string{}
		for _, row := range s.allVersions(t) {
			objects[row.DocumentID] = row.Object
		}
		put := func(name string) {
			t.Helper()
			wantCode(t, s.Store.Put(t.Context(), name, 3, strings.NewReader("abc")), "")
		}
		wantCode(t, s.Store.Remove(t.Context(), objects[lost]), "")
		wantCode(t, s.Store.Remove(t.Context(), objects[short]), "")
		put(objects[short])
		put("versions/cus_1/ver_1")
		put("tails/" + under.ID.String() + "/upp_1")
		put("tails/stray/upp_1")
		_, err = s.Store.Begin(t.Context(), "versions/cus_1/ver_2")
		wantCode(t, err, "")

		compare := func(after time.Duration, repair bool) map[vault.DriftKind]int {
			t.Helper()
			found := map[vault.DriftKind]int{}
			c := vault.Comparison{Database: s.Database, Store: s.Store, Policy: s.Config.Policy, Life: s.Config.UploadLife}
			wantCode(t, c.Run(t.Context(), time.Now().Add(after), repair, func(d vault.Drift) { found[d.Kind]++ }), "")
			return found
		}
		loss := map[vault.DriftKind]int{vault.MissingObject: 1, vault.WrongSize: 1}
		all := map[vault.DriftKind]int{
			vault.MissingObject: 1, vault.WrongSize: 1, vault.UnnamedObject: 3, vault.UnnamedMultipart: 1,
		}
		same := func(got, want map[vault.DriftKind]int) {
			t.Helper()
			if len(got) != len(want) {
				t.Fatalf("got %v, want %v", got, want)
			}
			for kind, n := range want {
				if got[kind] != n {
					t.Fatalf("got %v, want %v", got, want)
				}
			}
		}
		same(compare(s.Config.UploadLife-time.Hour, true), loss)
		same(compare(s.Config.UploadLife+time.Minute, false), all)
		same(compare(s.Config.UploadLife+time.Minute, true), all)
		same(compare(s.Config.UploadLife+time.Minute, true), loss)

		// What goes on was left alone.
		rest := vaulttest.Bytes(part - 10)
		_, err = s.send(under.ID, int64(len(content)), bytes.NewReader(rest), len(rest))
		wantCode(t, err, "")
		got, err := s.clara.Download(under.DocumentID)
		wantCode(t, err, "")
		if !bytes.Equal(got, append(content, rest...)) {
			t.Fatal("other bytes than were uploaded")
		}
		s.open(t, s.clara)
	})
}

func (s *scene) allVersions(t *testing.T) []*gen.Version {
	t.Helper()
	rows, err := s.Reader().Version.Query().All(viewer.As(t.Context(), viewer.Keeper, s.Clock.Now()))
	wantCode(t, err, "")
	return rows
}
