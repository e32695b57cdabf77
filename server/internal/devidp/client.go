package devidp

import (
	"net/url"
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// Client is a program that may ask for tokens. One with redirect URIs signs people in, by the code flow
// with PKCE; one without acts for itself, by client_credentials.
type Client struct {
	ID, Secret                   string
	RedirectURIs, PostLogoutURIs []string
}

// registration is a Client as zitadel/oidc wants to see it.
type registration struct {
	Client
	signIn string // address of the sign-in page
}

func (c registration) GetID() string                       { return c.ID }
func (c registration) RedirectURIs() []string              { return c.Client.RedirectURIs }
func (c registration) PostLogoutRedirectURIs() []string    { return c.PostLogoutURIs }
func (c registration) ApplicationType() op.ApplicationType { return op.ApplicationTypeWeb }
func (c registration) AuthMethod() oidc.AuthMethod         { return oidc.AuthMethodBasic }
func (c registration) ResponseTypes() []oidc.ResponseType {
	return []oidc.ResponseType{oidc.ResponseTypeCode}
}
func (c registration) GrantTypes() []oidc.GrantType {
	if len(c.Client.RedirectURIs) == 0 {
		return []oidc.GrantType{oidc.GrantTypeClientCredentials}
	}
	return []oidc.GrantType{oidc.GrantTypeCode, oidc.GrantTypeRefreshToken}
}
func (c registration) LoginURL(request string) string {
	return c.signIn + "?request=" + url.QueryEscape(request)
}
func (c registration) AccessTokenType() op.AccessTokenType  { return op.AccessTokenTypeJWT }
func (c registration) IDTokenLifetime() time.Duration       { return tokenLife }
func (c registration) DevMode() bool                        { return false }
func (c registration) IsScopeAllowed(string) bool           { return false }
func (c registration) IDTokenUserinfoClaimsAssertion() bool { return true }
func (c registration) ClockSkew() time.Duration             { return 0 }
func (c registration) RestrictAdditionalIdTokenScopes() func([]string) []string { //nolint:revive // op.Client names it
	return func(scopes []string) []string { return scopes }
}
func (c registration) RestrictAdditionalAccessTokenScopes() func([]string) []string {
	return func(scopes []string) []string { return scopes }
}
