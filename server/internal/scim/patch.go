package scim

import (
	"maps"
	"slices"
	"strings"

	"strongroom/ent/typeid"
	"strongroom/server/vault"
)

// maxOperations bounds the operations of one PATCH.
const maxOperations = 1000

// operation is one of a PATCH (RFC 7644 section 3.5.2). A value of nil is none.
type operation struct {
	op    string // "add", "replace" or "remove"
	path  path   // empty for none
	value any
}

// patchOf reads the body of a PATCH in the standard's own words or in those of Okta and Entra: "Replace" for
// "replace", values that are objects without a path, dotted names in them, "False" for false.
func patchOf(body []byte) ([]operation, error) {
	message, err := object(body)
	if err != nil {
		return nil, err
	}
	if err := demand(message, patchSchema); err != nil {
		return nil, err
	}
	listed, _ := message["operations"].([]any)
	if len(listed) == 0 {
		return nil, badRequest(invalidSyntax, "there are no Operations")
	}
	if len(listed) > maxOperations {
		return nil, badRequest(tooMany, "there are more than %d Operations", maxOperations)
	}
	operations := make([]operation, 0, len(listed))
	for _, one := range listed {
		read, err := operationOf(one)
		if err != nil {
			return nil, err
		}
		operations = append(operations, read)
	}
	return operations, nil
}

func operationOf(listed any) (o operation, err error) {
	fields, ok := listed.(map[string]any)
	if !ok {
		return o, badRequest(invalidSyntax, "an operation is not an object")
	}
	if fields, err = folded(fields); err != nil {
		return o, err
	}
	word, _ := fields["op"].(string)
	o.op, o.value = strings.ToLower(word), fields["value"]
	switch text, named := fields["path"].(string); {
	case named && text != "":
		if o.path, err = parsePath(text); err != nil {
			return o, err
		}
	case fields["path"] != nil && !named:
		return o, badRequest(invalidPath, "the path is not a string")
	}
	switch {
	case o.op != "add" && o.op != "replace" && o.op != "remove":
		return o, badRequest(invalidSyntax, "op is none of add, replace and remove")
	case o.op == "remove" && o.path.attribute == "":
		return o, badRequest(noTarget, "remove takes a path")
	case o.op != "remove" && fields["value"] == nil && o.path.attribute == "":
		return o, badRequest(invalidValue, "%s takes a value", o.op)
	}
	return o, nil
}

// patchUser applies operations to a user, in their order.
func patchUser(u *vault.ProvisionedUser, operations []operation) error {
	for _, o := range operations {
		if o.path.element != nil {
			name, _, _ := strings.Cut(o.path.attribute, ".")
			if name != "emails" {
				continue // no other attribute that is kept has elements to choose from
			}
			hit, err := holds(o.path.element, workEmail(u.Email))
			if err != nil {
				return err
			}
			if !hit {
				continue // of another address, which is not kept
			}
		}
		value := o.value
		if o.op == "remove" {
			value = nil
		}
		if err := assign(u, o.path.attribute, value); err != nil {
			return err
		}
	}
	return nil
}

// assign sets one attribute, or those of an object where the attribute is empty or complex. An attribute
// that is not kept is ignored, and so is one that only the server sets. nil clears.
func assign(u *vault.ProvisionedUser, attribute string, value any) error {
	switch attribute {
	case "", "name":
		return assignAll(u, attribute, value)
	case "active":
		return assignActive(u, value)
	case "emails":
		return assignEmails(u, value)
	}
	field := map[string]*string{
		"username": &u.UserName, "externalid": &u.ExternalID, "displayname": &u.DisplayName,
		"name.givenname": &u.GivenName, "name.familyname": &u.FamilyName, "emails.value": &u.Email,
	}[attribute]
	if field == nil {
		return nil
	}
	text, isText := value.(string)
	if value != nil && !isText {
		return badRequest(invalidValue, "%s is not a string", attribute)
	}
	*field = text
	return nil
}

func assignAll(u *vault.ProvisionedUser, attribute string, value any) error {
	if value == nil && attribute == "name" {
		u.GivenName, u.FamilyName = "", ""
		return nil
	}
	fields, ok := value.(map[string]any)
	if !ok {
		return badRequest(invalidValue, "the value is not an object")
	}
	fields, err := folded(fields)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		value := fields[name]
		if attribute != "" {
			name = attribute + "." + name
		}
		if selected, err := parsePath(name); err == nil && selected.element != nil { // Entra's `emails[type eq "work"].value`
			if err := patchUser(u, []operation{{op: "replace", path: selected, value: value}}); err != nil {
				return err
			}
			continue
		}
		if err := assign(u, name, value); err != nil {
			return err
		}
	}
	return nil
}

// assignActive takes true, false and, as some write it, their names. False is leaving, true is nothing.
func assignActive(u *vault.ProvisionedUser, value any) error {
	switch word, _ := value.(string); {
	case value == true, strings.EqualFold(word, "true"):
		u.Left = false
	case value == false, strings.EqualFold(word, "false"):
		u.Left = true
	default:
		return badRequest(invalidValue, "active is neither true nor false")
	}
	return nil
}

