package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"

	entsql "entgo.io/ent/dialect/sql"

	"strongroom/ent/migrations"
	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/internal/auth"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/blob/s3"
	"strongroom/server/internal/seal"
)

// parts are what "dev" and "serve" open each in their own way. Everything
// above them is the same.
type parts struct {
	database  *entsql.Driver
	store     blob.Store
	root      seal.Root
	providers []auth.Provider
	// forms are the origins besides our own that forms of the page lead to.
	forms []string
	// builtIn are the handlers of built-in providers by pattern; none in production.
	builtIn map[string]http.Handler
}

// openParts opens what cfg names. Nothing is asked over the network but the
// database's version, so that the start is quick and a part that is away is
// an answer of /readyz. The caller closes the database.
func openParts(ctx context.Context, cfg Config) (p parts, err error) {
	if p.root, err = seal.OpenKeyFile(cfg.Keys.KeyFile); err != nil {
		return p, err
	}
	if p.store, err = s3.New(cfg.S3.config()); err != nil {
		return p, err
	}
	p.providers = []auth.Provider{cfg.Staff.provider("staff", viewer.Staff)}
	p.providers[0].AdminSubjects = cfg.Staff.AdminSubjects
	if cfg.Partner.Issuer != "" {
		p.providers = append(p.providers, cfg.Partner.provider("partner", viewer.Partner))
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
	if err != nil {
		return p, errors.Join(err, p.database.Close())
	}
	return p, nil
}

// open opens PostgreSQL without connecting.
func (d Database) open() (*entsql.Driver, error) {
	var p problems
	if d.validate(&p); len(p) > 0 {
		return nil, usageError{errors.Join(p...)}
	}
	return migrations.OpenPostgres(d.URL.Reveal())
}

func (s S3) config() s3.Config {
	return s3.Config{
		Endpoint: s.Endpoint.Host, Secure: s.Endpoint.Scheme == "https", PathStyle: s.PathStyle,
		Region: s.Region, Bucket: s.Bucket, AccessKey: s.AccessKey, SecretKey: s.SecretKey.Reveal(),
	}
}

func (o Provider) provider(name string, kind viewer.Kind) auth.Provider {
	label := o.Label
	if label == "" {
		label = host(o.Issuer)
	}
	return auth.Provider{
		Name: name, Label: label, Issuer: o.Issuer, ClientID: o.ClientID, ClientSecret: o.ClientSecret.Reveal(),
		Audience: o.Audience, Kind: kind, Scopes: o.Scopes,
	}
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
