package migrations_test

import (
	"net/url"
	"strings"
	"testing"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen/migrate"
	"strongroom/ent/migrations"
	"strongroom/server/rig"
)

// TestServeAs tries, as the role that serves, what could undo a promise of the
// log, and what it takes to serve.
func TestServeAs(t *testing.T) {
	dsn := rig.Postgres(t)
	address, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	as := func(dsn string) *sql.Driver {
		driver, err := migrations.OpenPostgres(dsn)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { driver.Close() })
		return driver
	}
	owner, serving := as(dsn), as(rig.ServeAs(t, dsn))
	up(t, owner)
	fill(t, owner)
	for name, driver := range map[string]*sql.Driver{"a superuser": owner, "a role without privileges": serving} {
		if err := migrations.CheckRole(t.Context(), driver); err == nil {
			t.Errorf("%s is fit to serve", name)
		}
	}
	if err := migrations.ServeAs(t.Context(), owner, rig.ServerRole); err != nil {
		t.Fatal(err)
	}
	if err := migrations.CheckRole(t.Context(), serving); err != nil {
		t.Error(err)
	}
	if current, newest, err := migrations.Versions(t.Context(), serving); err != nil || current != newest {
		t.Errorf("at %d of %d, %v", current, newest, err)
	}
	for _, table := range migrate.Tables {
		if _, err := serving.DB().ExecContext(t.Context(), "SELECT 1 FROM "+table.Name); err != nil {
			t.Errorf("what serving takes of %s is not said in privileges: %v", table.Name, err)
		}
	}
	for _, statement := range []string{
		"UPDATE events SET action = 'other'", "DELETE FROM events", "TRUNCATE events",
		"UPDATE departures SET reason = 'other'", "DELETE FROM departures", "TRUNCATE departures CASCADE",
		"DELETE FROM versions", "DELETE FROM grants", "DELETE FROM users", "TRUNCATE users CASCADE",
		"ALTER TABLE events DISABLE TRIGGER ALL", "ALTER TABLE users DISABLE TRIGGER users_stay_departed",
		"DROP TRIGGER events_append_only ON events", "CREATE TRIGGER mine BEFORE INSERT ON events EXECUTE FUNCTION strongroom_refuse()",
		"CREATE OR REPLACE FUNCTION strongroom_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
		"DROP TABLE events", "ALTER TABLE grants DROP COLUMN ceiling", "ALTER TABLE grants DROP CONSTRAINT grants_pkey",
		"CREATE TABLE mine (id text)", "CREATE INDEX mine ON events (id)", "SET session_replication_role = replica",
		"UPDATE goose_db_version SET version_id = 0", "SET ROLE " + address.User.Username(),
	} {
		if _, err := serving.DB().ExecContext(t.Context(), statement); err == nil {
			t.Errorf("it can %s", statement)
		} else if !strings.Contains(err.Error(), "42501") { // insufficient_privilege
			t.Errorf("%s: %v", statement, err)
		}
	}
	for _, more := range []string{"UPDATE ON events", "TRUNCATE ON grants", "TRIGGER ON users", "CREATE ON SCHEMA public"} {
		t.Run(more, func(t *testing.T) {
			exec(t, owner, "GRANT "+more+" TO "+rig.ServerRole)
			if err := migrations.CheckRole(t.Context(), serving); err == nil {
				t.Error("it is fit to serve")
			}
			if err := migrations.ServeAs(t.Context(), owner, rig.ServerRole); err != nil {
				t.Fatal(err)
			}
			if err := migrations.CheckRole(t.Context(), serving); err != nil {
				t.Error(err)
			}
		})
	}
	t.Run("no such role", func(t *testing.T) {
		if err := migrations.ServeAs(t.Context(), owner, `nobody"; DROP TABLE events; --`); err == nil || !strings.Contains(err.Error(), "does not exist") {
			t.Errorf("got %v", err)
		}
	})
}
