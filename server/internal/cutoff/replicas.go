package cutoff

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// replica is what a process tells of itself by its beats.
type replica struct {
	since time.Time // when its guard began, by its clock
	heard time.Time // when the last beat was, by ours
}

// Since is when the guard began, by its clock, to the microsecond.
func (g *Guard) Since() time.Time { return g.since }

// Replicas names the replicas that were heard within [Lease], this one among
// them, and whose guards had begun before an instant. One that is not heard
// does not hear either, and has cut everything. It is not ok while the guard has
// not listened for so long that it knows them all.
func (g *Guard) Replicas(before time.Time) (names []string, ok bool) {
	now := time.Now()
	g.mu.Lock()
	defer g.mu.Unlock()
	for name, r := range g.replicas {
		if now.Sub(r.heard) <= Lease && r.since.Before(before) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, g.Hearing() == nil && now.Sub(g.listens) > Lease
}

// present says that a replica is there.
func (g *Guard) present(name string, since time.Time) {
	now := time.Now()
	g.mu.Lock()
	defer g.mu.Unlock()
	maps.DeleteFunc(g.replicas, func(_ string, r replica) bool { return now.Sub(r.heard) > Lease })
	g.replicas[name] = replica{since: since, heard: now}
}

// beatPrefix begins what guards notify; no ID does.
const beatPrefix = "beat "

// beatOf is what a guard notifies: a token that is this connection's own, when
// the guard began, and the replica's name.
func (g *Guard) beatOf(token string) string {
	return fmt.Sprintf("%s%s %d %s", beatPrefix, token, g.since.UnixMicro(), g.cfg.Replica)
}

// beat takes in what some guard notified; ok is false for what is no beat.
func (g *Guard) beat(news string) (ok bool) {
	told, ok := strings.CutPrefix(news, beatPrefix)
	if parts := strings.SplitN(told, " ", 3); ok && len(parts) == 3 {
		if micros, err := strconv.ParseInt(parts[1], 10, 64); err == nil {
			g.present(parts[2], time.UnixMicro(micros).UTC())
		}
	}
	return ok
}
