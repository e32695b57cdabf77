package vault_test

import (
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"strongroom/ent/classification"
	"strongroom/ent/gen"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/folder"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/user"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	"strongroom/policies"
)

// model is the world in plain Go.
type model struct {
	at          time.Time
	policy      *policies.Policy
	users       map[typeid.ID]*gen.User
	documents   map[typeid.ID]*gen.Document
	parents     map[typeid.ID]*typeid.ID
	memberships []*gen.Membership
	grants      []*gen.Grant
	departures  []*gen.Departure
}

func (r *randomWorld) model(t *rapid.T) *model {
	at := r.Clock.Now()
	ctx := viewer.As(r.Context(), viewer.Decider, at)
	m := &model{
		at: at, policy: r.Config.Policy, users: map[typeid.ID]*gen.User{},
		documents: map[typeid.ID]*gen.Document{}, parents: map[typeid.ID]*typeid.ID{},
	}
	people := make([]typeid.ID, len(r.people))
	for i, p := range r.people {
		people[i] = p.ID
	}
	users, err := r.Reader().User.Query().Where(user.IDIn(people...)).All(ctx)
	settle(t, err)
	for _, u := range users {
		m.users[u.ID] = u
	}
	documents, err := r.Reader().Document.Query().Where(document.CustomerID(r.customer.ID)).All(ctx)
	settle(t, err)
	for _, d := range documents {
		m.documents[d.ID] = d
	}
	folders, err := r.Reader().Folder.Query().Where(folder.CustomerID(r.customer.ID)).All(ctx)
	settle(t, err)
	for _, f := range folders {
		m.parents[f.ID] = f.ParentID
	}
	m.memberships, err = r.Reader().Membership.Query().Where(membership.CustomerID(r.customer.ID)).All(ctx)
	settle(t, err)
	m.grants, err = r.Reader().Grant.Query().Where(grant.CustomerID(r.customer.ID)).Order(grant.ByID()).All(ctx)
	settle(t, err)
	m.departures, err = r.Reader().Departure.Query().Where(departure.UserIDIn(people...)).All(ctx)
	settle(t, err)
	return m
}

// may is section 4 and 6 of the design, read aloud.
func (m *model) may(who, what typeid.ID, action policies.Action) bool {
	d := m.documents[what]
	if d == nil || d.DeletedAt != nil || !m.active(who) || m.users[who].Role != nil {
		return false
	}
	allows := func(role policies.Role) bool {
		c := policies.Classification(d.Classification)
		return m.policy.Check(role, action, c) && m.policy.Check(role, policies.DocumentView, c)
	}
	for _, role := range []policies.Role{policies.Custodian, policies.Editor, policies.Viewer} {
		if allows(role) && m.is(who, role) {
			return true
		}
	}
	for _, g := range m.grants {
		if g.UserID == who && m.covers(g, d) && m.inForce(g) &&
			slices.Index(classification.All(), d.Classification) <= slices.Index(classification.All(), g.Ceiling) &&
			allows(map[grant.Level]policies.Role{
				grant.LevelVIEW: policies.GrantView, grant.LevelDOWNLOAD: policies.GrantDownload, grant.LevelEDIT: policies.GrantEdit,
			}[g.Level]) {
			return true
		}
	}
	return false
}

// is tells whether somebody has a role for the customer.
func (m *model) is(who typeid.ID, role policies.Role) bool {
	return m.active(who) && m.users[who].Role == nil && slices.ContainsFunc(m.memberships, func(held *gen.Membership) bool {
		return held.UserID == who && held.EndedAt == nil && held.Tenure == m.users[who].Tenure &&
			policies.Role(strings.ToLower(string(held.Role))) == role
	})
}

func (m *model) active(who typeid.ID) bool {
	u := m.users[who]
	return u.Status == user.StatusACTIVE && (u.DepartsAt == nil || m.at.Before(*u.DepartsAt))
}

func (m *model) covers(g *gen.Grant, d *gen.Document) bool {
	if g.DocumentID != nil {
		return *g.DocumentID == d.ID
	}
	for at := &d.FolderID; at != nil; at = m.parents[*at] {
		if *at == *g.FolderID {
			return true
		}
	}
	return false
}

func (m *model) inForce(g *gen.Grant) bool {
	taker, giver := m.users[g.UserID], m.users[g.GiverID]
	if g.RevokedAt != nil || m.at.Before(g.ValidFrom) || !m.at.Before(g.ValidUntil) || taker.Tenure != g.Tenure ||
		g.UseLimit != nil && g.Uses >= *g.UseLimit {
		return false
	}
	for _, d := range m.departures {
		if d.UserID != g.GiverID || d.Tenure != g.GiverTenure || d.CancelledAt != nil || d.DepartedAt.After(m.at) {
			continue
		}
		switch g.Fate {
		case grant.FateHAND_OVER:
			if d.SuccessorID == nil {
				return false
			}
			heir := m.users[*d.SuccessorID]
			return m.active(heir.ID) && heir.Tenure == *d.SuccessorTenure
		case grant.FateHOLD:
			return m.at.Before(d.DepartedAt.Add(time.Duration(*g.HoldDays) * 24 * time.Hour))
		default:
			return false
		}
	}
	return m.active(giver.ID) && giver.Tenure == g.GiverTenure
}
