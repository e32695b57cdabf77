// Package rule decides which rows exist for a viewer, and nothing else.
//
// Each noun of ent/schema names one Rows policy from here. Ent evaluates it on
// every query of that noun, eager loads and node(id:) included, so that no
// resolver and no use case can forget it: a row that the viewer may not see is
// not filtered out, it is not there. A context without a viewer sees nothing,
// a system viewer sees only the nouns that name it, and no row can be written
// outside a use case's transaction (see Writing).
//
// What a role may see, and at which classification, is not written here; it
// reaches the rules as data (viewer.Sight) from the policies. Whether a grant or a
// membership is in force is written here, once, in LiveGrants and
// LiveMemberships; the decisions in server/vault ask the same two.
package rule
