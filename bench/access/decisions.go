package main

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"testing"
	"time"

	"strongroom/policies"
)

// decisions measures one decision: once its facts are known, here, beside
// Casbin; and with its facts, beside a round trip, by a benchmark of
// server/vault, which alone can ask for one.
func (r *run) decisions(ctx context.Context) error {
	policy, err := policies.Default()
	if err != nil {
		return err
	}
	known := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			policy.Check(policies.Editor, policies.DocumentEdit, policies.Secret)
		}
	})
	casbin := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			if _, err := policy.Enforce(policies.Editor, policies.DocumentEdit, policies.Secret); err != nil {
				b.Fatal(err)
			}
		}
	})
	took := time.Duration(known.NsPerOp())
	r.found.Within(fmt.Sprintf("a decision, facts known (Casbin: %s)", time.Duration(casbin.NsPerOp()).Round(time.Microsecond)), took, 200*time.Nanosecond)
	r.found.AtMost("a decision, facts known: allocations", float64(known.AllocsPerOp()), 0)

	const benchmark = "BenchmarkDecisionWithFacts"
	output, err := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", "^"+benchmark+"$", "./server/vault").CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, output)
	}
	figure := regexp.MustCompile(`([0-9.]+) x-round-trip`).FindSubmatch(output)
	if figure == nil {
		return fmt.Errorf("%s tells no figure\n%s", benchmark, output)
	}
	times, err := strconv.ParseFloat(string(figure[1]), 64)
	if err != nil {
		return err
	}
	r.found.AtMost("a decision with its facts: of a round trip", times, 2)
	return nil
}
