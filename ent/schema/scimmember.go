package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/index"

	"strongroom/ent/rule"
)

// ScimMember says that a user is in a group.
type ScimMember struct{ ent.Schema }

// Fields of ScimMember.
func (ScimMember) Fields() []ent.Field {
	return []ent.Field{ref("group_id"), ref("user_id")}
}

// Edges of ScimMember.
func (ScimMember) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("group", ScimGroup.Type).Ref("members").Field("group_id").Unique().Required().Immutable(),
		edge.To("user", User.Type).Field("user_id").Unique().Required().Immutable().Annotations(restrict()),
	}
}

// Indexes of ScimMember.
func (ScimMember) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("group_id", "user_id").Unique(),
		index.Fields("user_id"),
	}
}

// Policy of ScimMember.
func (ScimMember) Policy() ent.Policy { return rule.ScimMembers }
