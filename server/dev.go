package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"strongroom/ent/gen/user"
	"strongroom/ent/migrations"
	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/internal/auth"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/blob/dir"
	"strongroom/server/internal/devidp"
	"strongroom/server/internal/mail"
	"strongroom/server/internal/seal"
	"strongroom/server/vault"
)

type devCommand struct {
	DevPlace `kong:"embed"`
	Limits   `kong:"embed,set='logLevel=warn',set='logFormat=text',set='introspection=true'"`
}

// DevPlace is where dev listens and keeps everything.
type DevPlace struct {
	Listen string `default:"localhost:8420" placeholder:"ADDRESS" help:"Loopback host and port to listen on. People are known by the provider's address, so another port has other accounts."`
	Data   string `type:"path" placeholder:"DIR" help:"Where everything is kept; it is made if it does not exist. Default: strongroom in $$XDG_STATE_HOME, or in ~/.local/state."`
}

type devTokenCommand struct {
	Person   string `arg:"" help:"Who: ada, otto, clara, edi, vera, sam, pia or paul."`
	DevPlace `kong:"embed"`
}

// Run prints a token.
func (c devTokenCommand) Run(_ context.Context, t terminal) error {
	data, err := c.dataDir()
	if err != nil {
		return err
	}
	for _, provider := range builtIn(&url.URL{Scheme: "http", Host: c.Listen}, data) {
		if token, err := devidp.Token(provider.idp, c.Person); err == nil {
			_, err = fmt.Fprintln(t.out, token)
			return err
		}
	}
	return usageError{fmt.Errorf("there is no sample person %q", c.Person)}
}

// Help is the end of what --help prints.
func (devCommand) Help() string {
	return `Keeps a SQLite database, a directory of sealed documents and a key file in one directory, and has an OpenID provider
with made-up people built in, who sign in without a password. It answers to this machine only. It is not for real documents.`
}

// apiAudience is for whom the built-in provider's access tokens are.
const apiAudience = "https://strongroom.invalid/api"

// Mail is written into mailDir, and comes from mailFrom.
const (
	mailDir  = "mail"
	mailFrom = "strongroom@strongroom.invalid"
)

// Run brings everything up and serves until ctx ends.
func (c devCommand) Run(ctx context.Context, t terminal) (err error) {
	if !listensOnLoopback(c.Listen) {
		return usageError{fmt.Errorf("--listen: %q is not loopback; dev answers to this machine only", c.Listen)}
	}
	var p problems
	if c.validate(&p); len(p) > 0 {
		return usageError{errors.Join(p...)}
	}
	data, err := c.dataDir()
	if err != nil {
		return err
	}
	unlock, err := lock(data)
	if err != nil {
		return err
	}
	defer unlock()
	listener, err := listen(c.Listen)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s is taken, perhaps by another strongroom; choose another port by --listen localhost:PORT", c.Listen)
	}
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }() // Run may have done it
	server, err := newDev(ctx, c, data, listener, c.Log.logger(t.err))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	if err := introduce(ctx, server); err != nil {
		return fmt.Errorf("sample people: %w", err)
	}
	if err := welcome(t.out, server.cfg.HTTP.BaseURL, data); err != nil {
		return err
	}
	return server.Run(ctx, listener)
}

// dataDir makes the directory, closed to others.
func (c DevPlace) dataDir() (string, error) {
	path := c.Data
	if path == "" {
		state := os.Getenv("XDG_STATE_HOME")
		if state == "" {
			home, err := os.UserHomeDir()
			if err != nil {
				return "", fmt.Errorf("no home for the data: %w; name one by --data", err)
			}
			state = filepath.Join(home, ".local", "state")
		}
		path = filepath.Join(state, "strongroom")
	}
	return path, os.MkdirAll(path, 0o700)
}

