package auth_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestLogout(t *testing.T) {
	w := newWorld(t)
	signed := func(t *testing.T) *http.Client {
		browser := w.browser(t)
		w.signIn(t, browser, "provider=staff", "clara")
		return browser
	}
	atProvider := func(raw string) bool {
		to, err := url.Parse(raw)
		return err == nil && strings.HasPrefix(raw, w.staff.URL+"/end-session?") &&
			to.Query().Get("client_id") == "web" && to.Query().Get("post_logout_redirect_uri") == w.URL+"/"
	}

	t.Run("the session ends here, then at the provider, and the browser comes home", func(t *testing.T) {
		browser := signed(t)
		secret := w.cookies(t, browser, "__Host-session")[0].Value
		response := fetch(t, still(browser), http.MethodPost, w.URL+"/auth/logout", nil, "Sec-Fetch-Site", "same-origin")
		to := response.Header.Get("Location")
		if response.StatusCode != http.StatusSeeOther || !atProvider(to) {
			t.Errorf("%s to %s", response.Status, to)
		}
		if left := w.cookies(t, browser, "__Host-"); len(left) != 0 {
			t.Errorf("cookies are left: %v", left)
		}
		again := fetch(t, w.client, http.MethodGet, w.URL+"/who", nil, "Cookie", "__Host-session="+secret)
		if again.body != "nobody " {
			t.Errorf("the session goes on as %s", again.body)
		}
		if end := fetch(t, browser, http.MethodGet, to, nil); end.Request.URL.String() != w.URL+"/" {
			t.Errorf("ends at %s: %s", end.Request.URL, end.body)
		}
	})
	t.Run("a script is told where to go", func(t *testing.T) {
		response := fetch(t, still(signed(t)), http.MethodPost, w.URL+"/auth/logout", nil, "Accept", "application/json")
		var body map[string]string
		if err := json.Unmarshal([]byte(response.body), &body); err != nil || response.StatusCode != http.StatusOK || !atProvider(body["redirect"]) {
			t.Errorf("%s: %s", response.Status, response.body)
		}
	})
	t.Run("nobody signs out and comes home", func(t *testing.T) {
		response := fetch(t, still(w.browser(t)), http.MethodPost, w.URL+"/auth/logout", nil)
		if response.StatusCode != http.StatusSeeOther || response.Header.Get("Location") != w.URL+"/" {
			t.Errorf("%s to %s", response.Status, response.Header.Get("Location"))
		}
	})
	t.Run("another site cannot sign anybody out", func(t *testing.T) {
		browser := signed(t)
		for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}} {
			response := fetch(t, still(browser), http.MethodPost, w.URL+"/auth/logout", nil, header...)
			if response.StatusCode != http.StatusForbidden {
				t.Errorf("%v: %s, want 403", header, response.Status)
			}
		}
		if response := fetch(t, still(browser), http.MethodGet, w.URL+"/auth/logout", nil); response.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("GET: %s, want 405", response.Status)
		}
		if who := w.who(t, browser); who != "clara STAFF" {
			t.Errorf("signed in as %s", who)
		}
	})
	t.Run("the routes see to it by themselves", func(t *testing.T) {
		browser := signed(t)
		secret := w.cookies(t, browser, "__Host-session")[0].Value
		for site, want := range map[string]int{"cross-site": http.StatusForbidden, "same-origin": http.StatusSeeOther} {
			request := httptest.NewRequest(http.MethodPost, "/auth/logout", nil)
			request.Header.Set("Cookie", "__Host-session="+secret)
			request.Header.Set("Sec-Fetch-Site", site)
			response := httptest.NewRecorder()
			w.auth.Routes().ServeHTTP(response, request)
			if response.Code != want {
				t.Errorf("%s: %d, want %d", site, response.Code, want)
			}
		}
		if who := w.who(t, browser); who != "nobody " {
			t.Errorf("signed in as %s", who)
		}
	})
	t.Run("a session that cannot be ended keeps its cookie", func(t *testing.T) {
		browser := signed(t)
		w.accounts.hold(true)
		response := fetch(t, still(browser), http.MethodPost, w.URL+"/auth/logout", nil)
		w.accounts.hold(false)
		if who := w.who(t, browser); response.StatusCode != http.StatusServiceUnavailable || who != "clara STAFF" {
			t.Errorf("%s, signed in as %s", response.Status, who)
		}
	})
}
