// Command departure measures how fast leaving ends everything: three
// replicas of "strongroom serve" on one PostgreSQL and one S3 server, 200 open
// downloads and a steady load of requests, and departures by every signal,
// each timed from the signal's answer to the last byte or the last success that the
// one who left still got anywhere. It also measures what the one write costs
// somebody with a million grants.
package main
