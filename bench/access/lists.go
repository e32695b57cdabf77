package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// page is the list that is measured: 50 documents, 8 fields each.
const page = `{ documents(first: 50, orderBy: { field: CREATED_AT, direction: DESC }) { edges { node {
	id title classification createdAt updatedAt contentUrl currentVersion { size mediaType } } } } }`

// readers are the people who list.
var readers = []struct {
	name string
	user int
}{
	{"a partner with 3 grants", threeGrants},
	{"a partner with 1,000 grants", thousandGrants},
	{"a partner with 20,000 grants", manyGrants},
	{"staff of 20 customers", member},
}

// lists measures the list of each reader in both vaults, and an answer that is
// always the same, all in turns.
func (r *run) lists(ctx context.Context, few, full *vault) error {
	still := newStill()
	defer still.Close()
	tasks := []task{listing(still.client())}
	for _, reader := range readers {
		tasks = append(tasks, listing(few.as(reader.user)), listing(full.as(reader.user)))
	}
	took, err := inTurns(ctx, r.rounds, tasks...)
	if err != nil {
		return err
	}
	var inFull []time.Duration
	for i, reader := range readers {
		atFew, atFull := took[1+2*i], took[2+2*i]
		inFull = append(inFull, atFull)
		r.found.AtMost(fmt.Sprintf("list, %s (%s): full/few", reader.name, round(atFull)), ratio(atFull, atFew), 1.3)
	}
	r.found.AtMost("list: slowest/quickest of these people", ratio(slices.Max(inFull), slices.Min(inFull)), 1.3)
	r.found.AtMost(fmt.Sprintf("list, 20,000 grants: of a static answer (%s)", round(took[0])), ratio(inFull[2], took[0]), 2.5)
	return nil
}

// counts measures, for each reader, how long the total of the list takes
// beside the list.
func (r *run) counts(ctx context.Context, full *vault) error {
	var tasks []task
	for _, reader := range readers {
		tasks = append(tasks, listing(full.as(reader.user)), counting(full.as(reader.user)))
	}
	took, err := inTurns(ctx, r.rounds/4, tasks...)
	if err != nil {
		return err
	}
	for i, reader := range readers {
		list, count := took[2*i], took[2*i+1]
		r.found.AtMost(fmt.Sprintf("total count, %s (%s): of the list", reader.name, round(count)), ratio(count, list), 1)
	}
	return nil
}

// counting asks for a total, with an empty page.
func counting(c *client) task {
	return func(ctx context.Context) error {
		_, err := c.ask(ctx, `{ documents(first: 0) { totalCount { value exact } } }`, nil)
		return err
	}
}

// listing lists, and wants a full page.
func listing(c *client) task {
	return fullPage(c, page, func(list struct{ Edges []json.RawMessage }) int { return len(list.Edges) })
}

// fullPage asks for a list of documents, and wants 50 of them.
func fullPage[L any](c *client, query string, length func(L) int) task {
	return func(ctx context.Context) error {
		data, err := c.ask(ctx, query, nil)
		if err != nil {
			return err
		}
		var answer struct{ Documents L }
		if err := json.Unmarshal(data, &answer); err != nil {
			return err
		}
		if n := length(answer.Documents); n != 50 {
			return fmt.Errorf("a list of %d documents", n)
		}
		return nil
	}
}

func round(d time.Duration) time.Duration { return d.Round(10 * time.Microsecond) }
