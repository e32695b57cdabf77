package auth

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"strongroom/server/vault"
)

// Middleware puts the viewer into the context of a request: the bearer of its access token if it presents
// one, else the owner of its session cookie, else nobody.
//
// An access token that does not hold is answered by 401 (RFC 6750 section 3); a cookie whose session is over
// is taken back, and the request goes on as nobody. When it cannot be known who somebody is, the answer is
// 503, so that nobody looks signed out who is not.
func (a *Auth) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if token, presented := bearer(r); presented {
			who, err := a.verify(r, token)
			if Away(err) {
				a.fail(w, r, err)
				return
			}
			if err != nil {
				a.unauthorized(w, r, err)
				return
			}
			ctx, err := a.cfg.Accounts.Admit(r.Context(), who)
			switch {
			case err == nil:
				next.ServeHTTP(w, r.WithContext(ctx))
			case vault.CodeOf(err) == vault.Unauthenticated:
				a.unauthorized(w, r, err)
			default:
				a.fail(w, r, err)
			}
			return
		}
		if c, err := r.Cookie(sessionCookie); err == nil {
			ctx, err := a.cfg.Accounts.Resume(r.Context(), c.Value)
			switch {
			case err == nil:
				r = r.WithContext(ctx)
			case vault.CodeOf(err) == vault.Unauthenticated:
				dropCookie(w, sessionCookie)
				r = r.WithContext(ctx) // of nobody, who may be told why
			default:
				a.fail(w, r, err)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// SameOrigin refuses state-changing requests that a page of another origin made a browser send, by 403. A
// request with a bearer token is exempt: no page can add one without our consent, and Middleware then
// ignores the cookie. So is back-channel logout, which no cookie has a part in.
func (a *Auth) SameOrigin(next http.Handler) http.Handler {
	protected := a.crossOrigin.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, presented := bearer(r); presented {
			next.ServeHTTP(w, r)
			return
		}
		protected.ServeHTTP(w, r)
	})
}

// bearer returns the access token in the Authorization header; a token elsewhere is not looked for.
func bearer(r *http.Request) (token string, presented bool) {
	for _, value := range r.Header.Values("Authorization") {
		if scheme, token, _ := strings.Cut(value, " "); strings.EqualFold(scheme, "Bearer") {
			return strings.TrimSpace(token), true
		}
	}
	return "", false
}

// verify returns who an access token speaks for. An error of which Away is true leaves that open.
func (a *Auth) verify(r *http.Request, token string) (vault.Identity, error) {
	p := a.issuing(issuerOf(token))
	if p == nil {
		return vault.Identity{}, errors.New("the token is not one, or its issuer is unknown")
	}
	return p.accessToken(r, token)
}

func (a *Auth) unauthorized(w http.ResponseWriter, r *http.Request, err error) {
	a.log(r).InfoContext(r.Context(), "access token refused", "cause", err)
	w.Header().Set("WWW-Authenticate", `Bearer realm="strongroom", error="invalid_token"`)
	http.Error(w, "the access token is not valid", http.StatusUnauthorized)
}

// fail answers that it is not known who somebody is. The cause is for the log.
func (a *Auth) fail(w http.ResponseWriter, r *http.Request, err error) {
	level := slog.LevelWarn
	if r.Context().Err() != nil { // the client has gone
		level = slog.LevelDebug
	}
	a.log(r).Log(r.Context(), level, "cannot tell who this is", "cause", err)
	w.Header().Set("Retry-After", "2")
	http.Error(w, "signing in does not work at the moment", http.StatusServiceUnavailable)
}
