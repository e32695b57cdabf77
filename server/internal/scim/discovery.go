package scim

import "net/http"

// attribute describes one attribute (RFC 7643 section 7).
func attribute(name, kind, description string, change ...func(map[string]any)) map[string]any {
	a := map[string]any{
		"name": name, "type": kind, "description": description, "multiValued": false, "required": false,
		"caseExact": false, "mutability": "readWrite", "returned": "default", "uniqueness": "none",
	}
	for _, c := range change {
		c(a)
	}
	return a
}

func with(name string, value any) func(map[string]any) {
	return func(a map[string]any) { a[name] = value }
}

func parts(list ...map[string]any) func(map[string]any) { return with("subAttributes", list) }

var (
	userAttributes = []map[string]any{
		attribute("userName", "string", "The name at the provider.", with("required", true), with("uniqueness", "server")),
		attribute("name", "complex", "The parts of the name.", parts(
			attribute("givenName", "string", "The first name."),
			attribute("familyName", "string", "The last name."),
			attribute("formatted", "string", "Both.", with("mutability", "readOnly")),
		)),
		attribute("displayName", "string", "The name that others see."),
		attribute("active", "boolean", "Whether the account may act. False ends everything; true reinstates nobody."),
		attribute("emails", "complex", "One address is kept: the primary one.", with("multiValued", true), parts(
			attribute("value", "string", "The address."),
			attribute("type", "string", "Always work.", with("canonicalValues", []string{"work"})),
			attribute("primary", "boolean", "Always true."),
		)),
		attribute("groups", "complex", "The groups that the user is in.", with("multiValued", true), with("mutability", "readOnly"), parts(
			attribute("value", "string", "The group's id.", with("mutability", "readOnly")),
			attribute("$ref", "reference", "The group.", with("mutability", "readOnly"), with("referenceTypes", []string{"Group"})),
			attribute("display", "string", "The group's name.", with("mutability", "readOnly")),
		)),
	}
	groupAttributes = []map[string]any{
		attribute("displayName", "string", "The group's name.", with("required", true), with("uniqueness", "server")),
		attribute("members", "complex", "The users in the group.", with("multiValued", true), parts(
			attribute("value", "string", "The user's id.", with("mutability", "immutable")),
			attribute("$ref", "reference", "The user.", with("mutability", "immutable"), with("referenceTypes", []string{"User"})),
			attribute("type", "string", "Always User.", with("mutability", "immutable"), with("canonicalValues", []string{"User"})),
		)),
	}
)

// describe answers what the service is (RFC 7644 section 4).
func (s *Service) describe(c call) (answer, error) {
	switch {
	case c.method != http.MethodGet:
		return answer{}, notAllowed()
	case c.query.Get("filter") != "":
		return answer{}, &Error{Status: http.StatusForbidden, Detail: "this is not filtered"}
	case c.path[0] == "ServiceProviderConfig" && len(c.path) == 1:
		return answer{status: http.StatusOK, body: s.capabilities()}, nil
	case c.path[0] == "Schemas":
		return one(c.path, []map[string]any{
			s.schema(userSchema, "User", "An account.", userAttributes),
			s.schema(groupSchema, "Group", "A group of accounts.", groupAttributes),
		})
	case c.path[0] == "ResourceTypes":
		return one(c.path, []map[string]any{
			s.resourceType("User", "/Users", userSchema),
			s.resourceType("Group", "/Groups", groupSchema),
		})
	}
	return answer{}, notFound()
}

// one answers with all of a list, or with the one that the path names.
func one(path []string, all []map[string]any) (answer, error) {
	if len(path) == 1 {
		return answer{status: http.StatusOK, body: map[string]any{
			"schemas": []string{listSchema}, "totalResults": len(all), "startIndex": 1, "itemsPerPage": len(all), "Resources": all,
		}}, nil
	}
	for _, a := range all {
		if len(path) == 2 && a["id"] == path[1] {
			return answer{status: http.StatusOK, body: a}, nil
		}
	}
	return answer{}, notFound()
}

func (s *Service) capabilities() map[string]any {
	supported := func(yes bool) map[string]any { return map[string]any{"supported": yes} }
	return map[string]any{
		"schemas":        []string{"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"},
		"patch":          supported(true),
		"bulk":           map[string]any{"supported": true, "maxOperations": maxBulk, "maxPayloadSize": maxBody},
		"filter":         map[string]any{"supported": true, "maxResults": maxPage},
		"changePassword": supported(false),
		"sort":           supported(false),
		"etag":           supported(true),
		"authenticationSchemes": []map[string]any{{
			"type": "oauthbearertoken", "name": "Bearer token", "description": "A token that the operator made for the directory.", "primary": true,
		}},
		"meta": map[string]any{"resourceType": "ServiceProviderConfig", "location": s.location("ServiceProviderConfig")},
	}
}

func (s *Service) schema(id, name, description string, attributes []map[string]any) map[string]any {
	return map[string]any{
		"schemas": []string{"urn:ietf:params:scim:schemas:core:2.0:Schema"},
		"id":      id, "name": name, "description": description, "attributes": attributes,
		"meta": map[string]any{"resourceType": "Schema", "location": s.location("Schemas", id)},
	}
}

func (s *Service) resourceType(name, endpoint, schema string) map[string]any {
	return map[string]any{
		"schemas": []string{"urn:ietf:params:scim:schemas:core:2.0:ResourceType"},
		"id":      name, "name": name, "endpoint": endpoint, "schema": schema, "schemaExtensions": []any{},
		"meta": map[string]any{"resourceType": "ResourceType", "location": s.location("ResourceTypes", name)},
	}
}
