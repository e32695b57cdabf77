package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/rule"
	"strongroom/ent/typeid"
)

// ScimUser is what a SCIM provider calls a user (RFC 7643 section 4.1), beside
// the user itself. Whether the person may act is not kept here: the user says it.
type ScimUser struct{ ent.Schema }

// Mixin of ScimUser.
func (ScimUser) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.ScimUser}} }

// Fields of ScimUser.
func (ScimUser) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id"),
		field.String("issuer").NotEmpty().Immutable().
			Comment("The OpenID provider of the user; only its own SCIM provider sees the row."),
		field.String("user_name").NotEmpty().MaxRuneLen(320).
			Comment("SCIM's userName, as it was written."),
		field.String("user_name_folded").NotEmpty().MaxRuneLen(320).
			Comment("The userName in lower case, by which it is unique and found (RFC 7643 section 4.1.1)."),
		field.String("external_id").Optional().MaxRuneLen(320).
			Comment("The provider's own name for the user."),
		field.String("given_name").Optional().MaxRuneLen(200).
			Comment("The first name."),
		field.String("family_name").Optional().MaxRuneLen(200).
			Comment("The last name."),
		field.Time("updated_at").
			Comment("When the provider last changed something, UTC."),
		field.Time("deleted_at").Optional().Nillable().
			Comment("When the provider deleted the user, if it did; another POST brings the row back, not the person."),
	}
}

// Edges of ScimUser.
func (ScimUser) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("user", User.Type).Field("user_id").Unique().Required().Immutable().Annotations(restrict()),
	}
}

// Indexes of ScimUser.
func (ScimUser) Indexes() []ent.Index {
	live := entsql.IndexWhere("deleted_at IS NULL")
	return []ent.Index{
		index.Fields("user_id").Unique(),
		index.Fields("issuer", "user_name_folded").Unique().Annotations(live),
		index.Fields("issuer", "external_id"),
	}
}

// Policy of ScimUser.
func (ScimUser) Policy() ent.Policy { return rule.ScimUsers }
