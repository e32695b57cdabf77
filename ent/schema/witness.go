package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/flow"
	"strongroom/ent/rule"
	"strongroom/ent/typeid"
)

// Witness is what one replica has seen of a departure: that it has cut every
// stream that rested on the one who left, and how often that one has come back.
type Witness struct{ ent.Schema }

// Mixin of Witness.
func (Witness) Mixin() []ent.Mixin { return []ent.Mixin{identity{kind: typeid.Witness}} }

// Fields of Witness.
func (Witness) Fields() []ent.Field {
	return []ent.Field{
		ref("departure_id"),
		field.String("replica").NotEmpty().MaxRuneLen(200).Immutable().
			Comment("Which replica."),
		field.Time("settled_at").Immutable().
			Comment("The instant by which no stream was left there that rested on the one who left."),
		field.Int("streams_cut").NonNegative().Immutable().
			Comment("The number of streams that were cut there since the departure."),
		field.JSON("streams", []flow.Cut{}).Immutable().Annotations(entsql.Default("[]")).
			Comment("The first of them, in their order."),
		field.Int("refused").Default(0).NonNegative().
			Comment("The number of requests and sign-ins of theirs that were refused there since."),
		field.Time("refused_at").Optional().Nillable().
			Comment("When the last of them was."),
	}
}

// Edges of Witness.
func (Witness) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("departure", Departure.Type).Ref("witnesses").Field("departure_id").Unique().Required().Immutable(),
	}
}

// Indexes of Witness.
func (Witness) Indexes() []ent.Index {
	return []ent.Index{index.Fields("departure_id", "replica").Unique()}
}

// Policy of Witness.
func (Witness) Policy() ent.Policy { return rule.Witnesses }
