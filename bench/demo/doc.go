// Command demo plays the story of package story with files from 1 KB to 200 MB
// against bin/strongroom: first "dev", then "serve" on PostgreSQL, an S3 server
// and certified OpenID providers. It prints each step and fails at the first
// that does not come out right. Run it by: make demo
package main
