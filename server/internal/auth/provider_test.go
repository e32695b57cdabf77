package auth_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"strongroom/server/internal/auth"
)

func TestIDToken(t *testing.T) {
	w := newWorld(t)
	now := func(ahead time.Duration) int64 { return time.Now().Add(ahead).Unix() }

	for name, change := range map[string]func(map[string]any){
		"with another nonce":            func(c map[string]any) { c["nonce"] = strings.Repeat("x", 43) },
		"without a nonce":               func(c map[string]any) { delete(c, "nonce") },
		"of another issuer":             func(c map[string]any) { c["iss"] = w.partner.URL },
		"for another audience":          func(c map[string]any) { c["aud"] = "other" },
		"issued to another party":       func(c map[string]any) { c["azp"] = "other" },
		"for several, to nobody":        func(c map[string]any) { c["aud"] = []string{"web", "other"}; delete(c, "azp") },
		"that is over":                  func(c map[string]any) { c["exp"] = now(-time.Minute) },
		"from the future":               func(c map[string]any) { c["iat"] = now(time.Minute) },
		"of an authentication to come":  func(c map[string]any) { c["auth_time"] = now(time.Minute) },
		"about nobody":                  func(c map[string]any) { delete(c, "sub") },
		"that belongs to another token": func(c map[string]any) { c["at_hash"] = strings.Repeat("x", 22) },
	} {
		t.Run("an ID token "+name+" is refused", func(t *testing.T) {
			w.staff.bendIDToken(t, change)
			defer w.staff.set(false, nil)
			browser := w.browser(t)
			w.wantRefusal(t, browser, w.signIn(t, browser, "provider=staff", "clara"), auth.Failed)
		})
	}
	t.Run("an answer without an ID token is refused", func(t *testing.T) {
		w.staff.set(false, func(_ string, answer map[string]any) { delete(answer, "id_token") })
		defer w.staff.set(false, nil)
		browser := w.browser(t)
		w.wantRefusal(t, browser, w.signIn(t, browser, "provider=staff", "clara"), auth.Failed)
	})
	t.Run("an ID token that nobody signed is refused", func(t *testing.T) {
		w.staff.set(false, func(_ string, answer map[string]any) {
			if raw, ok := answer["id_token"].(string); ok {
				answer["id_token"] = unsigned(raw)
			}
		})
		defer w.staff.set(false, nil)
		browser := w.browser(t)
		w.wantRefusal(t, browser, w.signIn(t, browser, "provider=staff", "clara"), auth.Failed)
	})
	t.Run("a clock that is off by less than the skew does no harm", func(t *testing.T) {
		w.staff.bendIDToken(t, func(c map[string]any) {
			c["iat"], c["exp"] = now(20*time.Second), now(-20*time.Second)
		})
		defer w.staff.set(false, nil)
		browser := w.browser(t)
		w.signIn(t, browser, "provider=staff", "clara")
		if who := w.who(t, browser); who != "clara STAFF" {
			t.Errorf("signed in as %s\n%s", who, w.log)
		}
	})
	for name, test := range map[string]struct {
		verified any
		want     string
	}{
		"that is verified":                    {true, "clara@example.com"},
		"that is verified, told by a word":    {"true", "clara@example.com"},
		"that is not verified":                {false, ""},
		"that is not verified, told by words": {"false", ""},
		"of which nothing is told":            {nil, ""},
		"of which nonsense is told":           {1, ""},
	} {
		t.Run("an e-mail address "+name+" counts accordingly", func(t *testing.T) {
			w.staff.bendIDToken(t, func(c map[string]any) { c["email_verified"] = test.verified })
			defer w.staff.set(false, nil)
			w.signIn(t, w.browser(t), "provider=staff", "clara")
			if got := w.accounts.last(t).Email; got != test.want {
				t.Errorf("e-mail address %q, want %q", got, test.want)
			}
		})
	}
	t.Run("what the ID token leaves out comes from the userinfo endpoint", func(t *testing.T) {
		bare := func(c map[string]any) { delete(c, "name"); delete(c, "email"); delete(c, "email_verified") }
		w.staff.bendIDToken(t, bare)
		defer w.staff.set(false, nil)
		w.signIn(t, w.browser(t), "provider=staff", "clara")
		if got := w.accounts.last(t); got.DisplayName != "Clara Custodian" || got.Email != "clara@example.com" {
			t.Errorf("identity %+v\n%s", got, w.log)
		}
		for claim, value := range map[string]any{"email_verified": false, "sub": "ada"} {
			w.staff.bendIDToken(t, bare)
			tokens := w.staff.bend
			w.staff.set(false, func(path string, answer map[string]any) {
				if tokens(path, answer); path == "/userinfo" {
					answer[claim] = value
				}
			})
			browser := w.browser(t)
			end := w.signIn(t, browser, "provider=staff", "clara")
			switch claim {
			case "sub":
				w.wantRefusal(t, browser, end, auth.Failed)
			default:
				if got := w.accounts.last(t); got.DisplayName != "Clara Custodian" || got.Email != "" {
					t.Errorf("identity %+v", got)
				}
			}
		}
	})
	t.Run("without auth_time the issue of the ID token counts", func(t *testing.T) {
		var issued float64
		w.staff.bendIDToken(t, func(c map[string]any) {
			delete(c, "auth_time")
			issued, _ = c["iat"].(float64)
		})
		defer w.staff.set(false, nil)
		w.signIn(t, w.browser(t), "provider=staff", "clara")
		if at := w.accounts.last(t).AuthenticatedAt; at.Unix() != int64(issued) {
			t.Errorf("authenticated at %v, want %v", at, issued)
		}
	})
	t.Run("a fresh sign-in needs a fresh authentication", func(t *testing.T) {
		for refusal, change := range map[auth.Refusal]func(map[string]any){
			auth.Failed:   func(c map[string]any) { c["auth_time"] = now(-time.Hour) },
			auth.Unproven: func(c map[string]any) { delete(c, "auth_time") },
		} {
			w.staff.bendIDToken(t, change)
			browser := w.browser(t)
			w.wantRefusal(t, browser, w.signIn(t, browser, "provider=staff&fresh=1", "clara"), refusal)
		}
		w.staff.set(false, nil)
		browser := w.browser(t)
		w.signIn(t, browser, "provider=staff&fresh=1", "clara")
		if who := w.who(t, browser); who != "clara STAFF" {
			t.Errorf("signed in as %s", who)
		}
	})
}

