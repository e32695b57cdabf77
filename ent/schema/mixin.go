package schema

import (
	"strings"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/mixin"

	"strongroom/ent/typeid"
)

// identity gives a noun its TypeID and the instant at which it came to be.
// The instant is set by the use case, which reads the clock once.
type identity struct {
	mixin.Schema
	kind typeid.Kind
}

// Fields of the mixin.
func (m identity) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").
			GoType(typeid.ID("")).
			DefaultFunc(typeid.Maker(m.kind)).
			Immutable().
			Comment("The TypeID of the row."),
		field.Time("created_at").
			Immutable().
			Comment("The instant at which the row came to be, UTC."),
	}
}

// ref is a reference by ID, for the foreign key of an edge or for a row that
// must outlive what it names.
func ref(name string) ent.Field {
	return field.String(name).GoType(typeid.ID("")).Immutable()
}

// optionalRef is a reference that may be absent, and set later.
func optionalRef(name string) ent.Field {
	return field.String(name).GoType(typeid.ID("")).Optional().Nillable()
}

// optionalRefImmutable is a reference that may be absent and never changes.
func optionalRefImmutable(name string) ent.Field {
	return field.String(name).GoType(typeid.ID("")).Optional().Nillable().Immutable()
}

// checks names the constraints that the database holds for a table.
func checks(named map[string]string) schema.Annotation {
	enclosed := make(map[string]string, len(named))
	for name, expression := range named {
		enclosed[name] = "(" + expression + ")"
	}
	return entsql.Checks(enclosed)
}

// oneOf is the constraint that a column holds one of the values of a closed
// enum, whoever writes it.
func oneOf(column string, values ...string) string {
	return column + " IN ('" + strings.Join(values, "', '") + "')"
}

// restrict refuses to delete a row that an edge still points to: rows of the
// vault are ended, not deleted.
func restrict() schema.Annotation {
	return entsql.OnDelete(entsql.Restrict)
}
