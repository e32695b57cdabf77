package content

import (
	"context"
	"io"
	"log/slog"
	"net/http"

	"strongroom/ent/typeid"
	"strongroom/server/vault"
)

// Vault is what the handlers ask of *vault.Vault. Errors are *vault.Error.
type Vault interface {
	OpenDocument(ctx context.Context, documentID typeid.ID) (*vault.Content, error)
	OpenVersion(ctx context.Context, versionID typeid.ID) (*vault.Content, error)
	// BundleFolder and BundleDocuments list what is then opened one by one.
	BundleFolder(ctx context.Context, folderID typeid.ID) (vault.Bundle, error)
	BundleDocuments(ctx context.Context, documentIDs []typeid.ID) (vault.Bundle, error)
	// CreateUpload finishes an upload of nothing at once.
	CreateUpload(ctx context.Context, in vault.CreateUpload) (vault.Upload, error)
	// DeclareSize tells the size of an upload that was begun without one.
	DeclareSize(ctx context.Context, uploadID typeid.ID, size int64) (vault.Upload, error)
	// UploadStatus finishes what lacked only that.
	UploadStatus(ctx context.Context, uploadID typeid.ID) (vault.Upload, error)
	// ReceiveUpload appends length bytes of r at offset, and finishes the upload
	// with its last byte. Of an unknown length, -1, all that are missing are
	// expected; it must be known while the size is deferred. written counts what
	// is durable, after an error as well.
	ReceiveUpload(ctx context.Context, uploadID typeid.ID, offset, length int64, r io.Reader) (written int64, err error)
	// JoinUploads finishes an upload that was created of partial ones.
	JoinUploads(ctx context.Context, uploadID typeid.ID) error
	AbandonUpload(ctx context.Context, uploadID typeid.ID) error
}

// Config is what the handlers are made of. Every field is required.
type Config struct {
	Vault Vault
	// UploadsURL is where the uploads are mounted, as clients see it:
	// https://vault.example/uploads. Without scheme and host, as in /uploads,
	// these are taken from each request, which is wrong behind a proxy that ends TLS.
	UploadsURL string
	// MaxUpload bounds one upload, in bytes.
	MaxUpload int64
	Log       *slog.Logger
}

// Handlers answer the routes of bytes. All but Uploads and DocumentsZip read the path value "id".
type Handlers struct {
	// Uploads answers /uploads: POST creates an upload.
	Uploads http.Handler
	// Upload answers /uploads/{id}: HEAD tells its offset, PATCH goes on there,
	// DELETE gives it up.
	Upload http.Handler
	// Document answers /documents/{id}/content, the current version, and
	// Version /versions/{id}/content: GET and HEAD.
	Document, Version http.Handler
	// FolderZip answers /folders/{id}/zip, all documents in a folder and beneath
	// it that may be downloaded, and DocumentsZip /documents/zip, those that "id"
	// names, once for each, in the query or in a form: GET and HEAD, the second POST
	// as well, which answers 204 in place of the file to "Prefer: return=minimal".
	FolderZip, DocumentsZip http.Handler
}

// New returns the handlers. It fails if UploadsURL is no URL.
func New(cfg Config) (*Handlers, error) {
	present := presenter{log: cfg.Log}
	in, err := newUploads(cfg, present)
	if err != nil {
		return nil, err
	}
	zipped := func(list func(*http.Request) (vault.Bundle, error), methods ...string) http.Handler {
		return zips{methods: methods, list: list, open: cfg.Vault.OpenDocument, present: present}
	}
	return &Handlers{
		Uploads:  in.collection(),
		Upload:   in.member(),
		Document: downloads{kind: typeid.Document, open: cfg.Vault.OpenDocument, present: present},
		Version:  downloads{kind: typeid.Version, open: cfg.Vault.OpenVersion, present: present},

		FolderZip:    zipped(folderZip(cfg.Vault), http.MethodGet, http.MethodHead),
		DocumentsZip: zipped(documentsZip(cfg.Vault), http.MethodGet, http.MethodHead, http.MethodPost),
	}, nil
}
