// Command departure measures how fast leaving ends everything: three
// replicas of "strongroom serve" on one PostgreSQL and one S3 server, 200 open
// downloads and a steady load of requests, and departures by every signal,
// each timed from the signal's answer to the last byte or the last success that the
// one who left still got anywhere. What a round of the server finds has no answer: it
// counts from the write. It also measures the same on a replica that is
// cut off from the database, what the check of a session costs a request, and what
// the one write costs somebody with a million grants.
//
// With -chaos it measures nothing, but lets people leave while replicas are
// killed, paused, and cut off from database and store by proxies (toxiproxy), and
// tells whether anything went on after the bound, or ended without cause.
package main
