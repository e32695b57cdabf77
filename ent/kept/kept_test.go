package kept_test

import (
	"reflect"
	"testing"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"strongroom/ent/kept"
	"strongroom/ent/typeid"
	"strongroom/server/vault/vaulttest"
)

// rule is a predicate with words, IDs in another order than they are numbered, one
// of them twice, and an instant.
func rule(d string, at time.Time, ids ...typeid.ID) *sql.Predicate {
	t := sql.Dialect(d).Table("things").As("t")
	return sql.And(
		sql.EQ(t.C("kind"), "word"), sql.EQ(t.C("owner"), ids[1]),
		sql.In(t.C("id"), sql.Dialect(d).Select("id").From(t).Where(sql.Or(sql.EQ("taker", ids[0]), sql.EQ("giver", ids[1])))),
		sql.GT(t.C("until"), at),
	)
}

func statement(d string, p *sql.Predicate) *sql.Selector {
	t := sql.Dialect(d).Table("others").As("o")
	return sql.Dialect(d).Select().From(t).Where(sql.And(sql.EQ(t.C("before"), "it"), p, sql.EQ(t.C("behind"), "it")))
}

func TestTextsSayWhatWouldBeWritten(t *testing.T) {
	at, ids := time.Unix(1e9, 0).UTC(), []typeid.ID{typeid.New(typeid.User), typeid.New(typeid.Grant)}
	for _, d := range []string{dialect.Postgres, dialect.SQLite} {
		text := kept.Write(d, rule(d, time.Time{}, kept.Mark(0), kept.Mark(1)))
		for name, of := range map[string]struct{ kept, fresh sql.Querier }{
			"as part": {statement(d, text.Predicate(at, ids...)), statement(d, rule(d, at, ids...))},
			"as part of a part": {
				statement(d, sql.Or(sql.False(), text.Predicate(at, ids...), text.Predicate(at, ids...))),
				statement(d, sql.Or(sql.False(), rule(d, at, ids...), rule(d, at, ids...))),
			},
		} {
			query, args := of.kept.Query()
			if wantQuery, wantArgs := of.fresh.Query(); query != wantQuery || !reflect.DeepEqual(args, wantArgs) {
				t.Errorf("%s, %s\ngot  %s\nwant %s\ngot  %v\nwant %v", name, d, query, wantQuery, args, wantArgs)
			}
		}
		query, args := kept.Write(d, statement(d, rule(d, time.Time{}, kept.Mark(0), kept.Mark(1)))).Query(at, ids...)
		wantQuery, wantArgs := statement(d, rule(d, at, ids...)).Query()
		if said, want := vaulttest.Spell(query, args), vaulttest.Spell(wantQuery, wantArgs); said != want {
			t.Errorf("whole, %s\ngot  %s\nwant %s", d, said, want)
		}
		if d == dialect.Postgres && len(args) != 5 {
			t.Errorf("the whole sends %d arguments, of which 5 differ", len(args))
		}
	}
}
