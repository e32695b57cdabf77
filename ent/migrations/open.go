package migrations

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// forsaken has the database end by itself what a process that was paused, or whose machine
// is gone, left behind: a transaction with its locks, for which others would wait
// until TCP gives up, hours later. A departure is among those others.
const forsaken = `
	SET idle_in_transaction_session_timeout = '5s';
	SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3;
	SET tcp_user_timeout = '11s';`

// planned has the database plan a statement once on a connection, for whatever values. Else it plans the first five times
// for the values at hand, and always where it finds that cheaper: that takes longer than a page of a list does, and a plan
// for somebody's many grants took seconds where the other takes milliseconds. Nor is a plan compiled (JIT), which takes
// longer than to run it.
const planned = `SET plan_cache_mode = force_generic_plan; SET jit = off`

// OpenPostgres opens PostgreSQL by a connection URL (postgres://…). It does
// not connect yet, so that a database that is away is an answer, not a crash.
func OpenPostgres(databaseURL string) (*entsql.Driver, error) {
	config, err := pgx.ParseConfig(databaseURL)
	if err != nil {
		return nil, fmt.Errorf("open postgres: %w", err)
	}
	db := stdlib.OpenDB(*config, stdlib.OptionAfterConnect(func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, forsaken+planned)
		return err
	}))
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
