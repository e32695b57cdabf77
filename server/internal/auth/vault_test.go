package auth_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/user"
	"strongroom/ent/viewer"
	"strongroom/server/internal/auth"
	"strongroom/server/rig"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// entrusted is a world of which nothing is made up: a certified provider, and the vault behind it.
func entrusted(t *testing.T, change ...func(*auth.Provider)) (*world, *vaulttest.World, *rig.OpenIDProvider, *door) {
	t.Helper()
	v := vaulttest.New(t, "sqlite3")
	w := &world{client: new(http.Client)}
	v.Config.Clock = func() time.Time { return w.now() }
	v.Replica()
	provider, arriving := w.certify(t, v.Vault, change...)
	return w, v, provider, arriving
}

// enter signs somebody in and returns their browser.
func (w *world) enter(t *testing.T, provider *rig.OpenIDProvider, subject string) *http.Client {
	t.Helper()
	browser := w.browser(t)
	// A sign-in counts from the second after sessions were ended: auth_time has no fractions.
	time.Sleep(1100 * time.Millisecond)
	response := provider.SignIn(t, browser, w.URL+"/auth/login?provider=staff", subject)
	response.Body.Close()
	w.wantIn(t, browser, true)
	return browser
}

func (w *world) wantIn(t *testing.T, browser *http.Client, in bool) {
	t.Helper()
	if who := w.who(t, browser); (who != "nobody ") != in {
		t.Errorf("signed in as %q", who)
	}
}

func TestLogoutAtACertifiedProvider(t *testing.T) {
	w, v, provider, arriving := entrusted(t)
	send := func(t *testing.T, token string) int {
		t.Helper()
		return fetch(t, http.DefaultClient, http.MethodPost, arriving.URL+auth.BackchannelLogoutPath, url.Values{"logout_token": {token}}).StatusCode
	}
	t.Run("of a person ends all their sessions, and nobody else's", func(t *testing.T) {
		one, two, other := w.enter(t, provider, "ann"), w.enter(t, provider, "ann"), w.enter(t, provider, "bob")
		provider.Logout(t, "ann")
		w.wantIn(t, one, false)
		w.wantIn(t, two, false)
		w.wantIn(t, other, true)
		if got := v.Sources(provider.Issuer, "ann"); !slices.Equal(got, []string{"logout:staff", "logout:staff"}) { // one of each session
			t.Errorf("the log says %q", got)
		}
		t.Run("once: a replay is refused", func(t *testing.T) {
			again := w.enter(t, provider, "ann")
			token := arriving.last(t, "web")
			if status := send(t, token); status != http.StatusBadRequest {
				t.Errorf("status %d", status)
			}
			w.wantIn(t, again, true)
		})
	})
	t.Run("of one session ends that one", func(t *testing.T) {
		one, two := w.enter(t, provider, "ann"), w.enter(t, provider, "ann")
		provider.SignOut(t, one, provider.Issuer+"/session/end").Body.Close()
		if claims := read(t, arriving.last(t, "web")); claims["sid"] == nil {
			t.Fatalf("the provider names no session: %v", claims)
		}
		w.wantIn(t, one, false)
		w.wantIn(t, two, true)
	})
	t.Run("is not believed", func(t *testing.T) {
		ann := w.enter(t, provider, "ann")
		arriving.close(true)
		provider.Logout(t, "ann")
		arriving.close(false)
		good := arriving.last(t, "web")
		header, rest, _ := strings.Cut(good, ".")
		payload, signature, _ := strings.Cut(rest, ".")
		for name, token := range map[string]string{
			"for another client":     arriving.last(t, "other"),
			"with another signature": header + "." + payload + "." + strings.Repeat("A", len(signature)),
			"with another content":   header + "." + payload[:len(payload)-4] + "AAAA." + signature,
			"without a signature":    unsigned(good),
		} {
			t.Run(name, func(t *testing.T) {
				if status := send(t, token); status != http.StatusBadRequest {
					t.Errorf("status %d", status)
				}
				w.wantIn(t, ann, true)
			})
		}
		t.Run("from another provider", func(t *testing.T) {
			_, _, stranger, theirs := entrusted(t)
			theirs.close(true)
			stranger.Logout(t, "ann")
			if status := send(t, theirs.last(t, "web")); status != http.StatusBadRequest {
				t.Errorf("status %d", status)
			}
			w.wantIn(t, ann, true)
		})
		t.Run("when it is over", func(t *testing.T) {
			w.forward(10 * time.Minute)
			if status := send(t, good); status != http.StatusBadRequest {
				t.Errorf("status %d", status)
			}
			w.wantIn(t, ann, true)
			w.forward(-10 * time.Minute)
		})
		t.Run("but in time", func(t *testing.T) {
			if status := send(t, good); status != http.StatusOK {
				t.Errorf("status %d", status)
			}
			w.wantIn(t, ann, false)
		})
	})
}

