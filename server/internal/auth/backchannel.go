package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"strongroom/server/vault"
)

const maxLogoutBody = 64 << 10 // bytes

// backchannelLogout ends sessions at the word of a provider (OpenID Connect Back-Channel Logout 1.0
// sections 2.5 to 2.8). Whatever goes wrong is answered by 400, as the specification says, and may be sent again.
func (a *Auth) backchannelLogout(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxLogoutBody)
	token, err := a.logoutToken(r.Context(), r.PostFormValue("logout_token"))
	if err == nil {
		err = a.endSessions(r, token)
	}
	if err != nil {
		a.log(r).WarnContext(r.Context(), "back-channel logout refused", "cause", err)
		a.writeJSON(w, r, http.StatusBadRequest, map[string]string{"error": "invalid_request"})
		return
	}
	w.WriteHeader(http.StatusOK)
}

func (a *Auth) logoutToken(ctx context.Context, raw string) (*oidc.LogoutToken, error) {
	parsed, err := jwt.ParseSigned(raw, asymmetric)
	if err != nil {
		return nil, err
	}
	switch kind, _ := parsed.Headers[0].ExtraHeaders[jose.HeaderType].(string); strings.ToLower(kind) {
	case "", "jwt", "logout+jwt", "application/logout+jwt":
	default:
		return nil, fmt.Errorf("type %q is not that of a logout token", kind)
	}
	p := a.issuing(issuerOf(raw))
	if p == nil {
		return nil, errors.New("the issuer is unknown")
	}
	known, err := p.discover(ctx)
	if err != nil {
		return nil, err
	}
	token, err := known.tokens.VerifyLogout(p.context(ctx), raw)
	if err != nil {
		return nil, err
	}
	if token.IssuedAt.IsZero() || token.IssuedAt.After(a.cfg.Clock().Add(a.cfg.ClockSkew)) {
		return nil, errors.New("iat is missing or in the future")
	}
	a.cfg.Heard(ctx, FeedName(p.Name))
	return token, nil
}

// endSessions does what the token says, once on all replicas. What failed may be tried again.
func (a *Auth) endSessions(r *http.Request, token *oidc.LogoutToken) error {
	ended, err := a.cfg.Accounts.EndProviderSessions(r.Context(), vault.Logout{
		From: FeedName(a.issuing(token.Issuer).Name), Issuer: token.Issuer, Subject: token.Subject, Session: token.SessionID,
		Token: vault.Token{Issuer: token.Issuer, ID: token.TokenID, Until: token.Expiry.Add(a.cfg.ClockSkew)},
	})
	if err != nil {
		return err
	}
	a.log(r).InfoContext(r.Context(), "sessions ended by their provider", "issuer", token.Issuer, "sessions", ended)
	return nil
}
