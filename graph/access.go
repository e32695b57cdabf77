package graph

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"strongroom/ent/viewer"
	"strongroom/policies"
	"strongroom/server/vault"
)

// access classifies a root field: who may ask at all, and what decides then.
type access struct {
	// anonymous opens the field to nobody in particular.
	anonymous bool
	// by names the acts of the policies that server/vault decides by. Without
	// any, the row rules decide: what does not exist for the viewer is not there.
	by []policies.Action
}

var (
	anonymous = access{anonymous: true}
	rows      = access{}
)

func decidedBy(actions ...policies.Action) access { return access{by: actions} }

// rootFields is every root field of the API. With one missing, New fails.
var rootFields = map[string]access{
	"Query.viewer":             anonymous,
	"Query.node":               rows,
	"Query.nodes":              rows,
	"Query.customers":          rows,
	"Query.documents":          rows,
	"Query.grants":             rows,
	"Query.accessRequests":     rows,
	"Query.shareLinks":         rows,
	"Query.users":              rows,
	"Query.departures":         rows,
	"Query.departureRecord":    rows,
	"Query.departureRehearsal": decidedBy(policies.UserDepart),
	"Query.auditEvents":        rows,
	"Query.deletedDocuments":   decidedBy(policies.DocumentDelete),
	"Query.keyDestructions":    decidedBy(policies.KeyDestroy),
	"Query.signalFeeds":        decidedBy(policies.UserDepart),

	"Query.reclassificationRehearsal": decidedBy(policies.DocumentClassify),

	"Mutation.createCustomer":    decidedBy(policies.CustomerCreate),
	"Mutation.updateCustomer":    decidedBy(policies.CustomerUpdate),
	"Mutation.revealContacts":    decidedBy(policies.CustomerReveal),
	"Mutation.assignRole":        decidedBy(policies.RoleAssign, policies.RoleAssignGlobal),
	"Mutation.unassignRole":      decidedBy(policies.RoleAssign, policies.RoleAssignGlobal),
	"Mutation.createFolder":      decidedBy(policies.FolderCreate),
	"Mutation.createUpload":      decidedBy(policies.DocumentCreate, policies.DocumentEdit),
	"Mutation.updateDocument":    decidedBy(policies.DocumentEdit, policies.DocumentClassify),
	"Mutation.moveDocument":      decidedBy(policies.DocumentMove),
	"Mutation.deleteDocument":    decidedBy(policies.DocumentDelete),
	"Mutation.grantAccess":       decidedBy(policies.DocumentShare),
	"Mutation.extendGrant":       decidedBy(policies.DocumentShare),
	"Mutation.revokeGrant":       decidedBy(policies.DocumentShare),
	"Mutation.returnAccess":      rows, // one's own
	"Mutation.createShareLink":   decidedBy(policies.DocumentShare),
	"Mutation.revokeShareLink":   decidedBy(policies.DocumentShare),
	"Mutation.requestAccess":     decidedBy(policies.DocumentRequest),
	"Mutation.suspendUser":       decidedBy(policies.UserSuspend),
	"Mutation.reinstateUser":     decidedBy(policies.UserReinstate),
	"Mutation.departUser":        decidedBy(policies.UserDepart),
	"Mutation.endSessions":       decidedBy(policies.UserEndSessions), // oneself needs no leave
	"Mutation.restoreDocument":   decidedBy(policies.DocumentDelete),
	"Mutation.restoreVersion":    decidedBy(policies.DocumentEdit),
	"Mutation.scheduleDeparture": decidedBy(policies.UserDepart),
	"Mutation.cancelDeparture":   decidedBy(policies.UserDepart),

	"Subscription.accessChanged":     rows,
	"Subscription.departureProgress": decidedBy(policies.UserDepart),
	"Subscription.auditEvents":       decidedBy(policies.AuditRead),
	"Mutation.decideAccessRequest":   decidedBy(policies.DocumentShare),
	"Mutation.withdrawAccessRequest": rows, // one's own
	"Mutation.requestKeyDestruction": decidedBy(policies.KeyDestroy),
	"Mutation.confirmKeyDestruction": decidedBy(policies.KeyDestroy),
}

// gate refuses an operation before anything of it runs: a root field that is
// not classified, one that needs a viewer where there is none, and
// introspection where it is off.
type gate struct {
	introspection bool
}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = gate{}

// ExtensionName names the gate to gqlgen.
func (gate) ExtensionName() string { return "Gate" }

// Validate compares rootFields with the schema.
func (gate) Validate(schema graphql.ExecutableSchema) error {
	unseen := maps.Clone(rootFields)
	for _, root := range []*ast.Definition{schema.Schema().Query, schema.Schema().Mutation, schema.Schema().Subscription} {
		if root == nil {
			continue
		}
		for _, field := range root.Fields {
			name := root.Name + "." + field.Name
			if _, classified := rootFields[name]; !classified && !strings.HasPrefix(field.Name, "__") {
				return fmt.Errorf("graph: root field %s is not classified", name)
			}
			delete(unseen, name)
		}
	}
	if len(unseen) > 0 {
		return fmt.Errorf("graph: root fields that the schema does not have: %v", slices.Sorted(maps.Keys(unseen)))
	}
	return nil
}

// MutateOperationContext checks the root fields that the operation selects.
func (g gate) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	op.DisableIntrospection = !g.introspection
	_, signedIn := viewer.FromContext(ctx)
	root := operationType(op)
	for _, field := range graphql.CollectFields(op, op.Operation.SelectionSet, []string{root}) {
		rule, classified := rootFields[root+"."+field.Name]
		switch {
		case field.Name == "__typename", field.Name == "__type":
		case field.Name == "__schema":
			if !g.introspection {
				return refusal(&vault.Error{Code: vault.Forbidden, Message: "introspection is off"})
			}
		case !classified:
			return refusal(&vault.Error{Code: vault.Forbidden, Message: "you may not do this"})
		case !rule.anonymous && !signedIn:
			return refusal(errUnauthenticated)
		}
	}
	return nil
}

// hideTypes answers __type, where introspection is off, as for a type that
// does not exist.
func (g gate) hideTypes(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	if !g.introspection && graphql.GetRootFieldContext(ctx).Field.Name == "__type" {
		return graphql.Null
	}
	return next(ctx)
}

func operationType(op *graphql.OperationContext) string {
	switch op.Operation.Operation {
	case ast.Mutation:
		return "Mutation"
	case ast.Subscription:
		return "Subscription"
	default:
		return "Query"
	}
}

// refusal is an error of the whole request, before any field.
func refusal(err *vault.Error) *gqlerror.Error {
	return &gqlerror.Error{Err: err, Message: err.Message, Extensions: map[string]any{"code": err.Code}}
}
