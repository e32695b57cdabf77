package graph

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"strongroom/graph/page"
	"strongroom/server/vault"
)

// Limits bound what one request may cost. A request beyond one is refused with
// the code LIMITED and the bound in the message, before anything of it runs;
// only Time runs out in the middle.
type Limits struct {
	// Body is the size of a request's body in bytes.
	Body int64
	// Document is the size of a document's text in bytes. Documents are kept
	// parsed, so it bounds what strangers can make us keep.
	Document int
	// Tokens is the number of lexical tokens of a document. Validation takes
	// time that grows with its square.
	Tokens int
	// Depth is the number of fields inside one another.
	Depth int
	// Fields is the number of fields, with every fragment written out.
	Fields int
	// Aliases is the number of fields with an alias, counted likewise.
	Aliases int
	// RootFields is the number of fields of the operation itself.
	RootFields int
	// Cost is the number of values that the answer may hold: that of the fields,
	// multiplied by the size of each page around them.
	Cost int
	// Time is how long an operation may take; of a subscription, each event.
	Time time.Duration
	// Subscriptions is the number of subscriptions under way in this process,
	// SubscriptionsEach that of one session, or of one account's tokens.
	Subscriptions, SubscriptionsEach int
}

// DefaultLimits leaves room for a page full of lists within lists, and for
// nothing that a person would not wait for.
var DefaultLimits = Limits{
	Body:       1 << 20,
	Document:   16 << 10,
	Tokens:     1000,
	Depth:      15,
	Fields:     500,
	Aliases:    50,
	RootFields: 10,
	Cost:       50_000,
	Time:       15 * time.Second,

	Subscriptions:     2000,
	SubscriptionsEach: 16,
}

const (
	// listCost is the number of entries that a list without pages is taken to have.
	listCost = 10
	// countCost is what it costs to count a list, in values.
	countCost = 100
)

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = Limits{}

// ExtensionName names the limits to gqlgen.
func (Limits) ExtensionName() string { return "Limits" }

// Validate wants every limit to be set.
func (l Limits) Validate(graphql.ExecutableSchema) error {
	if min(l.Body, int64(l.Document), int64(l.Tokens), int64(l.Depth), int64(l.Fields), int64(l.Aliases), int64(l.RootFields), int64(l.Cost), int64(l.Time),
		int64(l.Subscriptions), int64(l.SubscriptionsEach)) <= 0 {
		return fmt.Errorf("graph: a limit is missing: %+v", l)
	}
	return nil
}

// MutateOperationContext measures the operation and refuses it beyond a limit.
func (l Limits) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	m := measurer{variables: op.Variables, fragments: map[string]measure{}}
	size := m.selections(op.Operation.SelectionSet)
	for _, bound := range []struct {
		what    string
		is, max int
	}{
		{"levels", size.depth, l.Depth},
		{"fields", size.fields, l.Fields},
		{"aliases", size.aliases, l.Aliases},
		{"root fields", size.width, l.RootFields},
		{"values in its answer", size.cost, l.Cost},
	} {
		if bound.is > bound.max {
			return refusal(&vault.Error{Code: vault.Limited, Message: fmt.Sprintf("an operation has at most %d %s", bound.max, bound.what)})
		}
	}
	return nil
}

// measure is the size of a selection set. Numbers stop at math.MaxInt32.
type measure struct {
	depth, fields, aliases, cost int
	// width is the number of fields of the set itself.
	width int
}

func (m measure) beside(n measure) measure {
	return measure{
		depth:   max(m.depth, n.depth),
		fields:  min(m.fields+n.fields, math.MaxInt32),
		aliases: min(m.aliases+n.aliases, math.MaxInt32),
		cost:    min(m.cost+n.cost, math.MaxInt32),
		width:   min(m.width+n.width, math.MaxInt32),
	}
}

// measurer measures each fragment once, so that fragments within fragments
// cost no more than they are long. The document is validated: its fragments
// exist and do not contain themselves.
type measurer struct {
	variables map[string]any
	fragments map[string]measure
}

func (m measurer) selections(set ast.SelectionSet) (size measure) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			size = size.beside(m.field(s))
		case *ast.InlineFragment:
			size = size.beside(m.selections(s.SelectionSet))
		case *ast.FragmentSpread:
			spread, ok := m.fragments[s.Name]
			if !ok {
				spread = m.selections(s.Definition.SelectionSet)
				m.fragments[s.Name] = spread
			}
			size = size.beside(spread)
		}
	}
	return size
}

func (m measurer) field(f *ast.Field) measure {
	inner := m.selections(f.SelectionSet)
	size := measure{
		depth:   inner.depth + 1,
		fields:  min(inner.fields+1, math.MaxInt32),
		aliases: inner.aliases,
		cost:    min(1+m.times(f)*inner.cost, math.MaxInt32),
		width:   1,
	}
	if f.Alias != f.Name {
		size.aliases++
	}
	if f.Name == "totalCount" {
		size.cost += countCost
	}
	return size
}

// times is the number of times that what is inside a field can be in the
// answer. Introspection describes the schema, which has one size.
func (m measurer) times(f *ast.Field) int {
	switch {
	case f.Definition == nil, strings.HasPrefix(f.ObjectDefinition.Name, "__"):
		return 1
	case strings.HasSuffix(f.Definition.Type.Name(), "Connection"):
		arguments := f.ArgumentMap(m.variables)
		for _, name := range []string{"first", "last"} {
			if size, err := graphql.UnmarshalInt(arguments[name]); err == nil && arguments[name] != nil {
				return min(max(size, 0), page.Max)
			}
		}
		return page.Default
	case f.Name == "nodes":
		ids, _ := f.ArgumentMap(m.variables)["ids"].([]any)
		return max(len(ids), 1)
	case f.Definition.Type.Elem != nil && f.Name != "edges":
		return listCost
	default:
		return 1
	}
}
