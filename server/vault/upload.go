package vault

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"strongroom/ent/classification"
	"strongroom/ent/flow"
	"strongroom/ent/gen"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/upload"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/cutoff"
	"strongroom/server/internal/seal"
)

// The way of an upload:
//
//	CreateUpload    reserves the names and the key      (one transaction)
//	DeclareSize     where the uploader did not know it  (one transaction)
//	ReceiveUpload   seals and stores parts              (one transaction a part, but for an only one)
//	                and, with the last byte, finishes   (one transaction)
//	JoinUploads     receives what partial uploads hold instead
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
		size := in.Size
		if len(in.Joins) > 0 {
			if size, err = a.joined(ctx, in.Joins, o); err != nil {
				return err
			}
			create.SetJoins(in.Joins)
		}
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
			SetSize(size).
			SetSizeDeferred(in.SizeDeferred).
			SetPartial(in.Partial).
			SetDeclaredSha256(sum).
			SetObject(objectName(v.bucketOf(o.classification), o.customer)).
			SetPartSize(seal.PartSize).
			SetWrappedKey(wrapped).
			SetCustomerKeyID(parent.row.ID).
			SetExpiresAt(a.at.Add(v.cfg.UploadLife)).
			Save(ctx)
		if err != nil {
			return err
		}
		detail := map[string]string{"document": o.document.String()}
		if !in.SizeDeferred {
			detail["size"] = fmt.Sprint(size)
		}
		return a.record(ctx, event{action: "upload:begin", object: row.ID, customer: o.customer, detail: detail})
	})
	if err != nil {
		return Upload{}, err
	}
	if in.Size == 0 && len(in.Joins) == 0 {
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
	found, err := a.find(ctx, *in.FolderID)
	if err != nil {
		return object{}, err
	}
	o := found.object
	if _, err := a.judge(found.titles, policies.FolderView, o); err != nil {
		return object{}, err
	}
	o.classification = policies.Internal
	if in.Classification != nil {
		o.classification = policies.Classification(*in.Classification)
	}
	if _, err := a.judge(found.titles, policies.DocumentCreate, o); err != nil {
		return object{}, err
	}
	o.document = typeid.New(typeid.Document)
	create.SetNewDocument(true)
	if in.Title != nil {
		create.SetTitle(*in.Title)
	} else {
		create.SetTitle("") // of a partial one
	}
	return o, nil
}

// DeclareSize tells the size, in bytes, of an upload of the viewer that was begun
// without one. The last bytes may have come already: whoever goes on with the
// upload then finishes it. It fails with BadUserInput for a size that is less
// than what is durable, with Limited for one that is too large, and with Conflict
// when a size was declared before.
func (v *Vault) DeclareSize(ctx context.Context, id typeid.ID, size int64) (Upload, error) {
	row, err := v.ownUpload(ctx, id)
	if err != nil {
		return Upload{}, err
	}
	switch {
	case !row.SizeDeferred:
		return Upload{}, conflict("the size was declared")
	case size < row.Offset:
		return Upload{}, badInput("size", "is less than what has come")
	case size > row.Size:
		return Upload{}, tooLarge(row.Size)
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		declared, err := a.tx.Upload.Update().
			Where(unmoved(row)).
			SetSize(size).
			SetSizeDeferred(false).
			Save(a.keeper(ctx))
		if err == nil && declared == 0 {
			err = conflict(overtaken)
		}
		return err
	})
	if err != nil {
		return Upload{}, err
	}
	row.Size, row.SizeDeferred = size, false
	return standingOf(row), nil
}

// unmoved holds for an open upload that stands where it stood when row was read.
func unmoved(row *gen.Upload) predicate.Upload {
	hash := upload.HashSealedIsNil()
	if len(row.HashSealed) > 0 {
		hash = upload.HashSealed(row.HashSealed) // sealed anew at each step, also one that adds no byte
	}
	return upload.And(
		upload.ID(row.ID), upload.StateEQ(upload.StateOPEN),
		upload.Offset(row.Offset), upload.SizeDeferred(row.SizeDeferred), hash,
	)
}

