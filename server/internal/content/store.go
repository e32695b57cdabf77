package content

import (
	"context"
	"io"
	"net/http"

	"github.com/tus/tusd/v2/pkg/handler"

	"strongroom/ent/classification"
	"strongroom/ent/typeid"
	"strongroom/server/vault"
)

// store shows tusd the vault's uploads.
type store struct{ vault Vault }

// NewUpload implements handler.DataStore. A crash behind it leaves an upload
// that nobody knows of; it expires.
func (s store) NewUpload(ctx context.Context, info handler.FileInfo) (handler.Upload, error) {
	x := exchangeOf(ctx)
	in, err := fromMetadata(info)
	if err != nil {
		return nil, x.fail(err)
	}
	created, err := s.vault.CreateUpload(ctx, in)
	if err != nil {
		return nil, x.fail(err)
	}
	return &upload{Upload: created, vault: s.vault, exchange: x, known: true}, nil
}

// GetUpload implements handler.DataStore. Nothing is asked of the vault yet. What is
// named by a header, to be joined, may be no ID.
func (s store) GetUpload(ctx context.Context, name string) (handler.Upload, error) {
	x := exchangeOf(ctx)
	id, err := typeid.ParseAs(typeid.Upload, name)
	if err != nil {
		return nil, handler.ErrNotFound
	}
	return &upload{Upload: vault.Upload{ID: id}, vault: s.vault, exchange: x}, nil
}

// AsConcatableUpload implements handler.ConcaterDataStore.
func (s store) AsConcatableUpload(up handler.Upload) handler.ConcatableUpload {
	return up.(*upload)
}

// AsTerminatableUpload implements handler.TerminaterDataStore.
func (s store) AsTerminatableUpload(up handler.Upload) handler.TerminatableUpload {
	return up.(*upload)
}

// AsLengthDeclarableUpload implements handler.LengthDeferrerDataStore.
func (s store) AsLengthDeclarableUpload(up handler.Upload) handler.LengthDeclarableUpload {
	return up.(*upload)
}

// upload is an upload during one request.
type upload struct {
	vault.Upload
	vault    Vault
	exchange *exchange
	known    bool // Upload is filled
}

// GetInfo implements handler.Upload.
func (u *upload) GetInfo(ctx context.Context) (handler.FileInfo, error) {
	if !u.known {
		var err error
		if u.Upload, err = u.vault.UploadStatus(ctx, u.ID); err != nil {
			return handler.FileInfo{}, u.exchange.fail(err)
		}
		u.known = true
	}
	u.exchange.announce(u.Upload)
	info := handler.FileInfo{
		ID: string(u.ID), Size: u.Size, SizeIsDeferred: u.SizeDeferred, Offset: u.Offset,
		IsPartial: u.Partial, IsFinal: len(u.Joins) > 0,
	}
	for _, id := range u.Joins {
		info.PartialUploads = append(info.PartialUploads, string(id))
	}
	return info, nil
}

// ConcatUploads implements handler.ConcatableUpload. Which are to be joined, the
// vault knows since the upload was created.
func (u *upload) ConcatUploads(ctx context.Context, _ []handler.Upload) error {
	if err := u.vault.JoinUploads(ctx, u.ID); err != nil {
		return u.exchange.fail(err)
	}
	u.exchange.Header().Del("Upload-Expires")
	return nil
}

// DeclareLength implements handler.LengthDeclarableUpload.
func (u *upload) DeclareLength(ctx context.Context, length int64) error {
	declared, err := u.vault.DeclareSize(ctx, u.ID, length)
	if err != nil {
		return u.exchange.fail(err)
	}
	u.Upload = declared
	return nil
}

var errLengthRequired = handler.NewError("ERR_LENGTH_REQUIRED",
	"declare the length of a body that does not end the upload", http.StatusLengthRequired)

// WriteChunk implements handler.Upload. The count is what is durable.
func (u *upload) WriteChunk(ctx context.Context, offset int64, src io.Reader) (int64, error) {
	x := u.exchange
	x.takeover.makeReady()
	if u.SizeDeferred && x.length < 0 {
		return 0, errLengthRequired
	}
	if u.Finished {
		_, err := io.Copy(io.Discard, src) // nothing is missing, and tusd sees whether nothing comes
		return 0, err
	}
	n, err := u.vault.ReceiveUpload(ctx, u.ID, offset, x.length, &chunk{Reader: src, missing: u.Size - offset, exchange: x})
	switch {
	case err != nil && x.closed.Load():
		return n, x.fail(err)
	case x.broken.Load():
		return n, nil // tusd knows why, and refuses
	case err != nil && x.length < 0 && x.short.Load():
		return n, errLengthRequired
	case err != nil:
		return n, x.fail(err)
	}
	if !u.SizeDeferred && offset+n == u.Size && !u.Partial {
		x.Header().Del("Upload-Expires")
	}
	return n, nil
}

// FinishUpload implements handler.Upload. The vault finishes an upload with its last byte.
func (u *upload) FinishUpload(context.Context) error { return nil }

// Terminate implements handler.TerminatableUpload.
func (u *upload) Terminate(ctx context.Context) error {
	if err := u.vault.AbandonUpload(ctx, u.ID); err != nil {
		return u.exchange.fail(err)
	}
	return nil
}

// GetReader implements handler.Upload. An upload is not read before it is a document.
func (u *upload) GetReader(context.Context) (io.ReadCloser, error) {
	return nil, handler.ErrNotImplemented
}

// fromMetadata reads Upload-Metadata: the fields of the createUpload mutation by their
// names there, and filename and filetype as tus clients send them of their own.
func fromMetadata(info handler.FileInfo) (vault.CreateUpload, error) {
	in := vault.CreateUpload{Size: info.Size, SizeDeferred: info.SizeIsDeferred, Partial: info.IsPartial}
	for _, name := range info.PartialUploads {
		id, err := typeid.ParseAs(typeid.Upload, name)
		if err != nil {
			return in, badMetadata("joins", "no ID of this kind")
		}
		in.Joins, in.Size = append(in.Joins, id), 0 // the vault adds their sizes up
	}
	text := func(keys ...string) *string {
		for _, key := range keys {
			if value := info.MetaData[key]; value != "" {
				return &value
			}
		}
		return nil
	}
	id := func(key string, kind typeid.Kind) (*typeid.ID, error) {
		value := text(key)
		if value == nil {
			return nil, nil
		}
		parsed, err := typeid.ParseAs(kind, *value)
		if err != nil {
			return nil, badMetadata(key, "no ID of this kind")
		}
		return &parsed, nil
	}

	var err error
	if in.FolderID, err = id("folderId", typeid.Folder); err != nil {
		return in, err
	}
	if in.DocumentID, err = id("documentId", typeid.Document); err != nil {
		return in, err
	}
	in.Classification = (*classification.Level)(text("classification"))
	if in.Classification != nil && !in.Classification.Valid() {
		return in, badMetadata("classification", "no classification")
	}
	if mediaType := text("mediaType", "filetype"); mediaType != nil {
		in.MediaType = *mediaType
	}
	in.Title = text("title", "filename")
	in.SHA256 = text("sha256")
	return in, nil
}

func badMetadata(field, message string) error {
	return &vault.Error{Code: vault.BadUserInput, Field: field, Message: message}
}
