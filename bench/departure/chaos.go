package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"strongroom/bench/report"
)

const (
	// bound is when nothing of somebody who has left may go on any more.
	bound = 2 * time.Second
	// underway is what may still arrive then, in bytes, of what was delivered before: one
	// write that a stopped process was in the middle of, and what the kernel holds on both sides.
	underway = 128 << 10
	// watched is how long after the bound it is still looked for.
	watched = 2 * time.Second
	// aftermath is how long a replica that was in trouble may still cut people who stay.
	aftermath = 8 * time.Second
)

// mayhem is what has gone wrong so far.
type mayhem struct {
	*world
	turns, late, wronged atomic.Int64
	// departures counts those by each of signals.
	departures []atomic.Int64
	// troubled is until when each replica is excused, in nanoseconds.
	troubled []atomic.Int64
}

// chaos lets people leave by every signal while replicas are killed, paused
// and cut off from database and store, one at a time, and tells whether anything went on
// after the bound, or anybody who had not left was cut without such cause.
func chaos(ctx context.Context, binary string, duration time.Duration) (short bool, err error) {
	dir, err := os.MkdirTemp("", "strongroom-chaos-")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	w, err := newWorld(ctx, dir, binary, true)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	m := &mayhem{world: w, departures: make([]atomic.Int64, len(signals)), troubled: make([]atomic.Int64, len(w.replicas))}
	ending, stop := context.WithTimeout(ctx, duration)
	defer stop()
	var running sync.WaitGroup
	failed := make(chan error, 1)
	fail := func(err error) {
		select {
		case failed <- err:
			stop()
		default:
		}
	}
	for replica := range w.replicas {
		for range 5 {
			running.Go(func() {
				if err := m.stay(ending, replica); err != nil {
					fail(err)
				}
			})
		}
	}
	for range 6 {
		running.Go(func() {
			for ending.Err() == nil {
				if err := m.leave(ctx); err != nil {
					fail(err)
				}
			}
		})
	}
	happened := 0
	for ; ending.Err() == nil; happened++ {
		if err := m.trouble(ctx); err != nil {
			fail(err)
		}
	}
	running.Wait()
	select {
	case err := <-failed:
		return false, err
	default:
	}
	found := report.New("chaos", os.Stdout)
	all, fewest := int64(0), int64(math.MaxInt64)
	for i := range m.departures {
		n := m.departures[i].Load()
		all, fewest = all+n, min(fewest, n)
	}
	found.Add("departures", fmt.Sprint(all), ">= 1", all > 0)
	found.Add(fmt.Sprintf("the fewest by one of %d signals", len(signals)), fmt.Sprint(fewest), ">= 1", fewest > 0)
	found.Add("troubles", fmt.Sprint(happened), ">= 1", happened > 0)
	found.Add("departures after which anything went on for "+bound.String(), fmt.Sprint(m.late.Load()), "0", m.late.Load() == 0)
	found.Add("people cut or refused who had not left", fmt.Sprint(m.wronged.Load()), "0", m.wronged.Load() == 0)
	return found.Short(), found.Keep(filepath.Join("bench", "results"))
}

// pick is one of 0 to n-1, by chance.
func pick(n int) int { return rand.IntN(n) } //nolint:gosec // it is no secret

// troubles are what can happen to a replica.
var troubles = []string{"killed", "paused", "cut off from the database", "cut off from the store"}

// trouble breaks one replica for a while, and mends it.
func (m *mayhem) trouble(ctx context.Context) error {
	i := pick(len(m.replicas))
	r, lasting := m.replicas[i], time.Duration(1000+pick(4000))*time.Millisecond
	m.troubled[i].Store(time.Now().Add(time.Hour).UnixNano())
	defer func() { m.troubled[i].Store(time.Now().Add(aftermath).UnixNano()) }()
	time.Sleep(100 * time.Millisecond) // whoever asks now is excused
	signal := func(s syscall.Signal) error { return syscall.Kill(r.process.PID(), s) }
	kind := pick(4)
	fmt.Fprintf(os.Stderr, "replica %d is %s for %s\n", i, troubles[kind], lasting)
	switch kind {
	case 0:
		if err := signal(syscall.SIGKILL); err != nil {
			return err
		}
		_ = r.process.Stop() // it did not end well
		time.Sleep(lasting)
		if err := r.start(ctx); err != nil {
			return err
		}
	case 1:
		if err := signal(syscall.SIGSTOP); err != nil {
			return err
		}
		time.Sleep(lasting)
		if err := signal(syscall.SIGCONT); err != nil {
			return err
		}
	case 2:
		r.database.hold()
		time.Sleep(lasting)
		r.database.release()
	case 3:
		r.bucket.hold()
		time.Sleep(lasting)
		r.bucket.release()
	}
	time.Sleep(2 * time.Second)
	return nil
}

