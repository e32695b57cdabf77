// Command start measures, on PostgreSQL and S3, how long bin/strongroom takes
// from its start to its first answer, and how much memory it holds at rest. It
// prints one line a figure, with its goal. Run it by: make bench
package main
