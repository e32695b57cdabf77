package auth

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"golang.org/x/oauth2"

	"strongroom/ent/viewer"
	"strongroom/server/vault"
)

const (
	// patience bounds one discovery.
	patience = 5 * time.Second
	// respite is how long a provider that failed is not asked again.
	respite = time.Second
)

// BUG(auth): A token that names an unknown key has its provider asked for new ones, however many such tokens
// come. One question at a time is under way, but nothing else bounds them.

// asymmetric lists the signatures that only a provider can make: neither "none" nor those by a shared secret.
var asymmetric = []jose.SignatureAlgorithm{
	jose.RS256, jose.RS384, jose.RS512, jose.PS256, jose.PS384, jose.PS512, jose.ES256, jose.ES384, jose.ES512, jose.EdDSA,
}

// Asymmetric lists the signatures that only a provider can make.
func Asymmetric() []jose.SignatureAlgorithm { return slices.Clone(asymmetric) }

// provider is a Provider and what it has told about itself.
type provider struct {
	Provider
	cfg    Config
	client *http.Client

	known atomic.Pointer[discovered]
	turn  chan struct{} // holds one element while somebody asks; guards the rest
	asked time.Time
	cause error // why it failed then
}

// discovered is a provider's metadata, made ready for use. Its keys are fetched, and fetched again when a
// token names an unknown one.
type discovered struct {
	oauth2 oauth2.Config
	source *oidc.Provider
	keys   *oidc.RemoteKeySet
	tokens *oidc.IDTokenVerifier // of ID tokens and logout tokens
	algs   []jose.SignatureAlgorithm

	endSession   *url.URL // nil if the provider has none
	namesItself  bool     // sends iss with every authorization response (RFC 9207)
	tellsProfile bool     // has a userinfo endpoint
}

func newProvider(p Provider, cfg Config) *provider {
	if p.Scopes == nil {
		p.Scopes = []string{"profile", "email"}
	}
	return &provider{Provider: p, cfg: cfg, client: Careful(cfg.HTTPClient), turn: make(chan struct{}, 1)}
}

// errUnproven is for the operator, who can have it put right.
var errUnproven = errors.New("ID token: auth_time is missing, which the provider must tell where max_age is asked for (OpenID Connect Core 3.1.2.1); " +
	"have it put auth_time into ID tokens")

// errAway says that a provider did not answer, so that nothing is known about a token.
var errAway = errors.New("the provider is away")

// Careful returns a client for what is trusted by its address: what is said must come from where it is said
// to be, so that no redirect is followed, and a server error is an outage, of which Away is true.
func Careful(base *http.Client) *http.Client {
	client := *base
	client.Transport = outages{client.Transport}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client
}

// Away tells whether err comes from a provider that did not answer, rather than from what it answered.
func Away(err error) bool {
	var transport *url.Error
	return errors.Is(err, errAway) || errors.As(err, &transport)
}

// outages turns a server error into a failure of the transport, which is what it means to us.
type outages struct{ http.RoundTripper }

func (o outages) RoundTrip(r *http.Request) (*http.Response, error) {
	next := o.RoundTripper
	if next == nil {
		next = http.DefaultTransport
	}
	response, err := next.RoundTrip(r)
	if err == nil && response.StatusCode >= http.StatusInternalServerError {
		response.Body.Close()
		return nil, fmt.Errorf("%w: status %d", errAway, response.StatusCode)
	}
	return response, err
}

// context returns ctx with the client for the provider's endpoints.
func (p *provider) context(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, p.client)
}

// discover returns what is known about the provider, asking it if that is nothing. An error is errAway.
func (p *provider) discover(ctx context.Context) (*discovered, error) {
	if known := p.known.Load(); known != nil {
		return known, nil
	}
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: %w", errAway, ctx.Err())
	}
	if known := p.known.Load(); known != nil {
		return known, nil
	}
	if p.cause != nil && time.Since(p.asked) < respite {
		return nil, p.cause
	}
	// Others wait for the answer as well, so it outlives the request that happened to ask.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	found, err := p.ask(ctx)
	if err != nil {
		p.asked, p.cause = time.Now(), fmt.Errorf("%w: %w", errAway, err)
		return nil, p.cause
	}
	p.known.Store(found)
	return found, nil
}

