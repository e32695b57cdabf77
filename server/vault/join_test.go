package vault_test

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen/event"
	"strongroom/ent/gen/membership"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/seal"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

func partial(in *vault.CreateUpload) { in.Partial, in.Title, in.MediaType = true, nil, "" }

func joining(ids ...typeid.ID) func(*vault.CreateUpload) {
	return func(in *vault.CreateUpload) { in.Joins, in.Size = ids, 0 }
}

// partial sends a whole partial upload by Clara.
func (s *scene) partial(t *testing.T, content []byte, change ...func(*vault.CreateUpload)) typeid.ID {
	t.Helper()
	up := s.begin(t, len(content), append([]func(*vault.CreateUpload){partial}, change...)...)
	if len(content) > 0 {
		_, err := s.send(up.ID, 0, bytes.NewReader(content), len(content))
		wantCode(t, err, "")
	}
	now, err := s.UploadStatus(s.clara.Ctx(), up.ID)
	wantCode(t, err, "")
	if !now.Finished || !now.Partial || now.DocumentID != s.document && s.clara.Sees(now.DocumentID) {
		t.Fatalf("a partial upload came to %+v", now)
	}
	return up.ID
}

func TestUploadsAreJoined(t *testing.T) {
	const part = seal.PartSize
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		content := vaulttest.Bytes(2*part + 10)
		for name, ends := range map[string][]int{
			"one":                   {2*part + 10},
			"small ones":            {1, 100, 2*part + 10},
			"at the edges of parts": {part, 2 * part, 2*part + 10},
			"off the edges":         {part - 1, part + 1, 2*part + 10},
			"empty ones":            {0, 0, part, part, 2*part + 10, 2*part + 10},
		} {
			t.Run(name, func(t *testing.T) {
				before := len(s.stored(t))
				var ids []typeid.ID
				from := 0
				for _, end := range ends {
					ids = append(ids, s.partial(t, content[from:end]))
					from = end
				}
				up := s.begin(t, 0, joining(ids...))
				if up.Size != int64(len(content)) || !slices.Equal(up.Joins, ids) {
					t.Fatalf("created %+v", up)
				}
				_, err := s.send(up.ID, 0, strings.NewReader("x"), 1)
				wantCode(t, err, vault.Conflict)
				wantCode(t, s.JoinUploads(s.clara.Ctx(), up.ID), "")
				s.reads(t, up.DocumentID, content)
				if n := len(s.stored(t)); n != before+1 {
					t.Errorf("%d objects more, not the document's", n-before)
				}
				for _, id := range ids {
					_, err := s.UploadStatus(s.clara.Ctx(), id)
					wantCode(t, err, vault.NotFound)
				}
				wantCode(t, s.JoinUploads(s.clara.Ctx(), up.ID), vault.NotFound)
				s.reads(t, up.DocumentID, content)
			})
		}
		t.Run("one twice, as a new version", func(t *testing.T) {
			id := s.partial(t, []byte("twice "), func(in *vault.CreateUpload) { in.FolderID, in.DocumentID = nil, &s.document })
			up := s.begin(t, 0, joining(id, id), func(in *vault.CreateUpload) {
				in.FolderID, in.DocumentID, in.Title = nil, &s.document, nil
			})
			wantCode(t, s.JoinUploads(s.clara.Ctx(), up.ID), "")
			s.reads(t, s.document, []byte("twice twice "))
		})
		joins, err := s.Reader().Event.Query().Where(event.Action("upload:join")).Count(viewer.As(t.Context(), viewer.Registrar, s.Clock.Now()))
		if err != nil || joins != 1+3+3+3+6+1 {
			t.Errorf("%d events, %v", joins, err)
		}
	})
}

