import { useEffect } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import { useClock } from "../../shared/time/clock";

const feedsQuery = graphql(/* GraphQL */ `
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

// How often the feeds are asked about, in milliseconds, while somebody looks.
const every = 10_000;

/** The feeds as they are now, of which only those who run people may know. */
export function useFeeds(isAsked = true) {
  const [result, ask] = useQuery({ query: feedsQuery, pause: !isAsked });
  const tick = useClock((instant) => Math.floor(instant / every));
  useEffect(() => {
    if (isAsked) ask({ requestPolicy: "network-only" });
  }, [tick, ask, isAsked]);
  return result;
}

/** The number of feeds that should have been heard and were not; for those who run people. */
export function useSilentFeeds(isAsked: boolean): number {
  const { data } = useFeeds(isAsked);
  return data?.signalFeeds.filter(({ silent }) => silent).length ?? 0;
}
