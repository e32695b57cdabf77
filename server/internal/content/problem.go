package content

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"strongroom/server/internal/blob"
	"strongroom/server/internal/request"
	"strongroom/server/vault"
)

// problem is the body of a refusal (RFC 9457).
type problem struct {
	Type      string     `json:"type"`
	Title     string     `json:"title"`
	Status    int        `json:"status"`
	Detail    string     `json:"detail,omitempty"`
	Code      vault.Code `json:"code"`
	Field     string     `json:"field,omitempty"`
	RequestID string     `json:"requestId,omitempty"`
}

// presenter turns errors into answers: the only place of this transport that does.
type presenter struct{ log *slog.Logger }

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

// statusOf tells the status for an error. A bound that an upload reaches is one of size.
func statusOf(r *http.Request, err error) int {
	code := vault.CodeOf(err)
	status, known := statuses[code]
	switch {
	case !known:
		return http.StatusInternalServerError
	case errors.Is(err, blob.ErrFull):
		return http.StatusInsufficientStorage
	case code == vault.Limited && (r.Method == http.MethodPost || r.Method == http.MethodPatch):
		return http.StatusRequestEntityTooLarge
	}
	return status
}

// err answers with an error of the vault and logs its cause if the fault is ours.
func (p presenter) err(w http.ResponseWriter, r *http.Request, err error) {
	p.report(r, "request failed", err)
	told := problem{Status: statusOf(r, err), Code: vault.Internal, Detail: "internal error"}
	if known, ok := errors.AsType[*vault.Error](err); ok {
		told.Code, told.Detail, told.Field = known.Code, known.Message, known.Field
	}
	p.write(w, r, told)
}

// status answers with a refusal that the protocol made, not the vault.
func (p presenter) status(w http.ResponseWriter, r *http.Request, status int, detail string) {
	code := vault.BadUserInput
	switch status {
	case http.StatusForbidden:
		code = vault.Forbidden
	case http.StatusNotFound:
		code = vault.NotFound
	case http.StatusConflict, http.StatusLocked:
		code = vault.Conflict
	case http.StatusPreconditionFailed:
		code = vault.FailedPrecondition
	case http.StatusRequestEntityTooLarge:
		code = vault.Limited
	case http.StatusInternalServerError:
		code, detail = vault.Internal, "internal error"
	}
	p.write(w, r, problem{Status: status, Code: code, Detail: detail})
}

// wrongMethod answers 405 with the methods that there are.
func (p presenter) wrongMethod(w http.ResponseWriter, r *http.Request, allowed ...string) {
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	p.status(w, r, http.StatusMethodNotAllowed, "")
}

func (p presenter) write(w http.ResponseWriter, r *http.Request, told problem) {
	told.Type, told.Title = "about:blank", http.StatusText(told.Status)
	told.RequestID = request.ID(r.Context())
	body, err := json.Marshal(told)
	if err != nil {
		panic(err) // strings and a number can be written
	}

	header := w.Header()
	for _, ofContent := range []string{
		"Accept-Ranges", "Content-Disposition", "Content-Length", "Etag", "Last-Modified", "Upload-Expires",
	} {
		header.Del(ofContent)
	}
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Type", "application/problem+json")
	header.Set("X-Content-Type-Options", "nosniff")
	switch told.Status {
	case http.StatusUnauthorized:
		header.Set("WWW-Authenticate", "Bearer")
	case http.StatusServiceUnavailable:
		header.Set("Retry-After", "5") // seconds
	}
	w.WriteHeader(told.Status)
	_, _ = w.Write(body) // the client has gone, and nobody is left to tell
}

// report logs an error that is our fault, with its cause. A request that its
// client has ended, or that was cut, fails as it should.
func (p presenter) report(r *http.Request, what string, err error) {
	level := slog.LevelDebug
	switch code := vault.CodeOf(err); {
	case r.Context().Err() != nil:
	case code == vault.Internal:
		level = slog.LevelError
	case code == vault.Unavailable:
		level = slog.LevelWarn
	}
	cause := err
	if known, ok := errors.AsType[*vault.Error](err); ok && known.Cause != nil {
		cause = known.Cause
	}
	p.log.Log(r.Context(), level, what, "code", vault.CodeOf(err), "cause", cause)
}
