// Package parts brings up what the demo and the benchmarks run against: a
// fresh database in the PostgreSQL and a fresh bucket on the S3 server that
// "make services" started, two certified OpenID providers (npm oidc-provider),
// and Strongroom itself on top of them, or "strongroom dev" alone.
//
// Tests have server/rig for single parts; this is the whole, for programs. Command
// production is the same for the stories of the page, which Node plays.
package parts
