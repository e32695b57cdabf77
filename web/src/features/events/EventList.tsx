import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import type { AuditEventFilter } from "../../gql/graphql";
import { useEvents } from "../../shared/api/live";
import { formatInstant } from "../../shared/format/instant";
import { usePages } from "../../shared/list/usePages";
import { Button } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { LongTable } from "../../shared/ui/LongTable";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { Cell, Row } from "../../shared/ui/Table";
import styles from "./EventList.module.css";
import { eventsQuery } from "./events";

const newEventsSubscription = graphql(/* GraphQL */ `
  subscription NewAuditEvents($filter: AuditEventFilter!) {
    auditEvents(filter: $filter) {
      entries {
        cursor
      }
    }
  }
`);

interface EventListProps {
  filter: AuditEventFilter;
  /** Whether what comes to the log is shown as it comes. */
  follows: boolean;
}

/** The log, the newest entry first. */
export function EventList({ filter, follows }: EventListProps) {
  const { t, i18n } = useTranslation();
  const pages = usePages(eventsQuery, { filter }, ({ auditEvents }) => auditEvents);
  useEvents(newEventsSubscription, { filter }, follows, ({ auditEvents }) => {
    if (auditEvents.entries.length > 0) pages.ask();
  });
  if (pages.problem && pages.isComing) {
    return <ProblemNotice problem={pages.problem} action={<Button onPress={pages.ask}>{t("action.retry")}</Button>} />;
  }
  if (pages.isWhole && pages.rows.length === 0) {
    return (
      <Empty icon="events" title={t("events.none")}>
        {t("events.noneText")}
      </Empty>
    );
  }
  return (
    <LongTable
      label={t("events.title")}
      pages={pages}
      columns={[
        { label: t("events.action") },
        { label: t("events.actor"), width: "11rem" },
        { label: t("events.facts"), width: "25rem" },
        { label: t("events.at"), width: "13rem", end: true },
      ]}
    >
      {(event, place) => (
        <Row key={event.id} place={place} name={<code className={styles["action"]}>{event.action}</code>}>
          <Cell>
            {event.actor ? (
              <Link to="/people/$userId" params={{ userId: event.actor.id }}>
                {event.actor.displayName}
              </Link>
            ) : (
              (event.actorSystem ?? "–")
            )}
          </Cell>
          <Cell>
            <dl className={styles["facts"]}>
              <Fact name={t("events.object")}>{thing(event.objectId, event.customerId)}</Fact>
              <Fact name={t("events.subject")}>{thing(event.subjectId, null)}</Fact>
              <Fact name={t("events.customer")}>{thing(event.customerId, null)}</Fact>
              {event.detail.map(({ name, value }) => (
                <Fact key={name} name={name}>
                  {value}
                </Fact>
              ))}
              <Fact name={t("events.request")}>{event.request}</Fact>
            </dl>
          </Cell>
          <Cell end>
            <time dateTime={event.at}>{formatInstant(event.at, i18n.language)}</time>
          </Cell>
        </Row>
      )}
    </LongTable>
  );
}

// The ID of something, and the way to it where there is a view of it.
function thing(id: string | null, customerId: string | null): ReactNode {
  if (id?.startsWith("usr_")) {
    return (
      <Link to="/people/$userId" params={{ userId: id }}>
        {id}
      </Link>
    );
  }
  const customer = id?.startsWith("cus_") ? id : id?.startsWith("doc_") ? customerId : null;
  if (id === null || customer === null) return id;
  return (
    <Link
      to="/customers/$customerId"
      params={{ customerId: customer }}
      search={id === customer ? {} : { document: id }}
    >
      {id}
    </Link>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{children}</code>
      </dd>
    </div>
  );
}
