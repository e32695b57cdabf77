package page

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"strongroom/ent/typeid"
	"strongroom/server/vault"
)

const (
	// Default is the size of a page when neither first nor last is given.
	Default = 25
	// Max is the greatest size of a page.
	Max = 100
)

// Window is the part of a list that was asked for: the four arguments of the
// specification, as they came.
type Window struct {
	First  *int
	After  *string
	Last   *int
	Before *string
	// Unread says that the rows are not asked for, only how many there are.
	Unread bool
}

// Size returns the number of rows that the window asks for. It refuses a
// negative number and both numbers at once as BAD_USER_INPUT, and more than Max
// as LIMITED.
func (w Window) Size() (int, error) {
	field, size := "first", Default
	switch {
	case w.First != nil && w.Last != nil:
		return 0, wrong("last", "give one of first and last")
	case w.First != nil:
		size = *w.First
	case w.Last != nil:
		field, size = "last", *w.Last
	}
	switch {
	case size < 0:
		return 0, wrong(field, "want a number from 0 to %d", Max)
	case size > Max:
		return 0, &vault.Error{Code: vault.Limited, Field: field, Message: fmt.Sprintf("a page has at most %d nodes", Max)}
	}
	return size, nil
}

// Direction is the direction of an order.
type Direction string

// The directions.
const (
	Ascending  Direction = "ASC"
	Descending Direction = "DESC"
)

func (d Direction) reversed() Direction {
	if d == Ascending {
		return Descending
	}
	return Ascending
}

// Order is an order as it was asked for: a name of Noun.Orders and a direction.
type Order struct {
	Field     string
	Direction Direction
}

// place is what a cursor holds.
type place struct {
	order string
	value any // a string or a time.Time
	id    typeid.ID
}

func (p place) cursor() string {
	value := p.value
	if t, ok := value.(time.Time); ok {
		value = t.UTC().Format(time.RFC3339Nano)
	}
	text, err := json.Marshal([]any{p.order, value, p.id})
	if err != nil {
		panic(fmt.Sprintf("page: cursor: %v", err)) // three strings
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// at reads a cursor that must come from a list of the noun in the same order.
func (n Noun[N]) at(field string, cursor *string, order string) (*place, error) {
	if cursor == nil {
		return nil, nil
	}
	foreign := wrong(field, "want a cursor of this list in this order")
	text, err := base64.RawURLEncoding.DecodeString(*cursor)
	if err != nil {
		return nil, foreign
	}
	var parts []string
	if err := json.Unmarshal(text, &parts); err != nil || len(parts) != 3 || parts[0] != order || strings.ContainsRune(parts[1], 0) {
		return nil, foreign
	}
	id, err := typeid.ParseAs(n.Kind, parts[2])
	if err != nil {
		return nil, foreign
	}
	at := place{order: order, value: parts[1], id: id}
	if _, isTime := n.Orders[order].Value(new(N)).(time.Time); isTime {
		t, err := time.Parse(time.RFC3339Nano, parts[1])
		if err != nil {
			return nil, foreign
		}
		at.value = t.UTC()
	}
	return &at, nil
}

func wrong(field, format string, args ...any) error {
	return &vault.Error{Code: vault.BadUserInput, Field: field, Message: fmt.Sprintf(format, args...)}
}
