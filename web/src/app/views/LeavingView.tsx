import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { LeavingForm } from "../../features/departures/LeavingForm";
import { graphql } from "../../gql";
import { nodes } from "../../shared/api/nodes";
import { toProblem } from "../../shared/api/problem";
import { buttonClass } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { PageHeader } from "../../shared/ui/PageHeader";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";

const leaverQuery = graphql(/* GraphQL */ `
  query Leaver($userId: ID!) {
    node(id: $userId) {
      id
      ... on User {
        displayName
        role
        mayDepart: viewerCan(action: DEPART)
      }
    }
    departures(filter: { userId: $userId, state: [PLANNED] }, first: 1) {
      edges {
        node {
          id
          departedAt
          reason
          successor {
            id
            displayName
          }
        }
      }
    }
  }
`);

/** Somebody's leaving: the rehearsal, and what has to be said before it is done. */
export function LeavingView() {
  const { t } = useTranslation();
  const { userId } = useParams({ from: "/inside/people/$userId/leaving" });
  const navigate = useNavigate();
  const [{ data, error }] = useQuery({
    query: leaverQuery,
    variables: { userId },
    requestPolicy: "network-only", // the form keeps what it is given at first
  });
  const person = data?.node?.__typename === "User" && data.node.id === userId ? data.node : null;
  if (error && !data) return <ProblemNotice problem={toProblem(error)} />;
  if (!data) return <div aria-busy />;
  if (!person?.mayDepart) {
    return (
      <Empty
        icon="departures"
        title={person ? t("depart.cannot", { name: person.displayName }) : t("people.gone")}
        action={
          <Link to="/departures" className={buttonClass("plain")}>
            {t("departures.all")}
          </Link>
        }
      >
        {person ? t("depart.cannotText") : t("people.goneText")}
      </Empty>
    );
  }
  return (
    <>
      <PageHeader title={t("depart.title", { name: person.displayName })}>{t("depart.about")}</PageHeader>
      <LeavingForm
        key={userId}
        person={person}
        planned={nodes(data.departures)[0] ?? null}
        onDone={(departureId) => {
          void navigate({ to: "/departures/$departureId", params: { departureId } });
        }}
        onCancel={() => {
          void navigate({ to: "/people/$userId", params: { userId } });
        }}
      />
    </>
  );
}