// stay downloads from a replica again and again as somebody who does not
// leave, and counts what ends without cause.
func (m *mayhem) stay(ctx context.Context, replica int) error {
	who, err := m.editor(ctx)
	if err != nil {
		return err
	}
	for ctx.Err() == nil {
		begun := time.Now()
		var seen last
		err := m.download(ctx, replica, who, 16<<10, 50*time.Millisecond, func() {}, &seen)
		excused := m.troubled[replica].Load() > begun.UnixNano() || ctx.Err() != nil || errors.Is(err, io.EOF)
		if err != nil && !excused {
			fmt.Fprintf(os.Stderr, "somebody who stays was cut or refused: %v\n", err)
			m.wronged.Add(1)
		}
		time.Sleep(100 * time.Millisecond)
	}
	return nil
}

// transfer is a download.
type transfer struct {
	last
	replica int
	begun   time.Time
	err     error
}

// leave has somebody leave, by one signal after the other, who downloads from every replica.
func (m *mayhem) leave(ctx context.Context) error {
	turn := int(m.turns.Add(1)) % len(signals)
	s := signals[turn]
	who, err := s.who(m.world, ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	asking, stop := context.WithCancel(ctx)
	defer stop()
	var running sync.WaitGroup
	var mu sync.Mutex // guards the rest
	var transfers []*transfer
	var until time.Time
	begin := func(replica int) *transfer {
		mu.Lock()
		defer mu.Unlock()
		t := &transfer{replica: replica, begun: time.Now()}
		if !until.IsZero() {
			t.bound.Store(until.UnixNano())
		}
		transfers = append(transfers, t)
		return t
	}
	for replica := range m.replicas {
		for range 2 {
			running.Go(func() {
				for asking.Err() == nil {
					t := begin(replica)
					t.err = m.download(asking, replica, who, 16<<10, 5*time.Millisecond, func() {}, &t.last)
					time.Sleep(50 * time.Millisecond)
				}
			})
		}
	}
	time.Sleep(300 * time.Millisecond)
	at, err := m.tell(ctx, s, who)
	if err != nil {
		return err
	}
	mu.Lock()
	until = at.Add(bound)
	for _, t := range transfers {
		t.bound.Store(until.UnixNano())
	}
	mu.Unlock()
	time.Sleep(time.Until(until) + watched)
	stop()
	running.Wait()
	m.departures[turn].Add(1)
	late := false
	for _, t := range transfers {
		if after := t.after.Load(); after > underway || after > 0 && t.begun.After(until) {
			late = true
			fmt.Fprintf(os.Stderr, "%s: what %s began %s before went on for %s on replica %d, with %d bytes after the bound, and ended with %v\n",
				s.name, who.id, at.Sub(t.begun), time.Unix(0, t.at.Load()).Sub(at), t.replica, after, t.err)
		}
	}
	if late {
		m.late.Add(1)
	}
	return nil
}

// tell sends the signal to one replica after the other until one answers, or
// what it says is so: an answer may have been lost.
func (m *mayhem) tell(ctx context.Context, s leaving, who person) (time.Time, error) {
	for ctx.Err() == nil {
		asking, cancel := context.WithTimeout(ctx, 3*time.Second)
		at, err := s.send(asking, m.world, pick(len(m.replicas)), who)
		cancel()
		if err == nil {
			return at, nil
		}
		fmt.Fprintf(os.Stderr, "%s: %v\n", s.name, err)
		var so bool
		err = m.database.QueryRow(ctx, `
			SELECT u.status <> 'ACTIVE' OR u.departs_at IS NOT NULL OR u.epoch > 0 OR u.valid_after > 'epoch' OR s.ended_at IS NOT NULL
			FROM users u JOIN sessions s ON s.user_id = u.id WHERE u.id = $1`, who.id).Scan(&so)
		if err != nil || so {
			return time.Now().Add(ahead), err // of a date, if it was one
		}
	}
	return time.Time{}, ctx.Err()
}
