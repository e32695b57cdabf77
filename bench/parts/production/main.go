// Command production brings up "strongroom serve" as it runs in production, on
// PostgreSQL, S3 and two certified OpenID providers, with everything new and the
// sample people of "dev" introduced:
//
//	production BINARY
//
// It prints "ready <URL>". A line "kill" kills the server without warning, and "start"
// starts it again; "done" is answered. It ends and removes all of it when its standard
// input ends, so that it never outlives who started it.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
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
	err := parts.WithProduction(ctx, binary, func(p *parts.Production) error { return serve(ctx, binary, p) })
	if err != nil {
		fmt.Fprintf(os.Stderr, "production: %v\n", err)
		os.Exit(1)
	}
}

// serve has the server do as standard input says.
func serve(ctx context.Context, binary string, production *parts.Production) (err error) {
	start := func() (*parts.Process, error) {
		return parts.Start(ctx, os.Stderr, production.URL, binary, production.Serve()...)
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
	fmt.Println("ready", server.URL)
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		switch order := lines.Text(); {
		case order == "kill" && server != nil:
			server.Kill()
			server = nil
		case order == "start" && server == nil:
			if server, err = start(); err != nil {
				return err
			}
		default:
			return fmt.Errorf("%q cannot be done now", order)
		}
		fmt.Println("done")
	}
	return nil
}
