import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import type { UserFilter } from "../../gql/graphql";
import { nodes } from "../../shared/api/nodes";
import { toProblem } from "../../shared/api/problem";
import { formatNear } from "../../shared/format/instant";
import { now } from "../../shared/time/clock";
import { Empty } from "../../shared/ui/Empty";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import links from "../../shared/ui/RowLink.module.css";
import { StatusSign } from "../../shared/ui/Signs";
import { Cell, Row, RowsToCome, Table } from "../../shared/ui/Table";

const peopleQuery = graphql(/* GraphQL */ `
  query People($filter: UserFilter!, $after: Cursor) {
    users(filter: $filter, first: 50, after: $after) {
      edges {
        node {
          id
          displayName
          email
          kind
          status
          role
          lastSeenAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export function PeopleList({ filter }: { filter: UserFilter }) {
  const { t, i18n } = useTranslation();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching, stale }] = useQuery({ query: peopleQuery, variables: { filter, after } });
  if (error && !data) return <ProblemNotice problem={toProblem(error)} />;
  const people = nodes(data?.users);
  if (data && people.length === 0) {
    return (
      <Empty icon="search" title={t("list.noneFit")}>
        {t("people.noneText")}
      </Empty>
    );
  }
  const endCursor = data?.users.pageInfo.hasNextPage ? data.users.pageInfo.endCursor : null;
  return (
    <Table
      label={t("people.title")}
      isBusy={fetching || stale}
      columns={[
        { label: t("people.name") },
        { label: t("people.kind") },
        { label: t("people.status") },
        { label: t("people.lastSeen"), end: true },
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
      {!data && <RowsToCome columns={4} />}
      {people.map((person) => (
        <Row
          key={person.id}
          isOver={person.status === "DEPARTED"}
          name={
            <>
              <Link to="/people/$userId" params={{ userId: person.id }} className={links["cover"] ?? ""}>
                {person.displayName}
              </Link>
              {person.email !== null && <span className={links["note"]}>{person.email}</span>}
            </>
          }
        >
          <Cell>{person.role ? t(`globalRole.${person.role}`) : t(`userKind.${person.kind}`)}</Cell>
          <Cell>
            <StatusSign value={person.status} />
          </Cell>
          <Cell end label={t("people.lastSeen")}>
            {person.lastSeenAt === null ? t("people.never") : formatNear(person.lastSeenAt, now(), i18n.language)}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
