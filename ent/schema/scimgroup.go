package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/rule"
	"strongroom/ent/typeid"
)

// ScimGroup is a group of users as a SCIM provider keeps it (RFC 7643 section
// 4.2). It gives nobody anything; leaving the one that admits is leaving.
type ScimGroup struct{ ent.Schema }

// Mixin of ScimGroup.
func (ScimGroup) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.ScimGroup}} }

// Fields of ScimGroup.
func (ScimGroup) Fields() []ent.Field {
	return []ent.Field{
		field.String("issuer").NotEmpty().Immutable().
			Comment("The OpenID provider of the members; only its own SCIM provider sees the row."),
		field.String("display_name").NotEmpty().MaxRuneLen(200).
			Comment("The group's name, unique for a provider."),
		field.String("external_id").Optional().MaxRuneLen(320).
			Comment("The provider's own name for the group."),
		field.Time("updated_at").
			Comment("When the provider last changed something, UTC."),
	}
}

// Edges of ScimGroup.
func (ScimGroup) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("members", ScimMember.Type).Annotations(restrict()),
	}
}

// Indexes of ScimGroup.
func (ScimGroup) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("issuer", "display_name").Unique(),
		index.Fields("issuer", "external_id"),
	}
}

// Policy of ScimGroup.
func (ScimGroup) Policy() ent.Policy { return rule.ScimGroups }
