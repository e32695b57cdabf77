package cutoff

import (
	"context"
	"errors"
	"slices"
	"time"

	"strongroom/ent/flow"
	"strongroom/ent/typeid"
)

// ErrUnsure is what an answer of [Still] wraps when a part is away that knows.
// The question is put again, and the stream cut when [Lease] is over.
var ErrUnsure = errors.New("cutoff: whether access goes on is not known")

// Still decides afresh whether a stream may go on, and returns what it rests
// on from now. Any error ends the stream and is the cause of its context, but
// for one that wraps [ErrUnsure].
type Still func(ctx context.Context) (Grounds, error)

// Grounds are what an access rests on at an instant.
type Grounds struct {
	// On are the users and documents whose change may end it.
	On []typeid.ID
	// Until is when it ends, or may end, by itself, by the guard's clock; zero
	// is never.
	Until time.Time
}

// Stream is a download, an upload or a subscription that is under way. Its
// methods are safe for concurrent use.
type Stream struct {
	guard  *Guard
	kind   flow.Kind
	ctx    context.Context
	cancel context.CancelCauseFunc
	still  Still
	news   chan struct{} // holds one element while there is news that nobody took

	// The rest is guarded by guard.mu. All instants but grounds.Until are real.

	grounds Grounds
	known   bool // grounds are
	// sure is when access was last decided.
	sure time.Time
	// doubt is when the oldest unanswered question arose, again when the next
	// did while that one was being asked; zero is none.
	doubt, again time.Time
	asking       bool // or waiting to be asked
	stirred      bool // by news, or an end that came, since the last question
	about        []typeid.ID
	retry        time.Time // not before
}

// Context ends when the access does, with the refusal, [ErrUnsure] or
// [ErrDeaf] for its cause; and when the stream is closed, or the request ends.
func (s *Stream) Context() context.Context { return s.ctx }

// Err tells why the stream may not go on; nil while it may. Ask it before
// every piece that is handed on: a process that was stopped for a while and
// runs again is deaf before its guard can end the context.
func (s *Stream) Err() error {
	if s.ctx.Err() != nil {
		return context.Cause(s.ctx)
	}
	return s.guard.Hearing()
}

// News receives when something has changed that the stream rests on or is
// about, or an end that it rested on has come, and it may go on all the same.
// News that nobody took yet is one.
func (s *Stream) News() <-chan struct{} { return s.news }

// About says what the stream is to have news of besides what its access rests
// on. What is read after the call and changes then, is news.
func (s *Stream) About(subjects ...typeid.ID) {
	s.guard.mu.Lock()
	defer s.guard.mu.Unlock()
	s.about = subjects
}

// ring leaves news.
func (s *Stream) ring() {
	select {
	case s.news <- struct{}{}:
	default: // there is some already
	}
}

// RestOn tells what a decision that was made after the stream was opened rests
// on. Until then all news concerns the stream.
func (s *Stream) RestOn(grounds Grounds) {
	s.guard.mu.Lock()
	defer s.guard.mu.Unlock()
	if !s.known { // what was asked since is newer
		s.rest(grounds, time.Now())
	}
}

// Confirm asks now, for streams that are opened without a decision. A stream
// that was cut while it asked fails with the cause.
func (s *Stream) Confirm() error {
	grounds, err := s.still(s.ctx)
	if s.ctx.Err() != nil {
		return context.Cause(s.ctx)
	}
	if err == nil {
		s.RestOn(grounds)
	}
	return err
}

// Close ends the watch over the stream, and its context. It may be called twice.
func (s *Stream) Close() {
	s.guard.mu.Lock()
	delete(s.guard.streams, s)
	s.guard.mu.Unlock()
	s.cancel(context.Canceled)
}

// Upon calls f when ctx ends, unless the function that it returns is called
// before; which, where f has begun, waits for its end, so that f touches nothing
// that its caller has let go of.
func Upon(ctx context.Context, f func()) (stop func()) {
	over := make(chan struct{})
	unhook := context.AfterFunc(ctx, func() {
		defer close(over)
		f()
	})
	return func() {
		if !unhook() {
			<-over
		}
	}
}

func (s *Stream) rest(grounds Grounds, at time.Time) {
	s.grounds, s.known, s.sure = grounds, true, at
}

func (s *Stream) concernedBy(news typeid.ID) bool {
	return !s.known || news == everything || slices.Contains(s.grounds.On, news) || slices.Contains(s.about, news)
}

// document is the one that it carries, of those that it rests on; empty for none.
func (s *Stream) document() typeid.ID {
	for _, id := range s.grounds.On {
		if id.Kind() == typeid.Document {
			return id
		}
	}
	return ""
}

// over tells whether an end has come that the stream rests on.
func (s *Stream) over(clock time.Time) bool {
	return !s.grounds.Until.IsZero() && !clock.Before(s.grounds.Until)
}
