package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding"
	"errors"
	"fmt"
	"hash"
	"io"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/upload"
	"strongroom/ent/gen/version"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/seal"
)

// The way of an upload:
//
//	CreateUpload    reserves the names and the key      (one transaction)
//	ReceiveUpload   seals and stores parts              (one transaction a part)
//	                and, with the last byte, finishes   (one transaction)
//
// Sealed bytes go up first, under a name that is never used again; then a
// transaction says that they are durable. A crash in between leaves sealed
// bytes that no row names, which a sweep of the store may remove, and an
// upload that goes on from what its row says.

// CreateUpload begins an upload of a new document or of a new version of one.
// An upload of nothing is finished at once.
func (v *Vault) CreateUpload(ctx context.Context, in CreateUpload) (begun Upload, err error) {
	sum, err := in.check(v.cfg.MaxUpload)
	if err != nil {
		return Upload{}, err
	}
	var row *gen.Upload
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		create := a.tx.Upload.Create()
		o, err := a.receiver(ctx, in, create)
		if err != nil {
			return err
		}
		parent, err := a.newestKey(ctx, o.customer, classification.Level(o.classification))
		if err != nil {
			return err
		}
		defer parent.key.Wipe()
		key := seal.NewKey()
		defer key.Wipe()
		versionID := typeid.New(typeid.Version)
		wrapped, err := seal.WrapVersionKey(parent.key, parent.name(), binding(o.customer, o.document, versionID), key)
		if err != nil {
			return err
		}
		row, err = create.
			SetCreatedAt(a.at).
			SetUserID(a.who.ID).
			SetCustomerID(o.customer).
			SetFolderID(o.folder).
			SetDocumentID(o.document).
			SetVersionID(versionID).
			SetClassification(classification.Level(o.classification)).
			SetMediaType(in.MediaType).
			SetSize(in.Size).
			SetDeclaredSha256(sum).
			SetObject(objectName(o.customer)).
			SetPartSize(seal.PartSize).
			SetWrappedKey(wrapped).
			SetCustomerKeyID(parent.row.ID).
			SetExpiresAt(a.at.Add(v.cfg.UploadLife)).
			Save(ctx)
		if err != nil {
			return err
		}
		return a.record(ctx, event{
			action: "upload:begin", object: row.ID, customer: o.customer,
			detail: map[string]string{"document": o.document.String(), "size": fmt.Sprint(in.Size)},
		})
	})
	if err != nil {
		return Upload{}, err
	}
	if in.Size == 0 {
		if _, err := v.ReceiveUpload(ctx, row.ID, 0, 0, bytes.NewReader(nil)); err != nil {
			return Upload{}, err
		}
		row.State = upload.StateFINISHED
	}
	return standingOf(row), nil
}

// receiver decides what is to receive the bytes, and names it in the row.
func (a *act) receiver(ctx context.Context, in CreateUpload, create *gen.UploadCreate) (object, error) {
	if in.DocumentID != nil {
		found, err := a.document(ctx, *in.DocumentID)
		if err != nil {
			return object{}, err
		}
		o := ofDocument(found)
		create.SetNewDocument(false).SetTitle(found.Title)
		_, err = a.decide(ctx, policies.DocumentEdit, o)
		return o, err
	}
	found, err := a.folder(ctx, *in.FolderID)
	if err != nil {
		return object{}, err
	}
	o := ofFolder(found)
	if _, err := a.decide(ctx, policies.FolderView, o); err != nil {
		return object{}, err
	}
	o.classification = policies.Internal
	if in.Classification != nil {
		o.classification = policies.Classification(*in.Classification)
	}
	if _, err := a.decide(ctx, policies.DocumentCreate, o); err != nil {
		return object{}, err
	}
	o.document = typeid.New(typeid.Document)
	create.SetNewDocument(true).SetTitle(*in.Title)
	return o, nil
}

// UploadStatus tells where an upload of the viewer stands. It fails with
// NotFound for anybody else's, and for one that is over or given up. An upload
// whose bytes are all durable, but that a crash kept from finishing, is
// finished here.
func (v *Vault) UploadStatus(ctx context.Context, id typeid.ID) (Upload, error) {
	row, err := v.ownUpload(ctx, id)
	if err != nil {
		return Upload{}, err
	}
	if row.State == upload.StateOPEN && row.Offset == row.Size && row.Size > 0 {
		if _, err := v.ReceiveUpload(ctx, id, row.Offset, 0, bytes.NewReader(nil)); err != nil {
			return Upload{}, err
		}
		row.State = upload.StateFINISHED
	}
	return standingOf(row), nil
}

