package graph

import (
	"context"
	"fmt"

	"strongroom/ent/gen"
	"strongroom/ent/gen/accessapproval"
	"strongroom/ent/gen/accessrequest"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/event"
	"strongroom/ent/gen/folder"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/session"
	"strongroom/ent/gen/sharelink"
	"strongroom/ent/gen/user"
	"strongroom/ent/gen/version"
	"strongroom/ent/gen/witness"
	"strongroom/ent/typeid"
	"strongroom/server/vault"
)

// What edges and IDs lead to, for many at once, as the row rules show it.

// maxRows bounds what the lists without pages hold that are read at once.
const maxRows = 10_000

func (r *resolver) requestsByID(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.AccessRequest, error) {
	rows, err := r.vault.Reader().AccessRequest.Query().Where(accessrequest.IDIn(ids...)).All(ctx)
	return keyed(ctx, rows, func(q *gen.AccessRequest) typeid.ID { return q.ID }), err
}

func (r *resolver) approvalsByRequest(ctx context.Context, ids []typeid.ID) (map[typeid.ID][]*gen.AccessApproval, error) {
	rows, err := r.vault.Reader().AccessApproval.Query().Where(accessapproval.RequestIDIn(ids...)).
		Order(accessapproval.ByCreatedAt(), accessapproval.ByID()).Limit(maxRows + 1).All(ctx)
	return grouped(ctx, rows, err, func(a *gen.AccessApproval) typeid.ID { return a.RequestID })
}

func (r *resolver) customersByID(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.Customer, error) {
	rows, err := r.vault.Reader().Customer.Query().Where(customer.IDIn(ids...)).All(ctx)
	return keyed(ctx, rows, func(c *gen.Customer) typeid.ID { return c.ID }), err
}

func (r *resolver) departuresByID(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.Departure, error) {
	rows, err := r.vault.Reader().Departure.Query().Where(departure.IDIn(ids...)).All(ctx)
	return keyed(ctx, rows, func(d *gen.Departure) typeid.ID { return d.ID }), err
}

func (r *resolver) documentsByID(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.Document, error) {
	rows, err := r.vault.Reader().Document.Query().Where(document.IDIn(ids...)).All(ctx)
	return keyed(ctx, rows, func(d *gen.Document) typeid.ID { return d.ID }), err
}

func (r *resolver) eventsByID(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.Event, error) {
	rows, err := r.vault.Reader().Event.Query().Where(event.IDIn(ids...)).All(ctx)
	return keyed(ctx, rows, func(e *gen.Event) typeid.ID { return e.ID }), err
}

func (r *resolver) foldersByID(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.Folder, error) {
	rows, err := r.vault.Reader().Folder.Query().Where(folder.IDIn(ids...)).All(ctx)
	return keyed(ctx, rows, func(f *gen.Folder) typeid.ID { return f.ID }), err
}

func (r *resolver) foldersByParent(ctx context.Context, ids []typeid.ID) (map[typeid.ID][]*gen.Folder, error) {
	rows, err := r.vault.Reader().Folder.Query().Where(folder.ParentIDIn(ids...)).
		Order(folder.ByName(), folder.ByID()).Limit(maxRows + 1).All(ctx)
	return grouped(ctx, rows, err, func(f *gen.Folder) typeid.ID { return optional(f.ParentID) })
}

func (r *resolver) rootsByCustomer(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.Folder, error) {
	rows, err := r.vault.Reader().Folder.Query().Where(folder.CustomerIDIn(ids...), folder.ParentIDIsNil()).All(ctx)
	return keyed(ctx, rows, func(f *gen.Folder) typeid.ID { return f.CustomerID }), err
}

func (r *resolver) grantsByID(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.Grant, error) {
	rows, err := r.vault.Reader().Grant.Query().Where(grant.IDIn(ids...)).All(ctx)
	return keyed(ctx, rows, func(g *gen.Grant) typeid.ID { return g.ID }), err
}

func (r *resolver) grantsInForce(ctx context.Context, ids []typeid.ID) (map[typeid.ID]bool, error) {
	return r.vault.InForce(ctx, ids...)
}

func (r *resolver) membershipsByID(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.Membership, error) {
	rows, err := r.vault.Reader().Membership.Query().Where(membership.IDIn(ids...)).All(ctx)
	return keyed(ctx, rows, func(m *gen.Membership) typeid.ID { return m.ID }), err
}

func (r *resolver) membershipsByCustomer(ctx context.Context, ids []typeid.ID) (map[typeid.ID][]*gen.Membership, error) {
	rows, err := r.vault.Reader().Membership.Query().Where(membership.CustomerIDIn(ids...), held).
		Order(membership.ByCreatedAt(), membership.ByID()).Limit(maxRows + 1).All(ctx)
	return grouped(ctx, rows, err, func(m *gen.Membership) typeid.ID { return m.CustomerID })
}

