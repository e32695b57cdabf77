package devidp

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

const (
	requestLife = 10 * time.Minute // of a sign-in page
	codeLife    = time.Minute
	tokenLife   = time.Hour // of ID and access tokens
	refreshLife = 12 * time.Hour
)

// provider answers what zitadel/oidc has parsed, routed and checked. Grants that it does not name (device,
// token exchange, JWT profile) are refused by the embedded server.
type provider struct {
	op.UnimplementedServer
	cfg      Config
	key      signingKey
	requests memory[oidc.AuthRequest] // under the name in the sign-in page's address
	codes    memory[signIn]           // under the code
	refresh  memory[signIn]           // under the refresh token
}

// signIn is a person who was picked for a client, and how it was asked for.
type signIn struct {
	request oidc.AuthRequest
	person  Person
	session string // sid
	at      time.Time
}

var endpoints = op.Endpoints{
	Authorization: op.NewEndpoint("/authorize"),
	Token:         op.NewEndpoint("/token"),
	Userinfo:      op.NewEndpoint("/userinfo"),
	EndSession:    op.NewEndpoint("/end-session"),
	JwksURI:       op.NewEndpoint("/keys"),
}

// metadata is zitadel/oidc's, and what it has no field for.
type metadata struct {
	oidc.DiscoveryConfiguration
	NamesItself bool `json:"authorization_response_iss_parameter_supported"` // RFC 9207
}

func (p *provider) Discovery(context.Context, *op.Request[struct{}]) (*op.Response, error) {
	return op.NewResponse(metadata{
		NamesItself: true,
		DiscoveryConfiguration: oidc.DiscoveryConfiguration{
			Issuer:                            p.cfg.Issuer,
			AuthorizationEndpoint:             endpoints.Authorization.Absolute(p.cfg.Issuer),
			TokenEndpoint:                     endpoints.Token.Absolute(p.cfg.Issuer),
			UserinfoEndpoint:                  endpoints.Userinfo.Absolute(p.cfg.Issuer),
			EndSessionEndpoint:                endpoints.EndSession.Absolute(p.cfg.Issuer),
			JwksURI:                           endpoints.JwksURI.Absolute(p.cfg.Issuer),
			ScopesSupported:                   []string{oidc.ScopeOpenID, oidc.ScopeProfile, oidc.ScopeEmail, oidc.ScopeOfflineAccess},
			ResponseTypesSupported:            []string{string(oidc.ResponseTypeCode)},
			ResponseModesSupported:            []string{string(oidc.ResponseModeQuery)},
			GrantTypesSupported:               []oidc.GrantType{oidc.GrantTypeCode, oidc.GrantTypeRefreshToken, oidc.GrantTypeClientCredentials},
			SubjectTypesSupported:             []string{"public"},
			IDTokenSigningAlgValuesSupported:  []string{string(jose.ES256)},
			TokenEndpointAuthMethodsSupported: []oidc.AuthMethod{oidc.AuthMethodBasic, oidc.AuthMethodPost},
			CodeChallengeMethodsSupported:     []oidc.CodeChallengeMethod{oidc.CodeChallengeMethodS256},
			ClaimsSupported: []string{
				"iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "at_hash", "azp", "sid", "name", "email", "email_verified",
			},
		},
	}), nil
}

func (p *provider) Keys(context.Context, *op.Request[struct{}]) (*op.Response, error) {
	return op.NewResponse(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{p.key.Public()}}), nil
}

func (p *provider) client(id string) (registration, bool) {
	i := slices.IndexFunc(p.cfg.Clients, func(c Client) bool { return c.ID == id })
	if i < 0 {
		return registration{}, false
	}
	return registration{p.cfg.Clients[i], p.cfg.Issuer + signInPath}, true
}

func (p *provider) VerifyClient(_ context.Context, r *op.Request[op.ClientCredentials]) (op.Client, error) {
	c, ok := p.client(r.Data.ClientID)
	if !ok || subtle.ConstantTimeCompare([]byte(c.Secret), []byte(r.Data.ClientSecret)) != 1 {
		return nil, op.NewStatusError(oidc.ErrInvalidClient(), http.StatusUnauthorized)
	}
	return c, nil
}

