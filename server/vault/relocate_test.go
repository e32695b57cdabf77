package vault_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen/event"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/seal"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// other counts what the second bucket holds.
func (s *scene) other(t *testing.T) int {
	t.Helper()
	return s.objects(t, blob.InBucket(vaulttest.OtherBucket, ""))
}

// reads fails unless a document can be downloaded as it was uploaded.
func (s *scene) reads(t *testing.T, documentID typeid.ID, content []byte) {
	t.Helper()
	got, err := s.clara.Download(documentID)
	wantCode(t, err, "")
	if !bytes.Equal(got, content) {
		t.Fatal("other bytes than were uploaded")
	}
}

func (s *scene) classify(t *testing.T, documentID typeid.ID, level classification.Level) {
	t.Helper()
	_, err := s.UpdateDocument(s.clara.Ctx(), vault.UpdateDocument{DocumentID: documentID, Classification: &level})
	wantCode(t, err, "")
}

// TestBucketOfClassification uploads what is kept in a bucket of its own, and what is
// not: in pieces, of parts, of a part, of nothing; to the end and given up.
func TestBucketOfClassification(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		s.KeepIn(vaulttest.OtherBucket, classification.Secret)
		secret := func(in *vault.CreateUpload) { level := classification.Secret; in.Classification = &level }
		before := s.objects(t, "versions/")
		for i, size := range []int{0, 1000, seal.PartSize + 10} {
			content := vaulttest.Bytes(size)
			up := s.begin(t, size, secret)
			if size > 500 {
				_, err := s.send(up.ID, 0, bytes.NewReader(content[:500]), 500)
				wantCode(t, err, "")
				if n := s.objects(t, blob.InBucket(vaulttest.OtherBucket, "tails/")); n != 1 || s.objects(t, "tails/") != 0 {
					t.Fatalf("%d pieces in the bucket, %d not", n, s.objects(t, "tails/"))
				}
				_, err = s.send(up.ID, 500, bytes.NewReader(content[500:]), size-500)
				wantCode(t, err, "")
			}
			s.reads(t, up.DocumentID, content)
			if n := s.other(t); n != i+1 {
				t.Fatalf("%d objects in the bucket after %d uploads", n, i+1)
			}
		}
		up := s.begin(t, seal.PartSize+10, secret)
		_, err := s.send(up.ID, 0, bytes.NewReader(vaulttest.Bytes(seal.PartSize+5)), seal.PartSize+5)
		wantCode(t, err, "")
		wantCode(t, s.AbandonUpload(s.clara.Ctx(), up.ID), "")
		if n := s.other(t); n != 3 || s.objects(t, "versions/") != before {
			t.Fatalf("%d objects in the bucket, %d more outside", n, s.objects(t, "versions/")-before)
		}
		s.clara.Document(s.root.ID, "Internal", classification.Internal, []byte("i"))
		if n := s.other(t); n != 3 || s.objects(t, "versions/") != before+1 {
			t.Fatalf("%d objects in the bucket, %d more outside", n, s.objects(t, "versions/")-before)
		}
	})
}

