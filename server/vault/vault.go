package vault

import (
	"context"
	stdsql "database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	_ "strongroom/ent/gen/runtime" // binds ent/schema's defaults and row rules to ent/gen
	"strongroom/ent/rule"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/cutoff"
	"strongroom/server/internal/mail"
	"strongroom/server/internal/seal"
)

// Config is what a Vault is made of. Every field but Mail and Feeds is required.
type Config struct {
	// Database is the open database, PostgreSQL or SQLite, migrated.
	Database *sql.Driver
	// Store keeps the sealed bytes.
	Store blob.Store
	// Root wraps the customer keys.
	Root seal.Root
	// Policy decides what a role may do.
	Policy *policies.Policy
	// Guard watches over downloads and uploads that are under way. It must
	// hear from Database and decide by Clock.
	Guard *cutoff.Guard
	// Clock tells the time; time.Now, or a test's own.
	Clock func() time.Time
	Log   *slog.Logger
	// Replica names this process among all that share the database.
	Replica string
	// SessionIdle and SessionLife bound a browser session.
	SessionIdle, SessionLife time.Duration
	// InactiveAfter is how long an account may be unseen before everything of
	// it ends; 0 is for ever, and the only one that may be left out.
	InactiveAfter time.Duration
	// UploadLife bounds an unfinished upload; MaxUpload its size in bytes.
	UploadLife time.Duration
	MaxUpload  int64
	// Mail sends the codes by which recipients of share links prove their addresses;
	// without it no links can be made or opened.
	Mail mail.Sender
	// Feeds are the sources of signals of leaving; none is fine.
	Feeds []Feed
}

// LargestUpload bounds MaxUpload, in bytes: half as many parts as an object can
// have numbers for, so that every part may be sent twice.
const LargestUpload = blob.MaxParts / 2 * seal.PartSize

// Vault is the use cases over one database, one object store and one root key.
// Its methods are safe for concurrent use, and any number of vaults on as many
// replicas may share the three.
type Vault struct {
	cfg    Config
	client *gen.Client
	reader *gen.Client
	sight  viewer.Sight
	// checks are the statements by which whoever asks is found, finders those by
	// which bytes are, statements those of decisions.
	checks
	finders
	statements statements
	// born is when the vault was made; seenHere is what it has seen of
	// departures and not yet written down.
	born     time.Time
	seenHere memory
	hearing  hearing
	bearers  bearers
}

// New assembles a vault. It touches neither database nor store.
func New(cfg Config) (*Vault, error) {
	switch {
	case cfg.Database == nil, cfg.Store == nil, cfg.Root == nil, cfg.Policy == nil, cfg.Guard == nil, cfg.Clock == nil, cfg.Log == nil,
		cfg.Replica == "":
		return nil, errors.New("vault: a part is missing")
	case cfg.InactiveAfter < 0, cfg.InactiveAfter > 0 && cfg.InactiveAfter <= cfg.SessionLife:
		return nil, errors.New("vault: an account may be unseen for longer than a session lasts")
	case cfg.SessionIdle <= 0, cfg.SessionLife <= 0, cfg.UploadLife <= 0, cfg.MaxUpload <= 0:
		return nil, errors.New("vault: a bound is missing")
	case cfg.MaxUpload > LargestUpload:
		return nil, fmt.Errorf("vault: an upload has at most %d bytes", int64(LargestUpload))
	}
	return over(cfg), nil
}

// over puts a vault over its parts. What only reads needs no more of them than
// Database, Policy and Clock.
func over(cfg Config) *Vault {
	v := bare(cfg)
	v.born = v.now()
	v.sight = viewer.Sight{Documents: map[string][]classification.Level{}, Powers: cfg.Policy.Powers()}
	for role, levels := range cfg.Policy.Sight() {
		for _, level := range levels {
			v.sight.Documents[role] = append(v.sight.Documents[role], classification.Level(level))
		}
	}
	return v
}

// bare puts a vault over its database. It is for system viewers, of whom no
// policy is asked.
func bare(cfg Config) *Vault {
	return &Vault{
		cfg:    cfg,
		client: gen.NewClient(gen.Driver(cfg.Database)),
		reader: gen.NewClient(gen.Driver(reading{cfg.Database})),
		checks: newChecks(cfg.Database.Dialect()), finders: newFinders(cfg.Database.Dialect()),
	}
}

// reading is a driver that reads. It has no methods for SQL of one's own
// (ent's ExecContext and QueryContext), which the row rules would not see.
type reading struct{ dialect.Driver }

var errReading = errors.New("vault: the reader does not write")

// Exec refuses.
func (reading) Exec(context.Context, string, any, any) error { return errReading }

