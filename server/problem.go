package server

import (
	"encoding/json"
	"net/http"

	"strongroom/server/internal/request"
)

// problem answers with problem details (RFC 9457). The detail is shown to
// anybody: no cause, no path.
func problem(w http.ResponseWriter, r *http.Request, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(struct {
		Type      string `json:"type"`
		Title     string `json:"title"`
		Status    int    `json:"status"`
		Detail    string `json:"detail"`
		RequestID string `json:"requestId,omitempty"`
	}{"about:blank", http.StatusText(status), status, detail, request.ID(r.Context())}) // a client that is gone needs no answer
}

// missing answers where there is no route.
func missing(w http.ResponseWriter, r *http.Request) {
	problem(w, r, http.StatusNotFound, "there is no such thing")
}
