package rule

import (
	"slices"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen/accessapproval"
	"strongroom/ent/gen/accessrequest"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/event"
	"strongroom/ent/gen/folder"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/scimgroup"
	"strongroom/ent/gen/scimmember"
	"strongroom/ent/gen/scimuser"
	"strongroom/ent/gen/session"
	"strongroom/ent/gen/sharelink"
	"strongroom/ent/gen/user"
	"strongroom/ent/gen/version"
	"strongroom/ent/viewer"
)

// The row rules, one a noun. Below each: for whom a row exists.
var (
	// Users: oneself; those who gave one a grant; all for whoever may view users, but
	// the recipients of share links, who exist for those for whom their grant does.
	Users = Rows{
		systems:     []viewer.System{viewer.Gatekeeper, viewer.Decider, viewer.Messenger, viewer.Registrar},
		provisioned: ofIssuer(user.FieldIssuer),
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			gifts := LiveGrantsTo(s.Dialect(), v.ID, v.At)
			return sql.Or(
				sql.And(own(v, "user:view"), sql.NEQ(s.C(user.FieldIssuer), viewer.ShareLinks)),
				sql.And(sql.EQ(s.C(user.FieldIssuer), viewer.ShareLinks), yes(grantsTo(s.Dialect(), v, s.C(user.FieldID)))),
				sql.EQ(s.C(user.FieldID), v.ID),
				yes(gifts.Where(sql.ColumnsEQ(gifts.C(grant.FieldGiverID), s.C(user.FieldID)))),
			)
		},
	}

	// Sessions: one's own; all for whoever may end them.
	Sessions = Rows{
		systems: []viewer.System{viewer.Gatekeeper, viewer.Decider, viewer.Registrar},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			return sql.Or(own(v, "user:end-sessions"), sql.EQ(s.C(session.FieldUserID), v.ID))
		},
	}

	// Customers: those that a membership lets one view; all for whoever may by
	// themselves.
	Customers = Rows{
		systems: []viewer.System{viewer.Decider, viewer.Registrar},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			return sql.Or(own(v, "customer:view"), member(s, v, s.C(customer.FieldID), membershipRoles, "customer:view"))
		},
	}

	// Keys exist for no user.
	Keys = Rows{systems: []viewer.System{viewer.Keeper}}

	// Folders: those of customers where a membership lets one view folders; those
	// at and beneath the one that such a grant is on; all for whoever may by
	// themselves.
	Folders = Rows{
		systems: []viewer.System{viewer.Decider},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			return sql.Or(
				own(v, "folder:view"),
				member(s, v, s.C(folder.FieldCustomerID), membershipRoles, "folder:view"),
				sql.In(s.C(folder.FieldID), below(s.Dialect(), v, "folder:view")),
			)
		},
	}

	// Ancestries exist for no user: they are asked by rules and decisions only.
	Ancestries = Rows{systems: []viewer.System{viewer.Decider}}

	// Documents: those that some role of the viewer may see at the document's
	// classification, whether the role is global, a membership or a grant.
	Documents = Rows{
		systems: []viewer.System{viewer.Decider, viewer.Keeper},
		visible: seenDocuments,
	}

	// Versions: those of the documents that exist for the viewer.
	Versions = Rows{
		systems: []viewer.System{viewer.Decider, viewer.Keeper},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			d := sql.Dialect(s.Dialect()).Table(document.Table).As("vd")
			documents := sql.Dialect(s.Dialect()).Select().From(d)
			documents.Where(sql.And(sql.ColumnsEQ(d.C(document.FieldID), s.C(version.FieldDocumentID)), seenDocuments(documents, v)))
			return yes(documents)
		},
	}

	// Uploads, and their parts, exist for no user: they are opaque until they
	// finish. The use cases hold them to their owner.
	Uploads = Rows{systems: []viewer.System{viewer.Keeper, viewer.Registrar}}

	// Memberships: one's own; those of the customers that exist for one.
	Memberships = Rows{
		systems: []viewer.System{viewer.Decider, viewer.Registrar},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			return sql.Or(
				own(v, "customer:view"),
				sql.EQ(s.C(membership.FieldUserID), v.ID),
				member(s, v, s.C(membership.FieldCustomerID), membershipRoles, "customer:view"),
			)
		},
	}

	// Grants: those that one received or gave, in force or not; and where one may
	// view customers, those of which one is a custodian, and all for an admin and an
	// auditor.
	Grants = Rows{
		systems: []viewer.System{viewer.Decider, viewer.Registrar},
		visible: given,
	}

	// ShareLinks: those of the grants that exist for the viewer, but for their recipient.
	ShareLinks = Rows{
		systems: []viewer.System{viewer.Gatekeeper, viewer.Decider},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			g := sql.Dialect(s.Dialect()).Table(grant.Table).As("lg")
			grants := sql.Dialect(s.Dialect()).Select().From(g)
			grants.Where(sql.And(
				sql.ColumnsEQ(g.C(grant.FieldID), s.C(sharelink.FieldGrantID)),
				sql.NEQ(g.C(grant.FieldUserID), v.ID),
				given(grants, v),
			))
			return yes(grants)
		},
	}

	// AccessRequests: those that one made, closed or not; and those that Grants would
	// show of a customer.
	AccessRequests = Rows{
		systems: []viewer.System{viewer.Decider},
		visible: requested,
	}

	// AccessApprovals: those of the requests that exist for the viewer.
	AccessApprovals = Rows{
		systems: []viewer.System{viewer.Decider},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			r := sql.Dialect(s.Dialect()).Table(accessrequest.Table).As("ar")
			requests := sql.Dialect(s.Dialect()).Select().From(r)
			requests.Where(sql.And(sql.ColumnsEQ(r.C(accessrequest.FieldID), s.C(accessapproval.FieldRequestID)), requested(requests, v)))
			return yes(requests)
		},
	}

	// Departures: one's own; all for whoever may view them.
	Departures = Rows{
		systems: []viewer.System{viewer.Decider, viewer.Registrar},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			return sql.Or(own(v, "departure:view"), sql.EQ(s.C(departure.FieldUserID), v.ID))
		},
	}

	// Witnesses: for whoever may view departures.
	Witnesses = Rows{
		systems: []viewer.System{viewer.Registrar},
		visible: func(_ *sql.Selector, v viewer.Viewer) *sql.Predicate { return own(v, "departure:view") },
	}

	// Events: all for whoever may read the log; what concerns a customer, for those
	// whose membership lets them read its part of it.
	Events = Rows{
		systems: []viewer.System{viewer.Registrar},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			return sql.Or(
				own(v, "audit:read"),
				member(s, v, s.C(event.FieldCustomerID), membershipRoles, "customer:view", "customer:audit"),
			)
		},
	}

	// ScimUsers exist for the provisioner of their issuer.
	ScimUsers = Rows{provisioned: ofIssuer(scimuser.FieldIssuer)}

	// ScimGroups exist for the provisioner of their issuer.
	ScimGroups = Rows{provisioned: ofIssuer(scimgroup.FieldIssuer)}

	// ScimMembers: those of the groups that exist.
	ScimMembers = Rows{
		provisioned: func(s *sql.Selector, issuer string) *sql.Predicate {
			g := sql.Dialect(s.Dialect()).Table(scimgroup.Table).As("mg")
			return sql.In(s.C(scimmember.FieldGroupID), sql.Dialect(s.Dialect()).
				Select(g.C(scimgroup.FieldID)).From(g).Where(sql.EQ(g.C(scimgroup.FieldIssuer), issuer)))
		},
	}

	// AccessTokens exist for no user.
	AccessTokens = Rows{systems: []viewer.System{viewer.Gatekeeper, viewer.Registrar, viewer.Sentinel}}

	// SeenTokens exist for no user.
	SeenTokens = Rows{systems: []viewer.System{viewer.Gatekeeper, viewer.Messenger, viewer.Sentinel}}

	// Feeds exist for no user: which there are, the configuration says.
	Feeds = Rows{systems: []viewer.System{viewer.Sentinel}}

	// RefreshTokens exist for no user.
	RefreshTokens = Rows{systems: []viewer.System{viewer.Sentinel}}
)

