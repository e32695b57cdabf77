package content

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"strongroom/server/internal/blob"
	"strongroom/server/internal/problem"
	"strongroom/server/vault"
)

// presenter turns errors into answers: the only place of this transport that does.
type presenter struct{ log *slog.Logger }

// statusOf tells the status for an error. A bound that an upload reaches is one of size.
func statusOf(r *http.Request, err error) int {
	switch {
	case errors.Is(err, blob.ErrFull):
		return http.StatusInsufficientStorage
	case vault.CodeOf(err) == vault.Limited && (r.Method == http.MethodPost || r.Method == http.MethodPatch):
		return http.StatusRequestEntityTooLarge
	}
	return problem.Of(err).Status
}

// err answers with an error of the vault and logs its cause if the fault is ours.
func (p presenter) err(w http.ResponseWriter, r *http.Request, err error) {
	p.report(r, "request failed", err)
	told := problem.Of(err)
	told.Status = statusOf(r, err)
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
	p.write(w, r, problem.Details{Status: status, Code: code, Detail: detail})
}

// wrongMethod answers 405 with the methods that there are.
func (p presenter) wrongMethod(w http.ResponseWriter, r *http.Request, allowed ...string) {
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	p.status(w, r, http.StatusMethodNotAllowed, "")
}

func (p presenter) write(w http.ResponseWriter, r *http.Request, told problem.Details) {
	for _, ofContent := range []string{
		"Accept-Ranges", "Content-Disposition", "Content-Length", "Etag", "Last-Modified", "Upload-Expires",
	} {
		w.Header().Del(ofContent)
	}
	problem.Write(w, r, told)
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
