package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"strongroom/bench/report"
	"strongroom/ent/typeid"
)

// The goals.
const (
	p50Goal   = 50 * time.Millisecond
	p99Goal   = 500 * time.Millisecond
	worstGoal = time.Second
	apartGoal = 2 * time.Second
	writeGoal = 1.5 // p99 with a million grants over p99 with one
	checkGoal = 0.1 // of the cheapest request
)

func main() {
	binary := flag.String("binary", filepath.Join("bin", "strongroom"), "the `program` to measure")
	departures := flag.Int("n", 100, "how many `departures` there are of each signal")
	downloads := flag.Int("downloads", 200, "how many `downloads` of others are open meanwhile")
	grants := flag.Int("grants", 1_000_000, "how many `grants` the one with many has")
	writes := flag.Int("writes", 200, "how many `departures` of that one, and of one with one grant, are timed")
	mayhem := flag.Duration("chaos", 0, "instead of measuring, let people leave for so long while replicas `break`")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	run := func() (bool, error) { return measure(ctx, *binary, *departures, *downloads, *grants, *writes) }
	if *mayhem > 0 {
		run = func() (bool, error) { return chaos(ctx, *binary, *mayhem) }
	}
	short, err := run()
	if err != nil {
		fmt.Fprintf(os.Stderr, "departure: %v\n", err)
		os.Exit(2) //nolint:gocritic // nothing is left to be done
	}
	if short {
		os.Exit(1)
	}
}

// measure prints the figures and tells whether one falls short of its goal.
func measure(ctx context.Context, binary string, departures, downloads, grants, writes int) (short bool, err error) {
	dir, err := os.MkdirTemp("", "strongroom-departure-")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	w, err := newWorld(ctx, dir, binary, false)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	found := report.New("departure", os.Stdout)
	staying, err := w.crowd(ctx, downloads)
	if err != nil {
		return false, err
	}
	for _, s := range signals {
		var took []time.Duration
		for range departures {
			d, err := w.departure(ctx, s, 0, 1, 2)
			if err != nil {
				staying.end()
				return false, err
			}
			took = append(took, d)
		}
		found.Within(s.name+" to last byte or success, p50", percentile(took, 50), p50Goal)
		found.Within(s.name+" to last byte or success, p99", percentile(took, 99), p99Goal)
		found.Within(s.name+" to last byte or success, worst", percentile(took, 100), worstGoal)
	}
	cut := staying.end()
	found.Add("downloads and requests of others cut or refused", fmt.Sprint(cut), "0", cut == 0)

	apart, err := w.partition(ctx, max(1, departures/5))
	if err != nil {
		return false, err
	}
	found.Within("departUser to last byte on a replica cut off, worst", percentile(apart, 100), apartGoal)

	share, err := w.check(ctx)
	if err != nil {
		return false, err
	}
	found.AtMost("the check of a session, of the cheapest request", share, checkGoal)

	many, one, err := w.write(ctx, grants, writes)
	if err != nil {
		return false, err
	}
	found.AtMost(fmt.Sprintf("the write with %d grants over 1, p99", grants),
		float64(percentile(many, 99))/float64(percentile(one, 99)), writeGoal)
	fmt.Printf("the write: p50 %s and %s, p99 %s and %s\n",
		percentile(many, 50), percentile(one, 50), percentile(many, 99), percentile(one, 99))
	return found.Short(), found.Keep(filepath.Join("bench", "results"))
}

// check times the cheapest request of the API with a session and without, in
// turns, and tells the share of its time that the check of the session takes.
func (w *world) check(ctx context.Context) (float64, error) {
	var with, without []time.Duration
	for range 2000 {
		for who, took := range map[person]*[]time.Duration{w.custodian: &with, {}: &without} {
			begin := time.Now()
			if err := w.graphql(ctx, 0, who, "{ __typename }", nil, nil); err != nil {
				return 0, err
			}
			*took = append(*took, time.Since(begin))
		}
	}
	fmt.Printf("the cheapest request: p50 %s with a session, %s without\n", percentile(with, 50), percentile(without, 50))
	return 1 - float64(percentile(without, 50))/float64(percentile(with, 50)), nil
}

// write times departUser of somebody who has given and holds so many grants,
// and of somebody with one, in turns; each comes back in between.
func (w *world) write(ctx context.Context, grants, times int) (many, one []time.Duration, err error) {
	rich, err := w.editor(ctx)
	if err != nil {
		return nil, nil, err
	}
	poor, err := w.editor(ctx)
	if err != nil {
		return nil, nil, err
	}
	for who, n := range map[person]int{rich: grants, poor: 1} {
		_, err = w.database.Exec(ctx, `
			INSERT INTO grants (id, created_at, tenure, giver_tenure, level, ceiling, valid_from, valid_until, purpose, fate, customer_id, document_id, user_id, giver_id)
			SELECT $1 || n, now(), 0, 0, 'VIEW', 'INTERNAL', now(), now() + interval '7 days', 'bench', 'END', $2, $3,
				CASE WHEN n % 2 = 0 THEN $4 ELSE $5 END, CASE WHEN n % 2 = 0 THEN $5 ELSE $4 END
			FROM generate_series(1, $6::int) n`,
			typeid.New(typeid.Grant).String(), w.customer, w.document, who.id, w.custodian.id, n)
		if err != nil {
			return nil, nil, err
		}
	}
	if _, err := w.database.Exec(ctx, "ANALYZE grants"); err != nil {
		return nil, nil, err
	}
	for range times {
		for _, who := range []person{rich, poor} {
			begin := time.Now()
			if _, err := signals[0].send(ctx, w, 0, who); err != nil {
				return nil, nil, err
			}
			took := time.Since(begin)
			if who == rich {
				many = append(many, took)
			} else {
				one = append(one, took)
			}
			err := w.graphql(ctx, 0, w.admin, `mutation ($id: ID!) { reinstateUser(input: {userId: $id, reason: "bench"}) { user { id } } }`,
				map[string]any{"id": who.id}, nil)
			if err != nil {
				return nil, nil, err
			}
		}
	}
	return many, one, nil
}

// percentile is the smallest of the times that so many percent do not exceed.
func percentile(times []time.Duration, percent float64) time.Duration {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[max(0, int(math.Ceil(percent/100*float64(len(sorted))))-1)]
}
