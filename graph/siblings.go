package graph

import (
	"context"
	"errors"
	"sync"

	"github.com/99designs/gqlgen/graphql"

	"strongroom/ent/typeid"
)

// Rows that were read by one statement are siblings: the fields below one of
// them are asked of all. What the first asks is therefore read for all at once,
// so that the number of statements follows from the operation and not from the
// number of rows.
type siblings struct {
	rows any // []*N
	mu   sync.Mutex
	// asked holds what was read for all, by the field's name in the answer,
	// which stands for one set of arguments (GraphQL, section 5.3.2).
	asked map[string]any // *reading[V]; held by mu
}

type reading[V any] struct {
	once   sync.Once
	values map[typeid.ID]V
	err    error
}

// families knows the siblings of every row that was read for one root field.
// They live no longer, so that a mutation never shows what was read before it.
type families struct {
	mu sync.Mutex
	of map[any]*siblings // by row; held by mu
}

type familiesKey struct{}

func withFamilies(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	return next(newFamilies(ctx))
}

func newFamilies(ctx context.Context) context.Context {
	return context.WithValue(ctx, familiesKey{}, &families{of: map[any]*siblings{}})
}

// join makes siblings of rows.
func join[N any](ctx context.Context, rows []*N) *siblings {
	all := ctx.Value(familiesKey{}).(*families)
	all.mu.Lock()
	defer all.mu.Unlock()
	together := &siblings{rows: rows, asked: map[string]any{}}
	for _, row := range rows {
		all.of[row] = together
	}
	return together
}

// siblingsOf finds the siblings of a row; one that was not read here, such as
// what a use case returns, has none but itself.
func siblingsOf[N any](ctx context.Context, row *N) *siblings {
	all := ctx.Value(familiesKey{}).(*families)
	all.mu.Lock()
	found, ok := all.of[row]
	all.mu.Unlock()
	if !ok {
		found = join(ctx, []*N{row})
	}
	return found
}

// forAll reads a field of a row, and with it the same field of the row's
// siblings. Key is what fetch goes by; for an empty key nothing is fetched. What
// fetch does not return, because the row rules hide it, is the zero value.
func forAll[N, V any](ctx context.Context, row *N, key func(*N) typeid.ID,
	fetch func(ctx context.Context, keys []typeid.ID) (map[typeid.ID]V, error)) (V, error) {
	together := siblingsOf(ctx, row)
	name := graphql.GetFieldContext(ctx).Field.Alias
	together.mu.Lock()
	if together.asked[name] == nil {
		together.asked[name] = &reading[V]{err: errors.New("graph: the reading panicked")}
	}
	r := together.asked[name].(*reading[V])
	together.mu.Unlock()

	r.once.Do(func() {
		seen := map[typeid.ID]bool{"": true}
		var keys []typeid.ID
		for _, sibling := range together.rows.([]*N) {
			if k := key(sibling); !seen[k] {
				seen[k] = true
				keys = append(keys, k)
			}
		}
		if len(keys) == 0 {
			r.err = nil
			return
		}
		r.values, r.err = fetch(ctx, keys)
	})
	return r.values[key(row)], r.err
}

// listForAll is forAll for lists, of which there is always one, if only an
// empty one.
func listForAll[N, E any](ctx context.Context, row *N, key func(*N) typeid.ID,
	fetch func(ctx context.Context, keys []typeid.ID) (map[typeid.ID][]*E, error)) ([]*E, error) {
	rows, err := forAll(ctx, row, key, fetch)
	if rows == nil && err == nil {
		rows = []*E{}
	}
	return rows, err
}

// optional is the key of a reference that may be absent.
func optional(id *typeid.ID) typeid.ID {
	if id == nil {
		return ""
	}
	return *id
}
