import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import type { AuditEventFilter } from "../../gql/graphql";
import { formatInstant } from "../../shared/format/instant";
import { usePages } from "../../shared/list/usePages";
import { Button } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { LongTable } from "../../shared/ui/LongTable";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { Cell, Row } from "../../shared/ui/Table";
import styles from "./EventList.module.css";

const eventsQuery = graphql(/* GraphQL */ `
  query AuditEvents($filter: AuditEventFilter!, $after: Cursor) {
    auditEvents(filter: $filter, first: 100, after: $after) {
      edges {
        node {
          id
          at
          action
          actorSystem
          objectId
          subjectId
          customerId
          request
          actor {
            id
            displayName
          }
          detail {
            name
            value
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

/** The log, the newest entry first. */
export function EventList({ filter }: { filter: AuditEventFilter }) {
  const { t, i18n } = useTranslation();
  const pages = usePages(eventsQuery, { filter }, ({ auditEvents }) => auditEvents);
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
        { label: t("events.facts"), width: "26rem" },
        { label: t("events.at"), width: "11.5rem", end: true },
      ]}
    >
      {(event, place) => (
        <Row key={event.id} place={place} name={<code className={styles["action"]}>{event.action}</code>}>
          <Cell>{event.actor?.displayName ?? event.actorSystem ?? "–"}</Cell>
          <Cell>
            <dl className={styles["facts"]}>
              {event.objectId !== null && <Fact name={t("events.object")} value={event.objectId} />}
              {event.subjectId !== null && <Fact name={t("events.subject")} value={event.subjectId} />}
              {event.customerId !== null && <Fact name={t("events.customer")} value={event.customerId} />}
              {event.detail.map(({ name, value }) => (
                <Fact key={name} name={name} value={value} />
              ))}
              {event.request !== null && <Fact name={t("events.request")} value={event.request} />}
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

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </div>
  );
}
