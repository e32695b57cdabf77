package graph_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"strongroom/graph"
	graphgen "strongroom/graph/gen"
)

// TestNobody asks for every root field without signing in. Only viewer
// answers.
func TestNobody(t *testing.T) {
	c := stage(t)
	schema := graphgen.NewExecutableSchema(graphgen.Config{}).Schema()
	for _, root := range []*ast.Definition{schema.Query, schema.Mutation, schema.Subscription} {
		for _, field := range root.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			t.Run(root.Name+"."+field.Name, func(t *testing.T) {
				got := c.ask(nobody{}, strings.ToLower(root.Name)+" { "+call(schema, field)+" }", nil)
				if field.Name == "viewer" {
					if string(got.Data) != `{"viewer":null}` {
						t.Errorf("got %s", got.body)
					}
					return
				}
				if got.code() != "UNAUTHENTICATED" || got.status != 401 || got.Data != nil {
					t.Errorf("got %d %s", got.status, got.body)
				}
			})
		}
	}
}

// call writes a field with what it requires, and __typename of what it gives.
func call(schema *ast.Schema, field *ast.FieldDefinition) string {
	text := field.Name
	var arguments []string
	for _, argument := range field.Arguments {
		if argument.Type.NonNull {
			arguments = append(arguments, argument.Name+": "+example(schema, argument.Type))
		}
	}
	if len(arguments) > 0 {
		text += "(" + strings.Join(arguments, ", ") + ")"
	}
	return text + " { __typename }"
}

// example writes the smallest value of a type that is valid.
func example(schema *ast.Schema, of *ast.Type) string {
	if of.Elem != nil {
		return "[]"
	}
	switch definition := schema.Types[of.NamedType]; definition.Kind {
	case ast.Enum:
		return definition.EnumValues[0].Name
	case ast.InputObject:
		var fields []string
		for _, field := range definition.Fields {
			if field.Type.NonNull && field.DefaultValue == nil {
				fields = append(fields, field.Name+": "+example(schema, field.Type))
			}
		}
		return "{ " + strings.Join(fields, ", ") + " }"
	default:
		return map[string]string{
			"ID": `"usr_01h455vb4pex5vsknk084sn02q"`, "Int": "1", "ByteCount": "1", "Time": `"2031-01-01T00:00:00Z"`, "Boolean": "true",
		}[of.NamedType] + map[bool]string{true: `"text"`}[of.NamedType == "String"]
	}
}

// TestRows asks for the same as different people: what the row rules hide is
// null or missing, never an error.
func TestRows(t *testing.T) { onEach(t, askForRows) }

