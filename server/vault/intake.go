package vault

import (
	"context"
	"crypto/sha256"
	"encoding"
	"errors"
	"fmt"
	"hash"
	"io"
	"sync"
	"time"

	"strongroom/ent/gen"
	"strongroom/ent/gen/customerkey"
	"strongroom/ent/gen/upload"
	"strongroom/ent/gen/uploadpart"
	"strongroom/ent/tail"
	"strongroom/ent/typeid"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/seal"
)

// intake is one stretch of an upload on one replica: the bytes of one request.
//
// They are read and hashed here, and sealed and sent in a goroutine a step: a
// step is a part, or at the end of the stretch a piece of one. While the store
// confirms one step the next are on their way, at most [stepsUnderway] of them.
// What is confirmed becomes durable in the order of the bytes.
//
// Nothing that is sent twice, or too late, can replace anything: each attempt has
// an object's name of its own, or a part number that was given out to it alone.
type intake struct {
	vault  *Vault
	row    *gen.Upload
	key    seal.Key
	bind   seal.Binding
	layout seal.Layout

	// Where reading stands. What is durable, row says.
	offset  int64
	tail    tail.Tail
	sum     hash.Hash // SHA-256 of all before offset
	numbers []int     // part numbers that are this stretch's

	// object is where the only part of an upload is stored, before the row says so.
	object string
}

const overtaken = "another request has gone on with this upload"

const (
	// stepsUnderway bounds the steps that are read or not yet durable. Each
	// holds a few packages and the buffers of its connection.
	stepsUnderway = 3
	// numbersAtOnce is how many part numbers are given out at once.
	numbersAtOnce = 16
)

func (v *Vault) intake(ctx context.Context, row *gen.Upload) (*intake, error) {
	in := &intake{
		vault:  v,
		row:    row,
		bind:   binding(row.CustomerID, row.DocumentID, row.VersionID),
		layout: seal.Layout{Size: row.Size, PartSize: row.PartSize},
		offset: row.Offset,
		tail:   row.Tail,
		sum:    sha256.New(),
	}
	var err error
	if row.Multipart != "" {
		row.Edges.Parts, err = v.reader.UploadPart.Query().
			Where(uploadpart.UploadID(row.ID)).
			Order(uploadpart.ByNumber()).
			All(v.asKeeper(ctx))
	}
	if err != nil {
		return nil, translate(err)
	}
	if in.key, err = v.uploadKey(ctx, row, in.bind); err != nil {
		return nil, err
	}
	if len(row.HashSealed) == 0 {
		return in, nil
	}
	state, err := seal.OpenValue(in.key, hashLabel, in.hashPlace(row.Offset), row.HashSealed)
	if err == nil {
		err = in.sum.(encoding.BinaryUnmarshaler).UnmarshalBinary(state)
	}
	if err != nil {
		in.key.Wipe()
		return nil, translate(err)
	}
	return in, nil
}

// uploadKey unwraps the key of an upload. Wipe it.
func (v *Vault) uploadKey(ctx context.Context, row *gen.Upload, b seal.Binding) (seal.Key, error) {
	parent, err := v.reader.CustomerKey.Query().Where(customerkey.ID(row.CustomerKeyID)).Only(v.asKeeper(ctx))
	if err != nil {
		return seal.Key{}, translate(err)
	}
	return v.versionKey(ctx, parent, b, row.WrappedKey)
}

const hashLabel = "upload hash"

// hashPlace binds the sealed state of the hash to the upload and its offset.
func (in *intake) hashPlace(offset int64) []byte {
	return fmt.Appendf(nil, "%s %d", in.row.ID, offset)
}

// step is some bytes on their way: the rest of a part, or a piece of one.
type step struct {
	n    int64     // bytes that it adds
	tail tail.Tail // behind it

	read chan struct{} // closed when all is read, and this is set:
	hash []byte        // sealed state of the hash behind it

	sent   chan struct{} // closed when the store has answered, and these are set:
	object string        // that is the only part
	part   *blob.Part    // of a multipart
	err    error
}

// take takes length bytes of r. How many became durable, the row says
// afterwards: when r or the store fails, the steps before.
func (in *intake) take(ctx context.Context, r io.Reader, length int64) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// One step is confirmed, one is read; the channel has the others.
	underway, confirmed := make(chan *step, stepsUnderway-2), make(chan error)
	go func() {
		var err error
		for s := range underway {
			if err == nil {
				if err = in.confirm(ctx, s); err != nil {
					cancel() // what comes behind is of no use
				}
			}
			<-s.sent
		}
		confirmed <- err
	}()
	var err error
	for again := true; again && err == nil; again = length > 0 {
		var s *step
		var body *io.PipeWriter
		if s, body, err = in.begin(ctx, length); err != nil {
			break
		}
		underway <- s
		err = in.read(r, s, body)
		length -= s.n
	}
	close(underway)
	if failed := <-confirmed; failed != nil {
		return failed // has err in it, or is its cause
	}
	return err
}

