package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/rule"
	"strongroom/ent/typeid"
)

// Event is one entry of the audit log, written in the transaction of the act
// that it records. The database refuses to change or delete it. It names rows
// without foreign keys, so that it outlives them.
type Event struct{ ent.Schema }

// Mixin of Event.
func (Event) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.Event}} }

// Fields of Event.
func (Event) Fields() []ent.Field {
	return []ent.Field{
		field.String("action").NotEmpty().Immutable().
			Comment("What was done, as the policies call it, or what happened."),
		optionalRefImmutable("actor_id"),
		field.String("actor_system").Optional().Immutable().
			Comment("The system viewer that acted, if it was no user."),
		optionalRefImmutable("object_id"),
		optionalRefImmutable("customer_id"),
		optionalRefImmutable("subject_id"),
		field.String("request").Optional().Immutable().
			Comment("The request in which it was done."),
		field.JSON("detail", map[string]string{}).Optional().Immutable().
			Comment("Further facts of the act; never a secret and never content."),
	}
}

// Indexes of Event.
func (Event) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("created_at", "id"),
		index.Fields("actor_id", "id"),
		index.Fields("object_id", "id"),
		index.Fields("subject_id", "id"),
		index.Fields("customer_id", "id"),
	}
}

// Policy of Event.
func (Event) Policy() ent.Policy { return rule.Events }
