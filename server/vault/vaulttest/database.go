package vaulttest

import (
	"context"
	stdsql "database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"
	"github.com/jackc/pgx/v5/stdlib"

	"strongroom/ent/migrations"
	"strongroom/server/rig"
)

// Open opens a fresh, migrated database of a dialect; PostgreSQL as a role that
// owns nothing in it, as a server does.
func Open(t testing.TB, d string) *sql.Driver {
	t.Helper()
	var driver *sql.Driver
	var err error
	if d == dialect.Postgres {
		driver, err = migrations.OpenPostgres(migrated(t))
	} else {
		driver, err = migrations.OpenSQLite(migratedFile(t, t.TempDir()))
	}
	if err != nil {
		t.Fatalf("open database: %v", err)
	}
	t.Cleanup(func() {
		if err := driver.Close(); err != nil {
			t.Errorf("close database: %v", err)
		}
	})
	return driver
}

// Address is how other connections, pools and processes reach a database.
func Address(t testing.TB, database *sql.Driver) (address string) {
	t.Helper()
	if database.Dialect() == dialect.SQLite {
		var number int
		var name string
		if err := database.DB().QueryRowContext(t.Context(), "PRAGMA database_list").Scan(&number, &name, &address); err != nil {
			t.Fatalf("address: %v", err)
		}
		return address
	}
	conn, err := database.DB().Conn(t.Context())
	if err == nil {
		err = conn.Raw(func(of any) error {
			address = of.(*stdlib.Conn).Conn().Config().ConnString()
			return nil
		})
		err = errors.Join(err, conn.Close())
	}
	if err != nil {
		t.Fatalf("address: %v", err)
	}
	return address
}

// OpenAt opens a database once more, by its address.
func OpenAt(t testing.TB, d, address string) *sql.Driver {
	t.Helper()
	open := migrations.OpenPostgres
	if d == dialect.SQLite {
		open = migrations.OpenSQLite
	}
	driver, err := open(address)
	if err != nil {
		t.Fatalf("open database: %v", err)
	}
	t.Cleanup(func() {
		if err := driver.Close(); err != nil {
			t.Errorf("close database: %v", err)
		}
	})
	return driver
}

// migrated makes a fresh, migrated PostgreSQL database and returns its URL for a
// role that owns nothing in it, as a server has.
func migrated(t testing.TB) (dsn string) {
	t.Helper()
	return rig.ServeAs(t, rig.PostgresTemplate(t, "migrated", func(dsn string) {
		rig.ServeAs(t, dsn) // makes the role
		template, err := migrations.OpenPostgres(dsn)
		if err != nil {
			t.Fatalf("open: %v", err)
		}
		if _, err := migrations.Up(t.Context(), template); err != nil {
			t.Fatalf("migrate: %v", err)
		}
		if err := migrations.ServeAs(t.Context(), template, rig.ServerRole); err != nil {
			t.Fatalf("serve as: %v", err)
		}
		if err := template.Close(); err != nil {
			t.Fatalf("close: %v", err)
		}
	}))
}

// migratedFile makes a fresh, migrated SQLite database in a directory, if there is
// none, and returns its path. The migrations run once per process: with the race
// detector they take most of a second.
func migratedFile(t testing.TB, directory string) (path string) {
	t.Helper()
	path = filepath.Join(directory, "vault.db")
	if _, err := os.Stat(path); err == nil {
		return path
	}
	content, err := emptyFile()
	if err == nil {
		err = os.WriteFile(path, content, 0o600)
	}
	if err != nil {
		t.Fatalf("fresh database: %v", err)
	}
	return path
}

// emptyFile is the content of a migrated SQLite database with nothing in it.
var emptyFile = sync.OnceValues(func() (content []byte, err error) {
	directory, err := os.MkdirTemp("", "vault")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(directory)) }()
	path := filepath.Join(directory, "vault.db")
	driver, err := migrations.OpenSQLite(path)
	if err != nil {
		return nil, err
	}
	_, err = migrations.Up(context.Background(), driver)
	// Closing moves into the file what lies in its log.
	if err = errors.Join(err, driver.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// Owner is the database for whoever owns its tables, as operators have it who
// change them by hand.
func (w *World) Owner() *stdsql.DB {
	w.Helper()
	if w.Database.Dialect() != dialect.Postgres {
		return w.Database.DB()
	}
	var name string
	if err := w.Database.DB().QueryRowContext(w.Context(), "SELECT current_database()").Scan(&name); err != nil {
		w.Fatalf("name of the database: %v", err)
	}
	owner, err := migrations.OpenPostgres(rig.AsOwner(w, name))
	if err != nil {
		w.Fatalf("open database: %v", err)
	}
	w.Cleanup(func() { _ = owner.Close() }) // only tests read from it
	return owner.DB()
}
