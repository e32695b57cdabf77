package vault_test

import (
	"crypto/sha256"
	"slices"
	"testing"
	"time"

	"strongroom/ent/gen"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// TestAccessTokensAreInTheCaseFile holds that a case file names the access tokens
// that a departure ends, each once, and for as long as there is a case file.
func TestAccessTokensAreInTheCaseFile(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		present := func(token, client string, life time.Duration) error {
			who := s.clara.Identity()
			who.Bearer = vault.Bearer{Hash: sha256.Sum256([]byte(token)), Client: client, ExpiresAt: w.Clock.Now().Add(life)}
			_, err := w.Admit(t.Context(), who)
			return err
		}
		ending := func() []string {
			t.Helper()
			d, err := w.RehearseDeparture(s.ada.Ctx(), s.clara.ID, nil)
			wantCode(t, err, "")
			return clientsOf(t, w, d)
		}

		wantCode(t, present("a", "reports", time.Hour), "")
		wantCode(t, present("a", "reports", time.Hour), "")
		wantCode(t, present("b", "", time.Minute), "")
		w.Replica()
		wantCode(t, present("a", "reports", time.Hour), "")
		wantClients(t, ending(), "none", "reports")
		w.Clock.Move(2 * time.Minute)
		wantClients(t, ending(), "reports")

		_, err := w.EndSessions(s.ada.Ctx(), vault.EndSessions{UserID: &s.clara.ID})
		wantCode(t, err, "")
		wantClients(t, ending())
		w.Clock.Move(time.Second)
		wantCode(t, present("c", "backup\x00\u202e", time.Hour), "")
		d, err := w.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.clara.ID, Reason: "left"})
		wantCode(t, err, "")
		wantCode(t, present("c", "backup", time.Hour), vault.Unauthenticated)
		wantCode(t, present("d", "late", time.Hour), vault.Unauthenticated)

		w.Clock.Move(time.Second)
		_, err = w.ReinstateUser(s.ada.Ctx(), vault.ReinstateUser{UserID: s.clara.ID, Reason: "back"})
		wantCode(t, err, "")
		w.Clock.Move(time.Second)
		wantClients(t, ending()) // c ended with the first leaving
		wantCode(t, present("e", "reports", time.Minute), "")
		w.Clock.Move(2 * time.Minute)
		again, err := w.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.clara.ID, Reason: "left again"})
		wantCode(t, err, "")

		w.Clock.Move(24 * time.Hour)
		wantCode(t, w.ForgetTokens(t.Context()), "")
		wantClients(t, clientsOf(t, w, d), "backup")
		wantClients(t, clientsOf(t, w, again))
		var rows int
		wantCode(t, w.Database.DB().QueryRowContext(t.Context(), "SELECT count(*) FROM access_tokens").Scan(&rows), "")
		if rows != 2 { // b and e ran out while clara was there, and d was never good
			t.Errorf("%d access tokens are kept, want a and c", rows)
		}
	})
}

// clientsOf lists the clients of the tokens that a departure ends, the newest
// first, and holds the count to them.
func clientsOf(t *testing.T, w *vaulttest.World, d *gen.Departure) (clients []string) {
	t.Helper()
	tokens, err := w.EndedTokens(t.Context(), d)
	wantCode(t, err, "")
	for _, token := range tokens {
		if token.Client == nil {
			clients = append(clients, "none")
			continue
		}
		clients = append(clients, *token.Client)
	}
	counted, err := w.Outcome(t.Context(), d)
	wantCode(t, err, "")
	if counted.Tokens != len(tokens) {
		t.Errorf("%d tokens counted, %d listed", counted.Tokens, len(tokens))
	}
	return clients
}

func wantClients(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("tokens of %q end, want %q", got, want)
	}
}
