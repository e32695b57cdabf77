package scim

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"strongroom/server/vault"
)

// The error types of RFC 7644 section 3.12 that are in use.
const (
	invalidFilter = "invalidFilter"
	invalidPath   = "invalidPath"
	invalidSyntax = "invalidSyntax"
	invalidValue  = "invalidValue"
	mutability    = "mutability"
	noTarget      = "noTarget"
	tooMany       = "tooMany"
	uniqueness    = "uniqueness"
)

// Error is an answer of RFC 7644 section 3.12. Its detail may be shown.
type Error struct {
	Status int
	// Type is a scimType, or empty.
	Type, Detail string
}

// Error returns the status and the detail.
func (e *Error) Error() string { return fmt.Sprintf("%d %s: %s", e.Status, e.Type, e.Detail) }

func (e *Error) body() map[string]any {
	body := map[string]any{"schemas": []string{errorSchema}, "status": strconv.Itoa(e.Status), "detail": e.Detail}
	if e.Type != "" {
		body["scimType"] = e.Type
	}
	return body
}

func badRequest(kind, format string, args ...any) *Error {
	return &Error{Status: http.StatusBadRequest, Type: kind, Detail: fmt.Sprintf(format, args...)}
}

func notFound() *Error {
	return &Error{Status: http.StatusNotFound, Detail: "there is no such resource"}
}

// present turns any error into an answer. Of what is not known only the log hears.
func present(err error) *Error {
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	var known *vault.Error
	if !errors.As(err, &known) {
		return &Error{Status: http.StatusInternalServerError, Detail: "internal error"}
	}
	detail := known.Message
	if known.Field != "" {
		detail = known.Field + " " + detail
	}
	switch known.Code {
	case vault.NotFound:
		return notFound()
	case vault.Conflict:
		return &Error{Status: http.StatusConflict, Type: uniqueness, Detail: detail}
	case vault.BadUserInput:
		return &Error{Status: http.StatusBadRequest, Type: invalidValue, Detail: detail}
	case vault.FailedPrecondition:
		return &Error{Status: http.StatusConflict, Detail: detail}
	case vault.Unavailable:
		return &Error{Status: http.StatusServiceUnavailable, Detail: detail}
	default:
		return &Error{Status: http.StatusInternalServerError, Detail: "internal error"}
	}
}
