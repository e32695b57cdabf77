package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"
	"github.com/vektah/gqlparser/v2/ast"

	"strongroom/ent/typeid"
)

// TestAbsentAndHiddenAreTheSame names what exists and may not be seen, and
// what does not exist, in every argument and input that takes an ID: the answers are
// the same to the byte, and take the same number of SQL statements.
func TestAbsentAndHiddenAreTheSame(t *testing.T) {
	w := newWalk(t, dialect.Postgres)
	counted := w.Count()
	w.api = over(t, w.World)
	cost := func(name, operation string) (answer string, statements int64) {
		before := counted.N()
		answer = w.ask(w.people[name], operation, nil).body
		return answer, counted.N() - before
	}
	for _, root := range []*ast.Definition{w.schema.Query, w.schema.Mutation} {
		for _, field := range root.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			for _, call := range w.calls(field) {
				for _, name := range strangers {
					operation := strings.ToLower(root.Name) + " { " + field.Name + "(%s) { __typename } }"
					hidden, absent := fmt.Sprintf(operation, call.hidden), fmt.Sprintf(operation, call.absent)
					w.ask(w.people[name], absent, nil) // notes that the person was here
					answer, statements := cost(name, hidden)
					wanted, want := cost(name, absent)
					if answer != wanted || statements != want {
						t.Errorf("%s asks %s\nhidden: %d statements, %s\nabsent: %d statements, %s", name, hidden, statements, answer, want, wanted)
					}
					if strings.Contains(answer, "BAD_USER_INPUT") && !strings.Contains(answer, "names nobody") {
						t.Errorf("%s asks %s, which comes to no decision: %s", name, hidden, answer)
					}
				}
			}
		}
	}
}

// twin is the same arguments twice, with IDs of what is hidden, and of nothing.
type twin struct{ hidden, absent string }

// calls writes a field's arguments with what they require and one ID more, for
// each ID that they can take.
func (w *walk) calls(field *ast.FieldDefinition) (calls []twin) {
	for _, argument := range field.Arguments {
		rest := ""
		for _, other := range field.Arguments {
			if other != argument && other.Type.NonNull {
				rest += ", " + other.Name + ": " + w.values(other.Name, other.Type)[0]
			}
		}
		for _, value := range w.twins(argument.Name, argument.Type) {
			calls = append(calls, twin{argument.Name + ": " + value.hidden + rest, argument.Name + ": " + value.absent + rest})
		}
	}
	return calls
}

// twins are the values of an argument or an input field that have an ID in
// them.
func (w *walk) twins(name string, of *ast.Type) (values []twin) {
	if of.Elem != nil {
		for _, value := range w.twins(name, of.Elem) {
			values = append(values, twin{"[" + value.hidden + "]", "[" + value.absent + "]"})
		}
		return values
	}
	definition := w.schema.Types[of.NamedType]
	if of.NamedType == "ID" {
		for _, id := range w.named(name) {
			if !slices.Contains(w.seenBy[id.String()], "sam") {
				values = append(values, twin{fmt.Sprintf("%q", id), fmt.Sprintf("%q", typeid.New(id.Kind()))})
			}
		}
		return values
	}
	if definition.Kind != ast.InputObject {
		return nil
	}
	for _, with := range definition.Fields {
		for _, value := range w.twins(with.Name, with.Type) {
			rest := ""
			for _, other := range definition.Fields {
				if other != with && (other.Type.NonNull && other.DefaultValue == nil || needs[definition.Name+"."+with.Name] == other.Name) {
					rest += ", " + other.Name + ": " + w.filler(other)
				}
			}
			values = append(values, twin{"{ " + with.Name + ": " + value.hidden + rest + " }", "{ " + with.Name + ": " + value.absent + rest + " }"})
		}
	}
	return values
}

// needs are fields that go with others, which the schema does not tell.
var needs = map[string]string{
	"CreateUploadInput.folderId": "title", "GrantAccessInput.userId": "documentId", "AssignRoleInput.userId": "customer",
}

// filler is a valid value beside the one that is tried: of IDs, one of sam's.
func (w *walk) filler(field *ast.FieldDefinition) string {
	switch field.Name {
	case "email":
		return `"rita@example.org"`
	case "until":
		return fmt.Sprintf("%q", w.Clock.Now().Add(time.Hour).Format(time.RFC3339))
	}
	switch field.Type.NamedType {
	case "ID":
		for _, id := range w.named(field.Name) {
			if slices.Contains(w.seenBy[id.String()], "sam") {
				return fmt.Sprintf("%q", id)
			}
		}
	case "CustomerRoleInput":
		return fmt.Sprintf("{ customerId: %s, role: VIEWER }", w.filler(&ast.FieldDefinition{Name: "customerId", Type: ast.NamedType("ID", nil)}))
	}
	return example(w.schema, field.Type)
}
