package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/classification"
	"strongroom/ent/rule"
	"strongroom/ent/tail"
	"strongroom/ent/typeid"
)

// Upload is a version on its way in. It holds what another replica needs to
// carry on from the last durable byte. The document and the version come to be
// when it finishes, under the names that are reserved here.
type Upload struct{ ent.Schema }

// Mixin of Upload.
func (Upload) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.Upload}} }

// Fields of Upload.
func (Upload) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id"),
		ref("customer_id"),
		ref("folder_id"),
		ref("document_id"),
		ref("version_id"),
		field.Bool("new_document").Immutable().
			Comment("Whether finishing makes a new document, rather than a new version of one."),
		field.String("title").MaxRuneLen(255).Immutable().
			Comment("The title of the document; empty of a partial upload."),
		field.Enum("classification").GoType(classification.Level("")).Immutable().
			Comment("How confidential the document is."),
		field.String("media_type").NotEmpty().MaxRuneLen(255).Immutable().
			Comment("The media type that the uploader declared."),
		field.Int64("size").NonNegative().
			Comment("The declared size in bytes; while it is deferred, the most that may come."),
		field.Bool("partial").Default(false).Immutable().
			Comment("Whether its bytes are to be joined with others' rather than to become a version."),
		field.JSON("joins", []typeid.ID{}).Optional().Immutable().
			Comment("The partial uploads, in order, of which it is made; none of others."),
		field.Bool("size_deferred").Default(false).
			Comment("Whether the uploader is still to declare the size."),
		field.Bytes("declared_sha256").MaxLen(32).Optional().Immutable().
			Comment("The SHA-256 that the uploader declared, if any; content that differs is refused."),
		field.Int64("offset").StorageKey("durable").Default(0).NonNegative().
			Comment("The number of bytes that are durable."),
		field.Bytes("hash_sealed").Optional().Sensitive().
			Comment("The state of the running SHA-256 at the offset, sealed."),
		field.String("object").NotEmpty().Sensitive().
			Comment("The name of the sealed object in the store."),
		field.String("multipart").Optional().Sensitive().
			Comment("The store's name for the multipart upload."),
		field.Int("part_numbers").Default(0).NonNegative().
			Comment("How many part numbers were given out. None is given out twice: what is still on its way under one, on whatever replica, can replace nothing."),
		field.JSON("tail", tail.Tail{}).Optional().Sensitive().
			Comment("The sealed objects that hold the bytes behind the last whole part."),
		field.Int64("part_size").Positive().Immutable().
			Comment("The size of a part's plaintext in bytes."),
		field.Bytes("wrapped_key").NotEmpty().Sensitive().Immutable().
			Comment("The version key, wrapped by the customer key."),
		ref("customer_key_id"),
		field.Time("expires_at").
			Comment("The upload is given up when it is not finished before this instant."),
		field.Enum("state").Values("OPEN", "FINISHED", "ABANDONED", "CLEARED").Default("OPEN").
			Comment("Where the upload stands. An abandoned one is cleared when the store holds nothing of it any more."),
	}
}

// Edges of Upload.
func (Upload) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("user", User.Type).Field("user_id").Unique().Required().Immutable().Annotations(restrict()),
		edge.To("customer_key", CustomerKey.Type).Field("customer_key_id").Unique().Required().Immutable().Annotations(restrict()),
		edge.To("parts", UploadPart.Type).Annotations(restrict()),
	}
}

// Indexes of Upload.
func (Upload) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("user_id", "state"),
		index.Fields("state", "expires_at"),
	}
}

// Annotations of Upload.
func (Upload) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{
			"upload_classification":    oneOf("classification", classification.Level("").Values()...),
			"upload_not_past_its_size": "durable <= size",
			"upload_state":             oneOf("state", "OPEN", "FINISHED", "ABANDONED", "CLEARED"),
		}),
	}
}

// Policy of Upload.
func (Upload) Policy() ent.Policy { return rule.Uploads }
