import { graphql } from "../../gql";

export const restoreDocumentMutation = graphql(/* GraphQL */ `
  mutation RestoreDocument($input: RestoreDocumentInput!) {
    restoreDocument(input: $input) {
      document {
        id
        title
        folder {
          id
        }
      }
    }
  }
`);
