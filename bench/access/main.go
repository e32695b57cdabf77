package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"strongroom/bench/report"
)

// run is one run of the benchmark.
type run struct {
	binary    string
	documents int
	rounds    int
	tools     string
	found     *report.Report
}

func main() {
	var r run
	flag.StringVar(&r.binary, "binary", filepath.Join("bin", "strongroom"), "the `program` to measure")
	flag.IntVar(&r.documents, "documents", 1_000_000, "how many documents the full vault holds")
	flag.IntVar(&r.rounds, "rounds", 200, "how often each thing is asked; the median counts")
	flag.StringVar(&r.tools, "tools", ".tools", "the `directory` with the peers")
	flag.Parse()
	r.found = report.New("access", os.Stdout)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := r.measure(ctx); err != nil {
		fmt.Fprintf(os.Stderr, "access: %v\n", err)
		os.Exit(2) //nolint:gocritic // nothing is left to be done
	}
	if r.found.Short() {
		os.Exit(1)
	}
}

// measure adds every row, and keeps them.
func (r *run) measure(ctx context.Context) (err error) {
	if err := r.decisions(ctx); err != nil {
		return fmt.Errorf("decisions: %w", err)
	}
	few, err := open(ctx, r.binary, fewDocuments)
	if err != nil {
		return fmt.Errorf("a vault of %d documents: %w", fewDocuments, err)
	}
	defer func() { err = errors.Join(err, few.Close()) }()
	full, err := open(ctx, r.binary, r.documents)
	if err != nil {
		return fmt.Errorf("a vault of %d documents: %w", r.documents, err)
	}
	defer func() { err = errors.Join(err, full.Close()) }()
	for _, part := range []struct {
		name    string
		measure func(context.Context) error
	}{
		{"lists", func(ctx context.Context) error { return r.lists(ctx, few, full) }},
		{"counts", func(ctx context.Context) error { return r.counts(ctx, full) }},
		{"grants", func(ctx context.Context) error { return r.grants(ctx, full) }},
		{"peers", func(ctx context.Context) error { return r.against(ctx, full) }},
	} {
		if err := part.measure(ctx); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return r.found.Keep(filepath.Join("bench", "results"))
}
