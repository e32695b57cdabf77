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

// Session is one browser's sign-in. The cookie's secret is kept only as a hash.
type Session struct{ ent.Schema }

// Mixin of Session.
func (Session) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.Session}} }

// Fields of Session.
func (Session) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id"),
		field.Bytes("token_hash").MaxLen(32).Immutable().Sensitive().
			Comment("SHA-256 of the cookie's secret."),
		field.Int("epoch").Immutable().
			Comment("The user's epoch at sign-in."),
		field.String("provider_session").Optional().Immutable().
			Comment("The provider's session (sid), for back-channel logout."),
		field.Time("authenticated_at").Immutable().
			Comment("When the person last proved who they are (auth_time)."),
		field.Time("idle_until").
			Comment("The session ends when it is not used before this instant."),
		field.Time("expires_at").Immutable().
			Comment("The session ends at this instant whatever happens."),
		field.Time("ended_at").Optional().Nillable().
			Comment("When the session was ended, if it was."),
		field.String("user_agent").Optional().MaxRuneLen(400).Immutable().
			Comment("What the browser called itself."),
	}
}

// Edges of Session.
func (Session) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("user", User.Type).Ref("sessions").Field("user_id").Unique().Required().Immutable(),
	}
}

// Indexes of Session.
func (Session) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("token_hash").Unique(),
		index.Fields("user_id", "ended_at"),
		index.Fields("provider_session").Annotations(entsql.IndexWhere("provider_session IS NOT NULL")),
	}
}

// Annotations of Session.
func (Session) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{
			"session_token_is_sha256": "length(token_hash) = 32",
			"session_has_an_end":      "idle_until <= expires_at AND created_at < expires_at",
		}),
	}
}

// Policy of Session.
func (Session) Policy() ent.Policy { return rule.Sessions }
