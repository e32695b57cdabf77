package vault_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/seal"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// begin begins an upload of a new document by Clara.
func (s *scene) begin(t *testing.T, size int, change ...func(*vault.CreateUpload)) vault.Upload {
	t.Helper()
	title := "Scan"
	in := vault.CreateUpload{FolderID: &s.root.ID, Title: &title, MediaType: "application/pdf", Size: int64(size)}
	for _, c := range change {
		c(&in)
	}
	up, err := s.CreateUpload(s.clara.Ctx(), in)
	wantCode(t, err, "")
	return up
}

// send sends bytes of an upload by Clara.
func (s *scene) send(id typeid.ID, offset int64, r io.Reader, length int) (int64, error) {
	return s.ReceiveUpload(s.clara.Ctx(), id, offset, int64(length), r)
}

// objects counts what the store holds under a prefix.
func (s *scene) objects(t *testing.T, prefix string) (n int) {
	t.Helper()
	for _, err := range s.Store.List(t.Context(), prefix) {
		wantCode(t, err, "")
		n++
	}
	return n
}

func TestUploadInPieces(t *testing.T) {
	t.Parallel()
	const part = seal.PartSize
	for name, cuts := range map[string][]int{
		"nothing":                        {},
		"one byte":                       {1},
		"one piece":                      {100_000},
		"a few pieces":                   {1, 63, 64, 65_536, 100_001},
		"exactly a part":                 {part},
		"a part in pieces":               {part - 1, 1},
		"a part and a byte":              {part + 1},
		"across parts":                   {part / 2, part, part, part/2 + 7},
		"pieces that end where parts do": {part, part, 3},
	} {
		t.Run(name, func(t *testing.T) {
			vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
				s := newScene(w)
				size := 0
				for _, n := range cuts {
					size += n
				}
				content := vaulttest.Bytes(size)
				up := s.begin(t, size)
				var offset int64
				for _, n := range cuts {
					s.Replica() // every piece may meet another replica
					written, err := s.send(up.ID, offset, bytes.NewReader(content[offset:offset+int64(n)]), n)
					wantCode(t, err, "")
					if written != int64(n) {
						t.Fatalf("%d written, want %d", written, n)
					}
					offset += written
					if now, err := s.UploadStatus(s.clara.Ctx(), up.ID); err != nil || now.Offset != offset {
						t.Fatalf("status %+v, %v", now, err)
					}
				}
				got, err := s.clara.Download(up.DocumentID)
				wantCode(t, err, "")
				if !bytes.Equal(got, content) {
					t.Fatal("other bytes than were uploaded")
				}
				if n := s.objects(t, "tails/"); n != 0 {
					t.Fatalf("%d tails left", n)
				}
			})
		})
	}
}

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

func TestUploadIsCutAndGoesOn(t *testing.T) {
	const part = seal.PartSize
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		content := vaulttest.Bytes(2*part + 1000)
		up := s.begin(t, len(content))
		cut := io.MultiReader(bytes.NewReader(content[:part+part/2]), iotest.ErrReader(errors.New("connection lost")))
		_, err := s.send(up.ID, 0, cut, len(content))
		if err == nil {
			t.Fatal("a cut stream was taken for whole")
		}
		now, err := s.UploadStatus(s.clara.Ctx(), up.ID)
		wantCode(t, err, "")
		if now.Offset != part || now.Finished {
			t.Fatalf("durable %d, want the one whole part", now.Offset)
		}
		s.Replica()
		_, err = s.send(up.ID, part, bytes.NewReader(content[part:]), len(content)-part)
		wantCode(t, err, "")
		got, err := s.clara.Download(up.DocumentID)
		wantCode(t, err, "")
		if !bytes.Equal(got, content) {
			t.Fatal("other bytes than were uploaded")
		}
	})
}

