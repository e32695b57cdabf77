package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/rule"
)

// RefreshToken is the means to ask a provider whether it still knows the
// person of a session. The row goes when the session does.
type RefreshToken struct{ ent.Schema }

// Fields of RefreshToken.
func (RefreshToken) Fields() []ent.Field {
	return []ent.Field{
		ref("session_id"),
		field.String("root_key").NotEmpty().
			Comment("The root key that wraps the token's key."),
		field.Bytes("wrapped_key").NotEmpty().Sensitive().
			Comment("The token's key, wrapped."),
		field.Bytes("sealed").NotEmpty().Sensitive().
			Comment("The token, sealed under its key."),
		field.Time("asked_at").
			Comment("When the provider last answered, or a replica last set out to ask it, UTC."),
	}
}

// Edges of RefreshToken.
func (RefreshToken) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("session", Session.Type).Field("session_id").Unique().Required().Immutable().Annotations(restrict()),
	}
}

// Indexes of RefreshToken.
func (RefreshToken) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("session_id").Unique(),
		index.Fields("asked_at"),
	}
}

// Policy of RefreshToken.
func (RefreshToken) Policy() ent.Policy { return rule.RefreshTokens }
