package vault

import (
	"context"
	"sync"
	"time"

	"strongroom/ent/gen"
	"strongroom/ent/gen/feed"
	"strongroom/ent/viewer"
	"strongroom/policies"
)

// FeedKind is by which protocol signals of leaving come.
type FeedKind string

// The kinds of feed.
const (
	FeedSCIM          FeedKind = "SCIM"
	FeedSharedSignals FeedKind = "SHARED_SIGNALS"
	FeedLogout        FeedKind = "BACKCHANNEL_LOGOUT"
)

// Feed is a source of signals of leaving, as it is configured.
type Feed struct {
	// Name is unique, such as "scim:staff".
	Name string
	Kind FeedKind
	// Issuer is the OpenID provider of whose accounts the feed tells.
	Issuer string
	// SilentAfter is how long the feed may say nothing; 0 is for ever.
	SilentAfter time.Duration
}

// FeedState is how a feed is doing.
type FeedState struct {
	Feed
	// HeardAt is when any replica last heard it; nil is never.
	HeardAt *time.Time
	// Silent says that it should have been heard since: what it has to tell of
	// leavers may not be arriving.
	Silent bool
}

// heardEvery bounds how often a replica writes down that it heard a feed.
const heardEvery = time.Second

// hearing is what a replica knows of the feeds without asking.
type hearing struct {
	mu      sync.Mutex // guards the rest
	written map[string]time.Time
}

// due tells whether hearing a feed now is to be written down.
func (h *hearing) due(name string, at time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if last, known := h.written[name]; known && at.Sub(last).Abs() < heardEvery {
		return false
	}
	if h.written == nil {
		h.written = map[string]time.Time{}
	}
	h.written[name] = at
	return true
}

// Heard notes that a feed has just proved to be there. It keeps no secret and
// ends nothing: an error is worth a line in the log, no more.
func (v *Vault) Heard(ctx context.Context, name string) error {
	if !v.hearing.due(name, v.now()) {
		return nil
	}
	return v.writeAs(ctx, viewer.Viewer{System: viewer.Sentinel}, func(ctx context.Context, a *act) error {
		known, err := a.tx.Feed.Update().Where(feed.Name(name)).SetHeardAt(a.at).Save(ctx)
		if err != nil || known > 0 {
			return err
		}
		err = a.tx.Feed.Create().SetName(name).SetHeardAt(a.at).Exec(ctx)
		if gen.IsConstraintError(err) {
			return errOvertaken
		}
		return err
	})
}

// FeedStates tells how every configured feed is doing, in the order of the
// configuration. A feed that was never heard counts from the start of this
// replica.
func (v *Vault) FeedStates(ctx context.Context) ([]*FeedState, error) {
	at := v.now()
	rows, err := v.reader.Feed.Query().All(viewer.As(ctx, viewer.Sentinel, at))
	if err != nil {
		return nil, translate(err)
	}
	heard := make(map[string]time.Time, len(rows))
	for _, row := range rows {
		heard[row.Name] = row.HeardAt.UTC()
	}
	states := make([]*FeedState, 0, len(v.cfg.Feeds))
	for _, f := range v.cfg.Feeds {
		state, since := &FeedState{Feed: f}, v.born
		if last, ok := heard[f.Name]; ok {
			state.HeardAt, since = &last, last
		}
		state.Silent = f.SilentAfter > 0 && at.Sub(since) > f.SilentAfter
		states = append(states, state)
	}
	return states, nil
}

// SignalFeeds is FeedStates for whoever runs people's leaving.
func (v *Vault) SignalFeeds(ctx context.Context) ([]*FeedState, error) {
	may, err := v.May(ctx, policies.UserDepart)
	if err != nil {
		return nil, err
	}
	if !may {
		return nil, forbidden()
	}
	return v.FeedStates(ctx)
}
