package server

import (
	"context"
	"errors"
	"fmt"

	"strongroom/ent/migrations"
)

type migrateCommand struct {
	Up     migrateUpCommand     `cmd:"" help:"Bring the database to the newest version."`
	Status migrateStatusCommand `cmd:"" help:"Show the version that the database has and the newest one."`
}

type migrateUpCommand struct {
	Database Database `embed:"" group:"database"`
	ServeAs  string   `placeholder:"ROLE" help:"Also give this role, as which \"serve\" connects, what serving takes, and take all else from it. It must exist and own nothing."`
}

// Help is the end of what --help prints.
func (migrateUpCommand) Help() string {
	return `Connects as the owner of the tables. "serve" refuses to run as that role: make another one, by CREATE ROLE … LOGIN, and
name it here, with every new version.`
}

// Run migrates.
func (c migrateUpCommand) Run(ctx context.Context, t terminal) (err error) {
	driver, err := c.Database.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, driver.Close()) }()
	steps, err := migrations.Up(ctx, driver)
	if err != nil {
		return err
	}
	if c.ServeAs != "" {
		if err := migrations.ServeAs(ctx, driver, c.ServeAs); err != nil {
			return err
		}
	}
	current, _, err := migrations.Versions(ctx, driver)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.out, "the database is at version %d (%d steps taken)\n", current, steps)
	return err
}

type migrateStatusCommand struct {
	Database Database `embed:"" group:"database"`
}

// Run shows the versions; it fails unless they are the same.
func (c migrateStatusCommand) Run(ctx context.Context, t terminal) (err error) {
	driver, err := c.Database.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, driver.Close()) }()
	current, newest, err := migrations.Versions(ctx, driver)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(t.out, "database: %d\nnewest:   %d\n", current, newest); err != nil {
		return err
	}
	return checkVersion(current, newest)
}

// checkVersion refuses to work on tables that are older or newer than the program.
func checkVersion(current, newest int64) error {
	switch {
	case current < newest:
		return fmt.Errorf("the database is at version %d of %d; run: strongroom migrate up", current, newest)
	case current > newest:
		return fmt.Errorf("the database is at version %d, newer than this program (%d); use a newer one", current, newest)
	}
	return nil
}
