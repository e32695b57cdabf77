package migrations

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed postgres/*.sql sqlite/*.sql
var files embed.FS

// Up brings the database to the newest version and tells how many steps it
// took. Replicas may call it at once: on PostgreSQL they queue behind an
// advisory lock. A step that fails leaves the database as it was before it.
func Up(ctx context.Context, driver *entsql.Driver) (steps int, err error) {
	return UpTo(ctx, driver, -1)
}

// UpTo is Up, but stops after the given version; -1 is the newest.
func UpTo(ctx context.Context, driver *entsql.Driver, version int64) (steps int, err error) {
	provider, err := newProvider(driver)
	if err != nil {
		return 0, err
	}
	var results []*goose.MigrationResult
	if version < 0 {
		results, err = provider.Up(ctx)
	} else {
		results, err = provider.UpTo(ctx, version)
	}
	if err != nil {
		return len(results), fmt.Errorf("migrate: %w", err)
	}
	return len(results), nil
}

// Versions tells the version that the database has and the newest one that
// this program knows. They differ when the database is older, or newer, than
// the program.
func Versions(ctx context.Context, driver *entsql.Driver) (current, newest int64, err error) {
	provider, err := newProvider(driver)
	if err != nil {
		return 0, 0, err
	}
	current, newest, err = provider.GetVersions(ctx)
	if err != nil {
		return 0, 0, fmt.Errorf("migrate: versions: %w", err)
	}
	return current, newest, nil
}

func newProvider(driver *entsql.Driver) (*goose.Provider, error) {
	folder, gooseDialect := "sqlite", goose.DialectSQLite3
	options := []goose.ProviderOption{}
	if driver.Dialect() == dialect.Postgres {
		folder, gooseDialect = "postgres", goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, fmt.Errorf("migrate: lock: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	steps, err := fs.Sub(files, folder)
	if err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	provider, err := goose.NewProvider(gooseDialect, driver.DB(), steps, options...)
	if err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	return provider, nil
}
