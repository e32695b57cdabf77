package vault

import (
	"context"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/ancestry"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/version"
	"strongroom/ent/rule"
	"strongroom/ent/typeid"
	"strongroom/policies"
)

// Reclassification is what a higher classification of a document takes from
// whom. Memberships and grants on folders stay what they are for other documents.
type Reclassification struct {
	// Ended are grants on the document itself.
	Ended []typeid.ID
	// Shortened are grants on the document itself that their givers could give
	// at the new classification as well, but not for so long.
	Shortened []Shortening
	// Closed are grants on folders above it, which open it no longer.
	Closed []typeid.ID
	// Members are memberships to whose roles it exists no longer.
	Members []typeid.ID
}

// Shortening is the new end of a grant.
type Shortening struct {
	GrantID typeid.ID
	Until   time.Time
}

// RehearseReclassification tells what UpdateDocument would end and shorten now
// by a new classification. It refuses what UpdateDocument refuses.
func (v *Vault) RehearseReclassification(ctx context.Context, documentID typeid.ID, level classification.Level) (r Reclassification, err error) {
	if err := want("documentId", typeid.Document, documentID); err != nil {
		return r, err
	}
	if !level.Valid() {
		return r, badInput("classification", "is none of the known levels")
	}
	a, ok := v.asking(ctx)
	if !ok {
		return r, unauthenticated()
	}
	d, err := a.document(ctx, documentID)
	if err != nil {
		return r, translate(err)
	}
	if err := a.mayReclassify(ctx, d, level); err != nil {
		return r, translate(err)
	}
	r, err = a.unfit(ctx, d, level)
	return r, translate(err)
}

// mayReclassify decides at the old and at the new classification.
func (a *act) mayReclassify(ctx context.Context, d *gen.Document, level classification.Level) error {
	o := ofDocument(d)
	for _, c := range []policies.Classification{o.classification, policies.Classification(level)} {
		o.classification = c
		if _, err := a.decide(ctx, policies.DocumentClassify, o); err != nil {
			return err
		}
	}
	return nil
}

// reclassify ends and shortens what does not fit a new classification, and
// rewraps the keys of the document's versions for it.
func (a *act) reclassify(ctx context.Context, d *gen.Document, level classification.Level) error {
	if err := a.mayReclassify(ctx, d, level); err != nil {
		return err
	}
	unfit, err := a.unfit(ctx, d, level)
	if err != nil {
		return err
	}
	if err := a.refit(ctx, d, level, unfit); err != nil {
		return err
	}
	target, err := a.newestKey(ctx, d.CustomerID, level)
	if err != nil {
		return err
	}
	defer target.key.Wipe()
	versions, err := a.tx.Version.Query().Where(version.DocumentID(d.ID)).WithCustomerKey().All(a.keeper(ctx))
	if err != nil {
		return err
	}
	for _, ver := range versions {
		if err := a.rewrap(ctx, d, ver, target); err != nil {
			return err
		}
	}
	return nil
}

