package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/classification"
	"strongroom/ent/rule"
	"strongroom/ent/typeid"
)

// Document is a titled thing in one folder. Only its versions have bytes.
type Document struct{ ent.Schema }

// Mixin of Document.
func (Document) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.Document}} }

// Fields of Document.
func (Document) Fields() []ent.Field {
	return []ent.Field{
		ref("customer_id"),
		field.String("folder_id").GoType(typeid.ID("")),
		field.String("title").NotEmpty().MaxRuneLen(255).
			Comment("The title, which is also the name of the file when it is downloaded."),
		field.Enum("classification").GoType(classification.Level("")).
			Comment("How confidential the document is."),
		optionalRef("current_version_id"),
		ref("created_by_id"),
		field.Time("updated_at").
			Comment("When the document or its current version last changed, UTC."),
		field.Time("deleted_at").Optional().Nillable().
			Comment("When the document was deleted, if it was. Its bytes go later."),
	}
}

// Edges of Document.
func (Document) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("customer", Customer.Type).Ref("documents").Field("customer_id").Unique().Required().Immutable(),
		edge.From("folder", Folder.Type).Ref("documents").Field("folder_id").Unique().Required(),
		edge.To("versions", Version.Type).Annotations(restrict()),
		edge.To("current_version", Version.Type).Field("current_version_id").Unique().Annotations(restrict()),
		edge.To("created_by", User.Type).Field("created_by_id").Unique().Required().Immutable().Annotations(restrict()),
		edge.To("grants", Grant.Type).Annotations(restrict()),
	}
}

// Indexes of Document.
func (Document) Indexes() []ent.Index {
	// A list in any order follows an index, of all, of a customer or of a folder.
	live := entsql.IndexWhere("deleted_at IS NULL")
	// A page of a customer's or a folder's documents is found in the index alone.
	listed := []schema.Annotation{
		entsql.IndexWhere("(deleted_at IS NULL) AND (current_version_id IS NOT NULL)"),
		&entsql.IndexAnnotation{IncludeColumns: []string{"classification"}},
	}
	indexes := []ent.Index{
		index.Fields("current_version_id").Unique(),
		index.Fields("deleted_at").Annotations(entsql.IndexWhere("deleted_at IS NOT NULL")),
	}
	for _, order := range []string{"title", "created_at", "updated_at"} {
		indexes = append(indexes,
			index.Fields(order, "id").Annotations(live),
			index.Fields("customer_id", order, "id").Annotations(listed...),
			index.Fields("folder_id", order, "id").Annotations(listed...),
		)
	}
	return indexes
}

// Annotations of Document.
func (Document) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{
			"document_classification": oneOf("classification", classification.Level("").Values()...),
		}),
	}
}

// Policy of Document.
func (Document) Policy() ent.Policy { return rule.Documents }
