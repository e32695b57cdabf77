// Package awskms has root keys that never leave the AWS Key Management Service: it asks
// KMS to encrypt and to decrypt customer keys, with what each is bound to as encryption
// context, {"strongroom": base64}. KMS writes that to CloudTrail.
//
// The name of a root key is its ARN; what is kept of a ciphertext is all of it. An alias
// that is pointed at another key makes that the current one, and older keys of the same
// account and region still unwrap. KMS renews the material within a key by itself. A
// replica of a multi-Region key is another key.
//
// The identity, which the SDK finds as ever (environment, shared files, web identity,
// container, instance), needs kms:Encrypt and kms:Decrypt on these keys. It should have
// no other key of the account: whoever can write to the database can name any as a root key.
package awskms
