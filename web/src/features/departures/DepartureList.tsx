import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import { nodes } from "../../shared/api/nodes";
import { toProblem } from "../../shared/api/problem";
import { formatInstant } from "../../shared/format/instant";
import { Button } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import styles from "./DepartureList.module.css";

const departuresQuery = graphql(/* GraphQL */ `
  query Departures($after: Cursor) {
    departures(orderBy: { field: DEPARTED_AT, direction: DESC }, first: 20, after: $after) {
      edges {
        node {
          id
          trigger
          reason
          departedAt
          user {
            id
            displayName
          }
          successor {
            id
            displayName
          }
          recordedBy {
            id
            displayName
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** The case files of those who left, the newest first, with what each departure ended. */
export function DepartureList() {
  const { t, i18n } = useTranslation();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }] = useQuery({ query: departuresQuery, variables: { after } });
  if (error && !data) return <ProblemNotice problem={toProblem(error)} />;
  const departures = nodes(data?.departures);
  if (data && departures.length === 0) {
    return (
      <Empty icon="departures" title={t("departures.none")}>
        {t("departures.noneText")}
      </Empty>
    );
  }
  const endCursor = data?.departures.pageInfo.hasNextPage ? data.departures.pageInfo.endCursor : null;
  return (
    <>
      <ul className={styles["cases"]} aria-busy={fetching}>
        {departures.map((departure) => (
          <li key={departure.id} className={styles["case"]}>
            <header>
              <h2>
                <Link to="/people/$userId" params={{ userId: departure.user.id }}>
                  {departure.user.displayName}
                </Link>
              </h2>
              <time dateTime={departure.departedAt}>{formatInstant(departure.departedAt, i18n.language)}</time>
            </header>
            <p>{departure.reason}</p>
            <p className={styles["quiet"]}>
              {[
                t(`departureTrigger.${departure.trigger}`, { name: departure.recordedBy?.displayName ?? "–" }),
                departure.successor
                  ? t("departures.successor", { name: departure.successor.displayName })
                  : t("departures.noSuccessor"),
              ].join(" · ")}
            </p>
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
