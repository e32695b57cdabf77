package graph

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen/accessrequest"
	"strongroom/ent/gen/customer"
	"strongroom/ent/gen/document"
	"strongroom/ent/gen/event"
	"strongroom/ent/gen/grant"
	"strongroom/ent/gen/membership"
	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/session"
	"strongroom/ent/gen/sharelink"
	"strongroom/ent/gen/user"
	"strongroom/ent/rule"
	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	api "strongroom/graph/gen"
	"strongroom/server/vault"
)

// Filters narrow by the columns of the row itself. None looks through an edge
// at another row: ent asks such a question without the other row's rule, and
// the answer would tell what the viewer may not see.

const (
	// maxSearch is the greatest number of characters to search for.
	maxSearch = 100
	// maxValues is the greatest number of values that a filter lists.
	maxValues = 100
)

func customers(f *api.CustomerFilter) (narrow []predicate.Customer, err error) {
	if f == nil {
		return nil, nil
	}
	if f.Category != nil {
		narrow = append(narrow, customer.CategoryIn(f.Category...))
	}
	if f.Importance != nil {
		narrow = append(narrow, customer.ImportanceIn(f.Importance...))
	}
	if f.Status != nil {
		narrow = append(narrow, customer.StatusIn(f.Status...))
	}
	if f.Search != nil {
		narrow = append(narrow, customer.NameContainsFold(*f.Search))
	}
	return narrow, first(searchable(f.Search),
		words("category", f.Category), few("importance", len(f.Importance)), few("status", len(f.Status)))
}

func documents(f *api.DocumentFilter) (narrow []predicate.Document, err error) {
	if f == nil {
		return nil, nil
	}
	if f.CustomerID != nil {
		narrow = append(narrow, document.CustomerID(*f.CustomerID))
	}
	if f.Classification != nil {
		narrow = append(narrow, document.ClassificationIn(f.Classification...))
	}
	if f.Search != nil {
		narrow = append(narrow, document.TitleContainsFold(*f.Search))
	}
	if f.Titles != nil {
		narrow = append(narrow, document.TitleIn(f.Titles...))
	}
	return narrow, first(names("customerId", f.CustomerID, typeid.Customer), searchable(f.Search),
		few("classification", len(f.Classification)), words("titles", f.Titles))
}

// grants judges inForce at the instant of the request.
func grants(ctx context.Context, f *api.GrantFilter) (narrow []predicate.Grant, err error) {
	if f == nil {
		return nil, nil
	}
	if f.UserID != nil {
		narrow = append(narrow, grant.UserID(*f.UserID))
	}
	if f.GiverID != nil {
		narrow = append(narrow, grant.GiverID(*f.GiverID))
	}
	if f.CustomerID != nil {
		narrow = append(narrow, grant.CustomerID(*f.CustomerID))
	}
	if f.InForce != nil {
		narrow = append(narrow, inForce(ctx, grant.FieldID, *f.InForce))
	}
	return narrow, first(names("userId", f.UserID, typeid.User), names("giverId", f.GiverID, typeid.User),
		names("customerId", f.CustomerID, typeid.Customer))
}

// inForce narrows to rows that name, in a column, a grant that is in force at the instant
// of the request, or is not.
func inForce(ctx context.Context, column string, is bool) func(*sql.Selector) {
	who, _ := viewer.FromContext(ctx)
	return func(s *sql.Selector) {
		live := sql.In(s.C(column), rule.LiveGrants(s.Dialect(), who.At, grant.FieldID))
		if !is {
			live = sql.Not(live)
		}
		s.Where(live)
	}
}

// shareLinks judges inForce at the instant of the request.
func shareLinks(ctx context.Context, f *api.ShareLinkFilter) (narrow []predicate.ShareLink, err error) {
	if f == nil {
		return nil, nil
	}
	if f.GiverID != nil {
		narrow = append(narrow, sharelink.HasGrantWith(grant.GiverID(*f.GiverID)))
	}
	if f.CustomerID != nil {
		narrow = append(narrow, sharelink.CustomerID(*f.CustomerID))
	}
	if f.InForce != nil {
		narrow = append(narrow, inForce(ctx, sharelink.FieldGrantID, *f.InForce))
	}
	return narrow, first(names("giverId", f.GiverID, typeid.User), names("customerId", f.CustomerID, typeid.Customer))
}

// accessRequests judges pending at the instant of the request.
func accessRequests(ctx context.Context, f *api.AccessRequestFilter) (narrow []predicate.AccessRequest, err error) {
	if f == nil {
		return nil, nil
	}
	if f.UserID != nil {
		narrow = append(narrow, accessrequest.UserID(*f.UserID))
	}
	if f.CustomerID != nil {
		narrow = append(narrow, accessrequest.CustomerID(*f.CustomerID))
	}
	if f.DocumentID != nil {
		narrow = append(narrow, accessrequest.DocumentID(*f.DocumentID))
	}
	if f.Pending != nil {
		who, _ := viewer.FromContext(ctx)
		pending := vault.Pending(who.At)
		if !*f.Pending {
			pending = accessrequest.Not(pending)
		}
		narrow = append(narrow, pending)
	}
	return narrow, first(names("userId", f.UserID, typeid.User), names("customerId", f.CustomerID, typeid.Customer),
		names("documentId", f.DocumentID, typeid.Document))
}

