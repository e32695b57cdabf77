// Package scim is a SCIM 2.0 service provider (RFC 7643, RFC 7644): the
// directory of an OpenID provider makes accounts ready here before their first
// sign-in, keeps their names, and says who has left.
//
// It speaks the protocol and no more: tokens, filters, PATCH in the dialects
// in use, errors. What is written, and what leaving does, is decided by
// server/vault (provision.go), which shows a directory the accounts of its own
// OpenID provider only.
//
// "active" tells the truth: false for whoever is suspended or has departed,
// whatever the directory last sent. True is no act of reinstating.
package scim
