// Package mail sends mail that nobody answers: one recipient, plain text. [SMTP] hands it to a server, [Dir] keeps it as
// files, for "strongroom dev" and for tests; both compose it alike.
//
// An address is taken in one form only (see [ParseAddress]), so that two that are the same are equal. Neither a
// password, nor an address, nor a word of a message is in an error: errors are logged.
//
// It knows nothing of what a mail is for, keeps none for later, and does not try again; who sends does.
package mail
