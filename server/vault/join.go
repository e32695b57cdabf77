package vault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/upload"
	"strongroom/ent/typeid"
	"strongroom/server/internal/seal"
)

// mostJoined bounds the partial uploads of one.
const mostJoined = 100

func (in *CreateUpload) checkJoins() error {
	if in.Partial || in.SizeDeferred || in.Size != 0 {
		return badInput("joins", "excludes partial, size and sizeDeferred")
	}
	if len(in.Joins) > mostJoined {
		return &Error{Code: Limited, Field: "joins", Message: fmt.Sprintf("at most %d uploads are joined", mostJoined)}
	}
	for _, id := range in.Joins {
		if err := want("joins", typeid.Upload, id); err != nil {
			return err
		}
	}
	return nil
}

// joined tells how many bytes partial uploads hold that are to be joined to an object,
// and lets them live as long as what is made of them. The bytes must have been sealed
// for the same customer and classification, and hence be in the right bucket.
func (a *act) joined(ctx context.Context, ids []typeid.ID, o object) (size int64, err error) {
	rows, err := a.vault.finishedParts(a.keeper(ctx), a.tx, a.who.ID, a.at, ids)
	if err != nil {
		return 0, err
	}
	most := a.vault.cfg.MaxUpload
	for _, row := range rows {
		if row.CustomerID != o.customer || row.Classification != classification.Level(o.classification) {
			return 0, badInput("joins", "names an upload for another customer or classification")
		}
		if size += row.Size; size > most {
			return 0, tooLarge(most)
		}
	}
	n, err := a.tx.Upload.Update().
		Where(upload.IDIn(ids...), pending()).
		SetExpiresAt(a.at.Add(a.vault.cfg.UploadLife)).
		Save(a.keeper(ctx))
	if err == nil && n < len(distinct(ids)) {
		err = notFound()
	}
	return size, err
}

func distinct(ids []typeid.ID) []typeid.ID { return slices.Compact(slices.Sorted(slices.Values(ids))) }

// finishedParts finds finished partial uploads of a user, in the order of ids, which
// may name one several times. It fails with NotFound and FailedPrecondition.
func (v *Vault) finishedParts(ctx context.Context, client *gen.Client, user typeid.ID, at time.Time, ids []typeid.ID) ([]*gen.Upload, error) {
	found, err := client.Upload.Query().
		Where(upload.IDIn(ids...), upload.UserID(user), pending(), upload.ExpiresAtGT(at)).
		All(ctx)
	if err != nil {
		return nil, err
	}
	rows := make([]*gen.Upload, len(ids))
	for i, id := range ids {
		at := slices.IndexFunc(found, func(row *gen.Upload) bool { return row.ID == id })
		if at < 0 {
			return nil, notFound()
		}
		if rows[i] = found[at]; !rows[i].Partial || rows[i].State != upload.StateFINISHED {
			return nil, failed("%s is no partial upload that has come to its end", id)
		}
	}
	return rows, nil
}

// JoinUploads has the bytes of an upload of the viewer be those of the partial uploads
// that it was created of, one behind the other, and finishes it. Bytes that are
// sealed for one place cannot be read in another, so that they are opened and sealed
// anew here. The partial uploads are given up then. When it fails, they stay, and the
// upload is given up instead.
//
// It fails as [Vault.ReceiveUpload] does, with NotFound when a partial upload is not there
// any more, and with FailedPrecondition for an upload that was not created of others.
func (v *Vault) JoinUploads(ctx context.Context, id typeid.ID) error {
	row, err := v.ownUpload(ctx, id)
	if err != nil {
		return err
	}
	if len(row.Joins) == 0 {
		return failed("the upload is not made of others")
	}
	parts, err := v.finishedParts(v.asKeeper(ctx), v.reader, row.UserID, v.now(), row.Joins)
	if err == nil {
		r := v.joining(ctx, parts)
		_, err = v.receive(ctx, row, 0, row.Size, r)
		err = errors.Join(err, r.Close())
	}
	// Whatever came of it, what is left behind is not the client's to wait for.
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer done()
	if err != nil {
		if CodeOf(err) != Conflict { // somebody else may be about to end it well
			v.leave(ctx, row, "upload:abandon")
		}
		return translate(err)
	}
	for _, id := range distinct(row.Joins) {
		v.leave(ctx, parts[slices.Index(row.Joins, id)], "upload:join")
	}
	return nil
}

// leave gives an upload up that may have been given up already.
func (v *Vault) leave(ctx context.Context, row *gen.Upload, action string) {
	if err := v.abandon(ctx, row, action); err != nil && CodeOf(err) != NotFound {
		v.tidy(ctx, err)
	}
}

// joining reads what partial uploads hold.
type joining struct {
	inTurn
	cancel context.CancelFunc // ends a Read that hangs
}

func (v *Vault) joining(ctx context.Context, parts []*gen.Upload) *joining {
	ctx, cancel := context.WithCancel(ctx)
	j := &joining{cancel: cancel}
	for _, row := range parts {
		j.left = append(j.left, func() (io.ReadCloser, error) { return v.openUpload(ctx, row) })
	}
	return j
}

// Close implements io.Closer.
func (j *joining) Close() error {
	j.cancel()
	return j.inTurn.Close()
}

// openUpload opens the bytes of a finished partial upload.
func (v *Vault) openUpload(ctx context.Context, row *gen.Upload) (*seal.Reader, error) {
	bind := binding(row.CustomerID, row.DocumentID, row.VersionID)
	key, err := v.uploadKey(ctx, row, bind)
	if err != nil {
		return nil, err
	}
	defer key.Wipe()
	layout := seal.Layout{Size: row.Size, PartSize: row.PartSize}
	return seal.NewReader(ctx, key, bind, layout, func(ctx context.Context, offset, length int64) (io.ReadCloser, error) {
		return v.cfg.Store.Open(ctx, row.Object, offset, length)
	})
}
