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
	"slices"
	"strings"
	"syscall"
	"time"

	"strongroom/bench/parts"
	"strongroom/bench/report"
)

// The goals.
const (
	startGoal = 500 * time.Millisecond
	restGoal  = 50 << 20 // bytes of resident memory
)

// settling is how long the server is left alone before its memory is read.
const settling = 5 * time.Second

func main() {
	binary := flag.String("binary", filepath.Join("bin", "strongroom"), "the `program` to measure")
	runs := flag.Int("runs", 5, "how often to `start` it; the median counts")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	short, err := measure(ctx, *binary, *runs)
	if err != nil {
		fmt.Fprintf(os.Stderr, "start: %v\n", err)
		os.Exit(2) //nolint:gocritic // nothing is left to be done
	}
	if short {
		os.Exit(1)
	}
}

// measure prints the figures and tells whether one falls short of its goal.
func measure(ctx context.Context, binary string, runs int) (short bool, err error) {
	dir, err := os.MkdirTemp("", "strongroom-start-")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	production, err := parts.NewProduction(ctx, dir)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, production.Close()) }()
	if err := production.Prepare(ctx, binary); err != nil {
		return false, err
	}
	var starts []time.Duration
	var rests []int64
	for i := range max(runs, 1) {
		took, rest, err := run(ctx, production, binary, i == 0)
		if err != nil {
			return false, err
		}
		starts = append(starts, took)
		if i == 0 {
			rests = append(rests, rest)
		}
	}
	slices.Sort(starts)
	start := starts[len(starts)/2]
	found := report.New("start", os.Stdout)
	found.Within("start to first answer", start, startGoal)
	found.Below("memory at rest (RSS)", rests[0], restGoal)
	return found.Short(), found.Keep(filepath.Join("bench", "results"))
}

// run starts the server once, asks every part (/readyz), and, if it is to,
// reads its memory after a while.
func run(ctx context.Context, production *parts.Production, binary string, settle bool) (took time.Duration, rest int64, err error) {
	begin := time.Now()
	server, err := parts.Start(ctx, io.Discard, production.URL, binary, production.Serve()...)
	if err != nil {
		return 0, 0, err
	}
	took = time.Since(begin)
	defer func() { err = errors.Join(err, server.Stop()) }()
	if !settle {
		return took, 0, nil
	}
	if err := parts.WaitFor(ctx, production.URL+"/readyz", nil); err != nil {
		return 0, 0, err
	}
	select {
	case <-ctx.Done():
		return 0, 0, ctx.Err()
	case <-time.After(settling):
	}
	rest, err = resident(server.PID())
	return took, rest, err
}

// resident reads the resident memory of a process, in bytes, from Linux's /proc.
func resident(pid int) (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		var kib int64
		if n, _ := fmt.Sscanf(line, "VmRSS: %d kB", &kib); n == 1 {
			return kib << 10, nil
		}
	}
	return 0, errors.New("/proc tells no resident memory")
}
