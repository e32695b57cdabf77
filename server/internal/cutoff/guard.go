package cutoff

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"strongroom/ent/flow"
	"strongroom/ent/typeid"
)

// Lease is how long streams go on without proof that news would be heard, and
// how long a question about one may stay unanswered.
const Lease = 2 * time.Second

const (
	// beat is the time between two proofs on PostgreSQL.
	beat = 500 * time.Millisecond
	// tick is the time between two looks at all streams, and at SQLite's file.
	tick = 20 * time.Millisecond
	// trust is how long a decision is believed without news.
	trust = 10 * time.Second
	// pause is the time between two attempts at what failed.
	pause = 100 * time.Millisecond
	// askers bounds the questions under way.
	askers = 6
)

// everything is the news that concerns all streams.
const everything typeid.ID = "*"

// ErrDeaf says that the guard does not hear news, so that nothing may be
// streamed. It passes.
var ErrDeaf = errors.New("cutoff: changes of access are not heard")

// Config is what a Guard is made of. Every field is required.
type Config struct {
	// Database is the open, migrated database. The guard holds one of its
	// connections.
	Database *sql.Driver
	// Clock is the one by which access is decided.
	Clock func() time.Time
	Log   *slog.Logger
	// Replica names this process among all that share the database.
	Replica string
}

// Guard watches over the streams of one process. Its methods are safe for
// concurrent use.
type Guard struct {
	cfg Config
	ear ear
	// born is when the guard began; since is the same by Clock.
	born, since time.Time
	// heard is the instant up to which all news was heard, in nanoseconds from
	// born; negative before the first proof.
	heard atomic.Int64
	first chan struct{} // closed by the first proof
	stop  context.CancelFunc
	tasks sync.WaitGroup

	mu      sync.Mutex // guards the rest, and the streams
	streams map[*Stream]struct{}
	queue   []*Stream // to be asked
	asking  int       // askers at work
	ended   bool      // by Close
	deaf    bool      // as was logged
	cut     map[Cause]uint64
	last    []ending // the newest remembered ones
	// replicas are those whose beats were heard, by name, since listens.
	replicas map[string]replica
	listens  time.Time
}

// ending is a stream that was cut, by the clock, and what it rested on.
type ending struct {
	flow.Cut
	on []typeid.ID
}

// remembered bounds the endings that are kept for Settled.
const remembered = 10_000

// ear hears from one kind of database.
type ear interface {
	// listen hears until ctx ends or something fails. It calls g.listening
	// once no later news can be missed, then g.news for each, and g.proved.
	listen(ctx context.Context, g *Guard) error
}

// Cause tells why a stream was cut.
type Cause string

// The causes.
const (
	// Ended says that the access ended.
	Ended Cause = "ended"
	// Unsure says that nobody could tell whether it had: the guard was deaf,
	// or its question unanswered.
	Unsure Cause = "unsure"
)

// Figures are what an operator watches.
type Figures struct {
	// Open counts the streams under way whose access is decided.
	Open int
	// Cut counts those that were cut since the start.
	Cut map[Cause]uint64
}

// Start returns a guard that hears, or that has tried to for [Lease] and goes
// on trying. The caller closes it before the database.
func Start(ctx context.Context, cfg Config) *Guard {
	g := &Guard{
		cfg: cfg, ear: sqlite{cfg.Database.DB()}, born: time.Now(), since: cfg.Clock().UTC().Truncate(time.Microsecond),
		first: make(chan struct{}), streams: map[*Stream]struct{}{}, cut: map[Cause]uint64{}, replicas: map[string]replica{},
	}
	if cfg.Database.Dialect() == dialect.Postgres {
		g.ear = postgres{cfg.Database.DB()}
	}
	g.heard.Store(-1)
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	g.stop = stop
	g.tasks.Go(func() { g.hear(running) })
	g.tasks.Go(func() { g.watch(running) })
	select {
	case <-g.first:
	case <-ctx.Done():
	case <-time.After(Lease):
	}
	return g
}

// Close cuts what is still under way and ends the guard.
func (g *Guard) Close() {
	g.mu.Lock()
	g.ended = true
	g.cutAll(ErrDeaf)
	g.mu.Unlock()
	g.stop()
	g.tasks.Wait()
}

// Hearing fails with [ErrDeaf] while the guard has no proof that it hears.
func (g *Guard) Hearing() error {
	if heard := time.Duration(g.heard.Load()); heard < 0 || time.Since(g.born)-heard > Lease {
		return ErrDeaf
	}
	return nil
}

// Figures counts.
func (g *Guard) Figures() Figures {
	g.mu.Lock()
	defer g.mu.Unlock()
	open := 0
	for s := range g.streams {
		if s.known {
			open++
		}
	}
	return Figures{Open: open, Cut: map[Cause]uint64{Ended: g.cut[Ended], Unsure: g.cut[Unsure]}}
}

