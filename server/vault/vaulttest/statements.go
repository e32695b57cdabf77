package vaulttest

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"sync/atomic"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Statements counts what is asked of a database.
type Statements struct{ n atomic.Int64 }

// N tells how many there were so far, those that begin and end transactions included.
func (s *Statements) N() int64 { return s.n.Load() }

// TraceQueryStart implements pgx.QueryTracer.
func (s *Statements) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	s.n.Add(1)
	return ctx
}

// TraceQueryEnd implements pgx.QueryTracer.
func (*Statements) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// Count puts a new vault over the world, whose statements are counted. The
// database must be PostgreSQL.
func (w *World) Count() *Statements {
	w.Helper()
	counted := &Statements{}
	conn, err := w.Database.DB().Conn(w.Context())
	if err != nil {
		w.Fatalf("connect: %v", err)
	}
	err = conn.Raw(func(of any) error {
		config := of.(*stdlib.Conn).Conn().Config().Copy()
		config.Tracer = counted
		database := stdlib.OpenDB(*config)
		w.Cleanup(func() { _ = database.Close() }) // only tests read from it
		w.Config.Database = sql.OpenDB(dialect.Postgres, database)
		return nil
	})
	if err != nil {
		w.Fatalf("connect: %v", err)
	}
	if err := conn.Close(); err != nil {
		w.Fatalf("close: %v", err)
	}
	w.Replica()
	return counted
}

// Spell writes the arguments of a statement where it names them, so that two that
// number them otherwise can be compared.
func Spell(query string, args []any) string {
	next := 0
	return places.ReplaceAllStringFunc(query, func(place string) string {
		next++
		if n, err := strconv.Atoi(place[1:]); err == nil {
			return fmt.Sprintf("%T(%v)", args[n-1], args[n-1])
		}
		return fmt.Sprintf("%T(%v)", args[next-1], args[next-1])
	})
}

var places = regexp.MustCompile(`\$\d+|\?`)
