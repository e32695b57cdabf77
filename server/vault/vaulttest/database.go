package vaulttest

import (
	"errors"
	"path/filepath"
	"testing"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"
	"github.com/jackc/pgx/v5/stdlib"

	"strongroom/ent/migrations"
	"strongroom/server/rig"
)

// Open opens a fresh, migrated database of a dialect.
func Open(t testing.TB, d string) *sql.Driver {
	t.Helper()
	var driver *sql.Driver
	var err error
	if d == dialect.Postgres {
		driver, err = migrations.OpenPostgres(rig.PostgresTemplate(t, "migrated", func(dsn string) {
			template, err := migrations.OpenPostgres(dsn)
			if err != nil {
				t.Fatalf("open: %v", err)
			}
			migrate(t, template)
			if err := template.Close(); err != nil {
				t.Fatalf("close: %v", err)
			}
		}))
	} else {
		driver, err = migrations.OpenSQLite(filepath.Join(t.TempDir(), "vault.db"))
	}
	if err != nil {
		t.Fatalf("open database: %v", err)
	}
	t.Cleanup(func() {
		if err := driver.Close(); err != nil {
			t.Errorf("close database: %v", err)
		}
	})
	if d != dialect.Postgres {
		migrate(t, driver)
	}
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

func migrate(t testing.TB, driver *sql.Driver) {
	t.Helper()
	if _, err := migrations.Up(t.Context(), driver); err != nil {
		t.Fatalf("migrate: %v", err)
	}
}