// lock keeps a second "dev" away from the directory. The lock ends with the
// process, whatever ends it.
func lock(data string) (unlock func(), err error) {
	file, err := os.OpenFile(filepath.Join(data, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil { //nolint:gosec // a descriptor is small
		file.Close()
		return nil, fmt.Errorf("%s is in use by another strongroom; name another directory by --data", data)
	}
	return func() { file.Close() }, nil
}

// newDev opens the parts in the directory and assembles the server that
// listener is for.
func newDev(ctx context.Context, c devCommand, data string, listener net.Listener, log *slog.Logger) (s *Server, err error) {
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return nil, err
	}
	_, port, err := net.SplitHostPort(listener.Addr().String()) // of --listen localhost:0
	if err != nil {
		return nil, err
	}
	base := &url.URL{Scheme: "http", Host: net.JoinHostPort(host, port)}
	var p parts
	if p.root, err = openOrCreateKeyFile(filepath.Join(data, "root.key")); err != nil {
		return nil, err
	}
	if p.store, err = devBuckets(c.Policies, data); err != nil {
		return nil, err
	}
	if p.mail, err = mail.NewDir(filepath.Join(data, mailDir), mailFrom); err != nil {
		return nil, err
	}
	if p.providers, p.builtIn, err = builtInProviders(base, data); err != nil {
		return nil, err
	}
	if p.database, err = migrations.OpenSQLite(filepath.Join(data, "strongroom.db")); err != nil {
		return nil, err
	}
	if _, err := migrations.Up(ctx, p.database); err != nil {
		return nil, errors.Join(err, p.database.Close())
	}
	return assemble(ctx, Config{HTTP: HTTP{Listen: c.Listen, BaseURL: base}, Limits: c.Limits}, p, log)
}

// devBuckets are directories, one for each label that the rules know or once knew.
func devBuckets(rules Policies, data string) (*blob.Buckets, error) {
	policy, err := rules.policy()
	if err != nil {
		return nil, err
	}
	first := filepath.Join(data, "objects")
	paths := map[string]string{blob.DefaultBucket: first}
	known, err := filepath.Glob(first + "-*")
	if err != nil {
		return nil, err
	}
	for _, path := range known {
		paths[strings.TrimPrefix(path, first+"-")] = path
	}
	for _, c := range policies.Classifications() {
		if label := policy.Handling(c).Bucket; label != blob.DefaultBucket {
			paths[label] = first + "-" + label
		}
	}
	stores := map[string]blob.Store{}
	for label, path := range paths {
		if err := blob.CheckLabel(label); err != nil {
			return nil, err
		}
		if stores[label], err = dir.New(path); err != nil {
			return nil, err
		}
	}
	return blob.NewBuckets(stores)
}

func openOrCreateKeyFile(path string) (*seal.KeyFile, error) {
	file, err := seal.OpenKeyFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return seal.CreateKeyFile(path)
	}
	return file, err
}

// builtInProvider is a provider of sample people, as it is and as we know it.
type builtInProvider struct {
	auth auth.Provider
	idp  devidp.Config
	path string
}

// builtIn describes the providers of staff and partners, with us as the client
// that signs people in and a client that programs can try.
func builtIn(base *url.URL, data string) []builtInProvider {
	staff, partners := devidp.SamplePeople()
	describe := func(name, label string, kind viewer.Kind, people []devidp.Person) builtInProvider {
		path := "/idp/" + name
		p := auth.Provider{
			Name: name, Label: label, Kind: kind, Issuer: base.JoinPath(path).String(),
			ClientID: "strongroom", ClientSecret: rand.Text(), Audience: apiAudience,
		}
		for _, person := range people {
			if person.Admin {
				p.AdminSubjects = append(p.AdminSubjects, person.Subject)
			}
		}
		return builtInProvider{auth: p, path: path, idp: devidp.Config{
			Issuer: p.Issuer, Title: "Strongroom: " + label, People: people, Audience: apiAudience,
			KeyFile: filepath.Join(data, "provider-"+name+".key"),
			Clients: []devidp.Client{
				{
					ID: p.ClientID, Secret: p.ClientSecret,
					RedirectURIs:   []string{base.JoinPath(auth.CallbackPath).String()},
					PostLogoutURIs: []string{base.JoinPath(auth.PostLogoutPath).String()},
				},
				{ID: "program", Secret: "program"}, // as open as the people, who have no password
			},
		}}
	}
	return []builtInProvider{
		describe("staff", "Staff", viewer.Staff, staff),
		describe("partner", "Partners", viewer.Partner, partners),
	}
}

