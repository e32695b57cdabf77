package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// last is the latest of some instants, and what came after one of them.
type last struct {
	at    atomic.Int64
	bound atomic.Int64 // 0 is none
	after atomic.Int64 // bytes
}

func (l *last) note(n int64) {
	now := time.Now().UnixNano()
	for was := l.at.Load(); was < now && !l.at.CompareAndSwap(was, now); was = l.at.Load() {
	}
	if bound := l.bound.Load(); bound != 0 && now > bound {
		l.after.Add(n)
	}
}

// download reads a document at a pace until ctx ends or it breaks off, and notes each byte.
func (w *world) download(ctx context.Context, replica int, who person, chunk int64, pause time.Duration, began func(), seen *last) error {
	answer, err := w.do(ctx, narrow(), replica, who, http.MethodGet, "/documents/"+w.document+"/content", nil, nil)
	if err != nil {
		began()
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		began()
		return errors.New(answer.Status)
	}
	for first := true; ; first = false {
		n, err := io.CopyN(io.Discard, answer.Body, chunk)
		if n > 0 {
			seen.note(n)
		}
		if first {
			began()
		}
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
}

// probe asks for one byte again and again until ctx ends, and notes each success.
func (w *world) probe(ctx context.Context, replica int, who person, seen *last) {
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	for {
		answer, err := w.do(ctx, client, replica, who, http.MethodGet, "/documents/"+w.document+"/content", nil, http.Header{"Range": {"bytes=0-0"}})
		if err == nil {
			_, err = io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
			if err == nil && answer.StatusCode == http.StatusPartialContent {
				seen.note(1)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// settling is how long after the last download was cut a success would still be seen.
const settling = 200 * time.Millisecond

// departure has somebody leave, by a signal to the first replica, who downloads
// from and asks some replicas, and tells how long anything of theirs went on there
// after the signal.
func (w *world) departure(ctx context.Context, s leaving, replicas ...int) (time.Duration, error) {
	who, err := s.who(w, ctx)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", s.name, err)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var seen last
	var running, begun sync.WaitGroup
	outcomes := make(chan error, 2*len(replicas))
	for _, replica := range replicas {
		for range 2 {
			begun.Add(1)
			running.Go(func() { outcomes <- w.download(ctx, replica, who, 16<<10, 5*time.Millisecond, begun.Done, &seen) })
		}
	}
	begun.Wait()
	for _, replica := range replicas {
		running.Go(func() { w.probe(ctx, replica, who, &seen) })
	}
	time.Sleep(50 * time.Millisecond)
	at, err := s.send(ctx, w, 0, who)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", s.name, err)
	}
	deadline := time.After(time.Until(at) + 5*time.Second)
	for range cap(outcomes) {
		select {
		case err := <-outcomes:
			if err == nil {
				return 0, errors.New("a download ended otherwise than by being cut")
			}
			if seen.at.Load() == 0 {
				return 0, fmt.Errorf("no download began: %w", err)
			}
		case <-deadline:
			return time.Since(at), nil // it goes on and on
		}
	}
	time.Sleep(settling)
	stop()
	running.Wait()
	return max(0, time.Unix(0, seen.at.Load()).Sub(at)), nil
}

// crowd is those who stay: 200 slow downloads and a steady load of requests.
type crowd struct {
	stop    context.CancelFunc
	running sync.WaitGroup
	cut     atomic.Int64
}

func (w *world) crowd(ctx context.Context, downloads int) (*crowd, error) {
	ctx, stop := context.WithCancel(ctx)
	c := &crowd{stop: stop}
	var begun sync.WaitGroup
	for i := range downloads {
		who, err := w.editor(ctx)
		if err != nil {
			stop()
			return nil, err
		}
		begun.Add(1)
		c.running.Go(func() {
			var seen last
			err := w.download(ctx, i%len(w.replicas), who, 4<<10, 250*time.Millisecond, sync.OnceFunc(begun.Done), &seen)
			if ctx.Err() == nil {
				fmt.Printf("a download of somebody who stays ended: %v\n", err)
				c.cut.Add(1)
			}
		})
	}
	begun.Wait()
	for replica := range w.replicas {
		c.running.Go(func() {
			for ctx.Err() == nil {
				err := w.graphql(ctx, replica, w.custodian, "{ viewer { user { id } } }", nil, nil)
				if err != nil && ctx.Err() == nil {
					c.cut.Add(1)
				}
				time.Sleep(50 * time.Millisecond)
			}
		})
	}
	return c, nil
}

// end ends the crowd and tells how many of it were cut or refused before.
func (c *crowd) end() int {
	c.stop()
	c.running.Wait()
	return int(c.cut.Load())
}
