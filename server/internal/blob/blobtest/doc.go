// Package blobtest is the contract of [blob.Store] as tests: what blob/dir, blob/s3
// and every later implementation must do, the same for all. It touches a store by its
// interface only and leaves it empty.
package blobtest
