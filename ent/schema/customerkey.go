package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/classification"
	"strongroom/ent/rule"
	"strongroom/ent/typeid"
)

// CustomerKey is a customer's key for one classification, wrapped by the root key.
type CustomerKey struct{ ent.Schema }

// Mixin of CustomerKey.
func (CustomerKey) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.CustomerKey}} }

// Fields of CustomerKey.
func (CustomerKey) Fields() []ent.Field {
	return []ent.Field{
		ref("customer_id"),
		field.Enum("classification").GoType(classification.Level("")).Immutable().
			Comment("The classification whose documents the key protects."),
		field.Int("generation").Positive().Immutable().
			Comment("Counts rotations; the highest generation seals what is new."),
		field.String("root_key").NotEmpty().
			Comment("The root key that wraps this key."),
		field.Bytes("wrapped").Sensitive().
			Comment("The key, wrapped; empty once it was destroyed."),
		field.Time("destroyed_at").Optional().Nillable().
			Comment("When the key was destroyed, if it was: nothing that it sealed can be opened any more."),
	}
}

// Edges of CustomerKey.
func (CustomerKey) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("customer", Customer.Type).Ref("keys").Field("customer_id").Unique().Required().Immutable(),
	}
}

// Indexes of CustomerKey.
func (CustomerKey) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("customer_id", "classification", "generation").Unique(),
	}
}

// Annotations of CustomerKey.
func (CustomerKey) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{
			"customer_key_classification": oneOf("classification", classification.Level("").Values()...),
			"customer_key_destroyed":      "destroyed_at IS NULL OR length(wrapped) = 0",
		}),
	}
}

// Policy of CustomerKey.
func (CustomerKey) Policy() ent.Policy { return rule.Keys }
