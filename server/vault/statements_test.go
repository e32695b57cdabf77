package vault_test

import (
	"io"
	"strings"
	"testing"

	"strongroom/ent/classification"
	"strongroom/ent/typeid"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// Round trips decide how fast small documents go: each step of one asks the
// database so often, by somebody who is signed in with a session.
func TestStatementsOfASmallDocument(t *testing.T) {
	s := newScene(vaulttest.New(t, "postgres"))
	title, level := "Small", classification.Internal
	s.clara.Document(s.root.ID, title, level, nil) // makes the key
	s.Clock.Move(1)
	in, err := s.SignIn(t.Context(), s.clara.Identity())
	wantCode(t, err, "")
	counted := s.Count()
	ctx, err := s.Resume(t.Context(), in.Secret)
	wantCode(t, err, "")
	var up vault.Upload
	var document typeid.ID
	for _, step := range []struct {
		name string
		want int64
		do   func() error
	}{
		{"resume", 1, func() error { _, err := s.Resume(t.Context(), in.Secret); return err }},
		{"admit", 1, func() error { _, err := s.Admit(t.Context(), s.clara.Identity()); return err }},
		{"create", 7, func() (err error) {
			up, err = s.CreateUpload(ctx, vault.CreateUpload{FolderID: &s.root.ID, Title: &title, MediaType: "a/b", Size: 5})
			document = up.DocumentID
			return err
		}},
		{"status", 1, func() error { _, err := s.UploadStatus(ctx, up.ID); return err }},
		{"receive", 14, func() error { _, err := s.ReceiveUpload(ctx, up.ID, 0, 5, strings.NewReader("small")); return err }},
		{"download", 8, func() error {
			content, err := s.OpenDocument(ctx, document)
			if err != nil {
				return err
			}
			defer content.Body.Close()
			_, err = io.Copy(io.Discard, content.Body)
			return err
		}},
	} {
		before := counted.N()
		wantCode(t, step.do(), "")
		if n := counted.N() - before; n != step.want {
			t.Errorf("%s takes %d statements, not %d", step.name, n, step.want)
		}
	}
}