// TestRelocation reclassifies documents to and fro, and has their bytes moved.
func TestRelocation(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		s.KeepIn(vaulttest.OtherBucket, classification.Secret)
		long := vaulttest.Bytes(2*seal.PartSize + 10)
		large := s.clara.Document(s.root.ID, "Large", classification.Internal, long)
		empty := s.clara.Document(s.root.ID, "Empty", classification.Internal, nil)
		deleted := s.clara.Document(s.root.ID, "Deleted", classification.Internal, []byte("d"))
		stays := s.clara.Document(s.root.ID, "Stays", classification.Internal, []byte("s"))
		_, err := s.clara.Upload(vault.CreateUpload{DocumentID: &large, MediaType: "a/b", Size: 5}, []byte("newer"))
		wantCode(t, err, "")
		all := len(s.stored(t))

		// A reader that began before goes on, wherever the bytes are.
		reading, err := s.OpenVersion(s.clara.Ctx(), s.versionsOf(t, large)[0].ID)
		wantCode(t, err, "")
		defer reading.Body.Close()
		begin := make([]byte, 10)
		if _, err := io.ReadFull(reading.Body, begin); err != nil {
			t.Fatal(err)
		}
		moved := []typeid.ID{large, empty, deleted}
		for _, id := range moved {
			s.classify(t, id, classification.Secret)
		}
		wantCode(t, s.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: deleted}), "")
		if n := s.other(t); n != 0 {
			t.Fatalf("%d objects moved at once", n)
		}
		for range 2 {
			wantCode(t, s.Relocate(t.Context()), "")
			if n := s.other(t); n != 4 || len(s.stored(t)) != all {
				t.Fatalf("%d objects in the bucket, %d of %d in all", n, len(s.stored(t)), all)
			}
		}
		if _, err := reading.Body.Seek(2*seal.PartSize, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(reading.Body); err != nil || !bytes.Equal(append(begin, got...), append(long[:10:10], long[2*seal.PartSize:]...)) {
			t.Fatalf("read on: %d bytes, %v", len(got), err)
		}
		_, err = s.RestoreDocument(s.clara.Ctx(), vault.RestoreDocument{DocumentID: deleted})
		wantCode(t, err, "")
		s.reads(t, large, []byte("newer"))
		s.reads(t, empty, nil)
		s.reads(t, deleted, []byte("d"))
		s.reads(t, stays, []byte("s"))
		events, err := s.Reader().Event.Query().Where(event.Action("document:relocate")).All(viewer.As(t.Context(), viewer.Registrar, s.Clock.Now()))
		if err != nil || len(events) != 4 || events[0].Detail["bucket"] != vaulttest.OtherBucket || *events[0].CustomerID != s.customer.ID {
			t.Fatalf("events %v, %v", events, err)
		}

		s.classify(t, large, classification.Internal)
		wantCode(t, s.Relocate(t.Context()), "")
		s.reads(t, large, []byte("newer"))
		if n := s.other(t); n != 2 || len(s.stored(t)) != all {
			t.Fatalf("%d objects in the bucket, %d of %d in all", n, len(s.stored(t)), all)
		}
		// Other rules move the bytes as well.
		s.KeepIn(vaulttest.OtherBucket, classification.Internal)
		wantCode(t, s.Relocate(t.Context()), "")
		s.reads(t, large, []byte("newer"))
		s.reads(t, empty, nil)
		if n := s.other(t); n != 3 || len(s.stored(t)) != all {
			t.Fatalf("%d objects in the bucket, %d of %d in all", n, len(s.stored(t)), all)
		}
		// What was purged is not moved any more.
		wantCode(t, s.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: large}), "")
		s.Clock.Move(s.Config.Policy.Handling("INTERNAL").Recovery)
		s.Config.Store = &broken{Store: s.Store, call: "Remove", err: blob.ErrUnavailable}
		s.Replica()
		wantCode(t, s.Purge(t.Context()), vault.Unavailable)
		s.Config.Store = s.Store
		s.KeepIn(vaulttest.OtherBucket)
		wantCode(t, s.Relocate(t.Context()), "")
		if n := s.other(t); n != 2 {
			t.Fatalf("%d objects in the bucket, not the 2 that are purged", n)
		}
	})
}

// interrupted is a store that does something, once, before an object is written,
// part or whole, or asked for, and may spoil what is written.
type interrupted struct {
	blob.Store
	before func()
	spoils bool
}

func (i *interrupted) interrupt() {
	if before := i.before; before != nil {
		i.before = nil
		before()
	}
}

func (i *interrupted) Put(ctx context.Context, name string, size int64, r io.Reader) error {
	i.interrupt()
	return i.Store.Put(ctx, name, size, i.spoil(r, size))
}

func (i *interrupted) PutPart(ctx context.Context, name, multipart string, number int, size int64, r io.Reader) (blob.Part, error) {
	i.interrupt()
	return i.Store.PutPart(ctx, name, multipart, number, size, i.spoil(r, size))
}

func (i *interrupted) Stat(ctx context.Context, name string) (blob.Object, error) {
	i.interrupt()
	return i.Store.Stat(ctx, name)
}

func (i *interrupted) spoil(r io.Reader, size int64) io.Reader {
	if !i.spoils {
		return r
	}
	return io.MultiReader(io.LimitReader(r, size-1), strings.NewReader("?"))
}

