// Package page cuts lists into pages, as the GraphQL Cursor Connections
// Specification says, by keysets: a cursor holds the value by which the list
// is ordered and the ID of a row, and the next page begins behind them. No page
// counts or skips rows, so that the last page costs as much as the first.
//
// List reads one page; ListPer reads one page for each of many parents in one
// statement. Both add to a guarded query what they need and nothing else: which
// rows exist stays with the row rules. Called by graph; it knows no resolver.
package page
