package server

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"

	entsql "entgo.io/ent/dialect/sql"

	"strongroom/ent/migrations"
	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/internal/auth"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/blob/s3"
	"strongroom/server/internal/mail"
	"strongroom/server/internal/scim"
	"strongroom/server/internal/seal"
	"strongroom/server/internal/seal/awskms"
	"strongroom/server/internal/seal/transit"
	"strongroom/server/internal/ssf"
	"strongroom/server/vault"
)

// parts are what "dev" and "serve" open each in their own way. Everything
// above them is the same.
type parts struct {
	database  *entsql.Driver
	store     *blob.Buckets
	root      seal.Root
	mail      mail.Sender // nil if none can be sent
	providers []auth.Provider
	// directories and feeds are where signals of leaving come from.
	directories []scim.Directory
	streams     []ssf.Stream
	feeds       []vault.Feed
	// forms are the origins besides our own that forms of the page lead to.
	forms []string
	// builtIn are the handlers of built-in providers by pattern; none in production.
	builtIn map[string]http.Handler
}

// openParts opens what cfg names. Nothing is asked over the network but the
// database's version and what its role may do, so that the start is quick and a part that is away is
// an answer of /readyz. The caller closes the database.
func openParts(ctx context.Context, cfg Config) (p parts, err error) {
	if p.root, err = cfg.Keys.open(ctx); err != nil {
		return p, err
	}
	if p.store, err = cfg.S3.open(); err != nil {
		return p, err
	}
	if p.mail, err = cfg.Mail.open(); err != nil {
		return p, err
	}
	p.add(cfg.Staff.Provider, "staff", viewer.Staff)
	p.providers[0].AdminSubjects = cfg.Staff.AdminSubjects
	if cfg.Partner.Issuer != "" {
		p.add(cfg.Partner, "partner", viewer.Partner)
	}
	for _, provider := range p.providers {
		p.forms = append(p.forms, origin(provider.Issuer))
	}
	if p.database, err = cfg.Database.open(); err != nil {
		return p, err
	}
	current, newest, err := migrations.Versions(ctx, p.database)
	if err == nil {
		err = checkVersion(current, newest)
	}
	if err == nil {
		err = migrations.CheckRole(ctx, p.database)
	}
	if err != nil {
		return p, errors.Join(err, p.database.Close())
	}
	return p, nil
}

// add takes in a provider, with the ways by which it tells of its people.
func (p *parts) add(o Provider, name string, kind viewer.Kind) {
	p.providers = append(p.providers, o.provider(name, kind))
	p.feeds = append(p.feeds, vault.Feed{Name: auth.FeedName(name), Kind: vault.FeedLogout, Issuer: o.Issuer})
	if directory, ok := o.directory(name, kind); ok {
		p.directories = append(p.directories, directory)
		p.feeds = append(p.feeds, vault.Feed{
			Name: directory.Name, Kind: vault.FeedSCIM, Issuer: o.Issuer, SilentAfter: o.SCIM.SilentAfter,
		})
	}
	if stream, ok := o.stream(name); ok {
		p.streams = append(p.streams, stream)
		p.feeds = append(p.feeds, vault.Feed{
			Name: stream.Name, Kind: vault.FeedSharedSignals, Issuer: o.Issuer, SilentAfter: o.SSF.SilentAfter,
		})
	}
}

// open opens PostgreSQL without connecting.
func (d Database) open() (*entsql.Driver, error) {
	var p problems
	if d.validate(&p); len(p) > 0 {
		return nil, usageError{errors.Join(p...)}
	}
	return migrations.OpenPostgres(d.URL.Reveal())
}

// open opens the root keys, without asking for any.
func (k Keys) open(ctx context.Context) (seal.Root, error) {
	var p problems
	if k.validate(&p); len(p) > 0 {
		return nil, usageError{errors.Join(p...)}
	}
	var wrapping, opening seal.Roots // the first of the first wraps
	add := func(root seal.Root, retired bool) {
		if retired {
			opening = append(opening, root)
		} else {
			wrapping = append(wrapping, root)
		}
	}
	if k.Transit.URL != nil {
		engine, err := transit.New(transit.Config{
			URL: k.Transit.URL, Namespace: k.Transit.Namespace, Mount: k.Transit.Mount, Key: k.Transit.Key,
			TokenFile: k.Transit.TokenFile, CAFile: k.Transit.CAFile,
		})
		if err != nil {
			return nil, err
		}
		add(engine, k.Transit.Retired)
	}
	if k.AWSKMS.Key != "" {
		service, err := awskms.New(ctx, awskms.Config{Key: k.AWSKMS.Key, Endpoint: k.AWSKMS.Endpoint})
		if err != nil {
			return nil, err
		}
		add(service, k.AWSKMS.Retired)
	}
	if k.KeyFile != "" {
		file, err := seal.OpenKeyFile(k.KeyFile)
		if err != nil {
			return nil, err
		}
		add(file, false)
	}
	return append(wrapping, opening...), nil
}

