package vault

import (
	"context"
	"maps"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/sharelink"
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
// it and to do what the grant opens; the handling rules bound how long and how
// much. The grant opens documents up to the classification for which all of
// that holds (its ceiling), whatever is filed or reclassified later.
func (v *Vault) GrantAccess(ctx context.Context, in GrantAccess) (given *gen.Grant, err error) {
	if err = in.check(); err != nil {
		return nil, err
	}
	if in.Purpose, err = text("purpose", in.Purpose, 500); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		o, ceiling, err := a.offered(ctx, &in, false)
		if err != nil {
			return err
		}
		taker, err := a.taker(ctx, in.UserID)
		if err != nil {
			return err
		}
		given, err = a.give(ctx, o, taker, ceiling, in, nil)
		return err
	})
	return given, err
}

// offered decides whether the acting user may give an access, and returns what it is
// on and its ceiling. It settles when the access begins and ends.
func (a *act) offered(ctx context.Context, in *GrantAccess, byLink bool) (object, classification.Level, error) {
	from, until := a.at, in.Until.UTC().Truncate(time.Microsecond)
	if in.From != nil {
		if from = in.From.UTC().Truncate(time.Microsecond); from.Before(a.at) {
			return object{}, "", badInput("from", "lies in the past")
		}
	}
	o, err := a.find(ctx, in.target())
	if err != nil {
		return object{}, "", err
	}
	in.From, in.Until = &from, until
	ceiling, err := a.ceiling(o.titles, o.object, offer{in.Level, from, until, byLink})
	return o.object, ceiling, err
}

// give makes a grant on an object, as was judged before, and its entry in the log, with
// what more there is to tell.
func (a *act) give(ctx context.Context, o object, taker *gen.User, ceiling classification.Level, in GrantAccess, more map[string]string) (*gen.Grant, error) {
	giver, err := a.tx.User.Query().Where(user.ID(a.who.ID)).Only(a.facts(ctx))
	if err != nil {
		return nil, err
	}
	var created *time.Time // kept with the grant, by which documents are listed
	if in.DocumentID != nil {
		d, err := a.document(ctx, *in.DocumentID)
		if err != nil {
			return nil, err
		}
		created = &d.CreatedAt
	}
	given, err := a.tx.Grant.Create().
		SetCreatedAt(a.at).
		SetCustomerID(o.customer).
		SetNillableDocumentID(in.DocumentID).
		SetNillableDocumentCreatedAt(created).
		SetNillableFolderID(in.FolderID).
		SetUserID(taker.ID).
		SetTenure(taker.Tenure).
		SetGiverID(giver.ID).
		SetGiverTenure(giver.Tenure).
		SetLevel(in.Level).
		SetCeiling(ceiling).
		SetValidFrom(*in.From).
		SetValidUntil(in.Until).
		SetPurpose(in.Purpose).
		SetFate(in.Fate).
		SetNillableHoldDays(in.HoldDays).
		SetNillableUseLimit(in.UseLimit).
		SetWatermark(a.vault.cfg.Policy.Handling(policies.Classification(ceiling)).Watermark).
		Save(ctx)
	if err != nil {
		return nil, err
	}
	detail := map[string]string{
		"on": o.id().String(), "level": string(in.Level), "purpose": in.Purpose, "fate": string(in.Fate),
		"ceiling": string(ceiling),
		"from":    in.From.Format(time.RFC3339Nano), "until": in.Until.Format(time.RFC3339Nano),
	}
	maps.Copy(detail, more)
	return given, a.record(ctx, event{
		action: "grant:give", object: given.ID, customer: o.customer, subject: taker.ID, detail: detail,
	})
}

// taker finds somebody whom the acting user may give a grant, as far as that is up to
// who takes it.
func (a *act) taker(ctx context.Context, userID typeid.ID) (*gen.User, error) {
	taker, err := a.tx.User.Query().Where(user.ID(userID)).Only(ctx)
	switch {
	case gen.IsNotFound(err):
		return nil, badInput("userId", "names nobody")
	case err != nil:
		return nil, err
	case taker.ByLink():
		return nil, badInput("userId", "stands for the recipient of a share link; make another link")
	case !active(taker, a.at):
		return nil, failed("the user may not act at present")
	case taker.ID == a.who.ID:
		return nil, badInput("userId", "is yourself")
	case taker.Role != nil:
		return nil, failed("somebody with a role for the whole vault does not read documents")
	}
	return taker, nil
}