// ReceiveUpload takes bytes of an upload from r, at an offset that must be the
// durable one. length is how many will come, or -1 for unknown, which is taken
// for all that are missing. It tells how many became durable; when the stream
// breaks, that may be fewer than were read, and the uploader goes on there.
// With the last byte it finishes the upload.
//
// It fails with Conflict for a wrong offset or when another replica was
// quicker, with Limited when more comes than was declared, and with
// BadUserInput when the finished bytes have not the declared SHA-256, which
// ends the upload.
func (v *Vault) ReceiveUpload(ctx context.Context, id typeid.ID, offset, length int64, r io.Reader) (written int64, err error) {
	row, err := v.ownUpload(ctx, id)
	if err != nil {
		return 0, err
	}
	switch {
	case row.State == upload.StateFINISHED:
		return 0, conflict("the upload is finished")
	case offset != row.Offset:
		return 0, conflict("the upload goes on at byte %d", row.Offset)
	case length > row.Size-row.Offset:
		return 0, &Error{Code: Limited, Message: "more bytes than were declared"}
	case length < 0:
		length = row.Size - row.Offset
	}
	in, err := v.intake(ctx, row)
	if err != nil {
		return 0, err
	}
	defer in.key.Wipe()
	for length > 0 || row.Size == 0 {
		n, err := in.next(ctx, r, length)
		if err != nil {
			return written, translate(err)
		}
		written += n
		length -= n
		if in.row.Offset == in.row.Size {
			break
		}
	}
	if in.row.Offset < in.row.Size {
		return written, nil
	}
	return written, in.finish(ctx)
}

// AbandonUpload gives an upload of the viewer up. Its sealed bytes are removed;
// what cannot be removed now is left to a sweep of the store.
func (v *Vault) AbandonUpload(ctx context.Context, id typeid.ID) error {
	row, err := v.ownUpload(ctx, id)
	if err != nil {
		return err
	}
	return v.abandon(ctx, row)
}

func (v *Vault) abandon(ctx context.Context, row *gen.Upload) error {
	err := v.write(ctx, func(ctx context.Context, a *act) error {
		n, err := a.tx.Upload.Update().
			Where(upload.ID(row.ID), upload.StateEQ(upload.StateOPEN)).
			SetState(upload.StateABANDONED).
			Save(a.keeper(ctx))
		if err != nil {
			return err
		}
		if n == 0 {
			return notFound()
		}
		return a.record(ctx, event{action: "upload:abandon", object: row.ID, customer: row.CustomerID})
	})
	if err != nil {
		return err
	}
	if row.Multipart != "" {
		v.tidy(ctx, v.cfg.Store.Abort(ctx, row.Object, row.Multipart))
	}
	if row.Tail != "" {
		v.tidy(ctx, v.cfg.Store.Remove(ctx, row.Tail))
	}
	return nil
}

// tidy logs what could not be removed. It is garbage that no row names.
func (v *Vault) tidy(ctx context.Context, err error) {
	if err != nil {
		v.cfg.Log.WarnContext(ctx, "sealed bytes left behind", "error", err)
	}
}

// ownUpload finds an upload of the viewer that is open or finished.
func (v *Vault) ownUpload(ctx context.Context, id typeid.ID) (*gen.Upload, error) {
	who, ok := viewer.FromContext(ctx)
	if !ok {
		return nil, unauthenticated()
	}
	at := v.now()
	standing, err := v.standing(ctx, v.reader, who, at)
	if err != nil {
		return nil, translate(err)
	}
	row, err := v.reader.Upload.Query().
		Where(
			upload.ID(id), upload.UserID(standing.ID),
			upload.StateNEQ(upload.StateABANDONED), upload.ExpiresAtGT(at),
		).
		WithCustomerKey().
		WithParts().
		Only(viewer.As(ctx, viewer.Keeper, at))
	return row, translate(err)
}

// intake is one stretch of an upload on one replica.
type intake struct {
	vault  *Vault
	row    *gen.Upload
	key    seal.Key
	bind   seal.Binding
	layout seal.Layout
	// sum is the SHA-256 of all durable bytes.
	sum hash.Hash
}

