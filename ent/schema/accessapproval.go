package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/rule"
)

// AccessApproval is somebody's agreement to an access request. It counts only as
// long as who gave it could give the access.
type AccessApproval struct{ ent.Schema }

// Fields of AccessApproval.
func (AccessApproval) Fields() []ent.Field {
	return []ent.Field{
		ref("request_id"),
		ref("user_id"),
		field.Int("tenure").Immutable().
			Comment("The tenure in which somebody agreed; the agreement ends with it."),
		field.Time("created_at").Immutable().
			Comment("When, UTC."),
	}
}

// Edges of AccessApproval.
func (AccessApproval) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("request", AccessRequest.Type).Field("request_id").Unique().Required().Immutable().Annotations(restrict()),
		edge.To("user", User.Type).Field("user_id").Unique().Required().Immutable().Annotations(restrict()),
	}
}

// Indexes of AccessApproval.
func (AccessApproval) Indexes() []ent.Index {
	return []ent.Index{index.Fields("request_id", "user_id", "tenure").Unique()}
}

// Policy of AccessApproval.
func (AccessApproval) Policy() ent.Policy { return rule.AccessApprovals }
