package auth

import (
	"encoding/json"
	"net/http"
	"time"

	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/problem"
	"strongroom/server/vault"
)

// Links answers what the landing page of a share link asks, below "/s/{id}". It stands
// behind SameOrigin and Middleware: who opens a link leaves the session they had.
//
//	POST /s/{id}        {"secret"}: what the link wants, as {"state", "giver", "email", "passcode", "terms", "from", "until"}
//	POST /s/{id}/code   {"secret"}: sends a code to the address: 204
//	POST /s/{id}/open   {"secret", "code", "passcode", "acceptTerms"}: opens a session: 204, with its cookie
//
// Refusals are problem details (RFC 9457) with the code of the error, and the field if
// it is one of the body.
func (a *Auth) Links() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /s/{id}", a.land)
	mux.HandleFunc("POST /s/{id}/code", a.sendCode)
	mux.HandleFunc("POST /s/{id}/open", a.open)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		mux.ServeHTTP(w, r)
	})
}

// maxLinkBody bounds what the landing page sends, in bytes.
const maxLinkBody = 4096

// shown is what the landing page sends.
type shown struct {
	Secret      string `json:"secret"`
	Code        string `json:"code"`
	Passcode    string `json:"passcode"`
	AcceptTerms bool   `json:"acceptTerms"`
}

// follow reads what was sent; ok is false where that was answered.
func (a *Auth) follow(w http.ResponseWriter, r *http.Request) (key vault.LinkKey, sent shown, ok bool) {
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxLinkBody))
	body.DisallowUnknownFields()
	if err := body.Decode(&sent); err != nil {
		a.refuseLink(w, r, &vault.Error{Code: vault.BadUserInput, Message: "the body is not what is wanted"})
		return key, sent, false
	}
	id, err := typeid.ParseAs(typeid.ShareLink, r.PathValue("id"))
	if err != nil {
		a.refuseLink(w, r, &vault.Error{Code: vault.NotFound, Message: "there is no such thing"})
		return key, sent, false
	}
	return vault.LinkKey{ID: id, Secret: sent.Secret}, sent, true
}

func (a *Auth) land(w http.ResponseWriter, r *http.Request) {
	key, _, ok := a.follow(w, r)
	if !ok {
		return
	}
	at, err := a.cfg.ShareLinks.Land(r.Context(), key)
	if err != nil {
		a.refuseLink(w, r, err)
		return
	}
	a.writeJSON(w, r, http.StatusOK, struct {
		State    vault.LinkState `json:"state"`
		Giver    string          `json:"giver"`
		Email    string          `json:"email"`
		Passcode bool            `json:"passcode"`
		Terms    *string         `json:"terms"`
		From     time.Time       `json:"from"`
		Until    time.Time       `json:"until"`
	}{at.State, at.Giver, at.Email, at.Passcode, at.Terms, at.From, at.Until})
}

func (a *Auth) sendCode(w http.ResponseWriter, r *http.Request) {
	key, _, ok := a.follow(w, r)
	if !ok {
		return
	}
	if err := a.cfg.ShareLinks.SendLinkCode(r.Context(), key); err != nil {
		a.refuseLink(w, r, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (a *Auth) open(w http.ResponseWriter, r *http.Request) {
	key, sent, ok := a.follow(w, r)
	if !ok {
		return
	}
	session, err := a.cfg.ShareLinks.OpenShareLink(r.Context(), vault.OpenShareLink{
		LinkKey: key, Code: sent.Code, Passcode: sent.Passcode, AcceptTerms: sent.AcceptTerms, UserAgent: r.UserAgent(),
	})
	if err != nil {
		a.refuseLink(w, r, err)
		return
	}
	if _, somebody := viewer.FromContext(r.Context()); somebody { // of whom the browser forgets the session
		if err := a.cfg.Accounts.SignOut(r.Context()); err != nil {
			a.log(r).WarnContext(r.Context(), "the session before goes on", "cause", err)
		}
	}
	setCookie(w, sessionCookie, session.Secret, session.ExpiresAt.Sub(a.cfg.Clock()))
	dropCookie(w, providerCookie) // nobody else vouches for them
	w.WriteHeader(http.StatusNoContent)
}

// refuseLink answers with an error of the vault. The cause is for the log.
func (a *Auth) refuseLink(w http.ResponseWriter, r *http.Request, err error) {
	told := problem.Of(err)
	if told.Status >= http.StatusInternalServerError && r.Context().Err() == nil {
		a.log(r).WarnContext(r.Context(), "share link not opened", "cause", err)
	}
	problem.Write(w, r, told)
}
