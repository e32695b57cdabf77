package server

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	entsql "entgo.io/ent/dialect/sql"

	"strongroom/ent/migrations"
	"strongroom/ent/viewer"
	"strongroom/server/internal/auth"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/seal"
	"strongroom/server/vault"
)

type doctorCommand struct {
	Deep   bool   `help:"Also compare database and object store, object by object, which takes long. It repairs nothing."`
	Config Config `kong:"embed,set='logLevel=info',set='logFormat=json',set='introspection=false'"`
}

// Help is the end of what --help prints.
func (doctorCommand) Help() string {
	return `Takes the options of "serve" and prints one line a piece: ok, warn or fail, and what to do. It fails if one does. It
writes one object to each bucket and removes it, and changes nothing else.`
}

// verdict is what an examination comes to.
type verdict string

const (
	ok   verdict = "ok"
	warn verdict = "warn"
	fail verdict = "fail"
)

// errFailed ends a doctor's visit that found something broken.
var errFailed = errors.New("something above has to be put right")

// doctor examines a configuration and writes a line for each piece.
type doctor struct {
	cfg    Config
	out    io.Writer
	client *http.Client
	failed bool
}

// Run examines every piece, also after one that failed.
func (c doctorCommand) Run(ctx context.Context, t terminal) error {
	d := &doctor{cfg: c.Config, out: t.out, client: &http.Client{Timeout: checkPatience}}
	d.configuration()
	d.policies()
	d.rootKey(ctx)
	d.database(ctx)
	d.objectStore(ctx)
	d.provider(ctx, "staff", c.Config.Staff.Provider, viewer.Staff)
	d.provider(ctx, "partner", c.Config.Partner, viewer.Partner)
	d.mail(ctx)
	d.certificate(time.Now())
	d.baseURL(ctx)
	if c.Deep {
		d.drift(ctx, time.Now())
	}
	if d.failed {
		return errFailed
	}
	return nil
}

func (d *doctor) say(v verdict, piece, format string, args ...any) {
	d.failed = d.failed || v == fail
	// One line, whatever an error brings along.
	text := strings.Join(strings.Fields(fmt.Sprintf(format, args...)), " ")
	if _, err := fmt.Fprintf(d.out, "%-4s  %-16s  %s\n", v, piece, text); err != nil {
		d.failed = true // nobody reads what is wrong
	}
}

func (d *doctor) configuration() {
	err := d.cfg.Validate()
	if err == nil {
		d.say(ok, "configuration", "complete")
		return
	}
	for problem := range strings.Lines(err.Error()) {
		d.say(fail, "configuration", "%s", problem)
	}
}

func (d *doctor) policies() {
	policy, err := d.cfg.Policies.policy()
	if err == nil {
		err = checkBuckets(policy, append(slices.Collect(maps.Keys(d.cfg.S3.Buckets)), blob.DefaultBucket))
	}
	if err != nil {
		d.say(fail, "policies", "%v", err)
		return
	}
	d.say(ok, "policies", "sound")
}

func (d *doctor) rootKey(ctx context.Context) {
	var p problems
	if d.cfg.Keys.validate(&p); len(p) > 0 {
		return // said by configuration
	}
	const piece = "root key"
	root, err := d.cfg.Keys.open(ctx)
	if err != nil {
		d.say(fail, piece, "%v", err)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 2*checkPatience)
	defer cancel()
	current, err := seal.CheckRoot(ctx, root)
	if err != nil {
		d.say(fail, piece, "%v", err)
		return
	}
	text := "the current root key is %s"
	if d.cfg.Keys.KeyFile != "" {
		text += "; is there a copy of the key file elsewhere?"
	}
	d.say(ok, piece, text, current)
}

