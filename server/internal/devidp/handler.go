package devidp

import (
	"bytes"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// Config is what a provider is made of.
type Config struct {
	// Issuer is where the handler is reached: http on a loopback host, with a port, and with a path if it
	// shares the port with others.
	Issuer string
	// Title heads the sign-in page, such as "Strongroom staff".
	Title   string
	Clients []Client
	People  []Person
	// Audience names the API in access tokens.
	Audience string
	// KeyFile keeps the signing key, so that tokens outlive a restart. It is made if it does not exist.
	// Empty is a key that ends with the process.
	KeyFile string
}

const (
	signInPath    = "/sign-in"
	signedOutPath = "/signed-out"
	stylePath     = "/style.css"
)

var (
	//go:embed pages.html
	pagesHTML string
	//go:embed style.css
	style []byte

	pages = template.Must(template.New("").Parse(pagesHTML))
)

// New returns the provider as a handler for everything below its issuer's path. Any number of them may
// stand side by side.
func New(cfg Config) (http.Handler, error) {
	issuer, err := url.Parse(cfg.Issuer)
	if err != nil || issuer.Scheme != "http" || !loopback(issuer.Hostname()) || issuer.User != nil ||
		issuer.RawQuery != "" || issuer.Fragment != "" || strings.HasSuffix(issuer.Path, "/") {
		return nil, fmt.Errorf("issuer %q: want http on loopback, without a slash at the end", cfg.Issuer)
	}
	if cfg.Audience == "" {
		return nil, errors.New("the audience is missing")
	}
	for _, c := range cfg.Clients {
		if c.ID == "" || c.Secret == "" || c.ID == cfg.Audience {
			return nil, fmt.Errorf("client %q: want an ID that is not the audience, and a secret", c.ID)
		}
	}
	key, err := openKey(cfg.KeyFile)
	if err != nil {
		return nil, fmt.Errorf("signing key: %w", err)
	}
	p := &provider{
		cfg: cfg, key: key,
		requests: memory[oidc.AuthRequest]{life: requestLife},
		codes:    memory[signIn]{life: codeLife},
		refresh:  memory[signIn]{life: refreshLife},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+signInPath, p.askWho)
	mux.Handle("POST "+signInPath, http.NewCrossOriginProtection().Handler(http.HandlerFunc(p.pick)))
	mux.HandleFunc("GET "+signedOutPath, func(w http.ResponseWriter, _ *http.Request) {
		p.show(w, http.StatusOK, "signed-out", nil, "'none'")
	})
	mux.HandleFunc("GET "+stylePath, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write(style)
	})
	// What the protocol refuses stands in its answers. No page of another origin may read those.
	mux.Handle("/", op.RegisterServer(p, endpoints,
		op.WithServerCORSOptions(nil), op.WithFallbackLogger(slog.New(slog.DiscardHandler))))
	return local(issuer.Host, http.StripPrefix(issuer.Path, mux)), nil
}

// local refuses what does not come from this machine, and what a name of somebody else's that points to
// loopback (DNS rebinding) has brought here.
func local(host string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from, err := netip.ParseAddrPort(r.RemoteAddr)
		if err != nil || !from.Addr().Unmap().IsLoopback() || r.Host != host {
			http.Error(w, "this is for "+host+" on its own machine only", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func loopback(host string) bool {
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}

// askWho shows the people to pick from.
func (p *provider) askWho(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("request")
	request, ok := p.requests.get(name)
	if !ok {
		p.show(w, http.StatusNotFound, "expired", nil, "'none'")
		return
	}
	// Browsers apply form-action to the redirect that follows the form as well.
	client, err := url.Parse(request.RedirectURI)
	if err != nil {
		p.show(w, http.StatusNotFound, "expired", nil, "'none'")
		return
	}
	p.show(w, http.StatusOK, "sign-in", struct {
		Request string
		People  []Person
	}{name, p.cfg.People}, "'self' "+client.Scheme+"://"+client.Host)
}

// pick signs in who was picked, or goes back without anybody.
func (p *provider) pick(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	subject := r.PostFormValue("subject")
	i := slices.IndexFunc(p.cfg.People, func(p Person) bool { return p.Subject == subject })
	if i < 0 && subject != "" {
		http.Error(w, "there is no such person", http.StatusBadRequest)
		return
	}
	request, ok := p.requests.take(r.PostFormValue("request"))
	if !ok {
		p.show(w, http.StatusNotFound, "expired", nil, "'none'")
		return
	}
	answer := response{Error: string(oidc.AccessDenied)}
	if i >= 0 {
		answer = response{Code: p.codes.put(signIn{
			request: request, person: p.cfg.People[i], session: rand.Text(), at: time.Now(),
		})}
	}
	to, err := p.answer(request, answer)
	if err != nil {
		p.show(w, http.StatusNotFound, "expired", nil, "'none'")
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// show writes a page that loads nothing but its style, stands in no frame, and sends forms to formAction.
func (p *provider) show(w http.ResponseWriter, status int, page string, data any, formAction string) {
	var content bytes.Buffer
	err := pages.ExecuteTemplate(&content, page, struct {
		Title, Base string
		Data        any
	}{p.cfg.Title, p.cfg.Issuer, data})
	if err != nil {
		http.Error(w, "the page is broken", http.StatusInternalServerError)
		return
	}
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Security-Policy",
		"default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action "+formAction)
	w.WriteHeader(status)
	_, _ = content.WriteTo(w)
}

// withState adds the state to an address, if there is one.
func withState(address, state string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || state == "" {
		return address, err
	}
	query := u.Query()
	query.Set("state", state)
	u.RawQuery = query.Encode()
	return u.String(), nil
}
