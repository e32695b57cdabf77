import { useEffect } from "react";
import type { UseQueryExecute } from "urql";
import { useClock } from "../../shared/time/clock";

interface Timed {
  readonly until: string;
  readonly inForce: boolean;
}

/** Asks the server again at the instant when a grant in sight ends, so that nothing is shown as open that is not. */
export function useAskWhenOver(grants: readonly Timed[], ask: UseQueryExecute): void {
  const over = useClock((now) => grants.filter((grant) => grant.inForce && Date.parse(grant.until) <= now).length);
  useEffect(() => {
    if (over > 0) ask({ requestPolicy: "network-only" });
  }, [over, ask]);
}
