import { useQuery } from "urql";
import { graphql } from "../../gql";

export const feedsQuery = graphql(/* GraphQL */ `
  query SignalFeeds {
    signalFeeds {
      name
      kind
      issuer
      heardAt
      silentAfterSeconds
      silent
    }
  }
`);

/** The number of feeds that should have been heard and were not; for those who run people. */
export function useSilentFeeds(isAsked: boolean): number {
  const [{ data }] = useQuery({ query: feedsQuery, pause: !isAsked });
  return data?.signalFeeds.filter(({ silent }) => silent).length ?? 0;
}
