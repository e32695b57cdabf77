// Package vault holds the use cases: every write of the vault, and everything
// that touches a key or a byte of a document.
//
// A use case reads the clock once, runs in one transaction (Vault.write),
// decides by the policies from facts read in that transaction, writes the rows
// and the event of the act, and commits. Its errors are *Error with a stable
// code and a message that is safe to show. Who acts comes in the context
// (ent/viewer); the methods in signin.go and landing.go put it there.
//
// It is called by graph (GraphQL), server/internal/auth (sign-in),
// server/internal/scim and ssf (signals of leaving) and server/internal/content
// (bytes), and knows none of them.
package vault
