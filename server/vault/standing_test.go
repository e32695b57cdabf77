package vault_test

import (
	"testing"

	"entgo.io/ent/dialect"

	"strongroom/server/vault/vaulttest"
)

// TestTheCheckIsOneStatement counts what it costs each request to know who asks.
func TestTheCheckIsOneStatement(t *testing.T) {
	w := vaulttest.New(t, dialect.Postgres)
	clara := w.Staff("clara")
	in, err := w.SignIn(t.Context(), clara.Identity())
	wantCode(t, err, "")
	counted := w.Count()
	for name, check := range map[string]func() error{
		"session": func() error { _, err := w.Resume(t.Context(), in.Secret); return err },
		"token":   func() error { _, err := w.Admit(t.Context(), clara.Identity()); return err },
	} {
		before := counted.N()
		wantCode(t, check(), "")
		if n := counted.N() - before; n != 1 {
			t.Errorf("a %s takes %d statements", name, n)
		}
	}
}
