package vault_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/typeid"
	"strongroom/graph/page"
	"strongroom/server/vault"
	"strongroom/server/vault/vaulttest"
)

// TestGrantOnFoldersOpensPages reads the first page of the list in every size
// and order. A page is looked for folder by folder, the first few of each before
// the others: it shows what lies in the folders in its order, and nothing else.
func TestGrantOnFoldersOpensPages(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		var inOrder []typeid.ID
		for _, many := range []int{12, 3} { // more than the first few, and fewer
			folder := s.clara.Folder(s.root.ID, fmt.Sprint(many))
			for range many {
				s.Clock.Move(time.Second)
				title := fmt.Sprintf("%02d", len(inOrder))
				inOrder = append(inOrder, s.clara.Document(folder.ID, title, classification.Internal, []byte("x")))
			}
			s.clara.MustGrant(s.pia, s.document, func(in *vault.GrantAccess) { in.DocumentID, in.FolderID = nil, &folder.ID })
		}
		for by := range page.Document.Orders {
			for _, direction := range []page.Direction{page.Ascending, page.Descending} {
				want := slices.Clone(inOrder)
				if direction == page.Descending {
					slices.Reverse(want)
				}
				for size := range len(want) + 1 {
					found, err := page.List(s.pia.Ctx(), s.Reader().Document.Query(), page.Document,
						&page.Order{Field: by, Direction: direction}, page.Window{First: &size})
					if err != nil {
						t.Fatal(err)
					}
					var got []typeid.ID
					for _, d := range found.Nodes() {
						got = append(got, d.ID)
					}
					if !slices.Equal(got, want[:size]) {
						t.Errorf("%s %s, %d: got %v, want %v", by, direction, size, got, want[:size])
					}
				}
			}
		}
	})
}

// TestGrantOnWhatHasNoBytes holds that a document without a version, which no use
// case leaves behind, exists for nobody.
func TestGrantOnWhatHasNoBytes(t *testing.T) {
	vaulttest.OnEach(t, func(t *testing.T, w *vaulttest.World) {
		s := newScene(w)
		s.clara.MustGrant(s.pia, s.document)
		s.open(t, s.pia)
		_, err := s.Owner().ExecContext(t.Context(), "UPDATE documents SET current_version_id = NULL")
		wantCode(t, err, "")
		s.shut(t, s.pia)
		s.shut(t, s.clara)
	})
}
