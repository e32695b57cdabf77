import type { CodegenConfig } from "@graphql-codegen/cli";
import { addTypenameSelectionDocumentTransform } from "@graphql-codegen/client-preset";

// Types and documents for the operations that stand beside the components. Every operation is known by the SHA-256
// of its text; src/gql/persisted-documents.json lists them, and the build hands that list to the server.
const config: CodegenConfig = {
  schema: "../graph/schema/*.graphql",
  documents: ["src/**/*.{ts,tsx}", "!src/gql/**"],
  generates: {
    "src/gql/": {
      preset: "client",
      documentTransforms: [addTypenameSelectionDocumentTransform],
      presetConfig: {
        fragmentMasking: { unmaskFunctionName: "unmask" },
        persistedDocuments: { mode: "embedHashInDocument", hashAlgorithm: "sha256" },
      },
      config: {
        avoidOptionals: { field: true },
        dedupeFragments: true,
        enumsAsTypes: true,
        immutableTypes: true,
        nonOptionalTypename: true,
        skipTypeNameForRoot: true,
        scalars: { ByteCount: "number", Cursor: "string", Time: "string" },
        strictScalars: true,
        useTypeImports: true,
      },
    },
  },
};

export default config;
