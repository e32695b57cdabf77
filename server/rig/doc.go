// Package rig hands out the real parts that tests run against: a fresh PostgreSQL database, a fresh
// bucket on an S3 server, a certified OpenID provider, a HashiCorp Vault, an AWS KMS, a mail server.
//
// PostgreSQL and the S3 server are shared by all test processes; "make services" starts them and writes
// their addresses to services.env in the cache directory. The environment variables
// STRONGROOM_TEST_POSTGRES and STRONGROOM_TEST_S3 name others. A provider, a Vault, a KMS and a mail server
// are started per call.
//
// A part that is missing fails the test with the command that brings it; nothing is skipped. Whatever a
// test was given is gone when it ends. Only tests and benchmarks may import this package.
package rig
