package content

import (
	"context"
	"net/http"
	"strings"
	"time"

	"strongroom/ent/typeid"
	"strongroom/server/internal/cutoff"
	"strongroom/server/vault"
)

// stall is how long a peer may take or give nothing before the connection is
// given up. It bounds no stream that moves.
const stall = time.Minute

// maxRanges bounds the ranges of one request. Each may cost a round trip to the object
// store, for a single byte; RFC 9110, section 14.2 lets such a request be read as one
// for the whole.
const maxRanges = 32

// downloads answers GET and HEAD for the bytes of one kind of thing.
type downloads struct {
	kind    typeid.Kind
	open    func(context.Context, typeid.ID) (*vault.Content, error)
	present presenter
}

// ServeHTTP implements http.Handler.
func (d downloads) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		d.present.wrongMethod(w, r, http.MethodGet, http.MethodHead)
		return
	}
	if fromElsewhere(r) {
		d.present.status(w, r, http.StatusForbidden, thisSiteOnly)
		return
	}
	id, err := typeid.ParseAs(d.kind, r.PathValue("id"))
	if err != nil {
		d.present.status(w, r, http.StatusNotFound, "there is no such thing")
		return
	}
	content, err := d.open(r.Context(), id)
	if err != nil {
		d.present.err(w, r, err)
		return
	}
	plain := &plaintext{body: content.Body}
	defer plain.close()

	contentType, disposition := headers(content.Title, content.Version.MediaType,
		r.URL.Query().Get("disposition") == "inline")
	header := w.Header()
	protect(header)
	header.Set("Content-Disposition", disposition)
	header.Set("Content-Type", contentType)
	header.Set("ETag", `"`+content.ETag+`"`)

	if strings.Count(r.Header.Get("Range"), ",") >= maxRanges {
		r = r.Clone(r.Context())
		r.Header.Del("Range")
	}
	out := newDelivery(w, r, plain)
	defer cutoff.Upon(content.Access, out.cut)() //nolint:contextcheck // a child of the request's
	http.ServeContent(out, r, "", content.Version.CreatedAt, plain)
	out.finish(d.present) //nolint:contextcheck // the request's
}

const thisSiteOnly = "documents are opened from this site only"

// fromElsewhere tells whether a page of another site made a browser ask. A link
// there would write downloads into the log, and use up limited grants.
func fromElsewhere(r *http.Request) bool { return r.Header.Get("Sec-Fetch-Site") == "cross-site" }

// protect keeps what is delivered out of caches, and from being taken for a page
// of ours.
func protect(header http.Header) {
	header.Set("Cache-Control", "private, no-store")
	header.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Content-Type-Options", "nosniff")
}
