package server

import (
	"net/http"

	"strongroom/ent/viewer"
	"strongroom/server/internal/scim"
	"strongroom/server/internal/ssf"
)

// access says whom a route answers.
type access string

const (
	// anybody: the route does not ask who it is.
	anybody access = "anybody"
	// operator: only requests from this machine.
	operator access = "operator"
	// guest: the route knows who it is, and may be told that it is nobody.
	guest access = "guest"
	// member: nobody is refused before the route is reached.
	member access = "member"
)

// length says whether an answer may take as long as the client likes.
type length bool

const (
	short  length = false // bounded by patience
	stream length = true  // bytes of documents
)

// route is one line of the table.
type route struct {
	pattern string // as in http.ServeMux
	access  access
	length  length
	handler http.Handler
}

// routes is every path that is answered. What is not here is a page of the
// single-page app, if its name looks like one.
func (s *Server) routes() []route {
	routes := []route{
		{"GET /healthz", anybody, short, http.HandlerFunc(s.healthz)},
		{"GET /readyz", anybody, short, http.HandlerFunc(s.readyz)},
		{"GET /metrics", operator, short, s.metrics},

		{"/auth/", anybody, short, s.auth.Routes()}, // finds out who it is by itself
		{"/graphql", guest, short, s.graphql},       // refuses nobody field by field

		{scim.Root + "/", anybody, short, s.scim},                          // finds out which directory it is by itself
		{"POST " + ssf.Path, anybody, short, http.HandlerFunc(s.ssf.Push)}, // as well, of transmitters

		{"POST /s/", guest, short, s.auth.Links()}, // GET is the page's

		{"/uploads", member, stream, s.content.Uploads},
		{"/uploads/{id}", member, stream, s.content.Upload},
		{"/documents/{id}/content", member, stream, s.content.Document},
		{"/documents/zip", member, stream, s.content.DocumentsZip},
		{"/folders/{id}/zip", member, stream, s.content.FolderZip},
		{"/versions/{id}/content", member, stream, s.content.Version},

		{"/", anybody, short, readOnly(s.page)},
	}
	// Beneath these is nothing, and no page of the app either.
	for _, reserved := range []string{"/graphql/", "/uploads/", "/scim/", "/ssf/"} {
		routes = append(routes, route{reserved, anybody, short, http.HandlerFunc(missing)})
	}
	for pattern, provider := range s.parts.builtIn {
		routes = append(routes, route{pattern, anybody, short, provider})
	}
	return routes
}

// Handler answers every request.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.Handle(r.pattern, s.guard(r))
	}
	return chain(mux,
		identify(s.cfg.HTTP.TrustProxy),
		s.account,
		contain(s.log),
		securityHeaders(s.cfg.HTTP.BaseURL, s.parts.forms),
	)
}

// guard puts before a route what its line in the table says.
func (s *Server) guard(r route) http.Handler {
	passed := []middleware{noteRoute(r.pattern)}
	if r.length == short {
		passed = append(passed, deadline(patience))
	}
	switch r.access {
	case anybody:
	case operator:
		passed = append(passed, localOnly(s.cfg.HTTP.TrustProxy || s.cfg.HTTP.MetricsListen != ""))
	case guest:
		passed = append(passed, s.auth.SameOrigin, s.auth.Middleware, noteViewer)
	case member:
		passed = append(passed, s.auth.SameOrigin, s.auth.Middleware, noteViewer, refuseNobody)
	default:
		panic("server: route " + r.pattern + " is not classified")
	}
	return chain(r.handler, passed...)
}

// refuseNobody answers 401 to requests that no viewer acts in.
func refuseNobody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, ok := viewer.FromContext(r.Context()); !ok {
			w.Header().Set("WWW-Authenticate", "Bearer")
			refuse(w, r, http.StatusUnauthorized, "sign in first")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// readOnly answers 405 to methods that change something.
func readOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			refuse(w, r, http.StatusMethodNotAllowed, "there is only a page here")
			return
		}
		next.ServeHTTP(w, r)
	})
}
