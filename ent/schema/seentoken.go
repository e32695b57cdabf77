package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/rule"
)

// SeenToken is a signed message of a provider (a logout token, a security
// event token) that was acted on, so that no replica acts on it again. It is
// written in the transaction of the act.
type SeenToken struct{ ent.Schema }

// Fields of SeenToken.
func (SeenToken) Fields() []ent.Field {
	return []ent.Field{
		field.Bytes("token_hash").MaxLen(32).Immutable().
			Comment("SHA-256 of issuer and token ID (jti), which have no bound of their own."),
		field.Time("until").Immutable().
			Comment("From this instant the token would be refused for its age, and the row may go."),
	}
}

// Indexes of SeenToken.
func (SeenToken) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("token_hash").Unique(),
		index.Fields("until"),
	}
}

// Annotations of SeenToken.
func (SeenToken) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{"seen_token_is_sha256": "length(token_hash) = 32"}),
	}
}

// Policy of SeenToken.
func (SeenToken) Policy() ent.Policy { return rule.SeenTokens }
