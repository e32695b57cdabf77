package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/rule"
	"strongroom/ent/typeid"
)

// Folder is a node of a customer's tree. The root, which has no parent,
// stands for the whole customer.
type Folder struct{ ent.Schema }

// Mixin of Folder.
func (Folder) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.Folder}} }

// Fields of Folder.
func (Folder) Fields() []ent.Field {
	return []ent.Field{
		ref("customer_id"),
		optionalRef("parent_id"),
		field.String("name").NotEmpty().MaxRuneLen(200).
			Comment("The folder's name, unique among its siblings."),
	}
}

// Edges of Folder.
func (Folder) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("customer", Customer.Type).Ref("folders").Field("customer_id").Unique().Required().Immutable(),
		edge.To("children", Folder.Type).
			Annotations(restrict()).
			From("parent").Field("parent_id").Unique(),
		edge.To("documents", Document.Type).Annotations(restrict()),
		edge.To("grants", Grant.Type).Annotations(restrict()),
	}
}

// Indexes of Folder.
func (Folder) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("parent_id", "name").Unique(),
		index.Fields("customer_id").Unique().
			Annotations(entsql.IndexWhere("parent_id IS NULL")).
			StorageKey("folder_one_root"),
	}
}

// Annotations of Folder.
func (Folder) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{"folder_not_its_own_parent": "parent_id <> id"}),
	}
}

// Policy of Folder.
func (Folder) Policy() ent.Policy { return rule.Folders }
