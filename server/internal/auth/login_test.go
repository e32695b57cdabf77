package auth_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"strongroom/ent/viewer"
	"strongroom/server/internal/auth"
	"strongroom/server/vault"
)

// wantRefusal checks that a sign-in ended at the page with a refusal, without a session.
func (w *world) wantRefusal(t *testing.T, browser *http.Client, got *answer, want auth.Refusal) {
	t.Helper()
	if to := got.Request.URL; to.Path != "/" || to.RawQuery != "error="+string(want) {
		t.Errorf("the sign-in ends at %s, want error=%s\n%s", to, want, w.log)
	}
	if who := w.who(t, browser); who != "nobody " {
		t.Errorf("the browser is signed in as %s", who)
	}
}

func TestSignIn(t *testing.T) {
	w := newWorld(t)

	t.Run("somebody from the staff is signed in and returns to where they were", func(t *testing.T) {
		browser := w.browser(t)
		end := w.signIn(t, browser, "provider=staff&return_to="+url.QueryEscape("/customers/cus_1?tab=files#x"), "clara")
		if to := end.Request.URL.String(); to != w.URL+"/customers/cus_1?tab=files#x" {
			t.Errorf("ends at %s", to)
		}
		if who := w.who(t, browser); who != "clara STAFF" {
			t.Errorf("signed in as %s", who)
		}
		got := w.accounts.last(t)
		age := w.now().Sub(got.AuthenticatedAt)
		if got.Issuer != w.staff.URL || got.Subject != "clara" || got.Kind != viewer.Staff || got.DisplayName != "Clara Custodian" ||
			got.Email != "clara@example.com" || got.ProviderSession == "" || got.Admin || age < 0 || age > time.Minute ||
			!strings.HasPrefix(got.UserAgent, "Go-http-client") {
			t.Errorf("identity %+v", got)
		}
	})
	t.Run("a partner comes by their own provider", func(t *testing.T) {
		browser := w.browser(t)
		w.signIn(t, browser, "provider=partner", "pia")
		if who := w.who(t, browser); who != "pia PARTNER" {
			t.Errorf("signed in as %s", who)
		}
	})
	t.Run("an admin is named by the configuration, for one provider", func(t *testing.T) {
		w.signIn(t, w.browser(t), "provider=staff", "ada")
		if !w.accounts.last(t).Admin {
			t.Error("Ada is no admin")
		}
	})
	t.Run("several tabs at once all arrive", func(t *testing.T) {
		browser := w.browser(t)
		first := w.depart(t, browser, "provider=staff&return_to=/first")
		second := w.depart(t, browser, "provider=partner&return_to=/second")
		for page, want := range map[*url.URL]string{first: "/first", second: "/second"} {
			subject := map[string]string{"/first": "edi", "/second": "paul"}[want]
			end := fetch(t, browser, http.MethodGet, w.choose(t, browser, page, subject).String(), nil)
			if end.Request.URL.Path != want {
				t.Errorf("ends at %s, want %s", end.Request.URL, want)
			}
		}
	})
	t.Run("the oldest of too many tabs is forgotten", func(t *testing.T) {
		browser := w.browser(t)
		for range 12 {
			w.depart(t, browser, "provider=staff")
		}
		if n := len(w.cookies(t, browser, "__Host-flight-")); n > 5 {
			t.Errorf("%d sign-ins under way", n)
		}
		w.signIn(t, browser, "provider=staff", "vera")
		if who := w.who(t, browser); who != "vera STAFF" {
			t.Errorf("signed in as %s", who)
		}
	})
	t.Run("every sign-in gets a new session, whatever cookie the browser brought", func(t *testing.T) {
		browser := w.browser(t)
		base, err := url.Parse(w.URL)
		if err != nil {
			t.Fatal(err)
		}
		planted := &http.Cookie{Name: "__Host-session", Value: "planted", Path: "/", Secure: true}
		browser.Jar.SetCookies(base, []*http.Cookie{planted})
		page := w.depart(t, browser, "provider=staff")
		browser.Jar.SetCookies(base, []*http.Cookie{planted})
		fetch(t, browser, http.MethodGet, w.choose(t, browser, page, "sam").String(), nil)
		if c := w.cookies(t, browser, "__Host-session"); len(c) != 1 || c[0].Value == "planted" {
			t.Errorf("cookies %v", c)
		}
	})
	t.Run("cookies are for this host, this scheme and no script", func(t *testing.T) {
		browser := w.browser(t)
		page := w.depart(t, browser, "provider=staff")
		flight := fetch(t, still(browser), http.MethodGet, w.URL+"/auth/login?provider=staff", nil)
		arrived := fetch(t, still(browser), http.MethodGet, w.choose(t, browser, page, "sam").String(), nil)
		seen := map[string]bool{}
		for _, c := range append(flight.Cookies(), arrived.Cookies()...) {
			if !strings.HasPrefix(c.Name, "__Host-") || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode ||
				c.Path != "/" || c.Domain != "" {
				t.Errorf("cookie %v", c)
			}
			if c.Name == "__Host-session" && (c.MaxAge < 3590 || c.MaxAge > 3600) {
				t.Errorf("the session's cookie lives %d s, want the session's hour", c.MaxAge)
			}
			seen[c.Name[:len("__Host-fligh")]] = true
		}
		if len(seen) != 3 || arrived.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("cookies %v, Cache-Control %q", seen, arrived.Header.Get("Cache-Control"))
		}
	})
	t.Run("the provider is asked by the whole protocol, and for a fresh authentication on request", func(t *testing.T) {
		for _, query := range []string{"provider=staff", "provider=staff&fresh=1"} {
			to, err := fetch(t, still(w.client), http.MethodGet, w.URL+"/auth/login?"+query, nil).Location()
			if err != nil {
				t.Fatal(err)
			}
			q := to.Query()
			for _, name := range []string{"state", "nonce", "code_challenge"} {
				if len(q.Get(name)) != 43 {
					t.Errorf("%s is %q", name, q.Get(name))
				}
			}
			for _, secret := range []string{q.Get("state"), q.Get("nonce")} {
				if q.Get("code_challenge") == oauth2.S256ChallengeFromVerifier(secret) || q.Get("state") == q.Get("nonce") {
					t.Error("one secret tells another")
				}
			}
			fresh := strings.Contains(query, "fresh")
			if q.Get("code_challenge_method") != "S256" || q.Get("response_type") != "code" || q.Get("scope") != "openid profile email" ||
				q.Get("redirect_uri") != w.URL+"/auth/callback" || (q.Get("prompt") == "login") != fresh || (q.Get("max_age") == "0") != fresh {
				t.Errorf("asks %v", q)
			}
		}
	})
	t.Run("the sign-in page learns names and labels", func(t *testing.T) {
		var list []map[string]string
		answer := fetch(t, w.client, http.MethodGet, w.URL+"/auth/providers", nil)
		if err := json.Unmarshal([]byte(answer.body), &list); err != nil {
			t.Fatal(err)
		}
		if len(list) != 2 || list[0]["name"] != "staff" || list[0]["label"] != "Staff" || len(list[0]) != 2 {
			t.Errorf("providers %v", list)
		}
	})
}

