package server

import (
	"io/fs"
	"log/slog"
	"net/http"
)

// Route is what a test sees of a line of the table.
type Route struct{ Pattern, Access string }

// Routes returns the table.
func (s *Server) Routes() (table []Route) {
	for _, r := range s.routes() {
		table = append(table, Route{r.pattern, string(r.access)})
	}
	return table
}

// NewPage is newPage.
func NewPage(dist fs.FS) (http.Handler, error) { return newPage(dist) }

// FeedsEvery and VerifyEvery are feedsEvery and verifyEvery.
const (
	FeedsEvery  = feedsEvery
	VerifyEvery = verifyEvery
)

// Contain is contain behind identify.
func Contain(log *slog.Logger, h http.Handler) http.Handler {
	return chain(h, identify(false), contain(log))
}

// BehindProxy is identify where there is a proxy in front.
func BehindProxy(h http.Handler) http.Handler { return chain(h, identify(true)) }