func TestUploadRefusals(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		content := vaulttest.Bytes(1000)
		sum := sha256.Sum256(content)
		right, wrong, malformed := hex.EncodeToString(sum[:]), strings.Repeat("0", 64), "abc"
		title, control, rtl := "T", "a\nb", "invoice\u202Efdp.exe"
		viewer := s.sam
		s.clara.Assign(viewer, s.customer.ID, "VIEWER")
		for name, c := range map[string]struct {
			by     vaulttest.Person
			change func(*vault.CreateUpload)
			want   vault.Code
		}{
			"nowhere":                {s.clara, func(in *vault.CreateUpload) { in.FolderID = nil }, vault.BadUserInput},
			"in two places":          {s.clara, func(in *vault.CreateUpload) { in.DocumentID = &s.document }, vault.BadUserInput},
			"in a document's folder": {s.clara, func(in *vault.CreateUpload) { in.FolderID = &s.document }, vault.BadUserInput},
			"no title":               {s.clara, func(in *vault.CreateUpload) { in.Title = nil }, vault.BadUserInput},
			"control character":      {s.clara, func(in *vault.CreateUpload) { in.Title = &control }, vault.BadUserInput},
			"turned around":          {s.clara, func(in *vault.CreateUpload) { in.Title = &rtl }, vault.BadUserInput},
			"no media type":          {s.clara, func(in *vault.CreateUpload) { in.MediaType = "pdf" }, vault.BadUserInput},
			"negative size":          {s.clara, func(in *vault.CreateUpload) { in.Size = -1 }, vault.BadUserInput},
			"too large":              {s.clara, func(in *vault.CreateUpload) { in.Size = s.Config.MaxUpload + 1 }, vault.Limited},
			"malformed hash":         {s.clara, func(in *vault.CreateUpload) { in.SHA256 = &malformed }, vault.BadUserInput},
			"retitled new version": {s.clara, func(in *vault.CreateUpload) {
				in.FolderID, in.DocumentID, in.Title = nil, &s.document, &title
			}, vault.BadUserInput},
			"by a stranger": {s.pia, func(*vault.CreateUpload) {}, vault.NotFound},
			"by a viewer":   {viewer, func(*vault.CreateUpload) {}, vault.Forbidden},
			"unknown folder": {s.clara, func(in *vault.CreateUpload) {
				other := typeid.New(typeid.Folder)
				in.FolderID = &other
			}, vault.NotFound},
		} {
			t.Run(name, func(t *testing.T) {
				in := vault.CreateUpload{FolderID: &s.root.ID, Title: &title, MediaType: "application/pdf", Size: 1000}
				c.change(&in)
				_, err := c.by.Upload(in, content)
				wantCode(t, err, c.want)
			})
		}
		t.Run("wrong offset", func(t *testing.T) {
			up := s.begin(t, 1000)
			_, err := s.send(up.ID, 1, bytes.NewReader(content), 999)
			wantCode(t, err, vault.Conflict)
		})
		t.Run("more than declared", func(t *testing.T) {
			up := s.begin(t, 10)
			_, err := s.send(up.ID, 0, bytes.NewReader(content), 1000)
			wantCode(t, err, vault.Limited)
		})
		t.Run("somebody else's", func(t *testing.T) {
			up := s.begin(t, 1000)
			_, err := s.ReceiveUpload(s.ada.Ctx(), up.ID, 0, 1000, bytes.NewReader(content))
			wantCode(t, err, vault.NotFound)
			_, err = s.UploadStatus(s.ada.Ctx(), up.ID)
			wantCode(t, err, vault.NotFound)
		})
		t.Run("another hash than declared", func(t *testing.T) {
			up := s.begin(t, 1000, func(in *vault.CreateUpload) { in.SHA256 = &wrong })
			_, err := s.send(up.ID, 0, bytes.NewReader(content), 1000)
			wantCode(t, err, vault.BadUserInput)
			if s.clara.Sees(up.DocumentID) {
				t.Fatal("the document came to be")
			}
			_, err = s.UploadStatus(s.clara.Ctx(), up.ID)
			wantCode(t, err, vault.NotFound)
		})
		t.Run("the declared hash is kept", func(t *testing.T) {
			up := s.begin(t, 1000, func(in *vault.CreateUpload) { in.SHA256 = &right })
			_, err := s.send(up.ID, 0, bytes.NewReader(content), 1000)
			wantCode(t, err, "")
			opened, err := s.OpenDocument(s.clara.Ctx(), up.DocumentID)
			wantCode(t, err, "")
			if opened.ETag != right {
				t.Fatal("another hash")
			}
		})
		t.Run("given up", func(t *testing.T) {
			up := s.begin(t, 1000)
			_, err := s.send(up.ID, 0, bytes.NewReader(content[:10]), 10)
			wantCode(t, err, "")
			wantCode(t, s.AbandonUpload(s.clara.Ctx(), up.ID), "")
			_, err = s.send(up.ID, 10, bytes.NewReader(content[10:]), 990)
			wantCode(t, err, vault.NotFound)
			if n := s.objects(t, "tails/"); n != 0 {
				t.Fatalf("%d tails left", n)
			}
		})
		t.Run("too late", func(t *testing.T) {
			up := s.begin(t, 1000)
			s.Clock.Move(s.Config.UploadLife)
			_, err := s.send(up.ID, 0, bytes.NewReader(content), 1000)
			wantCode(t, err, vault.NotFound)
		})
		t.Run("by somebody who left meanwhile", func(t *testing.T) {
			up := s.begin(t, 1000)
			ctx := s.clara.Ctx()
			_, err := s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.clara.ID, Reason: "left"})
			wantCode(t, err, "")
			_, err = s.ReceiveUpload(ctx, up.ID, 0, 1000, bytes.NewReader(content))
			wantCode(t, err, vault.Unauthenticated)
		})
	})
}

