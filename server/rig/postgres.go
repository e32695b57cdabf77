package rig

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// patience bounds each housekeeping step against a shared part.
const patience = 30 * time.Second

// Postgres creates an empty database and returns its URL, as pgx and database/sql take it. The role in
// it is a superuser. When the test ends the database is dropped, open connections or not.
func Postgres(t testing.TB) (dsn string) {
	t.Helper()
	return databases.create(t, "template0")
}

// PostgresTemplate creates a database that starts as a copy of what prepare left in an empty one, and
// returns its URL. Prepare runs once per process and key, however many tests ask, and must close its
// connections; the copy costs some 30 ms whatever prepare took.
func PostgresTemplate(t testing.TB, key string, prepare func(dsn string)) (dsn string) {
	t.Helper()
	return databases.create(t, databases.template(t, key, prepare))
}

// ServerRole is a role of the cluster that owns nothing, as which servers are tested.
const ServerRole = "rig_server"

// ServeAs returns the URL of a database for [ServerRole], which may do nothing in it yet.
func ServeAs(t testing.TB, dsn string) string {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal("rig: not the URL of a database") // the cause would show the password
	}
	password, _ := u.User.Password()
	databases.exec(t, fmt.Sprintf(`DO $$ BEGIN CREATE ROLE %s LOGIN PASSWORD '%s';
		EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`, ServerRole, strings.ReplaceAll(password, "'", "''")))
	u.User = url.UserPassword(ServerRole, password)
	return u.String()
}

// AsOwner returns the URL of the database of that name for the role that owns it.
func AsOwner(t testing.TB, name string) (dsn string) {
	t.Helper()
	databases.next(t) // knows the address afterwards
	u := *databases.url
	u.Path = "/" + name
	return u.String()
}

// databases is this process's share of the cluster.
//
// Every database is named after its owner, rig_<owner>_<n>, and the process holds an advisory lock on
// owner for as long as it lives. A killed test leaves databases whose lock is free; the next process
// that starts drops them.
var databases cluster

type cluster struct {
	mu        sync.Mutex // guards all fields
	url       *url.URL
	lock      *pgx.Conn // holds the advisory lock on owner; closed by the end of the process
	owner     string    // eight hexadecimal digits
	made      int
	templates map[string]string // key to database name
}

// create copies template, which nobody may be connected to.
func (c *cluster) create(t testing.TB, template string) (dsn string) {
	t.Helper()
	name, dsn := c.next(t)
	c.exec(t, "CREATE DATABASE "+name+" TEMPLATE "+template)
	t.Cleanup(func() { c.exec(t, "DROP DATABASE "+name+" WITH (FORCE)") })
	return dsn
}

// template returns the name of the database prepared under key. It holds the lock while prepare runs, so
// that tests in parallel wait for one template instead of making two; a prepare that ends its test leaves
// a database that the next process sweeps, and the next caller tries anew.
func (c *cluster) template(t testing.TB, key string, prepare func(dsn string)) (name string) {
	t.Helper()
	preparing.Lock()
	defer preparing.Unlock()
	if name := c.templates[key]; name != "" {
		return name
	}
	name, dsn := c.next(t)
	c.exec(t, "CREATE DATABASE "+name+" TEMPLATE template0")
	prepare(dsn)
	if c.templates == nil {
		c.templates = make(map[string]string)
	}
	c.templates[key] = name
	return name
}

// preparing guards cluster.templates. It is apart from cluster.mu because prepare may ask for databases.
var preparing sync.Mutex

// next reserves a name and claims this process's owner number on first use.
func (c *cluster) next(t testing.TB) (name, dsn string) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lock == nil {
		c.claim(t)
	}
	c.made++
	name = fmt.Sprintf("rig_%s_%d", c.owner, c.made)
	u := *c.url
	u.Path = "/" + name
	return name, u.String()
}

// claim locks a fresh owner number and sweeps what owners that are gone have left.
func (c *cluster) claim(t testing.TB) {
	t.Helper()
	address, err := url.Parse(service(t, "STRONGROOM_TEST_POSTGRES"))
	if err != nil {
		t.Fatal("rig: STRONGROOM_TEST_POSTGRES is not a URL") // the cause would show the password
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn, err := pgx.Connect(ctx, address.String())
	if err != nil {
		t.Fatalf("rig: %v; %s", err, howToGet)
	}
	var random [4]byte
	rand.Read(random[:])
	number := binary.BigEndian.Uint32(random[:])
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", lockKey(number)); err != nil {
		t.Fatalf("rig: lock: %v", err)
	}
	rows, err := conn.Query(ctx, `SELECT datname FROM pg_database WHERE datname ~ '^rig_[0-9a-f]{8}_\d+$'`)
	if err != nil {
		t.Fatalf("rig: sweep: %v", err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatalf("rig: sweep: %v", err)
	}
	for _, name := range names {
		sweep(ctx, t, conn, name)
	}
	c.url, c.lock, c.owner = address, conn, fmt.Sprintf("%08x", number)
}

func sweep(ctx context.Context, t testing.TB, conn *pgx.Conn, name string) {
	t.Helper()
	var number uint32
	if _, err := fmt.Sscanf(name, "rig_%08x_", &number); err != nil {
		t.Fatalf("rig: sweep %s: %v", name, err)
	}
	var gone bool
	if err := conn.QueryRow(ctx, "SELECT pg_try_advisory_lock($1)", lockKey(number)).Scan(&gone); err != nil {
		t.Fatalf("rig: sweep %s: %v", name, err)
	}
	if !gone {
		return
	}
	if _, err := conn.Exec(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
		t.Fatalf("rig: sweep %s: %v", name, err)
	}
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_unlock($1)", lockKey(number)); err != nil {
		t.Fatalf("rig: sweep %s: %v", name, err)
	}
}

// lockKey puts owner numbers into a range of advisory locks of their own.
func lockKey(owner uint32) int64 {
	return 0x726967<<32 | int64(owner)
}

// exec runs one statement on a connection of its own: CREATE and DROP DATABASE want no transaction, and
// parallel tests must not queue behind each other.
func (c *cluster) exec(t testing.TB, statement string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn, err := pgx.Connect(ctx, c.url.String())
	if err != nil {
		t.Fatalf("rig: %v; %s", err, howToGet)
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, statement); err != nil {
		t.Fatalf("rig: %s: %v", statement, err)
	}
}
