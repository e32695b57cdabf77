// Package web holds the single-page app: its source in src, its browser tests
// in e2e, what is measured apart in lighthouse and scrolling, and, once "npm run
// build" has run, the built page in dist, which is compiled into the binary.
//
// The package imports nothing of ours and knows neither routes nor headers;
// server decides how the files are served and under which
// Content-Security-Policy. The page needs no more than default-src 'self'.
package web
