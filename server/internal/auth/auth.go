package auth

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"time"

	"strongroom/ent/viewer"
	"strongroom/server/internal/request"
	"strongroom/server/vault"
)

// What a provider must know of us, as paths below Config.BaseURL: the redirect URI, the post-logout
// redirect URI and the back-channel logout URI.
const (
	CallbackPath          = "/auth/callback"
	PostLogoutPath        = "/"
	BackchannelLogoutPath = "/auth/backchannel-logout"
)

// Accounts decides what an identity amounts to. *vault.Vault is the one that is used.
//
// Errors are *vault.Error: UNAUTHENTICATED says that there is no such session, or that the account may not
// enter; any other code, that the answer is not known.
type Accounts interface {
	// SignIn opens a browser session for somebody who has just come from their provider;
	// FAILED_PRECONDITION says that they have to authenticate anew, and the provider to tell when.
	SignIn(ctx context.Context, who vault.Identity) (vault.SignedIn, error)
	// Resume returns a context in which the owner of the session acts, or, with UNAUTHENTICATED, one of nobody.
	Resume(ctx context.Context, secret string) (context.Context, error)
	// Admit returns a context in which the bearer of a verified access token acts.
	Admit(ctx context.Context, who vault.Identity) (context.Context, error)
	// SignOut ends the session of the viewer in ctx; UNAUTHENTICATED says that nobody is there.
	SignOut(ctx context.Context) error
	// LogoutHint returns the ID token of the viewer's session; empty for none.
	LogoutHint(ctx context.Context) (idToken string, err error)
	// NextWatched takes a session of which the provider was not asked since; ok is false for none.
	NextWatched(ctx context.Context, issuer string, asked time.Time) (w vault.Watched, ok bool, err error)
	// Unchanged notes that the provider still knows the person, and what it gave to ask with next time.
	Unchanged(ctx context.Context, w vault.Watched) error
	// ReceiveSignal does what it means that the provider does not.
	ReceiveSignal(ctx context.Context, s vault.Signal) error
	// EndProviderSessions ends the sessions that the provider says are over, and tells how many there were;
	// CONFLICT says that the token was used before.
	EndProviderSessions(ctx context.Context, l vault.Logout) (int, error)
}

// ShareLinks lets in those who follow a share link. *vault.Vault is the one that is used.
type ShareLinks interface {
	// Land tells what a link wants of who holds its secret.
	Land(ctx context.Context, key vault.LinkKey) (vault.Landing, error)
	// SendLinkCode sends a code to the address of a link.
	SendLinkCode(ctx context.Context, key vault.LinkKey) error
	// OpenShareLink opens a browser session for the recipient of a link.
	OpenShareLink(ctx context.Context, in vault.OpenShareLink) (vault.SignedIn, error)
}

// Provider is an OpenID provider that is trusted to say who somebody is.
type Provider struct {
	// Name stands in URLs: lower-case letters, digits and hyphens, such as "staff".
	Name string
	// Label is what the sign-in page calls the provider.
	Label string
	// Issuer is the provider's identifier, to the letter: an https URL, or http on loopback.
	Issuer string
	// ClientID and ClientSecret are this service's registration. A client without a secret is a public one.
	ClientID, ClientSecret string
	// Audience names this API in access tokens. It differs from ClientID, so that an ID token is never
	// meant for the API. Empty refuses the provider's access tokens.
	Audience string
	// Kind is what sort of account the provider's people have.
	Kind viewer.Kind
	// Scopes are asked for besides "openid"; nil asks for "profile" and "email".
	Scopes []string
	// AdminSubjects become admins when they are seen for the first time.
	AdminSubjects []string
	// Watch is how often the provider is asked, by a refresh token, whether it still knows the person of a
	// session; 0 is never. Refused is what it means that it does not.
	Watch   time.Duration
	Refused vault.Effect
}

// Config is what an Auth is made of. Every field without a default is required.
type Config struct {
	// Providers have distinct names and issuers.
	Providers []Provider
	// BaseURL is the public origin: https, or http on loopback, and no path.
	BaseURL  *url.URL
	Accounts Accounts
	// ShareLinks may be left out where Links is not served.
	ShareLinks ShareLinks
	// ClockSkew is how far a provider's clock may be off.
	ClockSkew time.Duration
	// MaxAge is how long ago somebody may have authenticated at the provider to sign in here without doing
	// it again. At 0 it is the provider's affair, and a provider that does not tell when (auth_time) is
	// taken to have authenticated somebody at the moment at which it issued the ID token, unless their
	// sessions were ever ended: then they authenticate anew, and it must tell.
	MaxAge time.Duration
	// Heard is told of every logout token that holds, by the FeedName of its provider; nil tells nobody.
	Heard func(ctx context.Context, feed string)
	// HTTPClient speaks to the providers; nil is a client of its own with a time-out of ten seconds.
	HTTPClient *http.Client
	// Clock tells the time; time.Now, or a test's own.
	Clock func() time.Time
	Log   *slog.Logger
}

