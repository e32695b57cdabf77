// Package dir keeps objects as files below one local directory: for development, small
// installations and tests. It passes the same contract as blob/s3.
//
// An object is a file of mode 0600 that is written under a hidden name, synced, then
// linked to its own name, so that a crash leaves the whole object or a leftover below
// ".tmp", which New removes. Multiparts live below ".multipart" and survive crashes.
// One process at a time may use a directory. Nothing outside it can be reached, by
// names or by symbolic links.
package dir
