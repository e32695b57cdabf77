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

// Departure is the case file of one user's leaving, written in the
// transaction of the one write that ends their access, or ahead of it, when a
// date is set: it takes effect at that instant by itself, and can be cancelled
// until then. What it ended is not counted here: the rows say it, and counting
// would make the write dearer the more a person held.
type Departure struct{ ent.Schema }

// triggers are the sorts of signals.
var triggers = []string{"ADMIN", "OPERATOR", "SCIM", "SHARED_SIGNALS", "PROVIDER", "SCHEDULE", "INACTIVITY"}

// Mixin of Departure.
func (Departure) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.Departure}} }

// Fields of Departure.
func (Departure) Fields() []ent.Field {
	return []ent.Field{
		ref("user_id"),
		field.Int("tenure").Immutable().
			Comment("The tenure that the departure ends."),
		field.Enum("trigger").Values(triggers...).Immutable().
			Comment("What sort of signal it was."),
		field.String("source").Optional().Nillable().MaxRuneLen(200).Immutable().
			Comment("Which feed, provider or operator the signal came from, if it was no user."),
		field.String("reason").NotEmpty().MaxRuneLen(500).Immutable().
			Comment("Why the person leaves."),
		field.Time("departed_at").Immutable().
			Comment("The instant from which nothing of theirs works."),
		optionalRefImmutable("successor_id"),
		field.Int("successor_tenure").Optional().Nillable().Immutable().
			Comment("The successor's tenure; what was handed over ends with it."),
		optionalRefImmutable("recorded_by_id"),
		field.Time("cancelled_at").Optional().Nillable().
			Comment("When it was called off, before it took effect."),
		optionalRef("cancelled_by_id"),
	}
}

// Edges of Departure.
func (Departure) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("user", User.Type).Ref("departures").Field("user_id").Unique().Required().Immutable(),
		edge.To("successor", User.Type).Field("successor_id").Unique().Immutable().Annotations(restrict()),
		edge.To("recorded_by", User.Type).Field("recorded_by_id").Unique().Immutable().Annotations(restrict()),
		edge.To("cancelled_by", User.Type).Field("cancelled_by_id").Unique().Annotations(restrict()),
		edge.To("witnesses", Witness.Type).Annotations(restrict()),
	}
}

// Indexes of Departure.
func (Departure) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("user_id", "tenure").Unique().Annotations(entsql.IndexWhere("cancelled_at IS NULL")),
		index.Fields("departed_at", "id"),
	}
}

// Annotations of Departure.
func (Departure) Annotations() []schema.Annotation {
	return []schema.Annotation{
		checks(map[string]string{
			"departure_trigger":              oneOf("trigger", triggers...),
			"departure_cancelled_in_time":    "cancelled_at < departed_at",
			"departure_successor_is_another": "successor_id <> user_id",
			"departure_successor_has_tenure": "(successor_id IS NULL) = (successor_tenure IS NULL)",
		}),
	}
}

// Policy of Departure.
func (Departure) Policy() ent.Policy { return rule.Departures }
