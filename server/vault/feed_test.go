package vault_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

func TestAFeedThatFallsSilentShows(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		w.Config.Feeds = []vault.Feed{
			{Name: "ssf:staff", Kind: vault.FeedSharedSignals, Issuer: vaulttest.Issuer, SilentAfter: time.Minute},
			{Name: "scim:staff", Kind: vault.FeedSCIM, Issuer: vaulttest.Issuer},
		}
		w.Replica()
		ada, clara := w.Admin("ada"), w.Staff("clara")
		want := func(t *testing.T, heard, silent bool) {
			t.Helper()
			states, err := w.SignalFeeds(ada.Ctx())
			wantCode(t, err, "")
			if len(states) != 2 || (states[0].HeardAt != nil) != heard || states[0].Silent != silent || states[1].Silent {
				t.Fatalf("%+v, %+v", *states[0], *states[1])
			}
		}
		want(t, false, false)
		w.Clock.Move(2 * time.Minute)
		want(t, false, true)
		t.Run("until it is heard, on any replica", func(t *testing.T) {
			wantCode(t, w.Heard(t.Context(), "ssf:staff"), "")
			want(t, true, false)
			w.Replica()
			w.Clock.Move(time.Minute)
			want(t, true, false)
			w.Clock.Move(time.Second)
			want(t, true, true)
			wantCode(t, w.Heard(t.Context(), "ssf:staff"), "")
			wantCode(t, w.Heard(t.Context(), "ssf:staff"), "")
			want(t, true, false)
		})
		t.Run("to admins only", func(t *testing.T) {
			_, err := w.SignalFeeds(clara.Ctx())
			wantCode(t, err, vault.Forbidden)
			_, err = w.SignalFeeds(t.Context())
			wantCode(t, err, vault.Forbidden)
		})
	})
}

func TestATokenIsForgottenWhenItIsTooOld(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		token := vault.Token{Issuer: vaulttest.Issuer, ID: "t", Until: w.Clock.Now().Add(time.Hour)}
		end := func(code vault.Code) {
			t.Helper()
			_, err := w.EndProviderSessions(t.Context(), vault.Logout{Issuer: vaulttest.Issuer, Subject: "nobody", Token: token})
			wantCode(t, err, code)
		}
		end("")
		wantCode(t, w.ForgetTokens(t.Context()), "")
		end(vault.Conflict)
		w.Clock.Move(time.Hour + time.Second)
		wantCode(t, w.ForgetTokens(t.Context()), "")
		end("")
	})
}

func TestAKeepsakeGoesWithItsSession(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		clara := w.Staff("clara")
		kept := func() (n int) {
			t.Helper()
			if err := w.Database.DB().QueryRowContext(t.Context(), "SELECT count(*) FROM refresh_tokens").Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		enter := func() string {
			t.Helper()
			w.Clock.Move(time.Second) // a sign-in is newer than the last sign-out
			who := clara.Identity()
			who.Keepsake = vault.Keepsake{Refresh: "refresh-secret", IDToken: "id-secret"}
			in, err := w.SignIn(t.Context(), who)
			wantCode(t, err, "")
			return in.Secret
		}
		one := enter()
		ctx, err := w.Resume(t.Context(), one)
		wantCode(t, err, "")
		if hint, err := w.LogoutHint(ctx); err != nil || hint != "id-secret" {
			t.Errorf("hint %q, %v", hint, err)
		}
		t.Run("sealed", func(t *testing.T) {
			var sealed []byte
			if err := w.Database.DB().QueryRowContext(t.Context(), "SELECT sealed FROM refresh_tokens").Scan(&sealed); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(sealed), "secret") || strings.Contains(fmt.Sprintf("%+v %#v", vault.Identity{Keepsake: vault.Keepsake{Refresh: "refresh-secret"}}, vault.Keepsake{Refresh: "refresh-secret"}), "secret") {
				t.Error("it shows")
			}
		})
		t.Run("at signing out", func(t *testing.T) {
			wantCode(t, w.SignOut(ctx), "")
			if n := kept(); n != 0 {
				t.Errorf("%d are kept", n)
			}
		})
		t.Run("when it is over", func(t *testing.T) {
			enter()
			wantCode(t, w.ForgetTokens(t.Context()), "")
			if n := kept(); n != 1 {
				t.Errorf("%d are kept, want 1", n)
			}
			w.Clock.Move(time.Hour)
			wantCode(t, w.ForgetTokens(t.Context()), "")
			if n := kept(); n != 0 {
				t.Errorf("%d are kept", n)
			}
		})
		t.Run("or when somebody changed it, which is told of nobody", func(t *testing.T) {
			enter()
			if _, err := w.Database.DB().ExecContext(t.Context(), "UPDATE refresh_tokens SET wrapped_key = sealed"); err != nil {
				t.Fatal(err)
			}
			w.Clock.Move(time.Minute)
			watched, ok, err := w.NextWatched(t.Context(), vaulttest.Issuer, w.Clock.Now())
			wantCode(t, err, "")
			if !ok || watched.Keepsake.Refresh != "" || kept() != 0 {
				t.Errorf("%v, %d are kept", ok, kept())
			}
		})
	})
}
