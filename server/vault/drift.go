package vault

import (
	"context"
	"errors"
	"strings"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/upload"
	"strongroom/ent/gen/version"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/internal/blob"
	"strongroom/server/internal/seal"
)

// Drift is one thing in which database and store differ.
type Drift struct {
	Kind DriftKind
	// Name is the object's, in the store.
	Name string
	// Version has the bytes that are missing, of a wrong size or in a wrong bucket.
	Version typeid.ID
	// Repaired says that it was removed from the store.
	Repaired bool
}

// DriftKind is in what way they differ.
type DriftKind string

// The kinds of drift. The first two are garbage, and can be repaired; the next two
// are loss; the last is what Relocate has yet to do.
const (
	UnnamedObject    DriftKind = "an object that no row names"
	UnnamedMultipart DriftKind = "an unfinished multipart that no row names"
	MissingObject    DriftKind = "a version whose object is missing"
	WrongSize        DriftKind = "a version whose object has a wrong size"
	WrongBucket      DriftKind = "a version in another bucket than its classification's"
)

// Comparison compares a database with its store.
type Comparison struct {
	Database *sql.Driver
	Store    blob.Store
	// Policy names the bucket of each classification.
	Policy *policies.Policy
	// Life is the longest that an upload lives. What is younger than that, and a
	// day, may be about to be named by a row: it is left alone.
	Life time.Duration
}

// Sweep removes what the store holds and no row names, and logs whatever else
// differs.
func (v *Vault) Sweep(ctx context.Context) error {
	c := Comparison{Database: v.cfg.Database, Store: v.cfg.Store, Policy: v.cfg.Policy, Life: v.cfg.UploadLife}
	return translate(c.Run(ctx, v.now(), true, func(d Drift) {
		v.cfg.Log.WarnContext(ctx, "database and store differ", "drift", d.Kind, "object", d.Name, "version", d.Version, "removed", d.Repaired)
	}))
}

// Run calls found for each difference. With repair it removes garbage, which is
// all that is provably safe: names are never used twice, so what no row names
// now and nobody can be about to name, no row ever will. (A database that was set
// back to an older state has lost the keys of what it does not name.)
func (c Comparison) Run(ctx context.Context, at time.Time, repair bool, found func(Drift)) error {
	client := gen.NewClient(gen.Driver(reading{c.Database}))
	ctx = viewer.As(ctx, viewer.Keeper, at)
	old := at.Add(-max(c.Life, 24*time.Hour))
	for _, step := range []func() error{
		func() error { return c.objects(ctx, client, old, repair, found) },
		func() error { return c.multiparts(ctx, client, old, repair, found) },
		func() error { return c.versions(ctx, client, found) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// compared is how many names are looked up at once.
const compared = 500

// objects finds the objects that no row names.
func (c Comparison) objects(ctx context.Context, client *gen.Client, old time.Time, repair bool, found func(Drift)) error {
	var names []string
	flush := func() error {
		named, err := c.named(ctx, client, names)
		if err != nil {
			return err
		}
		for _, name := range names {
			if named[name] {
				continue
			}
			if repair {
				if err := c.Store.Remove(ctx, name); err != nil {
					return err
				}
			}
			found(Drift{Kind: UnnamedObject, Name: name, Repaired: repair})
		}
		names = names[:0]
		return nil
	}
	for _, prefix := range []string{objects, tails, blob.Labelled} {
		for object, err := range c.Store.List(ctx, prefix) {
			if err != nil {
				return err
			}
			if object.Modified.After(old) {
				continue
			}
			if names = append(names, object.Name); len(names) == compared {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
	return flush()
}

// named tells which of some objects a row names: a version that is not purged, an
// upload that goes on.
func (c Comparison) named(ctx context.Context, client *gen.Client, names []string) (map[string]bool, error) {
	named := map[string]bool{}
	kept, err := client.Version.Query().
		Where(version.ObjectIn(names...), version.RemovedAtIsNil()).
		Select(version.FieldObject).
		Strings(ctx)
	if err != nil {
		return nil, err
	}
	var owners []typeid.ID
	for _, name := range names {
		_, rest := blob.CutBucket(name)
		if piece, ok := strings.CutPrefix(rest, tails); ok {
			id, _, _ := strings.Cut(piece, "/")
			owners = append(owners, typeid.ID(id))
		}
	}
	open, err := client.Upload.Query().
		Where(
			upload.Or(pending(), upload.StateEQ(upload.StateABANDONED)),
			upload.Or(upload.ObjectIn(names...), upload.IDIn(owners...)),
		).
		All(ctx)
	if err != nil {
		return nil, err
	}
	for _, name := range kept {
		named[name] = true
	}
	for _, row := range open {
		named[row.Object] = true
		for _, piece := range row.Tail {
			named[piece.Name] = true
		}
	}
	return named, nil
}

// multiparts finds what was begun and is no upload's that goes on.
func (c Comparison) multiparts(ctx context.Context, client *gen.Client, old time.Time, repair bool, found func(Drift)) error {
	for begun, err := range c.Store.Multiparts(ctx) {
		if err != nil {
			return err
		}
		if begun.Begun.IsZero() || begun.Begun.After(old) {
			continue
		}
		named, err := client.Upload.Query().
			Where(upload.StateIn(upload.StateOPEN, upload.StateABANDONED), upload.Object(begun.Name), upload.Multipart(begun.ID)).
			Exist(ctx)
		if err != nil {
			return err
		}
		if named {
			continue
		}
		if repair {
			if err := c.Store.Abort(ctx, begun.Name, begun.ID); err != nil {
				return err
			}
		}
		found(Drift{Kind: UnnamedMultipart, Name: begun.Name, Repaired: repair})
	}
	return nil
}

// versions asks the store for the object of each version.
func (c Comparison) versions(ctx context.Context, client *gen.Client, found func(Drift)) error {
	var after typeid.ID
	for {
		rows, err := client.Version.Query().
			Where(version.PurgedAtIsNil(), version.IDGT(after)).
			WithDocument().
			Order(version.ByID()).
			Limit(compared).
			All(ctx)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			object, err := c.Store.Stat(ctx, row.Object)
			layout := seal.Layout{Size: row.Size, PartSize: row.PartSize}
			if errors.Is(err, blob.ErrNotExist) { // or it was moved or purged meanwhile
				still, err := client.Version.Query().
					Where(version.ID(row.ID), version.Object(row.Object), version.PurgedAtIsNil()).
					Exist(ctx)
				if err != nil {
					return err
				}
				if !still {
					continue
				}
			}
			switch {
			case errors.Is(err, blob.ErrNotExist):
				found(Drift{Kind: MissingObject, Name: row.Object, Version: row.ID})
			case err != nil:
				return err
			case object.Size != layout.Sealed():
				found(Drift{Kind: WrongSize, Name: row.Object, Version: row.ID})
			}
			bucket, _ := blob.CutBucket(row.Object)
			if bucket != c.Policy.Handling(policies.Classification(row.Edges.Document.Classification)).Bucket {
				found(Drift{Kind: WrongBucket, Name: row.Object, Version: row.ID})
			}
		}
		after = rows[len(rows)-1].ID
	}
}
