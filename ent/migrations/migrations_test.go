package migrations_test

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"

	"strongroom/ent/gen/migrate"
	"strongroom/ent/migrations"
	"strongroom/server/rig"
)

// onEach runs a test on a fresh, empty database of each dialect.
func onEach(t *testing.T, test func(t *testing.T, driver *sql.Driver)) {
	for d, open := range map[string]func(t *testing.T) (*sql.Driver, error){
		dialect.Postgres: func(t *testing.T) (*sql.Driver, error) { return migrations.OpenPostgres(rig.Postgres(t)) },
		dialect.SQLite: func(t *testing.T) (*sql.Driver, error) {
			return migrations.OpenSQLite(filepath.Join(t.TempDir(), "vault.db"))
		},
	} {
		t.Run(d, func(t *testing.T) {
			t.Parallel()
			driver, err := open(t)
			if err != nil {
				t.Fatalf("open: %v", err)
			}
			t.Cleanup(func() {
				if err := driver.Close(); err != nil {
					t.Errorf("close: %v", err)
				}
			})
			test(t, driver)
		})
	}
}

func up(t *testing.T, driver *sql.Driver) int {
	t.Helper()
	steps, err := migrations.Up(t.Context(), driver)
	if err != nil {
		t.Fatalf("up: %v", err)
	}
	return steps
}

