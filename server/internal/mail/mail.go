package mail

import (
	"context"
	"errors"
)

// Message is a mail to one recipient, an address as [ParseAddress] returns it. Subject is one line, in which white
// space in a row counts as one space. Text is plain; both are UTF-8.
type Message struct{ To, Subject, Text string }

// Errors that say whether another attempt may help.
var (
	// ErrRefused means that this message cannot be sent to this recipient.
	ErrRefused = errors.New("mail: refused")
	// ErrUnavailable means that mail cannot be sent now.
	ErrUnavailable = errors.New("mail: unavailable")
)

// Sender sends mail. Its methods may be called at the same time, and end with ctx.
type Sender interface {
	// Send returns once somebody else has taken on to deliver the message. It fails with [ErrRefused] or
	// [ErrUnavailable]; after the latter, and when ctx ended, the message may nevertheless have been taken.
	Send(ctx context.Context, m Message) error

	// Check fails with [ErrUnavailable] when mail cannot be sent now. It sends none.
	Check(ctx context.Context) error
}
