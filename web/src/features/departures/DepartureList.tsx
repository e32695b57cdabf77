import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import type { DepartureState, OrderDirection } from "../../gql/graphql";
import { nodes } from "../../shared/api/nodes";
import { toProblem } from "../../shared/api/problem";
import { formatInstant } from "../../shared/format/instant";
import { Button } from "../../shared/ui/Button";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import links from "../../shared/ui/RowLink.module.css";
import { DepartureFacts } from "./DepartureFacts";
import styles from "./DepartureList.module.css";
import { PlannedButtons } from "./PlannedButtons";

const departuresQuery = graphql(/* GraphQL */ `
  query Departures($state: [DepartureState!]!, $direction: OrderDirection!, $after: Cursor) {
    departures(
      filter: { state: $state }
      orderBy: { field: DEPARTED_AT, direction: $direction }
      first: 20
      after: $after
    ) {
      edges {
        node {
          id
          reason
          departedAt
          user {
            id
            displayName
          }
          ...DepartureFacts
          ...PlannedButtons
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

interface DepartureListProps {
  state: DepartureState[];
  direction: OrderDirection;
  /** Shown where there are none. */
  empty: ReactNode;
}

/** The case files of those who leave or left. */
export function DepartureList({ state, direction, empty }: DepartureListProps) {
  const { t, i18n } = useTranslation();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }] = useQuery({ query: departuresQuery, variables: { state, direction, after } });
  if (error && !data) return <ProblemNotice problem={toProblem(error)} />;
  const departures = nodes(data?.departures);
  if (data && departures.length === 0) return empty;
  const endCursor = data?.departures.pageInfo.hasNextPage ? data.departures.pageInfo.endCursor : null;
  return (
    <>
      <ul className={styles["cases"]} aria-busy={fetching}>
        {departures.map((departure) => (
          <li key={departure.id} className={styles["case"]}>
            <div>
              <h3>
                <Link
                  to="/departures/$departureId"
                  params={{ departureId: departure.id }}
                  className={links["cover"] ?? ""}
                >
                  {departure.user.displayName}
                </Link>
              </h3>
              <p>{departure.reason}</p>
              <p className={styles["quiet"]}>
                <DepartureFacts departure={departure} />
              </p>
            </div>
            <div className={styles["when"]}>
              <time dateTime={departure.departedAt}>{formatInstant(departure.departedAt, i18n.language)}</time>
              <PlannedButtons departure={departure} />
            </div>
          </li>
        ))}
      </ul>
      {endCursor !== null && (
        <Button
          kind="quiet"
          isPending={fetching}
          onPress={() => {
            setAfter(endCursor);
          }}
        >
          {t("action.more")}
        </Button>
      )}
    </>
  );
}
