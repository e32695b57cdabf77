package migrations

import (
	"database/sql"
	"fmt"
	"net/url"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "modernc.org/sqlite"             // the driver "sqlite"
)

// OpenPostgres opens PostgreSQL by a connection URL (postgres://…). It does
// not connect yet, so that a database that is away is an answer, not a crash.
func OpenPostgres(databaseURL string) (*entsql.Driver, error) {
	db, err := sql.Open("pgx", databaseURL)
	if err != nil {
		return nil, fmt.Errorf("open postgres: %w", err)
	}
	db.SetMaxOpenConns(32)
	db.SetMaxIdleConns(32) // each keeps its prepared statements, which took longer to plan than they take to run
	db.SetConnMaxIdleTime(5 * time.Minute)
	return entsql.OpenDB(dialect.Postgres, db), nil
}

// OpenSQLite opens, and if need be creates, a database in one file.
//
// Transactions take the write lock when they begin, so that none fails in the
// middle because another one wrote; readers are not held up (WAL). Instants
// are kept as UTC text that sorts by time.
func OpenSQLite(path string) (*entsql.Driver, error) {
	options := url.Values{
		"_pragma":      {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)"},
		"_txlock":      {"immediate"},
		"_time_format": {"sqlite"},
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: path, RawQuery: options.Encode()}).String())
	if err != nil {
		return nil, fmt.Errorf("open sqlite: %w", err)
	}
	db.SetMaxOpenConns(8)
	return entsql.OpenDB(dialect.SQLite, db), nil
}
