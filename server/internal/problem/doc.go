// Package problem writes refusals as problem details (RFC 9457): a status, what to
// tell anybody, the vault's code and field, and the ID of the request. It is for
// everything that is not GraphQL, SCIM or Shared Signals, which have forms of their own.
package problem
