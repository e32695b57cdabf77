package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"time"

	"github.com/jackc/pgx/v5"
)

// leaving is one way in which the news of somebody's leaving arrives.
type leaving struct {
	name string
	// who makes whoever leaves so.
	who func(w *world, ctx context.Context) (person, error)
	// send tells a replica, if the news comes to one, and returns the instant from which nothing may
	// work: that of the answer, or of the date that was set. Where the answer is not the news itself, as with what
	// a round finds, it is the instant of the write ([world.onRecord]).
	send func(ctx context.Context, w *world, replica int, who person) (time.Time, error)
}

// ahead is how far ahead a date is set.
const ahead = 300 * time.Millisecond

var signals = []leaving{
	{"departUser", (*world).editor, func(ctx context.Context, w *world, replica int, who person) (time.Time, error) {
		err := w.graphql(ctx, replica, w.admin, `mutation ($id: ID!) { departUser(input: {userId: $id, reason: "bench"}) { departure { id } } }`,
			map[string]any{"id": who.id}, nil)
		return time.Now(), err
	}},
	{"scheduleDeparture", (*world).editor, func(ctx context.Context, w *world, replica int, who person) (time.Time, error) {
		at := time.Now().Add(ahead)
		err := w.graphql(ctx, replica, w.admin, `mutation ($id: ID!, $at: Time!) { scheduleDeparture(input: {userId: $id, at: $at, reason: "bench"}) { departure { id } } }`,
			map[string]any{"id": who.id, "at": at.UTC().Format(time.RFC3339Nano)}, nil)
		return at, err
	}},
	{"suspendUser", (*world).editor, func(ctx context.Context, w *world, replica int, who person) (time.Time, error) {
		err := w.graphql(ctx, replica, w.admin, `mutation ($id: ID!) { suspendUser(input: {userId: $id, reason: "bench"}) { user { id } } }`,
			map[string]any{"id": who.id}, nil)
		return time.Now(), err
	}},
	{"strongroom depart", (*world).editor, func(ctx context.Context, w *world, _ int, who person) (time.Time, error) {
		begun := time.Now()
		var said bytes.Buffer
		command := exec.CommandContext(ctx, w.binary, w.production.Depart(who.id, "bench")...) //nolint:gosec // our own binary
		command.Stdout, command.Stderr = &said, &said
		if err := command.Start(); err != nil {
			return begun, err
		}
		at, err := w.onRecord(ctx, who, begun) // before the command has printed the case file and ended
		if err := errors.Join(err, command.Wait()); err != nil {
			return at, fmt.Errorf("%w\n%s", err, &said)
		}
		return at, nil
	}},
	{"UPDATE by hand", (*world).editor, func(ctx context.Context, w *world, _ int, who person) (time.Time, error) {
		_, err := w.database.Exec(ctx, "UPDATE users SET status = 'DEPARTED' WHERE id = $1", who.id)
		return time.Now(), err
	}},
	{"SCIM", (*world).editor, func(ctx context.Context, w *world, replica int, who person) (time.Time, error) {
		return w.outside.scim(ctx, w.replicas[replica].URL, who)
	}},
	{"SSF account-disabled", (*world).editor, func(ctx context.Context, w *world, replica int, who person) (time.Time, error) {
		return w.outside.event(ctx, w.replicas[replica].URL, accountDisabled, who)
	}},
	{"SSF session-revoked", (*world).editor, func(ctx context.Context, w *world, replica int, who person) (time.Time, error) {
		return w.outside.event(ctx, w.replicas[replica].URL, sessionRevoked, who)
	}},
	{"SSF account-disabled, polled", (*world).partner, func(ctx context.Context, w *world, _ int, who person) (time.Time, error) {
		begun := time.Now()
		if err := w.outside.offer(accountDisabled, who); err != nil {
			return begun, err
		}
		return w.onRecord(ctx, who, begun)
	}},
	{"back-channel logout", (*world).editor, func(ctx context.Context, w *world, replica int, who person) (time.Time, error) {
		return w.outside.logout(ctx, w.replicas[replica].URL, who)
	}},
	{"a refresh refused", (*world).watched, func(ctx context.Context, w *world, _ int, who person) (time.Time, error) {
		begun := time.Now()
		if err := w.forget(ctx, who); err != nil {
			return begun, err
		}
		return w.onRecord(ctx, who, begun)
	}},
	{"inactivity", (*world).editor, func(ctx context.Context, w *world, replica int, who person) (time.Time, error) {
		err := w.returnLate(ctx, replica, who)
		return time.Now(), err
	}},
}

// leavingOptions are those of "serve" by which a replica finds out by itself;
// outside has those by which it is told.
var leavingOptions = []string{"--partner-watch", "30s", "--partner-refused", "depart", "--leaving-inactive-after", "13h"}

// returnLate has somebody come back to a replica with a new access token, whose
// account it has not seen for too long: it is ended then, and the answer is 401.
// That long ago is a matter of the row; a round, which comes once a minute,
// finds it as well, and may be first.
func (w *world) returnLate(ctx context.Context, replica int, who person) error {
	if _, err := w.database.Exec(ctx, "UPDATE users SET last_seen_at = now() - interval '14 hours' WHERE id = $1", who.id); err != nil {
		return err
	}
	token, err := w.outside.accessToken(who)
	if err != nil {
		return err
	}
	answer, err := w.do(ctx, http.DefaultClient, replica, person{}, http.MethodHead, "/documents/"+w.document+"/content", nil,
		http.Header{"Authorization": {"Bearer " + token}})
	if err != nil {
		return err
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusUnauthorized {
		return fmt.Errorf("coming back after too long is answered by %s", answer.Status)
	}
	return nil
}

// onRecord waits until the end of somebody's access, by an act that began at
// an instant, is on record, and returns since when it is: the instant of the write, which
// the vault reads before it, or of the last look that did not find it yet, if that was later.
func (w *world) onRecord(ctx context.Context, who person, begun time.Time) (time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for since := begun; ; time.Sleep(5 * time.Millisecond) {
		looked := time.Now()
		var at time.Time
		err := w.database.QueryRow(ctx, "SELECT valid_after FROM users WHERE id = $1 AND epoch > 0", who.id).Scan(&at)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			since = looked
		case err != nil:
			return looked, fmt.Errorf("not on record: %w", err)
		case at.After(since):
			return at, nil
		default:
			return since, nil
		}
	}
}