func (w *world) cookies(t *testing.T, browser *http.Client, prefix string) (found []*http.Cookie) {
	t.Helper()
	base, err := url.Parse(w.URL)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range browser.Jar.Cookies(base) {
		if strings.HasPrefix(c.Name, prefix) {
			found = append(found, c)
		}
	}
	return found
}

func TestReturnPath(t *testing.T) {
	w := newWorld(t)
	for path, want := range map[string]string{
		"":                              "/",
		"/":                             "/",
		"/a/b?c=d":                      "/a/b?c=d",
		"/a//b":                         "/a/b", // net/http cleans paths
		"https://evil.example/":         "/",
		"//evil.example/":               "/",
		"///evil.example/":              "/",
		`/\evil.example/`:               "/",
		`\/evil.example/`:               "/",
		"/\t/evil.example/":             "/",
		"/\n/evil.example/":             "/",
		" //evil.example/":              "/",
		"javascript:alert(1)":           "/",
		"evil.example":                  "/",
		"?a=b":                          "/",
		"/auth/login?provider=staff":    "/",
		"/%zz":                          "/",
		"/" + strings.Repeat("a", 2000): "/",
	} {
		t.Run("from "+strings.ToValidUTF8(path[:min(len(path), 30)], ""), func(t *testing.T) {
			browser := w.browser(t)
			callback := w.choose(t, browser, w.depart(t, browser, "provider=staff&return_to="+url.QueryEscape(path)), "clara")
			got := fetch(t, still(browser), http.MethodGet, callback.String(), nil).Header.Get("Location")
			if got != want {
				t.Errorf("%q returns to %q, want %q", path, got, want)
			}
		})
	}
}

