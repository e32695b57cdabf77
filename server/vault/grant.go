package vault

import (
	"context"
	"maps"
	"slices"
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
		titles, err := a.titles(ctx, o)
		if err != nil {
			return err
		}
		if err := a.judgeExtend(titles[o.id()], found, o); err != nil {
			return err
		}
		switch {
		case found.RevokedAt != nil:
			return failed("the grant was revoked")
		case a.over(found):
			return failed("the grant is over; give a new one")
		case !until.After(a.at):
			return badInput("until", "lies in the past")
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
		titles, err := a.titles(ctx, o)
		if err != nil {
			return err
		}
		if err := a.judgeRevoke(titles[o.id()], found, o); err != nil {
			return err
		}
		if revoked = found; a.over(found) {
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

// GrantRights is what somebody may do with a grant.
type GrantRights struct {
	Revoke, Extend bool
}

// MayOnGrants tells what the viewer may do with some grants, and would change
// by it; those that do not exist for them are not among them. An error says that
// a part is away.
func (v *Vault) MayOnGrants(ctx context.Context, grantIDs ...typeid.ID) (map[typeid.ID]GrantRights, error) {
	may := make(map[typeid.ID]GrantRights, len(grantIDs))
	who, ok := viewer.FromContext(ctx)
	if !ok || len(grantIDs) == 0 {
		return may, nil
	}
	a := &act{vault: v, tx: v.reader, who: who, at: who.At}
	grants, err := a.tx.Grant.Query().Where(grant.IDIn(grantIDs...)).All(ctx)
	if err != nil {
		return nil, translate(err)
	}
	objects, err := a.opened(ctx, grants...)
	if err != nil {
		return nil, translate(err)
	}
	titles, err := a.titles(ctx, slices.Collect(maps.Values(objects))...)
	if err != nil {
		return nil, translate(err)
	}
	for _, g := range grants {
		o, ok := objects[on(g)]
		if !ok || a.over(g) {
			continue
		}
		may[g.ID] = GrantRights{
			Revoke: a.judgeRevoke(titles[o.id()], g, o) == nil,
			Extend: a.judgeExtend(titles[o.id()], g, o) == nil,
		}
	}
	return may, nil
}

// judgeRevoke refuses to let anybody revoke a grant but its giver, and whoever
// may share what it opens.
func (a *act) judgeRevoke(titles []title, g *gen.Grant, o object) error {
	if g.GiverID == a.who.ID {
		return nil
	}
	if _, err := a.judge(titles, policies.DocumentShare, o); err != nil {
		return forbidden()
	}
	return nil
}

// judgeExtend refuses to let anybody extend a grant who could not give it, or
// who has it.
func (a *act) judgeExtend(titles []title, g *gen.Grant, o object) error {
	for _, action := range []policies.Action{policies.DocumentShare, opens[g.Level]} {
		if _, err := a.judge(titles, action, o); err != nil {
			return err
		}
	}
	if g.UserID == a.who.ID {
		return forbidden()
	}
	return nil
}

// over holds for grants that have ended, whatever ended them.
func (a *act) over(g *gen.Grant) bool {
	return g.RevokedAt != nil || !a.at.Before(g.ValidUntil)
}

// on is the document or folder that a grant is on.
func on(g *gen.Grant) typeid.ID {
	if g.DocumentID != nil {
		return *g.DocumentID
	}
	return *g.FolderID
}

// grant finds a grant that exists for the acting user, and what it is on.
func (a *act) grant(ctx context.Context, id typeid.ID) (*gen.Grant, object, error) {
	found, err := a.tx.Grant.Query().Where(grant.ID(id)).Only(ctx)
	if err != nil {
		return nil, object{}, err
	}
	objects, err := a.opened(ctx, found)
	if err != nil {
		return nil, object{}, err
	}
	o, ok := objects[on(found)]
	if !ok {
		return nil, object{}, notFound()
	}
	return found, o, nil
}

// opened finds what some grants are on. A folder is judged by what lies beneath
// it.
func (a *act) opened(ctx context.Context, grants ...*gen.Grant) (map[typeid.ID]object, error) {
	ids := make([]typeid.ID, 0, len(grants))
	for _, g := range grants {
		ids = append(ids, on(g))
	}
	found, err := a.findAll(ctx, ids)
	if err != nil {
		return nil, err
	}
	highest, err := a.highestBeneath(ctx, found...)
	if err != nil {
		return nil, err
	}
	objects := make(map[typeid.ID]object, len(found))
	for _, o := range found {
		if o.document == "" {
			o.classification = highest[o.folder]
		}
		objects[o.id()] = o
	}
	return objects, nil
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
		highest, err := a.highestBeneath(ctx, o)
		if err != nil {
			return object{}, err
		}
		o.classification = highest[o.folder]
	}
	_, err = a.decide(ctx, policies.DocumentShare, o)
	return o, err
}

// opens is what grants open, by their level.
var opens = map[grant.Level]policies.Action{
	grant.LevelVIEW: policies.DocumentView, grant.LevelDOWNLOAD: policies.DocumentDownload, grant.LevelEDIT: policies.DocumentEdit,
}

// mayGive refuses to give what the giver has not.
func (a *act) mayGive(ctx context.Context, level grant.Level, o object) error {
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

// highestBeneath is, for each folder among some objects, the highest
// classification of the documents in it and beneath it, and at least INTERNAL: a
// folder is never judged as public.
func (a *act) highestBeneath(ctx context.Context, objects ...object) (map[typeid.ID]policies.Classification, error) {
	highest := map[typeid.ID]policies.Classification{}
	var folders []any
	for _, o := range objects {
		if o.document == "" {
			highest[o.folder] = policies.Internal
			folders = append(folders, o.folder)
		}
	}
	if len(folders) == 0 {
		return highest, nil
	}
	d := sql.Dialect(a.vault.cfg.Database.Dialect())
	up, beneath := d.Table(ancestry.Table).As("up"), d.Table(document.Table).As("beneath")
	query, args := d.Select(up.C(ancestry.FieldAncestorID), beneath.C(document.FieldClassification)).Distinct().
		From(up).
		Join(beneath).On(beneath.C(document.FieldFolderID), up.C(ancestry.FieldDescendantID)).
		Where(sql.And(
			sql.In(up.C(ancestry.FieldAncestorID), folders...),
			sql.In(beneath.C(document.FieldClassification), classification.Confidential, classification.Secret),
			sql.IsNull(beneath.C(document.FieldDeletedAt)),
		)).
		Query()
	rows, err := a.tx.QueryContext(a.facts(ctx), query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() // rows.Err below tells
	for rows.Next() {
		var folder, level string
		if err := rows.Scan(&folder, &level); err != nil {
			return nil, err
		}
		if id := typeid.ID(folder); highest[id] != policies.Secret {
			highest[id] = policies.Classification(level)
		}
	}
	return highest, rows.Err()
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