func (v *Vault) intake(ctx context.Context, row *gen.Upload) (*intake, error) {
	in := &intake{
		vault:  v,
		row:    row,
		bind:   binding(row.CustomerID, row.DocumentID, row.VersionID),
		layout: seal.Layout{Size: row.Size, PartSize: row.PartSize},
		sum:    sha256.New(),
	}
	var err error
	if in.key, err = v.versionKey(ctx, row.Edges.CustomerKey, in.bind, row.WrappedKey); err != nil {
		return nil, err
	}
	if len(row.HashSealed) == 0 {
		return in, nil
	}
	state, err := seal.OpenValue(in.key, hashLabel, in.hashPlace(row.Offset), row.HashSealed)
	if err == nil {
		err = restore(in.sum, state)
	}
	if err != nil {
		in.key.Wipe()
		return nil, translate(err)
	}
	return in, nil
}

const hashLabel = "upload hash"

// hashPlace binds the sealed state of the hash to the upload and its offset.
func (in *intake) hashPlace(offset int64) []byte {
	return fmt.Appendf(nil, "%s %d", in.row.ID, offset)
}

// next takes up to length bytes: to the end of the part that is under way if
// that many come, and otherwise as the part's new tail. It returns when they
// are durable, with their number.
func (in *intake) next(ctx context.Context, r io.Reader, length int64) (int64, error) {
	part := int(in.row.Offset / in.row.PartSize)
	behind := in.row.Offset % in.row.PartSize
	room := in.layout.Plain(part) - behind
	n := min(length, room)

	sum := sha256.New()
	if err := copyHash(sum, in.sum); err != nil {
		return 0, err
	}
	held, err := in.openTail(ctx, part, behind)
	if err != nil {
		return 0, err
	}
	defer held.Close() // read to its end, or given up
	fresh := io.TeeReader(io.LimitReader(r, n), sum)
	plain := io.MultiReader(held, fresh)

	if n < room {
		tail, err := in.putTail(ctx, part, behind+n, plain)
		if err != nil {
			return 0, err
		}
		return n, in.durable(ctx, n, sum, tail, nil)
	}
	stored, err := in.putPart(ctx, part, plain)
	if err != nil {
		return 0, err
	}
	return n, in.durable(ctx, n, sum, "", stored)
}

// openTail reads what is held of the part under way.
func (in *intake) openTail(ctx context.Context, part int, size int64) (io.ReadCloser, error) {
	if size == 0 {
		return io.NopCloser(bytes.NewReader(nil)), nil
	}
	if in.row.Tail == "" {
		return nil, errors.New("upload: tail is missing")
	}
	sealed, err := in.vault.cfg.Store.Open(ctx, in.row.Tail, 0, seal.SealedPartSize(size))
	if err != nil {
		return nil, err
	}
	plain, err := seal.OpenTail(in.key, in.bind, seal.Tail{Part: part, Size: size}, sealed)
	if err != nil {
		return nil, errors.Join(err, sealed.Close())
	}
	return struct {
		io.Reader
		io.Closer
	}{plain, sealed}, nil
}

func (in *intake) putTail(ctx context.Context, part int, size int64, plain io.Reader) (name string, err error) {
	name = "tails/" + in.row.ID.String() + "/" + typeid.New(typeid.UploadPart).String()
	sealed, err := seal.SealTail(in.key, in.bind, seal.Tail{Part: part, Size: size}, plain)
	if err != nil {
		return "", err
	}
	return name, in.vault.cfg.Store.Put(ctx, name, seal.SealedPartSize(size), sealed)
}

// putPart stores a whole part: as the object itself when it is the only one,
// under a fresh name, since an attempt that failed may have succeeded.
func (in *intake) putPart(ctx context.Context, part int, plain io.Reader) (*blob.Part, error) {
	store := in.vault.cfg.Store
	sealed, err := seal.SealPart(in.key, in.bind, part, in.layout.Final(part), plain)
	if err != nil {
		return nil, err
	}
	size := in.layout.SealedPart(part)
	if in.layout.Parts() == 1 {
		name := objectName(in.row.CustomerID)
		if err := store.Put(ctx, name, size, sealed); err != nil {
			return nil, err
		}
		in.row.Object = name
		return &blob.Part{}, nil
	}
	if in.row.Multipart == "" {
		if in.row.Multipart, err = store.Begin(ctx, in.row.Object); err != nil {
			return nil, err
		}
	}
	stored, err := store.PutPart(ctx, in.row.Object, in.row.Multipart, part+1, size, sealed)
	return &stored, err
}

