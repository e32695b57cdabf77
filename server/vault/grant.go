package vault

import (
	"context"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/ancestry"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/user"
	"strongroom/ent/rule"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
)

const (
	maxHoldDays = 90
	maxUses     = 1000
)

// GrantAccess gives a user access to one document, or to one folder and all
// beneath it, from an instant until another. The giver must be able to share
// it and to do what the grant opens; the handling rules of what is opened bound
// how long and how much.
//
// BUG(vault): A grant on a folder is judged by the most confidential document
// that lies beneath it when it is given. A more confidential one that comes
// later is opened by it as far as policy.csv lets the grant's level, but for
// longer than its handling rules say.
func (v *Vault) GrantAccess(ctx context.Context, in GrantAccess) (given *gen.Grant, err error) {
	if err = in.check(); err != nil {
		return nil, err
	}
	if in.Purpose, err = text("purpose", in.Purpose, 500); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		from := a.at
		if in.From != nil {
			if from = in.From.UTC().Truncate(time.Microsecond); from.Before(a.at) {
				return badInput("from", "lies in the past")
			}
		}
		o, err := a.shared(ctx, in.target())
		if err != nil {
			return err
		}
		if err := a.mayGive(ctx, in.Level, o); err != nil {
			return err
		}
		until := in.Until.UTC().Truncate(time.Microsecond)
		if err := a.fits(o, in.Level, from, until); err != nil {
			return err
		}
		taker, err := a.tx.User.Query().Where(user.ID(in.UserID)).Only(ctx)
		if gen.IsNotFound(err) {
			return badInput("userId", "names nobody")
		}
		if err != nil {
			return err
		}
		if taker.Status != user.StatusACTIVE {
			return failed("the user may not act at present")
		}
		if taker.ID == a.who.ID {
			return badInput("userId", "is yourself")
		}
		giver, err := a.tx.User.Query().Where(user.ID(a.who.ID)).Only(a.facts(ctx))
		if err != nil {
			return err
		}
		given, err = a.tx.Grant.Create().
			SetCreatedAt(a.at).
			SetCustomerID(o.customer).
			SetNillableDocumentID(in.DocumentID).
			SetNillableFolderID(in.FolderID).
			SetUserID(taker.ID).
			SetTenure(taker.Tenure).
			SetGiverID(giver.ID).
			SetGiverTenure(giver.Tenure).
			SetLevel(in.Level).
			SetValidFrom(from).
			SetValidUntil(until).
			SetPurpose(in.Purpose).
			SetFate(in.Fate).
			SetNillableHoldDays(in.HoldDays).
			SetNillableUseLimit(in.UseLimit).
			SetWatermark(a.vault.cfg.Policy.Handling(o.classification).Watermark).
			Save(ctx)
		if err != nil {
			return err
		}
		return a.record(ctx, event{
			action: "grant:give", object: given.ID, customer: o.customer, subject: taker.ID,
			detail: map[string]string{
				"on": o.id().String(), "level": string(in.Level), "purpose": in.Purpose, "fate": string(in.Fate),
				"from": from.Format(time.RFC3339Nano), "until": until.Format(time.RFC3339Nano),
			},
		})
	})
	return given, err
}

