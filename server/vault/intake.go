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

	"strongroom/ent/gen"
	"strongroom/ent/gen/upload"
	"strongroom/ent/gen/version"
	"strongroom/ent/typeid"
	"strongroom/policies"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/cutoff"
	"strongroom/server/internal/seal"
)

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
//
// BUG(vault): A part that one replica is still putting when another has put it
// again and gone on may land late and replace it in S3. The object then cannot
// be completed, and the upload is lost; nothing else is.
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
		if _, err := a.receives(ctx, old, a.document); err != nil {
			return err
		}
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
			finished, err := a.tx.Upload.Query().
				Where(upload.ID(row.ID), upload.StateEQ(upload.StateFINISHED)).
				Exist(a.keeper(ctx))
			if err == nil && !finished {
				err = notFound() // it was given up meanwhile
			}
			return err
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
	if _, err := a.receives(ctx, row, a.lockedDocument); err != nil {
		return err
	}
	if row.NewDocument {
		err := a.tx.Document.Create().
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
		newest, err := a.tx.Version.Query().
			Where(version.DocumentID(row.DocumentID)).
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

// receives decides whether the acting user may add to an upload, and returns
// the titles that allow it. find finds the document that gets a new version.
func (a *act) receives(
	ctx context.Context, row *gen.Upload, find func(context.Context, typeid.ID) (*gen.Document, error),
) ([]title, error) {
	if row.NewDocument {
		parent, err := a.folder(ctx, row.FolderID)
		if err != nil {
			return nil, err
		}
		o := ofFolder(parent)
		o.classification = policies.Classification(row.Classification)
		return a.decide(ctx, policies.DocumentCreate, o)
	}
	found, err := find(ctx, row.DocumentID)
	if err != nil {
		return nil, err
	}
	allowing, err := a.decide(ctx, policies.DocumentEdit, ofDocument(found))
	if err == nil && found.Classification != row.Classification {
		err = failed("the document was reclassified meanwhile; begin again")
	}
	return allowing, err
}

// still decides whether the upload may go on.
func (in *intake) still(ctx context.Context, a *act) (cutoff.Grounds, error) {
	allowing, err := a.receives(ctx, in.row, a.document)
	if err != nil {
		return cutoff.Grounds{}, err
	}
	return a.grounds(ctx, allowing, in.row.DocumentID)
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
