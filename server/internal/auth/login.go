package auth

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/oauth2"

	"strongroom/server/vault"
)

const (
	sessionCookie = "__Host-session"
	// providerCookie names the provider that a session came from, so that signing out can go on there. It
	// decides nothing else.
	providerCookie = "__Host-provider"
)

// Refusal is why a sign-in failed, as the page finds it in /?error=.
type Refusal string

// The refusals.
const (
	// UnknownProvider says that no provider of that name is configured.
	UnknownProvider Refusal = "unknown_provider"
	// ProviderAway says that the provider does not answer; trying later may help.
	ProviderAway Refusal = "provider_away"
	// Denied says that the provider, or the person at it, refused.
	Denied Refusal = "denied"
	// Expired says that this browser has no such sign-in under way, or no longer; trying again helps.
	Expired Refusal = "expired"
	// Failed says that the provider's answer does not hold.
	Failed Refusal = "failed"
	// NotAdmitted says that the account may not enter: it is suspended or has left, or its sessions were
	// ended since it authenticated, in which case /auth/login?fresh=1 helps.
	NotAdmitted Refusal = "not_admitted"
	// Unproven says that the provider does not tell when the person authenticated (auth_time), where that
	// decides. Its operator, or ours, has to put that right.
	Unproven Refusal = "unproven"
	// Broken says that this service has a problem; trying later may help.
	Broken Refusal = "broken"
)

func (a *Auth) listProviders(w http.ResponseWriter, r *http.Request) {
	type listed struct {
		Name  string `json:"name"`
		Label string `json:"label"`
	}
	list := []listed{}
	for _, p := range a.providers {
		list = append(list, listed{p.Name, p.Label})
	}
	a.writeJSON(w, r, http.StatusOK, list)
}

func (a *Auth) login(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	p := a.named(query.Get("provider"))
	if p == nil {
		a.refuse(w, r, UnknownProvider, "", errors.New("no such provider"))
		return
	}
	known, err := p.discover(r.Context())
	if err != nil {
		a.refuse(w, r, ProviderAway, p.Name, err)
		return
	}
	f := newFlight(p.Name, query.Get("return_to"), query.Get("fresh") != "")
	if err := f.launch(w, r); err != nil {
		a.refuse(w, r, Broken, p.Name, err)
		return
	}
	options := []oauth2.AuthCodeOption{
		oauth2.S256ChallengeOption(f.verifier()),
		oauth2.SetAuthURLParam("nonce", f.nonce()),
	}
	switch {
	case f.Fresh:
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	case a.cfg.MaxAge > 0:
		seconds := strconv.Itoa(int(a.cfg.MaxAge.Seconds()))
		options = append(options, oauth2.SetAuthURLParam("max_age", seconds))
	}
	http.Redirect(w, r, known.oauth2.AuthCodeURL(f.state(), options...), http.StatusFound)
}

