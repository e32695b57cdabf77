package graph

import (
	"context"
	"time"

	api "strongroom/graph/gen"
	"strongroom/server/vault"
)

func (r *queryResolver) SignalFeeds(ctx context.Context) ([]*vault.FeedState, error) {
	return r.vault.SignalFeeds(ctx)
}

func (r *signalFeedResolver) SilentAfterSeconds(ctx context.Context, obj *vault.FeedState) (*int, error) {
	if obj.SilentAfter == 0 {
		return nil, nil
	}
	seconds := int(obj.SilentAfter / time.Second)
	return &seconds, nil
}

func (r *resolver) SignalFeed() api.SignalFeedResolver { return &signalFeedResolver{r} }

type signalFeedResolver struct{ *resolver }
