package scim

import (
	"strconv"
	"strings"
	"time"

	"entgo.io/ent/dialect/sql"

	"strongroom/ent/gen/predicate"
	"strongroom/ent/gen/scimgroup"
	"strongroom/ent/gen/scimmember"
	"strongroom/ent/gen/scimuser"
	"strongroom/ent/gen/user"
)

// column compares one attribute with a value, in SQL of which the value is no part.
type column struct {
	name string
	// exact says that case counts (RFC 7643 section 2.2, caseExact).
	exact bool
	// folded says that the column holds lower case only.
	folded bool
	// instant says that the column holds a time.
	instant bool
}

// where is the comparison as a condition on the row that has the column.
func (c column) where(cmp comparison) (func(*sql.Selector), error) {
	if c.instant {
		return c.whereInstant(cmp)
	}
	value, isText := cmp.value.(string)
	switch {
	case cmp.operator == "pr":
		return func(s *sql.Selector) { s.Where(sql.And(sql.NotNull(s.C(c.name)), sql.NEQ(s.C(c.name), ""))) }, nil
	case !isText:
		return nil, badRequest(invalidFilter, "%s is compared with a string", cmp.attribute)
	case c.folded:
		value = strings.ToLower(value)
	}
	build := folding[cmp.operator]
	if c.exact || c.folded {
		build = exactly[cmp.operator]
	}
	return func(s *sql.Selector) {
		if p := build(s.C(c.name), value); cmp.operator == "ne" {
			s.Where(sql.Or(sql.IsNull(s.C(c.name)), sql.Not(p)))
		} else {
			s.Where(p)
		}
	}, nil
}

// comparator makes a condition; it binds the value and escapes what LIKE would take for a wildcard.
type comparator func(column, value string) *sql.Predicate

// The operators on text, where case counts and where not.
var (
	exactly = map[string]comparator{
		"eq": bound(sql.EQ), "ne": bound(sql.EQ), "co": sql.Contains, "sw": sql.HasPrefix, "ew": sql.HasSuffix,
		"gt": bound(sql.GT), "ge": bound(sql.GTE), "lt": bound(sql.LT), "le": bound(sql.LTE),
	}
	folding = map[string]comparator{
		"eq": sql.EqualFold, "ne": sql.EqualFold, "co": sql.ContainsFold, "sw": sql.HasPrefixFold, "ew": sql.HasSuffixFold,
		"gt": bound(sql.GT), "ge": bound(sql.GTE), "lt": bound(sql.LT), "le": bound(sql.LTE),
	}
)

func bound(build func(string, any) *sql.Predicate) comparator {
	return func(column, value string) *sql.Predicate { return build(column, value) }
}

func (c column) whereInstant(cmp comparison) (func(*sql.Selector), error) {
	text, _ := cmp.value.(string)
	at, err := time.Parse(time.RFC3339, text)
	build := map[string]func(string, any) *sql.Predicate{
		"eq": sql.EQ, "ne": sql.NEQ, "gt": sql.GT, "ge": sql.GTE, "lt": sql.LT, "le": sql.LTE,
	}[cmp.operator]
	switch {
	case cmp.operator == "pr":
		return func(s *sql.Selector) { s.Where(sql.NotNull(s.C(c.name))) }, nil
	case err != nil || build == nil:
		return nil, badRequest(invalidFilter, "%s is compared with a time", cmp.attribute)
	}
	return func(s *sql.Selector) { s.Where(build(s.C(c.name), at.UTC())) }, nil
}

// The attributes by which users can be found, with where they are kept.
var (
	userColumns = map[string]column{
		"id":                {name: scimuser.FieldUserID, exact: true},
		"username":          {name: scimuser.FieldUserNameFolded, folded: true},
		"externalid":        {name: scimuser.FieldExternalID, exact: true},
		"name.givenname":    {name: scimuser.FieldGivenName},
		"name.familyname":   {name: scimuser.FieldFamilyName},
		"meta.created":      {name: scimuser.FieldCreatedAt, instant: true},
		"meta.lastmodified": {name: scimuser.FieldUpdatedAt, instant: true},
	}
	accountColumns = map[string]column{
		"displayname":  {name: user.FieldDisplayName},
		"emails":       {name: user.FieldEmail},
		"emails.value": {name: user.FieldEmail},
	}
	groupColumns = map[string]column{
		"id":                {name: scimgroup.FieldID, exact: true},
		"displayname":       {name: scimgroup.FieldDisplayName},
		"externalid":        {name: scimgroup.FieldExternalID, exact: true},
		"meta.created":      {name: scimgroup.FieldCreatedAt, instant: true},
		"meta.lastmodified": {name: scimgroup.FieldUpdatedAt, instant: true},
	}
	memberColumns = map[string]column{
		"members":       {name: scimmember.FieldUserID, exact: true},
		"members.value": {name: scimmember.FieldUserID, exact: true},
	}
)

