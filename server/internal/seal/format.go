// Package seal writes and reads what follows, and nothing else.
//
// # Format, version 1
//
// Every primitive is somebody else's: AES-256-GCM and HKDF-SHA256 (RFC 5869) of the
// standard library, and DARE 2.0 as implemented by github.com/minio/sio.
//
// An encoded tuple enc(a, b, …) is each field's length as 4 bytes, big endian,
// followed by its bytes, so that no two tuples encode alike. Numbers are fields of
// 8 bytes, big endian. A derived key is
//
//	HKDF-SHA256(secret = key, salt = none, info = enc("strongroom v1", label, field, …), 32 bytes)
//
// # Keys
//
//   - A root key never leaves its provider ([Root]). It wraps customer keys under the
//     associated data enc("strongroom v1", "customer key", customer, classification, number).
//   - A customer key wraps version keys: a value labelled "version key" whose associated
//     data is enc(…, "version key", customer, classification, number, customer, document, version).
//   - A version key derives part keys: label "part", fields customer, document, version,
//     part number from 0, and one byte of kind: 0 more parts follow, 1 last part,
//     2 the last and only part of an empty document.
//   - A version key also derives tail keys: label "tail", fields customer, document,
//     version, part number, offset within the part, size.
//
// # Content
//
// A version is the sealed parts one after the other. All parts but the last hold
// exactly Layout.PartSize plaintext bytes, a multiple of [PackageSize]. A sealed part
// is a DARE 2.0 stream: packages of 64 KiB (the last one 1 byte to 64 KiB), each with
// a header of 16 bytes and a tag of 16 bytes. DARE has no empty stream, so the part
// of an empty document holds one zero byte, under a key of kind 2.
//
// The kind in the part key makes the set of parts a STREAM construction (Hoang,
// Reyhanitabar, Rogaway, Vizár 2015): a version cut after any part ends in a part
// whose key says that more follow, and no longer opens, whatever the database claims.
//
// The DARE nonce of a part is 8 random bytes followed by 4 zero bytes. DARE XORs the
// package number into the last four, which makes it legible: a reader that starts in
// the middle of a part insists on the zeros, and so knows the position of every
// package without reading the first. (With 12 random bytes, as sio draws them, the
// first package of a range could be replaced by another of the same part whose header
// nonce was adjusted by the XOR of both numbers.) The top bit of the first byte marks
// the last package and is part of the nonce as well.
//
// # Values
//
// A value is the byte 1 ([FormatV1]), a random nonce of 12 bytes, ciphertext and tag
// by AES-256-GCM under a key derived with label "value" and the value's own label.
// The [KeyFile] wraps as a value labelled "root" with the associated data
// enc("strongroom v1", "root", root key id, the caller's associated data). Other
// providers wrap in formats of their own; packages transit and awskms say which.
//
// # Limits
//
//   - Part keys: a part is sealed once, plus once for each repetition after a failure.
//     A nonce repeats when two of k repetitions draw the same 63 bits, k² / 2^64; for a
//     thousand repetitions of one part 2^-44. Within a repetition the package number
//     keeps nonces apart up to 2^32 packages. One key seals at most 2^20 AES blocks for
//     each repetition of a 16 MiB part, far under the bound of GCM.
//   - Values: 2^32 for each key and label (NIST SP 800-38D, 8.3). A customer key would
//     have to wrap four thousand million versions.
//   - [MaxSize] for a version.
package seal

// FormatV1 is the version byte of everything this package seals. It opens wrapped
// keys and values, and is recorded with each version of a document by the caller.
const FormatV1 byte = 1

const domain = "strongroom v1"
