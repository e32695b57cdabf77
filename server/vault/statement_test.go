package vault_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"strongroom/ent/typeid"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// TestStatementsAreKept asks one question after another, about one object and
// about many: what is kept of earlier ones says what ent would write.
func TestStatementsAreKept(t *testing.T) {
	nouns := []typeid.Kind{typeid.Customer, typeid.Folder, typeid.Document}
	rapid.Check(t, func(t *rapid.T) {
		q := vault.Asked{
			Dialect: rapid.SampledFrom(vaulttest.Dialects()).Draw(t, "dialect"),
			Noun:    rapid.SampledFrom(nouns).Draw(t, "noun"),
			Find:    rapid.Bool().Draw(t, "find"),
			Who:     typeid.New(typeid.User),
			At:      time.Unix(rapid.Int64Range(1, 1<<32).Draw(t, "at"), 0).UTC(),
		}
		if rapid.Bool().Draw(t, "used") {
			q.Used = typeid.New(typeid.Grant)
		}
		if q.Find {
			for range rapid.IntRange(1, 200).Draw(t, "how many") {
				q.IDs = append(q.IDs, typeid.New(q.Noun))
			}
		} else {
			for _, noun := range nouns {
				q.IDs = append(q.IDs, typeid.New(noun))
			}
		}
		asked := slices.Clone(q.IDs)
		text, args := q.Kept()
		if !slices.Equal(q.IDs, asked) {
			t.Fatal("the IDs that were asked about are changed")
		}
		for q.Find && len(q.IDs) < 128 && len(q.IDs)&(len(q.IDs)-1) != 0 {
			q.IDs = append(q.IDs, asked[len(asked)-1])
		}
		wantText, wantArgs := q.Fresh()
		if said, want := vaulttest.Spell(text, args), vaulttest.Spell(wantText, wantArgs); said != want {
			t.Fatalf("kept  %s\nfresh %s", said, want)
		}
	})
}
