package graph

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/vault"
)

const (
	// heartbeat is the time after which a stream without events shows that it lives.
	heartbeat = 15 * time.Second
	// breath is the time between two events: what happens in between is told as one.
	breath = 200 * time.Millisecond
	// pace is the time between two looks at what no news tells of.
	pace = time.Second
)

// subscription is one that is under way, as its resolver has it. The operation
// is executed once when it begins, and anew whenever there may be something to
// tell, each time as the viewer is by then (GraphQL, section 6.2.3). Without
// news, a result that is the same as the one before is not told.
type subscription struct {
	*vault.Following
	// last is the ID of the last event that the client has from an earlier
	// connection, as it says; empty for none.
	last string
	// place is where to go on after the event, and its ID; empty for none.
	place string
	// again is when it is executed without news: so long after the last time; 0 is never.
	again time.Duration
	// begun says that the first event is out.
	begun bool
	// over says that nothing will come after this event.
	over bool
}

type subscriptionKey struct{}

// subscriptionOf is the subscription that a resolver is called for.
func subscriptionOf(ctx context.Context) *subscription {
	return ctx.Value(subscriptionKey{}).(*subscription)
}

// tell is what a subscription's resolver returns: one event, or none for nil.
func tell[T any](value *T, err error) (<-chan *T, error) {
	if err != nil {
		return nil, err
	}
	source := make(chan *T, 1)
	if value != nil {
		source <- value
	}
	close(source)
	return source, nil
}

// subscribe answers a subscription until the client goes, the viewer may no
// longer have it, or it is over. Why it ends is its last event.
func (t transport) subscribe(r *http.Request, w http.ResponseWriter, exec graphql.GraphExecutor, op *graphql.OperationContext) {
	ctx := r.Context()
	fields := graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Subscription"})
	if len(fields) != 1 { // @skip and @include may leave none
		t.refuse(ctx, w, eventStream, http.StatusBadRequest, badInput("", "subscribe to one thing at a time"))
		return
	}
	leave, err := t.seats.take(ctx)
	if err != nil {
		t.refuse(ctx, w, eventStream, http.StatusTooManyRequests, err)
		return
	}
	defer leave()
	following, err := t.vault.Follow(ctx, rootFields["Subscription."+fields[0].Name].by...)
	if err != nil {
		t.refuse(ctx, w, eventStream, http.StatusForbidden, err)
		return
	}
	defer following.Close()
	sub := &subscription{Following: following, last: r.Header.Get("Last-Event-ID")}
	out := newStream(w)
	err = t.follow(following.Context(), out, exec, op, sub) //nolint:contextcheck // a child of the request's
	switch {
	case out.err != nil, ctx.Err() != nil:
		return // nobody listens
	case errors.Is(err, errEnding):
		return // without an end: whoever listens comes back by themselves
	case err != nil:
		out.next(ctx, "", &graphql.Response{Errors: gqlerror.List{t.present(ctx, err)}})
	}
	out.complete(ctx)
}

// follow tells what there is to tell until it is over; its error is the reason,
// if that is for the client.
func (t transport) follow(
	ctx context.Context, out *stream, exec graphql.GraphExecutor, op *graphql.OperationContext, sub *subscription,
) error {
	alive := time.NewTicker(heartbeat)
	defer alive.Stop()
	var told []byte
	for heard := true; ; {
		response, err := t.execute(ctx, exec, op, sub)
		if err != nil {
			return err
		}
		if response != nil && (heard || !bytes.Equal(response.Data, told)) {
			told = response.Data
			out.next(ctx, sub.place, response)
			alive.Reset(heartbeat)
			sub.begun = true
		}
		if out.err != nil || sub.over || response != nil && response.Data == nil {
			return nil
		}
		if heard, err = t.await(ctx, out, alive.C, sub); err != nil || out.err != nil {
			return err
		}
	}
}

// execute finds the next result; nil where there is nothing to tell.
func (t transport) execute(
	ctx context.Context, exec graphql.GraphExecutor, op *graphql.OperationContext, sub *subscription,
) (*graphql.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, t.limits.Time)
	defer cancel()
	ctx, err := sub.Now(ctx)
	if err != nil {
		return nil, err
	}
	ctx = newFamilies(context.WithValue(ctx, subscriptionKey{}, sub))
	responses, ctx := exec.DispatchOperation(ctx, op)
	response := responses(ctx)
	return response, sub.Err() // nothing is told that was found out too late
}

// await waits until there may be something to tell, and whether news says so.
// Its error is why there never will be.
func (t transport) await(ctx context.Context, out *stream, alive <-chan time.Time, sub *subscription) (heard bool, err error) {
	var again <-chan time.Time
	if sub.again > 0 {
		again = time.After(max(sub.again, breath))
	}
	var news <-chan struct{}
	ready := time.After(breath)
	for {
		select {
		case <-ctx.Done():
			return false, sub.Err()
		case <-t.ending:
			return false, errEnding
		case <-alive:
			if out.beat(ctx); out.err != nil {
				return false, nil
			}
		case <-ready:
			news = sub.News()
		case <-news:
			return true, nil
		case <-again:
			return false, nil
		}
	}
}

var errEnding = errors.New("graph: the server is ending")

// seats bounds the subscriptions that are under way in this process.
type seats struct {
	all, each int

	mu    sync.Mutex // guards the rest
	taken map[typeid.ID]int
	sum   int
}

func newSeats(l Limits) *seats {
	return &seats{all: l.Subscriptions, each: l.SubscriptionsEach, taken: map[typeid.ID]int{}}
}

// take takes a seat for the viewer's session, or for all of their tokens, until
// leave is called.
func (s *seats) take(ctx context.Context) (leave func(), err error) {
	who, _ := viewer.FromContext(ctx)
	guest := who.Session
	if guest == "" {
		guest = who.ID
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.taken[guest] >= s.each:
		return nil, limited("a session has at most %d subscriptions at a time", s.each)
	case s.sum >= s.all:
		return nil, limited("a server has at most %d subscriptions at a time; try again later", s.all)
	}
	s.taken[guest]++
	s.sum++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.sum--
		if s.taken[guest]--; s.taken[guest] == 0 {
			delete(s.taken, guest)
		}
	}, nil
}
