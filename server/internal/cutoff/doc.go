// Package cutoff guarantees that no stream outlives the access that it was
// opened under, on any replica.
//
// Whoever opens a stream says how to ask whether it may still be. The guard
// asks again when news arrives that concerns it, when the earliest known end
// of its access is reached, and now and then without cause; a refusal ends the
// stream's context, and an answer that it may go on is news to who follows
// something. News comes from the database: triggers raise it, so that a
// hand-written UPDATE counts. A guard that has had no proof for [Lease] that
// it hears cuts every stream and opens none.
//
// What an access is, and who may what, is server/vault's; the package knows
// IDs and instants only, and writes nothing. One guard a process is started by
// package server.
package cutoff
