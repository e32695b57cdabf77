package vault

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"

	"entgo.io/ent/privacy"
	"github.com/jackc/pgx/v5/pgconn"

	"strongroom/ent/gen"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/cutoff"
	"strongroom/server/internal/seal"
)

// Code classifies an error for every transport. The words are those of
// GraphQL's extensions.code.
type Code string

// The codes.
const (
	// Unauthenticated says that nobody is signed in, or no longer.
	Unauthenticated Code = "UNAUTHENTICATED"
	// NotFound says that there is no such thing, or that it must look so.
	NotFound Code = "NOT_FOUND"
	// Forbidden says that the viewer may see the thing but not do this.
	Forbidden Code = "FORBIDDEN"
	// BadUserInput says that a field of the input is wrong; Field names it.
	BadUserInput Code = "BAD_USER_INPUT"
	// Conflict says that somebody else was quicker, or that it exists already.
	Conflict Code = "CONFLICT"
	// FailedPrecondition says that the thing is not in a state for this.
	FailedPrecondition Code = "FAILED_PRECONDITION"
	// Limited says that a bound was reached; the message tells which.
	Limited Code = "LIMITED"
	// Unavailable says that a part (database, object store, key provider) is
	// away; the same request may work later.
	Unavailable Code = "UNAVAILABLE"
	// Internal says that something broke. The cause is for the log only.
	Internal Code = "INTERNAL"
)

// Error is the one error of the use cases: a stable code, a message that is
// safe to show to anybody, and a cause that is for the log only.
type Error struct {
	Code    Code
	Message string
	// Field is the path of the wrong input field, such as "until", for BadUserInput.
	Field string
	// Reason is why somebody is no longer signed in, for Unauthenticated, where it is known.
	Reason Reason
	// Cause is what happened underneath. It is never shown.
	Cause error
}

// Reason is why somebody who was signed in no longer is. It is told to nobody else.
type Reason string

// The reasons.
const (
	// SessionEnded says that the session was ended, or all of the account's were.
	SessionEnded Reason = "SESSION_ENDED"
	// SessionExpired says that the session was not used for too long, or is too old.
	SessionExpired Reason = "SESSION_EXPIRED"
	// AccountClosed says that the account may not act any more.
	AccountClosed Reason = "ACCOUNT_CLOSED"
)

type reasonKey struct{}

// ReasonOf tells why nobody acts in ctx, if it comes from a refusal of
// [Vault.Resume]; it is empty for whoever was not signed in.
func ReasonOf(ctx context.Context) Reason {
	why, _ := ctx.Value(reasonKey{}).(Reason)
	return why
}

// Error returns the code and the message, without the cause.
func (e *Error) Error() string {
	if e.Field != "" {
		return fmt.Sprintf("%s: %s: %s", e.Code, e.Field, e.Message)
	}
	return fmt.Sprintf("%s: %s", e.Code, e.Message)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// CodeOf tells the code of an error: Internal for any that is no *Error.
func CodeOf(err error) Code {
	var known *Error
	if errors.As(err, &known) {
		return known.Code
	}
	return Internal
}

func badInput(field, format string, args ...any) error {
	return &Error{Code: BadUserInput, Field: field, Message: fmt.Sprintf(format, args...)}
}

func notFound() error {
	return &Error{Code: NotFound, Message: "there is no such thing"}
}

func forbidden() error {
	return &Error{Code: Forbidden, Message: "you may not do this"}
}

func unauthenticated() error {
	return &Error{Code: Unauthenticated, Message: "sign in first"}
}

// signedOut is unauthenticated for somebody who was signed in.
func signedOut(why Reason) error {
	return &Error{Code: Unauthenticated, Message: "sign in again", Reason: why}
}

func failed(format string, args ...any) error {
	return &Error{Code: FailedPrecondition, Message: fmt.Sprintf(format, args...)}
}

func conflict(format string, args ...any) error {
	return &Error{Code: Conflict, Message: fmt.Sprintf(format, args...)}
}

// away says that a part of the system does not answer.
func away(part string, cause error) error {
	return &Error{Code: Unavailable, Message: "the " + part + " is away", Cause: cause}
}

// translate gives what comes from underneath a code. An *Error stays as it is.
func translate(err error) error {
	var known *Error
	switch {
	case err == nil, errors.As(err, &known):
		return err
	case errors.Is(err, privacy.Deny), gen.IsNotFound(err):
		return &Error{Code: NotFound, Message: "there is no such thing", Cause: err}
	case gen.IsConstraintError(err):
		return &Error{Code: Conflict, Message: "this exists already, or somebody else was quicker", Cause: err}
	case errors.Is(err, blob.ErrFull):
		return &Error{Code: Unavailable, Message: "the object store is full", Cause: err}
	case errors.Is(err, blob.ErrUnavailable):
		return away("object store", err)
	case errors.Is(err, seal.ErrRootUnavailable):
		return away("root key", err)
	case errors.Is(err, cutoff.ErrDeaf), errors.Is(err, cutoff.ErrUnsure):
		return &Error{Code: Unavailable, Message: "whether access goes on cannot be told", Cause: err}
	case databaseIsAway(err):
		return away("database", err)
	default:
		return &Error{Code: Internal, Message: "internal error", Cause: err}
	}
}

// deadlocked recognises a transaction that PostgreSQL ended because it and
// another waited for each other (SQLSTATE 40P01), or could not be put in an
// order (40001): running it again settles it.
func deadlocked(err error) bool {
	var state *pgconn.PgError
	return errors.As(err, &state) && (state.Code == "40P01" || state.Code == "40001")
}

// databaseIsAway recognises what the drivers say when the connection is lost,
// refused or shutting down (SQLSTATE classes 08, 53 and 57).
func databaseIsAway(err error) bool {
	var refused *pgconn.ConnectError
	var lost *net.OpError
	var state *pgconn.PgError
	if errors.As(err, &state) {
		switch state.Code[:2] {
		case "08", "53", "57":
			return true
		}
	}
	return errors.As(err, &refused) || errors.As(err, &lost) || errors.Is(err, driver.ErrBadConn) ||
		errors.Is(err, context.DeadlineExceeded)
}
