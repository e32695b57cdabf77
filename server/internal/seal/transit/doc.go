// Package transit has root keys that never leave the transit secrets engine of a
// HashiCorp Vault (1.12 or later) or an OpenBao: it asks the engine to encrypt and to
// decrypt customer keys, with what each is bound to as associated data.
//
// The name of a root key is "vault:<key>:v<version>"; what is kept of a ciphertext is
// the bytes behind its prefix. Versions that are still to unwrap must not be below the
// key's min_decryption_version.
//
// The token needs "update" on <mount>/encrypt/<key> and <mount>/decrypt/<key>, and
// nothing else: with "create" on the first, a mistake in the name would make a new key.
// Somebody else renews the token; its file is read for every request.
package transit
