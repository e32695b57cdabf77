package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/rule"
)

// Ancestry is the transitive closure of the folder trees: one row for each
// folder and each folder above it, itself included at distance 0. It lets one
// indexed query find what a grant on a folder opens.
type Ancestry struct{ ent.Schema }

// Fields of Ancestry.
func (Ancestry) Fields() []ent.Field {
	return []ent.Field{
		ref("ancestor_id"),
		ref("descendant_id"),
		field.Int("distance").NonNegative().
			Comment("The number of steps from the descendant up to the ancestor."),
	}
}

// Edges of Ancestry.
func (Ancestry) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("ancestor", Folder.Type).Field("ancestor_id").Unique().Required().Immutable().Annotations(restrict()),
		edge.To("descendant", Folder.Type).Field("descendant_id").Unique().Required().Immutable().Annotations(restrict()),
	}
}

// Indexes of Ancestry.
func (Ancestry) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("descendant_id", "ancestor_id").Unique(),
		index.Fields("ancestor_id", "descendant_id"),
	}
}

// Policy of Ancestry.
func (Ancestry) Policy() ent.Policy { return rule.Ancestries }
