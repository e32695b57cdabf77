import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql, unmask } from "../../gql";
import { nodes } from "../../shared/api/nodes";
import { toProblem } from "../../shared/api/problem";
import { browserOf } from "../../shared/format/browser";
import { formatBytes } from "../../shared/format/bytes";
import { formatInstant } from "../../shared/format/instant";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import type { OutcomeOf } from "./OutcomeList";
import styles from "./OutcomeList.module.css";

const ownFragment = graphql(/* GraphQL */ `
  fragment OwnThings on DepartureOutcome {
    sessions {
      id
      createdAt
      userAgent
    }
    tokens {
      client
      createdAt
      expiresAt
    }
    memberships {
      id
      role
      customer {
        id
        name
      }
    }
    grantsReceived(first: 100) {
      edges {
        node {
          id
          purpose
          until
          giver {
            id
            displayName
          }
          customer {
            id
            name
          }
        }
      }
    }
    uploads {
      createdAt
      size
      received
      document {
        id
        title
      }
    }
  }
`);

const rehearsedQuery = graphql(/* GraphQL */ `
  query RehearsedOwn($userId: ID!, $successorId: ID) {
    departureRehearsal(userId: $userId, successorId: $successorId) {
      ...OwnThings
    }
  }
`);

const recordedQuery = graphql(/* GraphQL */ `
  query RecordedOwn($departureId: ID!) {
    departureRecord(departureId: $departureId) {
      outcome {
        ...OwnThings
      }
    }
  }
`);

/** How many of each are shown. */
const most = 100;

interface OwnListProps {
  of: OutcomeOf;
  tense: "ahead" | "past";
}

/** What was the leaver's own and ends, one by one. */
export function OwnList({ of, tense }: OwnListProps) {
  const { t, i18n } = useTranslation();
  const [rehearsed] = useQuery({
    query: rehearsedQuery,
    variables: { userId: "", successorId: null, ...of },
    pause: "departureId" in of,
  });
  const [recorded] = useQuery({
    query: recordedQuery,
    variables: { departureId: "", ...of },
    pause: !("departureId" in of),
  });
  const { error } = "departureId" in of ? recorded : rehearsed;
  const own = unmask(ownFragment, recorded.data?.departureRecord.outcome ?? rehearsed.data?.departureRehearsal ?? null);
  if (error && !own) return <ProblemNotice problem={toProblem(error)} />;
  if (!own) return <p className={styles["list"]} aria-busy />;
  const at = (instant: string) => formatInstant(instant, i18n.language);
  const received = nodes(own.grantsReceived);
  return (
    <div className={styles["list"]}>
      <Some title={t(`outcome.${tense}.sessions`)} count={own.sessions.length}>
        {own.sessions.map((session) => (
          <li key={session.id}>
            <strong>{browserOf(session.userAgent) ?? t("sessions.unknownBrowser")}</strong>
            <span>{t("sessions.since", { at: at(session.createdAt) })}</span>
          </li>
        ))}
      </Some>
      <Some title={t(`outcome.${tense}.tokens`)} count={own.tokens.length}>
        {own.tokens.map(({ client, createdAt, expiresAt }, index) => (
          <li key={index}>
            <strong>{client ?? t("outcome.unknownProgram")}</strong>
            <span>
              {[t("sessions.since", { at: at(createdAt) }), t("timeLeft.until", { at: at(expiresAt) })].join(" · ")}
            </span>
          </li>
        ))}
      </Some>
      <Some title={t(`outcome.${tense}.memberships`)} count={own.memberships.length}>
        {own.memberships.map(({ id, role, customer }) => (
          <li key={id}>
            <strong>
              {customer && (
                <Link to="/customers/$customerId" params={{ customerId: customer.id }}>
                  {customer.name}
                </Link>
              )}
            </strong>
            <span>{t(`customerRole.${role}`)}</span>
          </li>
        ))}
      </Some>
      <Some title={t(`outcome.${tense}.grantsReceived`)} count={received.length}>
        {received.map((grant) => (
          <li key={grant.id}>
            <strong>{grant.giver?.displayName ?? t("person.hidden")}</strong>
            <span>
              {[grant.customer?.name, grant.purpose, t("timeLeft.until", { at: at(grant.until) })]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </Some>
      <Some title={t(`outcome.${tense}.uploads`)} count={own.uploads.length}>
        {own.uploads.map((upload) => (
          <li key={upload.createdAt}>
            <strong>{upload.document?.title ?? t("outcome.newDocument")}</strong>
            <span>
              {upload.size === null
                ? t("outcome.receivedOnly", { received: formatBytes(upload.received, i18n.language) })
                : t("outcome.received", {
                    received: formatBytes(upload.received, i18n.language),
                    size: formatBytes(upload.size, i18n.language),
                  })}
              {" · "}
              {t("sessions.since", { at: at(upload.createdAt) })}
            </span>
          </li>
        ))}
      </Some>
    </div>
  );
}

function Some({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <section>
      <h4>{title}</h4>
      <ul>{children}</ul>
      {count === most && <p>{t("outcome.newest", { most })}</p>}
    </section>
  );
}
