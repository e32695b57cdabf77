package vault

import (
	"context"

	"strongroom/ent/typeid"
	"strongroom/server/internal/request"
)

// event is what a use case tells the log of itself.
type event struct {
	// id is its own, where the use case needs to know it; else it gets one.
	id typeid.ID
	// action is what was done, in the words of the policies where they have one.
	action string
	// object is what it was done to, customer whose papers it concerned,
	// subject which user; each may be empty.
	object, customer, subject typeid.ID
	// detail holds further facts: never a secret, never content.
	detail map[string]string
}

// record writes an event into the log, in the transaction of the act.
func (a *act) record(ctx context.Context, e event) error {
	create := a.tx.Event.Create().
		SetCreatedAt(a.at).
		SetAction(e.action).
		SetRequest(request.ID(ctx))
	if e.id != "" {
		create.SetID(e.id)
	}
	if e.object != "" {
		create.SetObjectID(e.object)
	}
	if e.customer != "" {
		create.SetCustomerID(e.customer)
	}
	if e.subject != "" {
		create.SetSubjectID(e.subject)
	}
	if e.detail != nil {
		create.SetDetail(e.detail)
	}
	if a.who.System != "" {
		create.SetActorSystem(string(a.who.System))
	} else {
		create.SetActorID(a.who.ID)
	}
	return create.Exec(ctx)
}
