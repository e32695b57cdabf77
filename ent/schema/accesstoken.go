package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/rule"
)

// AccessToken is a bearer token by which a program acted for somebody, for the
// case file of their leaving. No decision asks for it: a token is good or not by
// its signature and its user's row.
type AccessToken struct{ ent.Schema }

// Fields of AccessToken.
func (AccessToken) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id"),
		field.Bytes("token_hash").MaxLen(32).Immutable().Sensitive().
			Comment("SHA-256 of the token."),
		field.String("client").Optional().Nillable().MaxRuneLen(200).Immutable().
			Comment("Whom the provider issued it to (client_id, or azp), cut to so many characters."),
		field.Time("created_at").Immutable().
			Comment("When it was first presented, UTC."),
		field.Time("authenticated_at").Immutable().
			Comment("When the person last proved who they are (auth_time), or else when it was issued."),
		field.Time("expires_at").Immutable().
			Comment("It is good until this instant, if nothing ends it before."),
		field.Time("ended_at").Optional().Nillable().
			Comment("When it was ended with all sessions of its user, if it was."),
	}
}

// Edges of AccessToken.
func (AccessToken) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("user", User.Type).Field("user_id").Unique().Required().Immutable().Annotations(restrict()),
	}
}

// Indexes of AccessToken.
func (AccessToken) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("token_hash").Unique(),
		index.Fields("user_id", "ended_at"),
		index.Fields("expires_at"),
	}
}

// Annotations of AccessToken.
func (AccessToken) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{"access_token_is_sha256": "length(token_hash) = 32"}),
	}
}

// Policy of AccessToken.
func (AccessToken) Policy() ent.Policy { return rule.AccessTokens }
