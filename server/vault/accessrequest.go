package vault

import (
	"context"
	"errors"
	"slices"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/accessapproval"
	"strongroom/ent/gen/accessrequest"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/typeid"
	"strongroom/policies"
)

// Whoever sees a document may ask for access to it, if their role lets them. As many
// people as the handling rules of its classification say, and at least one, must agree,
// each of whom could give that access alone; the last of them gives it.

const (
	// lapsesAfter is how long a request can be decided.
	lapsesAfter = 14 * 24 * time.Hour
	// maxPending is the greatest number of requests of one person that wait.
	maxPending = 100
)

// RequestAccess asks for a grant on a document. It fails with what the handling rules
// forbid anybody to give, and with Conflict while the same person's request on the same
// document waits.
func (v *Vault) RequestAccess(ctx context.Context, in RequestAccess) (asked *gen.AccessRequest, err error) {
	if err = want("documentId", typeid.Document, in.DocumentID); err != nil {
		return nil, err
	}
	if in.Purpose, err = text("purpose", in.Purpose, 500); err != nil {
		return nil, err
	}
	level := accessrequest.Level(in.Level)
	switch {
	case accessrequest.LevelValidator(level) != nil:
		return nil, badInput("level", "is none of the known levels")
	case in.Seconds < 1:
		return nil, badInput("seconds", "must be at least 1")
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		d, err := a.lockedDocument(ctx, in.DocumentID) // so that two requests at once are not two
		if err != nil {
			return err
		}
		o := ofDocument(d)
		if _, err := a.decide(ctx, policies.DocumentRequest, o); err != nil {
			return err
		}
		if err := inSeconds(a.fits(o.classification, offer{level: in.Level, from: a.at, until: a.at.Add(span(in.Seconds))})); err != nil {
			return err
		}
		account, err := a.tx.User.Get(a.facts(ctx), a.who.ID)
		if err != nil {
			return err
		}
		waiting := a.tx.AccessRequest.Query().Where(accessrequest.UserID(a.who.ID), Pending(a.at))
		switch n, err := waiting.Clone().Where(accessrequest.DocumentID(d.ID)).Count(a.facts(ctx)); {
		case err != nil:
			return err
		case n > 0:
			return &Error{Code: Conflict, Field: "documentId", Message: "you have asked for access to this document already"}
		}
		switch n, err := waiting.Count(a.facts(ctx)); {
		case err != nil:
			return err
		case n >= maxPending:
			return &Error{Code: Limited, Message: "too many of your requests wait to be decided"}
		}
		asked, err = a.tx.AccessRequest.Create().
			SetCreatedAt(a.at).
			SetCustomerID(d.CustomerID).
			SetDocumentID(d.ID).
			SetUserID(account.ID).
			SetTenure(account.Tenure).
			SetLevel(level).
			SetSeconds(in.Seconds).
			SetPurpose(in.Purpose).
			SetLapsesAt(a.at.Add(lapsesAfter)).
			Save(ctx)
		if err != nil {
			return err
		}
		return a.record(ctx, event{
			action: string(policies.DocumentRequest), object: d.ID, customer: d.CustomerID,
			detail: map[string]string{
				"request": asked.ID.String(), "level": string(in.Level), "purpose": in.Purpose, "for": span(in.Seconds).String(),
			},
		})
	})
	return asked, err
}

// DecideAccessRequest agrees to a request, or refuses it. Whoever could give what is
// asked for may, but not who asks. One refusal is enough; an agreement counts as long
// as who gave it could give the access, and the last that is needed gives it. To agree
// twice changes nothing.
func (v *Vault) DecideAccessRequest(ctx context.Context, in DecideAccessRequest) (decided *gen.AccessRequest, err error) {
	if err = want("accessRequestId", typeid.AccessRequest, in.AccessRequestID); err != nil {
		return nil, err
	}
	if in.Note != nil {
		note, err := text("note", *in.Note, 500)
		switch {
		case err != nil:
			return nil, err
		case in.Approve:
			return nil, badInput("note", "goes with a refusal")
		}
		in.Note = &note
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		asked, on, err := a.request(ctx, in.AccessRequestID)
		if err != nil {
			return err
		}
		if err := a.judgeDecision(on, asked); err != nil {
			return err
		}
		if err := a.pending(asked); err != nil {
			return err
		}
		if !in.Approve {
			detail := map[string]string{}
			if in.Note != nil {
				detail["note"] = *in.Note
			}
			change := a.tx.AccessRequest.UpdateOne(asked).SetOutcome(accessrequest.OutcomeREFUSED).SetNillableNote(in.Note)
			decided, err = a.closeRequest(ctx, change, "request:refuse", detail)
			return err
		}
		decided, err = a.agree(ctx, asked, on)
		return err
	})
	return decided, err
}

