package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
	graphpage "strongroom/graph/page"
)

// still serves the API's schema by gqlgen alone: documents that are there
// already, for anybody, without a database.
type still struct {
	*httptest.Server
}

func newStill() still {
	rows := make([]*graphpage.DocumentEdge, 50)
	version := &gen.Version{ID: typeid.New(typeid.Version), Size: 1_000_000, MediaType: "application/pdf"}
	for i := range rows {
		rows[i] = &graphpage.DocumentEdge{Node: &gen.Document{
			ID: typeid.New(typeid.Document), Title: "Document " + strings.Repeat(fmt.Sprint(i%10), 32),
			Classification: classification.Internal, CreatedAt: time.Now(), UpdatedAt: time.Now(), CurrentVersionID: &version.ID,
		}}
	}
	answer := &answers{documents: &graphpage.Documents{Edges: rows, PageInfo: &graphpage.Info{}}, version: version}
	server := handler.New(api.NewExecutableSchema(api.Config{Resolvers: answer}))
	server.AddTransport(transport.POST{})
	server.SetQueryCache(lru.New[*ast.QueryDocument](10))
	return still{httptest.NewServer(server)}
}

func (s still) client() *client { return &client{s.URL, http.Header{}, s.Client()} }

// answers resolves what the list asks, and nothing else.
type answers struct {
	api.ResolverRoot
	documents *graphpage.Documents
	version   *gen.Version
}

// Query is the resolver of queries.
func (a *answers) Query() api.QueryResolver { return stillQuery{answers: a} }

// Document is the resolver of documents.
func (a *answers) Document() api.DocumentResolver { return stillDocument{answers: a} }

type (
	stillQuery struct {
		api.QueryResolver
		*answers
	}
	stillDocument struct {
		api.DocumentResolver
		*answers
	}
)

// Documents answers always the same.
func (q stillQuery) Documents(context.Context, *api.DocumentFilter, *graphpage.Order, *int, *string, *int, *string) (*graphpage.Documents, error) {
	return q.documents, nil
}

// CurrentVersion answers always the same.
func (d stillDocument) CurrentVersion(context.Context, *gen.Document) (*gen.Version, error) {
	return d.version, nil
}
