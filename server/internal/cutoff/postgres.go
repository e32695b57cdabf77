package cutoff

import (
	"context"
	"crypto/rand"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"strongroom/ent/typeid"
)

// channel is what the triggers of the migrations notify.
const channel = "strongroom_access"

// postgres hears by LISTEN. A replica proves that it hears by notifying itself:
// PostgreSQL delivers in the order of commits, so that when its own word comes
// back, every change that was committed before is heard as well. That needs no
// counter, which all writers would have to queue for. A connection pooler that
// does not pass notifications on is found out by the same token.
type postgres struct{ db *sql.DB }

func (p postgres) listen(ctx context.Context, g *Guard) error {
	connecting, cancel := context.WithTimeout(ctx, Lease)
	defer cancel()
	conn, err := p.db.Conn(connecting)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer func() { _ = conn.Close() }() // Raw has thrown it away
	return conn.Raw(func(of any) error {
		// A connection that listens must not go back to the others.
		return errors.Join(hear(ctx, of.(*stdlib.Conn).Conn(), g), driver.ErrBadConn)
	})
}

func hear(ctx context.Context, conn *pgx.Conn, g *Guard) error {
	if err := execute(ctx, conn, "LISTEN "+channel); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	g.listening()
	own := g.beatOf(rand.Text())
	for {
		sent := time.Now()
		if err := execute(ctx, conn, "SELECT pg_notify($1, $2)", channel, own); err != nil {
			return fmt.Errorf("notify: %w", err)
		}
		for proved := false; ; {
			until := sent.Add(Lease)
			if proved {
				until = sent.Add(beat)
			}
			news, err := next(ctx, conn, until)
			if proved && pgconn.Timeout(err) && ctx.Err() == nil {
				break // it is time for the next beat
			}
			if err != nil {
				return fmt.Errorf("wait: %w", err)
			}
			if news == own {
				proved = true
				g.proved(sent)
			}
			if !g.beat(news) {
				g.news(typeid.ID(news))
			}
		}
	}
}

func execute(ctx context.Context, conn *pgx.Conn, statement string, args ...any) error {
	ctx, cancel := context.WithTimeout(ctx, Lease)
	defer cancel()
	_, err := conn.Exec(ctx, statement, args...)
	return err
}

// next waits for a notification; it fails with a time-out at an instant, which
// leaves the connection as it was.
func next(ctx context.Context, conn *pgx.Conn, until time.Time) (string, error) {
	ctx, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	n, err := conn.WaitForNotification(ctx)
	if err != nil {
		return "", err
	}
	return n.Payload, nil
}