// ExtendGrant moves the end of a grant that is in force or still to come, by
// the same rules as giving it.
func (v *Vault) ExtendGrant(ctx context.Context, in ExtendGrant) (extended *gen.Grant, err error) {
	if err = want("grantId", typeid.Grant, in.GrantID); err != nil {
		return nil, err
	}
	until := in.Until.UTC().Truncate(time.Microsecond)
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		found, o, err := a.grant(ctx, in.GrantID)
		if err != nil {
			return err
		}
		if _, err := a.decide(ctx, policies.DocumentShare, o); err != nil {
			return err
		}
		if err := a.mayGive(ctx, found.Level, o); err != nil {
			return err
		}
		switch {
		case found.RevokedAt != nil:
			return failed("the grant was revoked")
		case !a.at.Before(found.ValidUntil):
			return failed("the grant is over; give a new one")
		case !until.After(a.at):
			return badInput("until", "lies in the past")
		case found.UserID == a.who.ID:
			return forbidden()
		}
		if err := a.fits(o, found.Level, found.ValidFrom, until); err != nil {
			return err
		}
		if extended, err = a.tx.Grant.UpdateOneID(found.ID).SetValidUntil(until).Save(ctx); err != nil {
			return err
		}
		return a.record(ctx, event{
			action: "grant:extend", object: found.ID, customer: found.CustomerID, subject: found.UserID,
			detail: map[string]string{
				"from": found.ValidUntil.Format(time.RFC3339Nano), "until": until.Format(time.RFC3339Nano),
			},
		})
	})
	return extended, err
}

// RevokeGrant ends a grant at this instant. Its giver may, and whoever may
// share what it opens. Revoking one that has ended changes nothing.
func (v *Vault) RevokeGrant(ctx context.Context, in RevokeGrant) (revoked *gen.Grant, err error) {
	if err = want("grantId", typeid.Grant, in.GrantID); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		found, o, err := a.grant(ctx, in.GrantID)
		if err != nil {
			return err
		}
		if found.GiverID != a.who.ID {
			if _, err := a.decide(ctx, policies.DocumentShare, o); err != nil {
				return forbidden()
			}
		}
		if revoked = found; found.RevokedAt != nil || !a.at.Before(found.ValidUntil) {
			return nil
		}
		revoked, err = a.tx.Grant.UpdateOneID(found.ID).SetRevokedAt(a.at).SetRevokedByID(a.who.ID).Save(ctx)
		if err != nil {
			return err
		}
		return a.record(ctx, event{action: "grant:revoke", object: found.ID, customer: found.CustomerID, subject: found.UserID})
	})
	return revoked, err
}

// InForce tells which of some grants are in force now. The grants must have
// been read as the viewer.
func (v *Vault) InForce(ctx context.Context, grantIDs ...typeid.ID) (map[typeid.ID]bool, error) {
	at := v.now()
	live := rule.LiveGrants(v.cfg.Database.Dialect(), at, grant.FieldID)
	found, err := v.reader.Grant.Query().
		Where(grant.IDIn(grantIDs...), func(s *sql.Selector) { s.Where(sql.In(s.C(grant.FieldID), live)) }).
		IDs(viewer.As(ctx, viewer.Decider, at))
	if err != nil {
		return nil, translate(err)
	}
	inForce := make(map[typeid.ID]bool, len(found))
	for _, id := range found {
		inForce[id] = true
	}
	return inForce, nil
}

// grant finds a grant that exists for the acting user, and what it is on.
func (a *act) grant(ctx context.Context, id typeid.ID) (*gen.Grant, object, error) {
	found, err := a.tx.Grant.Query().Where(grant.ID(id)).Only(ctx)
	if err != nil {
		return nil, object{}, err
	}
	on := found.FolderID
	if found.DocumentID != nil {
		on = found.DocumentID
	}
	o, err := a.find(ctx, *on)
	if err != nil {
		return nil, object{}, err
	}
	if o.classification == policies.Any {
		o.classification, err = a.highestBeneath(ctx, o.folder)
	}
	return found, o, err
}

// shared finds what is to be opened, and decides whether the acting user may
// share it.
func (a *act) shared(ctx context.Context, id typeid.ID) (object, error) {
	o, err := a.find(ctx, id)
	if err != nil {
		return object{}, err
	}
	if o.document == "" {
		if _, err := a.decide(ctx, policies.FolderView, o); err != nil {
			return object{}, err
		}
		if o.classification, err = a.highestBeneath(ctx, o.folder); err != nil {
			return object{}, err
		}
	}
	_, err = a.decide(ctx, policies.DocumentShare, o)
	return o, err
}

