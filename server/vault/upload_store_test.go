package vault_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"sync"
	"testing"

	"strongroom/ent/classification"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/seal"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

func TestStoreHoldsCiphertextOnly(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		marker := bytes.Repeat([]byte("the secret recipe "), 10_000)
		id := s.clara.Document(s.root.ID, "Recipe", classification.Secret, marker)
		up := s.begin(t, len(marker))
		_, err := s.send(up.ID, 0, bytes.NewReader(marker[:50_000]), 50_000)
		wantCode(t, err, "")
		seen := 0
		for object, err := range s.Store.List(t.Context(), "") {
			wantCode(t, err, "")
			r, err := s.Store.Open(t.Context(), object.Name, 0, object.Size)
			wantCode(t, err, "")
			sealed, err := io.ReadAll(r)
			wantCode(t, errors.Join(err, r.Close()), "")
			if bytes.Contains(sealed, []byte("secret")) {
				t.Fatalf("plaintext in %s", object.Name)
			}
			seen++
		}
		if seen < 3 {
			t.Fatalf("%d objects, want the two documents and the tail", seen)
		}
		got, err := s.clara.Download(id)
		wantCode(t, err, "")
		if !bytes.Equal(got, marker) {
			t.Fatal("other bytes than were uploaded")
		}
	})
}

// broken is a store that fails at one call, once.
type broken struct {
	blob.Store
	call string
	err  error
	hits int
}

func (b *broken) fail(call string) error {
	if call == b.call {
		b.hits++
		return b.err
	}
	return nil
}

func (b *broken) Put(ctx context.Context, name string, size int64, r io.Reader) error {
	if err := b.fail("Put"); err != nil {
		return err
	}
	return b.Store.Put(ctx, name, size, r)
}

func (b *broken) PutPart(ctx context.Context, name, multipart string, number int, size int64, r io.Reader) (blob.Part, error) {
	if err := b.fail("PutPart"); err != nil {
		return blob.Part{}, err
	}
	return b.Store.PutPart(ctx, name, multipart, number, size, r)
}

func (b *broken) Complete(ctx context.Context, name, multipart string, parts []blob.Part) error {
	if err := b.fail("Complete"); err != nil {
		return err
	}
	err := b.Store.Complete(ctx, name, multipart, parts)
	if late := b.fail("after Complete"); err == nil && late != nil {
		return late
	}
	return err
}

func (b *broken) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	if err := b.fail("Open"); err != nil {
		return nil, err
	}
	return b.Store.Open(ctx, name, offset, length)
}

func (b *broken) Remove(ctx context.Context, name string) error {
	if err := b.fail("Remove"); err != nil {
		return err
	}
	return b.Store.Remove(ctx, name)
}

func TestStoreFails(t *testing.T) {
	const part = seal.PartSize
	for _, call := range []string{"Put", "PutPart", "Complete", "after Complete"} {
		for name, cause := range map[string]error{"away": blob.ErrUnavailable, "full": blob.ErrFull} {
			t.Run(call+" "+name, func(t *testing.T) {
				vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
					s := newScene(w)
					size := 2*part + 5
					if call == "Put" {
						size = 500
					}
					content := vaulttest.Bytes(size)
					up := s.begin(t, size)
					flawed := &broken{Store: s.Store, call: call, err: cause}
					s.Config.Store = flawed
					s.Replica()
					_, err := s.send(up.ID, 0, bytes.NewReader(content), size)
					wantCode(t, err, vault.Unavailable)
					if flawed.hits == 0 {
						t.Fatal("the fault was not met")
					}
					if s.clara.Sees(up.DocumentID) {
						t.Fatal("half-made document")
					}
					flawed.call = ""
					now, err := s.UploadStatus(s.clara.Ctx(), up.ID)
					wantCode(t, err, "")
					if !now.Finished {
						_, err = s.send(up.ID, now.Offset, bytes.NewReader(content[now.Offset:]), size-int(now.Offset))
						wantCode(t, err, "")
					}
					got, err := s.clara.Download(up.DocumentID)
					wantCode(t, err, "")
					if !bytes.Equal(got, content) {
						t.Fatal("other bytes than were uploaded")
					}
				})
			})
		}
	}
	t.Run("Open", func(t *testing.T) {
		vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
			s := newScene(w)
			s.Config.Store = &broken{Store: s.Store, call: "Open", err: blob.ErrUnavailable}
			s.Replica()
			_, err := s.clara.Download(s.document)
			wantCode(t, err, vault.Unavailable)
		})
	})
}

