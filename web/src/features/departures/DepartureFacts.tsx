import { useTranslation } from "react-i18next";
import { graphql, unmask, type FragmentType } from "../../gql";
import { formatInstant } from "../../shared/format/instant";

const factsFragment = graphql(/* GraphQL */ `
  fragment DepartureFacts on Departure {
    id
    state
    trigger
    source
    cancelledAt
    successor {
      id
      displayName
    }
    recordedBy {
      id
      displayName
    }
  }
`);

/** Where a departure came from, who takes over, and whether it was called off: one line. */
export function DepartureFacts({ departure: masked }: { departure: FragmentType<typeof factsFragment> }) {
  const { t, i18n } = useTranslation();
  const departure = unmask(factsFragment, masked);
  return [
    departure.cancelledAt !== null &&
      t("departures.cancelled", { at: formatInstant(departure.cancelledAt, i18n.language) }),
    t(`departureTrigger.${departure.trigger}`, { name: departure.recordedBy?.displayName ?? "–" }),
    departure.source,
    departure.successor
      ? departure.state === "DONE"
        ? t("departures.successor", { name: departure.successor.displayName })
        : t("departures.heir", { name: departure.successor.displayName })
      : t("departures.noSuccessor"),
  ]
    .filter(Boolean)
    .join(" · ");
}
