// Package classification is the closed list of how confidential a document
// is: PUBLIC < INTERNAL < CONFIDENTIAL < SECRET.
//
// It is a leaf, shared by the data shape, the use cases and the GraphQL enum,
// so that there is one type and no conversion. What each classification
// demands is not said here but in policies/handling.csv.
package classification

import (
	"fmt"
	"io"
	"slices"
	"strconv"
)

// Level is one classification.
type Level string

// The levels, from the least to the most confidential.
const (
	Public       Level = "PUBLIC"
	Internal     Level = "INTERNAL"
	Confidential Level = "CONFIDENTIAL"
	Secret       Level = "SECRET"
)

// All lists the levels in ascending order.
func All() []Level { return []Level{Public, Internal, Confidential, Secret} }

// Values lists the levels for ent's enum fields.
func (Level) Values() []string {
	values := make([]string, 0, len(All()))
	for _, level := range All() {
		values = append(values, string(level))
	}
	return values
}

// AndAbove lists the level and those that are more confidential.
func (l Level) AndAbove() []Level {
	if i := slices.Index(All(), l); i >= 0 {
		return All()[i:]
	}
	return nil
}

// Valid tells whether the level is one of the four.
func (l Level) Valid() bool { return slices.Contains(All(), l) }

// MarshalGQL writes the level as a GraphQL enum value.
func (l Level) MarshalGQL(w io.Writer) {
	_, _ = io.WriteString(w, strconv.Quote(string(l))) // a response writer keeps its own error
}

// UnmarshalGQL reads the level from a GraphQL variable or literal.
func (l *Level) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	if !ok || !Level(s).Valid() {
		return fmt.Errorf("%v is not a classification", v)
	}
	*l = Level(s)
	return nil
}
