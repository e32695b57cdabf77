package vault_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/seal"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// withKeyFile puts a world on a key file that the test has.
func withKeyFile(t *testing.T, w *vaulttest.World) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "root.key")
	root, err := seal.CreateKeyFile(path)
	wantCode(t, err, "")
	w.Config.Root = root
	w.Replica()
	return path
}

func (s *scene) keys(t *testing.T) []*gen.CustomerKey {
	t.Helper()
	rows, err := s.Reader().CustomerKey.Query().All(viewer.As(t.Context(), viewer.Keeper, s.Clock.Now()))
	wantCode(t, err, "")
	return rows
}

func TestRootKeyRotates(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		path := withKeyFile(t, w)
		s := newScene(w)
		s.clara.Document(s.root.ID, "Secret", classification.Secret, []byte("s"))
		under := s.begin(t, 1000)
		content := vaulttest.Bytes(1000)
		_, err := s.send(under.ID, 0, bytes.NewReader(content[:10]), 10)
		wantCode(t, err, "")
		stored := s.stored(t)
		session := s.watched(t)

		root, err := seal.RotateKeyFile(path)
		wantCode(t, err, "")
		rotation := vault.NewRotation(s.Database, root, s.Clock.Now)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if n, m, err := rotation.Root(ctx); n+m != 0 || err == nil {
			t.Fatalf("%d, %d, %v of a rotation that was broken off", n, m, err)
		}
		if n, m, err := rotation.Root(t.Context()); n != len(s.keys(t)) || m != 1 || err != nil {
			t.Fatalf("%d of %d keys, %d of 1 session's, %v", n, len(s.keys(t)), m, err)
		}
		if n, m, err := rotation.Root(t.Context()); n+m != 0 || err != nil {
			t.Fatalf("%d, %d keys the second time, %v", n, m, err)
		}

		// The old root key is not needed any more, and no content was touched.
		text, err := os.ReadFile(path)
		wantCode(t, err, "")
		newest, _, _ := strings.Cut(string(text), "\n")
		wantCode(t, os.WriteFile(path, []byte(newest+"\n"), 0o600), "")
		if s.Config.Root, err = seal.OpenKeyFile(path); err != nil {
			t.Fatal(err)
		}
		s.Replica()
		s.open(t, s.clara)
		session.known(t)
		_, err = s.send(under.ID, 10, bytes.NewReader(content[10:]), 990)
		wantCode(t, err, "")
		if now := s.stored(t); len(stored) != len(now) {
			t.Fatalf("stored %v before, %v after", stored, now)
		}
	})
}

// watched is a session for which a provider gave something.
type watched struct {
	*scene
	secret string
}

func (s *scene) watched(t *testing.T) watched {
	t.Helper()
	who := s.clara.Identity()
	who.Keepsake = vault.Keepsake{Refresh: "refresh-secret", IDToken: "id-secret"}
	in, err := s.SignIn(t.Context(), who)
	wantCode(t, err, "")
	return watched{s, in.Secret}
}

// known fails unless what the provider gave can be opened.
func (s watched) known(t *testing.T) {
	t.Helper()
	ctx, err := s.Resume(t.Context(), s.secret)
	wantCode(t, err, "")
	if hint, err := s.LogoutHint(ctx); hint != "id-secret" || err != nil {
		t.Fatalf("hint %q, %v", hint, err)
	}
}

func TestKeysMoveToAnotherProvider(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		session := s.watched(t)
		other, err := seal.CreateKeyFile(filepath.Join(t.TempDir(), "other.key"))
		wantCode(t, err, "")
		s.moves(t, other)
		session.known(t)
	})
}

// moves moves all keys to another provider, while the vault is in use.
func (s *scene) moves(t *testing.T, other seal.Root) {
	t.Helper()
	s.Config.Root = seal.Roots{other, s.Config.Root}
	s.Replica()
	s.open(t, s.clara)
	n, _, err := vault.NewRotation(s.Database, s.Config.Root, s.Clock.Now).Root(t.Context())
	if n != len(s.keys(t)) || err != nil {
		t.Fatalf("%d of %d keys, %v", n, len(s.keys(t)), err)
	}
	s.Config.Root = other
	s.Replica()
	s.open(t, s.clara)
	wantCode(t, s.Check(t.Context()), "")
}

func TestRotationNamesTheRootKeyThatIsGone(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		old := s.keys(t)[0].RootKey
		other, err := seal.CreateKeyFile(filepath.Join(t.TempDir(), "other.key"))
		wantCode(t, err, "")
		n, _, err := vault.NewRotation(s.Database, other, s.Clock.Now).Root(t.Context())
		if n != 0 || err == nil || !strings.Contains(err.Error(), old) {
			t.Fatalf("%d, %v", n, err)
		}
		s.open(t, s.clara)
	})
}

func TestCustomerKeysRotate(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		gone := s.clara.Document(s.root.ID, "Deleted", classification.Secret, []byte("s"))
		wantCode(t, s.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: gone}), "")
		under := s.begin(t, 5)
		before := s.keys(t)
		s.Clock.Move(time.Second)
		at := s.Clock.Now()
		rotation := vault.NewRotation(s.Database, s.Config.Root, s.Clock.Now)
		made, rewrapped, err := rotation.Customer(t.Context(), at)
		wantCode(t, err, "")
		if made != len(before) || rewrapped != 2 {
			t.Fatalf("%d keys made of %d, %d versions rewrapped of 2", made, len(before), rewrapped)
		}
		newest := map[typeid.ID]bool{}
		for _, key := range s.keys(t) {
			newest[key.ID] = key.Generation == 2
		}
		for _, row := range s.allVersions(t) {
			if !newest[row.CustomerKeyID] {
				t.Errorf("%s is under an old key", row.ID)
			}
		}
		s.open(t, s.clara)
		_, err = s.RestoreDocument(s.clara.Ctx(), vault.RestoreDocument{DocumentID: gone})
		wantCode(t, err, "")
		_, err = s.clara.Download(gone)
		wantCode(t, err, "")

		// An upload that was under way ends under the key that it began with.
		_, err = s.send(under.ID, 0, strings.NewReader("under"), 5)
		wantCode(t, err, "")
		if made, rewrapped, err = rotation.Customer(t.Context(), at); made != 0 || rewrapped != 1 || err != nil {
			t.Fatalf("%d made, %d rewrapped, %v the second time", made, rewrapped, err)
		}
		_, err = s.clara.Download(under.DocumentID)
		wantCode(t, err, "")
	})
}
