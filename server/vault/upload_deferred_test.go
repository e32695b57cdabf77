package vault_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"strongroom/ent/typeid"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/seal"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// deferred is a change of begin: the size is declared later.
func deferred(in *vault.CreateUpload) { in.Size, in.SizeDeferred = 0, true }

func TestUploadOfDeferredSize(t *testing.T) {
	t.Parallel()
	const part = seal.PartSize
	for name, cuts := range map[string][]int{
		"nothing":                        {},
		"one byte":                       {1},
		"a few pieces":                   {1, 63, 64, 65_536},
		"exactly a part":                 {part},
		"a part in pieces":               {part - 1, 1},
		"a part and a byte":              {part + 1},
		"two parts":                      {2 * part},
		"pieces that end where parts do": {part, part, 3},
	} {
		for when, declaredBefore := range map[string]int{"with the last bytes": 1, "behind them": 0} {
			t.Run(name+", declared "+when, func(t *testing.T) {
				vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
					s := newScene(w)
					size := 0
					for _, n := range cuts {
						size += n
					}
					content := vaulttest.Bytes(size)
					up := s.begin(t, size, deferred)
					declare := func() {
						now, err := s.DeclareSize(s.clara.Ctx(), up.ID, int64(size))
						wantCode(t, err, "")
						if now.Size != int64(size) || now.SizeDeferred {
							t.Fatalf("declared %+v", now)
						}
						s.Replica()
					}
					var offset int64
					for i, n := range cuts {
						if i == len(cuts)-declaredBefore {
							declare()
						}
						written, err := s.send(up.ID, offset, bytes.NewReader(content[offset:offset+int64(n)]), n)
						wantCode(t, err, "")
						offset += written
						s.Replica() // every piece may meet another replica
						now, err := s.UploadStatus(s.clara.Ctx(), up.ID)
						wantCode(t, err, "")
						if finished := declaredBefore > 0 && i == len(cuts)-1; now.Offset != offset || now.Finished != finished {
							t.Fatalf("status %+v behind %d bytes", now, offset)
						}
					}
					if declaredBefore == 0 || len(cuts) == 0 {
						if s.clara.Sees(up.DocumentID) {
							t.Fatal("half-made document")
						}
						declare()
						_, err := s.send(up.ID, offset, bytes.NewReader(nil), 0)
						wantCode(t, err, "")
					}
					got, err := s.clara.Download(up.DocumentID)
					wantCode(t, err, "")
					if !bytes.Equal(got, content) {
						t.Fatal("other bytes than were uploaded")
					}
					s.settled(t, 2)
				})
			})
		}
	}
}

func TestDeclareSizeRefusals(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		most := s.Config.MaxUpload
		up, plain := s.begin(t, 0, deferred), s.begin(t, 10)
		if !up.SizeDeferred || up.Size != most || up.Finished {
			t.Fatalf("begun as %+v", up)
		}
		_, err := s.send(up.ID, 0, strings.NewReader("01234"), 5)
		wantCode(t, err, "")
		for name, c := range map[string]struct {
			by   vaulttest.Person
			id   typeid.ID
			size int64
			want vault.Code
		}{
			"negative":              {s.clara, up.ID, -1, vault.BadUserInput},
			"less than has come":    {s.clara, up.ID, 4, vault.BadUserInput},
			"more than is allowed":  {s.clara, up.ID, most + 1, vault.Limited},
			"declared at beginning": {s.clara, plain.ID, 10, vault.Conflict},
			"somebody else's":       {s.sam, up.ID, 5, vault.NotFound},
		} {
			if _, err := s.DeclareSize(c.by.Ctx(), c.id, c.size); vault.CodeOf(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err = s.send(up.ID, 5, strings.NewReader("567"), -1)
		wantCode(t, err, vault.BadUserInput)
		_, err = s.send(up.ID, 5, strings.NewReader("567"), int(most))
		wantCode(t, err, vault.Limited)
		_, err = s.CreateUpload(s.clara.Ctx(), vault.CreateUpload{
			FolderID: &s.root.ID, Title: new("T"), MediaType: "a/b", Size: 1, SizeDeferred: true,
		})
		wantCode(t, err, vault.BadUserInput)
		_, err = s.DeclareSize(s.clara.Ctx(), up.ID, 8)
		wantCode(t, err, "")
		_, err = s.DeclareSize(s.clara.Ctx(), up.ID, 8)
		wantCode(t, err, vault.Conflict)
		_, err = s.send(up.ID, 5, strings.NewReader("5678"), 4)
		wantCode(t, err, vault.Limited)

		other := s.begin(t, 0, deferred)
		_, err = s.SuspendUser(s.ada.Ctx(), vault.SuspendUser{UserID: s.clara.ID, Reason: "left"})
		wantCode(t, err, "")
		_, err = s.DeclareSize(s.clara.Ctx(), other.ID, 8)
		wantCode(t, err, vault.Unauthenticated)
	})
}

// meanwhile is a store that lets something happen before it says that it has a part.
type meanwhile struct {
	blob.Store
	do func()
}

func (m meanwhile) PutPart(ctx context.Context, name, multipart string, number int, size int64, r io.Reader) (blob.Part, error) {
	defer m.do()
	return m.Store.PutPart(ctx, name, multipart, number, size, r)
}

// TestTwoReplicasEndADeferredUpload holds that bytes which were held become one
// part of the upload, though two replicas have made one of them and neither came
// so far as to finish.
func TestTwoReplicasEndADeferredUpload(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		content := vaulttest.Bytes(2 * seal.PartSize)
		size := int64(len(content))
		up := s.begin(t, 0, deferred)
		_, err := s.send(up.ID, 0, bytes.NewReader(content), len(content))
		wantCode(t, err, "")
		_, err = s.DeclareSize(s.clara.Ctx(), up.ID, size)
		wantCode(t, err, "")
		end := func(v *vault.Vault) error {
			_, err := v.ReceiveUpload(s.clara.Ctx(), up.ID, size, 0, bytes.NewReader(nil))
			return err
		}
		sound := s.Config.Store
		s.Config.Store = &broken{Store: sound, call: "Complete", err: blob.ErrUnavailable}
		second := s.Replica()
		s.Config.Store = meanwhile{sound, func() { wantCode(t, end(second), vault.Unavailable) }}
		wantCode(t, end(s.Replica()), vault.Conflict)
		s.Config.Store = sound
		s.Replica()
		now, err := s.UploadStatus(s.clara.Ctx(), up.ID)
		wantCode(t, err, "")
		got, err := s.clara.Download(up.DocumentID)
		wantCode(t, err, "")
		if !now.Finished || !bytes.Equal(got, content) {
			t.Fatal("other bytes than were uploaded")
		}
		s.settled(t, 2)
	})
}
