package auth_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/server/internal/auth"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// landing is a vault with a share link, and what answers those who follow it.
type landing struct {
	*vaulttest.World
	made    vault.MadeShareLink
	handler http.Handler
}

func newLanding(t *testing.T, change func(*vault.CreateShareLink)) *landing {
	t.Helper()
	w := vaulttest.New(t, "sqlite3")
	clara := w.Staff("clara")
	_, root := clara.Customer("Northwind")
	made := clara.MustLink("rita@example.org", clara.Document(root.ID, "Contract.pdf", classification.Internal, []byte("contract")), change)
	a, err := auth.New(auth.Config{
		BaseURL: &url.URL{Scheme: "https", Host: "vault.example"}, Accounts: w.Vault, ShareLinks: w.Vault, Clock: w.Clock.Now,
		Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return &landing{w, made, a.SameOrigin(a.Middleware(a.Links()))}
}

func (l *landing) post(path, body string, header ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	answer := httptest.NewRecorder()
	l.handler.ServeHTTP(answer, request)
	return answer
}

// body is what the landing page sends, with more of it.
func (l *landing) body(t *testing.T, more map[string]any) string {
	t.Helper()
	sent := map[string]any{"secret": l.made.Secret}
	for name, value := range more {
		sent[name] = value
	}
	text, err := json.Marshal(sent)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestLinks(t *testing.T) {
	passcode, terms := "by telephone", "Tell nobody."
	l := newLanding(t, func(in *vault.CreateShareLink) { in.Passcode, in.Terms = &passcode, &terms })
	base := "/s/" + l.made.ID.String()

	answer := l.post(base, l.body(t, nil))
	var at struct {
		State, Giver, Email string
		Passcode            bool
		Terms               *string
		From, Until         time.Time
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &at); err != nil || answer.Code != http.StatusOK || answer.Header().Get("Cache-Control") != "no-store" ||
		at.State != "OPEN" || at.Giver != "Clara" || at.Email != "r…@example.org" || !at.Passcode || *at.Terms != terms || !at.Until.After(at.From) {
		t.Fatalf("%d: %s, %v", answer.Code, answer.Body, err)
	}
	if answer = l.post(base+"/code", l.body(t, nil)); answer.Code != http.StatusNoContent {
		t.Fatalf("%d: %s", answer.Code, answer.Body)
	}
	refused := func(answer *httptest.ResponseRecorder, status int, code, field string) {
		t.Helper()
		var told struct{ Code, Field string }
		if err := json.Unmarshal(answer.Body.Bytes(), &told); err != nil || answer.Code != status || told.Code != code || told.Field != field ||
			answer.Header().Get("Content-Type") != "application/problem+json" || len(answer.Result().Cookies()) != 0 {
			t.Errorf("%d: %s, want %d %s %s", answer.Code, answer.Body, status, code, field)
		}
	}
	refused(l.post(base+"/code", l.body(t, nil)), http.StatusTooManyRequests, "LIMITED", "")
	l.Clock.Move(30 * time.Second)
	code, err := l.SentCode(l.made)
	if err != nil {
		t.Fatal(err)
	}
	open := func(more map[string]any) *httptest.ResponseRecorder { return l.post(base+"/open", l.body(t, more)) }
	refused(open(map[string]any{"code": code, "passcode": passcode}), http.StatusBadRequest, "BAD_USER_INPUT", "acceptTerms")
	refused(open(map[string]any{"code": "0", "passcode": passcode, "acceptTerms": true}), http.StatusBadRequest, "BAD_USER_INPUT", "code")
	refused(open(map[string]any{"code": code, "passcode": "?", "acceptTerms": true}), http.StatusBadRequest, "BAD_USER_INPUT", "passcode")
	before, err := l.SignIn(t.Context(), l.Staff("sam").Identity())
	if err != nil {
		t.Fatal(err)
	}
	answer = l.post(base+"/open", l.body(t, map[string]any{"code": code, "passcode": passcode, "acceptTerms": true}), "Cookie", "__Host-session="+before.Secret)
	cookies := answer.Result().Cookies()
	if answer.Code != http.StatusNoContent || len(cookies) != 2 || cookies[0].Name != "__Host-session" || !cookies[0].HttpOnly || !cookies[0].Secure ||
		cookies[1].Name != "__Host-provider" || cookies[1].MaxAge >= 0 {
		t.Fatalf("%d: %s, %v", answer.Code, answer.Body, cookies)
	}
	if cookies[0].MaxAge > int(l.made.CreatedAt.Add(time.Hour).Sub(l.Clock.Now()).Seconds()) {
		t.Errorf("the cookie lasts for %d s", cookies[0].MaxAge)
	}
	if _, err := l.Resume(t.Context(), cookies[0].Value); err != nil {
		t.Errorf("the session: %v", err)
	}
	if _, err := l.Resume(t.Context(), before.Secret); vault.CodeOf(err) != vault.Unauthenticated {
		t.Errorf("the session before goes on: %v", err)
	}
}

func TestLinksRefuse(t *testing.T) {
	l := newLanding(t, func(*vault.CreateShareLink) {})
	base := "/s/" + l.made.ID.String()
	for name, bad := range map[string]struct {
		path, body string
		header     []string
		status     int
	}{
		"no JSON":             {base, "secret=" + l.made.Secret, nil, http.StatusBadRequest},
		"more than is wanted": {base, l.body(t, map[string]any{"x": 1}), nil, http.StatusBadRequest},
		"too much":            {base, l.body(t, map[string]any{"code": strings.Repeat("1", 5000)}), nil, http.StatusBadRequest},
		"no secret":           {base, "{}", nil, http.StatusNotFound},
		"another secret":      {base, `{"secret":"` + strings.Repeat("A", 43) + `"}`, nil, http.StatusNotFound},
		"no ID":               {"/s/lnk_x", l.body(t, nil), nil, http.StatusNotFound},
		"another noun's ID":   {"/s/" + l.made.GrantID.String(), l.body(t, nil), nil, http.StatusNotFound},
		"nothing beneath":     {base + "/other", l.body(t, nil), nil, http.StatusNotFound},
		"another site's page": {base + "/open", l.body(t, nil), []string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
	} {
		if answer := l.post(bad.path, bad.body, bad.header...); answer.Code != bad.status || strings.Contains(answer.Body.String(), l.made.Secret) {
			t.Errorf("%s: %d %s, want %d", name, answer.Code, answer.Body, bad.status)
		}
	}
	if err := l.Config.Database.Close(); err != nil {
		t.Fatal(err)
	}
	if answer := l.post(base, l.body(t, nil)); answer.Code != http.StatusServiceUnavailable && answer.Code != http.StatusInternalServerError {
		t.Errorf("without a database: %d %s", answer.Code, answer.Body)
	}
}