// refit ends and shortens grants on a document of which the classification rises to a level.
func (a *act) refit(ctx context.Context, d *gen.Document, level classification.Level, r Reclassification) error {
	for _, id := range r.Ended {
		if err := a.tx.Grant.UpdateOneID(id).SetRevokedAt(a.at).SetRevokedByID(a.who.ID).Exec(ctx); err != nil {
			return err
		}
		e := event{action: "grant:revoke", object: id, customer: d.CustomerID, detail: map[string]string{"reclassified": d.ID.String()}}
		if err := a.record(ctx, e); err != nil {
			return err
		}
	}
	for _, s := range r.Shortened {
		if err := a.tx.Grant.UpdateOneID(s.GrantID).SetValidUntil(s.Until).SetCeiling(level).Exec(ctx); err != nil {
			return err
		}
		e := event{action: "grant:shorten", object: s.GrantID, customer: d.CustomerID, detail: map[string]string{
			"reclassified": d.ID.String(), "until": s.Until.Format(time.RFC3339Nano),
		}}
		if err := a.record(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// unfit finds what does not fit a new classification of a document; nothing for
// one that is not higher.
func (a *act) unfit(ctx context.Context, d *gen.Document, level classification.Level) (r Reclassification, err error) {
	if !slices.Contains(d.Classification.AndAbove(), level) {
		return r, nil
	}
	tooLow := slices.DeleteFunc(classification.All(), func(c classification.Level) bool { return slices.Contains(level.AndAbove(), c) })
	open := grant.And(grant.CeilingIn(tooLow...), grant.RevokedAtIsNil(), grant.ValidUntilGT(a.at))
	grants, err := a.tx.Grant.Query().Where(open, grant.DocumentID(d.ID)).WithGiver().WithUser().Order(grant.ByID()).All(a.facts(ctx))
	if err != nil {
		return r, err
	}
	givers := map[typeid.ID]*giver{}
	for _, g := range grants {
		shorter, ok, err := a.shortened(ctx, givers, g, d, level)
		switch {
		case err != nil:
			return r, err
		case ok:
			r.Shortened = append(r.Shortened, shorter)
		default:
			r.Ended = append(r.Ended, g.ID)
		}
	}
	above := func(s *sql.Selector) {
		up := sql.Dialect(s.Dialect()).Table(ancestry.Table).As("up")
		s.Where(sql.In(s.C(grant.FieldFolderID), sql.Dialect(s.Dialect()).Select(up.C(ancestry.FieldAncestorID)).From(up).
			Where(sql.EQ(up.C(ancestry.FieldDescendantID), d.FolderID))))
	}
	opens := grant.CeilingIn(d.Classification.AndAbove()...)
	if r.Closed, err = a.tx.Grant.Query().Where(open, opens, above).Order(grant.ByID()).IDs(a.facts(ctx)); err != nil {
		return r, err
	}
	members, err := a.tx.Membership.Query().
		Where(membership.CustomerID(d.CustomerID), membership.EndedAtIsNil()).
		Order(membership.ByID()).
		All(a.facts(ctx))
	for _, m := range members {
		sees := func(c classification.Level) bool {
			return a.vault.cfg.Policy.Check(policies.Role(rule.RoleOf(m.Role)), policies.DocumentView, policies.Classification(c))
		}
		if sees(d.Classification) && !sees(level) {
			r.Members = append(r.Members, m.ID)
		}
	}
	return r, err
}

// giver is somebody as the one who gives grants on an object.
type giver struct {
	*act
	titles []title
}

// as asks for somebody else, as they are at this instant, what they could do.
func (a *act) as(account *gen.User) *act {
	return &act{vault: a.vault, tx: a.tx, at: a.at, who: a.vault.viewerOf(account, a.at, "", nil, a.at)}
}

// shortened is what is left of a grant on a document at a new classification:
// what its giver could give now, from when it began; ok is false for nothing,
// as for one without the watermark that is wanted. It asks once for each giver.
func (a *act) shortened(ctx context.Context, givers map[typeid.ID]*giver, g *gen.Grant, d *gen.Document, level classification.Level) (
	s Shortening, ok bool, err error,
) {
	handling := a.vault.cfg.Policy.Handling(policies.Classification(level))
	until := earlier(g.ValidUntil, g.ValidFrom.Add(handling.LongestGrant))
	account := g.Edges.Giver
	if !until.Before(g.ValidUntil) || !until.After(a.at) || !active(account, a.at) || account.Tenure != g.GiverTenure || handling.Watermark && !g.Watermark {
		return s, false, nil
	}
	o := ofDocument(d)
	o.classification = policies.Classification(level)
	by := givers[account.ID]
	if by == nil {
		by = &giver{act: a.as(account)}
		givers[account.ID] = by
		if by.titles, err = by.act.titles(ctx, o); err != nil {
			return s, false, err
		}
	}
	_, refused := by.ceiling(by.titles, o, offer{g.Level, g.ValidFrom, until, g.Edges.User.ByLink()})
	return Shortening{g.ID, until}, refused == nil, nil
}
