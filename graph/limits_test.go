package graph_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"strongroom/graph"
)

func TestLimits(t *testing.T) {
	a := serve(t)
	bomb := "query { ...f0 }"
	for i := range 30 {
		bomb += fmt.Sprintf(" fragment f%d on Query { ...f%d ...f%d }", i, i+1, i+1)
	}
	bomb += " fragment f30 on Query { viewer { canReadAudit } }"
	deep := strings.Repeat("parent { ", 20) + "id" + strings.Repeat(" }", 20)
	ids := strings.TrimSuffix(strings.Repeat(`"usr_01h455vb4pex5vsknk084sn02q",`, 101), ",")
	for _, tc := range []struct {
		name, query, says string
	}{
		{"tokens", "{ " + strings.Repeat("a ", 1100) + "}", "token limit of 1000"},
		{"text", "{ __typename } #" + strings.Repeat("x", 1<<14), "at most 16384 bytes"},
		{"depth", `{ node(id: "fld_01h455vb4pex5vsknk084sn02q") { ... on Folder { ` + deep + ` } } }`, "at most 15 levels"},
		{"fields", "{ viewer { " + strings.Repeat("canReadAudit ", 501) + "} }", "at most 500 fields"},
		{"fragments within fragments", bomb, "at most 500 fields"},
		{"aliases", "{ viewer { " + aliases("canReadAudit", 51) + "} }", "at most 50 aliases"},
		{"root fields", "{ " + aliases("viewer { canReadAudit }", 11) + "}", "at most 10 root fields"},
		{"cost", `{ customers(first: 100) { edges { node { documents(first: 100) { edges { node { id title classification } } } } } } }`, "at most 50000 values"},
		{"cost of pages that are not told", `{ customers(first: 100) { edges { node { documents { edges { node { grants { edges { cursor } } } } } } } } }`, "at most 50000 values"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			begin := time.Now()
			got := a.ask(nobody{}, tc.query, nil)
			if got.code() != "LIMITED" || !strings.Contains(got.Errors[0].Message, tc.says) || got.Data != nil || got.status != 400 {
				t.Errorf("got %d %s", got.status, got.body)
			}
			if took := time.Since(begin); took > time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
	t.Run("nodes", func(t *testing.T) {
		got := a.ask(a.Staff("sam"), `{ nodes(ids: [`+ids+`]) { id } }`, nil)
		if got.code() != "LIMITED" || !strings.Contains(got.Errors[0].Message, "at most 100 ids") {
			t.Errorf("got %s", got.body)
		}
	})
	t.Run("time", func(t *testing.T) {
		a := serve(t, func(c *graph.Config) {
			c.Limits = graph.DefaultLimits
			c.Limits.Time = time.Nanosecond
		})
		got := a.ask(a.Staff("sam"), `{ customers { edges { node { id } } } }`, nil)
		if got.code() != "LIMITED" || !strings.Contains(got.Errors[0].Message, "at most 1ns") {
			t.Errorf("got %s", got.body)
		}
	})
}

// aliases writes a field so many times, each under its own name.
func aliases(field string, n int) string {
	text := strings.Builder{}
	for i := range n {
		fmt.Fprintf(&text, "a%d: %s ", i, field)
	}
	return text.String()
}