// builtInProviders makes the providers and the handlers that answer for them.
func builtInProviders(base *url.URL, data string) ([]auth.Provider, map[string]http.Handler, error) {
	providers, handlers := []auth.Provider{}, map[string]http.Handler{}
	for _, one := range builtIn(base, data) {
		handler, err := devidp.New(one.idp)
		if err != nil {
			return nil, nil, fmt.Errorf("built-in provider: %w", err)
		}
		providers = append(providers, one.auth)
		handlers[one.path+"/"] = handler
	}
	return providers, handlers, nil
}

// introduce makes the accounts of the sample people, as their first sign-in
// would, so that they can be picked before it. An account that is there
// already is left as it is.
func introduce(ctx context.Context, s *Server) error {
	staff, partners := devidp.SamplePeople()
	admin, err := s.vault.Admit(ctx, identity(s.parts.providers[0], staff[0]))
	if vault.CodeOf(err) == vault.Unauthenticated {
		return nil // the admin has left, hence all were here before
	}
	if err != nil {
		return err
	}
	for i, people := range [][]devidp.Person{staff, partners} {
		for _, person := range people {
			who := identity(s.parts.providers[i], person)
			known, err := s.vault.Reader().User.Query().Where(user.Issuer(who.Issuer), user.Subject(who.Subject)).Exist(admin)
			if err != nil {
				return err
			}
			if known {
				continue
			}
			as, err := s.vault.Admit(ctx, who)
			if err == nil && person.Subject == "otto" {
				err = s.makeAuditor(admin, as)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func identity(provider auth.Provider, person devidp.Person) vault.Identity {
	return vault.Identity{
		Issuer: provider.Issuer, Subject: person.Subject, Kind: provider.Kind,
		DisplayName: person.Name, Email: person.Email, Admin: person.Admin, AuthenticatedAt: time.Now(),
	}
}

// makeAuditor gives a person who is new the role that the sign-in page tells.
func (s *Server) makeAuditor(admin, person context.Context) error {
	who, _ := viewer.FromContext(person)
	role := user.RoleAUDITOR
	_, err := s.vault.AssignRole(admin, vault.AssignRole{UserID: who.ID, Global: &role})
	return err
}

// welcome tells where to go and who can sign in.
func welcome(w io.Writer, base *url.URL, data string) error {
	var text strings.Builder
	fmt.Fprintf(&text, "\nStrongroom is at %s\n\nSign in as one of these made-up people; there is no password.\n\n", base)
	table := tabwriter.NewWriter(&text, 0, 0, 3, ' ', 0)
	staff, partners := devidp.SamplePeople()
	for i, people := range [][]devidp.Person{staff, partners} {
		heading := []string{"Staff", "Partners"}[i]
		for _, person := range people {
			_, _ = fmt.Fprintf(table, "  %s\t%s\t%s\n", heading, person.Name, person.Line)
			heading = ""
		}
	}
	if err := table.Flush(); err != nil { // tells what Fprintf could not
		return err
	}
	fmt.Fprintf(&text, "\nMail is not sent: it is written to %s.\n", filepath.Join(data, mailDir))
	fmt.Fprintf(&text, "Everything is kept in %s. Ctrl-C ends it.\n\n", data)
	_, err := io.WriteString(w, text.String())
	return err
}