func TestMaxAge(t *testing.T) {
	w := newWorld(t, func(c *auth.Config) { c.MaxAge = time.Hour })
	to, err := fetch(t, still(w.client), http.MethodGet, w.URL+"/auth/login?provider=staff", nil).Location()
	if err != nil || to.Query().Get("max_age") != "3600" {
		t.Errorf("asks %v, %v", to, err)
	}
	for name, test := range map[string]struct {
		age    time.Duration
		signed bool
	}{"within it is let in": {50 * time.Minute, true}, "beyond it is refused": {2 * time.Hour, false}} {
		t.Run("an authentication "+name, func(t *testing.T) {
			w.staff.bendIDToken(t, func(c map[string]any) { c["auth_time"] = time.Now().Add(-test.age).Unix() })
			defer w.staff.set(false, nil)
			browser := w.browser(t)
			w.signIn(t, browser, "provider=staff", "clara")
			if signed := w.who(t, browser) != "nobody "; signed != test.signed {
				t.Errorf("signed in is %v", signed)
			}
		})
	}
}

func TestProviderAway(t *testing.T) {
	w := newWorld(t)
	w.staff.set(true, nil)
	browser := w.browser(t)
	w.wantRefusal(t, browser, fetch(t, browser, http.MethodGet, w.URL+"/auth/login?provider=staff", nil), auth.ProviderAway)
	if err := w.auth.Check(t.Context()); err == nil || !strings.Contains(err.Error(), `"staff"`) || strings.Contains(err.Error(), `"partner"`) {
		t.Errorf("check: %v", err)
	}
	w.signIn(t, browser, "provider=partner", "pia")
	if who := w.who(t, browser); who != "pia PARTNER" {
		t.Errorf("the other provider's people cannot sign in: %s", who)
	}
	w.staff.set(false, nil)
	time.Sleep(1100 * time.Millisecond) // it is left alone for a second
	if err := w.auth.Check(t.Context()); err != nil {
		t.Error(err)
	}
	t.Run("one that sends elsewhere for its metadata is as good as away", func(t *testing.T) {
		mux := http.NewServeMux()
		moved := httptest.NewServer(mux)
		defer moved.Close()
		metadata := fetch(t, http.DefaultClient, http.MethodGet, w.staff.URL+"/.well-known/openid-configuration", nil).body
		metadata = strings.ReplaceAll(metadata, w.staff.URL, moved.URL)
		mux.Handle("/.well-known/openid-configuration", http.RedirectHandler("/elsewhere", http.StatusFound))
		mux.HandleFunc("/elsewhere", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(metadata))
		})
		other := newWorld(t, func(c *auth.Config) { c.Providers[0].Issuer = moved.URL })
		if err := other.auth.Check(t.Context()); err == nil {
			t.Error("the redirect is followed")
		}
	})
	t.Run("one that says nothing is given up", func(t *testing.T) {
		silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
		defer silent.Close()
		other := newWorld(t, func(c *auth.Config) {
			c.Providers[0].Issuer = silent.URL
			c.HTTPClient = &http.Client{Timeout: 200 * time.Millisecond}
		})
		begin := time.Now()
		if err := other.auth.Check(t.Context()); err == nil || time.Since(begin) > 3*time.Second {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
	})
	t.Run("one that goes away between login and callback is told", func(t *testing.T) {
		browser := w.browser(t)
		callback := w.choose(t, browser, w.depart(t, browser, "provider=staff"), "clara")
		w.staff.set(true, nil)
		defer w.staff.set(false, nil)
		w.wantRefusal(t, browser, fetch(t, browser, http.MethodGet, callback.String(), nil), auth.ProviderAway)
	})
}
