package scim

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"strongroom/ent/typeid"
	"strongroom/server/vault"
)

// The URNs of RFC 7643 section 10 and RFC 7644 section 8.2.
const (
	userSchema   = "urn:ietf:params:scim:schemas:core:2.0:User"
	groupSchema  = "urn:ietf:params:scim:schemas:core:2.0:Group"
	listSchema   = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
	searchSchema = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
	patchSchema  = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
	bulkSchema   = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
	bulkAnswer   = "urn:ietf:params:scim:api:messages:2.0:BulkResponse"
	errorSchema  = "urn:ietf:params:scim:api:messages:2.0:Error"
)

// workEmail is the one e-mail address that is kept, as an element of emails.
func workEmail(address string) map[string]any {
	return map[string]any{"value": address, "type": "work", "primary": true}
}

func (s *Service) location(parts ...string) string { return s.cfg.BaseURL.JoinPath(parts...).String() }

func (s *Service) user(u vault.ProvisionedUser) map[string]any {
	one := map[string]any{
		"schemas": []string{userSchema}, "id": u.ID.String(),
		"userName": u.UserName, "displayName": u.DisplayName, "active": u.Active,
		"meta": s.meta("User", u.ID, u.CreatedAt, u.UpdatedAt),
	}
	setIf(one, "externalId", u.ExternalID)
	name := map[string]any{}
	setIf(name, "givenName", u.GivenName)
	setIf(name, "familyName", u.FamilyName)
	if len(name) > 0 {
		name["formatted"] = strings.TrimSpace(u.GivenName + " " + u.FamilyName)
		one["name"] = name
	}
	if u.Email != "" {
		one["emails"] = []map[string]any{workEmail(u.Email)}
	}
	var in []map[string]any
	for _, id := range sorted(u.Groups) {
		in = append(in, map[string]any{"value": id.String(), "$ref": s.location("Groups", id.String()), "display": u.Groups[id]})
	}
	if in != nil {
		one["groups"] = in
	}
	return sealed(one)
}

func (s *Service) group(g vault.ProvisionedGroup) map[string]any {
	one := map[string]any{
		"schemas": []string{groupSchema}, "id": g.ID.String(), "displayName": g.DisplayName,
		"meta": s.meta("Group", g.ID, g.CreatedAt, g.UpdatedAt),
	}
	setIf(one, "externalId", g.ExternalID)
	if g.Members != nil {
		members := make([]map[string]any, 0, len(g.Members))
		for _, id := range sorted(g.Members) {
			members = append(members, map[string]any{"value": id.String(), "$ref": s.location("Users", id.String()), "type": "User"})
		}
		one["members"] = members
	}
	return sealed(one)
}

func (s *Service) meta(resource string, id typeid.ID, created, changed time.Time) map[string]any {
	return map[string]any{
		"resourceType": resource, "location": s.location(resource+"s", id.String()),
		"created": created.Format(time.RFC3339Nano), "lastModified": changed.Format(time.RFC3339Nano),
	}
}

// sealed gives a resource its version: a digest of all that it says.
func sealed(one map[string]any) map[string]any {
	text, err := json.Marshal(one)
	if err != nil {
		panic(err) // strings, booleans and maps of them always marshal
	}
	digest := sha256.Sum256(text)
	one["meta"].(map[string]any)["version"] = `W/"` + base64.RawURLEncoding.EncodeToString(digest[:18]) + `"`
	return one
}

func version(one map[string]any) string {
	tag, _ := one["meta"].(map[string]any)["version"].(string)
	return tag
}

// matches tells whether a header of entity tags names the resource as it is (RFC 9110 section 8.8.3).
func matches(header string, one map[string]any) bool {
	for tag := range strings.SplitSeq(header, ",") {
		if tag = strings.TrimSpace(tag); tag == "*" || tag != "" && strings.TrimPrefix(tag, "W/") == strings.TrimPrefix(version(one), "W/") {
			return true
		}
	}
	return false
}

// unchanged refuses a change of what is not as the client believes.
func (c call) unchanged(one map[string]any) error {
	if c.ifMatch == "" || matches(c.ifMatch, one) {
		return nil
	}
	return &Error{Status: http.StatusPreconditionFailed, Detail: "the resource has changed since"}
}

func setIf(one map[string]any, name, value string) {
	if value != "" {
		one[name] = value
	}
}

func sorted[V any](set map[typeid.ID]V) []typeid.ID {
	ids := make([]typeid.ID, 0, len(set))
	for id := range set {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// object reads a JSON object. Two names that differ in case only, which SCIM takes for one, are refused.
func object(text []byte) (map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var read map[string]any
	if err := decoder.Decode(&read); err != nil || read == nil || decoder.More() {
		return nil, badRequest(invalidSyntax, "the body is not a JSON object")
	}
	return folded(read)
}

// folded returns an object under the lower-case form of its names, without the URN of its own schema.
func folded(read map[string]any) (map[string]any, error) {
	lower := make(map[string]any, len(read))
	for name, value := range read {
		name = strings.ToLower(name)
		for _, own := range []string{userSchema, groupSchema} {
			name = strings.TrimPrefix(name, strings.ToLower(own)+":")
		}
		if _, twice := lower[name]; twice {
			return nil, badRequest(invalidSyntax, "%.100q is there twice", name)
		}
		lower[name] = value
	}
	return lower, nil
}

// demand refuses a message that is of another schema.
func demand(message map[string]any, schema string) error {
	listed, _ := message["schemas"].([]any)
	for _, one := range listed {
		if name, ok := one.(string); ok && strings.EqualFold(name, schema) {
			return nil
		}
	}
	return badRequest(invalidSyntax, "want schemas: [%q]", schema)
}