func (p *provider) VerifyAuthRequest(_ context.Context, r *op.Request[oidc.AuthRequest]) (*op.ClientRequest[oidc.AuthRequest], error) {
	if r.Data.RequestParam != "" {
		return nil, oidc.ErrRequestNotSupported()
	}
	c, ok := p.client(r.Data.ClientID)
	if !ok {
		return nil, oidc.ErrInvalidRequestRedirectURI().WithDescription("unknown client_id")
	}
	return &op.ClientRequest[oidc.AuthRequest]{Request: r, Client: c}, nil
}

// Authorize leads to the sign-in page, always: there is no session here that could answer instead.
func (p *provider) Authorize(_ context.Context, r *op.ClientRequest[oidc.AuthRequest]) (*op.Redirect, error) {
	refusal := ""
	switch {
	case r.Data.CodeChallenge == "" || r.Data.CodeChallengeMethod != oidc.CodeChallengeMethodS256,
		r.Data.ResponseMode != "" && r.Data.ResponseMode != oidc.ResponseModeQuery,
		!slices.Contains(r.Data.Scopes, oidc.ScopeOpenID):
		refusal = string(oidc.InvalidRequest)
	case slices.Contains(r.Data.Prompt, oidc.PromptNone):
		refusal = string(oidc.LoginRequired)
	}
	if refusal != "" {
		to, err := p.answer(*r.Data, response{Error: refusal})
		return op.NewRedirect(to), err
	}
	return op.NewRedirect(r.Client.LoginURL(p.requests.put(*r.Data))), nil
}

// response is an authorization response (RFC 6749 sections 4.1.2 and 4.1.2.1, RFC 9207).
type response struct {
	Code   string `schema:"code,omitempty"`
	Error  string `schema:"error,omitempty"`
	State  string `schema:"state,omitempty"`
	Issuer string `schema:"iss"`
}

// answer is the address that takes the response to the client.
func (p *provider) answer(request oidc.AuthRequest, to response) (string, error) {
	to.State, to.Issuer = request.State, p.cfg.Issuer
	return op.AuthResponseURL(request.RedirectURI, request.ResponseType, request.ResponseMode, to, oidc.NewEncoder())
}

func (p *provider) CodeExchange(_ context.Context, r *op.ClientRequest[oidc.AccessTokenRequest]) (*op.Response, error) {
	s, ok := p.codes.take(r.Data.Code)
	if !ok || s.request.ClientID != r.Client.GetID() || s.request.RedirectURI != r.Data.RedirectURI {
		return nil, oidc.ErrInvalidGrant()
	}
	challenge := oidc.CodeChallenge{Challenge: s.request.CodeChallenge, Method: s.request.CodeChallengeMethod}
	if err := op.AuthorizeCodeChallenge(r.Data.CodeVerifier, &challenge); err != nil {
		return nil, err
	}
	return p.tokens(s)
}

// RefreshToken takes a refresh token for a new one: a stolen token and its owner's do not both go on.
func (p *provider) RefreshToken(_ context.Context, r *op.ClientRequest[oidc.RefreshTokenRequest]) (*op.Response, error) {
	s, ok := p.refresh.take(r.Data.RefreshToken)
	if !ok || s.request.ClientID != r.Client.GetID() {
		return nil, oidc.ErrInvalidGrant()
	}
	s.request.Nonce = "" // it was for the first ID token
	return p.tokens(s)
}

func (p *provider) ClientCredentialsExchange(_ context.Context, r *op.ClientRequest[oidc.ClientCredentialsRequest]) (*op.Response, error) {
	access, err := p.accessToken(r.Client.GetID(), r.Client.GetID(), nil)
	if err != nil {
		return nil, err
	}
	return uncached(oidc.AccessTokenResponse{
		AccessToken: access, TokenType: oidc.BearerToken, ExpiresIn: uint64(tokenLife.Seconds()),
	}), nil
}

func (p *provider) tokens(s signIn) (*op.Response, error) {
	access, err := p.accessToken(s.person.Subject, s.request.ClientID, s.request.Scopes)
	if err != nil {
		return nil, err
	}
	id := oidc.NewIDTokenClaims(p.cfg.Issuer, s.person.Subject, nil, time.Now().Add(tokenLife), s.at,
		s.request.Nonce, "", nil, s.request.ClientID, 0)
	id.SessionID = s.session
	if id.AccessTokenHash, err = oidc.ClaimHash(access, jose.ES256); err != nil {
		return nil, err
	}
	id.SetUserInfo(about(s.person, s.request.Scopes))
	signed, err := p.key.sign("JWT", id)
	if err != nil {
		return nil, err
	}
	tokens := oidc.AccessTokenResponse{
		AccessToken: access, IDToken: signed, TokenType: oidc.BearerToken,
		ExpiresIn: uint64(tokenLife.Seconds()), Scope: s.request.Scopes,
	}
	if slices.Contains(s.request.Scopes, oidc.ScopeOfflineAccess) {
		tokens.RefreshToken = p.refresh.put(s)
	}
	return uncached(tokens), nil
}

