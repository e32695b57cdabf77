package vault

import (
	"context"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/ancestry"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/folder"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
)

// MaxBundle bounds the documents that are taken away together.
const MaxBundle = 10_000

// Bundle is documents to be taken away together. It is a list, and no leave:
// each is opened by OpenDocument, which decides and logs, when its turn comes.
type Bundle struct {
	// Name is the folder's; empty for documents that were named one by one.
	Name string
	// Documents are by title.
	Documents []Bundled
}

// Bundled is a document of a bundle.
type Bundled struct {
	ID typeid.ID
	// Folders are the names of the folders that lead to it, from the one that
	// was asked for down; those that the viewer may not see are left out.
	Folders []string
}

// BundleFolder lists the documents in a folder and all beneath it that the
// viewer may take away. It fails with NotFound for a folder that does not exist
// for them, with Forbidden where they may look at documents only, and with
// Limited where there are more than MaxBundle.
func (v *Vault) BundleFolder(ctx context.Context, folderID typeid.ID) (Bundle, error) {
	if _, ok := viewer.FromContext(ctx); !ok {
		return Bundle{}, unauthenticated()
	}
	folders, err := v.reader.Folder.Query().
		Where(predicate.Folder(beneath(folder.FieldID, folderID))).
		All(ctx)
	if err != nil {
		return Bundle{}, translate(err)
	}
	tree := make(map[typeid.ID]*gen.Folder, len(folders))
	for _, f := range folders {
		tree[f.ID] = f
	}
	top := tree[folderID]
	if top == nil {
		return Bundle{}, notFound()
	}
	seen, mine, err := v.takeable(ctx, predicate.Document(beneath(document.FieldFolderID, folderID)))
	if err != nil {
		return Bundle{}, err
	}
	if len(seen) > 0 && len(mine) == 0 {
		return Bundle{}, forbidden()
	}
	bundle := Bundle{Name: top.Name}
	for _, d := range mine {
		bundled := Bundled{ID: d.ID}
		for at := tree[d.FolderID]; at != nil && at != top; at = tree[*at.ParentID] {
			bundled.Folders = append(bundled.Folders, at.Name)
		}
		slices.Reverse(bundled.Folders)
		bundle.Documents = append(bundle.Documents, bundled)
	}
	return bundle, nil
}

// BundleDocuments lists documents that are named one by one, each once. Unlike
// BundleFolder it leaves none out, but fails as OpenDocument would for any of them.
func (v *Vault) BundleDocuments(ctx context.Context, documentIDs []typeid.ID) (Bundle, error) {
	if _, ok := viewer.FromContext(ctx); !ok {
		return Bundle{}, unauthenticated()
	}
	if len(documentIDs) == 0 {
		return Bundle{}, badInput("id", "names no document")
	}
	for _, id := range documentIDs {
		if err := want("id", typeid.Document, id); err != nil {
			return Bundle{}, err
		}
	}
	ids := slices.Compact(slices.Sorted(slices.Values(documentIDs)))
	if len(ids) > MaxBundle {
		return Bundle{}, tooMany()
	}
	seen, mine, err := v.takeable(ctx, document.IDIn(ids...))
	switch {
	case err != nil:
		return Bundle{}, err
	case len(seen) < len(ids):
		return Bundle{}, notFound()
	case len(mine) < len(seen):
		return Bundle{}, forbidden()
	}
	var bundle Bundle
	for _, d := range mine {
		bundle.Documents = append(bundle.Documents, Bundled{ID: d.ID})
	}
	return bundle, nil
}

// takeable finds those of some documents that exist for the viewer, and among
// them those that they may take away, by title.
func (v *Vault) takeable(ctx context.Context, which predicate.Document) (seen, mine []*gen.Document, err error) {
	seen, err = v.reader.Document.Query().
		Where(which).
		Order(document.ByTitle(), document.ByID()).
		Limit(MaxBundle + 1).
		All(ctx)
	if err != nil {
		return nil, nil, translate(err)
	}
	if len(seen) > MaxBundle {
		return nil, nil, tooMany()
	}
	for some := range slices.Chunk(seen, 1000) {
		var ids []typeid.ID
		for _, d := range some {
			ids = append(ids, d.ID)
		}
		may, err := v.MayOn(ctx, policies.DocumentDownload, ids...)
		if err != nil {
			return nil, nil, err
		}
		for _, d := range some {
			if may[d.ID] {
				mine = append(mine, d)
			}
		}
	}
	return seen, mine, nil
}

func tooMany() error {
	return &Error{Code: Limited, Message: fmt.Sprintf("at most %d documents come at once", MaxBundle)}
}

// beneath narrows to rows where a column names a folder or one beneath it.
func beneath(column string, folderID typeid.ID) func(*sql.Selector) {
	return func(s *sql.Selector) {
		a := sql.Dialect(s.Dialect()).Table(ancestry.Table).As("a")
		s.Where(sql.In(s.C(column), sql.Dialect(s.Dialect()).
			Select(a.C(ancestry.FieldDescendantID)).
			From(a).
			Where(sql.EQ(a.C(ancestry.FieldAncestorID), folderID))))
	}
}
