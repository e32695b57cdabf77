package migrations

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/jackc/pgx/v5"
)

// privileges are what serving takes of each table of PostgreSQL. Who serves
// owns no table: it cannot change or empty the log, nor switch a trigger off,
// nor change what a table is, even if all else in the program fails.
var privileges = map[string][]string{
	"access_approvals": {"SELECT", "INSERT"},
	"access_requests":  {"SELECT", "INSERT", "UPDATE (outcome, closed_at, closed_by_id, note, grant_id)"},
	"access_tokens":    {"SELECT", "INSERT", "UPDATE (ended_at)", "DELETE"},
	"ancestries":       {"SELECT", "INSERT"},
	"customer_keys":    {"SELECT", "INSERT", "UPDATE"},
	"customers":        {"SELECT", "INSERT", "UPDATE"},
	"departures":       {"SELECT", "INSERT", "UPDATE (cancelled_at, cancelled_by_id)"},
	"documents":        {"SELECT", "INSERT", "UPDATE"},
	"events":           {"SELECT", "INSERT"},
	"feeds":            {"SELECT", "INSERT", "UPDATE"},
	"folders":          {"SELECT", "INSERT"},
	"goose_db_version": {"SELECT"},
	"grants":           {"SELECT", "INSERT", "UPDATE"},
	"memberships":      {"SELECT", "INSERT", "UPDATE"},
	"refresh_tokens":   {"SELECT", "INSERT", "UPDATE", "DELETE"},
	"scim_groups":      {"SELECT", "INSERT", "UPDATE", "DELETE"},
	"scim_members":     {"SELECT", "INSERT", "DELETE"},
	"scim_users":       {"SELECT", "INSERT", "UPDATE"},
	"seen_tokens":      {"SELECT", "INSERT", "DELETE"},
	"sessions":         {"SELECT", "INSERT", "UPDATE"},
	"share_links":      {"SELECT", "INSERT", "UPDATE (passcode_failures, locked_at, terms_accepted_at, code_hash, code_sent_at, code_failures, codes_sent, opened_at)"},
	"upload_parts":     {"SELECT", "INSERT"},
	"uploads":          {"SELECT", "INSERT", "UPDATE"},
	"users":            {"SELECT", "INSERT", "UPDATE"},
	"versions":         {"SELECT", "INSERT", "UPDATE"},
	"witnesses":        {"SELECT", "INSERT", "UPDATE"},
}

// ServeAs gives a role of PostgreSQL what serving takes, and takes from it what
// else it was given on the tables. The role must exist, and the tables must
// belong to the role that connects. In a crash nothing of it is done.
func ServeAs(ctx context.Context, driver *entsql.Driver, role string) (err error) {
	tx, err := driver.DB().BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("privileges: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("privileges: %w", err), tx.Rollback())
		}
	}()
	var schema string
	var owner bool
	const asked = "SELECT current_schema(), pg_has_role(relowner, 'MEMBER') FROM pg_class WHERE oid = 'events'::regclass"
	if err = tx.QueryRowContext(ctx, asked).Scan(&schema, &owner); err != nil {
		return err
	}
	if !owner { // whom PostgreSQL lets grant nothing, and only warns
		return errors.New("the tables belong to another role; connect as that one")
	}
	schema, role = pgx.Identifier{schema}.Sanitize(), pgx.Identifier{role}.Sanitize()
	statements := []string{
		"REVOKE ALL ON ALL TABLES IN SCHEMA " + schema + " FROM " + role,
		"REVOKE ALL ON SCHEMA " + schema + " FROM " + role,
		"GRANT USAGE ON SCHEMA " + schema + " TO " + role,
	}
	for _, table := range slices.Sorted(maps.Keys(privileges)) {
		statements = append(statements, "GRANT "+strings.Join(privileges[table], ", ")+" ON "+pgx.Identifier{table}.Sanitize()+" TO "+role)
	}
	for _, statement := range statements {
		if _, err = tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// CheckRole refuses a role that is not fit to serve on PostgreSQL: one that
// could do more than serving takes to the tables, or not all of it. Its error
// tells everything.
func CheckRole(ctx context.Context, driver *entsql.Driver) error {
	var problems []error
	say := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }

	var role string
	var super, creates bool
	err := driver.DB().QueryRowContext(ctx, `SELECT rolname, rolsuper, has_schema_privilege(current_schema(), 'CREATE')
		FROM pg_roles WHERE rolname = current_user`).Scan(&role, &super, &creates)
	switch {
	case err != nil:
		return fmt.Errorf("privileges: %w", err)
	case super:
		say("it is a superuser")
	case creates:
		say("it can make tables")
	}
	rows, err := driver.DB().QueryContext(ctx, `SELECT relname, pg_has_role(relowner, 'MEMBER'), word, has_table_privilege(pg_class.oid, word)
			OR word IN ('INSERT', 'UPDATE') AND has_any_column_privilege(pg_class.oid, word)
		FROM pg_class, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS word
		WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' ORDER BY relname, word`)
	if err != nil {
		return fmt.Errorf("privileges: %w", err)
	}
	if err := differ(rows, super, say); err != nil {
		return fmt.Errorf("privileges: %w", err)
	}
	if len(problems) == 0 {
		return nil
	}
	return fmt.Errorf("the database role %s is not fit to serve: %w; as the owner of the tables, run: strongroom migrate up --serve-as ROLE", role, joined(problems))
}

// differ says where what a role may do to tables differs from privileges. A superuser
// may do everything, which was said.
func differ(rows *sql.Rows, super bool, say func(format string, args ...any)) error {
	defer rows.Close() // rows.Err below tells
	owned := ""
	for rows.Next() {
		var table, word string
		var owns, may bool
		if err := rows.Scan(&table, &owns, &word, &may); err != nil {
			return err
		}
		wants := slices.ContainsFunc(privileges[table], func(p string) bool { return strings.HasPrefix(p, word) })
		switch {
		case super:
		case owns && table != owned:
			owned = table
			say("it owns %s", table)
		case owns:
		case may && !wants:
			say("it can %s %s", word, table)
		case wants && !may:
			say("it cannot %s %s", word, table)
		}
	}
	return rows.Err()
}

// joined puts problems on one line.
func joined(problems []error) error {
	words := make([]string, 0, len(problems))
	for _, p := range problems {
		words = append(words, p.Error())
	}
	return errors.New(strings.Join(words, ", "))
}
