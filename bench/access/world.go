package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/jackc/pgx/v5"

	"strongroom/bench/parts"
)

// fewDocuments is how many documents the small vault holds.
const fewDocuments = 10_000

// The users of world.sql.
const (
	custodian       = 0    // of customer 0, with a tenth of all documents
	member          = 300  // of twenty customers
	threeGrants     = 1003 // partners, by how many grants they have
	thousandGrants  = 1004
	manyGrants      = 1005
	somebodyToGrant = 2000
)

// nthID is the ID of the n-th row of a noun in world.sql.
func nthID(kind string, n int) string { return fmt.Sprintf("%s_01h455vb4p%016d", kind, n) }

//go:embed world.sql
var world string

// vault is a running Strongroom over a world.
type vault struct {
	*parts.Process
	production *parts.Production
	dir        string
}

// open fills a fresh database, and serves it. The caller closes it.
func open(ctx context.Context, binary string, documents int) (v *vault, err error) {
	v = &vault{}
	defer func() {
		if err != nil {
			err = errors.Join(err, v.Close())
		}
	}()
	if v.dir, err = os.MkdirTemp("", "strongroom-access-"); err != nil {
		return v, err
	}
	if v.production, err = parts.NewProduction(ctx, v.dir); err != nil {
		return v, err
	}
	if err := v.production.Prepare(ctx, binary); err != nil {
		return v, err
	}
	if err := fill(ctx, v.production.DatabaseURL, documents); err != nil {
		return v, fmt.Errorf("fill: %w", err)
	}
	v.Process, err = parts.Start(ctx, io.Discard, v.production.URL, binary, v.production.Serve()...)
	return v, err
}

// fill makes the world.
func fill(ctx context.Context, databaseURL string, documents int) error {
	conn, err := pgx.Connect(ctx, databaseURL)
	if err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, "SELECT set_config('bench.documents', $1, false)", strconv.Itoa(documents)); err != nil {
		return errors.Join(err, conn.Close(ctx))
	}
	for _, statements := range []string{world, "VACUUM ANALYZE"} {
		if _, err := conn.PgConn().Exec(ctx, statements).ReadAll(); err != nil {
			return errors.Join(err, conn.Close(ctx))
		}
	}
	return conn.Close(ctx)
}

// Close ends the server and removes what it ran on.
func (v *vault) Close() error {
	var errs []error
	if v.Process != nil {
		errs = append(errs, v.Stop())
	}
	if v.production != nil {
		errs = append(errs, v.production.Close())
	}
	return errors.Join(append(errs, os.RemoveAll(v.dir))...)
}
