package rule

import (
	"slices"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/classification"
	"strongroom/ent/gen/departure"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/folder"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/scimgroup"
	"strongroom/ent/gen/scimmember"
	"strongroom/ent/gen/scimuser"
	"strongroom/ent/gen/session"
	"strongroom/ent/gen/user"
	"strongroom/ent/gen/version"
	"strongroom/ent/viewer"
)

// The row rules, one a noun. Below each: for whom a row exists.
var (
	// Users: oneself; all users for active staff, who must find each other and
	// their partners; for others those who gave them a grant.
	Users = Rows{
		systems:     []viewer.System{viewer.Gatekeeper, viewer.Decider, viewer.Messenger, viewer.Registrar},
		provisioned: ofIssuer(user.FieldIssuer),
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			if v.Kind == viewer.Staff {
				return everything()
			}
			return sql.Or(
				sql.EQ(s.C(user.FieldID), v.ID),
				sql.In(s.C(user.FieldID), LiveGrantsTo(s.Dialect(), v.ID, v.At, grant.FieldGiverID)),
			)
		},
	}

	// Sessions: one's own; all for an admin.
	Sessions = Rows{
		systems: []viewer.System{viewer.Gatekeeper, viewer.Decider, viewer.Registrar},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			return sql.Or(holds(v, viewer.Admin), sql.EQ(s.C(session.FieldUserID), v.ID))
		},
	}

	// Customers: those of which one is a member; all for an admin, who assigns
	// roles, and for an auditor.
	Customers = Rows{
		systems: []viewer.System{viewer.Decider, viewer.Registrar},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			return sql.Or(holds(v, viewer.Admin, viewer.Auditor), mine(s, v, s.C("id")))
		},
	}

	// Keys exist for no user.
	Keys = Rows{systems: []viewer.System{viewer.Keeper}}

	// Folders: those of one's customers; those at and beneath a granted one;
	// all for an auditor.
	Folders = Rows{
		systems: []viewer.System{viewer.Decider},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			return sql.Or(
				holds(v, viewer.Auditor),
				mine(s, v, s.C(folder.FieldCustomerID)),
				sql.In(s.C(folder.FieldID), Below(s.Dialect(), LiveGrantsTo(s.Dialect(), v.ID, v.At, grant.FieldFolderID))),
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
			documents := sql.Dialect(s.Dialect()).Select(d.C(document.FieldID)).From(d)
			return sql.In(s.C(version.FieldDocumentID), documents.Where(seenDocuments(documents, v)))
		},
	}

	// Uploads, and their parts, exist for no user: they are opaque until they
	// finish. The use cases hold them to their owner.
	Uploads = Rows{systems: []viewer.System{viewer.Keeper, viewer.Registrar}}

	// Memberships: one's own; those of the customers of which one is a member;
	// all for an admin and an auditor.
	Memberships = Rows{
		systems: []viewer.System{viewer.Decider, viewer.Registrar},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			return sql.Or(
				holds(v, viewer.Admin, viewer.Auditor),
				sql.EQ(s.C(membership.FieldUserID), v.ID),
				mine(s, v, s.C(membership.FieldCustomerID)),
			)
		},
	}

	// Grants: those that one received or gave, in force or not; those of the
	// customers of which one is a custodian; all for an admin and an auditor.
	Grants = Rows{
		systems: []viewer.System{viewer.Decider, viewer.Registrar},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			return sql.Or(
				holds(v, viewer.Admin, viewer.Auditor),
				sql.EQ(s.C(grant.FieldUserID), v.ID),
				sql.EQ(s.C(grant.FieldGiverID), v.ID),
				mine(s, v, s.C(grant.FieldCustomerID), membership.RoleCUSTODIAN),
			)
		},
	}

	// Departures: for an admin and an auditor; and one's own.
	Departures = Rows{
		systems: []viewer.System{viewer.Decider, viewer.Registrar},
		visible: func(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
			return sql.Or(holds(v, viewer.Admin, viewer.Auditor), sql.EQ(s.C(departure.FieldUserID), v.ID))
		},
	}

	// Witnesses: for an admin and an auditor.
	Witnesses = Rows{
		systems: []viewer.System{viewer.Registrar},
		visible: func(_ *sql.Selector, v viewer.Viewer) *sql.Predicate { return holds(v, viewer.Admin, viewer.Auditor) },
	}

	// Events: for an auditor.
	Events = Rows{
		systems: []viewer.System{viewer.Registrar},
		visible: func(_ *sql.Selector, v viewer.Viewer) *sql.Predicate { return holds(v, viewer.Auditor) },
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

	// SeenTokens exist for no user.
	SeenTokens = Rows{systems: []viewer.System{viewer.Gatekeeper, viewer.Messenger, viewer.Sentinel}}

	// Feeds exist for no user: which there are, the configuration says.
	Feeds = Rows{systems: []viewer.System{viewer.Sentinel}}

	// RefreshTokens exist for no user.
	RefreshTokens = Rows{systems: []viewer.System{viewer.Sentinel}}
)