// Settled tells which streams that rested on somebody were cut from an
// instant on. It is ok once all news that was committed before read (a real
// instant) has been heard, and no stream is left that rests on them or whose
// question about it is unanswered; until then, and while the guard is deaf, it is not.
func (g *Guard) Settled(subject typeid.ID, from, read time.Time) (cuts []flow.Cut, ok bool) {
	if g.Hearing() != nil || time.Duration(g.heard.Load()) < read.Sub(g.born) {
		return nil, false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for s := range g.streams {
		if s.concernedBy(subject) && !s.doubt.IsZero() {
			return nil, false
		}
	}
	for _, e := range g.last {
		if !e.At.Before(from) && slices.Contains(e.on, subject) {
			cuts = append(cuts, e.Cut)
		}
	}
	return cuts, true
}

// Open begins to watch over a stream that belongs to the request of ctx. Decide
// whether it may be only afterwards, so that no change falls between the two,
// and tell the outcome by [Stream.RestOn]. It fails with [ErrDeaf].
func (g *Guard) Open(ctx context.Context, kind flow.Kind, still Still) (*Stream, error) {
	if err := g.Hearing(); err != nil {
		return nil, err
	}
	s := &Stream{guard: g, kind: kind, still: still, sure: time.Now(), news: make(chan struct{}, 1)}
	s.ctx, s.cancel = context.WithCancelCause(ctx)
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.ended {
		return nil, ErrDeaf
	}
	g.streams[s] = struct{}{}
	return s, nil
}

// hear listens, and begins anew whenever that fails.
func (g *Guard) hear(ctx context.Context) {
	for {
		err := g.ear.listen(ctx, g)
		if ctx.Err() != nil {
			return
		}
		g.cfg.Log.WarnContext(ctx, "changes of access are not heard for now", "cause", err)
		if !sleep(ctx, pause) {
			return
		}
	}
}

// listening says that no news is missed from now on. What came before may have been.
func (g *Guard) listening() {
	g.mu.Lock()
	g.listens = time.Now()
	g.mu.Unlock()
	g.news(everything)
}

// news has the streams that it concerns asked.
func (g *Guard) news(subject typeid.ID) {
	now := time.Now()
	g.mu.Lock()
	defer g.mu.Unlock()
	for s := range g.streams {
		if s.concernedBy(subject) {
			s.stirred = true
			g.question(s, now)
		}
	}
}

// proved says that all news up to an instant has been heard.
func (g *Guard) proved(at time.Time) {
	if g.heard.Swap(int64(at.Sub(g.born))) < 0 {
		close(g.first)
	}
}

// watch looks after all streams at every tick.
func (g *Guard) watch(ctx context.Context) {
	for sleep(ctx, tick) {
		g.look(ctx)
	}
}

func (g *Guard) look(ctx context.Context) {
	clock := g.cfg.Clock()
	now := time.Now()
	g.mu.Lock()
	defer g.mu.Unlock()
	if err := g.Hearing(); err != nil {
		if !g.deaf {
			g.deaf = true
			g.cfg.Log.ErrorContext(ctx, "changes of access are not heard; all streams are cut", "streams", len(g.streams))
		}
		g.cutAll(err)
		return
	}
	if g.deaf {
		g.deaf = false
		g.cfg.Log.InfoContext(ctx, "changes of access are heard again")
	}
	for s := range g.streams {
		switch {
		case !s.doubt.IsZero() && now.Sub(s.doubt) > Lease:
			g.end(s, ErrUnsure)
		case !s.doubt.IsZero() && !s.asking && now.After(s.retry):
			g.question(s, now)
		case s.doubt.IsZero() && s.over(clock):
			s.stirred = true
			g.question(s, now)
		case s.doubt.IsZero() && now.Sub(s.sure) >= trust:
			g.question(s, now)
		}
	}
}

// question has a stream asked, once for all news that comes before it is its
// turn. The caller holds mu.
func (g *Guard) question(s *Stream, now time.Time) {
	if s.doubt.IsZero() {
		s.doubt = now
	} else if s.again.IsZero() {
		s.again = now
	}
	if s.asking {
		return
	}
	s.asking = true
	g.queue = append(g.queue, s)
	if g.asking < askers {
		g.asking++
		g.tasks.Go(g.ask)
	}
}

// ask puts the questions that wait.
func (g *Guard) ask() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for len(g.queue) > 0 {
		s := g.queue[0]
		g.queue = g.queue[1:]
		if s.ctx.Err() != nil {
			continue
		}
		stirred := s.stirred
		s.again, s.stirred = time.Time{}, false // what came until now is answered by this question
		g.mu.Unlock()
		ctx, cancel := context.WithTimeout(s.ctx, Lease)
		grounds, err := s.still(ctx)
		cancel()
		g.mu.Lock()
		now := time.Now()
		s.asking = false
		switch {
		case s.ctx.Err() != nil:
		case err == nil:
			s.rest(grounds, now)
			if stirred {
				s.ring()
			}
			s.doubt, s.again = s.again, time.Time{}
			if !s.doubt.IsZero() {
				g.question(s, s.doubt)
			}
		case errors.Is(err, ErrUnsure):
			s.stirred = s.stirred || stirred
			s.retry = now.Add(pause)
		default:
			g.end(s, err)
		}
	}
	g.asking--
}

// end cuts a stream. The caller holds mu.
func (g *Guard) end(s *Stream, cause error) {
	if s.ctx.Err() == nil {
		why := Ended
		if errors.Is(cause, ErrDeaf) || errors.Is(cause, ErrUnsure) {
			why = Unsure
		}
		g.cut[why]++
		if len(g.last) == remembered {
			g.last = slices.Delete(g.last, 0, remembered/2)
		}
		g.last = append(g.last, ending{flow.Cut{Kind: s.kind, At: g.cfg.Clock().UTC(), DocumentID: s.document()}, s.grounds.On})
		g.cfg.Log.InfoContext(s.ctx, "stream cut", "why", why)
	}
	s.cancel(cause)
	delete(g.streams, s)
}

func (g *Guard) cutAll(cause error) {
	for s := range g.streams {
		g.end(s, cause)
	}
}

// sleep waits, and tells whether ctx goes on.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
