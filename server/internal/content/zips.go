package content

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"

	"strongroom/ent/typeid"
	"strongroom/server/internal/cutoff"
	"strongroom/server/vault"
)

// maxForm bounds the form that names documents, in bytes: enough for
// vault.MaxBundle of them.
const maxForm = 512 << 10

// minimal is the preference (RFC 7240) of who posts a form to learn whether it
// would be answered, as HEAD tells it of a path.
const minimal = "return=minimal"

// zips answers with several documents as one ZIP file, stored as they are,
// since most papers are compressed already. Each document is opened when its turn
// comes, as a download of its own; where one cannot be, or its access ends, the
// whole answer breaks off, so that no part of it reads as a whole file.
type zips struct {
	methods []string
	list    func(*http.Request) (vault.Bundle, error)
	open    func(context.Context, typeid.ID) (*vault.Content, error)
	present presenter
}

// folderZip lists the documents in the folder that the path names.
func folderZip(v Vault) func(*http.Request) (vault.Bundle, error) {
	return func(r *http.Request) (vault.Bundle, error) {
		id, err := typeid.ParseAs(typeid.Folder, r.PathValue("id"))
		if err != nil {
			return vault.Bundle{}, &vault.Error{Code: vault.NotFound, Message: "there is no such thing"}
		}
		return v.BundleFolder(r.Context(), id)
	}
}

// documentsZip lists the documents that the query or the form names.
func documentsZip(v Vault) func(*http.Request) (vault.Bundle, error) {
	return func(r *http.Request) (vault.Bundle, error) {
		r.Body = http.MaxBytesReader(nil, r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			return vault.Bundle{}, &vault.Error{Code: vault.BadUserInput, Message: "the form cannot be read", Cause: err}
		}
		var ids []typeid.ID
		for _, id := range r.Form["id"] {
			ids = append(ids, typeid.ID(id))
		}
		return v.BundleDocuments(r.Context(), ids)
	}
}

// ServeHTTP implements http.Handler.
func (z zips) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !slices.Contains(z.methods, r.Method) {
		z.present.wrongMethod(w, r, z.methods...)
		return
	}
	if fromElsewhere(r) {
		z.present.status(w, r, http.StatusForbidden, thisSiteOnly)
		return
	}
	bundle, err := z.list(r)
	if err != nil {
		z.present.err(w, r, err)
		return
	}
	if r.Method == http.MethodPost && r.Header.Get("Prefer") == minimal {
		w.Header().Set("Preference-Applied", minimal)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	name := "documents"
	if bundle.Name != "" {
		name = fileName(bundle.Name, "")
	}
	protect(w.Header())
	w.Header().Set("Content-Disposition", contentDisposition("attachment", name+".zip"))
	w.Header().Set("Content-Type", "application/zip")
	if r.Method == http.MethodHead {
		return
	}
	out := newOutlet(w, r)
	err = z.write(r.Context(), out, bundle)
	switch out.settle(); {
	case err == nil:
	case out.gone:
		out.abort() //nolint:contextcheck // the request's
	case out.sent:
		z.present.report(r, "download broken off", err)
		out.abort() //nolint:contextcheck // the request's
	default:
		z.present.err(w, r, err)
	}
}

func (z zips) write(ctx context.Context, out *outlet, bundle vault.Bundle) error {
	archive, names := zip.NewWriter(out), newNames()
	for _, bundled := range bundle.Documents {
		if err := z.add(ctx, out, archive, names, bundled); err != nil {
			return err
		}
	}
	return archive.Close()
}

// add opens a document and writes it into the archive. When it returns, no byte
// of the document waits in the archive's buffer, where a cut would not reach it.
func (z zips) add(ctx context.Context, out *outlet, archive *zip.Writer, names *names, bundled vault.Bundled) error {
	content, err := z.open(ctx, bundled.ID)
	if err != nil {
		return err
	}
	defer content.Body.Close()
	defer cutoff.Upon(content.Access, out.cut)() //nolint:contextcheck // a child of the request's

	entry, err := archive.CreateHeader(&zip.FileHeader{
		Name:     names.file(bundled.Folders, content.Title, content.Version.MediaType),
		Modified: content.Version.CreatedAt,
		Method:   zip.Store,
	})
	if err != nil {
		return err
	}
	n, err := pour(entry, content.Body)
	if err == nil && n != content.Version.Size {
		err = fmt.Errorf("%d of %d bytes delivered: %w", n, content.Version.Size, io.ErrUnexpectedEOF)
	}
	if err == nil {
		err = archive.Flush()
	}
	if errors.Is(err, errEnded) {
		_, err = content.Body.Read(make([]byte, 1)) // fails, and tells why
	}
	return err
}
