// Package schema is the shape of the data: one file a noun, with its fields,
// edges, indexes, the constraints that the database itself must hold, and the
// name of the row rule that decides which of its rows exist for whom.
//
// It knows no HTTP, no Casbin and no object store. The code in ent/gen is
// made from it; the tables are made by the reviewed SQL in ent/migrations,
// which a test compares with this package.
package schema
