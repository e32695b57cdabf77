package cutoff

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"strongroom/ent/typeid"
)

// sqlite hears by looking: the file tells for some microseconds whether any
// other connection, of this process or another, has written to it, and if so
// the table that the triggers fill tells what. Each look is a proof.
type sqlite struct{ db *sql.DB }

func (l sqlite) listen(ctx context.Context, g *Guard) error {
	conn, err := l.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer func() { _ = conn.Close() }() // it was only read from
	var seen, version int64
	if err := conn.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM access_changes").Scan(&seen); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	g.listening()
	for {
		at := time.Now()
		var now int64
		if err := conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&now); err != nil {
			return fmt.Errorf("version: %w", err)
		}
		if now != version {
			version = now
			if seen, err = changes(ctx, conn, seen, g); err != nil {
				return fmt.Errorf("changes: %w", err)
			}
		}
		g.proved(at)
		g.present(g.cfg.Replica, g.since)
		if !sleep(ctx, tick) {
			return ctx.Err()
		}
	}
}

// changes tells what was written down behind seen, and returns the last of it.
func changes(ctx context.Context, conn *sql.Conn, seen int64, g *Guard) (int64, error) {
	rows, err := conn.QueryContext(ctx, "SELECT id, subject FROM access_changes WHERE id > ? ORDER BY id", seen)
	if err != nil {
		return seen, err
	}
	defer rows.Close() // rows.Err below tells
	for rows.Next() {
		var id int64
		var subject typeid.ID
		if err := rows.Scan(&id, &subject); err != nil {
			return seen, err
		}
		if id != seen+1 {
			g.news(everything) // older ones are gone already
		}
		seen = id
		g.news(subject)
	}
	return seen, rows.Err()
}
