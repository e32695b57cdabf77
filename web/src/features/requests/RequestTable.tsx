import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import type { AccessRequestFilter } from "../../gql/graphql";
import { nodes } from "../../shared/api/nodes";
import { toProblem } from "../../shared/api/problem";
import { useViewer } from "../../shared/api/viewer";
import { formatNear } from "../../shared/format/instant";
import { formatSpan } from "../../shared/format/span";
import { now } from "../../shared/time/clock";
import { Button } from "../../shared/ui/Button";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import links from "../../shared/ui/RowLink.module.css";
import { ClassificationSign } from "../../shared/ui/Signs";
import { Cell, Row, RowsToCome, Table } from "../../shared/ui/Table";
import { RequestButtons } from "./RequestButtons";
import styles from "./RequestTable.module.css";

const requestsQuery = graphql(/* GraphQL */ `
  query AccessRequests($filter: AccessRequestFilter!, $orderBy: AccessRequestOrder!, $after: Cursor) {
    accessRequests(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
      edges {
        node {
          id
          level
          seconds
          purpose
          status
          approvalsNeeded
          approvals {
            at
          }
          closedAt
          note
          createdAt
          ...RequestButtons
          user {
            id
            displayName
          }
          customer {
            id
            name
          }
          document {
            id
            title
            classification
          }
          closedBy {
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

interface RequestTableProps {
  title: string;
  filter: AccessRequestFilter;
  /** Whose are shown: the viewer's own, or those of others. */
  whose: "own" | "others";
  /** Shown where there are none. */
  empty: ReactNode;
}

/** Access requests and where they stand: the newest first of one's own, the oldest first of others. */
export function RequestTable({ title, filter, whose, empty }: RequestTableProps) {
  const { t, i18n } = useTranslation();
  const heading = useId();
  const viewer = useViewer();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching, stale }, ask] = useQuery({
    query: requestsQuery,
    variables: { filter, orderBy: { field: "CREATED_AT", direction: whose === "own" ? "DESC" : "ASC" }, after },
  });
  if (error && !data) {
    const retry = (
      <Button
        onPress={() => {
          ask({ requestPolicy: "network-only" });
        }}
      >
        {t("action.retry")}
      </Button>
    );
    return <ProblemNotice problem={toProblem(error)} action={retry} />;
  }
  const isOthers = whose === "others";
  const requests = nodes(data?.accessRequests).filter(({ user }) => (user?.id === viewer.user.id) !== isOthers);
  const endCursor = data?.accessRequests.pageInfo.hasNextPage ? data.accessRequests.pageInfo.endCursor : null;
  if (requests.length === 0 && endCursor === null && (data || isOthers)) return empty;
  const columns = [
    { label: t("grants.thing") },
    ...(isOthers ? [{ label: t("requests.by") }] : []),
    { label: t("requests.wanted") },
    { label: t("requests.state") },
    { label: t("list.actions"), hidden: true },
  ];
  return (
    <section className={styles["part"]} aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      <Table
        label={title}
        isBusy={fetching || stale}
        columns={columns}
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
        {!data && <RowsToCome columns={columns.length} rows={3} />}
        {requests.map((request) => {
          const { document, customer, closedBy, status } = request;
          const thing = document?.title ?? t("grants.hidden");
          const person = request.user?.displayName ?? t("person.hidden");
          return (
            <Row
              key={request.id}
              isOver={status !== "PENDING"}
              name={
                <>
                  <strong>{thing}</strong>
                  <span className={links["note"]}>{[customer?.name, request.purpose].filter(Boolean).join(" · ")}</span>
                </>
              }
              below={request.note !== null && <p className={styles["note"]}>{request.note}</p>}
            >
              {isOthers && (
                <Cell label={t("requests.by")}>
                  {person}
                  <span className={links["note"]}>{formatNear(request.createdAt, now(), i18n.language)}</span>
                </Cell>
              )}
              <Cell>
                {t("requests.wants", {
                  level: t(`levelShort.${request.level}`),
                  span: formatSpan(request.seconds, i18n.language),
                })}
                {document && (
                  <>
                    <br />
                    <ClassificationSign value={document.classification} />
                  </>
                )}
              </Cell>
              <Cell>
                {t(`requestStatus.${status}`)}
                <span className={links["note"]}>
                  {status === "PENDING" && request.approvalsNeeded !== null
                    ? t("requests.agreed", { agreed: request.approvals.length, needed: request.approvalsNeeded })
                    : [
                        closedBy?.id === request.user?.id ? null : closedBy?.displayName,
                        request.closedAt !== null && formatNear(request.closedAt, now(), i18n.language),
                      ]
                        .filter(Boolean)
                        .join(" · ")}
                </span>
              </Cell>
              <Cell end>
                <span className={links["above"]}>
                  <RequestButtons request={request} person={person} thing={thing} />
                </span>
              </Cell>
            </Row>
          );
        })}
      </Table>
    </section>
  );
}