func TestRefusedSignIn(t *testing.T) {
	w := newWorld(t)
	with := func(callback *url.URL, name, value string) string {
		changed := *callback
		query := changed.Query()
		query.Set(name, value)
		if value == "" {
			query.Del(name)
		}
		changed.RawQuery = query.Encode()
		return changed.String()
	}
	arrive := func(t *testing.T, browser *http.Client) *url.URL {
		return w.choose(t, browser, w.depart(t, browser, "provider=staff"), "clara")
	}

	for name, state := range map[string]string{
		"without a state":          "",
		"with a short state":       "abc",
		"with an unknown state":    strings.Repeat("x", 43),
		"with a state of nonsense": "\x00;\r\n" + strings.Repeat("=", 43),
	} {
		t.Run("a callback "+name+" is refused", func(t *testing.T) {
			browser := w.browser(t)
			end := fetch(t, browser, http.MethodGet, with(arrive(t, browser), "state", state), nil)
			w.wantRefusal(t, browser, end, auth.Expired)
		})
	}
	t.Run("a state that differs at its end is refused", func(t *testing.T) {
		browser := w.browser(t)
		callback := arrive(t, browser)
		end := fetch(t, browser, http.MethodGet, with(callback, "state", callback.Query().Get("state")[:42]+"~"), nil)
		w.wantRefusal(t, browser, end, auth.Expired)
	})
	t.Run("a callback in another browser is refused", func(t *testing.T) {
		other := w.browser(t)
		w.depart(t, other, "provider=staff")
		end := fetch(t, other, http.MethodGet, arrive(t, w.browser(t)).String(), nil)
		w.wantRefusal(t, other, end, auth.Expired)
	})
	t.Run("another browser's flight under this flight's name is refused", func(t *testing.T) {
		mine, theirs := w.browser(t), w.browser(t)
		callback := arrive(t, mine)
		w.depart(t, theirs, "provider=staff")
		foreign := w.cookies(t, theirs, "__Host-flight-")[0]
		end := fetch(t, w.client, http.MethodGet, callback.String(), nil,
			"Cookie", w.cookies(t, mine, "__Host-flight-")[0].Name+"="+foreign.Value)
		w.wantRefusal(t, w.browser(t), end, auth.Expired)
	})
	t.Run("a flight that was changed is refused", func(t *testing.T) {
		for _, change := range [][2]string{{`"staff"`, `"partner"`}, {`"r":"/"`, `"r":"/x"`}, {`"r":"/"`, `"r":"/","f":true`}} {
			browser := w.browser(t)
			callback := arrive(t, browser)
			flight := w.cookies(t, browser, "__Host-flight-")[0]
			content, err := base64.RawURLEncoding.DecodeString(flight.Value)
			if err != nil || !strings.Contains(string(content), change[0]) {
				t.Fatalf("flight %s: %v", content, err)
			}
			changed := strings.Replace(string(content), change[0], change[1], 1)
			end := fetch(t, w.client, http.MethodGet, callback.String(), nil,
				"Cookie", flight.Name+"="+base64.RawURLEncoding.EncodeToString([]byte(changed)))
			w.wantRefusal(t, w.browser(t), end, auth.Expired)
		}
	})
	t.Run("a broken flight is refused", func(t *testing.T) {
		browser := w.browser(t)
		callback := arrive(t, browser)
		for _, value := range []string{"", "x", "e30", "bnVsbA", "eyJzIjoiQUEifQ"} {
			end := fetch(t, w.client, http.MethodGet, callback.String(), nil,
				"Cookie", w.cookies(t, browser, "__Host-flight-")[0].Name+"="+value)
			w.wantRefusal(t, w.browser(t), end, auth.Expired)
		}
	})
	t.Run("a callback is good once", func(t *testing.T) {
		browser := w.browser(t)
		callback := arrive(t, browser)
		flight := w.cookies(t, browser, "__Host-flight-")[0]
		fetch(t, browser, http.MethodGet, callback.String(), nil)
		met, _ := w.accounts.count()
		if end := fetch(t, w.browser(t), http.MethodGet, callback.String(), nil); end.Request.URL.RawQuery != "error=expired" {
			t.Errorf("ends at %s", end.Request.URL)
		}
		// Even with the cookie, which the browser has dropped, the provider does not take the code again.
		end := fetch(t, w.client, http.MethodGet, callback.String(), nil, "Cookie", flight.Name+"="+flight.Value)
		if end.Request.URL.RawQuery != "error=failed" {
			t.Errorf("ends at %s", end.Request.URL)
		}
		if again, _ := w.accounts.count(); again != met {
			t.Error("somebody was signed in again")
		}
	})
	t.Run("a code of another sign-in is refused", func(t *testing.T) {
		victim := w.browser(t)
		stolen := arrive(t, w.browser(t)).Query().Get("code")
		end := fetch(t, victim, http.MethodGet, with(arrive(t, victim), "code", stolen), nil)
		w.wantRefusal(t, victim, end, auth.Failed)
	})
	t.Run("the answer of another issuer, or one that does not say who answers, is refused", func(t *testing.T) {
		for _, issuer := range []string{w.partner.URL, ""} {
			browser := w.browser(t)
			end := fetch(t, browser, http.MethodGet, with(arrive(t, browser), "iss", issuer), nil)
			w.wantRefusal(t, browser, end, auth.Failed)
		}
	})
	t.Run("cancelling at the provider is told", func(t *testing.T) {
		browser := w.browser(t)
		w.wantRefusal(t, browser, w.signIn(t, browser, "provider=staff", ""), auth.Denied)
	})
	t.Run("no text of the provider reaches the page", func(t *testing.T) {
		browser := w.browser(t)
		callback, err := url.Parse(with(arrive(t, browser), "error", "<script>alert(1)</script>"))
		if err != nil {
			t.Fatal(err)
		}
		end := fetch(t, browser, http.MethodGet, with(callback, "error_description", "<b>x"), nil)
		w.wantRefusal(t, browser, end, auth.Failed)
	})
	t.Run("an unknown provider is refused", func(t *testing.T) {
		browser := w.browser(t)
		for _, name := range []string{"", "nobody", "Staff"} {
			end := fetch(t, browser, http.MethodGet, w.URL+"/auth/login?provider="+name, nil)
			w.wantRefusal(t, browser, end, auth.UnknownProvider)
		}
	})
	for code, want := range map[vault.Code]auth.Refusal{
		vault.Unauthenticated: auth.NotAdmitted,
		vault.Unavailable:     auth.Broken,
		vault.Internal:        auth.Broken,
	} {
		t.Run("an account to which the vault says "+string(code)+" stays outside", func(t *testing.T) {
			w.accounts.fail(code)
			browser := w.browser(t)
			end := w.signIn(t, browser, "provider=staff", "clara")
			w.accounts.fail("")
			w.wantRefusal(t, browser, end, want)
		})
	}
}

