package vault

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen"
	"strongroom/ent/gen/customerkey"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/version"
	"strongroom/ent/typeid"
)

// stored is a version with what opening it takes. Of the version and the key it has
// what that needs.
type stored struct {
	title   string // the document's
	version gen.Version
	key     gen.CustomerKey
}

// finders are the statements by which a stored version is found, each written
// once in place of three that ent would write every time: of a small document,
// that is much of the work.
type finders struct {
	// newest takes the ID of a document, exact that of a version.
	newest, exact string
}

func newFinders(d string) (f finders) {
	v, of, k := sql.Dialect(d).Table(version.Table).As("v"), sql.Dialect(d).Table(document.Table).As("d"), sql.Dialect(d).Table(customerkey.Table).As("k")
	const given = "" // in the place of an argument
	all := func() *sql.Selector {
		return sql.Dialect(d).Select(
			of.C(document.FieldTitle),
			v.C(version.FieldID), v.C(version.FieldDocumentID), v.C(version.FieldCreatedAt), v.C(version.FieldSize),
			v.C(version.FieldMediaType), v.C(version.FieldSha256), v.C(version.FieldObject), v.C(version.FieldPartSize),
			v.C(version.FieldWrappedKey),
			k.C(customerkey.FieldCustomerID), k.C(customerkey.FieldClassification), k.C(customerkey.FieldGeneration),
			k.C(customerkey.FieldRootKey), k.C(customerkey.FieldWrapped), k.C(customerkey.FieldDestroyedAt),
		).From(v).
			Join(of).On(v.C(version.FieldDocumentID), of.C(document.FieldID)).
			Join(k).On(v.C(version.FieldCustomerKeyID), k.C(customerkey.FieldID))
	}
	f.newest, _ = all().Where(sql.And(
		sql.EQ(of.C(document.FieldID), given), sql.ColumnsEQ(v.C(version.FieldID), of.C(document.FieldCurrentVersionID)),
	)).Query()
	f.exact, _ = all().Where(sql.EQ(v.C(version.FieldID), given)).Query()
	return f
}

// stored runs one of the finders. Whether what it finds exists, and does for the
// acting user, a decision about the document tells. It fails with NotFound.
func (a *act) stored(ctx context.Context, finder string, id typeid.ID) (*stored, error) {
	rows, err := a.tx.QueryContext(a.facts(ctx), finder, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close() // rows.Err below tells
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return nil, err
		}
		return nil, notFound()
	}
	var s stored
	err = rows.Scan(&s.title,
		&s.version.ID, &s.version.DocumentID, &s.version.CreatedAt, &s.version.Size,
		&s.version.MediaType, &s.version.Sha256, &s.version.Object, &s.version.PartSize,
		&s.version.WrappedKey,
		&s.key.CustomerID, &s.key.Classification, &s.key.Generation,
		&s.key.RootKey, &s.key.Wrapped, &s.key.DestroyedAt)
	if err != nil {
		return nil, err
	}
	return &s, rows.Err()
}
