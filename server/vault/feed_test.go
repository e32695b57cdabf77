package vault_test

import (
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
			_, err := w.EndProviderSessions(t.Context(), vaulttest.Issuer, "nobody", "", token)
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
