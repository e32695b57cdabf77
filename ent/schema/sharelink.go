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

// ShareLink is the way in for somebody without an account: who holds its secret and
// proves the e-mail address may use its grant. Whether that is in force is decided
// where any grant is; the link adds nothing to it. Its recipient is an account of
// the issuer viewer.ShareLinks, named by the link, which nothing but the link signs in.
type ShareLink struct{ ent.Schema }

// Mixin of ShareLink.
func (ShareLink) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.ShareLink}} }

// Fields of ShareLink.
func (ShareLink) Fields() []ent.Field {
	return []ent.Field{
		ref("customer_id"),
		ref("grant_id"),
		field.String("email").NotEmpty().MaxLen(320).Immutable().
			Comment("The address that the recipient has to prove."),
		field.Bytes("secret_hash").MaxLen(32).Immutable().Sensitive().
			Comment("SHA-256 of the secret in the link's fragment."),
		field.String("passcode_hash").Optional().Nillable().MaxLen(200).Immutable().Sensitive().
			Comment("Argon2id of the passcode, if there is one (PHC string format)."),
		field.Int("passcode_failures").Default(0).NonNegative().
			Comment("The number of wrong passcodes since the last right one."),
		field.Time("locked_at").Optional().Nillable().
			Comment("When so many wrong passcodes had come that nothing opens it any more."),
		field.String("terms").Optional().Nillable().MaxRuneLen(20_000).Immutable().
			Comment("What the recipient has to agree to, if there is anything."),
		field.Time("terms_accepted_at").Optional().Nillable().
			Comment("When the recipient last did."),
		field.Bytes("code_hash").Optional().MaxLen(32).Sensitive().
			Comment("HMAC-SHA-256, keyed by the link's secret, of the code that was sent last, while it can be used."),
		field.Time("code_sent_at").Optional().Nillable().
			Comment("When a code was last sent."),
		field.Int("code_failures").Default(0).NonNegative().
			Comment("The number of wrong codes since one was sent."),
		field.Int("codes_sent").Default(0).NonNegative().
			Comment("The number of codes sent since the link was last opened."),
		field.Time("opened_at").Optional().Nillable().
			Comment("When the link was last opened."),
	}
}

// Edges of ShareLink.
func (ShareLink) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("customer", Customer.Type).Field("customer_id").Unique().Required().Immutable().Annotations(restrict()),
		edge.To("grant", Grant.Type).Field("grant_id").Unique().Required().Immutable().Annotations(restrict()),
	}
}

// Indexes of ShareLink.
func (ShareLink) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("grant_id").Unique(),
		index.Fields("customer_id", "created_at"),
	}
}

// Annotations of ShareLink.
func (ShareLink) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{
			"share_link_secret_is_sha256": "length(secret_hash) = 32",
			"share_link_code_was_sent":    "code_hash IS NULL OR (length(code_hash) = 32 AND code_sent_at IS NOT NULL)",
			"share_link_accepts_terms":    "terms_accepted_at IS NULL OR terms IS NOT NULL",
		}),
	}
}

// Policy of ShareLink.
func (ShareLink) Policy() ent.Policy { return rule.ShareLinks }
