package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// client asks GraphQL questions as one user.
type client struct {
	url    string // of the API
	header http.Header
	http   *http.Client
}

// as is a client of a user of world.sql, in a session that is there.
func (v *vault) as(user int) *client {
	return &client{v.URL + "/graphql", http.Header{
		"Cookie": {"__Host-session=secret of user " + strconv.Itoa(user)}, "Sec-Fetch-Site": {"same-origin"},
	}, &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}}
}

// ask sends one operation and returns the data, which must come without errors.
func (c *client) ask(ctx context.Context, query string, variables map[string]any) (json.RawMessage, error) {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	for name, values := range c.header {
		request.Header[name] = values
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(response.Body)
	if err = errors.Join(err, response.Body.Close()); err != nil {
		return nil, err
	}
	var answer struct{ Data, Errors json.RawMessage }
	if err := json.Unmarshal(text, &answer); err != nil || answer.Errors != nil || answer.Data == nil {
		return nil, fmt.Errorf("%s: %s", response.Status, text)
	}
	return answer.Data, nil
}

// task is something to measure.
type task func(ctx context.Context) error

// inTurns does each task in turn, for so many rounds after a tenth as many that
// do not count, and returns the median time of each.
func inTurns(ctx context.Context, rounds int, tasks ...task) ([]time.Duration, error) {
	took := make([][]time.Duration, len(tasks))
	for round := range rounds + max(rounds/10, 10) {
		for i, do := range tasks {
			begin := time.Now()
			if err := do(ctx); err != nil {
				return nil, err
			}
			if round >= max(rounds/10, 10) {
				took[i] = append(took[i], time.Since(begin))
			}
		}
	}
	medians := make([]time.Duration, len(tasks))
	for i := range took {
		slices.Sort(took[i])
		medians[i] = took[i][len(took[i])/2]
	}
	return medians, nil
}

// clients is how many ask at once in perSecond.
const clients = 16

// perSecond tells how often a task is done in a second by 16 at once.
func perSecond(ctx context.Context, do task) (float64, error) {
	const span = 8 * time.Second
	begin := time.Now()
	for n := 0; n < 5*clients && time.Since(begin) < span; n++ { // warms up
		if err := do(ctx); err != nil {
			return 0, err
		}
	}
	begin = time.Now()
	var group sync.WaitGroup
	done, failed := make([]int, clients), make([]error, clients)
	for i := range clients {
		group.Go(func() {
			for failed[i] == nil && time.Since(begin) < span {
				failed[i] = do(ctx)
				done[i]++
			}
		})
	}
	group.Wait()
	sum := 0
	for _, n := range done {
		sum += n
	}
	return float64(sum) / time.Since(begin).Seconds(), errors.Join(failed...)
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }
