// Package kept keeps SQL that was written once, to ask the same again for others
// and at other instants. Ent takes longer to write a rule with its sub-selects
// than the database takes to answer it.
//
// What is kept is written with a Mark in place of each ID and no instant but
// the zero one; each use fills in its own. A text says what ent would write.
// Called by ent/rule and server/vault; it knows no noun.
package kept
