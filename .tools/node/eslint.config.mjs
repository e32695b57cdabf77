// Lints the GraphQL schema. Run from the top of the tree, so that the paths are within ESLint's base:
//
//   .tools/node/node_modules/.bin/eslint --config .tools/node/eslint.config.mjs graph/schema
import graphql from '@graphql-eslint/eslint-plugin'

const files = ['graph/schema/*.graphql']

export default [
  {
    files,
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: files } },
    },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      // Relay's own types have no identity, and neither have values that live within a node.
      '@graphql-eslint/strict-id-in-types': ['error', {
        exceptions: {
          types: ['PageInfo', 'AccessApproval', 'AuditDetail', 'Contact', 'SignalFeed', 'Viewer', 'DepartureOutcome', 'DepartureCounts', 'DepartureDownloads', 'DepartureRecord', 'DepartureProgress', 'DepartureStream', 'DepartureUpload', 'AccessToken',
             'AccessChange', 'NewAuditEvents', 'ReclassificationRehearsal', 'ShortenedGrant', 'TotalCount'],
          suffixes: ['Connection', 'Edge', 'Payload'],
        },
      }],
      // Relay's nodes(ids:) is a list of nodes, and a list of enum values needs no pages.
      '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false }],
    },
  },
]
