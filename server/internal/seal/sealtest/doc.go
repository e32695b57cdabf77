// Package sealtest holds what every provider of root keys promises, as tests: a key
// file, a transit engine, AWS KMS, and whatever comes. Run it from the tests of each.
package sealtest