func (a *Auth) callback(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	f, err := land(w, r, query.Get("state"))
	if err != nil {
		a.refuse(w, r, Expired, "", err)
		return
	}
	p := a.named(f.Provider)
	if p == nil { // it was there when the sign-in began
		a.refuse(w, r, UnknownProvider, f.Provider, errors.New("no such provider"))
		return
	}
	known, err := p.discover(r.Context())
	if err != nil {
		a.refuse(w, r, ProviderAway, p.Name, err)
		return
	}
	if issuer := query.Get("iss"); issuer != p.Issuer && (issuer != "" || known.namesItself) {
		a.refuse(w, r, Failed, p.Name, errors.New("another provider answers"))
		return
	}
	switch code := query.Get("error"); code {
	case "":
	case "access_denied":
		a.refuse(w, r, Denied, p.Name, errors.New("the provider denies access"))
		return
	default:
		a.refuse(w, r, Failed, p.Name, fmt.Errorf("the provider answers %.64q", code))
		return
	}
	who, err := p.redeem(r, known, f, query.Get("code"))
	if err != nil {
		refusal := Failed
		switch {
		case Away(err):
			refusal = ProviderAway
		case errors.Is(err, errUnproven):
			refusal = Unproven
		}
		a.refuse(w, r, refusal, p.Name, err)
		return
	}
	session, err := a.cfg.Accounts.SignIn(r.Context(), who)
	if vault.CodeOf(err) == vault.FailedPrecondition { // auth_time is asked for with a fresh sign-in, and required
		again := url.Values{"provider": {p.Name}, "return_to": {f.ReturnTo}, "fresh": {"1"}}
		http.Redirect(w, r, "/auth/login?"+again.Encode(), http.StatusFound)
		return
	}
	if err != nil {
		refusal := Broken
		if vault.CodeOf(err) == vault.Unauthenticated {
			refusal = NotAdmitted
		}
		a.refuse(w, r, refusal, p.Name, err)
		return
	}
	life := session.ExpiresAt.Sub(a.cfg.Clock())
	setCookie(w, sessionCookie, session.Secret, life)
	setCookie(w, providerCookie, p.Name, life)
	http.Redirect(w, r, localPath(f.ReturnTo), http.StatusFound)
}

// refuse ends a sign-in on the page. The cause is for the log.
func (a *Auth) refuse(w http.ResponseWriter, r *http.Request, why Refusal, provider string, err error) {
	level := slog.LevelInfo
	if why == ProviderAway || why == Broken || why == Unproven {
		level = slog.LevelWarn
	}
	a.log(r).Log(r.Context(), level, "sign-in refused", "provider", provider, "refusal", string(why), "cause", loggable(err))
	http.Redirect(w, r, "/?error="+url.QueryEscape(string(why)), http.StatusFound)
}

// loggable leaves out the body of a token endpoint's answer, which may repeat what was sent to it.
func loggable(err error) error {
	var answer *oauth2.RetrieveError
	if errors.As(err, &answer) {
		return fmt.Errorf("token endpoint: status %d, error %.64q", answer.Response.StatusCode, answer.ErrorCode)
	}
	return err
}

// logout ends the session here first, so that it is over whatever the provider does.
func (a *Auth) logout(w http.ResponseWriter, r *http.Request) {
	hint, err := a.cfg.Accounts.LogoutHint(r.Context())
	if err != nil { // then the provider asks
		a.log(r).WarnContext(r.Context(), "signing out without a hint", "cause", err)
	}
	err = a.cfg.Accounts.SignOut(r.Context())
	if err != nil && vault.CodeOf(err) != vault.Unauthenticated {
		a.fail(w, r, err) // the session may live, and so does its cookie
		return
	}
	next := a.afterLogout(r, hint)
	dropCookie(w, sessionCookie)
	dropCookie(w, providerCookie)
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		a.writeJSON(w, r, http.StatusOK, map[string]string{"redirect": next})
		return
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
}

// afterLogout is where the browser goes on: to the provider, to end its session as well (OpenID Connect
// RP-Initiated Logout 1.0), or back to the page if that is not possible. With an ID token the provider need
// not ask whether it is meant.
func (a *Auth) afterLogout(r *http.Request, idToken string) string {
	home := a.cfg.BaseURL.JoinPath(PostLogoutPath).String()
	c, err := r.Cookie(providerCookie)
	if err != nil {
		return home
	}
	p := a.named(c.Value)
	if p == nil {
		return home
	}
	known, err := p.discover(r.Context())
	if err != nil || known.endSession == nil {
		return home
	}
	next := *known.endSession
	query := next.Query()
	query.Set("client_id", p.ClientID)
	query.Set("post_logout_redirect_uri", home)
	if idToken != "" && issuerOf(idToken) == p.Issuer {
		query.Set("id_token_hint", idToken)
	}
	next.RawQuery = query.Encode()
	return next.String()
}

func (a *Auth) writeJSON(w http.ResponseWriter, r *http.Request, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		a.log(r).InfoContext(r.Context(), "answer not delivered", "cause", err)
	}
}
