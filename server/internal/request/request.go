package request

import (
	"context"
	"crypto/rand"
	"regexp"
)

// Info is one request. It belongs to the request's own goroutine.
type Info struct {
	// ID is unique, or as the client or a proxy in front gave it.
	ID string
	// Route is the pattern of the route that answers; empty if there is none.
	Route string
	// Viewer is the ID of the acting user; empty for nobody.
	Viewer string
}

type key struct{}

// NewContext returns a context of the request.
func NewContext(ctx context.Context, info *Info) context.Context {
	return context.WithValue(ctx, key{}, info)
}

// FromContext returns the request of a context; ok is false outside one.
func FromContext(ctx context.Context) (info *Info, ok bool) {
	info, ok = ctx.Value(key{}).(*Info)
	return info, ok
}

// ID returns the request's ID, or "" outside a request.
func ID(ctx context.Context) string {
	if info, ok := FromContext(ctx); ok {
		return info.ID
	}
	return ""
}

var wellFormed = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

// NewID returns given if it is well formed (8 to 64 letters, digits, dots,
// hyphens and underscores), so that it can stand in logs and headers as it
// is, and a fresh random ID otherwise.
func NewID(given string) string {
	if wellFormed.MatchString(given) {
		return given
	}
	return rand.Text()
}
