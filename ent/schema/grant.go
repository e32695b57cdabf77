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

// Grant is somebody's access to one document or one folder's subtree, for a
// bounded time. Whether it is in force is decided at every read, by
// rule.LiveGrants, from this row and the rows of giver and taker.
type Grant struct{ ent.Schema }

// Mixin of Grant.
func (Grant) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.Grant}} }

// Fields of Grant.
func (Grant) Fields() []ent.Field {
	return []ent.Field{
		ref("customer_id"),
		optionalRef("document_id"),
		optionalRef("folder_id"),
		field.Time("document_created_at").Optional().Nillable().Immutable().
			Comment("For a grant on a document: when that came to be. It puts what somebody was given in an order."),
		ref("user_id"),
		field.Int("tenure").Immutable().
			Comment("The recipient's tenure in which the grant was given; it ends with it."),
		field.String("giver_id").GoType(typeid.ID("")),
		field.Int("giver_tenure").
			Comment("The giver's tenure in which the grant was given; its fate takes over when it ends."),
		field.Enum("level").Values("VIEW", "DOWNLOAD", "EDIT").Immutable().
			Comment("What the grant opens."),
		field.Enum("ceiling").GoType(classification.Level("")).
			Comment("The most confidential documents that the grant opens: those for which its giver could have given it."),
		field.Time("valid_from").
			Comment("The first instant at which the grant is in force."),
		field.Time("valid_until").
			Comment("The first instant at which the grant is no longer in force."),
		field.String("purpose").NotEmpty().MaxRuneLen(500).Immutable().
			Comment("What the access is for."),
		field.Enum("fate").Values("END", "HAND_OVER", "HOLD").Immutable().
			Comment("What becomes of the grant when its giver leaves."),
		field.Int("hold_days").Optional().Nillable().Immutable().
			Comment("For HOLD: the number of days that the grant outlives its giver's leaving."),
		field.Int("use_limit").Optional().Nillable().Immutable().
			Comment("The number of downloads that the grant allows, if it is limited."),
		field.Int("uses").Default(0).NonNegative().
			Comment("The number of downloads that were made under the grant."),
		field.Bool("watermark").Default(false).Immutable().
			Comment("Whether what is shown must bear the recipient's name."),
		field.Time("revoked_at").Optional().Nillable().
			Comment("When the grant was revoked, if it was."),
		optionalRef("revoked_by_id"),
	}
}

// Edges of Grant.
func (Grant) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("customer", Customer.Type).Ref("grants").Field("customer_id").Unique().Required().Immutable(),
		edge.From("document", Document.Type).Ref("grants").Field("document_id").Unique(),
		edge.From("folder", Folder.Type).Ref("grants").Field("folder_id").Unique(),
		edge.From("user", User.Type).Ref("grants_received").Field("user_id").Unique().Required().Immutable(),
		edge.From("giver", User.Type).Ref("grants_given").Field("giver_id").Unique().Required(),
		edge.To("revoked_by", User.Type).Field("revoked_by_id").Unique().Annotations(restrict()),
	}
}

// Indexes of Grant.
func (Grant) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("user_id", "valid_until"),
		index.Fields("giver_id", "valid_until"),
		index.Fields("user_id", "document_id"),
		index.Fields("user_id", "document_created_at", "document_id"),
		index.Fields("user_id", "folder_id"),
		index.Fields("document_id"),
		index.Fields("folder_id"),
		index.Fields("customer_id"),
	}
}

// Annotations of Grant.
func (Grant) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{
			"grant_ceiling":              oneOf("ceiling", classification.Level("").Values()...),
			"grant_level":                oneOf("level", "VIEW", "DOWNLOAD", "EDIT"),
			"grant_fate":                 oneOf("fate", "END", "HAND_OVER", "HOLD"),
			"grant_ends_after_it_begins": "valid_from < valid_until",
			"grant_on_one_thing":         "(document_id IS NULL) <> (folder_id IS NULL)",
			"grant_not_to_oneself":       "user_id <> giver_id",
			"grant_hold_has_days":        "(fate = 'HOLD') = (hold_days IS NOT NULL) AND (hold_days IS NULL OR hold_days > 0)",
			"grant_uses_within_limit":    "use_limit IS NULL OR (use_limit > 0 AND uses <= use_limit)",
			"grant_revoked_by_somebody":  "(revoked_at IS NULL) = (revoked_by_id IS NULL)",
		}),
	}
}

// Policy of Grant.
func (Grant) Policy() ent.Policy { return rule.Grants }