// Tx refuses.
func (reading) Tx(context.Context) (dialect.Tx, error) { return nil, errReading }

// Reader is the ent client for queries of the API: guarded by the row rules,
// and unable to write.
func (v *Vault) Reader() *gen.Client { return v.reader }

// Check tells whether the parts that every request needs are there: the
// database, the object store and the root key. It fails with Unavailable.
func (v *Vault) Check(ctx context.Context) error {
	if err := v.cfg.Database.DB().PingContext(ctx); err != nil {
		return away("database", err)
	}
	if err := v.cfg.Store.Check(ctx); err != nil {
		return away("object store", err)
	}
	if _, err := seal.CheckRoot(ctx, v.cfg.Root); err != nil {
		return away("root key", err)
	}
	return nil
}

// now reads the clock, at the precision that both databases keep.
func (v *Vault) now() time.Time {
	return v.cfg.Clock().UTC().Truncate(time.Microsecond)
}

// act is one use case under way: who acts, at which instant, in which
// transaction. Its queries see what its context's viewer may see; see and
// facts widen that by name.
type act struct {
	vault *Vault
	tx    *gen.Client
	who   viewer.Viewer
	at    time.Time
	// in is the acting user's session, where a stream asks; nil for a bearer token.
	in *gen.Session
	// until is when the acting user's standing ends by itself, as far as is known.
	until time.Time
	// used is the limited grant that a download under way was counted for.
	used typeid.ID
}

// asking is an act outside of a transaction that writes nothing, of the viewer
// as their request was admitted; not ok for nobody.
func (v *Vault) asking(ctx context.Context) (a *act, ok bool) {
	who, ok := viewer.FromContext(ctx)
	return &act{vault: v, tx: v.client, who: who, at: who.At}, ok
}

// write runs a use case in one transaction and judges it at one instant. It
// is the only place where a transaction begins, where writing is allowed, and
// where the acting user's own standing is read from the database rather than
// believed: somebody who left a moment ago does nothing more, whatever their
// request had been admitted with.
//
// Nothing of it stays when do fails. A crash before the commit leaves the
// database as it was.
func (v *Vault) write(ctx context.Context, do func(ctx context.Context, a *act) error) error {
	who, ok := viewer.FromContext(ctx)
	if !ok {
		return unauthenticated()
	}
	return v.writeAs(ctx, who, func(ctx context.Context, a *act) error {
		standing, err := v.standing(ctx, a.tx, who, a.at, true)
		if err != nil {
			return err
		}
		a.who, a.until = standing.Viewer, standing.until
		return do(viewer.NewContext(ctx, a.who), a)
	})
}

// writeAs is write for a system viewer, whose standing needs no check.
func (v *Vault) writeAs(ctx context.Context, who viewer.Viewer, do func(ctx context.Context, a *act) error) error {
	var err error
	for range maxAttempts {
		err = v.attempt(ctx, who, do)
		if !errors.Is(err, errOvertaken) && !deadlocked(err) {
			return translate(err)
		}
	}
	return translate(err)
}

// errOvertaken says that a use case lost a race in a way that running it
// again settles.
var errOvertaken = &Error{Code: Conflict, Message: "somebody else was quicker"}

// maxAttempts bounds how often a use case is run again.
const maxAttempts = 3

func (v *Vault) attempt(ctx context.Context, who viewer.Viewer, do func(ctx context.Context, a *act) error) (err error) {
	who.At = v.now()
	ctx = rule.Writing(viewer.NewContext(ctx, who))
	tx, err := v.client.Tx(ctx)
	if err != nil {
		return away("database", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, rollback(tx))
		}
	}()
	if err := do(ctx, &act{vault: v, tx: tx.Client(), who: who, at: who.At}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return away("database", err)
	}
	return nil
}

// rollback ends a transaction that failed, or that the driver has ended
// already, as it does when the context is cancelled.
func rollback(tx *gen.Tx) error {
	if err := tx.Rollback(); err != nil && !errors.Is(err, stdsql.ErrTxDone) {
		return away("database", err)
	}
	return nil
}

// facts is a context in which the rows that a decision rests on can be read,
// whether they exist for the acting user or not.
func (a *act) facts(ctx context.Context) context.Context {
	return viewer.As(ctx, viewer.Decider, a.at)
}

// keeper is a context in which keys and uploads can be read.
func (a *act) keeper(ctx context.Context) context.Context {
	return viewer.As(ctx, viewer.Keeper, a.at)
}

// registrar is a context in which the log can be read.
func (a *act) registrar(ctx context.Context) context.Context {
	return viewer.As(ctx, viewer.Registrar, a.at)
}

func (v *Vault) postgres() bool { return v.cfg.Database.Dialect() == dialect.Postgres }