// complete tells whether all bytes of an upload are durable.
func complete(row *gen.Upload) bool { return !row.SizeDeferred && row.Offset == row.Size }

// UploadStatus tells where an upload of the viewer stands. It fails with
// NotFound for anybody else's, and for one that is over or given up. An upload
// whose bytes are all durable, but that a crash kept from finishing, is
// finished here.
func (v *Vault) UploadStatus(ctx context.Context, id typeid.ID) (Upload, error) {
	row, err := v.ownUpload(ctx, id)
	if err != nil {
		return Upload{}, err
	}
	if row.State == upload.StateOPEN && complete(row) {
		if _, err := v.receive(ctx, row, row.Offset, 0, bytes.NewReader(nil)); err != nil {
			return Upload{}, err
		}
		row.State = upload.StateFINISHED
	}
	return standingOf(row), nil
}

// ReceiveUpload takes bytes of an upload from r, at an offset that must be the
// durable one. length is how many will come, or -1 for unknown, which is taken
// for all that are missing, and must not be while the size is deferred. It tells
// how many became durable; when the stream breaks, that may be fewer than were
// read, and the uploader goes on there. With the last byte it finishes the upload.
//
// When the uploader's access ends meanwhile, nothing more becomes durable. If r
// is an [io.Closer], it is closed then, which must make a Read that hangs
// return; otherwise the caller closes it.
//
// It fails with Conflict for a wrong offset or when another replica was
// quicker, with Limited when more comes than was declared, and with
// BadUserInput when the finished bytes have not the declared SHA-256, which
// ends the upload.
func (v *Vault) ReceiveUpload(ctx context.Context, id typeid.ID, offset, length int64, r io.Reader) (written int64, err error) {
	row, err := v.ownUpload(ctx, id)
	if err == nil && len(row.Joins) > 0 {
		err = conflict("the upload is made of others")
	}
	if err != nil {
		return 0, err
	}
	return v.receive(ctx, row, offset, length, r)
}

