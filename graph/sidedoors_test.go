package graph_test

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"strongroom/ent/classification"
	"strongroom/ent/typeid"
	graphgen "strongroom/graph/gen"
	"strongroom/server/vault"
)

// walk writes operations from the schema, so that a new field, argument or
// filter is asked for without anybody remembering it.
type walk struct {
	*canaries
	schema *ast.Schema
	// reached are the fields, as Type.field, that somebody got a value from.
	reached map[string]bool
}

func newWalk(t testing.TB, d string) *walk {
	return &walk{newCanaries(t, d), graphgen.NewExecutableSchema(graphgen.Config{}).Schema(), map[string]bool{}}
}

// types are the types of what IDs name; uploads have none.
var types = map[typeid.Kind]string{
	typeid.AccessRequest: "AccessRequest", typeid.Customer: "Customer", typeid.Departure: "Departure", typeid.Document: "Document", typeid.Event: "AuditEvent",
	typeid.Folder: "Folder", typeid.Grant: "Grant", typeid.Membership: "Membership", typeid.Session: "Session", typeid.ShareLink: "ShareLink",
	typeid.User: "User", typeid.Version: "Version", typeid.Witness: "DepartureWitness",
}

// TestSideDoors asks for every field of the schema as everybody, from every
// object and every root field, and finds in no answer what the one who asks
// may not see.
func TestSideDoors(t *testing.T) {
	t.Parallel()
	w := newWalk(t, "sqlite3")
	operations := w.operations()
	for name, who := range w.people {
		t.Run(name, func(t *testing.T) {
			for _, operation := range operations {
				got := w.ask(who, operation, nil)
				if got.code() == "LIMITED" || got.code() == "INTERNAL" || strings.HasPrefix(got.code(), "GRAPHQL") {
					t.Fatalf("%s\nis not answered: %s", operation, got.body)
				}
				for _, mark := range w.leaks(name, got.body) {
					t.Errorf("%s sees %s by\n%s\n%s", name, mark, operation, got.body)
				}
				w.note(t, got.Data)
			}
		})
	}
	for _, field := range w.fields() {
		if !w.reached[field] {
			t.Errorf("no operation gets a value from %s: it must be walked, with a mark in it", field)
		}
	}
}

// leaks are the marks in an answer that somebody may not see, also within cursors.
func (w *walk) leaks(name, body string) (marks []string) {
	for _, encoded := range regexp.MustCompile(`[A-Za-z0-9_-]{20,}`).FindAllString(body, -1) {
		if text, err := base64.RawURLEncoding.DecodeString(encoded); err == nil {
			body += "\n" + string(text)
		}
	}
	body = strings.ToLower(body)
	for mark, seenBy := range w.seenBy {
		if strings.Contains(body, mark) && !slices.Contains(seenBy, name) {
			marks = append(marks, mark)
		}
	}
	return marks
}

// operations ask for everything: each root field with each value of what it
// requires, all that filters and orders offer, and each object by its ID.
func (w *walk) operations() (operations []string) {
	for _, field := range w.schema.Query.Fields {
		if strings.HasPrefix(field.Name, "__") || field.Name == "node" {
			continue
		}
		for _, arguments := range w.arguments(field.Arguments) {
			operations = append(operations, "{ "+field.Name+arguments+w.selection(field.Type.Name(), 2)+" }")
		}
		operations = append(operations, w.lists(field)...)
	}
	for kind, ids := range w.ids {
		of := cmp.Or(types[kind], "Document")
		for _, id := range ids {
			operations = append(operations, fmt.Sprintf("{ node(id: %q) { __typename id ... on %s %s } }", id, of, w.selection(of, 1)))
		}
	}
	return operations
}

// lists ask for a list by each order, from both ends, and by each filter.
func (w *walk) lists(field *ast.FieldDefinition) (operations []string) {
	selection := "{ edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
	if order := field.Arguments.ForName("orderBy"); order != nil {
		for _, by := range w.schema.Types[w.schema.Types[order.Type.Name()].Fields.ForName("field").Type.Name()].EnumValues {
			for _, direction := range []string{"ASC", "DESC"} {
				for _, size := range []string{"first", "last"} {
					operations = append(operations, fmt.Sprintf("{ %s(orderBy: { field: %s, direction: %s }, %s: 1) %s }", field.Name, by.Name, direction, size, selection))
				}
			}
		}
	}
	if filter := field.Arguments.ForName("filter"); filter != nil {
		for _, by := range w.schema.Types[filter.Type.Name()].Fields {
			for _, value := range w.values(by.Name, by.Type) {
				operations = append(operations, fmt.Sprintf("{ %s(filter: { %s: %s }, first: 2) %s }", field.Name, by.Name, value, selection))
			}
		}
	}
	return operations
}

// arguments writes the arguments that are required, with each value of each;
// lists ask for more than there is.
func (w *walk) arguments(of ast.ArgumentDefinitionList) []string {
	all := []string{""}
	for _, argument := range of {
		values := []string{"10"}
		switch {
		case argument.Type.NonNull:
			values = w.values(argument.Name, argument.Type)
		case argument.Name != "first":
			continue
		}
		var longer []string
		for _, before := range all {
			for _, value := range values {
				longer = append(longer, strings.TrimPrefix(before+", "+argument.Name+": "+value, ", "))
			}
		}
		all = longer
	}
	for i, arguments := range all {
		if arguments != "" {
			all[i] = "(" + arguments + ")"
		}
	}
	return all
}