// late is a store that loses the answer of the first part, and puts the same once
// more when the upload is about to be completed.
type late struct {
	blob.Store
	first sync.Once
	again func() error
}

func (l *late) PutPart(ctx context.Context, name, multipart string, number int, size int64, r io.Reader) (blob.Part, error) {
	lost := false
	l.first.Do(func() {
		lost = true
		var sealed bytes.Buffer
		_, _ = sealed.ReadFrom(r) // what fails is not put again, either
		l.again = func() error {
			_, err := l.Store.PutPart(context.WithoutCancel(ctx), name, multipart, number, size, &sealed)
			return err
		}
	})
	if lost {
		return blob.Part{}, blob.ErrUnavailable
	}
	return l.Store.PutPart(ctx, name, multipart, number, size, r)
}

func (l *late) Complete(ctx context.Context, name, multipart string, parts []blob.Part) error {
	if err := l.again(); err != nil {
		return err
	}
	return l.Store.Complete(ctx, name, multipart, parts)
}

// TestPartThatLandsLate holds that a part that one replica is still putting
// when another has put it again replaces nothing.
func TestPartThatLandsLate(t *testing.T) {
	const part = seal.PartSize
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		s.Config.Store = &late{Store: s.Store}
		first, second := s.Replica(), s.Replica()
		content := vaulttest.Bytes(2*part + 5)
		up := s.begin(t, len(content))
		receive := func(v *vault.Vault) error {
			_, err := v.ReceiveUpload(s.clara.Ctx(), up.ID, 0, int64(len(content)), bytes.NewReader(content))
			return err
		}
		wantCode(t, receive(first), vault.Unavailable)
		wantCode(t, receive(second), "")
		got, err := s.clara.Download(up.DocumentID)
		wantCode(t, err, "")
		if !bytes.Equal(got, content) {
			t.Fatal("other bytes than were uploaded")
		}
	})
}

// TestTwoReplicasReceiveAtOnce holds that one of two requests that send the
// same upload finishes it, and the other is told.
func TestTwoReplicasReceiveAtOnce(t *testing.T) {
	const part = seal.PartSize
	for name, size := range map[string]int{"one part": 1000, "parts": 2*part + 5} {
		t.Run(name, func(t *testing.T) {
			vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
				s := newScene(w)
				content := [2][]byte{vaulttest.Bytes(size), vaulttest.Bytes(size)}
				up := s.begin(t, size)
				var errs [2]error
				var group sync.WaitGroup
				for i, v := range []*vault.Vault{s.Replica(), s.Replica()} {
					group.Go(func() {
						_, errs[i] = v.ReceiveUpload(s.clara.Ctx(), up.ID, 0, int64(size), bytes.NewReader(content[i]))
					})
				}
				group.Wait()
				won := 0
				if errs[0] != nil {
					won = 1
				}
				wantCode(t, errs[won], "")
				wantCode(t, errs[1-won], vault.Conflict)
				got, err := s.clara.Download(up.DocumentID)
				wantCode(t, err, "")
				if !bytes.Equal(got, content[won]) {
					t.Fatal("other bytes than the winner sent")
				}
			})
		})
	}
}

// TestMultipartIsGone holds that who comes too late is told so by whatever notices first.
func TestMultipartIsGone(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		up := s.begin(t, 2*seal.PartSize)
		_, err := s.send(up.ID, 0, bytes.NewReader(vaulttest.Bytes(seal.PartSize)), seal.PartSize)
		wantCode(t, err, "")
		for begun, err := range s.Store.Multiparts(t.Context()) {
			wantCode(t, err, "")
			wantCode(t, s.Store.Abort(t.Context(), begun.Name, begun.ID), "")
		}
		_, err = s.send(up.ID, seal.PartSize, bytes.NewReader(vaulttest.Bytes(seal.PartSize)), seal.PartSize)
		wantCode(t, err, vault.Conflict)
	})
}
