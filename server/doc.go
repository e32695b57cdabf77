// Package server assembles Strongroom: it reads the configuration, opens the
// database, the object store, the root key and the providers, puts the routes
// together, and runs and ends the whole. It holds no rule of the business.
//
// "dev" and "serve" differ in what they open (dev.go, serve.go) and in nothing
// above it: both call New. The routes are one table (routes.go), the
// configuration is one struct (config.go), and everything that a request
// passes before it reaches its route is in middleware.go.
//
// It is called by main, and by tests and benchmarks as a terminal would.
package server
