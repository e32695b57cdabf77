package vault

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"sync/atomic"

	"strongroom/ent/flow"
	"strongroom/ent/gen"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/version"
	"strongroom/ent/typeid"
	"strongroom/policies"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/cutoff"
	"strongroom/server/internal/seal"
)

// Content is the bytes of a version that the viewer may have.
type Content struct {
	// Version has no more than its ID, document, instant, size, media type and hash that
	// are of use to others.
	Version *gen.Version
	// Title is the document's title, for the name of the file.
	Title string
	// ETag is a strong validator without quotes: the hexadecimal SHA-256 of the plaintext.
	ETag string
	// Body reads the plaintext. Its first Read commits the event of the
	// download and releases the key; until then nothing is logged, so that HEAD
	// and a conditional request that is answered 304 cost nothing. Errors of
	// Read are *Error. Close it.
	Body Body
	// Access ends when the viewer may no longer have the bytes, with an error
	// for its cause that Read then fails with; when Body is closed; and when the
	// request ends. A Write of the bytes that hangs must not outlast it.
	Access context.Context
}

// Body is seekable plaintext.
type Body interface {
	io.ReadSeekCloser
	// Limit says that the bytes [start, end) will be read by themselves, so
	// that no more is fetched than needed. It is a hint.
	Limit(start, end int64)
}

// OpenDocument finds the newest bytes of a document that the viewer may have.
// It fails with NotFound for one that does not exist for them, and with
// Forbidden for one that they may see but not take away.
func (v *Vault) OpenDocument(ctx context.Context, documentID typeid.ID) (*Content, error) {
	return v.open(ctx, v.newest, documentID)
}

// OpenVersion is OpenDocument for a version that need not be the newest.
func (v *Vault) OpenVersion(ctx context.Context, versionID typeid.ID) (*Content, error) {
	return v.open(ctx, v.exact, versionID)
}

func (v *Vault) open(ctx context.Context, finder string, id typeid.ID) (*Content, error) {
	a, ok := v.asking(ctx)
	if !ok {
		return nil, unauthenticated()
	}
	found, err := a.stored(ctx, finder, id)
	documentID := typeid.New(typeid.Document)
	switch {
	case err == nil:
		documentID = found.version.DocumentID
	case CodeOf(err) != NotFound:
		return nil, translate(err)
	}
	// Of what is not there the same is asked, so that the time of an answer does not tell.
	d, err := a.find(ctx, documentID)
	if err == nil {
		_, err = a.judge(d.titles, policies.DocumentDownload, d.object)
	}
	if err != nil {
		return nil, translate(err)
	}
	b := &body{vault: v, version: &found.version}
	if b.stream, err = v.stream(ctx, flow.Download, b.still); err != nil {
		return nil, err
	}
	return &Content{
		Version: &found.version,
		Title:   found.title,
		ETag:    hex.EncodeToString(found.version.Sha256),
		Body:    b,
		Access:  b.stream.Context(),
	}, nil
}

// release decides once more, at the instant of the release itself, counts a
// use of the grant if only limited grants allow it, writes the event, commits,
// and only then unwraps the key: there is no key without its entry in the log.
func (b *body) release() (*seal.Reader, error) {
	v, ver, ctx := b.vault, b.version, b.stream.Context()
	var released *stored
	var d known
	var grounds cutoff.Grounds
	err := v.write(ctx, func(ctx context.Context, a *act) (err error) {
		if d, err = a.find(ctx, ver.DocumentID); err != nil {
			return err
		}
		allowing, err := a.judge(d.titles, policies.DocumentDownload, d.object)
		if err != nil {
			return err
		}
		used, err := a.use(ctx, allowing)
		if err != nil {
			return err
		}
		b.used.Store(used)
		if grounds, err = a.grounds(ctx, allowing, d.document); err != nil {
			return err
		}
		if released, err = a.stored(ctx, v.exact, ver.ID); err != nil {
			return err
		}
		detail := map[string]string{"version": ver.ID.String()}
		if used != "" {
			detail["grant"] = used.String()
		}
		return a.record(ctx, event{
			action: string(policies.DocumentDownload), object: d.document, customer: d.customer, detail: detail,
		})
	})
	if err != nil {
		return nil, err
	}
	b.stream.RestOn(grounds)
	bind := binding(d.customer, d.document, ver.ID)
	key, err := v.versionKey(ctx, &released.key, bind, released.version.WrappedKey)
	if err != nil {
		return nil, err
	}
	defer key.Wipe()
	layout := seal.Layout{Size: released.version.Size, PartSize: released.version.PartSize}
	return seal.NewReader(ctx, key, bind, layout, func(ctx context.Context, offset, length int64) (io.ReadCloser, error) {
		return v.openObject(ctx, &released.version, offset, length)
	})
}