func exec(t *testing.T, driver *sql.Driver, statement string) {
	t.Helper()
	if _, err := driver.DB().ExecContext(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func TestMigratedTablesAreTheSchema(t *testing.T) {
	onEach(t, func(t *testing.T, driver *sql.Driver) {
		up(t, driver)
		var missing bytes.Buffer
		differ, err := schema.NewMigrate(&schema.WriteDriver{Driver: driver, Writer: &missing},
			schema.WithForeignKeys(true), schema.WithDropIndex(true), schema.WithDropColumn(true))
		if err != nil {
			t.Fatalf("new migrate: %v", err)
		}
		tables, err := schema.CopyTables(migrate.Tables) // ent writes to them
		if err != nil {
			t.Fatalf("copy tables: %v", err)
		}
		if err := differ.Create(context.Background(), tables...); err != nil {
			t.Fatalf("compare: %v", err)
		}
		for line := range strings.Lines(missing.String()) {
			if !strings.HasPrefix(line, "PRAGMA") {
				t.Errorf("ent/schema says more or other than the migrations: %s", line)
			}
		}
	})
}

func TestMigratingAgainDoesNothing(t *testing.T) {
	onEach(t, func(t *testing.T, driver *sql.Driver) {
		if steps := up(t, driver); steps == 0 {
			t.Fatal("nothing was done on an empty database")
		}
		if steps := up(t, driver); steps != 0 {
			t.Fatalf("%d steps the second time", steps)
		}
		current, newest, err := migrations.Versions(t.Context(), driver)
		if err != nil || current != newest {
			t.Fatalf("at %d of %d, %v", current, newest, err)
		}
	})
}

const (
	zero = "'2026-01-01 00:00:00+00:00'"
	one  = "'2026-01-02 00:00:00+00:00'"
)

// fill writes one row of each noun that others hang on, as any version had them.
func fill(t *testing.T, driver *sql.Driver) {
	t.Helper()
	for _, name := range []string{"ada", "ben"} {
		exec(t, driver, "INSERT INTO users (id, created_at, issuer, subject, kind, status, display_name, valid_after) VALUES ('usr_"+
			name+"', "+zero+", 'https://id.example', '"+name+"', 'STAFF', 'ACTIVE', '"+name+"', "+zero+")")
	}
	exec(t, driver, "INSERT INTO customers (id, created_at, name, category, updated_at) VALUES ('cus_1', "+zero+", 'N', 'C', "+zero+")")
	exec(t, driver, "INSERT INTO folders (id, created_at, name, customer_id) VALUES ('fld_1', "+zero+", 'N', 'cus_1')")
	exec(t, driver, "INSERT INTO documents (id, created_at, title, classification, updated_at, customer_id, folder_id, created_by_id) VALUES ('doc_1', "+
		zero+", 'T', 'PUBLIC', "+zero+", 'cus_1', 'fld_1', 'usr_ada')")
	exec(t, driver, "INSERT INTO customer_keys (id, created_at, classification, generation, root_key, wrapped, customer_id) VALUES ('cky_1', "+
		zero+", 'PUBLIC', 1, 'r', 'k', 'cus_1')")
	exec(t, driver, "INSERT INTO versions (id, created_at, number, size, media_type, sha256, object, format, part_size, wrapped_key, document_id, customer_key_id, created_by_id) VALUES ('ver_1', "+
		zero+", 1, 1, 'a/b', '"+strings.Repeat("x", 32)+"', 'o', 1, 1, 'k', 'doc_1', 'cky_1', 'usr_ada')")
	exec(t, driver, "INSERT INTO events (id, created_at, action) VALUES ('evt_1', "+zero+", 'test')")
	exec(t, driver, "INSERT INTO departures (id, created_at, tenure, trigger, reason, departed_at, user_id) VALUES ('dep_1', "+
		zero+", 7, 'ADMIN', 'left', "+zero+", 'usr_ada')")
}

func TestAFilledOlderDatabaseMigrates(t *testing.T) {
	onEach(t, func(t *testing.T, driver *sql.Driver) {
		if _, err := migrations.UpTo(t.Context(), driver, 1); err != nil {
			t.Fatalf("up to the first version: %v", err)
		}
		fill(t, driver)
		up(t, driver)
		var n int
		row := driver.DB().QueryRowContext(t.Context(), "SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM events)")
		if err := row.Scan(&n); err != nil || n != 3 {
			t.Fatalf("%d rows of 3 are left, %v", n, err)
		}
	})
}

func TestTheDatabaseRefuses(t *testing.T) {
	const grants = "INSERT INTO grants (id, created_at, tenure, giver_tenure, level, ceiling, valid_from, valid_until, purpose, fate, hold_days, customer_id, document_id, folder_id, user_id, giver_id) VALUES "
	const good = grants + "('grt_1', " + zero + ", 0, 0, 'VIEW', 'PUBLIC', " + zero + ", " + one + ", 'p', 'END', NULL, 'cus_1', 'doc_1', NULL, 'usr_ada', 'usr_ben')"
	const other = "INSERT INTO customers (id, created_at, name, category, updated_at) VALUES ('cus_2', " + zero + ", 'O', 'C', " + zero + "); " +
		"INSERT INTO folders (id, created_at, name, customer_id) VALUES ('fld_2', " + zero + ", 'O', 'cus_2'); "
	swap := func(old, replacement string) string { return strings.Replace(good, old, replacement, 1) }
	for name, statement := range map[string]string{
		"a grant without an end":          swap(one, "NULL"),
		"a grant that ends as it begins":  swap(one, zero),
		"a grant that ends before":        swap(one, "'2025-01-01 00:00:00+00:00'"),
		"a grant to nobody":               swap("'usr_ada'", "NULL"),
		"a grant to somebody unknown":     swap("'usr_ada'", "'usr_none'"),
		"a grant to oneself":              swap("'usr_ada'", "'usr_ben'"),
		"a grant from nobody":             swap("'usr_ben'", "NULL"),
		"a grant on nothing":              swap("'doc_1'", "NULL"),
		"a grant on two things":           swap("'doc_1', NULL", "'doc_1', 'fld_1'"),
		"an unknown level":                swap("'VIEW'", "'OWN'"),
		"an unknown ceiling":              swap("'PUBLIC'", "'TOP'"),
		"an unknown fate":                 swap("'END'", "'STAY'"),
		"a hold without days":             swap("'END'", "'HOLD'"),
		"a changed event":                 "UPDATE events SET action = 'other'",
		"a deleted event":                 "DELETE FROM events",
		"a changed departure":             "UPDATE departures SET reason = 'other'",
		"a deleted departure":             "DELETE FROM departures",
		"a second departure of a tenure":  "INSERT INTO departures (id, created_at, tenure, trigger, reason, departed_at, user_id) SELECT 'dep_2', created_at, tenure, trigger, reason, departed_at, user_id FROM departures",
		"an unknown status":               "UPDATE users SET status = 'GONE'",
		"a departed user who is active":   "UPDATE users SET status = 'DEPARTED'; UPDATE users SET status = 'ACTIVE'",
		"a departed user suspended":       "UPDATE users SET status = 'DEPARTED'; UPDATE users SET status = 'SUSPENDED', tenure = 1",
		"an unknown role":                 "UPDATE users SET role = 'ROOT'",
		"a second root folder":            "INSERT INTO folders (id, created_at, name, customer_id) VALUES ('fld_2', " + zero + ", 'M', 'cus_1')",
		"an unknown importance":           "UPDATE customers SET importance = 'SOME'",
		"a document of another customer":  other + "UPDATE documents SET customer_id = 'cus_2'",
		"a folder of another customer":    other + "UPDATE documents SET folder_id = 'fld_2'",
		"a child of another's folder":     other + "INSERT INTO folders (id, created_at, name, parent_id, customer_id) VALUES ('fld_3', " + zero + ", 'M', 'fld_1', 'cus_2')",
		"a grant of another customer":     other + strings.Replace(good, "'cus_1'", "'cus_2'", 1),
		"a current version of another":    "INSERT INTO documents (id, created_at, title, classification, updated_at, customer_id, folder_id, created_by_id) SELECT 'doc_2', created_at, title, classification, updated_at, customer_id, folder_id, created_by_id FROM documents; UPDATE documents SET current_version_id = 'ver_1' WHERE id = 'doc_2'",
		"a key of another customer":       other + "INSERT INTO customer_keys (id, created_at, classification, generation, root_key, wrapped, customer_id) SELECT 'cky_2', created_at, classification, generation, root_key, wrapped, 'cus_2' FROM customer_keys; UPDATE versions SET customer_key_id = 'cky_2'",
		"an unknown classification":       "UPDATE documents SET classification = 'TOP'",
		"the same account twice":          "INSERT INTO users (id, created_at, issuer, subject, kind, status, display_name, valid_after) SELECT 'usr_x', created_at, issuer, subject, kind, status, display_name, valid_after FROM users WHERE id = 'usr_ada'",
		"a user whom rows still name":     "DELETE FROM users",
		"a version of no document":        "INSERT INTO versions (id, created_at, number, size, media_type, sha256, object, format, part_size, wrapped_key, document_id, customer_key_id, created_by_id) VALUES ('ver_2', " + zero + ", 1, 1, 'a/b', '" + strings.Repeat("x", 32) + "', 'p', 1, 1, 'k', 'doc_none', 'cky_1', 'usr_ada')",
		"a departure called off too late": "UPDATE departures SET cancelled_at = " + one,
		"a departure of an unknown sort":  "INSERT INTO departures (id, created_at, tenure, trigger, reason, departed_at, user_id) VALUES ('dep_2', " + zero + ", 8, 'RUMOUR', 'left', " + zero + ", 'usr_ada')",
	} {
		t.Run(name, func(t *testing.T) {
			onEach(t, func(t *testing.T, driver *sql.Driver) {
				up(t, driver)
				fill(t, driver)
				steps := strings.Split(statement, "; ")
				for _, step := range steps[:len(steps)-1] {
					exec(t, driver, step)
				}
				if _, err := driver.DB().ExecContext(t.Context(), steps[len(steps)-1]); err == nil {
					t.Fatal("it was stored")
				}
			})
		})
	}
	t.Run("but not what is right", func(t *testing.T) {
		onEach(t, func(t *testing.T, driver *sql.Driver) {
			up(t, driver)
			fill(t, driver)
			exec(t, driver, good)
		})
	})
}

// TestTheForsakenEnd holds that PostgreSQL is told, on every connection, to end a
// transaction that its process has left alone; SQLite's end with the process.
func TestTheForsakenEnd(t *testing.T) {
	driver, err := migrations.OpenPostgres(rig.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close()
	for setting, want := range map[string]string{
		"idle_in_transaction_session_timeout": "5s", "tcp_keepalives_idle": "5", "tcp_user_timeout": "11000",
	} {
		var got string
		if err := driver.DB().QueryRowContext(t.Context(), "SHOW "+setting).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %s, want %s (%v)", setting, got, want, err)
		}
	}
}
