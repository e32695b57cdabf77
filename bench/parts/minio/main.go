// Command minio runs a command, such as a test of the object store, with a MinIO
// server of its own for the S3 server.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"strongroom/bench/parts"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "minio: %v\n", err)
		os.Exit(1) //nolint:gocritic // nothing is left to be done
	}
}

func run(ctx context.Context, args []string) (err error) {
	if len(args) == 0 {
		return errors.New("which command?")
	}
	dir, err := os.MkdirTemp("", "strongroom-minio-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	server, err := parts.StartMinIO(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Stop()) }()
	command := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // the caller's own
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	return command.Run()
}
