package problem

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"

	"strongroom/server/internal/request"
	"strongroom/server/vault"
)

// Details are the body of a refusal. They are shown to anybody: no cause, no path.
type Details struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
	// Code is empty where no use case was reached; Field names what was wrong of the input.
	Code      vault.Code `json:"code,omitempty"`
	Field     string     `json:"field,omitempty"`
	RequestID string     `json:"requestId,omitempty"`
}

var statuses = map[vault.Code]int{
	vault.Unauthenticated:    http.StatusUnauthorized,
	vault.NotFound:           http.StatusNotFound,
	vault.Forbidden:          http.StatusForbidden,
	vault.BadUserInput:       http.StatusBadRequest,
	vault.Conflict:           http.StatusConflict,
	vault.FailedPrecondition: http.StatusConflict, // 412 is about If-Match, and tus's word for a wrong version
	vault.Limited:            http.StatusTooManyRequests,
	vault.Unavailable:        http.StatusServiceUnavailable,
	vault.Internal:           http.StatusInternalServerError,
}

// Of are the details of an error of the vault; of any other they say that something broke.
func Of(err error) Details {
	d := Details{Status: http.StatusInternalServerError, Code: vault.Internal, Detail: "internal error"}
	if known, ok := errors.AsType[*vault.Error](err); ok {
		d.Status = cmp.Or(statuses[known.Code], d.Status)
		d.Code, d.Detail, d.Field = known.Code, known.Message, known.Field
	}
	return d
}

// Write answers with a status and the details. Type, Title and RequestID it knows by itself.
func Write(w http.ResponseWriter, r *http.Request, d Details) {
	d.Type, d.Title, d.RequestID = "about:blank", http.StatusText(d.Status), request.ID(r.Context())
	body, err := json.Marshal(d)
	if err != nil {
		panic(err) // strings and a number can be written
	}
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Type", "application/problem+json")
	header.Set("X-Content-Type-Options", "nosniff")
	switch d.Status {
	case http.StatusUnauthorized:
		header.Set("WWW-Authenticate", "Bearer")
	case http.StatusServiceUnavailable:
		header.Set("Retry-After", "5") // seconds
	}
	w.WriteHeader(d.Status)
	_, _ = w.Write(body) // the client has gone, and nobody is left to tell
}
