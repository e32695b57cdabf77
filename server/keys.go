package server

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"strongroom/server/internal/seal"
	"strongroom/server/vault"
)

type keysCommand struct {
	Init   keysInitCommand   `cmd:"" help:"Make a key file with one new root key."`
	Add    keysAddCommand    `cmd:"" help:"Put a new root key on top of a key file; the others still open what they closed."`
	Rotate keysRotateCommand `cmd:"" help:"Renew keys while the vault is in use; no content is touched."`

	Destroy keysDestroyCommand `cmd:"" help:"Destroy a customer's keys, by two admins; what they sealed is lost."`
}

type keysInitCommand struct {
	File string `arg:"" type:"path" help:"The file to make; it must not exist."`
}

// Run makes the key file.
func (c keysInitCommand) Run(t terminal) error {
	id, err := createKeyFile(c.File)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s exists; a key file is never replaced", c.File)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.out, "made root key %s in %s\nKeep a copy elsewhere: without it nothing can be read.\n", id, c.File)
	return err
}

type keysAddCommand struct {
	File string `arg:"" type:"existingfile" help:"The key file."`
}

// Run adds a root key to the key file.
func (c keysAddCommand) Run(t terminal) error {
	file, err := seal.RotateKeyFile(c.File)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.out, "made root key %s in %s\n"+
		"Keep a copy elsewhere. Give the file to every replica and start each again; then run: strongroom keys rotate root\n",
		file.ID(), c.File)
	return err
}

type keysRotateCommand struct {
	Root     keysRotateRootCommand     `cmd:"" help:"Wrap every key that is under another root key under the current one."`
	Customer keysRotateCustomerCommand `cmd:"" help:"Make new customer keys, and wrap every document's keys under them."`
}

type keysRotateRootCommand struct {
	Database Database `embed:"" group:"database"`
	Keys     Keys     `embed:"" group:"keys"`
}

// Run rotates. Broken off, it goes on where it was when it is run again.
func (c keysRotateRootCommand) Run(ctx context.Context, t terminal) error {
	return rotate(ctx, c.Database, c.Keys, func(r *vault.Rotation) error {
		customers, sessions, err := r.Root(ctx)
		_, printErr := fmt.Fprintf(t.out, "%d customer keys and %d keys of sessions wrapped anew\n", customers, sessions)
		return errors.Join(err, printErr)
	})
}

type keysRotateCustomerCommand struct {
	Database Database  `embed:"" group:"database"`
	Keys     Keys      `embed:"" group:"keys"`
	Before   time.Time `placeholder:"INSTANT" help:"Replace the keys that were made before it (RFC 3339); now if left out. Give the same again to go on after an interruption."`
}

// Run rotates.
func (c keysRotateCustomerCommand) Run(ctx context.Context, t terminal) error {
	before := c.Before
	if before.IsZero() {
		before = time.Now().UTC().Truncate(time.Second)
	}
	return rotate(ctx, c.Database, c.Keys, func(r *vault.Rotation) error {
		made, rewrapped, err := r.Customer(ctx, before)
		_, printErr := fmt.Fprintf(t.out, "%d customer keys made, %d document keys wrapped anew\n", made, rewrapped)
		if err != nil {
			err = fmt.Errorf("%w\nto go on, run it again with --before %s", err, before.Format(time.RFC3339))
		}
		return errors.Join(err, printErr)
	})
}

// rotate opens what a rotation needs.
func rotate(ctx context.Context, d Database, k Keys, do func(*vault.Rotation) error) (err error) {
	root, err := k.open(ctx)
	if err != nil {
		return err
	}
	driver, err := d.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, driver.Close()) }()
	return do(vault.NewRotation(driver, root, time.Now))
}
