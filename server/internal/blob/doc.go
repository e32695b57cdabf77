// Package blob is the object store: named, immutable runs of bytes, written whole or
// in parts. It guarantees that nothing half-written is ever visible under a name, and
// that what goes wrong has one of few names, whatever the store behind it.
//
// It holds the [Store] interface, which blob/s3 and blob/dir implement, and [Buckets], a store
// made of several; blob/blobtest is the contract that all must pass. It knows nothing of documents or
// keys: callers hand in what package seal has sealed, under names that they never use
// twice. Package vault is its only user in production.
package blob
