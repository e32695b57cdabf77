package server

import (
	"context"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"strongroom/server/internal/request"
	"strongroom/server/internal/rounds"
	"strongroom/server/vault"
)

// feedsEvery is how often the feeds of signals are looked at.
const feedsEvery = 5 * time.Second

// verifyEvery is how often a transmitter of security events is asked to prove
// that they get through. With feedsEvery it lets silence be noticed within a minute.
const verifyEvery = 20 * time.Second

// signalWork is what signals of leaving need done in the background.
func (s *Server) signalWork() []rounds.Task {
	return []rounds.Task{
		{Name: "signal-feeds", Every: feedsEvery, Do: s.lookAtFeeds},
		{Name: "forget-tokens", Every: time.Hour, Do: s.vault.ForgetTokens},
	}
}

// heard notes that a feed is there. What it says counts, whether that can be
// noted or not.
func (s *Server) heard(ctx context.Context, feed string) {
	if err := s.vault.Heard(ctx, feed); err != nil {
		s.log.WarnContext(ctx, "cannot note that a feed was heard", "feed", feed, "request", request.ID(ctx), "cause", err)
	}
}

// lookAtFeeds tells in the log of a feed that falls silent, and of one that is back.
func (s *Server) lookAtFeeds(ctx context.Context) error {
	states, err := s.vault.FeedStates(ctx)
	if err != nil {
		return err
	}
	was := map[string]bool{}
	for _, before := range s.feedStates() {
		was[before.Name] = before.Silent
	}
	for _, state := range states {
		if state.Silent && !was[state.Name] {
			s.log.ErrorContext(ctx, "a feed of signals of leaving is silent", "feed", state.Name, "longer than", state.SilentAfter)
		}
		if !state.Silent && was[state.Name] {
			s.log.InfoContext(ctx, "a feed of signals of leaving is heard again", "feed", state.Name)
		}
	}
	s.feeds.Store(&states)
	return nil
}

func (s *Server) feedStates() []*vault.FeedState {
	if states := s.feeds.Load(); states != nil {
		return *states
	}
	return nil
}

// silentFeeds names the feeds that should have been heard; "" for none.
func (s *Server) silentFeeds() string {
	var names []string
	for _, state := range s.feedStates() {
		if state.Silent {
			names = append(names, state.Name)
		}
	}
	return strings.Join(names, ", ")
}

// feedMetrics are the feeds for Prometheus.
type feedMetrics struct{ states func() []*vault.FeedState }

var (
	feedSilent = prometheus.NewDesc("strongroom_signal_feed_silent",
		"1 while a feed of signals of leaving should have been heard and was not.", []string{"feed"}, nil)
	feedHeard = prometheus.NewDesc("strongroom_signal_feed_heard_timestamp_seconds",
		"When a feed of signals of leaving was last heard; missing for never.", []string{"feed"}, nil)
)

// Describe implements [prometheus.Collector].
func (feedMetrics) Describe(out chan<- *prometheus.Desc) {
	out <- feedSilent
	out <- feedHeard
}

// Collect implements [prometheus.Collector].
func (m feedMetrics) Collect(out chan<- prometheus.Metric) {
	for _, state := range m.states() {
		silent := 0.0
		if state.Silent {
			silent = 1
		}
		out <- prometheus.MustNewConstMetric(feedSilent, prometheus.GaugeValue, silent, state.Name)
		if state.HeardAt != nil {
			out <- prometheus.MustNewConstMetric(feedHeard, prometheus.GaugeValue, float64(state.HeardAt.Unix()), state.Name)
		}
	}
}