// openObject opens a range of a version's sealed bytes: where they were when it was
// read or, when they have been moved since, where they are.
func (v *Vault) openObject(ctx context.Context, ver *gen.Version, offset, length int64) (io.ReadCloser, error) {
	r, err := v.cfg.Store.Open(ctx, ver.Object, offset, length)
	if !errors.Is(err, blob.ErrNotExist) {
		return r, err
	}
	now, lost := v.reader.Version.Query().Where(version.ID(ver.ID)).Only(v.asKeeper(ctx))
	if lost != nil || now.Object == ver.Object {
		return nil, errors.Join(err, lost)
	}
	ver.Object = now.Object
	return v.cfg.Store.Open(ctx, ver.Object, offset, length)
}

// use counts a download where every title that allows it is a limited grant:
// under the first of them that is not used up, which the database settles when
// two race for the last one. It returns the grant, if one was used.
func (a *act) use(ctx context.Context, allowing []title) (typeid.ID, error) {
	for _, t := range allowing {
		if !t.limited {
			return t.grant, nil
		}
	}
	for _, t := range allowing {
		n, err := a.tx.Grant.Update().
			Where(grant.ID(t.grant), usesLeft).
			AddUses(1).
			Save(ctx)
		if err != nil {
			return "", err
		}
		if n > 0 {
			return t.grant, nil
		}
	}
	return "", notFound()
}

// body reads the plaintext of a version, and releases it at the first Read.
type body struct {
	stream  *cutoff.Stream
	vault   *Vault
	version *gen.Version
	reader  *seal.Reader
	used    atomic.Value // typeid.ID of the grant, as soon as the use is counted
	// pos and limit are what was asked for before the release.
	pos        int64
	start, end int64
	err        error
}

// Read implements io.Reader. The first one releases.
func (b *body) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	if b.err = translate(b.stream.Err()); b.err != nil {
		return 0, b.err
	}
	if b.reader == nil {
		if b.err = b.releaseAt(b.pos); b.err != nil {
			return 0, b.err
		}
	}
	n, err := b.reader.Read(p)
	if cut := b.stream.Err(); cut != nil {
		n, err = 0, cut // whatever the store made of it
	}
	if err != nil && err != io.EOF { //nolint:errorlint // an error that wraps io.EOF is no end
		b.err = translate(err)
		return n, b.err
	}
	return n, err
}

// still decides whether the download may go on. The use that was counted for it
// stays its own.
func (b *body) still(ctx context.Context, a *act) (cutoff.Grounds, error) {
	a.used, _ = b.used.Load().(typeid.ID)
	d, err := a.find(ctx, b.version.DocumentID)
	if err != nil {
		return cutoff.Grounds{}, err
	}
	if err := a.readable(ctx, b.version.ID); err != nil {
		return cutoff.Grounds{}, err
	}
	allowing, err := a.judge(d.titles, policies.DocumentDownload, d.object)
	if err != nil {
		return cutoff.Grounds{}, err
	}
	return a.grounds(ctx, allowing, d.document)
}

func (b *body) releaseAt(pos int64) error {
	reader, err := b.release()
	if cut := b.stream.Err(); err != nil && cut != nil {
		err = cut
	}
	if err != nil {
		return translate(err)
	}
	b.reader = reader
	if b.end > 0 {
		reader.Limit(b.start, b.end)
	}
	if _, err := reader.Seek(pos, io.SeekStart); err != nil {
		return translate(err)
	}
	return nil
}

// Seek implements io.Seeker, without releasing anything.
func (b *body) Seek(offset int64, whence int) (int64, error) {
	if b.reader != nil {
		return b.reader.Seek(offset, whence)
	}
	switch whence {
	case io.SeekCurrent:
		offset += b.pos
	case io.SeekEnd:
		offset += b.version.Size
	}
	if offset < 0 {
		return 0, errors.New("vault: seek before the start")
	}
	b.pos = offset
	return offset, nil
}

// Limit implements Body.
func (b *body) Limit(start, end int64) {
	b.start, b.end = start, end
	if b.reader != nil {
		b.reader.Limit(start, end)
	}
}

// Close implements io.Closer.
func (b *body) Close() error {
	b.stream.Close()
	if b.reader == nil {
		return nil
	}
	return b.reader.Close()
}
