package vault_test

import (
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/server/internal/seal"
	"strongroom/server/internal/seal/awskms"
	"strongroom/server/internal/seal/sealtest"
	"strongroom/server/rig"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

func TestVaultOnKMS(t *testing.T) {
	server := rig.KMS(t)
	onProvider(t, sealtest.Provider{
		Open: func(t *testing.T) seal.Root {
			root, err := awskms.New(t.Context(), awskms.Config{Key: server.Alias, Endpoint: server.URL})
			wantCode(t, err, "")
			return root
		},
		Rotate: server.Rotate, Away: server.Stop, Back: server.Start,
	})
}

// onProvider has a vault move to a provider of root keys, turn to a new one, do without the provider for
// a while, and move away again.
func onProvider(t *testing.T, p sealtest.Provider) {
	t.Helper()
	provider, s := p.Open(t), newScene(vaulttest.New(t, "postgres"))
	file, session := s.Config.Root, s.watched(t)
	s.moves(t, provider)
	session.known(t)
	p.Rotate(t)
	n, m, err := vault.NewRotation(s.Database, provider, s.Clock.Now).Root(t.Context())
	if n != len(s.keys(t)) || m != 1 || err != nil {
		t.Fatalf("%d of %d keys, %d of 1 session's, %v", n, len(s.keys(t)), m, err)
	}
	content := vaulttest.Bytes(1000)
	id := s.clara.Document(s.root.ID, "New", classification.Secret, content)
	read := func() error {
		got, err := s.clara.Download(id)
		if err == nil && string(got) != string(content) {
			t.Error("other bytes than were uploaded")
		}
		return err
	}
	wantCode(t, read(), "")

	p.Away(t)
	title := "T"
	for what, do := range map[string]func() error{
		"download": read,
		"upload": func() error {
			_, err := s.CreateUpload(s.clara.Ctx(), vault.CreateUpload{FolderID: &s.root.ID, Title: &title, MediaType: "a/b", Size: 1})
			return err
		},
		"check": func() error { return s.Check(t.Context()) },
	} {
		began := time.Now()
		err := do()
		wantCode(t, err, vault.Unavailable)
		silent(t, err)
		if took := time.Since(began); took > sealtest.Patience {
			t.Errorf("%s took %v", what, took)
		}
	}
	p.Back(t)
	wantCode(t, read(), "")
	s.moves(t, file)
	session.known(t)
}
