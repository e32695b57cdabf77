// Package devidp is the OpenID provider inside "strongroom dev": it signs in made-up people who are picked
// from a list, without a password. The protocol is zitadel/oidc's; the package adds what it remembers, the
// page to pick from, and access tokens in the form of RFC 9068.
//
// It is for one machine. An issuer that is not on loopback is refused, and so is every request that does
// not come from loopback or is not addressed to the issuer. Only the command "dev" makes one; no
// configuration of "serve" leads here. It knows nothing of the vault: to the server it is one more provider.
package devidp