func users(f *api.UserFilter) (narrow []predicate.User, err error) {
	if f == nil {
		return nil, nil
	}
	if f.Kind != nil {
		narrow = append(narrow, user.KindIn(f.Kind...))
	}
	if f.Status != nil {
		narrow = append(narrow, user.StatusIn(f.Status...))
	}
	if f.ByLink != nil {
		byLink := user.Issuer(viewer.ShareLinks)
		if !*f.ByLink {
			byLink = user.Not(byLink)
		}
		narrow = append(narrow, byLink)
	}
	if f.Search != nil {
		narrow = append(narrow, user.Or(user.DisplayNameContainsFold(*f.Search), user.EmailContainsFold(*f.Search)))
	}
	return narrow, first(searchable(f.Search), few("kind", len(f.Kind)), few("status", len(f.Status)))
}

func events(f *api.AuditEventFilter) (narrow []predicate.Event, err error) {
	if f == nil {
		return nil, nil
	}
	if f.ActorID != nil {
		narrow = append(narrow, event.ActorID(*f.ActorID))
	}
	if f.ObjectID != nil {
		narrow = append(narrow, event.ObjectID(*f.ObjectID))
	}
	if f.SubjectID != nil {
		narrow = append(narrow, event.SubjectID(*f.SubjectID))
	}
	if f.CustomerID != nil {
		narrow = append(narrow, event.CustomerID(*f.CustomerID))
	}
	if f.Action != nil {
		narrow = append(narrow, event.ActionIn(f.Action...))
	}
	if f.From != nil {
		narrow = append(narrow, event.CreatedAtGTE(*f.From))
	}
	if f.Until != nil {
		narrow = append(narrow, event.CreatedAtLT(*f.Until))
	}
	return narrow, first(names("actorId", f.ActorID, typeid.User), names("subjectId", f.SubjectID, typeid.User),
		names("customerId", f.CustomerID, typeid.Customer), words("action", f.Action))
}

// held narrows memberships to roles that are held: not taken away, and not
// ended with their user's leaving.
func held(s *sql.Selector) {
	u := sql.Dialect(s.Dialect()).Table(user.Table).As("held_by")
	s.Where(sql.And(
		sql.IsNull(s.C(membership.FieldEndedAt)),
		sql.Exists(sql.Dialect(s.Dialect()).Select(u.C(user.FieldID)).From(u).Where(sql.And(
			sql.ColumnsEQ(u.C(user.FieldID), s.C(membership.FieldUserID)),
			sql.ColumnsEQ(u.C(user.FieldTenure), s.C(membership.FieldTenure)),
			sql.NEQ(u.C(user.FieldStatus), user.StatusDEPARTED),
		))),
	))
}

// open narrows sessions to those in force at the instant of the request: ended
// neither by themselves, nor with all of their user's, nor by time.
func open(ctx context.Context) predicate.Session {
	who, _ := viewer.FromContext(ctx)
	return func(s *sql.Selector) {
		u := sql.Dialect(s.Dialect()).Table(user.Table).As("signed_in")
		s.Where(sql.And(
			sql.IsNull(s.C(session.FieldEndedAt)),
			sql.GT(s.C(session.FieldIdleUntil), who.At),
			sql.Exists(sql.Dialect(s.Dialect()).Select(u.C(user.FieldID)).From(u).Where(sql.And(
				sql.ColumnsEQ(u.C(user.FieldID), s.C(session.FieldUserID)),
				sql.ColumnsEQ(u.C(user.FieldEpoch), s.C(session.FieldEpoch)),
				sql.EQ(u.C(user.FieldStatus), user.StatusACTIVE),
			))),
		))
	}
}

// searchable wants 1 to maxSearch characters; NUL is none that is ever stored.
func searchable(text *string) error {
	if text == nil {
		return nil
	}
	if n := utf8.RuneCountInString(*text); n < 1 || n > maxSearch || strings.ContainsRune(*text, 0) {
		return badInput("filter.search", "want 1 to %d characters", maxSearch)
	}
	return nil
}

// words is few for texts, without NUL.
func words(field string, texts []string) error {
	if strings.ContainsRune(strings.Join(texts, ""), 0) {
		return badInput("filter."+field, "want text")
	}
	return few(field, len(texts))
}

// few bounds the number of values in a list of a filter.
func few(field string, n int) error {
	if n > maxValues {
		return limited("filter."+field+" lists at most %d values", maxValues)
	}
	return nil
}

// names wants an ID of a noun.
func names(field string, id *typeid.ID, kind typeid.Kind) error {
	if id != nil && id.Kind() != kind {
		return badInput("filter."+field, "want an ID %s_…", kind)
	}
	return nil
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func badInput(field, format string, args ...any) error {
	return &vault.Error{Code: vault.BadUserInput, Field: field, Message: fmt.Sprintf(format, args...)}
}

func limited(format string, args ...any) error {
	return &vault.Error{Code: vault.Limited, Message: fmt.Sprintf(format, args...)}
}
