//go:build vault

package vault_test

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/server/internal/seal/sealtest"
	"strongroom/server/internal/seal/transit"
	"strongroom/server/rig"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

func TestVaultOnTransit(t *testing.T) {
	server := rig.Transit(t)
	address, err := url.Parse(server.URL)
	wantCode(t, err, "")
	token := filepath.Join(t.TempDir(), "token")
	wantCode(t, os.WriteFile(token, []byte(server.Token), 0o600), "")
	engine, err := transit.New(transit.Config{URL: address, Mount: "transit", Key: "strongroom", TokenFile: token})
	wantCode(t, err, "")

	s := newScene(vaulttest.New(t, "postgres"))
	file, session := s.Config.Root, s.watched(t)
	s.moves(t, engine)
	session.known(t)
	server.Rotate(t)
	n, m, err := vault.NewRotation(s.Database, engine, s.Clock.Now).Root(t.Context())
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

	server.Seal(t)
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
	server.Unseal(t)
	wantCode(t, read(), "")
	s.moves(t, file)
	session.known(t)
}