// seenDocuments holds, classification by classification, for the documents
// that some role of the viewer may see there: the auditor's, a membership's, or
// that of a grant whose ceiling reaches so high.
func seenDocuments(s *sql.Selector, v viewer.Viewer) *sql.Predicate {
	d := s.Dialect()
	ways := []*sql.Predicate{}
	for _, level := range classification.All() {
		sees := func(role string) bool { return slices.Contains(v.Sight[role], level) }
		here := []*sql.Predicate{}
		if v.Role == viewer.Auditor && sees("auditor") {
			here = append(here, everything())
		}
		if roles := those(membershipRoles, RoleOf, sees); len(roles) > 0 {
			here = append(here, mine(s, v, s.C(document.FieldCustomerID), roles...))
		}
		if levels := those(grantLevels, RoleAt, sees); len(levels) > 0 {
			opened := func(column string) *sql.Selector {
				grants := LiveGrantsTo(d, v.ID, v.At, column)
				return grants.Where(sql.And(
					sql.In(grants.C(grant.FieldLevel), values(levels)...),
					sql.In(grants.C(grant.FieldCeiling), values(level.AndAbove())...),
				))
			}
			here = append(here,
				sql.In(s.C(document.FieldID), opened(grant.FieldDocumentID)),
				sql.In(s.C(document.FieldFolderID), Below(d, opened(grant.FieldFolderID))),
			)
		}
		if len(here) > 0 {
			ways = append(ways, sql.And(sql.EQ(s.C(document.FieldClassification), level), sql.Or(here...)))
		}
	}
	return sql.And(
		sql.IsNull(s.C(document.FieldDeletedAt)),
		sql.NotNull(s.C(document.FieldCurrentVersionID)),
		sql.Or(append(ways, sql.False())...),
	)
}

var (
	membershipRoles = []membership.Role{membership.RoleCUSTODIAN, membership.RoleEDITOR, membership.RoleVIEWER}
	grantLevels     = []grant.Level{grant.LevelVIEW, grant.LevelDOWNLOAD, grant.LevelEDIT}
)

// those are the stored words whose role, as the policies call it, is wanted.
func those[W ~string](words []W, role func(W) string, wanted func(string) bool) (found []W) {
	for _, word := range words {
		if wanted(role(word)) {
			found = append(found, word)
		}
	}
	return found
}

func values[W ~string](words []W) []any {
	all := make([]any, 0, len(words))
	for _, word := range words {
		all = append(all, word)
	}
	return all
}

// mine holds for rows whose customer has the viewer as a member, in one of
// the given roles if any are given.
func mine(s *sql.Selector, v viewer.Viewer, customer string, roles ...membership.Role) *sql.Predicate {
	customers := LiveMemberships(s.Dialect(), v.ID, v.At, membership.FieldCustomerID)
	if len(roles) > 0 {
		customers.Where(sql.In(customers.C(membership.FieldRole), values(roles)...))
	}
	return sql.In(customer, customers)
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