func (r *resolver) membershipsByUser(ctx context.Context, ids []typeid.ID) (map[typeid.ID][]*gen.Membership, error) {
	rows, err := r.vault.Reader().Membership.Query().Where(membership.UserIDIn(ids...), held).
		Order(membership.ByCreatedAt(), membership.ByID()).Limit(maxRows + 1).All(ctx)
	return grouped(ctx, rows, err, func(m *gen.Membership) typeid.ID { return m.UserID })
}

func (r *resolver) sessionsByID(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.Session, error) {
	rows, err := r.vault.Reader().Session.Query().Where(session.IDIn(ids...)).All(ctx)
	return keyed(ctx, rows, func(s *gen.Session) typeid.ID { return s.ID }), err
}

func (r *resolver) sessionsByUser(ctx context.Context, ids []typeid.ID) (map[typeid.ID][]*gen.Session, error) {
	rows, err := r.vault.Reader().Session.Query().Where(session.UserIDIn(ids...), open(ctx)).
		Order(gen.Desc(session.FieldCreatedAt, session.FieldID)).Limit(maxRows + 1).All(ctx)
	return grouped(ctx, rows, err, func(s *gen.Session) typeid.ID { return s.UserID })
}

func (r *resolver) linksByID(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.ShareLink, error) {
	rows, err := r.vault.Reader().ShareLink.Query().Where(sharelink.IDIn(ids...)).All(ctx)
	return keyed(ctx, rows, func(l *gen.ShareLink) typeid.ID { return l.ID }), err
}

func (r *resolver) linksByGrant(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.ShareLink, error) {
	rows, err := r.vault.Reader().ShareLink.Query().Where(sharelink.GrantIDIn(ids...)).All(ctx)
	return keyed(ctx, rows, func(l *gen.ShareLink) typeid.ID { return l.GrantID }), err
}

func (r *resolver) usersByID(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.User, error) {
	rows, err := r.vault.Reader().User.Query().Where(user.IDIn(ids...)).All(ctx)
	return keyed(ctx, rows, func(u *gen.User) typeid.ID { return u.ID }), err
}

// versions reads of versions what the API tells: nothing of how they are sealed.
func (r *resolver) versions() *gen.VersionQuery {
	query := r.vault.Reader().Version.Query()
	query.Select(
		version.FieldID, version.FieldDocumentID, version.FieldNumber, version.FieldSize, version.FieldMediaType,
		version.FieldSha256, version.FieldCreatedAt, version.FieldCreatedByID,
	)
	return query
}

func (r *resolver) versionsByID(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.Version, error) {
	rows, err := r.versions().Where(version.IDIn(ids...)).All(ctx)
	return keyed(ctx, rows, func(v *gen.Version) typeid.ID { return v.ID }), err
}

func (r *resolver) versionsByDocument(ctx context.Context, ids []typeid.ID) (map[typeid.ID][]*gen.Version, error) {
	rows, err := r.versions().Where(version.DocumentIDIn(ids...)).
		Order(gen.Desc(version.FieldNumber)).Limit(maxRows + 1).All(ctx)
	return grouped(ctx, rows, err, func(v *gen.Version) typeid.ID { return v.DocumentID })
}

func (r *resolver) maskedContacts(ctx context.Context, ids []typeid.ID) (map[typeid.ID][]*vault.Contact, error) {
	return r.vault.MaskedContacts(ctx, ids...)
}

func (r *resolver) witnessesByID(ctx context.Context, ids []typeid.ID) (map[typeid.ID]*gen.Witness, error) {
	rows, err := r.vault.Reader().Witness.Query().Where(witness.IDIn(ids...)).All(ctx)
	return keyed(ctx, rows, func(w *gen.Witness) typeid.ID { return w.ID }), err
}

// keyed makes siblings of rows and finds each by its key.
func keyed[N any](ctx context.Context, rows []*N, key func(*N) typeid.ID) map[typeid.ID]*N {
	join(ctx, rows)
	byKey := make(map[typeid.ID]*N, len(rows))
	for _, row := range rows {
		byKey[key(row)] = row
	}
	return byKey
}

// grouped makes siblings of rows and finds those of each key.
func grouped[N any](ctx context.Context, rows []*N, err error, key func(*N) typeid.ID) (map[typeid.ID][]*N, error) {
	if err == nil && len(rows) > maxRows {
		err = &vault.Error{Code: vault.Limited, Message: fmt.Sprintf("the lists of this field hold more than %d rows; ask for fewer at once", maxRows)}
	}
	if err != nil {
		return nil, err
	}
	join(ctx, rows)
	byKey := make(map[typeid.ID][]*N)
	for _, row := range rows {
		byKey[key(row)] = append(byKey[key(row)], row)
	}
	return byKey, nil
}