// given holds for grants that exist for the viewer.
func given(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
	return sql.Or(
		sql.EQ(s.C(grant.FieldUserID), v.ID),
		sql.EQ(s.C(grant.FieldGiverID), v.ID),
		answersFor(s, v, s.C(grant.FieldCustomerID)),
	)
}

// grantsTo selects from the grants to a user, in the column named, that exist for the viewer.
func grantsTo(d string, v viewer.Viewer, userID string) *sql.Selector {
	g := sql.Dialect(d).Table(grant.Table).As("ug")
	grants := sql.Dialect(d).Select().From(g)
	return grants.Where(sql.And(sql.ColumnsEQ(g.C(grant.FieldUserID), userID), given(grants, v)))
}

// requested holds for access requests that exist for the viewer.
func requested(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
	return sql.Or(
		sql.EQ(s.C(accessrequest.FieldUserID), v.ID),
		answersFor(s, v, s.C(accessrequest.FieldCustomerID)),
	)
}

// answersFor holds for rows of the customers whose dealings with others one may see:
// those of which one is a custodian, and all for an admin and an auditor.
func answersFor(s *sql.Selector, v viewer.Viewer, customer string) *sql.Predicate {
	return sql.Or(
		sql.And(holds(v, viewer.Admin, viewer.Auditor), own(v, "customer:view")),
		member(s, v, customer, []membership.Role{membership.RoleCUSTODIAN}, "customer:view"),
	)
}

