// Package vaulttest makes worlds for tests: a vault over a real, migrated
// database and a real store, with people in it and a clock that the test
// moves. It is for tests only.
package vaulttest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/folder"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/user"
	"strongroom/ent/migrations"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/blob/dir"
	"strongroom/server/internal/blob/s3"
	"strongroom/server/internal/cutoff"
	"strongroom/server/internal/mail"
	"strongroom/server/internal/seal"
	"strongroom/server/rig"
	"strongroom/server/vault"
)

// Dialects are the databases on which every property must hold.
func Dialects() []string { return []string{dialect.SQLite, dialect.Postgres} }

// OnEach runs a test on every database.
func OnEach(t *testing.T, test func(t *testing.T, w *World)) {
	for _, d := range Dialects() {
		t.Run(d, func(t *testing.T) {
			t.Parallel()
			test(t, New(t, d))
		})
	}
}

// Clock is a clock that stands until it is moved.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// Now tells the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Move moves the clock.
func (c *Clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// Set puts the clock to an instant.
func (c *Clock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

// World is a vault with its parts in reach.
type World struct {
	// MailDir is where mails are written to.
	MailDir string
	testing.TB
	*vault.Vault
	Clock    *Clock
	Database *sql.Driver
	Store    blob.Store
	Config   vault.Config
}

var defaultPolicy = sync.OnceValues(policies.Default)

// New makes an empty world on a fresh database of a dialect and a fresh
// directory store.
func New(t testing.TB, d string) *World {
	t.Helper()
	path := t.TempDir()
	return in(t, path, Open(t, d), objects(t, path))
}

// Place is where a world is kept, for one process after the other.
type Place struct {
	// Path is a directory for files.
	Path string
	// Postgres is the URL of a database, and Bucket is on an S3 server. Without
	// them, the database is SQLite and the store a directory beneath Path.
	Postgres string
	Bucket   *s3.Config
}

// NewPlace makes an empty place, with a database of a dialect: on PostgreSQL the
// store is S3, as in production.
func NewPlace(t testing.TB, d string) Place {
	t.Helper()
	place := Place{Path: t.TempDir()}
	if d == dialect.Postgres {
		bucket := Bucket(rig.S3(t))
		place.Postgres, place.Bucket = migrated(t), &bucket
	}
	return place
}

// Bucket is a bucket as the store takes it.
func Bucket(at rig.ObjectStore) s3.Config {
	return s3.Config{
		Endpoint: at.Host, Region: at.Region, Bucket: at.Bucket,
		AccessKey: at.AccessKey, SecretKey: at.SecretKey, PathStyle: true,
	}
}

// At makes the world at a place: an empty one the first time, later the same once
// more, in whatever process.
func At(t testing.TB, place Place) *World {
	t.Helper()
	var driver *sql.Driver
	var err error
	if place.Postgres != "" {
		driver, err = migrations.OpenPostgres(place.Postgres)
	} else {
		driver, err = migrations.OpenSQLite(migratedFile(t, place.Path))
	}
	if err != nil {
		t.Fatalf("open database: %v", err)
	}
	t.Cleanup(func() { _ = driver.Close() }) // whoever is killed does not, either
	if place.Bucket == nil {
		return in(t, place.Path, driver, objects(t, place.Path))
	}
	store, err := s3.New(*place.Bucket)
	if err != nil {
		t.Fatalf("open store: %v", err)
	}
	return in(t, place.Path, driver, store)
}

// objects is a directory store beneath a path.
func objects(t testing.TB, path string) blob.Store {
	t.Helper()
	store, err := dir.New(filepath.Join(path, "objects"))
	if err != nil {
		t.Fatalf("open store: %v", err)
	}
	return store
}

// OtherBucket is the label of a second store of every world, a directory of its own.
// The default rules keep nothing there; see [World.KeepIn].
const OtherBucket = "other"

// KeepIn changes the handling rules of a world: they keep documents of some
// classifications in a bucket, from now on.
func (w *World) KeepIn(bucket string, levels ...classification.Level) {
	w.Helper()
	w.handle(7, bucket, levels)
}

// AllowNoLinks changes the handling rules of a world: documents of some
// classifications take no share links from now on.
func (w *World) AllowNoLinks(levels ...classification.Level) {
	w.Helper()
	w.handle(3, "no", levels)
}

// handle changes a column of handling.csv for some classifications.
func (w *World) handle(column int, value string, levels []classification.Level) {
	w.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"model.conf", "policy.csv", "handling.csv"} {
		text, err := fs.ReadFile(policies.Files(), name)
		if err != nil {
			w.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	lines := strings.Split(string(files["handling.csv"].Data), "\n")
	for i, line := range lines {
		fields := strings.Split(line, ",")
		if slices.Contains(levels, classification.Level(fields[0])) {
			fields[column] = value
			lines[i] = strings.Join(fields, ",")
		}
	}
	files["handling.csv"].Data = []byte(strings.Join(lines, "\n"))
	policy, err := policies.Load(files)
	if err != nil {
		w.Fatal(err)
	}
	w.Config.Policy = policy
	w.Replica()
}

func in(t testing.TB, path string, database *sql.Driver, first blob.Store) *World {
	t.Helper()
	store, err := blob.NewBuckets(map[string]blob.Store{
		blob.DefaultBucket: first, OtherBucket: objects(t, filepath.Join(path, "other")),
	})
	if err != nil {
		t.Fatalf("buckets: %v", err)
	}
	mails, err := mail.NewDir(filepath.Join(path, "mail"), "strongroom@example.com")
	if err != nil {
		t.Fatalf("mail: %v", err)
	}
	w := &World{TB: t, MailDir: filepath.Join(path, "mail"), Clock: &Clock{at: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}, Database: database, Store: store}
	keyFile := filepath.Join(path, "root.key")
	root, err := seal.OpenKeyFile(keyFile)
	if errors.Is(err, fs.ErrNotExist) {
		root, err = seal.CreateKeyFile(keyFile)
	}
	if err != nil {
		t.Fatalf("key file: %v", err)
	}
	policy, err := defaultPolicy()
	if err != nil {
		t.Fatalf("load policies: %v", err)
	}
	w.Config.Replica = "test"
	w.Config = vault.Config{
		Guard:    w.Guard(w.Database),
		Database: w.Database, Store: w.Store, Root: root, Policy: policy,
		Clock: w.Clock.Now, Log: slog.New(slog.DiscardHandler), Replica: w.Config.Replica,
		SessionIdle: 30 * time.Minute, SessionLife: 12 * time.Hour,
		UploadLife: 24 * time.Hour, MaxUpload: vault.LargestUpload, Mail: mails,
	}
	w.Replica()
	return w
}

// Guard starts a guard that hears from a database, as each replica has one; it
// is that of Config.Replica.
func (w *World) Guard(database *sql.Driver) *cutoff.Guard {
	guard := cutoff.Start(w.Context(), cutoff.Config{
		Database: database, Clock: w.Clock.Now, Log: slog.New(slog.DiscardHandler), Replica: w.Config.Replica,
	})
	w.Cleanup(guard.Close)
	return guard
}

// Replica puts a new vault over the same parts, as a restart or a second
// replica does.
func (w *World) Replica() *vault.Vault {
	w.Helper()
	v, err := vault.New(w.Config)
	if err != nil {
		w.Fatalf("new vault: %v", err)
	}
	w.Vault = v
	return v
}

// Person is somebody who is signed in by a bearer token, or the recipient of a share link.
type Person struct {
	*gen.User
	Subject string
	Kind    viewer.Kind
	world   *World
	link    *followed
}

// Issuer is the provider of all people of a world.
const Issuer = "https://id.example.com"

func (w *World) person(subject string, kind viewer.Kind, admin bool) Person {
	w.Helper()
	ctx, err := w.Admit(w.Context(), identity(w, subject, kind, admin))
	if err != nil {
		w.Fatalf("admit %s: %v", subject, err)
	}
	who, _ := viewer.FromContext(ctx)
	found, err := w.Reader().User.Query().Where(user.ID(who.ID)).Only(ctx)
	if err != nil {
		w.Fatalf("read %s: %v", subject, err)
	}
	return Person{User: found, Subject: subject, Kind: kind, world: w}
}

func identity(w *World, subject string, kind viewer.Kind, admin bool) vault.Identity {
	return vault.Identity{
		Issuer: Issuer, Subject: subject, Kind: kind, Admin: admin,
		DisplayName: strings.ToUpper(subject[:1]) + subject[1:],
		Email:       subject + "@example.com", AuthenticatedAt: w.Clock.Now(),
	}
}

// Admin signs in a new admin.
func (w *World) Admin(subject string) Person {
	w.Helper()
	return w.person(subject, viewer.Staff, true)
}

// Staff signs in new staff.
func (w *World) Staff(subject string) Person {
	w.Helper()
	return w.person(subject, viewer.Staff, false)
}

// Partner signs in a new partner.
func (w *World) Partner(subject string) Person {
	w.Helper()
	return w.person(subject, viewer.Partner, false)
}

// Service signs in a new service account.
func (w *World) Service(subject string) Person {
	w.Helper()
	return w.person(subject, viewer.Service, false)
}

// Identity is what the provider says of the person now.
func (p Person) Identity() vault.Identity { return identity(p.world, p.Subject, p.Kind, false) }

// Ctx is the context of a new request of the person. When the person may not
// act, it is the context of nobody.
func (p Person) Ctx() context.Context {
	p.world.Helper()
	if p.link != nil {
		return p.link.ctx(p.world)
	}
	ctx, err := p.world.Admit(p.world.Context(), p.Identity())
	if err != nil && vault.CodeOf(err) != vault.Unauthenticated {
		p.world.Fatalf("admit: %v", err)
	}
	return ctx
}

// Customer has the person create a customer and returns it with its root folder.
func (p Person) Customer(name string) (*gen.Customer, *gen.Folder) {
	w := p.world
	w.Helper()
	ctx := p.Ctx()
	c, err := w.CreateCustomer(ctx, vault.CreateCustomer{Name: name, Category: "Client", Importance: customer.ImportanceNORMAL})
	if err != nil {
		w.Fatalf("create customer: %v", err)
	}
	root, err := w.Reader().Folder.Query().Where(folder.CustomerID(c.ID), folder.ParentIDIsNil()).Only(ctx)
	if err != nil {
		w.Fatalf("root folder: %v", err)
	}
	return c, root
}

// Folder has the person create a folder.
func (p Person) Folder(parent typeid.ID, name string) *gen.Folder {
	p.world.Helper()
	f, err := p.world.CreateFolder(p.Ctx(), vault.CreateFolder{ParentID: parent, Name: name})
	if err != nil {
		p.world.Fatalf("create folder: %v", err)
	}
	return f
}

// Document has the person upload a document and returns its ID.
func (p Person) Document(folderID typeid.ID, title string, level classification.Level, content []byte) typeid.ID {
	p.world.Helper()
	id, err := p.Upload(vault.CreateUpload{
		FolderID: &folderID, Title: &title, Classification: &level,
		MediaType: "application/octet-stream", Size: int64(len(content)),
	}, content)
	if err != nil {
		p.world.Fatalf("upload: %v", err)
	}
	return id
}

// Upload has the person upload in one go.
func (p Person) Upload(in vault.CreateUpload, content []byte) (typeid.ID, error) {
	up, err := p.world.CreateUpload(p.Ctx(), in)
	if err != nil || up.Finished {
		return up.DocumentID, err
	}
	_, err = p.world.ReceiveUpload(p.Ctx(), up.ID, 0, int64(len(content)), strings.NewReader(string(content)))
	return up.DocumentID, err
}

// Download has the person download the newest bytes of a document.
func (p Person) Download(documentID typeid.ID) ([]byte, error) {
	content, err := p.world.OpenDocument(p.Ctx(), documentID)
	if err != nil {
		return nil, err
	}
	// Room for it at once: the race detector makes growing dear.
	got := bytes.NewBuffer(make([]byte, 0, content.Version.Size+bytes.MinRead))
	_, err = got.ReadFrom(content.Body)
	return got.Bytes(), errors.Join(err, content.Body.Close())
}

// Sees tells whether the document is in the person's lists.
func (p Person) Sees(documentID typeid.ID) bool {
	p.world.Helper()
	ids, err := p.world.Reader().Document.Query().IDs(p.Ctx())
	if err != nil {
		return false
	}
	for _, id := range ids {
		if id == documentID {
			return true
		}
	}
	return false
}

// Grant is a grant on a document for an hour from now, with what change alters.
func (p Person) Grant(taker Person, documentID typeid.ID, change ...func(*vault.GrantAccess)) (*gen.Grant, error) {
	in := vault.GrantAccess{
		UserID: taker.ID, DocumentID: &documentID, Level: grant.LevelDOWNLOAD,
		Until: p.world.Clock.Now().Add(time.Hour), Purpose: "review", Fate: grant.FateEND,
	}
	for _, c := range change {
		c(&in)
	}
	return p.world.GrantAccess(p.Ctx(), in)
}

// MustGrant is Grant, which must succeed.
func (p Person) MustGrant(taker Person, documentID typeid.ID, change ...func(*vault.GrantAccess)) *gen.Grant {
	p.world.Helper()
	g, err := p.Grant(taker, documentID, change...)
	if err != nil {
		p.world.Fatalf("grant: %v", err)
	}
	return g
}

// Assign has the person give another a role for a customer.
func (p Person) Assign(other Person, customerID typeid.ID, role membership.Role) {
	p.world.Helper()
	_, err := p.world.AssignRole(p.Ctx(), vault.AssignRole{
		UserID: other.ID, Customer: &vault.CustomerRole{CustomerID: customerID, Role: role},
	})
	if err != nil {
		p.world.Fatalf("assign: %v", err)
	}
}

// Bytes are so many random bytes.
func Bytes(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails (crypto/rand)
	return b
}
