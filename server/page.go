package server

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// page serves the single-page app. Files under assets/ are named by their
// content and kept by browsers for ever. Any other path that names no file is
// the app's own, and answered with index.html, which is asked for every time.
type page struct {
	files http.Handler
	dist  fs.FS
	index []byte
}

// operationsFile is in the built page for the server alone.
const operationsFile = "operations.json"

// errNoPage says that the binary was built before the page was.
var errNoPage = errors.New("the page is not built in; build it by: make build")

// newPage fails with errNoPage if there is none.
func newPage(dist fs.FS) (http.Handler, error) {
	index, err := fs.ReadFile(dist, "index.html")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errNoPage
	}
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	return &page{http.FileServerFS(dist), dist, index}, nil
}

// noPage answers in place of a page that is not there; the API works without.
func noPage(w http.ResponseWriter, r *http.Request) {
	refuse(w, r, http.StatusServiceUnavailable, errNoPage.Error())
}

// ServeHTTP implements [http.Handler].
func (p *page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	hidden := strings.HasPrefix(name, ".") || name == operationsFile
	info, err := fs.Stat(p.dist, name)
	switch {
	case !hidden && err == nil && info.Mode().IsRegular() && name != "index.html":
		if strings.HasPrefix(name, "assets/") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		} else {
			w.Header().Set("Cache-Control", "no-cache")
		}
		p.files.ServeHTTP(w, r)
	case hidden, strings.HasPrefix(name+"/", "assets/"), path.Ext(name) != "" && name != "index.html":
		missing(w, r)
	default:
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(p.index))
	}
}