func askForRows(t *testing.T, c *cast) {
	const document = `query ($id: ID!) { node(id: $id) { id ... on Document { customer { id } folder { id } createdBy { id } grants { edges { node { id } } } } } }`
	for _, tc := range []struct {
		name, as, query, id, want string
	}{
		{"custodian sees all of a document", "cora", document, "plan",
			`{"node":{"id":"{plan}","customer":{"id":"{acme}"},"folder":{"id":"{papers}"},"createdBy":{"id":"{cora}"},"grants":{"edges":[{"node":{"id":"{grant}"}}]}}}`},
		{"recipient sees the document alone", "pat", document, "plan",
			`{"node":{"id":"{plan}","customer":null,"folder":null,"createdBy":{"id":"{cora}"},"grants":{"edges":[{"node":{"id":"{grant}"}}]}}}`},
		{"viewer does not see what is secret", "vic", document, "deal", `{"node":null}`},
		{"outsider does not see it", "sam", document, "plan", `{"node":null}`},
		{"admin does not see documents", "ada", document, "plan", `{"node":null}`},
		{"list of a viewer", "vic", `{ documents { edges { node { id } } } }`, "", `{"documents":{"edges":[{"node":{"id":"{plan}"}}]}}`},
		{"list of a stranger", "quin", `{ documents { edges { node { id } } } users { edges { node { id } } } auditEvents { edges { node { id } } } }`, "",
			`{"documents":{"edges":[]},"users":{"edges":[{"node":{"id":"{quin}"}}]},"auditEvents":{"edges":[]}}`},
		{"what may be done, custodian", "cora", `query ($id: ID!) { node(id: $id) { ... on Document { a: viewerCan(action: DOWNLOAD) b: viewerCan(action: CLASSIFY) c: viewerCan(action: SHARE) } } }`, "deal",
			`{"node":{"a":true,"b":true,"c":true}}`},
		{"what may be done, recipient", "pat", `query ($id: ID!) { node(id: $id) { ... on Document { a: viewerCan(action: DOWNLOAD) b: viewerCan(action: EDIT) c: viewerCan(action: SHARE) } } }`, "plan",
			`{"node":{"a":true,"b":false,"c":false}}`},
		{"what may be done in a folder, editor", "ed", `query ($id: ID!) { node(id: $id) { ... on Folder { a: viewerCan(action: CREATE_FOLDER) b: viewerCan(action: UPLOAD) c: viewerCan(action: SHARE) d: viewerCan(action: DOWNLOAD) } } }`, "papers",
			`{"node":{"a":true,"b":true,"c":true,"d":true}}`},
		{"what may be done in a folder, viewer", "vic", `query ($id: ID!) { node(id: $id) { ... on Folder { a: viewerCan(action: CREATE_FOLDER) b: viewerCan(action: UPLOAD) c: viewerCan(action: SHARE) d: viewerCan(action: DOWNLOAD) } } }`, "papers",
			`{"node":{"a":false,"b":false,"c":false,"d":true}}`},
		{"what may be done in a folder, auditor", "otto", `query ($id: ID!) { node(id: $id) { ... on Folder { d: viewerCan(action: DOWNLOAD) } } }`, "papers",
			`{"node":{"d":false}}`},
		{"what may be done to a customer, editor", "ed", `query ($id: ID!) { node(id: $id) { ... on Customer { a: viewerCan(action: DELETE_DOCUMENTS) b: viewerCan(action: ASSIGN) c: viewerCan(action: AUDIT) } } }`, "acme",
			`{"node":{"a":true,"b":false,"c":false}}`},
		{"what may be done to a customer, viewer", "vic", `query ($id: ID!) { node(id: $id) { ... on Customer { a: viewerCan(action: DELETE_DOCUMENTS) } } }`, "acme",
			`{"node":{"a":false}}`},
		{"what may be done with a grant, giver", "cora", `query ($id: ID!) { node(id: $id) { ... on Grant { a: viewerCan(action: REVOKE) b: viewerCan(action: EXTEND) } } }`, "grant",
			`{"node":{"a":true,"b":true}}`},
		{"what may be done with a grant, recipient", "pat", `query ($id: ID!) { node(id: $id) { ... on Grant { a: viewerCan(action: REVOKE) b: viewerCan(action: EXTEND) } } }`, "grant",
			`{"node":{"a":false,"b":false}}`},
		{"what may be done to somebody, admin", "ada", `query ($id: ID!) { node(id: $id) { ... on User { a: viewerCan(action: SUSPEND) b: viewerCan(action: REINSTATE) c: viewerCan(action: DEPART) d: viewerCan(action: END_SESSIONS) e: viewerCan(action: ASSIGN_GLOBAL_ROLE) } } }`, "sam",
			`{"node":{"a":true,"b":false,"c":true,"d":true,"e":true}}`},
		{"what may be done to a partner, admin", "ada", `query ($id: ID!) { node(id: $id) { ... on User { e: viewerCan(action: ASSIGN_GLOBAL_ROLE) } } }`, "pat",
			`{"node":{"e":false}}`},
		{"what may be done to oneself, admin", "ada", `query ($id: ID!) { node(id: $id) { ... on User { a: viewerCan(action: SUSPEND) b: viewerCan(action: REINSTATE) c: viewerCan(action: DEPART) d: viewerCan(action: END_SESSIONS) e: viewerCan(action: ASSIGN_GLOBAL_ROLE) } } }`, "ada",
			`{"node":{"a":false,"b":false,"c":true,"d":true,"e":false}}`},
		{"what may be done to somebody, staff", "cora", `query ($id: ID!) { node(id: $id) { ... on User { a: viewerCan(action: SUSPEND) b: viewerCan(action: REINSTATE) c: viewerCan(action: DEPART) d: viewerCan(action: END_SESSIONS) e: viewerCan(action: ASSIGN_GLOBAL_ROLE) } } }`, "sam",
			`{"node":{"a":false,"b":false,"c":false,"d":false,"e":false}}`},
		{"what may be done to oneself, staff", "sam", `query ($id: ID!) { node(id: $id) { ... on User { d: viewerCan(action: END_SESSIONS) } } }`, "sam",
			`{"node":{"d":true}}`},
		{"who one is, admin", "ada", `{ viewer { user { id role } sessionExpiresAt canCreateCustomer canManagePeople canReadAudit } }`, "",
			`{"viewer":{"user":{"id":"{ada}","role":"ADMIN"},"sessionExpiresAt":null,"canCreateCustomer":false,"canManagePeople":true,"canReadAudit":false}}`},
		{"who one is, partner", "pat", `{ viewer { user { id kind } canCreateCustomer canManagePeople canReadAudit } }`, "",
			`{"viewer":{"user":{"id":"{pat}","kind":"PARTNER"},"canCreateCustomer":false,"canManagePeople":false,"canReadAudit":false}}`},
		{"many nouns at once", "vic", `query ($id: ID!) { nodes(ids: ["{acme}", "{deal}", "{plan}", $id, "upl_01h455vb4pex5vsknk084sn02q"]) { id } }`, "papers",
			`{"nodes":[{"id":"{acme}"},null,{"id":"{plan}"},{"id":"{papers}"},null]}`},
		{"search takes wildcards as they are", "cora", `{ documents(filter: { search: "%" }) { edges { node { id } } } }`, "", `{"documents":{"edges":[]}}`},
		{"search whatever the case", "cora", `{ documents(filter: { search: "PLAN" }) { edges { node { id } } } }`, "", `{"documents":{"edges":[{"node":{"id":"{plan}"}}]}}`},
		{"titles in other letters", "cora", `{ documents(filter: { titles: ["plan.pdf"] }) { edges { node { id } } } }`, "", `{"documents":{"edges":[]}}`},
		{"titles as they are", "cora", `{ documents(filter: { titles: ["Plan.pdf", "deal", "%"] }) { edges { node { id } } } }`, "", `{"documents":{"edges":[{"node":{"id":"{plan}"}}]}}`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := c.ask(c.as(tc.as), c.named(tc.query), map[string]any{"id": c.ids[tc.id]})
			if got.code() != "" || !sameJSON(t, got.Data, []byte(c.named(tc.want))) {
				t.Errorf("got  %s\nwant %s", got.body, c.named(tc.want))
			}
		})
	}
}

