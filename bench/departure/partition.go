package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/Shopify/toxiproxy/v2/toxics"
	"github.com/rs/zerolog"

	"strongroom/bench/parts"
)

// proxy is a way to a part that can be cut: what is sent meanwhile is neither
// dropped nor passed on, and nothing is closed, as on a network that is down.
type proxy struct {
	*toxiproxy.Proxy
	*barrier
}

func newProxy(to string) (*proxy, error) {
	p := &proxy{
		toxiproxy.NewProxy(toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop()), to, "127.0.0.1:0", to),
		newBarrier(),
	}
	if err := p.Start(); err != nil {
		return nil, err
	}
	barriers.Store(p.Listen, p.barrier)
	for _, way := range []string{"upstream", "downstream"} {
		toxic := fmt.Sprintf(`{"name": %[1]q, "type": "gate", "stream": %[1]q, "attributes": {"of": %q}}`, way, p.Listen)
		if _, err := p.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// gate is a toxic that waits at a barrier with each piece. Those that come
// with toxiproxy would not do: "timeout" drops bytes out of the middle of a stream,
// and none can be added while a slow reader holds a connection up.
type gate struct {
	Of string `json:"of"` // the proxy; toxiproxy makes a gate for each connection
}

func init() { toxics.Register("gate", new(gate)) }

// barriers are those of all proxies, by where they listen.
var barriers sync.Map

// Pipe implements [toxics.Toxic].
func (g *gate) Pipe(stub *toxics.ToxicStub) {
	found, _ := barriers.Load(g.Of)
	for {
		select {
		case <-stub.Interrupt:
			return
		case piece := <-stub.Input:
			if piece == nil {
				stub.Close()
				return
			}
			found.(*barrier).wait()
			stub.Output <- piece
		}
	}
}

// barrier is down from hold to release.
type barrier struct {
	mu   sync.Mutex    // guards the rest
	open chan struct{} // closed while it is up
}

func newBarrier() *barrier {
	b := &barrier{open: make(chan struct{})}
	close(b.open)
	return b
}

func (b *barrier) hold() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open = make(chan struct{})
}

func (b *barrier) release() {
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.open)
}

func (b *barrier) wait() {
	b.mu.Lock()
	open := b.open
	b.mu.Unlock()
	<-open
}

// partition has people leave while a replica, one more, is cut off from the
// database, and tells how long anything of theirs went on there.
func (w *world) partition(ctx context.Context, times int) (took []time.Duration, err error) {
	if err := w.addReplica(ctx, true); err != nil {
		return nil, err
	}
	apart := len(w.replicas) - 1
	r := w.replicas[apart]
	cutOff := leaving{"cut off", (*world).editor, func(ctx context.Context, w *world, replica int, who person) (time.Time, error) {
		r.database.hold()
		return signals[0].send(ctx, w, replica, who)
	}}
	for range times {
		d, err := w.departure(ctx, cutOff, apart)
		r.database.release()
		if err != nil {
			return nil, err
		}
		if err := parts.WaitFor(ctx, r.URL+"/readyz", nil); err != nil {
			return nil, err
		}
		took = append(took, d)
	}
	return took, nil
}