// agree adds the agreement of the acting user to a request, and gives the access once it
// is the last that is needed.
func (a *act) agree(ctx context.Context, asked *gen.AccessRequest, on known) (*gen.AccessRequest, error) {
	taker, err := a.taker(ctx, asked.UserID)
	switch {
	case err != nil:
		return nil, err
	case taker.Tenure != asked.Tenure:
		return nil, failed("who asked has left since")
	}
	until := a.at.Add(span(asked.Seconds))
	ceiling, err := a.ceiling(on.titles, on.object, offer{level: grant.Level(asked.Level), from: a.at, until: until})
	if err != nil {
		return nil, unfitNow(err)
	}
	others, already, err := a.agreed(ctx, asked, on.object, until)
	if err != nil {
		return nil, err
	}
	if !already {
		account, err := a.tx.User.Get(a.facts(ctx), a.who.ID)
		if err != nil {
			return nil, err
		}
		approve := a.tx.AccessApproval.Create().SetCreatedAt(a.at).SetRequestID(asked.ID).SetUserID(account.ID).SetTenure(account.Tenure)
		if err := approve.Exec(ctx); err != nil {
			return nil, err
		}
		if err := a.record(ctx, requestEvent("request:approve", asked, nil)); err != nil {
			return nil, err
		}
	}
	if others+1 < a.vault.ApprovalsNeeded(classification.Level(on.classification)) {
		return asked, nil
	}
	given, err := a.give(ctx, on.object, taker, ceiling, GrantAccess{
		DocumentID: &asked.DocumentID, Level: grant.Level(asked.Level), From: &a.at, Until: until, Purpose: asked.Purpose, Fate: grant.FateEND,
	}, map[string]string{"request": asked.ID.String()})
	if err != nil {
		return nil, err
	}
	change := a.tx.AccessRequest.UpdateOne(asked).SetOutcome(accessrequest.OutcomeGRANTED).SetGrantID(given.ID)
	return a.closeRequest(ctx, change, "request:grant", map[string]string{"grant": given.ID.String()})
}

// agreed counts those others whose agreement to a request counts now, and tells
// whether the acting user is among those who agreed.
func (a *act) agreed(ctx context.Context, asked *gen.AccessRequest, o object, until time.Time) (others int, already bool, err error) {
	approvals, err := a.tx.AccessApproval.Query().Where(accessapproval.RequestID(asked.ID)).WithUser().All(a.facts(ctx))
	if err != nil {
		return 0, false, err
	}
	for _, approval := range approvals {
		account := approval.Edges.User
		switch {
		case account.Tenure != approval.Tenure || !active(account, a.at):
			continue
		case account.ID == a.who.ID:
			already = true
			continue
		}
		by := a.as(account)
		titles, err := by.titles(ctx, o)
		if err != nil {
			return 0, false, err
		}
		if _, refused := by.ceiling(titles, o, offer{level: grant.Level(asked.Level), from: a.at, until: until}); refused == nil {
			others++
		}
	}
	return others, already, nil
}

// WithdrawAccessRequest takes back a request of one's own that waits.
func (v *Vault) WithdrawAccessRequest(ctx context.Context, in WithdrawAccessRequest) (withdrawn *gen.AccessRequest, err error) {
	if err = want("accessRequestId", typeid.AccessRequest, in.AccessRequestID); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		asked, err := a.lockedRequest(ctx, in.AccessRequestID)
		switch {
		case err != nil:
			return err
		case asked.UserID != a.who.ID:
			return forbidden()
		}
		if err := a.pending(asked); err != nil {
			return err
		}
		change := a.tx.AccessRequest.UpdateOne(asked).SetOutcome(accessrequest.OutcomeWITHDRAWN)
		withdrawn, err = a.closeRequest(ctx, change, "request:withdraw", nil)
		return err
	})
	return withdrawn, err
}

// lockedRequest finds a request that exists for the acting user, held until the
// transaction ends: who decides it, and who takes it back, go one after the other.
func (a *act) lockedRequest(ctx context.Context, id typeid.ID) (*gen.AccessRequest, error) {
	query := a.tx.AccessRequest.Query().Where(accessrequest.ID(id))
	if a.vault.postgres() {
		query.ForUpdate()
	}
	return query.Only(ctx)
}

// request is lockedRequest with the document that it is on.
func (a *act) request(ctx context.Context, id typeid.ID) (*gen.AccessRequest, known, error) {
	asked, err := a.lockedRequest(ctx, id)
	if err != nil {
		return nil, known{}, err
	}
	on, err := a.find(ctx, asked.DocumentID)
	return asked, on, err
}

