import { useQuery } from "urql";
import { graphql } from "../../gql";
import { nodes } from "../../shared/api/nodes";

const takenQuery = graphql(/* GraphQL */ `
  query TakenTitles($folderId: ID!, $titles: [String!]!) {
    node(id: $folderId) {
      id
      ... on Folder {
        documents(first: 100, filter: { titles: $titles }) {
          edges {
            node {
              id
              title
            }
          }
        }
      }
    }
  }
`);

// So many titles the server takes in one question; those of a longer choice are not asked for.
const most = 100;

/** Which of some titles documents of a folder have already, each once. Empty until the server has answered. */
export function useTaken(folderId: string, titles: readonly string[]): readonly string[] {
  const asked = [...new Set(titles)].slice(0, most);
  const [{ data }] = useQuery({
    query: takenQuery,
    variables: { folderId, titles: asked },
    pause: asked.length === 0,
    requestPolicy: "network-only",
  });
  const folder = data?.node?.__typename === "Folder" ? data.node : null;
  return [...new Set(nodes(folder?.documents).map(({ title }) => title))];
}
