package graph

import (
	"context"

	"strongroom/ent/gen"
	"strongroom/ent/typeid"
)

// maxNodes is the greatest number of IDs that nodes takes.
const maxNodes = 100

// nodes finds objects by their IDs, those of one noun in one statement; nil for
// each that does not exist for the viewer, or for the API. The ID tells the
// noun, and the noun's row rule decides.
func (r *resolver) nodes(ctx context.Context, ids []typeid.ID) ([]gen.Noder, error) {
	if len(ids) > maxNodes {
		return nil, limited("nodes takes at most %d ids", maxNodes)
	}
	byKind := map[typeid.Kind][]typeid.ID{}
	for _, id := range ids {
		byKind[id.Kind()] = append(byKind[id.Kind()], id)
	}
	byID := make(map[typeid.ID]gen.Noder, len(ids))
	for kind, ids := range byKind {
		if err := r.find(ctx, kind, ids, byID); err != nil {
			return nil, err
		}
	}
	found := make([]gen.Noder, len(ids))
	for i, id := range ids {
		found[i] = byID[id]
	}
	return found, nil
}

// find adds the objects of one noun. Keys and uploads exist for no viewer.
func (r *resolver) find(ctx context.Context, kind typeid.Kind, ids []typeid.ID, found map[typeid.ID]gen.Noder) error {
	switch kind {
	case typeid.AccessRequest:
		return add(ctx, ids, found, r.requestsByID)
	case typeid.Customer:
		return add(ctx, ids, found, r.customersByID)
	case typeid.Departure:
		return add(ctx, ids, found, r.departuresByID)
	case typeid.Document:
		return add(ctx, ids, found, r.documentsByID)
	case typeid.Event:
		return add(ctx, ids, found, r.eventsByID)
	case typeid.Folder:
		return add(ctx, ids, found, r.foldersByID)
	case typeid.Grant:
		return add(ctx, ids, found, r.grantsByID)
	case typeid.Membership:
		return add(ctx, ids, found, r.membershipsByID)
	case typeid.Session:
		return add(ctx, ids, found, r.sessionsByID)
	case typeid.ShareLink:
		return add(ctx, ids, found, r.linksByID)
	case typeid.User:
		return add(ctx, ids, found, r.usersByID)
	case typeid.Witness:
		return add(ctx, ids, found, r.witnessesByID)
	case typeid.Version:
		return add(ctx, ids, found, r.versionsByID)
	default:
		return nil
	}
}

func add[N gen.Noder](ctx context.Context, ids []typeid.ID, found map[typeid.ID]gen.Noder,
	fetch func(context.Context, []typeid.ID) (map[typeid.ID]N, error)) error {
	rows, err := fetch(ctx, ids)
	for id, row := range rows {
		found[id] = row
	}
	return err
}
