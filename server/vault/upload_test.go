package vault_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"strongroom/ent/typeid"
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