// values are the values worth trying of an argument, or a filter, of that name.
func (w *walk) values(name string, of *ast.Type) (values []string) {
	if of.Elem != nil {
		for _, value := range w.values(name, of.Elem) {
			values = append(values, "["+value+"]")
		}
		return values
	}
	switch definition := w.schema.Types[of.NamedType]; {
	case definition.Kind == ast.Enum:
		for _, value := range definition.EnumValues {
			values = append(values, value.Name)
		}
	case of.NamedType == "ID":
		for _, id := range w.named(name) {
			values = append(values, fmt.Sprintf("%q", id))
		}
	case of.NamedType == "String":
		for mark := range w.seenBy {
			if strings.HasPrefix(mark, "mark") {
				values = append(values, fmt.Sprintf("%q", mark))
			}
		}
	default:
		values = append(values, example(w.schema, of))
	}
	slices.Sort(values)
	return values
}

// named are the IDs that a name such as documentId can stand for.
func (w *walk) named(name string) (ids []typeid.ID) {
	meant := map[string]string{"parentId": "FolderId", "successorId": "UserId", "actorId": "UserId", "subjectId": "UserId", "giverId": "UserId", "requestId": "AuditEventId"}[name]
	for kind, of := range w.ids {
		if strings.EqualFold(types[kind]+"Id", cmp.Or(meant, name)) {
			ids = append(ids, of...)
		}
	}
	if ids == nil {
		for _, of := range w.ids {
			ids = append(ids, of[0])
		}
	}
	return ids
}

// selection asks for all fields of a type; of further objects beneath it, with
// all of theirs as well, so many levels.
func (w *walk) selection(name string, objects int) string {
	definition := w.schema.Types[name]
	fields := []string{"__typename"}
	if definition.Kind == ast.Interface {
		return "{ __typename id }"
	}
	for _, field := range definition.Fields {
		if strings.HasPrefix(field.Name, "__") {
			continue
		}
		below := ""
		if of := w.schema.Types[field.Type.Name()]; of.Kind == ast.Object {
			deeper := objects
			if slices.Contains(of.Interfaces, "Node") {
				deeper--
			}
			if deeper < 0 {
				continue
			}
			below = w.selection(of.Name, deeper)
		}
		for i, arguments := range w.arguments(field.Arguments) {
			fields = append(fields, fmt.Sprintf("%s: %s%s%s", alias(field.Name, i), field.Name, arguments, below))
		}
	}
	return "{ " + strings.Join(fields, " ") + " }"
}

// alias tells the answers of one field with different arguments apart.
func alias(field string, i int) string { return field + strings.Repeat("_", i) }

// note keeps which fields an answer has values of.
func (w *walk) note(t testing.TB, data json.RawMessage) {
	t.Helper()
	if data == nil {
		return
	}
	var answer any
	if err := json.Unmarshal(data, &answer); err != nil {
		t.Fatal(err)
	}
	var visit func(name string, value any)
	visit = func(name string, value any) {
		switch value := value.(type) {
		case []any:
			for _, one := range value {
				visit(name, one)
			}
		case map[string]any:
			if own, ok := value["__typename"].(string); ok {
				name = own
			}
			for key, below := range value {
				field := name + "." + strings.TrimRight(key, "_")
				if below != nil {
					w.reached[field] = true
				}
				visit("", below)
			}
		}
	}
	visit("Query", answer)
}

// fields are all fields of the schema that a query can reach, but for those that are
// nowhere set in this world.
func (w *walk) fields() (fields []string) {
	unset := map[string]bool{"Departure.source": true, "Session.endedAt": true, "SignalFeed.heardAt": true, "Viewer.sessionExpiresAt": true, "Viewer.sessionIdleUntil": true, "Query.node": true}
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		definition := w.schema.Types[name]
		if definition.Kind != ast.Object || seen[name] || strings.HasPrefix(name, "__") {
			return
		}
		seen[name] = true
		for _, field := range definition.Fields {
			if full := name + "." + field.Name; !strings.HasPrefix(field.Name, "__") && !unset[full] {
				fields = append(fields, full)
			}
			visit(field.Type.Name())
		}
	}
	visit("Query")
	for _, of := range w.schema.GetPossibleTypes(w.schema.Types["Node"]) {
		visit(of.Name)
	}
	return fields
}

// strangers are those to whom nothing of markacme exists.
var strangers = []string{"nobody", "quin", "bot", "sam"}

// TestTheHiddenChangesNoAnswer has much happen that strangers may not see:
// every answer that they get, by whichever filter, order or page, stays the
// same to the byte.
func TestTheHiddenChangesNoAnswer(t *testing.T) {
	t.Parallel()
	w := newWalk(t, "sqlite3")
	operations := w.operations()
	ask := func() map[string]string {
		answers := map[string]string{}
		for _, name := range strangers {
			for _, operation := range operations {
				answers[name+": "+operation] = w.ask(w.people[name], operation, nil).body
			}
		}
		return answers
	}
	before := ask()
	if again := ask(); !maps.Equal(before, again) {
		t.Fatal("the same question is not answered the same twice")
	}
	for _, level := range classification.All() {
		w.cora.Document(w.papers, "markplan and more", level, []byte("x"))
	}
	w.cora.Folder(w.papers, "markpapers")
	w.cora.Customer("markacme")
	if err := w.DeleteDocument(w.cora.Ctx(), vault.DeleteDocument{DocumentID: w.ids[typeid.Document][0]}); err != nil {
		t.Fatal(err)
	}
	for question, after := range ask() {
		if after != before[question] {
			t.Errorf("%s\nbefore %s\nafter  %s", question, before[question], after)
		}
	}
}