// TestAudit reads the log: the newest first, all of it for an auditor, for a custodian
// what concerns the customer.
func TestAudit(t *testing.T) {
	c := stage(t)
	const query = `query ($filter: AuditEventFilter) { auditEvents(filter: $filter) { edges { node { at action actor { id } objectId detail { name value } } } } }`
	got := c.ask(c.people["otto"], query, nil)
	if got.at(t, "auditEvents.edges.0.node.action") != "document:request" { // the last act of stage
		t.Errorf("got %s", got.body)
	}
	got = c.ask(c.people["otto"], query, map[string]any{"filter": map[string]any{"objectId": c.ids["grant"]}})
	if got.at(t, "auditEvents.edges.0.node.actor.id") != c.ids["cora"].String() {
		t.Errorf("got %s", got.body)
	}
	part := c.ask(c.people["cora"], query, map[string]any{"filter": map[string]any{"objectId": c.ids["plan"]}})
	if part.at(t, "auditEvents.edges.1.node.action") != "document:create" {
		t.Errorf("a custodian reads %s", part.body)
	}
	if all := c.ask(c.people["cora"], query, nil); strings.Contains(string(all.Data), "session:") || strings.Contains(string(all.Data), "user:") {
		t.Errorf("a custodian reads of what concerns no customer: %s", all.body)
	}
	const whose = `{ auditEvents(first: 100) { edges { node { customerId } } } }`
	if other := c.ask(c.people["sam"], whose, nil); strings.Contains(string(other.Data), c.ids["acme"].String()) {
		t.Errorf("the custodian of another customer reads %s", other.body)
	}
	for _, name := range []string{"ed", "vic", "pat", "ada"} {
		if got := c.ask(c.people[name], query, nil); string(got.Data) != `{"auditEvents":{"edges":[]}}` {
			t.Errorf("%s reads %s", name, got.body)
		}
	}
}

func TestIntrospection(t *testing.T) {
	off := serve(t)
	on := serve(t, func(c *graph.Config) { c.Introspection = true })
	if got := off.ask(nobody{}, `{ __schema { queryType { name } } }`, nil); got.code() != "FORBIDDEN" || got.status != 403 {
		t.Errorf("off: got %s", got.body)
	}
	if got := off.ask(nobody{}, `{ __type(name: "Query") { name } }`, nil); string(got.Data) != `{"__type":null}` || got.code() != "" {
		t.Errorf("off: got %s", got.body)
	}
	if got := on.ask(nobody{}, `{ __schema { queryType { name } } __type(name: "Query") { name } }`, nil); got.code() != "" {
		t.Errorf("on: got %s", got.body)
	}
	for _, query := range []string{
		`{ viewr { user { id } } }`, `{ viewer { usr } }`, `{ viewer }`, `{ node(idd: "x") { id } }`, `{ documents(orderBy: {field: TITEL}) { edges { cursor } } }`,
		`{ documents(filter: {serch: "x"}) { edges { cursor } } }`, `query ($a: DocumentFilte) { documents(filter: $a) { edges { cursor } } }`,
		`{ node(id: "x") { ... on Documen { id } } }`,
	} {
		got := off.ask(nobody{}, query, nil)
		if text, _ := json.Marshal(got.Errors); got.code() != "GRAPHQL_VALIDATION_FAILED" || strings.Contains(string(text), "Did you mean") {
			t.Errorf("%s: got %s", query, got.body)
		}
	}
	if got := on.ask(nobody{}, `{ viewr { user { id } } }`, nil); !strings.Contains(got.body, "Did you mean") {
		t.Errorf("on: got %s", got.body)
	}
}
