package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"strongroom/bench/demo/story"
	"strongroom/bench/parts"
)

var sizes = []int64{1 << 10, 100 << 10, 5 << 20, 64 << 20, 200 << 20}

func main() {
	binary := flag.String("binary", filepath.Join("bin", "strongroom"), "the `program` to play against")
	verbose := flag.Bool("v", false, "show the server's log")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	output := io.Discard
	if *verbose {
		output = os.Stderr
	}
	for _, setting := range []struct {
		title string
		play  func(ctx context.Context, binary string, output io.Writer) error
	}{
		{"strongroom dev: SQLite, a directory, the built-in provider", onDev},
		{"strongroom serve: PostgreSQL, S3, certified providers", onServe},
	} {
		fmt.Printf("\n%s\n\n", setting.title)
		if err := setting.play(ctx, *binary, output); err != nil {
			fmt.Fprintf(os.Stderr, "demo: %v\n", err)
			os.Exit(1) //nolint:gocritic // nothing is left to be done
		}
	}
	fmt.Println("\nThe story came out as it must, twice.")
}

func onDev(ctx context.Context, binary string, output io.Writer) (err error) {
	dir, err := os.MkdirTemp("", "strongroom-demo-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	port, err := parts.FreePort()
	if err != nil {
		return err
	}
	address := fmt.Sprintf("localhost:%d", port)
	server, err := parts.Start(ctx, output, "http://"+address, binary, "dev", "--listen", address, "--data", dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Stop()) }()
	return story.Play(ctx, story.Stage{URL: server.URL, Cast: parts.Cast, Sizes: sizes, Say: say})
}

func onServe(ctx context.Context, binary string, output io.Writer) error {
	return parts.WithProduction(ctx, binary, func(production *parts.Production) (err error) {
		server, err := parts.Start(ctx, output, production.URL, binary, production.Serve()...)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, server.Stop()) }()
		return story.Play(ctx, story.Stage{URL: server.URL, Cast: parts.Cast, Sizes: sizes, Say: say})
	})
}

var begin = time.Now()

func say(step, outcome string) {
	fmt.Printf("%6.1f s  %s\n          → %s\n", time.Since(begin).Seconds(), step, outcome)
}
