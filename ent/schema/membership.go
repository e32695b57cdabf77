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

// Membership is a staff user's role for one customer.
type Membership struct{ ent.Schema }

// Mixin of Membership.
func (Membership) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.Membership}} }

// Fields of Membership.
func (Membership) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id"),
		ref("customer_id"),
		field.Enum("role").Values("CUSTODIAN", "EDITOR", "VIEWER").Immutable().
			Comment("What the user is for the customer."),
		field.Int("tenure").Immutable().
			Comment("The user's tenure in which the role was given; it ends with it."),
		ref("assigned_by_id"),
		field.Time("ended_at").Optional().Nillable().
			Comment("When the role was taken away, if it was."),
	}
}

// Edges of Membership.
func (Membership) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("user", User.Type).Ref("memberships").Field("user_id").Unique().Required().Immutable(),
		edge.From("customer", Customer.Type).Ref("memberships").Field("customer_id").Unique().Required().Immutable(),
		edge.To("assigned_by", User.Type).Field("assigned_by_id").Unique().Required().Immutable().Annotations(restrict()),
	}
}

// Indexes of Membership.
func (Membership) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("user_id", "customer_id").Unique().
			Annotations(entsql.IndexWhere("ended_at IS NULL")).
			StorageKey("membership_one_role"),
		index.Fields("customer_id"),
	}
}

// Annotations of Membership.
func (Membership) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{
			"membership_role": oneOf("role", "CUSTODIAN", "EDITOR", "VIEWER"),
		}),
	}
}

// Policy of Membership.
func (Membership) Policy() ent.Policy { return rule.Memberships }
