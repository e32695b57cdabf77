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

// User is a person or service known by (issuer, subject).
type User struct{ ent.Schema }

// Mixin of User.
func (User) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.User}} }

// Fields of User.
func (User) Fields() []ent.Field {
	return []ent.Field{
		field.String("issuer").NotEmpty().Immutable().
			Comment("The OpenID provider that vouches for the account (iss), or viewer.ShareLinks."),
		field.String("subject").NotEmpty().Immutable().
			Comment("The account's name at that provider (sub); a share link's ID."),
		field.Enum("kind").Values("STAFF", "PARTNER", "SERVICE").Immutable().
			Comment("What sort of account this is; it follows from the issuer."),
		field.Enum("status").Values("ACTIVE", "SUSPENDED", "DEPARTED").Default("ACTIVE").
			Comment("Whether the account may act. One write of this column ends everything."),
		field.Enum("role").Values("ADMIN", "AUDITOR").Optional().Nillable().
			Comment("The role for the whole vault, if any. At most one: duties are separate."),
		field.String("display_name").MaxRuneLen(200).
			Comment("The name that others see."),
		field.String("email").Optional().MaxRuneLen(320).
			Comment("The verified e-mail address that the provider told, or that a share link was made for; it identifies nobody."),
		field.Int("epoch").Default(0).NonNegative().
			Comment("Counts the times that all sessions and tokens were ended. A session of an earlier epoch is dead."),
		field.Int("tenure").Default(0).NonNegative().
			Comment("Counts the times that this person came back after leaving. Roles and grants of an earlier tenure are dead."),
		field.Time("valid_after").
			Comment("A sign-in (auth_time, iat) older than this instant is refused."),
		field.Time("departs_at").Optional().Nillable().
			Comment("The instant from which nothing of the account works, if one is set ahead; its departure says why."),
		field.Time("reinstated_at").Optional().Nillable().
			Comment("When the account was last let in again. What signals say of the time before is settled."),
		field.Time("last_seen_at").Optional().Nillable().
			Comment("When the account last acted, to the minute."),
	}
}

// Edges of User.
func (User) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("sessions", Session.Type).Annotations(restrict()),
		edge.To("memberships", Membership.Type).Annotations(restrict()),
		edge.To("grants_received", Grant.Type).Annotations(restrict()),
		edge.To("grants_given", Grant.Type).Annotations(restrict()),
		edge.To("departures", Departure.Type).Annotations(restrict()),
	}
}

// Indexes of User.
func (User) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("issuer", "subject").Unique(),
		index.Fields("display_name", "id"),
		index.Fields("departs_at").Annotations(entsql.IndexWhere("departs_at IS NOT NULL")),
	}
}

// Annotations of User.
func (User) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{
			"user_kind":   oneOf("kind", "STAFF", "PARTNER", "SERVICE"),
			"user_status": oneOf("status", "ACTIVE", "SUSPENDED", "DEPARTED"),
			"user_role":   oneOf("role", "ADMIN", "AUDITOR"),
		}),
	}
}

// Policy of User.
func (User) Policy() ent.Policy { return rule.Users }