// durable writes down that n more bytes are durable: in a new tail, or in a
// part that was stored. It changes nothing if another replica was quicker.
func (in *intake) durable(ctx context.Context, n int64, sum hash.Hash, tail string, stored *blob.Part) error {
	state, err := sum.(encoding.BinaryMarshaler).MarshalBinary()
	if err != nil {
		return fmt.Errorf("state of hash: %w", err)
	}
	sealed, err := seal.SealValue(in.key, hashLabel, in.hashPlace(in.row.Offset+n), state)
	if err != nil {
		return err
	}
	old := in.row
	// The bytes are stored: the client's going away must not undo them.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	err = in.vault.write(ctx, func(ctx context.Context, a *act) error {
		moved, err := a.tx.Upload.Update().
			Where(upload.ID(old.ID), upload.Offset(old.Offset), upload.StateEQ(upload.StateOPEN)).
			AddOffset(n).
			SetHashSealed(sealed).
			SetTail(tail).
			SetMultipart(old.Multipart).
			SetObject(old.Object).
			SetExpiresAt(a.at.Add(a.vault.cfg.UploadLife)).
			Save(a.keeper(ctx))
		if err != nil {
			return err
		}
		if moved == 0 {
			return conflict("another request has gone on with this upload")
		}
		if stored != nil && stored.Number > 0 {
			return a.tx.UploadPart.Create().
				SetCreatedAt(a.at).
				SetUploadID(old.ID).
				SetNumber(stored.Number).
				SetSize(stored.Size).
				SetEtag(stored.ETag).
				Exec(ctx)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if old.Tail != "" {
		in.vault.tidy(ctx, in.vault.cfg.Store.Remove(ctx, old.Tail))
	}
	in.row.Offset += n
	in.row.Tail = tail
	in.sum = sum
	if stored != nil && stored.Number > 0 {
		in.row.Edges.Parts = append(in.row.Edges.Parts, &gen.UploadPart{
			Number: stored.Number, Size: stored.Size, Etag: stored.ETag,
		})
	}
	return nil
}

// finish makes the document or the version of an upload whose bytes are all
// durable. What it does twice has the effect of once: an object that a crash
// kept from being recorded is found complete.
func (in *intake) finish(ctx context.Context) error {
	sum := in.sum.Sum(nil)
	if declared := in.row.DeclaredSha256; len(declared) > 0 && !bytes.Equal(declared, sum) {
		return errors.Join(
			badInput("sha256", "is not that of the bytes that came"),
			in.vault.abandon(ctx, in.row),
		)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer cancel()
	if in.layout.Parts() > 1 {
		if err := in.complete(ctx); err != nil {
			return translate(err)
		}
	}
	return in.vault.write(ctx, func(ctx context.Context, a *act) error {
		row := in.row
		taken, err := a.tx.Upload.Update().
			Where(upload.ID(row.ID), upload.StateEQ(upload.StateOPEN)).
			SetState(upload.StateFINISHED).
			Save(a.keeper(ctx))
		if err != nil {
			return err
		}
		if taken == 0 {
			return nil // finished by another replica
		}
		return a.admit(ctx, row, sum)
	})
}

// complete joins the stored parts, unless that has been done.
func (in *intake) complete(ctx context.Context) error {
	parts := make([]blob.Part, in.layout.Parts())
	for _, part := range in.row.Edges.Parts {
		parts[part.Number-1] = blob.Part{Number: part.Number, Size: part.Size, ETag: part.Etag}
	}
	err := in.vault.cfg.Store.Complete(ctx, in.row.Object, in.row.Multipart, parts)
	if !errors.Is(err, blob.ErrNotExist) {
		return err
	}
	stored, statErr := in.vault.cfg.Store.Stat(ctx, in.row.Object)
	if statErr != nil || stored.Size != in.layout.Sealed() {
		return errors.Join(err, statErr)
	}
	return nil
}

// admit makes the version, and the document where it is new, in the
// transaction that ends the upload. Whether the uploader may is decided again:
// much can have changed since the upload began.
func (a *act) admit(ctx context.Context, row *gen.Upload, sum []byte) error {
	number := 1
	if row.NewDocument {
		parent, err := a.folder(ctx, row.FolderID)
		if err != nil {
			return err
		}
		o := ofFolder(parent)
		o.classification = policies.Classification(row.Classification)
		if _, err := a.decide(ctx, policies.DocumentCreate, o); err != nil {
			return err
		}
		err = a.tx.Document.Create().
			SetID(row.DocumentID).
			SetCreatedAt(a.at).
			SetUpdatedAt(a.at).
			SetCustomerID(row.CustomerID).
			SetFolderID(row.FolderID).
			SetTitle(row.Title).
			SetClassification(row.Classification).
			SetCreatedByID(a.who.ID).
			Exec(ctx)
		if err != nil {
			return err
		}
	} else {
		found, err := a.document(ctx, row.DocumentID)
		if err != nil {
			return err
		}
		if _, err := a.decide(ctx, policies.DocumentEdit, ofDocument(found)); err != nil {
			return err
		}
		if found.Classification != row.Classification {
			return failed("the document was reclassified meanwhile; begin again")
		}
		newest, err := a.tx.Version.Query().
			Where(version.DocumentID(found.ID)).
			Order(gen.Desc(version.FieldNumber)).
			First(a.facts(ctx))
		if err != nil {
			return err
		}
		number = newest.Number + 1
	}
	err := a.tx.Version.Create().
		SetID(row.VersionID).
		SetCreatedAt(a.at).
		SetDocumentID(row.DocumentID).
		SetNumber(number).
		SetSize(row.Size).
		SetMediaType(row.MediaType).
		SetSha256(sum).
		SetObject(row.Object).
		SetFormat(int(seal.FormatV1)).
		SetPartSize(row.PartSize).
		SetWrappedKey(row.WrappedKey).
		SetCustomerKeyID(row.CustomerKeyID).
		SetCreatedByID(a.who.ID).
		Exec(ctx)
	if err != nil {
		return err
	}
	err = a.tx.Document.UpdateOneID(row.DocumentID).
		SetCurrentVersionID(row.VersionID).
		SetUpdatedAt(a.at).
		Exec(ctx)
	if err != nil {
		return err
	}
	action := policies.DocumentEdit
	if row.NewDocument {
		action = policies.DocumentCreate
	}
	return a.record(ctx, event{
		action: string(action), object: row.DocumentID, customer: row.CustomerID,
		detail: map[string]string{"version": row.VersionID.String(), "size": fmt.Sprint(row.Size)},
	})
}

// check is what can be said of the input without the database. It returns the
// declared SHA-256, or nil.
func (in *CreateUpload) check(most int64) (sum []byte, err error) {
	if (in.FolderID == nil) == (in.DocumentID == nil) {
		return nil, badInput("folderId", "give exactly one of folderId and documentId")
	}
	if in.DocumentID != nil {
		if in.Title != nil || in.Classification != nil {
			return nil, badInput("documentId", "a new version keeps title and classification")
		}
		if err := want("documentId", typeid.Document, *in.DocumentID); err != nil {
			return nil, err
		}
	} else {
		if err := want("folderId", typeid.Folder, *in.FolderID); err != nil {
			return nil, err
		}
		if in.Title == nil {
			return nil, badInput("title", "must not be empty")
		}
		if *in.Title, err = text("title", *in.Title, 255); err != nil {
			return nil, err
		}
		if in.Classification != nil && !in.Classification.Valid() {
			return nil, badInput("classification", "is none of the known levels")
		}
	}
	if in.MediaType, err = mediaType("mediaType", in.MediaType); err != nil {
		return nil, err
	}
	switch {
	case in.Size < 0:
		return nil, badInput("size", "must not be negative")
	case in.Size > most:
		return nil, &Error{Code: Limited, Field: "size", Message: fmt.Sprintf("a document has at most %d bytes", most)}
	}
	return digest("sha256", in.SHA256)
}

func standingOf(row *gen.Upload) Upload {
	return Upload{
		ID: row.ID, DocumentID: row.DocumentID, Size: row.Size, Offset: row.Offset,
		ExpiresAt: row.ExpiresAt, Finished: row.State == upload.StateFINISHED,
	}
}

// objectName makes a fresh name in the store, under the customer's own prefix.
func objectName(customerID typeid.ID) string {
	return "versions/" + customerID.String() + "/" + typeid.New(typeid.Version).String()
}

func copyHash(to, from hash.Hash) error {
	state, err := from.(encoding.BinaryMarshaler).MarshalBinary()
	if err != nil {
		return fmt.Errorf("state of hash: %w", err)
	}
	return restore(to, state)
}

func restore(to hash.Hash, state []byte) error {
	if err := to.(encoding.BinaryUnmarshaler).UnmarshalBinary(state); err != nil {
		return fmt.Errorf("state of hash: %w", err)
	}
	return nil
}
