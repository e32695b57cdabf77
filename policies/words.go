package policies

import (
	"slices"
	"strings"
)

// Role is what somebody is: in the whole vault, for one customer, or by a grant.
type Role string

// The roles. Staff, Partner and Service are what an active account of that kind
// is without any other role.
const (
	Admin         Role = "admin"
	Auditor       Role = "auditor"
	Staff         Role = "staff"
	Partner       Role = "partner"
	Service       Role = "service"
	Custodian     Role = "custodian"
	Editor        Role = "editor"
	Viewer        Role = "viewer"
	GrantView     Role = "grant-view"
	GrantDownload Role = "grant-download"
	GrantEdit     Role = "grant-edit"
)

// Roles returns every role: of the vault, of the account, of a customer, of a grant.
func Roles() []Role {
	return []Role{
		Admin, Auditor,
		Staff, Partner, Service,
		Custodian, Editor, Viewer,
		GrantView, GrantDownload, GrantEdit,
	}
}

// Action is an act that is allowed or refused, written noun:verb.
type Action string

// The actions. Those on a document are judged at its classification, all others at [Any].
const (
	CustomerCreate   Action = "customer:create"
	CustomerView     Action = "customer:view"
	CustomerUpdate   Action = "customer:update"
	CustomerReveal   Action = "customer:reveal" // its contacts in clear
	CustomerAudit    Action = "customer:audit"  // its part of the log
	FolderView       Action = "folder:view"
	FolderCreate     Action = "folder:create"
	DocumentView     Action = "document:view" // that it exists, its title and other metadata
	DocumentDownload Action = "document:download"
	DocumentCreate   Action = "document:create"
	DocumentEdit     Action = "document:edit"
	DocumentClassify Action = "document:classify"
	DocumentMove     Action = "document:move"
	DocumentDelete   Action = "document:delete"
	DocumentShare    Action = "document:share"
	DocumentRequest  Action = "document:request"   // ask for access to it
	RoleAssign       Action = "role:assign"        // for a customer
	RoleAssignGlobal Action = "role:assign-global" // for the whole vault
	UserView         Action = "user:view"
	UserSuspend      Action = "user:suspend"
	UserReinstate    Action = "user:reinstate"
	UserDepart       Action = "user:depart"
	UserEndSessions  Action = "user:end-sessions"
	DepartureView    Action = "departure:view"
	KeyDestroy       Action = "key:destroy" // a customer's keys, and so all that they sealed
	AuditRead        Action = "audit:read"
)

// Actions returns every action, grouped by noun.
func Actions() []Action {
	return []Action{
		CustomerCreate, CustomerView, CustomerUpdate, CustomerReveal, CustomerAudit,
		FolderView, FolderCreate,
		DocumentView, DocumentDownload, DocumentCreate, DocumentEdit,
		DocumentClassify, DocumentMove, DocumentDelete, DocumentShare, DocumentRequest,
		RoleAssign, RoleAssignGlobal,
		UserView, UserSuspend, UserReinstate, UserDepart, UserEndSessions,
		DepartureView,
		KeyDestroy,
		AuditRead,
	}
}

// onDocument tells whether the action is judged at a classification.
func (a Action) onDocument() bool { return a.noun() == "document" }

// noun is what the action is done to.
func (a Action) noun() string {
	noun, _, _ := strings.Cut(string(a), ":")
	return noun
}

// verb is what the action does to it.
func (a Action) verb() string {
	_, verb, _ := strings.Cut(string(a), ":")
	return verb
}

// Classification is how much harm a document would do in the wrong hands.
type Classification string

// The classifications, and the word that stands in their place for an action
// that concerns no document.
const (
	Public       Classification = "PUBLIC"
	Internal     Classification = "INTERNAL"
	Confidential Classification = "CONFIDENTIAL"
	Secret       Classification = "SECRET"

	Any Classification = "*"
)

// Classifications returns the classifications of documents, lowest first. [Any] is none.
func Classifications() []Classification {
	return []Classification{Public, Internal, Confidential, Secret}
}

// upTo tells whether c is at most highest. Any is up to Any alone, an unknown
// word up to nothing.
func (c Classification) upTo(highest Classification) bool {
	if c == Any || highest == Any {
		return c == highest
	}
	order := Classifications()
	at := slices.Index(order, c)
	return at >= 0 && at <= slices.Index(order, highest)
}
