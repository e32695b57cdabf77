// Package ssf receives security events of OpenID providers by the OpenID
// Shared Signals Framework 1.0: pushed to it (RFC 8935) or polled by it (RFC
// 8936), as security event tokens (RFC 8417) whose issuer, audience and
// signature are checked by the keys that the transmitter publishes.
//
// It understands who is meant (RFC 9493) and what happened (CAEP, RISC), and
// hands that to server/vault as a signal. An event that comes twice, late or out of
// order is accepted, as the standards say, and changes nothing: the use case
// sees to it. One that is about nobody here, or that it does not know, neither.
//
// The server mounts Push at /ssf/events and runs Work in the background.
package ssf