func TestRelocationMeets(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		content := vaulttest.Bytes(seal.PartSize + 10)
		large := s.clara.Document(s.root.ID, "Large", classification.Internal, content)
		small := s.clara.Document(s.root.ID, "Small", classification.Public, []byte("s"))
		meets := func(t *testing.T, store *interrupted, want vault.Code, other int) {
			t.Helper()
			s.Config.Store = store
			s.KeepIn(vaulttest.OtherBucket, classification.Internal)
			err := s.Relocate(t.Context())
			s.Config.Store = s.Store
			s.KeepIn(vaulttest.OtherBucket, classification.Internal)
			wantCode(t, err, want)
			s.reads(t, large, content)
			s.reads(t, small, []byte("s"))
			if all := s.stored(t); s.other(t) != other || len(all) != 3 {
				t.Fatalf("%d objects in the bucket, %d in all", s.other(t), len(all))
			}
		}
		t.Run("a store that spoils what is copied", func(t *testing.T) {
			meets(t, &interrupted{Store: s.Store, spoils: true}, vault.Internal, 0)
		})
		for _, call := range []string{"Put", "PutPart", "Complete", "Open", "Remove"} {
			t.Run("a store that is away at "+call, func(t *testing.T) {
				s.KeepIn(vaulttest.OtherBucket, classification.Internal, classification.Public)
				s.Config.Store = &broken{Store: s.Store, call: call, err: blob.ErrUnavailable}
				s.Replica()
				err := s.Relocate(t.Context())
				if call != "Remove" {
					wantCode(t, err, vault.Unavailable)
				}
				s.Config.Store = s.Store
				s.KeepIn(vaulttest.OtherBucket)
				s.reads(t, large, content)
				s.reads(t, small, []byte("s"))
				wantCode(t, s.Relocate(t.Context()), "")
				s.settled(t, 3)
				if n := s.other(t); n != 0 {
					t.Fatalf("%d objects in the bucket", n)
				}
			})
		}
		t.Run("another replica that does the same", func(t *testing.T) {
			meets(t, &interrupted{Store: s.Store, before: func() {
				twin := s.Config
				twin.Store = s.Store
				v, err := vault.New(twin)
				wantCode(t, err, "")
				wantCode(t, v.Relocate(t.Context()), "")
			}}, "", 1)
		})
		t.Run("rules that are others meanwhile", func(t *testing.T) {
			s.KeepIn(vaulttest.OtherBucket)
			wantCode(t, s.Relocate(t.Context()), "")
			meets(t, &interrupted{Store: s.Store, before: func() { s.classify(t, large, classification.Public) }}, "", 0)
			s.classify(t, large, classification.Internal)
		})
		t.Run("a comparison with the store", func(t *testing.T) {
			s.KeepIn(vaulttest.OtherBucket, classification.Confidential, classification.Internal, classification.Public)
			moving := &interrupted{Store: s.Store, before: func() { wantCode(t, s.Relocate(t.Context()), "") }}
			c := vault.Comparison{Database: s.Database, Store: moving, Policy: s.Config.Policy, Life: s.Config.UploadLife}
			wantCode(t, c.Run(t.Context(), time.Now(), false, func(d vault.Drift) { t.Errorf("drift %v", d) }), "")
			if moving.before != nil || s.other(t) != 3 {
				t.Errorf("%d objects in the bucket", s.other(t))
			}
			s.KeepIn(vaulttest.OtherBucket)
			wantCode(t, s.Relocate(t.Context()), "")
		})
		t.Run("a purge", func(t *testing.T) {
			wantCode(t, s.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: large}), "")
			s.Config.Store = &interrupted{Store: s.Store, before: func() {
				s.Clock.Move(s.Config.Policy.Handling("INTERNAL").Recovery)
				wantCode(t, s.Purge(t.Context()), "")
			}}
			s.KeepIn(vaulttest.OtherBucket, classification.Internal)
			wantCode(t, s.Relocate(t.Context()), "")
			if all := s.stored(t); len(all) != 2 {
				t.Fatalf("left: %v", all)
			}
		})
	})
}

// TestBucketThatIsMissing takes a bucket out of the configuration, with what it keeps.
func TestBucketThatIsMissing(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		s.KeepIn(vaulttest.OtherBucket, classification.Secret)
		secret := s.clara.Document(s.root.ID, "Secret", classification.Secret, []byte("s"))
		both := s.Store
		lone, err := blob.NewBuckets(map[string]blob.Store{blob.DefaultBucket: both})
		wantCode(t, err, "")
		s.Config.Store = lone
		s.Replica()
		_, err = s.clara.Download(secret)
		wantCode(t, err, vault.Unavailable)
		level, title := classification.Secret, "More"
		up, err := s.CreateUpload(s.clara.Ctx(), vault.CreateUpload{
			FolderID: &s.root.ID, Title: &title, Classification: &level, MediaType: "a/b", Size: 1,
		})
		wantCode(t, err, "")
		_, err = s.send(up.ID, 0, strings.NewReader("x"), 1)
		wantCode(t, err, vault.Unavailable)
		s.KeepIn(blob.DefaultBucket, classification.Secret)
		wantCode(t, s.Relocate(t.Context()), vault.Unavailable)
		wantCode(t, s.AbandonUpload(s.clara.Ctx(), up.ID), "")

		s.Config.Store = both
		s.Replica()
		s.reads(t, secret, []byte("s"))
		found := map[vault.DriftKind]int{}
		c := vault.Comparison{Database: s.Database, Store: s.Store, Policy: s.Config.Policy, Life: s.Config.UploadLife}
		wantCode(t, c.Run(t.Context(), time.Now(), false, func(d vault.Drift) { found[d.Kind]++ }), "")
		if len(found) != 1 || found[vault.WrongBucket] != 1 {
			t.Fatalf("drift %v", found)
		}
		wantCode(t, s.Relocate(t.Context()), "")
		s.reads(t, secret, []byte("s"))
		wantCode(t, c.Run(t.Context(), time.Now(), false, func(d vault.Drift) { t.Errorf("drift %v", d) }), "")
	})
}
