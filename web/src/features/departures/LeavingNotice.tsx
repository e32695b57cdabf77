import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import type { UserStatus } from "../../gql/graphql";
import { nodes } from "../../shared/api/nodes";
import { formatInstant } from "../../shared/format/instant";
import { buttonClass } from "../../shared/ui/Button";
import { Notice } from "../../shared/ui/Notice";
import { PlannedButtons } from "./PlannedButtons";

const leavingOfQuery = graphql(/* GraphQL */ `
  query LeavingOf($userId: ID!) {
    departures(
      filter: { userId: $userId, state: [PLANNED, DONE] }
      orderBy: { field: CREATED_AT, direction: DESC }
      first: 1
    ) {
      edges {
        node {
          id
          state
          reason
          departedAt
          ...PlannedButtons
        }
      }
    }
  }
`);

/** Says that somebody will leave or has left, with the way to the case file. */
export function LeavingNotice({ person }: { person: { id: string; status: UserStatus } }) {
  const { t, i18n } = useTranslation();
  const [{ data }] = useQuery({ query: leavingOfQuery, variables: { userId: person.id } });
  const [last] = nodes(data?.departures);
  // Who came back has a case file of the time before.
  if (!last || (last.state === "DONE" && person.status !== "DEPARTED")) return null;
  const at = formatInstant(last.departedAt, i18n.language);
  return (
    <Notice
      icon="departures"
      title={last.state === "PLANNED" ? t("departures.leaves", { at }) : t("departures.left", { at })}
      actions={
        <>
          <Link to="/departures/$departureId" params={{ departureId: last.id }} className={buttonClass("plain")}>
            {t("departures.open")}
          </Link>
          <PlannedButtons departure={last} />
        </>
      }
    >
      <p>{last.reason}</p>
    </Notice>
  );
}