// accessToken is for the API whoever asks. Zitadel's own have the type of any JWT, by which they could be
// mistaken for ID tokens.
func (p *provider) accessToken(subject, client string, scopes []string) (string, error) {
	claims := oidc.NewAccessTokenClaims(p.cfg.Issuer, subject, []string{p.cfg.Audience},
		time.Now().Add(tokenLife), rand.Text(), client, 0)
	claims.Scopes = scopes
	return p.key.sign("at+jwt", claims)
}

// Token returns an access token of a person for the API, as a program of theirs would get it, signed with the
// key in the provider's file. It is for trying the API by hand: whoever can read the file can be anybody anyway.
func Token(cfg Config, subject string) (string, error) {
	if !slices.ContainsFunc(cfg.People, func(person Person) bool { return person.Subject == subject }) {
		return "", fmt.Errorf("there is no %q", subject)
	}
	key, err := openKey(cfg.KeyFile)
	if err != nil {
		return "", fmt.Errorf("signing key: %w", err)
	}
	return (&provider{cfg: cfg, key: key}).accessToken(subject, subject+"-program", nil)
}

// about is what the scopes tell about a person (OpenID Connect Core 5.4), in ID tokens and at the userinfo
// endpoint alike.
func about(person Person, scopes []string) *oidc.UserInfo {
	info := &oidc.UserInfo{Subject: person.Subject}
	if slices.Contains(scopes, oidc.ScopeProfile) {
		info.Name = person.Name
	}
	if slices.Contains(scopes, oidc.ScopeEmail) {
		info.Email, info.EmailVerified = person.Email, true
	}
	return info
}

func (p *provider) UserInfo(_ context.Context, r *op.Request[oidc.UserInfoRequest]) (*op.Response, error) {
	var claims oidc.AccessTokenClaims
	err := p.key.verify(r.Data.AccessToken, &claims)
	i := slices.IndexFunc(p.cfg.People, func(person Person) bool { return person.Subject == claims.Subject })
	if err != nil || i < 0 || claims.Issuer != p.cfg.Issuer || !slices.Contains(claims.Audience, p.cfg.Audience) ||
		time.Now().After(claims.Expiration.AsTime()) {
		return nil, op.NewStatusError(oidc.ErrAccessDenied(), http.StatusUnauthorized)
	}
	return uncached(about(p.cfg.People[i], claims.Scopes)), nil
}

func uncached(data any) *op.Response {
	r := op.NewResponse(data)
	r.Header.Set("Cache-Control", "no-store")
	return r
}

// EndSession is OpenID Connect RP-Initiated Logout 1.0. There is no session here to end, only what was left
// to refresh.
func (p *provider) EndSession(_ context.Context, r *op.Request[oidc.EndSessionRequest]) (*op.Redirect, error) {
	id := r.Data.ClientID
	if r.Data.IdTokenHint != "" {
		var hint oidc.IDTokenClaims
		if err := p.key.verify(r.Data.IdTokenHint, &hint); err != nil || hint.Issuer != p.cfg.Issuer ||
			id != "" && id != hint.AuthorizedParty {
			return nil, oidc.ErrInvalidRequest().WithDescription("the id_token_hint does not hold")
		}
		id = hint.AuthorizedParty
		p.refresh.drop(func(s signIn) bool { return s.session == hint.SessionID })
	}
	if r.Data.PostLogoutRedirectURI == "" {
		return op.NewRedirect(p.cfg.Issuer + signedOutPath), nil
	}
	c, ok := p.client(id)
	if !ok {
		return nil, oidc.ErrInvalidRequest().WithDescription("client_id or id_token_hint must name a client")
	}
	if err := op.ValidateEndSessionPostLogoutRedirectURI(r.Data.PostLogoutRedirectURI, c); err != nil {
		return nil, err
	}
	to, err := withState(r.Data.PostLogoutRedirectURI, r.Data.State)
	if err != nil {
		return nil, fmt.Errorf("post_logout_redirect_uri: %w", err)
	}
	return op.NewRedirect(to), nil
}
