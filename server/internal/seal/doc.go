// Package seal turns documents into ciphertext and back, and owns the key
// hierarchy that does it: root key -> customer key -> version key -> part key.
//
// It promises that whoever holds the object store, or the database, or both, but
// no key, can neither read a byte nor have a wrong one delivered: what was moved,
// swapped, cut, doubled or flipped is refused with [ErrTampered] before it is
// handed on. Files of this format stay readable for ever; testdata holds the proof.
//
// The package knows no storage, no database and no HTTP. Bytes come from a [Fetch],
// wrapped keys from the caller. Package vault is its only user in production; root keys
// are in a key file, or with a provider of a package beneath.
package seal
