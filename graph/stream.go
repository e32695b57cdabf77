package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// eventStream is the media type of answers that come piece by piece.
const eventStream = "text/event-stream"

const (
	// eventPatience is how long a client may take to read one event.
	eventPatience = 10 * time.Second
	// lastPatience is the same once access has ended.
	lastPatience = 500 * time.Millisecond
)

// stream writes server-sent events
// (https://html.spec.whatwg.org/multipage/server-sent-events.html), each at
// once, to a client that reads them. After an error nothing more is written.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	err     error
}

// newStream begins the answer. No proxy is to hold it back or to compress it,
// and only the next event bounds how long it may take.
func newStream(w http.ResponseWriter) *stream {
	s := &stream{w: w, control: http.NewResponseController(w)}
	_ = s.control.SetReadDeadline(time.Time{}) // a test's recorder knows no deadlines
	w.Header().Set("Content-Type", eventStream)
	w.Header().Set("Cache-Control", "no-store, no-transform")
	w.Header().Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	return s
}

// next tells one result; id, if there is one, is where to go on after it.
func (s *stream) next(ctx context.Context, id string, response *graphql.Response) {
	result, err := json.Marshal(result(response))
	if err != nil {
		s.err = err
		return
	}
	var event bytes.Buffer
	if id != "" && response.Data != nil {
		fmt.Fprintf(&event, "id: %s\n", id)
	}
	fmt.Fprintf(&event, "event: next\ndata: %s\n\n", result)
	s.write(ctx, event.Bytes())
}

// complete tells that nothing more comes.
func (s *stream) complete(ctx context.Context) { s.write(ctx, []byte("event: complete\ndata:\n\n")) }

// beat shows the client, and what is in between, that the stream is alive.
func (s *stream) beat(ctx context.Context) { s.write(ctx, []byte(":\n\n")) }

// write sends an event whole. When ctx, which is that of the access, ends while
// the client does not read, it is given up soon.
func (s *stream) write(ctx context.Context, event []byte) {
	if s.err != nil {
		return
	}
	_ = s.control.SetWriteDeadline(time.Now().Add(eventPatience))
	defer func() { _ = s.control.SetWriteDeadline(time.Time{}) }() // one that passes ends a stream of HTTP/2 at rest
	over := make(chan struct{})
	unhook := context.AfterFunc(ctx, func() {
		defer close(over)
		_ = s.control.SetWriteDeadline(time.Now().Add(lastPatience))
	})
	if _, s.err = s.w.Write(event); s.err == nil {
		s.err = s.control.Flush()
	}
	if !unhook() {
		<-over // it touches nothing that the server has let go of
	}
}

// result is a response as it is written. Data is missing, rather than null,
// where nothing ran.
func result(response *graphql.Response) any {
	return struct {
		Errors gqlerror.List   `json:"errors,omitempty"`
		Data   json.RawMessage `json:"data,omitempty"`
	}{response.Errors, response.Data}
}