// open makes the stores of all buckets, without connecting.
func (s S3) open() (*blob.Buckets, error) {
	var p problems
	if s.validate(&p); len(p) > 0 {
		return nil, usageError{errors.Join(p...)}
	}
	names := maps.Clone(s.Buckets)
	if names == nil {
		names = Buckets{}
	}
	names[blob.DefaultBucket] = s.Bucket
	stores := make(map[string]blob.Store, len(names))
	for label, name := range names {
		store, err := s3.New(s3.Config{
			Endpoint: s.Endpoint.Host, Secure: s.Endpoint.Scheme == "https", PathStyle: s.PathStyle,
			Region: s.Region, Bucket: name, AccessKey: s.AccessKey, SecretKey: s.SecretKey.Reveal(),
		})
		if err != nil {
			return nil, err
		}
		stores[label] = store
	}
	return blob.NewBuckets(stores)
}

// open makes the sender, without connecting; nil without a server.
func (m Mail) open() (mail.Sender, error) {
	if m.Server == nil {
		return nil, nil
	}
	port, err := m.port()
	if err != nil {
		return nil, err
	}
	security := mail.StartTLS
	switch {
	case m.Server.Scheme == "smtps":
		security = mail.TLS
	case isLoopback(m.Server.Hostname()):
		security = mail.Plain
	}
	return mail.NewSMTP(mail.Config{
		Host: m.Server.Hostname(), Port: port, Security: security,
		User: m.User, Password: m.Password.Reveal(), From: m.From, CAFile: m.CAFile,
	})
}

// checkBuckets fails for a classification whose bucket is none of ours.
func checkBuckets(policy *policies.Policy, labels []string) error {
	var errs []error
	for _, c := range policies.Classifications() {
		if label := policy.Handling(c).Bucket; !slices.Contains(labels, label) {
			errs = append(errs, fmt.Errorf("policies: %s is kept in the bucket labelled %q, which --s3-buckets does not name", c, label))
		}
	}
	return errors.Join(errs...)
}

func (o Provider) provider(name string, kind viewer.Kind) auth.Provider {
	label := o.Label
	if label == "" {
		label = host(o.Issuer)
	}
	refused := vault.EffectEndSessions
	if o.Refused == "depart" {
		refused = vault.EffectDepart
	}
	return auth.Provider{
		Watch: o.Watch, Refused: refused,
		Name: name, Label: label, Issuer: o.Issuer, ClientID: o.ClientID, ClientSecret: o.ClientSecret.Reveal(),
		Audience: o.Audience, Kind: kind, Scopes: o.Scopes,
	}
}

// directory is the provider's SCIM client; ok is false for none.
func (o Provider) directory(name string, kind viewer.Kind) (d scim.Directory, ok bool) {
	d = scim.Directory{
		Directory: vault.Directory{Name: "scim:" + name, Issuer: o.Issuer, Kind: kind, Admits: o.SCIM.Group},
		Subject:   scim.Subject(o.SCIM.Subject), TokenHashes: [][sha256.Size]byte{o.SCIM.Token},
	}
	if o.SCIM.NextToken.set() {
		d.TokenHashes = append(d.TokenHashes, o.SCIM.NextToken)
	}
	return d, o.SCIM.Token.set()
}

// stream is what transmits security events about the provider's accounts; ok is false for none.
func (o Provider) stream(name string) (s ssf.Stream, ok bool) {
	s = ssf.Stream{
		Name: "ssf:" + name, Issuer: o.SSF.Issuer, Audience: o.SSF.Audience, Accounts: o.Issuer,
		PollURL: o.SSF.PollURL, ID: o.SSF.StreamID, Token: o.SSF.Token.Reveal(), Disabled: vault.EffectDepart,
	}
	if o.SSF.Disabled == "suspend" {
		s.Disabled = vault.EffectSuspend
	}
	for _, hash := range []TokenHash{o.SSF.PushToken, o.SSF.NextPushToken} {
		if hash.set() {
			s.PushHashes = append(s.PushHashes, hash)
		}
	}
	return s, o.SSF.Issuer != ""
}

// policy returns the rules that are in force.
func (p Policies) policy() (*policies.Policy, error) {
	if p.Dir == "" {
		return policies.Default()
	}
	policy, err := policies.Load(os.DirFS(p.Dir))
	if err != nil {
		return nil, fmt.Errorf("policies in %s: %w", p.Dir, err)
	}
	return policy, nil
}

// createKeyFile makes a key file and returns the ID of its key.
func createKeyFile(path string) (id string, err error) {
	file, err := seal.CreateKeyFile(path)
	if err != nil {
		return "", err
	}
	return file.ID(), nil
}
