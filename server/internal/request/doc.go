// Package request carries what is known of one HTTP request in its context:
// the ID under which the log, the answer and a client's complaint can be
// brought together, and what the access log tells at the end. It is a leaf;
// the server's middleware fills it, everything below may read it.
package request
