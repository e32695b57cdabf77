// Package policies says what a role may do with a document of a classification,
// and how a classification is to be handled.
//
// The rules are three files that people can read: policy.csv (who may do what),
// handling.csv (how long, how many approvals, links or not) and model.conf (how a
// line of policy.csv is matched, in the language of Casbin). They are embedded;
// an operator may bring their own. Nothing is allowed that no line of policy.csv
// says, and files with a mistake in them, or that put two duties into one hand,
// are refused as a whole.
//
// The rules are finite, so Casbin is asked for every answer when they are loaded
// and [Policy.Check] looks the answer up.
//
// The package knows words only: no user, no row, no HTTP. Which roles somebody
// has on an object is a fact; package vault reads it and asks here.
package policies