func TestNewVersion(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		second := vaulttest.Bytes(10)
		id, err := s.clara.Upload(vault.CreateUpload{DocumentID: &s.document, MediaType: "text/plain", Size: 10}, second)
		wantCode(t, err, "")
		if id != s.document {
			t.Fatal("another document")
		}
		got, err := s.clara.Download(s.document)
		wantCode(t, err, "")
		if !bytes.Equal(got, second) {
			t.Fatal("not the newest bytes")
		}
		versions, err := s.Reader().Version.Query().All(s.clara.Ctx())
		wantCode(t, err, "")
		for _, ver := range versions {
			if ver.Number != 1 {
				continue
			}
			opened, err := s.OpenVersion(s.clara.Ctx(), ver.ID)
			wantCode(t, err, "")
			first, err := io.ReadAll(opened.Body)
			wantCode(t, err, "")
			if !bytes.Equal(first, s.content) {
				t.Fatal("the first version's bytes are lost")
			}
		}
	})
}

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

// TestManySmallRequests holds that an upload in small requests costs little.
func TestManySmallRequests(t *testing.T) {
	const size, piece = 300_000, 1000
	w := vaulttest.New(t, vaulttest.Dialects()[0])
	s := newScene(w)
	counted := &counting{Store: s.Store}
	s.Config.Store = counted
	s.Replica()
	content := vaulttest.Bytes(size)
	up := s.begin(t, size)
	for at := 0; at < size; at += piece {
		_, err := s.send(up.ID, int64(at), bytes.NewReader(content[at:at+piece]), piece)
		wantCode(t, err, "")
	}
	got, err := s.clara.Download(up.DocumentID)
	wantCode(t, err, "")
	if !bytes.Equal(got, content) {
		t.Fatal("other bytes than were uploaded")
	}
	if counted.put > 10*size {
		t.Fatalf("%d bytes stored for %d", counted.put, size)
	}
	if n := s.objects(t, "tails/"); n != 0 {
		t.Fatalf("%d pieces left", n)
	}
}

// counting counts the bytes that are put.
type counting struct {
	blob.Store
	put int64
}

func (c *counting) Put(ctx context.Context, name string, size int64, r io.Reader) error {
	c.put += size
	return c.Store.Put(ctx, name, size, r)
}

func TestReclassifiedDocumentOpens(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		secret := classification.Secret
		_, err := s.UpdateDocument(s.clara.Ctx(), vault.UpdateDocument{DocumentID: s.document, Classification: &secret})
		wantCode(t, err, "")
		s.open(t, s.clara)
	})
}

func TestMoveAndDelete(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		sub := s.clara.Folder(s.root.ID, "Sub")
		pia := s.pia
		s.clara.MustGrant(pia, s.document, func(in *vault.GrantAccess) { in.DocumentID, in.FolderID = nil, &sub.ID })
		s.shut(t, pia)
		_, err := s.MoveDocument(s.clara.Ctx(), vault.MoveDocument{DocumentID: s.document, FolderID: sub.ID})
		wantCode(t, err, "")
		s.open(t, pia)
		_, other := s.clara.Customer("Southwind")
		_, err = s.MoveDocument(s.clara.Ctx(), vault.MoveDocument{DocumentID: s.document, FolderID: other.ID})
		wantCode(t, err, vault.FailedPrecondition)
		wantCode(t, s.DeleteDocument(s.pia.Ctx(), vault.DeleteDocument{DocumentID: s.document}), vault.Forbidden)
		wantCode(t, s.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: s.document}), "")
		s.shut(t, s.clara)
		s.shut(t, pia)
		wantCode(t, s.DeleteDocument(s.clara.Ctx(), vault.DeleteDocument{DocumentID: s.document}), vault.NotFound)
		s.Clock.Move(time.Second)
	})
}

// TestVersionsAndReclassificationAtOnce holds that what happens to one
// document at once happens one after the other: versions get numbers of their
// own, and every version stays readable, whatever key it came under.
func TestVersionsAndReclassificationAtOnce(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		var group sync.WaitGroup
		for i := range 6 {
			group.Go(func() {
				_, err := s.clara.Upload(vault.CreateUpload{DocumentID: &s.document, MediaType: "a/b", Size: 1}, []byte{byte(i)})
				if code := vault.CodeOf(err); err != nil && code != vault.FailedPrecondition && code != vault.Conflict {
					t.Errorf("upload: %v", err)
				}
			})
			group.Go(func() {
				level := classification.All()[i%4]
				_, err := s.UpdateDocument(s.clara.Ctx(), vault.UpdateDocument{DocumentID: s.document, Classification: &level})
				if err != nil && vault.CodeOf(err) != vault.Conflict {
					t.Errorf("reclassify: %v", err)
				}
			})
		}
		group.Wait()
		d, err := s.Reader().Document.Query().WithVersions(func(q *gen.VersionQuery) { q.WithCustomerKey() }).
			Only(viewer.As(t.Context(), viewer.Keeper, w.Clock.Now()))
		wantCode(t, err, "")
		for _, ver := range d.Edges.Versions {
			if ver.Edges.CustomerKey.Classification != d.Classification {
				t.Errorf("version %d is under the key for %s, the document is %s", ver.Number, ver.Edges.CustomerKey.Classification, d.Classification)
			}
			opened, err := s.OpenVersion(s.clara.Ctx(), ver.ID)
			wantCode(t, err, "")
			_, err = io.ReadAll(opened.Body)
			wantCode(t, errors.Join(err, opened.Body.Close()), "")
		}
	})
}
