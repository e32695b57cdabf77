package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"strongroom/server/vault"
)

// Operations says which documents are answered.
type Operations string

// The kinds of answered documents.
const (
	// Any answers every valid document within the limits.
	Any Operations = "any"
	// Persisted answers only the documents of Config.Documents.
	Persisted Operations = "persisted"
)

// operations are the documents that are known by the SHA-256 of their text, as
// 64 hexadecimal digits. Clients cannot add any.
type operations struct {
	which Operations
	known map[string]string
}

// newOperations refuses documents that are not what their name says, or that
// the schema does not have.
func newOperations(which Operations, known map[string]string, schema *ast.Schema) (operations, error) {
	if which != Any && which != Persisted {
		return operations{}, fmt.Errorf("graph: unknown kind of operations %q", which)
	}
	for id, text := range known {
		if sum := sha256.Sum256([]byte(text)); id != hex.EncodeToString(sum[:]) {
			return operations{}, fmt.Errorf("graph: document %s has another SHA-256", id)
		}
		if _, errs := gqlparser.LoadQueryWithRules(schema, text, rules.NewDefaultRules()); errs != nil {
			return operations{}, fmt.Errorf("graph: document %s: %w", id, errs)
		}
	}
	return operations{which: which, known: known}, nil
}

// document finds the document that a request means. Errors are *vault.Error.
func (o operations) document(asked request) (string, error) {
	id := strings.TrimPrefix(asked.DocumentID, "sha256:")
	if id == "" {
		id = asked.Extensions.PersistedQuery.SHA256
	}
	switch text, known := o.known[id]; {
	case o.which == Any && asked.Query != nil:
		return *asked.Query, nil
	case known:
		return text, nil
	case id != "":
		return "", &vault.Error{Code: vault.NotFound, Message: "there is no such document", Field: "documentId"}
	case o.which == Persisted:
		return "", &vault.Error{Code: vault.Forbidden, Message: "only persisted documents are answered; give a documentId"}
	default:
		return "", badInput("query", "a query is missing")
	}
}