// whereUser turns a filter into a condition on users.
func whereUser(f filter) (predicate.ScimUser, error) {
	return compile(f, compiler[predicate.ScimUser]{
		and: scimuser.And, or: scimuser.Or, not: scimuser.Not,
		compare: func(cmp comparison) (predicate.ScimUser, error) {
			if c, ok := userColumns[cmp.attribute]; ok {
				where, err := c.where(cmp)
				return where, err
			}
			if c, ok := accountColumns[cmp.attribute]; ok {
				where, err := c.where(cmp)
				return scimuser.HasUserWith(where), err
			}
			switch cmp.attribute {
			case "active":
				return whereActive(cmp)
			case "emails.type", "emails.primary":
				return whereWorkEmail(cmp)
			}
			return nil, unknownAttribute(cmp.attribute)
		},
	})
}

func whereActive(cmp comparison) (predicate.ScimUser, error) {
	wanted, isBool := cmp.value.(bool)
	if word, isText := cmp.value.(string); isText {
		parsed, err := strconv.ParseBool(strings.ToLower(word))
		wanted, isBool = parsed, err == nil
	}
	active := scimuser.HasUserWith(user.StatusEQ(user.StatusACTIVE))
	switch {
	case cmp.operator == "pr":
		return scimuser.IDNEQ(""), nil
	case !isBool || cmp.operator != "eq" && cmp.operator != "ne":
		return nil, badRequest(invalidFilter, "active is compared with true or false")
	case wanted == (cmp.operator == "eq"):
		return active, nil
	default:
		return scimuser.Not(active), nil
	}
}

// whereWorkEmail compares what is the same of every address that is kept.
func whereWorkEmail(cmp comparison) (predicate.ScimUser, error) {
	_, sub, _ := strings.Cut(cmp.attribute, ".")
	cmp.attribute = sub
	hit, err := compares(cmp, workEmail(""))
	if err != nil {
		return nil, err
	}
	if !hit {
		return scimuser.ID(""), nil
	}
	return scimuser.HasUserWith(user.EmailNEQ("")), nil
}

// whereGroup turns a filter into a condition on groups.
func whereGroup(f filter) (predicate.ScimGroup, error) {
	return compile(f, compiler[predicate.ScimGroup]{
		and: scimgroup.And, or: scimgroup.Or, not: scimgroup.Not,
		compare: func(cmp comparison) (predicate.ScimGroup, error) {
			if c, ok := groupColumns[cmp.attribute]; ok {
				where, err := c.where(cmp)
				return where, err
			}
			if c, ok := memberColumns[cmp.attribute]; ok {
				where, err := c.where(cmp)
				return scimgroup.HasMembersWith(where), err
			}
			return nil, unknownAttribute(cmp.attribute)
		},
	})
}

func unknownAttribute(name string) error {
	return badRequest(invalidFilter, "%.100q is no attribute to find resources by", name)
}

// compiler puts together conditions on the rows of one noun.
type compiler[P any] struct {
	and, or func(...P) P
	not     func(P) P
	compare func(comparison) (P, error)
}

// compile turns a filter into a condition. How deep it goes, the parser has bounded.
func compile[P any](f filter, c compiler[P]) (none P, err error) {
	pair := func(left, right filter, join func(...P) P) (P, error) {
		one, err := compile(left, c)
		if err != nil {
			return none, err
		}
		other, err := compile(right, c)
		if err != nil {
			return none, err
		}
		return join(one, other), nil
	}
	switch f := f.(type) {
	case both:
		return pair(f.left, f.right, c.and)
	case either:
		return pair(f.left, f.right, c.or)
	case not:
		negated, err := compile(f.negated, c)
		if err != nil {
			return none, err
		}
		return c.not(negated), nil
	case within: // of the attributes that are kept, none has more than one sub-attribute that tells elements apart
		inner, err := prefixed(f.attribute, f.element)
		if err != nil {
			return none, err
		}
		return compile(inner, c)
	case comparison:
		return c.compare(f)
	}
	return none, badRequest(invalidFilter, "the filter is not understood")
}

// prefixed is the filter of an element as one of the resource.
func prefixed(attribute string, f filter) (filter, error) {
	switch f := f.(type) {
	case both:
		left, err := prefixed(attribute, f.left)
		if err != nil {
			return nil, err
		}
		right, err := prefixed(attribute, f.right)
		return both{left, right}, err
	case either:
		left, err := prefixed(attribute, f.left)
		if err != nil {
			return nil, err
		}
		right, err := prefixed(attribute, f.right)
		return either{left, right}, err
	case not:
		negated, err := prefixed(attribute, f.negated)
		return not{negated}, err
	case comparison:
		f.attribute = attribute + "." + f.attribute
		return f, nil
	default:
		return nil, badRequest(invalidFilter, "an element has no elements of its own")
	}
}
