import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { LeavingNotice } from "../../features/departures/LeavingNotice";
import { GrantTable } from "../../features/grants/GrantTable";
import { PersonActions } from "../../features/people/PersonActions";
import { Roles } from "../../features/people/Roles";
import { Sessions } from "../../features/people/Sessions";
import { graphql } from "../../gql";
import { toProblem } from "../../shared/api/problem";
import { useViewer } from "../../shared/api/viewer";
import { addressOf } from "../../shared/format/address";
import { formatInstant } from "../../shared/format/instant";
import { buttonClass } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { PageHeader } from "../../shared/ui/PageHeader";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { StatusSign } from "../../shared/ui/Signs";
import styles from "./PersonView.module.css";

const personQuery = graphql(/* GraphQL */ `
  query Person($id: ID!) {
    node(id: $id) {
      id
      ... on User {
        displayName
        email
        kind
        status
        role
        issuer
        lastSeenAt
        byLink
        createdAt
        sessions {
          id
          ...SessionLine
        }
        ...PersonActions
        ...Roles
      }
    }
  }
`);

/** One person: what they are, hold and gave, where they are signed in, and what an admin can do about it. */
export function PersonView() {
  const { t, i18n } = useTranslation();
  const { userId } = useParams({ from: "/inside/people/$userId" });
  const viewer = useViewer();
  const navigate = useNavigate();
  const [{ data, error }] = useQuery({ query: personQuery, variables: { id: userId } });
  const person = data?.node?.__typename === "User" && data.node.id === userId ? data.node : null;

  if (error && !data) return <ProblemNotice problem={toProblem(error)} />;
  if (data && !person) {
    return (
      <Empty
        icon="people"
        title={t("people.gone")}
        action={
          <Link to="/people" className={buttonClass("plain")}>
            {t("people.all")}
          </Link>
        }
      >
        {t("people.goneText")}
      </Empty>
    );
  }
  if (!person) return <div aria-busy />;

  return (
    <>
      <PageHeader
        title={person.displayName}
        actions={
          <PersonActions
            person={person}
            onDepart={() => {
              void navigate({ to: "/people/$userId/leaving", params: { userId } });
            }}
          />
        }
      >
        <p className={styles["facts"]}>
          <StatusSign value={person.status} />
          <span>{person.byLink ? t("links.sign") : t(`userKind.${person.kind}`)}</span>
          {person.email !== null && <span>{person.email}</span>}
        </p>
      </PageHeader>
      <LeavingNotice person={person} />
      <div className={styles["cards"]}>
        <section className={styles["card"]} aria-labelledby="person-roles">
          <h2 id="person-roles">{t("roles.title")}</h2>
          <Roles key={person.id} person={person} />
        </section>
        <section className={styles["card"]} aria-labelledby="person-sessions">
          <h2 id="person-sessions">{t("sessions.title")}</h2>
          {person.sessions ? <Sessions sessions={person.sessions} /> : <p>{t("sessions.hidden")}</p>}
        </section>
        <section className={styles["card"]} aria-labelledby="person-account">
          <h2 id="person-account">{t("people.account")}</h2>
          <dl className={styles["account"]}>
            <dt>{t("people.source")}</dt>
            <dd>{addressOf(person.issuer)}</dd>
            <dt>{t("people.since")}</dt>
            <dd>{formatInstant(person.createdAt, i18n.language)}</dd>
            <dt>{t("people.lastSeen")}</dt>
            <dd>{person.lastSeenAt === null ? t("people.never") : formatInstant(person.lastSeenAt, i18n.language)}</dd>
            <dt>{t("people.id")}</dt>
            <dd>
              <code>{person.id}</code>
            </dd>
          </dl>
          {viewer.canReadAudit && (
            <p className={styles["facts"]}>
              {t("events.history")}:
              <Link to="/events" search={{ actor: person.id }}>
                {t("events.did")}
              </Link>
              <Link to="/events" search={{ subject: person.id }}>
                {t("events.undergone")}
              </Link>
            </p>
          )}
        </section>
      </div>
      <section className={styles["grants"]} aria-labelledby="person-holds">
        <h2 id="person-holds">{t("people.holds")}</h2>
        <GrantTable
          label={t("people.holds")}
          filter={{ userId: person.id, inForce: true }}
          other="giver"
          empty={<p className={styles["quiet"]}>{t("people.holdsNothing")}</p>}
        />
        <h2>{t("people.gave")}</h2>
        <GrantTable
          label={t("people.gave")}
          filter={{ giverId: person.id, inForce: true }}
          other="user"
          empty={<p className={styles["quiet"]}>{t("people.gaveNothing")}</p>}
        />
      </section>
    </>
  );
}
