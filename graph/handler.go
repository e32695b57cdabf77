package graph

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	api "strongroom/graph/gen"
	"strongroom/server/vault"
)

// parsedDocuments is the number of parsed documents that are kept.
const parsedDocuments = 500

// Config is what the API is made of.
type Config struct {
	// Vault does and reads everything.
	Vault *vault.Vault
	// Log gets the causes of internal errors.
	Log *slog.Logger
	// RequestID tells the ID of the request of a context, for those errors.
	RequestID func(context.Context) string
	// Operations says which documents are answered.
	Operations Operations
	// Documents are the persisted documents by the SHA-256 of their text, as 64
	// hexadecimal digits: those of the page.
	Documents map[string]string
	// Introspection lets everybody read the schema, and errors suggest names.
	Introspection bool
	// Limits bound each request; the zero value is DefaultLimits.
	Limits Limits
	// Ending is closed when subscriptions are to end, so that the server can; nil is never.
	Ending <-chan struct{}
}

// New returns the handler of the API, for one path and every method. It
// refuses an unusable configuration, and a schema with a root field that is not
// classified (access.go).
func New(cfg Config) (http.Handler, error) {
	if cfg.Vault == nil || cfg.Log == nil || cfg.RequestID == nil {
		return nil, errors.New("graph: a part is missing")
	}
	if cfg.Limits == (Limits{}) {
		cfg.Limits = DefaultLimits
	}
	schema := api.NewExecutableSchema(api.Config{Resolvers: &resolver{vault: cfg.Vault}})
	gate := gate{introspection: cfg.Introspection}
	if err := errors.Join(cfg.Limits.Validate(schema), gate.Validate(schema)); err != nil {
		return nil, err
	}
	known, err := newOperations(cfg.Operations, cfg.Documents, schema.Schema())
	if err != nil {
		return nil, err
	}
	presenter := presenter{log: cfg.Log, requestID: cfg.RequestID, suggestions: cfg.Introspection, time: cfg.Limits.Time}

	server := handler.New(schema)
	server.AddTransport(transport{
		limits: cfg.Limits, operations: known, present: presenter.present,
		vault: cfg.Vault, seats: newSeats(cfg.Limits), ending: cfg.Ending,
	})
	server.SetErrorPresenter(presenter.present)
	server.SetRecoverFunc(recovered)
	server.SetQueryCache(lru.New[*ast.QueryDocument](parsedDocuments))
	server.SetParserTokenLimit(cfg.Limits.Tokens)
	if !cfg.Introspection {
		server.SetDisableSuggestion(true)
		server.SetValidationRulesFn(rulesWithoutSuggestions)
	}
	server.Use(cfg.Limits)
	server.Use(gate)
	server.AroundRootFields(gate.hideTypes)
	server.AroundRootFields(withFamilies)
	return server, nil
}

// rulesWithoutSuggestions are the rules of validation whose errors name
// nothing that the client did not.
func rulesWithoutSuggestions() *rules.Rules {
	validation := rules.NewDefaultRules()
	validation.ReplaceRule("KnownArgumentNames", rules.KnownArgumentNamesRuleWithoutSuggestions.RuleFunc)
	validation.ReplaceRule("KnownTypeNames", rules.KnownTypeNamesRuleWithoutSuggestions.RuleFunc)
	validation.ReplaceRule("ValuesOfCorrectType", rules.ValuesOfCorrectTypeRuleWithoutSuggestions.RuleFunc)
	return validation
}
