package vault_test

import (
	"slices"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"strongroom/policies"
	"strongroom/server/vault/vaulttest"
)

// BenchmarkDecisionWithFacts compares a decision about a document, with the
// query for its facts, with the shortest round trip on the same connections.
func BenchmarkDecisionWithFacts(b *testing.B) {
	s := newScene(vaulttest.New(b, dialect.Postgres))
	s.clara.MustGrant(s.pia, s.document)
	ctx := s.pia.Ctx()
	var decisions, trips []time.Duration
	for b.Loop() {
		begin := time.Now()
		may, err := s.MayOn(ctx, policies.DocumentDownload, s.document)
		if err != nil || !may[s.document] {
			b.Fatalf("may: %v, %v", may, err)
		}
		decisions = append(decisions, time.Since(begin))
		begin = time.Now()
		var one int
		if err := s.Database.DB().QueryRowContext(ctx, "SELECT 1").Scan(&one); err != nil {
			b.Fatal(err)
		}
		trips = append(trips, time.Since(begin))
	}
	slices.Sort(decisions)
	slices.Sort(trips)
	b.ReportMetric(float64(decisions[len(decisions)/2])/float64(trips[len(trips)/2]), "x-round-trip")
}
