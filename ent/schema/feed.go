package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"strongroom/ent/rule"
)

// Feed is a source of signals of leaving, and when any replica last heard it.
// Which feeds there are, the configuration says.
type Feed struct{ ent.Schema }

// Fields of Feed.
func (Feed) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").NotEmpty().MaxRuneLen(100).Immutable().
			Comment("The feed's name in the configuration, such as scim:staff."),
		field.Time("heard_at").
			Comment("When the source last proved to be there, UTC, to the second."),
	}
}

// Indexes of Feed.
func (Feed) Indexes() []ent.Index {
	return []ent.Index{index.Fields("name").Unique()}
}

// Policy of Feed.
func (Feed) Policy() ent.Policy { return rule.Feeds }
