package graph

import (
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"
	"github.com/99designs/gqlgen/graphql"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
	"strongroom/graph/page"
)

// list reads a page of a root field.
func list[N any, S page.Selection, Q page.Query[N, S, Q]](ctx context.Context, query Q, noun page.Noun[N], order *page.Order, window page.Window) (*page.Connection[N], error) {
	window.Unread = unread(ctx)
	found, err := page.List(ctx, query, noun, order, window)
	if err != nil {
		return nil, err
	}
	join(ctx, found.Nodes())
	return found, nil
}

// listPer reads a page for each of some parents; column holds the parent's ID,
// and parent reads it.
func listPer[N any, S page.Selection, Q page.Query[N, S, Q]](ctx context.Context, query Q, noun page.Noun[N], order *page.Order, window page.Window,
	parents []typeid.ID, column string, parent func(*N) typeid.ID) (map[typeid.ID]*page.Connection[N], error) {
	window.Unread = unread(ctx)
	found, err := page.ListPer(ctx, query, noun, order, window, parents, column, parent)
	if err != nil {
		return nil, err
	}
	var all []*N
	for _, one := range found {
		all = append(all, one.Nodes()...)
	}
	join(ctx, all)
	return found, nil
}

// unread tells whether the total is asked of a connection, and nothing else.
func unread(ctx context.Context) bool {
	asked := slices.DeleteFunc(graphql.CollectAllFields(ctx), func(name string) bool { return name == "__typename" })
	return len(asked) == 1 && asked[0] == "totalCount"
}

// documentsPer reads the documents of each customer or folder; column and
// parent say which.
func (r *resolver) documentsPer(column string, parent func(*gen.Document) typeid.ID, filter *api.DocumentFilter,
	order *page.Order, window page.Window) func(context.Context, []typeid.ID) (map[typeid.ID]*page.Documents, error) {
	return func(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*page.Documents, error) {
		narrow, err := documents(filter)
		if err != nil {
			return nil, err
		}
		query := r.vault.Reader().Document.Query().Where(narrow...).Where(sql.FieldIn(column, ids...))
		return listPer(ctx, query, page.Document, order, window, ids, column, parent)
	}
}

// grantsPer reads the grants on each document or folder; column and target say
// which.
func (r *resolver) grantsPer(column string, target func(*gen.Grant) typeid.ID, filter *api.GrantFilter,
	order *page.Order, window page.Window) func(context.Context, []typeid.ID) (map[typeid.ID]*page.Grants, error) {
	return func(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*page.Grants, error) {
		narrow, err := grants(ctx, filter)
		if err != nil {
			return nil, err
		}
		query := r.vault.Reader().Grant.Query().Where(narrow...).Where(sql.FieldIn(column, ids...))
		return listPer(ctx, query, page.Grant, order, window, ids, column, target)
	}
}
