package graph

import (
	"context"

	"strongroom/ent/classification"
	"strongroom/ent/typeid"
	api "strongroom/graph/gen"
)

// rehearseReclassification shows what a new classification would end, as far as
// the row rules show it, and counts the rest.
func (r *resolver) rehearseReclassification(ctx context.Context, documentID typeid.ID, level classification.Level) (*api.ReclassificationRehearsal, error) {
	found, err := r.vault.RehearseReclassification(ctx, documentID, level)
	if err != nil {
		return nil, err
	}
	ids := append(append([]typeid.ID{}, found.Ended...), found.Closed...)
	for _, s := range found.Shortened {
		ids = append(ids, s.GrantID)
	}
	grants, err := r.grantsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	memberships, err := r.membershipsByID(ctx, found.Members)
	if err != nil {
		return nil, err
	}
	said := &api.ReclassificationRehearsal{
		GrantsEnded: seen(found.Ended, grants), GrantsClosed: seen(found.Closed, grants),
		GrantsShortened: []*api.ShortenedGrant{}, Memberships: seen(found.Members, memberships),
		Hidden: len(ids) - len(grants) + len(found.Members) - len(memberships),
	}
	for _, s := range found.Shortened {
		if g := grants[s.GrantID]; g != nil {
			said.GrantsShortened = append(said.GrantsShortened, &api.ShortenedGrant{Grant: g, Until: s.Until})
		}
	}
	return said, nil
}

// seen are the rows that were found, in the order of their IDs.
func seen[N any](ids []typeid.ID, found map[typeid.ID]*N) []*N {
	rows := []*N{}
	for _, id := range ids {
		if row := found[id]; row != nil {
			rows = append(rows, row)
		}
	}
	return rows
}