// begin begins the next step, of at most length bytes, and tells where they go.
//
// A part is sealed as the last one or as another. While the size is deferred, that
// is known only of a part behind which more bytes come; what ends with one is
// held as pieces, and a step of no bytes makes the part of them later.
func (in *intake) begin(ctx context.Context, length int64) (*step, *io.PipeWriter, error) {
	held := in.tail.Size()
	part := int((in.offset - held) / in.row.PartSize)
	room := in.layout.Plain(part) - held
	s := &step{n: min(length, room), read: make(chan struct{}), sent: make(chan struct{})}
	before := in.tail
	var send func(io.Reader) error
	switch {
	case s.n < room, in.row.SizeDeferred && s.n == length:
		s.tail, before = in.tail.Split(s.n)
		piece := tail.Piece{
			Name: tailsOf(in.row) + typeid.New(typeid.UploadPart).String(),
			From: s.tail.Size(), Size: before.Size() + s.n,
		}
		s.tail = append(s.tail, piece)
		send = func(plain io.Reader) error { return in.putPiece(ctx, part, piece, plain) }
	case in.layout.Parts() == 1:
		send = func(plain io.Reader) (err error) {
			s.object, err = in.putObject(ctx, plain)
			return err
		}
	default:
		number, err := in.number(ctx, length)
		if err != nil {
			return nil, nil, err
		}
		multipart := in.row.Multipart // which the next numbers may set again
		send = func(plain io.Reader) (err error) {
			s.part, err = in.putPart(ctx, multipart, part, number, plain)
			return err
		}
	}
	in.offset, in.tail = in.offset+s.n, s.tail
	fresh, body := io.Pipe()
	go func() {
		defer close(s.sent)
		held := in.pieces(ctx, part, before)
		s.err = errors.Join(send(io.MultiReader(held, fresh)), held.Close())
		_ = fresh.CloseWithError(s.err) // cannot fail
	}()
	return s, body, nil
}

var packages = sync.Pool{New: func() any { return new([seal.PackageSize]byte) }}

