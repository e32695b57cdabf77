import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import type { AuditEventFilter } from "../../gql/graphql";
import { nodes } from "../../shared/api/nodes";
import { toProblem } from "../../shared/api/problem";
import { formatInstant } from "../../shared/format/instant";
import { Empty } from "../../shared/ui/Empty";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { Cell, Row, RowsToCome, Table } from "../../shared/ui/Table";
import styles from "./EventList.module.css";

const eventsQuery = graphql(/* GraphQL */ `
  query AuditEvents($filter: AuditEventFilter!, $after: Cursor) {
    auditEvents(filter: $filter, first: 50, after: $after) {
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
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching, stale }] = useQuery({ query: eventsQuery, variables: { filter, after } });
  if (error && !data) return <ProblemNotice problem={toProblem(error)} />;
  const events = nodes(data?.auditEvents);
  if (data && events.length === 0) {
    return (
      <Empty icon="events" title={t("events.none")}>
        {t("events.noneText")}
      </Empty>
    );
  }
  const endCursor = data?.auditEvents.pageInfo.hasNextPage ? data.auditEvents.pageInfo.endCursor : null;
  return (
    <Table
      label={t("events.title")}
      isBusy={fetching || stale}
      columns={[
        { label: t("events.action") },
        { label: t("events.actor") },
        { label: t("events.facts") },
        { label: t("events.at"), end: true },
      ]}
      more={
        endCursor === null
          ? null
          : {
              isPending: fetching,
              onMore: () => {
                setAfter(endCursor);
              },
            }
      }
    >
      {!data && <RowsToCome columns={4} rows={8} />}
      {events.map((event) => (
        <Row key={event.id} name={<code className={styles["action"]}>{event.action}</code>}>
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
      ))}
    </Table>
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
