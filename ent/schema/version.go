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

// Version is the bytes of a document as they were at one time. What they are
// never changes; rotating keys rewraps its key and touches no content, and the
// sealed bytes may be moved to another bucket.
type Version struct{ ent.Schema }

// Mixin of Version.
func (Version) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.Version}} }

// Fields of Version.
func (Version) Fields() []ent.Field {
	return []ent.Field{
		ref("document_id"),
		field.Int("number").Positive().Immutable().
			Comment("Counts the document's versions from 1."),
		field.Int64("size").NonNegative().Immutable().
			Comment("The size of the plaintext in bytes."),
		field.String("media_type").NotEmpty().MaxRuneLen(255).Immutable().
			Comment("The media type that the uploader declared (RFC 9110, section 8.3.1)."),
		field.Bytes("sha256").MaxLen(32).Immutable().
			Comment("SHA-256 of the plaintext."),
		field.String("object").NotEmpty().Sensitive().
			Comment("The name of the sealed object in the store, which tells its bucket; fresh and never reused."),
		field.Int("format").Positive().Immutable().
			Comment("The version of the sealed format."),
		field.Int64("part_size").Positive().Immutable().
			Comment("The size of a part's plaintext in bytes."),
		field.Bytes("wrapped_key").NotEmpty().Sensitive().
			Comment("The version key, wrapped by the customer key."),
		field.String("customer_key_id").GoType(typeid.ID("")),
		field.Time("purged_at").Optional().Nillable().
			Comment("When the bytes were given up for good, if they were. From then on they are never opened."),
		field.Time("removed_at").Optional().Nillable().
			Comment("When the store was known to hold the purged bytes no more."),
		ref("created_by_id"),
	}
}

// Edges of Version.
func (Version) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("document", Document.Type).Ref("versions").Field("document_id").Unique().Required().Immutable(),
		edge.To("customer_key", CustomerKey.Type).Field("customer_key_id").Unique().Required().
			Annotations(restrict()),
		edge.To("created_by", User.Type).Field("created_by_id").Unique().Required().Immutable().Annotations(restrict()),
	}
}

// Indexes of Version.
func (Version) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("document_id", "number").Unique(),
		index.Fields("object").Unique(),
		index.Fields("removed_at").Annotations(entsql.IndexWhere("purged_at IS NOT NULL")),
	}
}

// Annotations of Version.
func (Version) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{"version_hash_is_sha256": "length(sha256) = 32"}),
	}
}

// Policy of Version.
func (Version) Policy() ent.Policy { return rule.Versions }