// FeedName is what the back-channel logout of a provider is called as a feed of signals.
func FeedName(provider string) string { return "logout:" + provider }

// Auth is the sign-in, sign-out and recognition of everybody. Its methods are safe for concurrent use.
type Auth struct {
	cfg         Config
	providers   []*provider
	crossOrigin *http.CrossOriginProtection
}

// New checks the configuration. It asks no provider anything: that is left to the first use, so that a
// provider may be away when the server starts.
func New(cfg Config) (*Auth, error) {
	if !Trustworthy(cfg.BaseURL) || cfg.BaseURL.Path != "" && cfg.BaseURL.Path != "/" {
		return nil, fmt.Errorf("base URL %q: want https://host, or http on loopback, without a path", cfg.BaseURL)
	}
	if cfg.HTTPClient == nil {
		cfg.HTTPClient = &http.Client{Timeout: 10 * time.Second}
	}
	if cfg.Heard == nil {
		cfg.Heard = func(context.Context, string) {}
	}
	a := &Auth{cfg: cfg, crossOrigin: http.NewCrossOriginProtection()}
	for _, p := range cfg.Providers {
		if err := p.check(); err != nil {
			return nil, fmt.Errorf("provider %q: %w", p.Name, err)
		}
		if a.named(p.Name) != nil || a.issuing(p.Issuer) != nil {
			return nil, fmt.Errorf("provider %q: its name or issuer is taken by another one", p.Name)
		}
		a.providers = append(a.providers, newProvider(p, cfg))
	}
	if err := a.crossOrigin.AddTrustedOrigin(cfg.BaseURL.Scheme + "://" + cfg.BaseURL.Host); err != nil {
		return nil, fmt.Errorf("base URL: %w", err)
	}
	a.crossOrigin.AddInsecureBypassPattern(BackchannelLogoutPath)
	return a, nil
}

var providerName = regexp.MustCompile(`^[a-z0-9-]{1,32}$`)

func (p Provider) check() error {
	issuer, err := url.Parse(p.Issuer)
	switch {
	case !providerName.MatchString(p.Name):
		return errors.New("a name is 1 to 32 lower-case letters, digits and hyphens")
	case err != nil || !Trustworthy(issuer):
		return fmt.Errorf("issuer %q: want an https URL, or http on loopback", p.Issuer)
	case p.ClientID == "":
		return errors.New("the client ID is missing")
	case p.Audience == p.ClientID:
		return errors.New("the audience must differ from the client ID")
	case p.Kind != viewer.Staff && p.Kind != viewer.Partner:
		return fmt.Errorf("kind %q: want %s or %s", p.Kind, viewer.Staff, viewer.Partner)
	}
	return nil
}

// Trustworthy tells whether what is read from a URL cannot have been changed on its way.
func Trustworthy(u *url.URL) bool {
	if u == nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return false
	}
	host := u.Hostname()
	return u.Scheme == "https" || u.Scheme == "http" && (host == "localhost" || net.ParseIP(host).IsLoopback())
}

// Check asks every provider that has not answered yet, and returns an error that names those that do not.
func (a *Auth) Check(ctx context.Context) error {
	var errs []error
	for _, p := range a.providers {
		if _, err := p.discover(ctx); err != nil {
			errs = append(errs, fmt.Errorf("provider %q: %w", p.Name, err))
		}
	}
	return errors.Join(errs...)
}

// Routes answers everything below "/auth/", and needs neither SameOrigin nor Middleware around it:
//
//	GET  /auth/providers            [{"name", "label"}] for the sign-in page
//	GET  /auth/login                sends the browser to ?provider=, and in the end to the local path ?return_to=;
//	                                ?fresh=1 has the person authenticate even if the provider knows them
//	GET  /auth/callback             where the provider sends the browser back to
//	POST /auth/logout               ends the session here, then at the provider: 303, or {"redirect"} as JSON
//	POST /auth/backchannel-logout   OpenID Connect Back-Channel Logout 1.0
//
// A sign-in that fails ends at /?error=, which is one of the Refusal values.
func (a *Auth) Routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /auth/providers", a.listProviders)
	mux.HandleFunc("GET /auth/login", a.login)
	mux.HandleFunc("GET "+CallbackPath, a.callback)
	mux.Handle("POST /auth/logout", a.SameOrigin(a.Middleware(http.HandlerFunc(a.logout))))
	mux.HandleFunc("POST "+BackchannelLogoutPath, a.backchannelLogout)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "no-referrer") // the callback's address carries a code
		mux.ServeHTTP(w, r)
	})
}

// log is the logger for what happens in a request.
func (a *Auth) log(r *http.Request) *slog.Logger {
	return a.cfg.Log.With("request", request.ID(r.Context()))
}

func (a *Auth) named(name string) *provider {
	for _, p := range a.providers {
		if p.Name == name {
			return p
		}
	}
	return nil
}

func (a *Auth) issuing(issuer string) *provider {
	for _, p := range a.providers {
		if p.Issuer == issuer {
			return p
		}
	}
	return nil
}