// ExtendGrant moves the end of a grant that is in force or still to come, by
// the same rules as giving it. Its ceiling never rises, and falls to what the
// longer time allows.
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
		byLink, err := a.tx.ShareLink.Query().Where(sharelink.GrantID(found.ID)).Exist(a.facts(ctx))
		if err != nil {
			return err
		}
		if err := a.judgeExtend(o, found); err != nil {
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
		ceiling, err := a.ceiling(o.titles, o.object, offer{found.Level, found.ValidFrom, until, byLink})
		if err != nil {
			return err
		}
		if !slices.Contains(found.Ceiling.AndAbove(), ceiling) {
			found.Ceiling = ceiling
		}
		extended, err = a.tx.Grant.UpdateOneID(found.ID).SetValidUntil(until).SetCeiling(found.Ceiling).Save(ctx)
		if err != nil {
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
		revoked, err = a.revoke(ctx, in.GrantID)
		return err
	})
	return revoked, err
}

func (a *act) revoke(ctx context.Context, id typeid.ID) (*gen.Grant, error) {
	found, o, err := a.grant(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := a.judgeRevoke(o, found); err != nil || a.over(found) {
		return found, err
	}
	return a.endGrant(ctx, found, "grant:revoke")
}

// ReturnAccess ends a grant at this instant that the acting user was given and no
// longer needs. Returning one that has ended changes nothing.
func (v *Vault) ReturnAccess(ctx context.Context, in ReturnAccess) (returned *gen.Grant, err error) {
	if err = want("grantId", typeid.Grant, in.GrantID); err != nil {
		return nil, err
	}
	err = v.write(ctx, func(ctx context.Context, a *act) error {
		found, err := a.tx.Grant.Query().Where(grant.ID(in.GrantID)).Only(ctx)
		switch {
		case err != nil:
			return err
		case found.UserID != a.who.ID:
			return forbidden()
		}
		if returned = found; a.over(found) {
			return nil
		}
		returned, err = a.endGrant(ctx, found, "grant:return")
		return err
	})
	return returned, err
}

// endGrant ends a grant now, by an act of the acting user.
func (a *act) endGrant(ctx context.Context, g *gen.Grant, action string) (*gen.Grant, error) {
	ended, err := a.tx.Grant.UpdateOneID(g.ID).SetRevokedAt(a.at).SetRevokedByID(a.who.ID).Save(ctx)
	if err != nil {
		return nil, err
	}
	return ended, a.record(ctx, event{action: action, object: g.ID, customer: g.CustomerID, subject: g.UserID})
}

// InForce tells which of some grants are in force now. The grants must have
// been read as the viewer.
func (v *Vault) InForce(ctx context.Context, grantIDs ...typeid.ID) (map[typeid.ID]bool, error) {
	at := v.now()
	found, err := v.reader.Grant.Query().Where(grant.IDIn(grantIDs...), inForce(at)).IDs(viewer.As(ctx, viewer.Decider, at))
	if err != nil {
		return nil, translate(err)
	}
	live := make(map[typeid.ID]bool, len(found))
	for _, id := range found {
		live[id] = true
	}
	return live, nil
}

// inForce holds for grants that are in force at an instant, as rule.LiveGrants says.
func inForce(at time.Time) predicate.Grant {
	return func(s *sql.Selector) {
		s.Where(sql.In(s.C(grant.FieldID), rule.LiveGrants(s.Dialect(), at, grant.FieldID)))
	}
}

// GrantRights is what somebody may do with a grant.
type GrantRights struct {
	Revoke, Extend, Return bool
}

// MayOnGrants tells what the viewer may do with some grants, and would change
// by it; those that do not exist for them are not among them. An error says that
// a part is away.
func (v *Vault) MayOnGrants(ctx context.Context, grantIDs ...typeid.ID) (map[typeid.ID]GrantRights, error) {
	may := make(map[typeid.ID]GrantRights, len(grantIDs))
	a, ok := v.asking(ctx)
	if !ok || len(grantIDs) == 0 {
		return may, nil
	}
	grants, err := a.tx.Grant.Query().Where(grant.IDIn(grantIDs...)).All(ctx)
	if err != nil {
		return nil, translate(err)
	}
	objects, err := a.opened(ctx, grants...)
	if err != nil {
		return nil, translate(err)
	}
	for _, g := range grants {
		if a.over(g) {
			continue
		}
		rights := GrantRights{Return: g.UserID == a.who.ID}
		if o, ok := objects[g.ID]; ok {
			rights.Revoke, rights.Extend = a.judgeRevoke(o, g) == nil, a.judgeExtend(o, g) == nil
		}
		may[g.ID] = rights
	}
	return may, nil
}

// judgeRevoke refuses to let anybody revoke a grant but its giver, and whoever
// may share what it opens.
func (a *act) judgeRevoke(on known, g *gen.Grant) error {
	if g.GiverID == a.who.ID && a.who.InScope(string(policies.DocumentShare)) {
		return nil
	}
	_, err := a.judge(on.titles, policies.DocumentShare, on.object)
	return err
}

// judgeExtend refuses to let anybody extend a grant who could not give it, or
// who has it.
func (a *act) judgeExtend(on known, g *gen.Grant) error {
	for _, action := range []policies.Action{policies.DocumentShare, opens[g.Level]} {
		if _, err := a.judge(on.titles, action, on.object); err != nil {
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
func (a *act) grant(ctx context.Context, id typeid.ID) (*gen.Grant, known, error) {
	found, err := a.tx.Grant.Query().Where(grant.ID(id)).Only(ctx)
	if err != nil {
		return nil, known{}, err
	}
	objects, err := a.opened(ctx, found)
	if err != nil {
		return nil, known{}, err
	}
	o, ok := objects[found.ID]
	if !ok {
		return nil, known{}, notFound()
	}
	return found, o, nil
}

// opened finds what some grants are on, each judged at the most confidential
// that it opens there: a document's own classification, or a folder grant's
// ceiling. It goes by the grant.
func (a *act) opened(ctx context.Context, grants ...*gen.Grant) (map[typeid.ID]known, error) {
	ids := make([]typeid.ID, 0, len(grants))
	for _, g := range grants {
		ids = append(ids, on(g))
	}
	found, err := a.known(ctx, ids...)
	if err != nil {
		return nil, err
	}
	objects := make(map[typeid.ID]known, len(grants))
	for _, g := range grants {
		if o, ok := found[on(g)]; ok {
			if o.document == "" {
				o.classification = policies.Classification(g.Ceiling)
			}
			objects[g.ID] = o
		}
	}
	return objects, nil
}

// offer is what somebody would be given: a level of access, from one instant until
// another, and whether by a share link.
type offer struct {
	level       grant.Level
	from, until time.Time
	byLink      bool
}

// ceiling is the highest classification up to which somebody with these titles
// may make an offer of an object. It fails when that
// does not even reach what the object is: a document's own classification, or
// what a folder grant opens already; for a folder that is opened for the first
// time, the lowest.
func (a *act) ceiling(titles []title, o object, of offer) (classification.Level, error) {
	least := classification.Level(leastIfAny(o.classification))
	var reached classification.Level
	for _, c := range least.AndAbove() {
		o.classification = policies.Classification(c)
		err := a.fits(o.classification, of)
		for _, action := range []policies.Action{policies.DocumentShare, opens[of.level]} {
			if _, refused := a.judge(titles, action, o); refused != nil {
				err = refused
			}
		}
		if err != nil && c == least {
			return "", err
		}
		if err != nil {
			break
		}
		reached = c
	}
	return reached, nil
}

// opens is what grants open, by their level.
var opens = map[grant.Level]policies.Action{
	grant.LevelVIEW: policies.DocumentView, grant.LevelDOWNLOAD: policies.DocumentDownload, grant.LevelEDIT: policies.DocumentEdit,
}

// fits holds an offer to the handling rules of a classification.
func (a *act) fits(c policies.Classification, of offer) error {
	handling := a.vault.cfg.Policy.Handling(c)
	switch {
	case of.byLink && !handling.Links:
		return failed("the handling rules allow no share link to %s documents", c)
	case !of.until.After(of.from):
		return badInput("until", "must be later than from")
	case of.until.Sub(of.from) > handling.LongestGrant:
		return badInput("until", "access to %s documents lasts at most %d days",
			c, int(handling.LongestGrant.Hours()/24))
	case handling.ViewOnly && of.level != grant.LevelVIEW:
		return badInput("level", "%s documents can only be opened for viewing", c)
	}
	return nil
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
	return in.checkAccess()
}

// checkAccess is check, but for who it is for.
func (in GrantAccess) checkAccess() error {
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
