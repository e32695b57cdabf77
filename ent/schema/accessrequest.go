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

// AccessRequest is somebody's plea for a grant on a document that they see. It
// gives nothing by itself: whether it may still be decided, and by whom, is judged
// when somebody does.
type AccessRequest struct{ ent.Schema }

// Mixin of AccessRequest.
func (AccessRequest) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.AccessRequest}} }

// Fields of AccessRequest.
func (AccessRequest) Fields() []ent.Field {
	return []ent.Field{
		ref("customer_id"),
		ref("document_id"),
		ref("user_id"),
		field.Int("tenure").Immutable().
			Comment("The tenure in which somebody asked; the request ends with it."),
		field.Enum("level").Values("VIEW", "DOWNLOAD", "EDIT").Immutable().
			Comment("What the grant would open."),
		field.Int("seconds").Positive().Immutable().
			Comment("How long the grant would last, from when it is given."),
		field.String("purpose").NotEmpty().MaxRuneLen(500).Immutable().
			Comment("What the access would be for."),
		field.Time("lapses_at").Immutable().
			Comment("The first instant at which it can no longer be decided."),
		field.Enum("outcome").Values("GRANTED", "REFUSED", "WITHDRAWN").Optional().Nillable().
			Comment("What became of it, once something has."),
		field.Time("closed_at").Optional().Nillable().
			Comment("When that was."),
		optionalRef("closed_by_id"),
		field.String("note").Optional().Nillable().MaxRuneLen(500).
			Comment("Why it was refused."),
		optionalRef("grant_id"),
	}
}

// Edges of AccessRequest.
func (AccessRequest) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("customer", Customer.Type).Field("customer_id").Unique().Required().Immutable().Annotations(restrict()),
		edge.To("document", Document.Type).Field("document_id").Unique().Required().Immutable().Annotations(restrict()),
		edge.To("user", User.Type).Field("user_id").Unique().Required().Immutable().Annotations(restrict()),
		edge.To("closed_by", User.Type).Field("closed_by_id").Unique().Annotations(restrict()),
		edge.To("grant", Grant.Type).Field("grant_id").Unique().Annotations(restrict()),
	}
}

// Indexes of AccessRequest.
func (AccessRequest) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("user_id", "created_at"),
		index.Fields("customer_id", "created_at"),
		index.Fields("document_id"),
	}
}

// Annotations of AccessRequest.
func (AccessRequest) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{
			"access_request_level":               oneOf("level", "VIEW", "DOWNLOAD", "EDIT"),
			"access_request_outcome":             "outcome IS NULL OR " + oneOf("outcome", "GRANTED", "REFUSED", "WITHDRAWN"),
			"access_request_lasts":               "seconds > 0",
			"access_request_lapses":              "created_at < lapses_at",
			"access_request_closed_by_somebody":  "(outcome IS NULL) = (closed_at IS NULL) AND (outcome IS NULL) = (closed_by_id IS NULL)",
			"access_request_granted_has_a_grant": "(COALESCE(outcome, '') = 'GRANTED') = (grant_id IS NOT NULL)",
		}),
	}
}

// Policy of AccessRequest.
func (AccessRequest) Policy() ent.Policy { return rule.AccessRequests }