// mayGive refuses to give what the giver has not.
func (a *act) mayGive(ctx context.Context, level grant.Level, o object) error {
	opens := map[grant.Level]policies.Action{
		grant.LevelVIEW: policies.DocumentView, grant.LevelDOWNLOAD: policies.DocumentDownload, grant.LevelEDIT: policies.DocumentEdit,
	}
	_, err := a.decide(ctx, opens[level], o)
	return err
}

// fits holds a grant to the handling rules of what it opens.
func (a *act) fits(o object, level grant.Level, from, until time.Time) error {
	handling := a.vault.cfg.Policy.Handling(o.classification)
	switch {
	case !until.After(from):
		return badInput("until", "must be later than from")
	case until.Sub(from) > handling.LongestGrant:
		return badInput("until", "access to %s documents lasts at most %d days",
			o.classification, int(handling.LongestGrant.Hours()/24))
	case handling.ViewOnly && level != grant.LevelVIEW:
		return badInput("level", "%s documents can only be opened for viewing", o.classification)
	}
	return nil
}

// highestBeneath is the highest classification of the documents in a folder
// and beneath it, and at least INTERNAL: a folder is never judged as public.
func (a *act) highestBeneath(ctx context.Context, folderID typeid.ID) (policies.Classification, error) {
	folders := a.tx.Ancestry.Query().Where(ancestry.AncestorID(folderID)).Modify().Select(ancestry.FieldDescendantID)
	beneath, err := folders.Strings(a.facts(ctx))
	if err != nil {
		return "", err
	}
	ids := make([]typeid.ID, 0, len(beneath))
	for _, id := range beneath {
		ids = append(ids, typeid.ID(id))
	}
	for _, level := range []classification.Level{classification.Secret, classification.Confidential} {
		found, err := a.tx.Document.Query().
			Where(document.FolderIDIn(ids...), document.ClassificationEQ(level), document.DeletedAtIsNil()).
			Exist(a.facts(ctx))
		if err != nil {
			return "", err
		}
		if found {
			return policies.Classification(level), nil
		}
	}
	return policies.Internal, nil
}

// target is what the grant is on.
func (in GrantAccess) target() typeid.ID {
	if in.DocumentID != nil {
		return *in.DocumentID
	}
	return *in.FolderID
}

// check is what can be said of the input without the database.
func (in GrantAccess) check() error {
	if err := want("userId", typeid.User, in.UserID); err != nil {
		return err
	}
	if (in.DocumentID == nil) == (in.FolderID == nil) {
		return badInput("documentId", "give exactly one of documentId and folderId")
	}
	if in.DocumentID != nil {
		if err := want("documentId", typeid.Document, *in.DocumentID); err != nil {
			return err
		}
	}
	if in.FolderID != nil {
		if err := want("folderId", typeid.Folder, *in.FolderID); err != nil {
			return err
		}
	}
	switch {
	case grant.LevelValidator(in.Level) != nil:
		return badInput("level", "is none of the known levels")
	case grant.FateValidator(in.Fate) != nil:
		return badInput("fate", "is none of the known fates")
	case (in.Fate == grant.FateHOLD) != (in.HoldDays != nil):
		return badInput("holdDays", "goes with the fate HOLD, and only with it")
	case in.HoldDays != nil && (*in.HoldDays < 1 || *in.HoldDays > maxHoldDays):
		return badInput("holdDays", "must be 1 to %d", maxHoldDays)
	case in.UseLimit != nil && (*in.UseLimit < 1 || *in.UseLimit > maxUses):
		return badInput("useLimit", "must be 1 to %d", maxUses)
	}
	return nil
}

// usesLeft holds for grants that are not used up.
func usesLeft(s *sql.Selector) {
	s.Where(sql.Or(
		sql.IsNull(s.C(grant.FieldUseLimit)),
		sql.ColumnsLT(s.C(grant.FieldUses), s.C(grant.FieldUseLimit)),
	))
}
