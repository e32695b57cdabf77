// Package graph is the GraphQL API: it decodes what a client asks, calls
// server/vault, and encodes the answer. It decides nothing.
//
// handler.go assembles it; transport.go speaks GraphQL over HTTP, stream.go
// server-sent events, and subscribe.go executes a subscription whenever there
// may be something to tell; limits.go bounds what one operation may cost;
// access.go refuses every root field that is not classified; errors.go is the one place where an error becomes an
// answer. The *.resolvers.go files follow the schema, file by file: a mutation
// is one use case; a query reads through the guarded ent client (filters.go,
// package page); an edge is read for all siblings at once (siblings.go).
//
// Schema and gqlgen.yml make graph/gen; it is never edited.
package graph
