// Package migrations makes and moves the tables: reviewed SQL, one numbered
// file a step and one folder a dialect, applied in order by goose and never
// edited once it has landed.
//
// It also opens the two databases, since how a connection is set up (time
// format, foreign keys, locking) belongs to what the SQL relies on. A test
// compares the migrated tables with ent/schema.
package migrations