// assignEmails keeps one address: the primary one, or else the first.
func assignEmails(u *vault.ProvisionedUser, value any) error {
	listed, isList := value.([]any)
	if one, ok := value.(map[string]any); ok {
		listed, isList = []any{one}, true
	}
	if value != nil && !isList {
		return badRequest(invalidValue, "emails is not a list")
	}
	u.Email = ""
	for i, one := range listed {
		fields, ok := one.(map[string]any)
		if !ok {
			return badRequest(invalidValue, "an element of emails is not an object")
		}
		fields, err := folded(fields)
		if err != nil {
			return err
		}
		address, ok := fields["value"].(string)
		if !ok {
			return badRequest(invalidValue, "an element of emails has no value")
		}
		if primary, _ := fields["primary"].(string); i == 0 || fields["primary"] == true || strings.EqualFold(primary, "true") {
			u.Email = address
		}
	}
	return nil
}

// patchGroup applies operations to a group, in their order.
func patchGroup(g *vault.ProvisionedGroup, operations []operation) error {
	for _, o := range operations {
		if o.path.attribute == "" {
			fields, ok := o.value.(map[string]any)
			if !ok {
				return badRequest(invalidValue, "the value is not an object")
			}
			fields, err := folded(fields)
			if err != nil {
				return err
			}
			for name, value := range fields {
				if err := assignGroup(g, operation{op: o.op, path: path{attribute: name}, value: value}); err != nil {
					return err
				}
			}
			continue
		}
		if err := assignGroup(g, o); err != nil {
			return err
		}
	}
	return nil
}

// assignGroup applies an operation that has a path.
func assignGroup(g *vault.ProvisionedGroup, o operation) error {
	switch o.path.attribute {
	case "members":
		return assignMembers(g, o)
	case "displayname", "externalid":
		text, isText := o.value.(string)
		if o.op != "remove" && o.value != nil && !isText {
			return badRequest(invalidValue, "%s is not a string", o.path.attribute)
		}
		if o.op == "remove" {
			text = ""
		}
		if o.path.attribute == "displayname" {
			g.DisplayName = text
		} else {
			g.ExternalID = text
		}
	}
	return nil
}

// assignMembers adds, replaces and removes members: removed are those that the filter of the path chooses,
// those that the value lists, as Entra has it, or all.
func assignMembers(g *vault.ProvisionedGroup, o operation) error {
	if o.path.element != nil {
		chosen, ok := o.path.element.(comparison)
		value, isText := chosen.value.(string)
		if !ok || !isText || chosen.attribute != "value" || chosen.operator != "eq" || o.op != "remove" {
			return badRequest(invalidPath, `members are chosen by [value eq "…"], to be removed`)
		}
		delete(g.Members, typeid.ID(value))
		return nil
	}
	listed, err := membersOf(o.value)
	if err != nil {
		return err
	}
	if o.op == "replace" || o.op == "remove" && o.value == nil {
		clear(g.Members)
	}
	for _, id := range listed {
		if o.op == "remove" {
			delete(g.Members, id)
		} else {
			g.Members[id] = struct{}{}
		}
	}
	return nil
}

// membersOf reads a list of members, or one; nil is none.
func membersOf(value any) (ids []typeid.ID, err error) {
	listed, isList := value.([]any)
	if one, ok := value.(map[string]any); ok {
		listed, isList = []any{one}, true
	}
	if value != nil && !isList {
		return nil, badRequest(invalidValue, "members is not a list")
	}
	for _, one := range listed {
		fields, _ := one.(map[string]any)
		if fields, err = folded(fields); err != nil {
			return nil, err
		}
		text, _ := fields["value"].(string)
		id, err := typeid.ParseAs(typeid.User, text)
		if err != nil {
			return nil, badRequest(invalidValue, "a member has no value that is the id of a user")
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// holds tells whether a filter holds for an element of a multi-valued attribute.
func holds(f filter, element map[string]any) (bool, error) {
	switch f := f.(type) {
	case both:
		left, err := holds(f.left, element)
		if err != nil || !left {
			return false, err
		}
		return holds(f.right, element)
	case either:
		left, err := holds(f.left, element)
		if err != nil || left {
			return left, err
		}
		return holds(f.right, element)
	case not:
		negated, err := holds(f.negated, element)
		return !negated, err
	case comparison:
		return compares(f, element)
	default:
		return false, badRequest(invalidFilter, "an element has no elements of its own")
	}
}

func compares(c comparison, element map[string]any) (bool, error) {
	value, known := element[c.attribute]
	text, isText := value.(string)
	with, withText := c.value.(string)
	switch {
	case !known:
		return false, nil
	case c.operator == "pr":
		return value != "", nil
	case !isText && withText: // "True", as some write it
		return (c.operator == "eq") == (strings.EqualFold(with, "true") == (value == true)), nil
	case c.operator == "eq", c.operator == "ne":
		equal := value == c.value || isText && withText && strings.EqualFold(text, with)
		return equal == (c.operator == "eq"), nil
	case isText && withText && c.operator == "co":
		return strings.Contains(strings.ToLower(text), strings.ToLower(with)), nil
	case isText && withText && c.operator == "sw":
		return strings.HasPrefix(strings.ToLower(text), strings.ToLower(with)), nil
	case isText && withText && c.operator == "ew":
		return strings.HasSuffix(strings.ToLower(text), strings.ToLower(with)), nil
	default:
		return false, badRequest(invalidFilter, "%s is not compared by %s", c.attribute, c.operator)
	}
}
