package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/rule"
	"strongroom/ent/typeid"
)

// Customer is whose documents these are.
type Customer struct{ ent.Schema }

// Mixin of Customer.
func (Customer) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.Customer}} }

// Fields of Customer.
func (Customer) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").NotEmpty().MaxRuneLen(200).
			Comment("The customer's name."),
		field.String("category").NotEmpty().MaxRuneLen(80).
			Comment("The firm's own word for the sort of customer."),
		field.Enum("importance").Values("LOW", "NORMAL", "HIGH", "CRITICAL").Default("NORMAL").
			Comment("How much attention the customer's papers deserve."),
		field.Enum("status").Values("ACTIVE", "EXITING", "EXITED").Default("ACTIVE").
			Comment("Whether the customer is served, leaving or gone."),
		field.Bytes("contacts_sealed").Optional().Sensitive().
			Comment("The contacts (personal data), sealed under the customer's own key."),
		field.Time("updated_at").
			Comment("When the customer was last changed, UTC."),
	}
}

// Edges of Customer.
func (Customer) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("folders", Folder.Type).Annotations(restrict()),
		edge.To("documents", Document.Type).Annotations(restrict()),
		edge.To("memberships", Membership.Type).Annotations(restrict()),
		edge.To("grants", Grant.Type).Annotations(restrict()),
		edge.To("keys", CustomerKey.Type).Annotations(restrict()),
	}
}

// Indexes of Customer.
func (Customer) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("name", "id"),
		index.Fields("category", "id"),
	}
}

// Annotations of Customer.
func (Customer) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{
			"customer_importance": oneOf("importance", "LOW", "NORMAL", "HIGH", "CRITICAL"),
			"customer_status":     oneOf("status", "ACTIVE", "EXITING", "EXITED"),
		}),
	}
}

// Policy of Customer.
func (Customer) Policy() ent.Policy { return rule.Customers }
