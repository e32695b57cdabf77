package auth

import (
	"context"
	"errors"
	"time"

	"golang.org/x/oauth2"

	"strongroom/ent/gen/departure"
	"strongroom/server/internal/rounds"
	"strongroom/server/vault"
)

// Work is the watch over sessions at the providers that are to be asked.
func (a *Auth) Work() (tasks []rounds.Task) {
	for _, p := range a.providers {
		if p.Watch > 0 {
			tasks = append(tasks, rounds.Task{
				Name: "watch-" + p.Name, Every: max(p.Watch/10, time.Second),
				Do: func(ctx context.Context) error { return a.watch(ctx, p) },
			})
		}
	}
	return tasks
}

// watch asks the provider about every session that is due. A provider that is away is no news of anybody.
func (a *Auth) watch(ctx context.Context, p *provider) error {
	known, err := p.discover(ctx)
	if err != nil {
		return err
	}
	due := a.cfg.Clock().Add(-p.Watch)
	for {
		w, ok, err := a.cfg.Accounts.NextWatched(ctx, p.Issuer, due)
		if err != nil || !ok {
			return err
		}
		if w.Keepsake.Refresh == "" {
			continue
		}
		if err := a.inquire(ctx, p, known, w); err != nil {
			return err
		}
	}
}

// inquire tries a refresh token (RFC 6749 section 6). The provider may give another one in its place, and take
// the use of the old one for theft: that is why a refusal after an answer that was lost ends sessions, and no
// more, whatever a refusal is to mean otherwise.
func (a *Auth) inquire(ctx context.Context, p *provider, known *discovered, w vault.Watched) error {
	token, err := known.oauth2.TokenSource(p.context(ctx), &oauth2.Token{RefreshToken: w.Keepsake.Refresh}).Token()
	if err == nil {
		if token.RefreshToken != "" {
			w.Keepsake.Refresh = token.RefreshToken
		}
		return a.cfg.Accounts.Unchanged(ctx, w)
	}
	if answer, ok := errors.AsType[*oauth2.RetrieveError](err); !ok || answer.ErrorCode != "invalid_grant" {
		return loggable(err)
	}
	effect := p.Refused
	if w.Keepsake.Doubtful {
		effect = vault.EffectEndSessions
	}
	a.cfg.Log.InfoContext(ctx, "the provider refuses a refresh", "provider", p.Name, "session", w.Session, "effect", effect)
	return a.cfg.Accounts.ReceiveSignal(ctx, vault.Signal{
		Source: departure.TriggerPROVIDER, From: "watch:" + p.Name, Issuer: w.Issuer, Subject: w.Subject,
		Effect: effect, Reason: "the provider refuses a refresh",
	})
}
