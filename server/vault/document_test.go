package vault_test

import (
	"bytes"
	"errors"
	"io"
	"sync"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/viewer"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

func TestNewVersion(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		second := vaulttest.Bytes(10)
		id, err := s.clara.Upload(vault.CreateUpload{DocumentID: &s.document, MediaType: "text/plain", Size: 10}, second)
		wantCode(t, err, "")
		if id != s.document {
			t.Fatal("another document")
		}
		got, err := s.clara.Download(s.document)
		wantCode(t, err, "")
		if !bytes.Equal(got, second) {
			t.Fatal("not the newest bytes")
		}
		versions, err := s.Reader().Version.Query().All(s.clara.Ctx())
		wantCode(t, err, "")
		for _, ver := range versions {
			if ver.Number != 1 {
				continue
			}
			opened, err := s.OpenVersion(s.clara.Ctx(), ver.ID)
			wantCode(t, err, "")
			first, err := io.ReadAll(opened.Body)
			wantCode(t, err, "")
			if !bytes.Equal(first, s.content) {
				t.Fatal("the first version's bytes are lost")
			}
		}
	})
}

func TestReclassifiedDocumentOpens(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		secret := classification.Secret
		_, err := s.UpdateDocument(s.clara.Ctx(), vault.UpdateDocument{DocumentID: s.document, Classification: &secret})
		wantCode(t, err, "")
		s.open(t, s.clara)
	})
}

func TestMoveAndDelete(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		sub := s.clara.Folder(s.root.ID, "Sub")
		pia := s.pia
		s.clara.MustGrant(pia, s.document, func(in *vault.GrantAccess) { in.DocumentID, in.FolderID = nil, &sub.ID })
		s.shut(t, pia)
		_, err := s.MoveDocument(s.clara.Ctx(), vault.MoveDocument{DocumentID: s.document, FolderID: sub.ID})
		wantCode(t, err, "")
		s.open(t, pia)
		_, other := s.clara.Customer("Southwind")
		_, err = s.MoveDocument(s.clara.Ctx(), vault.MoveDocument{DocumentID: s.document, FolderID: other.ID})
		wantCode(t, err, vault.FailedPrecondition)
		wantCode(t, s.DeleteDocument(s.pia.Ctx(), vault.DeleteDocument{DocumentID: s.document}), vault.Forbidden)
		wantCode(t, s.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: s.document}), "")
		s.shut(t, s.clara)
		s.shut(t, pia)
		wantCode(t, s.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: s.document}), vault.NotFound)
		s.Clock.Move(time.Second)
	})
}

// TestVersionsAndReclassificationAtOnce holds that what happens to one
// document at once happens one after the other: versions get numbers of their
// own, and every version stays readable, whatever key it came under.
func TestVersionsAndReclassificationAtOnce(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		var group sync.WaitGroup
		for i := range 6 {
			group.Go(func() {
				_, err := s.clara.Upload(vault.CreateUpload{DocumentID: &s.document, MediaType: "a/b", Size: 1}, []byte{byte(i)})
				if code := vault.CodeOf(err); err != nil && code != vault.FailedPrecondition && code != vault.Conflict {
					t.Errorf("upload: %v", err)
				}
			})
			group.Go(func() {
				level := classification.All()[i%4]
				_, err := s.UpdateDocument(s.clara.Ctx(), vault.UpdateDocument{DocumentID: s.document, Classification: &level})
				if err != nil && vault.CodeOf(err) != vault.Conflict {
					t.Errorf("reclassify: %v", err)
				}
			})
		}
		group.Wait()
		d, err := s.Reader().Document.Query().WithVersions(func(q *gen.VersionQuery) { q.WithCustomerKey() }).
			Only(viewer.As(t.Context(), viewer.Keeper, w.Clock.Now()))
		wantCode(t, err, "")
		for _, ver := range d.Edges.Versions {
			if ver.Edges.CustomerKey.Classification != d.Classification {
				t.Errorf("version %d is under the key for %s, the document is %s", ver.Number, ver.Edges.CustomerKey.Classification, d.Classification)
			}
			opened, err := s.OpenVersion(s.clara.Ctx(), ver.ID)
			wantCode(t, err, "")
			_, err = io.ReadAll(opened.Body)
			wantCode(t, errors.Join(err, opened.Body.Close()), "")
		}
	})
}
