// Package story plays the main job of Strongroom over HTTP, as people in
// browsers would: somebody signs in, creates a customer, uploads documents,
// gives a partner access for a bounded time, the partner downloads them, and
// after a revocation, the end of the time, the taker's leaving and the giver's
// leaving the next request is refused. Every byte is compared.
//
// It knows the public API only. The demo plays it with large files, a test
// with small ones, both against "dev" and against "serve".
package story