func (d *doctor) database(ctx context.Context) {
	if d.cfg.Database.URL.Reveal() == "" {
		return
	}
	driver, err := d.cfg.Database.open()
	if err != nil {
		return // said by configuration
	}
	defer func() {
		if err := driver.Close(); err != nil {
			d.say(warn, "database", "%v", err)
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, checkPatience)
	defer cancel()
	var now time.Time
	asked := time.Now()
	if err := driver.DB().QueryRowContext(ctx, "SELECT clock_timestamp()").Scan(&now); err != nil {
		d.say(fail, "database", "does not answer: %v", err)
		return
	}
	answered := time.Now()
	current, newest, err := migrations.Versions(ctx, driver)
	if err == nil {
		err = checkVersion(current, newest)
	}
	if err != nil {
		d.say(fail, "database", "%v", err)
	} else {
		d.say(ok, "database", "answers and is at version %d", current)
		d.databaseRole(ctx, driver)
	}
	// The database's instant lies between the two of ours if the clocks agree.
	switch off := max(asked.Sub(now), now.Sub(answered)).Round(time.Millisecond); {
	case off > 5*time.Second:
		d.say(fail, "clock", "is %v away from the database's; grants would end at the wrong time: set up time synchronisation", off)
	case off > 500*time.Millisecond:
		d.say(warn, "clock", "is %v away from the database's; set up time synchronisation", off)
	default:
		d.say(ok, "clock", "agrees with the database's")
	}
}

func (d *doctor) databaseRole(ctx context.Context, driver *entsql.Driver) {
	if err := migrations.CheckRole(ctx, driver); err != nil {
		d.say(fail, "database role", "%v", err)
		return
	}
	d.say(ok, "database role", "may do what serving takes, and no more")
}

func (d *doctor) objectStore(ctx context.Context) {
	store, err := d.cfg.S3.open()
	if err != nil {
		return // said by configuration
	}
	for _, label := range store.Labels() {
		bucket := cmp.Or(d.cfg.S3.Buckets[label], d.cfg.S3.Bucket)
		ctx, cancel := context.WithTimeout(ctx, 2*checkPatience)
		err := tryStore(ctx, store, label)
		cancel()
		if err != nil {
			d.say(fail, "object store", "bucket %s: %v", bucket, err)
			continue
		}
		d.say(ok, "object store", "bucket %s can be written, read and deleted from", bucket)
	}
}

// tryStore writes, reads and removes one object. A crash leaves it under
// doctor/, where nothing else is.
func tryStore(ctx context.Context, store blob.Store, label string) error {
	const text = "strongroom doctor was here"
	name := blob.InBucket(label, fmt.Sprintf("doctor/%d", time.Now().UnixNano()))
	if err := store.Put(ctx, name, int64(len(text)), strings.NewReader(text)); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	err := func() error {
		r, err := store.Open(ctx, name, 0, int64(len(text)))
		if err != nil {
			return fmt.Errorf("reading: %w", err)
		}
		defer r.Close()
		got, err := io.ReadAll(r)
		if err == nil && string(got) != text {
			err = errors.New("something else was read than had been written")
		}
		if err != nil {
			return fmt.Errorf("reading: %w", err)
		}
		return nil
	}()
	if removing := store.Remove(ctx, name); removing != nil {
		err = errors.Join(err, fmt.Errorf("deleting: %w", removing))
	}
	return err
}

// told bounds the lines on one kind of drift.
const told = 20

// drift compares database and object store. Garbage, and what is to be moved, is only
// worth a warning: the server does it.
func (d *doctor) drift(ctx context.Context, now time.Time) {
	driver, err := d.cfg.Database.open()
	if err != nil {
		return // said by configuration
	}
	defer func() {
		if err := driver.Close(); err != nil {
			d.say(warn, "drift", "%v", err)
		}
	}()
	store, err := d.cfg.S3.open()
	if err != nil {
		return // as above
	}
	policy, err := d.cfg.Policies.policy()
	if err != nil {
		return // as above
	}
	found := map[vault.DriftKind]int{}
	comparison := vault.Comparison{Database: driver, Store: store, Policy: policy, Life: d.cfg.Uploads.Life}
	err = comparison.Run(ctx, now, false, func(drift vault.Drift) {
		v := warn
		if drift.Kind == vault.MissingObject || drift.Kind == vault.WrongSize {
			v = fail
		}
		if found[drift.Kind]++; found[drift.Kind] <= told {
			d.say(v, "drift", "%s: %s %s", drift.Kind, drift.Version, drift.Name)
		}
	})
	for kind, n := range found {
		d.say(warn, "drift", "%d times: %s", n, kind)
	}
	switch {
	case err != nil:
		d.say(fail, "drift", "%v", err)
	case len(found) == 0:
		d.say(ok, "drift", "database and object store agree")
	}
}

func (d *doctor) provider(ctx context.Context, name string, o Provider, kind viewer.Kind) {
	if o.Issuer == "" || d.cfg.HTTP.BaseURL == nil {
		return
	}
	piece := name + " provider"
	one, err := auth.New(auth.Config{
		Providers: []auth.Provider{o.provider(name, kind)}, BaseURL: d.cfg.HTTP.BaseURL, ClockSkew: clockSkew,
		HTTPClient: d.client, Clock: time.Now, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return // said by configuration
	}
	if err := one.Check(ctx); err != nil {
		d.say(fail, piece, "%v", err)
		return
	}
	d.say(ok, piece, "answers; it must know the redirect URI %s", d.cfg.HTTP.BaseURL.JoinPath(auth.CallbackPath))
}

func (d *doctor) mail(ctx context.Context) {
	var p problems
	if d.cfg.Mail.validate(&p); len(p) > 0 {
		return // said by configuration
	}
	const piece = "mail"
	sender, err := d.cfg.Mail.open()
	if err == nil && sender == nil {
		d.say(ok, piece, "none: no share links can be made")
		return
	}
	if err == nil {
		err = sender.Check(ctx)
	}
	if err != nil {
		d.say(fail, piece, "%v", err)
		return
	}
	d.say(ok, piece, "%s answers, and lets us in", d.cfg.Mail.Server.Host)
}

func (d *doctor) certificate(now time.Time) {
	h := d.cfg.HTTP
	if h.TLSCertFile == "" || h.TLSKeyFile == "" {
		return
	}
	pair, err := tls.LoadX509KeyPair(h.TLSCertFile, h.TLSKeyFile)
	if err != nil {
		d.say(fail, "certificate", "%v", err)
		return
	}
	leaf, err := x509.ParseCertificate(pair.Certificate[0])
	if err == nil && h.BaseURL != nil {
		err = leaf.VerifyHostname(h.BaseURL.Hostname())
	}
	switch left := leafTime(leaf).Sub(now); {
	case err != nil:
		d.say(fail, "certificate", "%v", err)
	case left < 0:
		d.say(fail, "certificate", "ended at %s; renew it", leaf.NotAfter.UTC().Format(time.RFC3339))
	case left < 14*24*time.Hour:
		d.say(warn, "certificate", "ends at %s; renew it", leaf.NotAfter.UTC().Format(time.RFC3339))
	default:
		d.say(ok, "certificate", "good until %s", leaf.NotAfter.UTC().Format(time.RFC3339))
	}
}

func leafTime(leaf *x509.Certificate) time.Time {
	if leaf == nil {
		return time.Time{}
	}
	return leaf.NotAfter
}

func (d *doctor) baseURL(ctx context.Context) {
	base := d.cfg.HTTP.BaseURL
	if base == nil || base.Hostname() == "" {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, checkPatience)
	defer cancel()
	if _, err := net.DefaultResolver.LookupHost(ctx, base.Hostname()); err != nil {
		d.say(fail, "base URL", "%v", err)
		return
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, base.JoinPath("/healthz").String(), nil)
	if err != nil {
		d.say(fail, "base URL", "%v", err)
		return
	}
	response, err := d.client.Do(request)
	if err != nil {
		d.say(warn, "base URL", "nothing answers at %s, which is right while no server runs", base)
		return
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK || response.Header.Get("X-Request-Id") == "" {
		d.say(fail, "base URL", "something else than this server answers at %s (%s)", base, response.Status)
		return
	}
	d.say(ok, "base URL", "this server answers at %s", base)
}
