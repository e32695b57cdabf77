package vault

import (
	"time"

	"strongroom/ent/typeid"
)

// Asked is a question of a decision: about the objects of a noun that are to be
// found (Find), or about the customer, folder and document of one.
type Asked struct {
	Dialect   string
	Noun      typeid.Kind
	Find      bool
	Who, Used typeid.ID
	At        time.Time
	IDs       []typeid.ID
}

var asked statements

// Kept is its statement from among those that are kept.
func (q Asked) Kept() (text string, args []any) {
	return asked.of(q.question(), asker{q.Who, q.Used, q.At}, q.IDs)
}

// Fresh is its statement as ent writes it.
func (q Asked) Fresh() (text string, args []any) {
	return q.question().selector(asker{q.Who, q.Used, q.At}, q.IDs).Query()
}

func (q Asked) question() question {
	of := question{dialect: q.Dialect, noun: q.Noun}
	if q.Find {
		of.sought = len(q.IDs)
	}
	return of
}
