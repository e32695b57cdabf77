// Command production brings up "strongroom serve" as it runs in production, on
// PostgreSQL, S3 and two certified OpenID providers, with everything new, the
// sample people of "dev" introduced, a directory that asks by SCIM, and a mail
// server that keeps what it is sent:
//
//	production BINARY
//
// It prints "ready", its URL and that of the mail server's HTTP API. A line "kill" kills
// the server without warning, and "start" starts it again; "hush" silences the directory,
// and "speak" has it ask again. "done" is answered. It ends and removes all of it when its
// standard input ends, so that it never outlives who started it.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"strongroom/bench/parts"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "production: which program?")
		os.Exit(2)
	}
	// Whoever is interrupted at a terminal closes our standard input.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt, syscall.SIGTERM)
	ctx, binary := context.Background(), os.Args[1]
	if err := run(ctx, binary); err != nil {
		fmt.Fprintf(os.Stderr, "production: %v\n", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, binary string) (err error) {
	dir, err := os.MkdirTemp("", "strongroom-directory-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	staff, err := newDirectory(dir)
	if err != nil {
		return err
	}
	mails, err := newMailServer(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, mails.stop()) }()
	return parts.WithProduction(ctx, binary, func(p *parts.Production) error { return serve(ctx, binary, p, staff, mails) })
}

// serve has the server and the directory do as standard input says.
func serve(ctx context.Context, binary string, production *parts.Production, staff *directory, mails *mailServer) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	command := slices.Concat(production.Serve(), staff.options(), mails.options())
	start := func() (*parts.Process, error) {
		return parts.Start(ctx, os.Stderr, production.URL, binary, command...)
	}
	server, err := start()
	if err != nil {
		return err
	}
	defer func() {
		if server != nil {
			err = errors.Join(err, server.Stop())
		}
	}()
	if err := production.Introduce(ctx); err != nil {
		return err
	}
	go staff.run(ctx, production.URL)
	fmt.Println("ready", server.URL, mails.api)
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		switch order := lines.Text(); {
		case order == "kill" && server != nil:
			server.Kill()
			server = nil
		case order == "start" && server == nil:
			if server, err = start(); err != nil {
				return err
			}
		case order == "hush", order == "speak":
			staff.hushed.Store(order == "hush")
		default:
			return fmt.Errorf("%q cannot be done now", order)
		}
		fmt.Println("done")
	}
	return nil
}
