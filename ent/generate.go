// Package ent holds the data model. The shape is in ent/schema, the row rules
// are in ent/rule, the reviewed SQL is in ent/migrations; ent/gen is made from
// the shape and never edited.
package ent

//go:generate go run entc.go
