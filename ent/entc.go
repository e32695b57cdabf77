//go:build ignore

// Command entc makes ent/gen from ent/schema.
package main

import (
	"log"

	"entgo.io/contrib/entgql"
	"entgo.io/ent/entc"
	"entgo.io/ent/entc/gen"
)

func main() {
	// Only reading templates: inputs are hand-written, so that a new column is
	// never writable by accident, and transactions belong to the use cases.
	graphql, err := entgql.NewExtension(entgql.WithTemplates(
		entgql.CollectionTemplate,
		entgql.EnumTemplate,
		entgql.NodeTemplate,
		entgql.PaginationTemplate,
		entgql.EdgeTemplate,
	))
	if err != nil {
		log.Fatalf("entc: graphql extension: %v", err)
	}
	err = entc.Generate("./schema", &gen.Config{
		Target:  "./gen",
		Package: "strongroom/ent/gen",
		Features: []gen.Feature{
			gen.FeatureIntercept,
			gen.FeaturePrivacy,
			gen.FeatureExecQuery,
			gen.FeatureLock,
			gen.FeatureModifier,
			gen.FeatureVersionedMigration,
		},
	}, entc.Extensions(graphql))
	if err != nil {
		log.Fatalf("entc: %v", err)
	}
}
