// Package rounds does the vault's background work: each task again and again,
// at its interval and when it is called for.
//
// There is no queue. A task finds in the database what is left to be done,
// which the transaction that caused it wrote there, and does it in steps that
// may be repeated: a crash, a failure or a round on another replica at the same
// time loses nothing, since what is undone is found at the next round. So a
// task must do nothing on which access depends; that is decided when it is
// asked for.
//
// The package knows no business; package server names the tasks.
package rounds

import (
	"context"
	"log/slog"
	"maps"
	"math/rand/v2"
	"sync"
	"time"
)

// Task is one kind of work.
type Task struct {
	// Name tells it in logs and metrics, such as "purge".
	Name string
	// Every is the time between the end of a round and the start of the next,
	// give or take a tenth, so that replicas drift apart. It is doubled after
	// each failure, to ten times at most.
	Every time.Duration
	// Do does all that is to be done now. It must end soon after ctx does.
	Do func(ctx context.Context) error
}

// Figures are what an operator watches of a task.
type Figures struct {
	// Done is when the last round that succeeded ended; zero is never.
	Done time.Time
	// Failures counts the rounds that failed since then.
	Failures int
}

// Rounds is a running set of tasks.
type Rounds struct {
	stop    context.CancelFunc
	running sync.WaitGroup
	called  map[string]chan struct{} // as it is from the start

	mu      sync.Mutex // guards the rest
	figures map[string]Figures
}

// Start begins the first round of each task at once. The caller closes the
// rounds before what the tasks need. No name may be there twice.
func Start(ctx context.Context, log *slog.Logger, tasks ...Task) *Rounds {
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	r := &Rounds{stop: stop, called: map[string]chan struct{}{}, figures: map[string]Figures{}}
	for _, task := range tasks {
		r.called[task.Name], r.figures[task.Name] = make(chan struct{}, 1), Figures{}
	}
	for _, task := range tasks {
		r.running.Go(func() { r.run(ctx, log, task) })
	}
	return r
}

// Call begins a round of a task now, or another as soon as the one under way
// has ended, so that what was written before the call is seen. It does not
// wait. A name that is not known is nothing.
func (r *Rounds) Call(name string) {
	select {
	case r.called[name] <- struct{}{}:
	default: // a round is called for already, or there is no such task
	}
}

// Figures tells how each task is doing, by its name.
func (r *Rounds) Figures() map[string]Figures {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.figures)
}

// Close breaks off what is under way and waits for it.
func (r *Rounds) Close() {
	r.stop()
	r.running.Wait()
}

func (r *Rounds) run(ctx context.Context, log *slog.Logger, task Task) {
	for {
		err := task.Do(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			log.WarnContext(ctx, "background work failed and will be tried again", "task", task.Name, "cause", err)
		}
		wait := min(task.Every<<min(r.note(task.Name, err), 4), 10*task.Every)
		wait += time.Duration((rand.Float64() - 0.5) / 5 * float64(wait)) //nolint:gosec // no secret
		select {
		case <-ctx.Done():
			return
		case <-r.called[task.Name]:
		case <-time.After(wait):
		}
	}
}

// note keeps how a round ended, and tells how many have failed in a row.
func (r *Rounds) note(name string, err error) (failures int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f := r.figures[name]
	f.Failures++
	if err == nil {
		f = Figures{Done: time.Now()}
	}
	r.figures[name] = f
	return f.Failures
}