func (p *provider) ask(ctx context.Context) (*discovered, error) {
	source, err := oidc.NewProvider(p.context(ctx), p.Issuer)
	if err != nil {
		return nil, err
	}
	var metadata struct {
		Authorization string                    `json:"authorization_endpoint"`
		Token         string                    `json:"token_endpoint"`
		Keys          string                    `json:"jwks_uri"`
		EndSession    string                    `json:"end_session_endpoint"`
		NamesItself   bool                      `json:"authorization_response_iss_parameter_supported"`
		AuthMethods   []string                  `json:"token_endpoint_auth_methods_supported"`
		Algorithms    []jose.SignatureAlgorithm `json:"id_token_signing_alg_values_supported"`
	}
	if err := source.Claims(&metadata); err != nil {
		return nil, err
	}
	for _, endpoint := range []string{metadata.Authorization, metadata.Token, metadata.Keys} {
		u, err := url.Parse(endpoint)
		if err != nil {
			return nil, err
		}
		if u.RawQuery = ""; !Trustworthy(u) {
			return nil, fmt.Errorf("endpoint %q is neither https nor on loopback", endpoint)
		}
	}
	found := &discovered{
		source:      source,
		keys:        oidc.NewRemoteKeySet(p.context(ctx), metadata.Keys),
		namesItself: metadata.NamesItself,
		oauth2: oauth2.Config{
			ClientID:     p.ClientID,
			ClientSecret: p.ClientSecret,
			Endpoint:     source.Endpoint(),
			RedirectURL:  p.cfg.BaseURL.JoinPath(CallbackPath).String(),
			Scopes:       append([]string{oidc.ScopeOpenID}, p.Scopes...),
		},
		tellsProfile: source.UserInfoEndpoint() != "",
	}
	found.oauth2.Endpoint.AuthStyle = oauth2.AuthStyleInHeader
	if p.ClientSecret == "" || metadata.AuthMethods != nil && !slices.Contains(metadata.AuthMethods, "client_secret_basic") {
		found.oauth2.Endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	if found.endSession, err = url.Parse(metadata.EndSession); err != nil || found.endSession.Host == "" {
		found.endSession = nil
	}
	for _, alg := range metadata.Algorithms {
		if slices.Contains(asymmetric, alg) {
			found.algs = append(found.algs, alg)
		}
	}
	if len(found.algs) == 0 {
		return nil, errors.New("no signature algorithm in common")
	}
	verifier := oidc.Config{ClientID: p.ClientID, Now: func() time.Time { return p.cfg.Clock().Add(-p.cfg.ClockSkew) }}
	for _, alg := range found.algs {
		verifier.SupportedSigningAlgs = append(verifier.SupportedSigningAlgs, string(alg))
	}
	found.tokens = oidc.NewVerifier(p.Issuer, found.keys, &verifier)
	return found, nil
}

// claims are what a provider says about somebody, apart from who says it about whom.
type claims struct {
	Name          string           `json:"name"`
	Username      string           `json:"preferred_username"`
	Email         string           `json:"email"`
	EmailVerified any              `json:"email_verified"` // true; some providers write "true"
	AuthTime      *jwt.NumericDate `json:"auth_time"`
	Session       string           `json:"sid"`
	Party         string           `json:"azp"`
	Client        string           `json:"client_id"`
	Scope         string           `json:"scope"`
}

// identity is an account as the claims have it: an e-mail address counts only when it was verified.
func (p *provider) identity(subject string, c claims, at time.Time, r *http.Request) vault.Identity {
	who := vault.Identity{
		Issuer:          p.Issuer,
		Subject:         subject,
		Kind:            p.Kind,
		DisplayName:     c.Name,
		AuthenticatedAt: at.UTC(),
		ProviderSession: c.Session,
		UserAgent:       strings.ToValidUTF8(r.UserAgent(), ""),
		Admin:           slices.Contains(p.AdminSubjects, subject),
	}
	if who.DisplayName == "" {
		who.DisplayName = c.Username
	}
	if c.EmailVerified == true || c.EmailVerified == "true" {
		who.Email = c.Email
	}
	return who
}

// redeem exchanges the code of a flight for the identity behind it.
func (p *provider) redeem(r *http.Request, known *discovered, f flight, code string) (vault.Identity, error) {
	ctx := p.context(r.Context())
	token, err := known.oauth2.Exchange(ctx, code, oauth2.VerifierOption(f.verifier()))
	if err != nil {
		return vault.Identity{}, fmt.Errorf("code exchange: %w", err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := known.tokens.Verify(ctx, raw)
	if err != nil {
		return vault.Identity{}, fmt.Errorf("ID token: %w", err)
	}
	var c claims
	if err := id.Claims(&c); err != nil {
		return vault.Identity{}, fmt.Errorf("ID token: %w", err)
	}
	now := p.cfg.Clock()
	switch {
	case subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(f.nonce())) != 1:
		return vault.Identity{}, errors.New("ID token: it was not issued for this sign-in (nonce)")
	case id.Subject == "":
		return vault.Identity{}, errors.New("ID token: it names nobody")
	case c.Party != "" && c.Party != p.ClientID, len(id.Audience) > 1 && c.Party == "":
		return vault.Identity{}, errors.New("ID token: it was issued to another party")
	case id.IssuedAt.After(now.Add(p.cfg.ClockSkew)):
		return vault.Identity{}, errors.New("ID token: it is from the future")
	case id.AccessTokenHash != "" && id.VerifyAccessToken(token.AccessToken) != nil:
		return vault.Identity{}, errors.New("ID token: it belongs to another access token")
	}
	at := id.IssuedAt
	if c.AuthTime != nil {
		at = c.AuthTime.Time()
	}
	age := now.Sub(at)
	if age < -p.cfg.ClockSkew {
		return vault.Identity{}, errors.New("ID token: the authentication is in the future")
	}
	switch limit := f.maxAge(p.cfg.MaxAge); {
	case limit > 0 && c.AuthTime == nil:
		return vault.Identity{}, errUnproven
	case limit > 0 && age > limit+p.cfg.ClockSkew:
		return vault.Identity{}, errors.New("ID token: the authentication is too old")
	}
	if known.tellsProfile && (c.Name == "" || c.Email == "") {
		if err := p.profile(ctx, known, token, id.Subject, &c); err != nil {
			return vault.Identity{}, err
		}
	}
	who := p.identity(id.Subject, c, at, r)
	who.Unproven = c.AuthTime == nil
	who.Keepsake.IDToken = raw
	if p.Watch > 0 {
		who.Keepsake.Refresh = token.RefreshToken
	}
	return who, nil
}

// profile adds what the provider keeps out of ID tokens (OpenID Connect Core 5.4).
func (p *provider) profile(ctx context.Context, known *discovered, token *oauth2.Token, subject string, c *claims) error {
	info, err := known.source.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return fmt.Errorf("user info: %w", err)
	}
	if info.Subject != subject {
		return errors.New("user info: it is about somebody else")
	}
	var more claims
	if err := info.Claims(&more); err != nil {
		return fmt.Errorf("user info: %w", err)
	}
	if c.Name == "" {
		c.Name = more.Name
	}
	if c.Username == "" {
		c.Username = more.Username
	}
	if c.Email == "" {
		c.Email, c.EmailVerified = more.Email, more.EmailVerified
	}
	return nil
}

// accessToken verifies a JWT access token for this API (RFC 9068 section 4).
func (p *provider) accessToken(r *http.Request, raw string) (vault.Identity, error) {
	known, err := p.discover(r.Context())
	if err != nil {
		return vault.Identity{}, err
	}
	token, err := jwt.ParseSigned(raw, known.algs)
	if err != nil {
		return vault.Identity{}, err
	}
	// The type keeps an ID token from being taken for an access token.
	switch kind, _ := token.Headers[0].ExtraHeaders[jose.HeaderType].(string); strings.ToLower(kind) {
	case "at+jwt", "application/at+jwt":
	default:
		return vault.Identity{}, fmt.Errorf("type %q is not that of an access token", kind)
	}
	// Of what a key set leaves to its caller, the algorithm was checked by ParseSigned; the claims come next.
	if _, err := known.keys.VerifySignature(p.context(r.Context()), raw); err != nil {
		return vault.Identity{}, err
	}
	var (
		registered jwt.Claims
		c          claims
	)
	if err := token.UnsafeClaimsWithoutVerification(&registered, &c); err != nil {
		return vault.Identity{}, err
	}
	err = registered.ValidateWithLeeway(jwt.Expected{
		Issuer: p.Issuer, AnyAudience: jwt.Audience{p.Audience}, Time: p.cfg.Clock(),
	}, p.cfg.ClockSkew)
	switch {
	case err != nil:
		return vault.Identity{}, err
	case p.Audience == "":
		return vault.Identity{}, errors.New("no access tokens are taken from this provider")
	case registered.Subject == "" || registered.Expiry == nil || registered.IssuedAt == nil:
		return vault.Identity{}, errors.New("sub, exp or iat is missing")
	}
	// A refreshed token is new, the authentication behind it is not (RFC 9068 section 2.2.1).
	at := registered.IssuedAt.Time()
	if c.AuthTime != nil {
		at = c.AuthTime.Time()
	}
	who := p.identity(registered.Subject, c, at, r)
	who.Scope = c.Scope
	who.Bearer = vault.Bearer{
		Hash: sha256.Sum256([]byte(raw)), Client: cmp.Or(c.Client, c.Party), ExpiresAt: registered.Expiry.Time(),
	}
	if who.ProviderSession = ""; who.Subject == c.Client || who.Subject == c.Party {
		who.Kind = viewer.Service // nobody stands behind the client (RFC 9068 section 2.2)
	}
	return who, nil
}

// issuerOf reads who claims to have issued a token, for choosing whose keys to verify it with.
func issuerOf(raw string) string {
	token, err := jwt.ParseSigned(raw, asymmetric)
	if err != nil {
		return ""
	}
	var c jwt.Claims
	if err := token.UnsafeClaimsWithoutVerification(&c); err != nil {
		return ""
	}
	return c.Issuer
}
