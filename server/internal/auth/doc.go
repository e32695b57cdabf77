// Package auth finds out who a request comes from and says so by a viewer in its context.
//
// People sign in by OpenID Connect (code flow with PKCE, state and nonce) at one of the configured
// providers and are then known by a session cookie; programs send an access token that a provider issued
// for this API (RFC 9068). Providers end sessions by Back-Channel Logout, and can be
// asked whether they still know somebody (watch.go).
//
// The package keeps no account, session or rule: what an identity amounts to is decided by Accounts, which
// *vault.Vault is. A request that shows nothing goes on as nobody; refusing nobody is the use case's part.
// The server mounts Routes at "/auth/" and wraps the rest in SameOrigin and Middleware. Nothing here logs
// a token, a code or a cookie, and no cause reaches a client.
package auth