// judgeDecision refuses to let anybody decide a request who could not give what it
// asks for, or who asks.
func (a *act) judgeDecision(on known, asked *gen.AccessRequest) error {
	for _, action := range []policies.Action{policies.DocumentShare, opens[grant.Level(asked.Level)]} {
		if _, err := a.judge(on.titles, action, on.object); err != nil {
			return err
		}
	}
	if asked.UserID == a.who.ID {
		return forbidden()
	}
	return nil
}

// pending refuses a request that is closed or has lapsed.
func (a *act) pending(asked *gen.AccessRequest) error {
	switch {
	case asked.Outcome != nil:
		return failed("the request was decided or withdrawn before")
	case !a.at.Before(asked.LapsesAt):
		return failed("the request has lapsed")
	}
	return nil
}

// Pending holds for requests that wait at an instant to be decided.
func Pending(at time.Time) predicate.AccessRequest {
	return accessrequest.And(accessrequest.OutcomeIsNil(), accessrequest.LapsesAtGT(at))
}

// closeRequest says that a change is the last of a request, and by whom.
func (a *act) closeRequest(ctx context.Context, change *gen.AccessRequestUpdateOne, action string, detail map[string]string) (*gen.AccessRequest, error) {
	closed, err := change.SetClosedAt(a.at).SetClosedByID(a.who.ID).Save(ctx)
	if err != nil {
		return nil, err
	}
	return closed, a.record(ctx, requestEvent(action, closed, detail))
}

func requestEvent(action string, asked *gen.AccessRequest, detail map[string]string) event {
	return event{action: action, object: asked.ID, customer: asked.CustomerID, subject: asked.UserID, detail: detail}
}

// ApprovalsNeeded is how many people must agree to a request on a document of a
// classification. Somebody does where the rules want nobody: each access was given by one.
func (v *Vault) ApprovalsNeeded(level classification.Level) int {
	return max(1, v.cfg.Policy.Handling(policies.Classification(level)).Approvals)
}

// RequestRights is what somebody may do with an access request.
type RequestRights struct {
	Decide, Withdraw bool
}

// MayOnRequests tells what the viewer may do with some access requests, and would
// change by it; those that do not exist for them are not among them. An error says
// that a part is away.
func (v *Vault) MayOnRequests(ctx context.Context, ids ...typeid.ID) (map[typeid.ID]RequestRights, error) {
	may := make(map[typeid.ID]RequestRights, len(ids))
	a, ok := v.asking(ctx)
	if !ok || len(ids) == 0 {
		return may, nil
	}
	requests, err := a.tx.AccessRequest.Query().Where(accessrequest.IDIn(ids...), Pending(a.at)).All(ctx)
	if err != nil {
		return nil, translate(err)
	}
	documents := make([]typeid.ID, 0, len(requests))
	for _, asked := range requests {
		documents = append(documents, asked.DocumentID)
	}
	found, err := a.known(ctx, documents...)
	if err != nil {
		return nil, translate(err)
	}
	account, err := a.tx.User.Get(a.facts(ctx), a.who.ID)
	if err != nil {
		return nil, translate(err)
	}
	agreed, err := a.tx.AccessApproval.Query().
		Where(accessapproval.RequestIDIn(ids...), accessapproval.UserID(account.ID), accessapproval.Tenure(account.Tenure)).All(ctx)
	if err != nil {
		return nil, translate(err)
	}
	for _, asked := range requests {
		rights := RequestRights{Withdraw: asked.UserID == a.who.ID}
		done := slices.ContainsFunc(agreed, func(by *gen.AccessApproval) bool { return by.RequestID == asked.ID })
		if on, ok := found[asked.DocumentID]; ok && !done {
			rights.Decide = a.judgeDecision(on, asked) == nil
		}
		may[asked.ID] = rights
	}
	return may, nil
}

// span is a number of seconds, at most what a duration holds.
func span(seconds int) time.Duration {
	return time.Duration(min(int64(seconds), int64(time.Duration(1<<63-1)/time.Second))) * time.Second
}

// inSeconds says of the length of an access what was said of its end.
func inSeconds(err error) error {
	var e *Error
	if errors.As(err, &e) && e.Field == "until" {
		return badInput("seconds", "%s", e.Message)
	}
	return err
}

// unfitNow says of a request, which was fit when it was made, that it no longer is.
func unfitNow(err error) error {
	var e *Error
	if errors.As(err, &e) && e.Code == BadUserInput {
		return failed("%s", e.Message)
	}
	return err
}
