// Package viewer says who is acting: it carries the acting subject in a
// context, from the middleware that found out who it is to the row rules that
// decide which rows exist for them.
//
// A context without a viewer is nobody, and nobody sees no row. Work that is
// done for no person (signing in, housekeeping) acts as a named system viewer
// whose powers are listed in package rule, never under a blanket bypass.
//
// The package is a leaf: it imports only the vocabulary of IDs and levels.
package viewer

import (
	"context"
	"slices"
	"strings"
	"time"

	"strongroom/ent/classification"
	"strongroom/ent/typeid"
)

// Kind tells what sort of account is acting.
type Kind string

// The kinds of account, as stored with a user.
const (
	Staff   Kind = "STAFF"
	Partner Kind = "PARTNER"
	Service Kind = "SERVICE"
)

// ShareLinks is the issuer of the accounts that share links stand for, each named
// by its link. It is no URL, so that no OpenID provider can vouch for one.
const ShareLinks = "share-link"

// Role is a role for the whole vault. At most one is held at a time, so that
// who runs people never also reads the log about it.
type Role string

// The global roles.
const (
	NoRole  Role = ""
	Admin   Role = "ADMIN"
	Auditor Role = "AUDITOR"
)

// System names a system viewer. The powers of each are in package rule.
type System string

// The system viewers.
const (
	// Gatekeeper finds sessions and users while signing somebody in.
	Gatekeeper System = "gatekeeper"
	// Decider gathers the facts of a decision: what the acting user is on an
	// object, and what exists under a name.
	Decider System = "decider"
	// Keeper reads the keys and objects of a document that was decided open.
	Keeper System = "keeper"
	// Messenger brings signals of leaving from outside: it finds the user whom
	// a signal names.
	Messenger System = "messenger"
	// Housekeeper ends what is over: uploads, and the bytes of deleted documents.
	// It reads as the keeper.
	Housekeeper System = "housekeeper"
	// Registrar keeps the case files of departures: it counts what they ended,
	// in the rows that are ended and in the log.
	Registrar System = "registrar"
	// Provisioner does what the directory of one OpenID provider says of its own
	// accounts (SCIM). Viewer.Issuer names the provider; no other rows exist for it.
	Provisioner System = "provisioner"
	// Sentinel keeps what is known of the feeds of signals: what was heard, when,
	// and the means to ask.
	Sentinel System = "sentinel"
)

// Sight is what each role may see, by the policies' words for roles. It reaches
// the row rules as data, so that lists follow the same rules as decisions.
type Sight struct {
	// Documents are the classifications of the documents that a role may see.
	Documents map[string][]classification.Level
	// Powers are the actions that concern no document, and that a role may do.
	Powers map[string][]string
}

// Viewer is the acting subject of one request, judged at one instant.
type Viewer struct {
	// ID names the acting user; it is empty for a system viewer.
	ID   typeid.ID
	Kind Kind
	Role Role
	// Epoch is the user's access epoch under which the session was opened;
	// when the user's epoch has moved on, the viewer is nobody.
	Epoch int
	// AuthenticatedAt is when the user proved who they are, for the session or
	// the bearer token; what was before the user's sessions were ended is over.
	AuthenticatedAt time.Time
	// Session names the browser session; it is empty for a bearer token.
	Session typeid.ID
	// At is the instant at which everything in the request is judged (UTC).
	At time.Time
	// Sight is what each role may see, from the policies, as far as Scope goes.
	Sight Sight
	// Scope are the actions to which the bearer token narrows what the user may
	// do; nil for all.
	Scope []string
	// System names the system viewer; it is empty for a user.
	System System
	// Issuer is the OpenID provider whose accounts a Provisioner acts on.
	Issuer string
}

// OwnRole is what the viewer is by the account itself, in the policies' word: by
// a role for the whole vault and, duties being separate, then by nothing else;
// or by the kind of the account.
func (v Viewer) OwnRole() string {
	if v.Role != NoRole {
		return strings.ToLower(string(v.Role))
	}
	return strings.ToLower(string(v.Kind))
}

// InScope tells whether what the viewer showed reaches as far as an action.
func (v Viewer) InScope(action string) bool {
	return v.Scope == nil || slices.Contains(v.Scope, action)
}

// Within is the sight that is left within the scope of a viewer.
func (s Sight) Within(v Viewer) Sight {
	left := Sight{Documents: map[string][]classification.Level{}, Powers: map[string][]string{}}
	if v.InScope("document:view") {
		left.Documents = s.Documents
	}
	for role, actions := range s.Powers {
		left.Powers[role] = slices.DeleteFunc(slices.Clone(actions), func(action string) bool { return !v.InScope(action) })
	}
	return left
}

type key struct{}

// NewContext returns a context in which the viewer acts.
func NewContext(ctx context.Context, v Viewer) context.Context {
	return context.WithValue(ctx, key{}, v)
}

// FromContext returns who acts; ok is false for nobody.
func FromContext(ctx context.Context) (v Viewer, ok bool) {
	v, ok = ctx.Value(key{}).(Viewer)
	return v, ok
}

// As returns a context in which a system viewer acts at the instant at.
func As(ctx context.Context, system System, at time.Time) context.Context {
	return NewContext(ctx, Viewer{System: system, At: at})
}