func (v *Vault) receive(ctx context.Context, row *gen.Upload, offset, length int64, r io.Reader) (written int64, err error) {
	switch {
	case row.State == upload.StateFINISHED:
		return 0, conflict("the upload is finished")
	case offset != row.Offset:
		return 0, conflict("the upload goes on at byte %d", row.Offset)
	case row.SizeDeferred && length < 0:
		return 0, badInput("length", "must be known as long as the size is not")
	case row.SizeDeferred && length > row.Size-row.Offset:
		return 0, tooLarge(row.Size)
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
	stream, err := v.stream(ctx, flow.Upload, in.still)
	if err != nil {
		return 0, err
	}
	defer stream.Close()
	if err := stream.Confirm(); err != nil {
		return 0, translate(err)
	}
	ctx = stream.Context()
	if body, ok := r.(io.Closer); ok {
		defer cutoff.Upon(ctx, func() { _ = body.Close() })() //nolint:contextcheck // a child of ours
	}
	r = watched{r, stream}
	defer func() { written = row.Offset - offset }()
	held := len(row.Tail) > 0 // what a deferred size left to be made a part
	if length > 0 || complete(row) && (row.Size == 0 || held) {
		err = in.take(ctx, r, length) //nolint:contextcheck // a child of ours
		if cut := stream.Err(); err != nil && cut != nil {
			err = cut // whatever store and reader made of it
		}
		if err != nil {
			return 0, translate(err)
		}
	}
	if row.SizeDeferred || in.offset < row.Size {
		return 0, nil
	}
	return 0, in.finish(ctx) //nolint:contextcheck // a child of ours
}

// AbandonUpload gives an upload of the viewer up. Its sealed bytes are removed;
// what cannot be removed now is left to EndUploads.
func (v *Vault) AbandonUpload(ctx context.Context, id typeid.ID) error {
	row, err := v.ownUpload(ctx, id)
	if err != nil {
		return err
	}
	return v.abandon(ctx, row, "upload:abandon")
}

func (v *Vault) abandon(ctx context.Context, row *gen.Upload, action string) error {
	err := v.write(ctx, func(ctx context.Context, a *act) error {
		return a.giveUp(ctx, row, action)
	})
	if err != nil {
		return err
	}
	v.tidy(ctx, v.clear(ctx, row))
	return nil
}

// pending holds for uploads whose bytes are neither a version's nor given up: open
// ones, and partial ones that are to be joined.
func pending() predicate.Upload {
	return upload.Or(upload.StateEQ(upload.StateOPEN), upload.And(upload.StateEQ(upload.StateFINISHED), upload.Partial(true)))
}

// giveUp gives a pending upload up.
func (a *act) giveUp(ctx context.Context, row *gen.Upload, action string, still ...predicate.Upload) error {
	n, err := a.tx.Upload.Update().
		Where(append(still, upload.ID(row.ID), pending())...).
		SetState(upload.StateABANDONED).
		SetExpiresAt(a.at).
		Save(a.keeper(ctx))
	if err != nil {
		return err
	}
	if n == 0 {
		return notFound()
	}
	return a.record(ctx, event{action: action, object: row.ID, customer: row.CustomerID})
}

// tidy logs what could not be removed. It is garbage that no row names.
func (v *Vault) tidy(ctx context.Context, err error) {
	if err != nil {
		v.cfg.Log.WarnContext(ctx, "sealed bytes left behind", "error", err)
	}
}

// ownUpload finds an upload of the viewer that is open or finished. Whether they
// may still act, whoever goes on with it asks.
func (v *Vault) ownUpload(ctx context.Context, id typeid.ID) (*gen.Upload, error) {
	who, ok := viewer.FromContext(ctx)
	if !ok {
		return nil, unauthenticated()
	}
	at := v.now()
	row, err := v.reader.Upload.Query().
		Where(
			upload.ID(id), upload.UserID(who.ID),
			upload.StateIn(upload.StateOPEN, upload.StateFINISHED), upload.ExpiresAtGT(at),
		).
		Only(viewer.As(ctx, viewer.Keeper, at))
	return row, translate(err)
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
		switch {
		case in.Title != nil:
			if *in.Title, err = text("title", *in.Title, 255); err != nil {
				return nil, err
			}
		case !in.Partial:
			return nil, badInput("title", "must not be empty")
		}
		if in.Classification != nil && !in.Classification.Valid() {
			return nil, badInput("classification", "is none of the known levels")
		}
	}
	if in.Partial && in.MediaType == "" {
		in.MediaType = "application/octet-stream"
	}
	if in.MediaType, err = mediaType("mediaType", in.MediaType); err != nil {
		return nil, err
	}
	switch {
	case len(in.Joins) > 0:
		err = in.checkJoins()
	case in.SizeDeferred && in.Size == 0:
		in.Size = most
	case in.SizeDeferred:
		return nil, badInput("size", "is given and deferred")
	case in.Size < 0:
		return nil, badInput("size", "must not be negative")
	case in.Size > most:
		return nil, tooLarge(most)
	}
	if err != nil {
		return nil, err
	}
	return digest("sha256", in.SHA256)
}

func tooLarge(most int64) error {
	return &Error{Code: Limited, Field: "size", Message: fmt.Sprintf("a document has at most %d bytes", most)}
}

func standingOf(row *gen.Upload) Upload {
	return Upload{
		ID: row.ID, DocumentID: row.DocumentID, Size: row.Size, SizeDeferred: row.SizeDeferred, Offset: row.Offset,
		ExpiresAt: row.ExpiresAt, Finished: row.State == upload.StateFINISHED, Partial: row.Partial, Joins: row.Joins,
	}
}

// bucketOf is the label of the bucket that keeps documents of a classification.
func (v *Vault) bucketOf(c policies.Classification) string { return v.cfg.Policy.Handling(c).Bucket }

// objectName makes a fresh name in a bucket, under the customer's own prefix.
func objectName(bucket string, customerID typeid.ID) string {
	return blob.InBucket(bucket, objects+customerID.String()+"/"+typeid.New(typeid.Version).String())
}

// The names of sealed bytes in a bucket begin with one of these.
const (
	objects = "versions/" // whole, or in the making
	tails   = "tails/"    // pieces of uploads
)
