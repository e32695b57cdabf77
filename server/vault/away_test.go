package vault_test

import (
	"errors"
	"net/url"
	"os"
	"strings"
	"testing"

	"strongroom/ent/classification"
	"strongroom/ent/migrations"
	"strongroom/ent/viewer"
	"strongroom/server/internal/blob/s3"
	"strongroom/server/internal/seal"
	"strongroom/server/internal/seal/transit"
	"strongroom/server/rig"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// silent fails the test when an error that is shown tells what is underneath.
func silent(t testing.TB, err error, secrets ...string) {
	t.Helper()
	for _, secret := range append(secrets, "127.0.0.1", "SELECT", "dial", "sql") {
		if err != nil && strings.Contains(err.Error(), secret) {
			t.Fatalf("%q tells of %q", err, secret)
		}
	}
}

func TestDatabaseIsAway(t *testing.T) {
	w := vaulttest.New(t, "postgres")
	clara := w.Staff("clara")
	ctx := clara.Ctx()
	in, err := w.SignIn(t.Context(), clara.Identity())
	wantCode(t, err, "")

	working := w.Config.Database
	w.Config.Database, err = migrations.OpenPostgres("postgres://nobody@127.0.0.1:1/none?connect_timeout=2")
	wantCode(t, err, "")
	t.Cleanup(func() { wantCode(t, w.Config.Database.Close(), "") })
	w.Replica()
	for name, call := range map[string]func() error{
		"resume":  func() error { _, err := w.Resume(t.Context(), in.Secret); return err },
		"admit":   func() error { _, err := w.Admit(t.Context(), clara.Identity()); return err },
		"sign in": func() error { _, err := w.SignIn(t.Context(), clara.Identity()); return err },
		"create": func() error {
			_, err := w.CreateCustomer(ctx, vault.CreateCustomer{Name: "N", Category: "C", Importance: "NORMAL"})
			return err
		},
		"may":   func() error { _, err := w.MayOn(ctx, "customer:view", clara.ID, "cus_x"); return err },
		"check": func() error { return w.Check(t.Context()) },
	} {
		t.Run(name, func(t *testing.T) {
			err := call()
			wantCode(t, err, vault.Unavailable)
			silent(t, err, "nobody")
		})
	}
	t.Run("and comes back", func(t *testing.T) {
		w.Config.Database = working
		w.Replica()
		_, err := w.Resume(t.Context(), in.Secret)
		wantCode(t, err, "")
	})
}

func TestDatabaseDropsItsConnections(t *testing.T) {
	w := vaulttest.New(t, "postgres")
	clara := w.Staff("clara")
	_, err := w.Database.DB().ExecContext(t.Context(),
		"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
	wantCode(t, err, "")
	for range 20 {
		_, err := w.Resume(t.Context(), "unknown")
		if code := vault.CodeOf(err); code != vault.Unauthenticated && code != vault.Unavailable {
			t.Fatalf("answered with %v", err)
		}
	}
	clara.Customer("After")
}

func TestKeyFileIsWrong(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		other, err := seal.CreateKeyFile(t.TempDir() + "/other.key")
		wantCode(t, err, "")
		s.Config.Root = other
		s.Replica()
		_, err = s.clara.Download(s.document)
		wantCode(t, err, vault.Internal)
		silent(t, err)
		if !errors.Is(err, seal.ErrKeyRefused) {
			t.Fatalf("cause %v, want a refused key", errors.Unwrap(err))
		}
		_, err = s.clara.Upload(vault.CreateUpload{DocumentID: &s.document, MediaType: "a/b", Size: 1}, []byte("x"))
		wantCode(t, err, vault.Internal)
	})
}

func TestRootKeyIsAway(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		file := s.Config.Root
		away, err := transit.New(transit.Config{
			URL: &url.URL{Scheme: "http", Host: "127.0.0.1:1"}, Mount: "transit", Key: "strongroom", TokenFile: os.Args[0],
		})
		wantCode(t, err, "")
		s.Config.Root = seal.Roots{away, file}
		s.Replica()
		s.open(t, s.clara) // which the file had wrapped
		title, level := "T", classification.Secret
		upload := func() error {
			_, err := s.CreateUpload(s.clara.Ctx(), vault.CreateUpload{
				FolderID: &s.root.ID, Title: &title, Classification: &level, MediaType: "a/b", Size: 1,
			})
			return err
		}
		for name, call := range map[string]func() error{
			"a new key": upload,
			"check":     func() error { return s.Check(t.Context()) },
		} {
			err := call()
			wantCode(t, err, vault.Unavailable)
			silent(t, err)
			if !errors.Is(err, seal.ErrRootUnavailable) {
				t.Errorf("%s: cause %v", name, errors.Unwrap(err))
			}
		}
		s.Config.Root = file
		s.Replica()
		wantCode(t, upload(), "")
	})
}

func TestNobodyDoesNothing(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		name := "T"
		for what, err := range map[string]error{
			"create customer": func() error {
				_, err := s.CreateCustomer(t.Context(), vault.CreateCustomer{Name: "N", Category: "C", Importance: "NORMAL"})
				return err
			}(),
			"upload": func() error {
				_, err := s.CreateUpload(t.Context(), vault.CreateUpload{FolderID: &s.root.ID, Title: &name, MediaType: "a/b"})
				return err
			}(),
			"open":     func() error { _, err := s.OpenDocument(t.Context(), s.document); return err }(),
			"sign out": s.SignOut(t.Context()),
			"impostor": func() error {
				_, err := s.OpenDocument(viewer.NewContext(t.Context(), viewer.Viewer{}), s.document)
				return err
			}(),
		} {
			t.Run(what, func(t *testing.T) {
				if code := vault.CodeOf(err); code != vault.Unauthenticated && (what != "impostor" || code != vault.NotFound) {
					t.Fatalf("%v", err)
				}
			})
		}
		s.open(t, s.clara)
	})
}

// TestOnTheObjectStore is the way of a document over a real S3 server.
func TestOnTheObjectStore(t *testing.T) {
	w := vaulttest.New(t, "postgres")
	w.Config.Store = s3Store(t, rig.S3(t))
	w.Replica()
	clara, content := w.Staff("clara"), vaulttest.Bytes(2*seal.PartSize+77)
	_, root := clara.Customer("Northwind")
	id := clara.Document(root.ID, "Large", classification.Secret, content)
	got, err := clara.Download(id)
	wantCode(t, err, "")
	if string(got) != string(content) {
		t.Fatal("other bytes than were uploaded")
	}
}

func s3Store(t *testing.T, at rig.ObjectStore) *s3.Store {
	t.Helper()
	store, err := s3.New(vaulttest.Bucket(at))
	wantCode(t, err, "")
	return store
}
