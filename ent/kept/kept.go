package kept

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"strongroom/ent/typeid"
)

// Mark stands for the n-th ID, from 0, in what is written to be kept.
func Mark(n int) typeid.ID { return typeid.ID(strconv.Itoa(n)) }

// Text is SQL with places for IDs and for an instant. It is safe for concurrent
// use.
type Text struct {
	// query is the whole, and needs what its arguments are: on PostgreSQL each but once.
	query string
	needs []any
	// between is what stands before each argument, and behind the last.
	between []string
	// args are words, a place for each ID, and the zero time for the instant.
	args []any
}

// place is the number of an ID.
type place int

// Write takes the SQL of q in a dialect. Each typeid.ID among its arguments must
// be a Mark, and each time.Time stands for the one instant.
func Write(d string, q sql.Querier) Text {
	if of, ok := q.(interface{ SetDialect(string) }); ok {
		of.SetDialect(d)
	}
	query, args := q.Query()
	t := Text{query: query, needs: args, args: args}
	for i, arg := range args {
		if mark, ok := arg.(typeid.ID); ok {
			n, err := strconv.Atoi(string(mark))
			if err != nil {
				panic("kept: an ID that is no mark: " + string(mark))
			}
			args[i] = place(n)
		}
		placeholder := "?"
		if d == dialect.Postgres {
			placeholder = "$" + strconv.Itoa(i+1)
		}
		before, behind, _ := strings.Cut(query, placeholder)
		t.between, query = append(t.between, before), behind
	}
	t.between = append(t.between, query)
	if d == dialect.Postgres {
		t.number()
	}
	return t
}

// number numbers the arguments of the whole so that each is sent once, however
// often it is named: an ID and the instant are by most rules.
func (t *Text) number() {
	var whole strings.Builder
	t.needs = nil
	for i, arg := range t.args {
		n := slices.Index(t.needs, arg)
		if n < 0 {
			n, t.needs = len(t.needs), append(t.needs, arg)
		}
		whole.WriteString(t.between[i] + "$" + strconv.Itoa(n+1))
	}
	t.query = whole.String() + t.between[len(t.args)]
}

// Query is the text as a whole, with its arguments for an instant and IDs.
func (t Text) Query(at time.Time, ids ...typeid.ID) (string, []any) {
	values, args := anys(ids), slices.Clone(t.needs)
	for i, arg := range args {
		args[i] = value(arg, at, values)
	}
	return t.query, args
}

// Predicate is the text, which must be that of a predicate, as part of a
// statement.
func (t Text) Predicate(at time.Time, ids ...typeid.ID) *sql.Predicate {
	values := anys(ids)
	return sql.P(func(b *sql.Builder) {
		b.Wrap(func(b *sql.Builder) {
			for i, arg := range t.args {
				b.WriteString(t.between[i]).Arg(value(arg, at, values))
			}
			b.WriteString(t.between[len(t.args)])
		})
	})
}

func value(arg any, at time.Time, ids []any) any {
	switch arg := arg.(type) {
	case place:
		return ids[arg]
	case time.Time:
		return at
	default:
		return arg
	}
}

func anys(ids []typeid.ID) []any {
	all := make([]any, len(ids))
	for i, id := range ids {
		all[i] = id
	}
	return all
}

// Texts are texts by what they ask. The zero value is empty; it is safe for
// concurrent use.
type Texts[K comparable] struct{ kept sync.Map }

// Of is the text of a key, written at its first use.
func (t *Texts[K]) Of(key K, write func() Text) Text {
	text, ok := t.kept.Load(key)
	if !ok {
		text, _ = t.kept.LoadOrStore(key, write())
	}
	return text.(Text)
}