func TestConfig(t *testing.T) {
	good := auth.Provider{Name: "staff", Issuer: "https://id.example", ClientID: "web", Audience: audience, Kind: viewer.Staff}
	config := func(base string, providers ...auth.Provider) auth.Config {
		u, err := url.Parse(base)
		if err != nil {
			t.Fatal(err)
		}
		return auth.Config{BaseURL: u, Providers: providers}
	}
	for _, base := range []string{"https://vault.example", "https://vault.example/", "http://localhost:8080", "http://127.0.0.1:1", "http://[::1]:1"} {
		if _, err := auth.New(config(base, good)); err != nil {
			t.Errorf("%s: %v", base, err)
		}
	}
	for _, base := range []string{"", "http://vault.example", "https://vault.example/x", "https://u:p@vault.example", "ftp://localhost", "http://localhost.evil.example"} {
		if _, err := auth.New(config(base, good)); err == nil {
			t.Errorf("the base URL %q is accepted", base)
		}
	}
	for name, change := range map[string]func(*auth.Provider){
		"name":                    func(p *auth.Provider) { p.Name = "St aff" },
		"issuer in the clear":     func(p *auth.Provider) { p.Issuer = "http://id.example" },
		"issuer":                  func(p *auth.Provider) { p.Issuer = "" },
		"client":                  func(p *auth.Provider) { p.ClientID = "" },
		"audience for everything": func(p *auth.Provider) { p.Audience = p.ClientID },
		"kind":                    func(p *auth.Provider) { p.Kind = viewer.Service },
	} {
		bad := good
		change(&bad)
		if _, err := auth.New(config("https://vault.example", bad)); err == nil {
			t.Errorf("a wrong %s is accepted", name)
		}
	}
	twin, sibling := good, good
	twin.Name, sibling.Issuer = "other", "https://other.example"
	for _, p := range []auth.Provider{twin, sibling} {
		if _, err := auth.New(config("https://vault.example", good, p)); err == nil {
			t.Errorf("two providers of one name or issuer are accepted: %+v", p)
		}
	}
}
