package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/rule"
	"strongroom/ent/typeid"
)

// UploadPart is a sealed part that the object store has confirmed.
type UploadPart struct{ ent.Schema }

// Mixin of UploadPart.
func (UploadPart) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.UploadPart}} }

// Fields of UploadPart.
func (UploadPart) Fields() []ent.Field {
	return []ent.Field{
		ref("upload_id"),
		field.Int("number").Positive().Immutable().
			Comment("The part's number in the store. Numbers ascend with the parts, and may leave some out."),
		field.Int64("size").Positive().Immutable().
			Comment("The size of the sealed part in bytes."),
		field.String("etag").NotEmpty().Immutable().
			Comment("The entity tag by which the store completes the object."),
	}
}

// Edges of UploadPart.
func (UploadPart) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("upload", Upload.Type).Ref("parts").Field("upload_id").Unique().Required().Immutable(),
	}
}

// Indexes of UploadPart.
func (UploadPart) Indexes() []ent.Index {
	return []ent.Index{index.Fields("upload_id", "number").Unique()}
}

// Policy of UploadPart.
func (UploadPart) Policy() ent.Policy { return rule.Uploads }