// read reads the bytes of a step into body.
func (in *intake) read(r io.Reader, s *step, body *io.PipeWriter) (err error) {
	buffer := packages.Get().(*[seal.PackageSize]byte)
	defer func() {
		clear(buffer[:]) // no plaintext stays behind
		packages.Put(buffer)
		close(s.read)
		_ = body.CloseWithError(err) // cannot fail
	}()
	n, err := io.CopyBuffer(io.MultiWriter(in.sum, body), io.LimitReader(r, s.n), buffer[:])
	if err == nil && n < s.n {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	state, err := in.sum.(encoding.BinaryMarshaler).MarshalBinary()
	if err != nil {
		return fmt.Errorf("state of hash: %w", err)
	}
	s.hash, err = seal.SealValue(in.key, hashLabel, in.hashPlace(in.offset), state)
	return err
}

// number returns a part number that nobody else has or will have, greater than
// those of the parts before.
func (in *intake) number(ctx context.Context, length int64) (int, error) {
	if len(in.numbers) == 0 {
		ends := (in.tail.Size() + length + in.row.PartSize - 1) / in.row.PartSize
		if err := in.giveNumbers(ctx, int(min(ends, numbersAtOnce))); err != nil {
			return 0, err
		}
	}
	number := in.numbers[0]
	in.numbers = in.numbers[1:]
	return number, nil
}

// giveNumbers gives n part numbers to this stretch, and begins the multipart
// where there is none. A crash before the commit leaves a multipart that no row
// names, which the sweep finds.
func (in *intake) giveNumbers(ctx context.Context, n int) error {
	row, store, multipart, begun := in.row, in.vault.cfg.Store, in.row.Multipart, false
	if multipart == "" {
		var err error
		if multipart, err = store.Begin(ctx, row.Object); err != nil {
			return err
		}
		begun = true
	}
	err := in.vault.write(ctx, func(ctx context.Context, a *act) error {
		given, err := a.tx.Upload.Update().
			Where(
				upload.ID(row.ID), upload.StateEQ(upload.StateOPEN),
				upload.Or(upload.MultipartIsNil(), upload.MultipartIn("", multipart)),
			).
			AddPartNumbers(n).
			SetMultipart(multipart).
			Save(a.keeper(ctx))
		if err != nil {
			return err
		}
		if given == 0 {
			return conflict(overtaken)
		}
		now, err := a.tx.Upload.Query().Where(upload.ID(row.ID)).Only(a.keeper(ctx))
		if err != nil {
			return err
		}
		if now.PartNumbers > blob.MaxParts {
			return &Error{Code: Limited, Message: "the upload was interrupted too often; begin again"}
		}
		in.numbers = nil
		for number := now.PartNumbers - n + 1; number <= now.PartNumbers; number++ {
			in.numbers = append(in.numbers, number)
		}
		return nil
	})
	if err != nil {
		if begun && CodeOf(err) == Conflict {
			in.vault.tidy(ctx, store.Abort(ctx, row.Object, multipart))
		}
		return err
	}
	row.Multipart = multipart
	return nil
}

func (in *intake) putPiece(ctx context.Context, part int, piece tail.Piece, plain io.Reader) error {
	sealed, err := seal.SealTail(in.key, in.bind, seal.Tail{Part: part, From: piece.From, Size: piece.Size}, plain)
	if err != nil {
		return err
	}
	return in.vault.cfg.Store.Put(ctx, piece.Name, seal.SealedPartSize(piece.Size), sealed)
}

// putObject stores the only part as the object itself.
func (in *intake) putObject(ctx context.Context, plain io.Reader) (name string, err error) {
	sealed, err := seal.SealPart(in.key, in.bind, 0, true, plain)
	if err != nil {
		return "", err
	}
	bucket, _ := blob.CutBucket(in.row.Object)
	name = objectName(bucket, in.row.CustomerID)
	return name, in.vault.cfg.Store.Put(ctx, name, in.layout.Sealed(), sealed)
}

func (in *intake) putPart(ctx context.Context, multipart string, part, number int, plain io.Reader) (*blob.Part, error) {
	sealed, err := seal.SealPart(in.key, in.bind, part, in.layout.Final(part), plain)
	if err != nil {
		return nil, err
	}
	stored, err := in.vault.cfg.Store.PutPart(ctx, in.row.Object, multipart, number, in.layout.SealedPart(part), sealed)
	return &stored, err
}

// tailsOf is the prefix of all pieces of an upload, in the bucket that its object is for.
func tailsOf(row *gen.Upload) string {
	bucket, _ := blob.CutBucket(row.Object)
	return blob.InBucket(bucket, tails+row.ID.String()+"/")
}

// pieces reads what is held of a part.
func (in *intake) pieces(ctx context.Context, part int, held tail.Tail) *inTurn {
	pieces := &inTurn{}
	for _, piece := range held {
		pieces.left = append(pieces.left, func() (io.ReadCloser, error) {
			sealed, err := in.vault.cfg.Store.Open(ctx, piece.Name, 0, seal.SealedPartSize(piece.Size))
			if err != nil {
				return nil, err
			}
			plain, err := seal.OpenTail(in.key, in.bind, seal.Tail{Part: part, From: piece.From, Size: piece.Size}, sealed)
			if err != nil {
				return nil, errors.Join(err, sealed.Close())
			}
			return struct {
				io.Reader
				io.Closer
			}{plain, sealed}, nil
		})
	}
	return pieces
}

// confirm waits until a step is stored, and writes down that its bytes are
// durable; the only part of an upload stays for finish. It changes nothing if
// another replica was quicker.
func (in *intake) confirm(ctx context.Context, s *step) error {
	switch <-s.sent; {
	case errors.Is(s.err, blob.ErrNotExist):
		// The multipart is gone, or a piece: somebody has finished the upload, or gone on.
		return &Error{Code: Conflict, Message: overtaken, Cause: s.err}
	case s.err != nil:
		return s.err
	}
	<-s.read
	if s.object != "" {
		in.object = s.object
		return nil
	}
	row, old := in.row, in.row.Tail
	// The bytes are stored: the client's going away must not undo them.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	err := in.vault.write(ctx, func(ctx context.Context, a *act) error {
		if _, err := a.receives(ctx, row, a.document); err != nil {
			return err
		}
		moved, err := a.tx.Upload.Update().
			Where(unmoved(row)).
			AddOffset(s.n).
			SetHashSealed(s.hash).
			SetTail(s.tail).
			SetExpiresAt(a.at.Add(a.vault.cfg.UploadLife)).
			Save(a.keeper(ctx))
		if err != nil {
			return err
		}
		if moved == 0 {
			return conflict(overtaken)
		}
		if s.part == nil {
			return nil
		}
		return a.tx.UploadPart.Create().
			SetCreatedAt(a.at).
			SetUploadID(row.ID).
			SetNumber(s.part.Number).
			SetSize(s.part.Size).
			SetEtag(s.part.ETag).
			Exec(ctx)
	})
	if err != nil {
		return err
	}
	row.Offset += s.n
	row.HashSealed, row.Tail = s.hash, s.tail
	if s.part != nil {
		row.Edges.Parts = append(row.Edges.Parts, &gen.UploadPart{Number: s.part.Number, Size: s.part.Size, Etag: s.part.ETag})
	}
	in.vault.drop(ctx, old[min(len(old), max(0, len(s.tail)-1)):])
	return nil
}

// drop removes pieces that no row names any more.
func (v *Vault) drop(ctx context.Context, pieces tail.Tail) {
	for _, piece := range pieces {
		v.tidy(ctx, v.cfg.Store.Remove(ctx, piece.Name))
	}
}
