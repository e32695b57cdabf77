// Command access measures who may do what: what a decision costs, and whether
// lists stay as quick when the vault is full of documents and somebody has many
// grants. It runs bin/strongroom twice on PostgreSQL and S3, over a database
// with few documents and one with a million, asks both in turns over HTTP, and
// measures peers on the same PostgreSQL. Run it by: make bench-access
package main