func TestUploadsAreNotJoined(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		edi := w.Staff("edi")
		s.clara.Assign(edi, s.customer.ID, membership.RoleEDITOR)
		one := s.partial(t, []byte("one"))
		_, elsewhere := s.clara.Customer("Elsewhere")
		other := s.partial(t, []byte("other"), func(in *vault.CreateUpload) { in.FolderID = &elsewhere.ID })
		secret := classification.Secret
		high := s.partial(t, []byte("high"), func(in *vault.CreateUpload) { in.Classification = &secret })
		open := s.begin(t, 10, partial)
		whole := s.begin(t, 10)
		missing := typeid.New(typeid.Upload)
		for name, c := range map[string]struct {
			by     vaulttest.Person
			change func(*vault.CreateUpload)
			want   vault.Code
		}{
			"somebody else's":                {edi, joining(one), vault.NotFound},
			"one that is not there":          {s.clara, joining(one, missing), vault.NotFound},
			"one that is open":               {s.clara, joining(one, open.ID), vault.FailedPrecondition},
			"one that is not partial":        {s.clara, joining(whole.ID), vault.FailedPrecondition},
			"what is no upload":              {s.clara, joining(s.document), vault.BadUserInput},
			"another customer's":             {s.clara, joining(one, other), vault.BadUserInput},
			"another classification's":       {s.clara, joining(one, high), vault.BadUserInput},
			"too many":                       {s.clara, joining(slices.Repeat([]typeid.ID{one}, 101)...), vault.Limited},
			"with a size":                    {s.clara, func(in *vault.CreateUpload) { in.Joins, in.Size = []typeid.ID{one}, 3 }, vault.BadUserInput},
			"with a deferred size":           {s.clara, func(in *vault.CreateUpload) { joining(one)(in); in.SizeDeferred = true }, vault.BadUserInput},
			"as a partial upload":            {s.clara, func(in *vault.CreateUpload) { joining(one)(in); in.Partial = true }, vault.BadUserInput},
			"without a title":                {s.clara, func(in *vault.CreateUpload) { joining(one)(in); in.Title = nil }, vault.BadUserInput},
			"a partial upload without room":  {s.clara, func(in *vault.CreateUpload) { partial(in); in.Size = s.Config.MaxUpload + 1 }, vault.Limited},
			"a partial upload of a stranger": {s.pia, partial, vault.NotFound},
		} {
			t.Run(name, func(t *testing.T) {
				title := "T"
				in := vault.CreateUpload{FolderID: &s.root.ID, Title: &title, MediaType: "a/b", Size: 1}
				c.change(&in)
				_, err := s.CreateUpload(c.by.Ctx(), in)
				wantCode(t, err, c.want)
			})
		}
		t.Run("more than fits", func(t *testing.T) {
			s.Config.MaxUpload = 5
			s.Replica()
			_, err := s.CreateUpload(s.clara.Ctx(), vault.CreateUpload{
				FolderID: &s.root.ID, Title: new("T"), MediaType: "a/b", Joins: []typeid.ID{one, one},
			})
			wantCode(t, err, vault.Limited)
			s.Config.MaxUpload = vault.LargestUpload
			s.Replica()
		})
		t.Run("what was not created so", func(t *testing.T) {
			wantCode(t, s.JoinUploads(s.clara.Ctx(), whole.ID), vault.FailedPrecondition)
			wantCode(t, s.JoinUploads(edi.Ctx(), s.begin(t, 0, joining(one)).ID), vault.NotFound)
		})
		t.Run("what was given up meanwhile", func(t *testing.T) {
			gone := s.partial(t, []byte("gone"))
			up := s.begin(t, 0, joining(one, gone))
			wantCode(t, s.AbandonUpload(s.clara.Ctx(), gone), "")
			wantCode(t, s.JoinUploads(s.clara.Ctx(), up.ID), vault.NotFound)
			_, err := s.UploadStatus(s.clara.Ctx(), up.ID)
			wantCode(t, err, vault.NotFound)
		})
		t.Run("what has another hash", func(t *testing.T) {
			up := s.begin(t, 0, joining(one), func(in *vault.CreateUpload) { in.SHA256 = new(strings.Repeat("ab", 32)) })
			wantCode(t, s.JoinUploads(s.clara.Ctx(), up.ID), vault.BadUserInput)
		})
		t.Run("what lasts no longer", func(t *testing.T) {
			s.Clock.Move(s.Config.UploadLife - time.Second)
			up := s.begin(t, 0, joining(one)) // which lets its parts live on
			s.Clock.Move(s.Config.UploadLife - time.Second)
			wantCode(t, s.EndUploads(t.Context()), "")
			wantCode(t, s.JoinUploads(s.clara.Ctx(), up.ID), "")
			s.reads(t, up.DocumentID, []byte("one"))
			for _, id := range []typeid.ID{other, high, open.ID} {
				_, err := s.UploadStatus(s.clara.Ctx(), id)
				wantCode(t, err, vault.NotFound)
			}
			if left := s.stored(t); len(left) != 2 {
				t.Errorf("left: %v", left)
			}
		})
	})
}

// slow is a store that hangs in opening an object until its context ends, when told.
type slow struct {
	blob.Store
	hang    string
	hanging chan struct{}
}

func (s *slow) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	if name == s.hang {
		close(s.hanging)
		<-ctx.Done()
		return nil, context.Cause(ctx)
	}
	return s.Store.Open(ctx, name, offset, length)
}

func TestJoiningMeets(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		content := vaulttest.Bytes(seal.PartSize + 10)
		ids := []typeid.ID{s.partial(t, content[:100]), s.partial(t, content[100:])}
		for _, call := range []string{"Put", "PutPart", "Complete", "Open"} {
			t.Run("a store that is away at "+call, func(t *testing.T) {
				parts := ids
				if call == "Put" {
					parts = ids[:1] // of which an object is made at once
				}
				before := s.stored(t)
				up := s.begin(t, 0, joining(parts...))
				s.Config.Store = &broken{Store: s.Store, call: call, err: blob.ErrUnavailable}
				s.Replica()
				wantCode(t, s.JoinUploads(s.clara.Ctx(), up.ID), vault.Unavailable)
				s.Config.Store = s.Store
				s.Replica()
				if after := s.stored(t); !slices.Equal(before, after) {
					t.Errorf("stored %v before, %v after", before, after)
				}
			})
		}
		t.Run("the end of access", func(t *testing.T) {
			up := s.begin(t, 0, joining(ids...))
			second, err := s.Reader().Upload.Get(viewer.As(t.Context(), viewer.Keeper, s.Clock.Now()), ids[1])
			wantCode(t, err, "")
			hanging := &slow{Store: s.Store, hang: second.Object, hanging: make(chan struct{})}
			s.Config.Store = hanging
			s.Replica()
			ended := make(chan error)
			go func() { ended <- s.JoinUploads(s.clara.Ctx(), up.ID) }()
			<-hanging.hanging
			_, err = s.DepartUser(s.ada.Ctx(), vault.DepartUser{UserID: s.clara.ID, Reason: "left"})
			wantCode(t, err, "")
			wantCode(t, <-ended, vault.Unauthenticated)
			s.Config.Store = s.Store
			s.Replica()
			s.Clock.Move(s.Config.UploadLife)
			wantCode(t, s.EndUploads(t.Context()), "")
			if left := s.stored(t); len(left) != 1 {
				t.Errorf("left: %v", left)
			}
		})
	})
}
