package rounds_test

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"strongroom/server/internal/rounds"
)

func start(t *testing.T, do func(context.Context) error) *rounds.Rounds {
	return rounds.Start(t.Context(), slog.New(slog.DiscardHandler),
		rounds.Task{Name: "sweep", Every: time.Minute, Do: do},
		rounds.Task{Name: "another", Every: time.Hour, Do: func(context.Context) error { return nil }},
	)
}

func TestRounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int32
		var broken atomic.Bool
		r := start(t, func(context.Context) error {
			n.Add(1)
			if broken.Load() {
				return errors.New("away")
			}
			return nil
		})
		defer r.Close()
		want := func(done int32, failures int) {
			t.Helper()
			synctest.Wait()
			if got := r.Figures()["sweep"]; n.Load() != done || got.Failures != failures || got.Done.IsZero() {
				t.Errorf("%d rounds, %+v; want %d with %d failures", n.Load(), got, done, failures)
			}
		}
		want(1, 0)
		time.Sleep(67 * time.Second)
		want(2, 0)
		r.Call("sweep")
		r.Call("unknown")
		want(3, 0)
		broken.Store(true)
		time.Sleep(67 * time.Second)
		want(4, 1)
		time.Sleep(67 * time.Second)
		want(4, 1)
		time.Sleep(67 * time.Second)
		want(5, 2)
		broken.Store(false)
		r.Call("sweep")
		want(6, 0)
	})
}

// TestCallDuringARound holds that a call is not lost on a round that began before it.
func TestCallDuringARound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int32
		r := start(t, func(context.Context) error { n.Add(1); time.Sleep(time.Second); return nil })
		defer r.Close()
		synctest.Wait()
		r.Call("sweep")
		r.Call("sweep")
		time.Sleep(10 * time.Second)
		if n.Load() != 2 {
			t.Errorf("%d rounds", n.Load())
		}
	})
}

func TestCloseBreaksOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
		synctest.Wait()
		r.Close()
		if f := r.Figures()["sweep"]; f.Failures != 0 {
			t.Errorf("%+v: being told to end is no failure", f)
		}
	})
}