func values[W ~string](words []W) []any {
	all := make([]any, 0, len(words))
	for _, word := range words {
		all = append(all, word)
	}
	return all
}

// mine holds for rows whose customer has the viewer as a member, in one of some
// roles.
func mine(d string, v viewer.Viewer, customer string, roles ...membership.Role) *sql.Predicate {
	m := members(d, v, roles...)
	return sql.In(customer, m.Select(m.C(membership.FieldCustomerID)))
}

// member is mine, in those of some roles that may do all of some actions.
func member(s *sql.Selector, v viewer.Viewer, customer string, among []membership.Role, actions ...string) *sql.Predicate {
	roles := having(v, among, RoleOf, actions...)
	if len(roles) == 0 {
		return sql.False()
	}
	return mine(s.Dialect(), v, customer, roles...)
}

// having are those stored words whose roles may do all of some actions.
func having[W ~string](v viewer.Viewer, words []W, role func(W) string, actions ...string) []W {
	return slices.DeleteFunc(slices.Clone(words), func(word W) bool {
		return slices.ContainsFunc(actions, func(action string) bool { return !slices.Contains(v.Sight.Powers[role(word)], action) })
	})
}

// own is true for every row when the viewer's account itself may do an action.
func own(v viewer.Viewer, action string) *sql.Predicate {
	if slices.Contains(v.Sight.Powers[v.OwnRole()], action) {
		return everything()
	}
	return sql.False()
}

// holds is true for every row when the viewer has one of the global roles.
func holds(v viewer.Viewer, roles ...viewer.Role) *sql.Predicate {
	if v.Role != viewer.NoRole && slices.Contains(roles, v.Role) {
		return everything()
	}
	return sql.False()
}

// ofIssuer holds for rows that name the issuer in a column.
func ofIssuer(column string) func(*sql.Selector, string) *sql.Predicate {
	return func(s *sql.Selector, issuer string) *sql.Predicate { return sql.EQ(s.C(column), issuer) }
}

func everything() *sql.Predicate {
	return sql.Not(sql.False())
}