// TestAuthTime ends the sessions of somebody whose provider knows them still, and is not asked for max_age: it tells
// auth_time when it must, or never.
func TestAuthTime(t *testing.T) {
	for name, test := range map[string]struct {
		ways rig.ProviderConfig
		back bool
	}{
		"told on demand": {rig.ProviderConfig{}, true},
		"never told":     {rig.ProviderConfig{NoAuthTime: true}, false},
	} {
		t.Run(name, func(t *testing.T) {
			v := vaulttest.New(t, "sqlite3")
			w := &world{client: new(http.Client)}
			v.Config.Clock = func() time.Time { return w.now() }
			v.Replica()
			provider, _ := w.certifyAs(t, v.Vault, test.ways, 0)
			browser := w.enter(t, provider, "ann")
			ann, err := v.Reader().User.Query().Where(user.Subject("ann")).Only(viewer.As(t.Context(), viewer.Gatekeeper, w.now()))
			if err != nil {
				t.Fatal(err)
			}
			err = v.ReceiveSignal(t.Context(), vault.Signal{
				Source: departure.TriggerOPERATOR, Issuer: ann.Issuer, Subject: ann.Subject, Effect: vault.EffectEndSessions, Reason: "lost phone",
			})
			if err != nil {
				t.Fatal(err)
			}
			w.wantIn(t, browser, false)
			time.Sleep(1100 * time.Millisecond)
			start := w.URL + "/auth/login?provider=staff"
			page, err := browser.Get(start)
			if err != nil {
				t.Fatal(err)
			}
			page.Body.Close()
			if !strings.HasPrefix(page.Request.URL.String(), provider.Issuer+"/interaction/") {
				t.Fatalf("let straight back in, to %s", page.Request.URL)
			}
			response := provider.SignIn(t, browser, start, "ann")
			response.Body.Close()
			w.wantIn(t, browser, test.back)
			if refusal := response.Request.URL.Query().Get("error"); (refusal == string(auth.Unproven)) == test.back {
				t.Errorf("refused: %q", refusal)
			}
		})
	}
}

func TestAProviderThatRefusesARefresh(t *testing.T) {
	for name, test := range map[string]struct {
		refused vault.Effect
		status  user.Status
	}{
		"ends sessions":                {vault.EffectEndSessions, user.StatusACTIVE},
		"is leaving, where so is said": {vault.EffectDepart, user.StatusDEPARTED},
	} {
		t.Run(name, func(t *testing.T) {
			w, v, provider, _ := entrusted(t, func(p *auth.Provider) { p.Watch, p.Refused = time.Minute, test.refused })
			watch := w.auth.Work()[0].Do
			ann, bob := w.enter(t, provider, "ann"), w.enter(t, provider, "bob")
			for range 3 { // with the token that the provider gave last
				w.forward(61 * time.Second)
				if err := watch(t.Context()); err != nil {
					t.Fatal(err)
				}
				w.wantIn(t, ann, true)
			}
			provider.RemoveAccount(t, "ann")
			if err := watch(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.wantIn(t, ann, true) // is not due
			w.forward(61 * time.Second)
			if err := watch(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.wantIn(t, ann, false)
			w.wantIn(t, bob, true)
			if got := status(t, v, provider.Issuer, "ann"); got != test.status {
				t.Errorf("ann is %s", got)
			}
			if got := v.Sources(provider.Issuer, "ann"); !slices.Equal(got, []string{"PROVIDER watch:staff"}) {
				t.Errorf("the log says %q", got)
			}
		})
	}
	t.Run("after an answer was lost ends sessions, and no more", func(t *testing.T) {
		w, v, provider, _ := entrusted(t, func(p *auth.Provider) { p.Watch, p.Refused = time.Minute, vault.EffectDepart })
		ann := w.enter(t, provider, "ann")
		w.forward(61 * time.Second)
		if _, ok, err := v.NextWatched(t.Context(), provider.Issuer, w.now()); !ok || err != nil { // and the replica is gone
			t.Fatal(ok, err)
		}
		provider.RemoveAccount(t, "ann")
		w.forward(61 * time.Second)
		if err := w.auth.Work()[0].Do(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.wantIn(t, ann, false)
		if got := status(t, v, provider.Issuer, "ann"); got != user.StatusACTIVE {
			t.Errorf("ann is %s", got)
		}
	})
}

// status is what an account is, past the rules.
func status(t *testing.T, v *vaulttest.World, issuer, subject string) (found user.Status) {
	t.Helper()
	row := v.Database.DB().QueryRowContext(t.Context(), "SELECT status FROM users WHERE issuer = ? AND subject = ?", issuer, subject)
	if err := row.Scan(&found); err != nil {
		t.Fatal(err)
	}
	return found
}
