import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import type { UserFilter } from "../../gql/graphql";
import { addressOf } from "../../shared/format/address";
import { formatNear } from "../../shared/format/instant";
import { now } from "../../shared/time/clock";
import { usePages } from "../../shared/list/usePages";
import { Button } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { LongTable } from "../../shared/ui/LongTable";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import links from "../../shared/ui/RowLink.module.css";
import { StatusSign } from "../../shared/ui/Signs";
import { Cell, Row } from "../../shared/ui/Table";

const peopleQuery = graphql(/* GraphQL */ `
  query People($filter: UserFilter!, $after: Cursor) {
    users(filter: $filter, first: 100, after: $after) {
      edges {
        node {
          id
          displayName
          email
          issuer
          kind
          status
          role
          lastSeenAt
          byLink
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
  const pages = usePages(peopleQuery, { filter }, ({ users }) => users);
  if (pages.problem && pages.isComing) {
    return <ProblemNotice problem={pages.problem} action={<Button onPress={pages.ask}>{t("action.retry")}</Button>} />;
  }
  if (pages.isWhole && pages.rows.length === 0) {
    return (
      <Empty icon="search" title={t("list.noneFit")}>
        {t("people.noneText")}
      </Empty>
    );
  }
  return (
    <LongTable
      label={t("people.title")}
      pages={pages}
      columns={[
        { label: t("people.name") },
        { label: t("people.kind"), width: "9rem" },
        { label: t("people.status"), width: "9.5rem" },
        { label: t("people.lastSeen"), width: "8.5rem", end: true },
      ]}
    >
      {(person, place) => (
        <Row
          key={person.id}
          place={place}
          isOver={person.status === "DEPARTED"}
          name={
            <>
              <Link to="/people/$userId" params={{ userId: person.id }} className={links["cover"] ?? ""}>
                <bdi>{person.displayName}</bdi>
              </Link>
              <span className={links["note"]}>
                {[person.email, addressOf(person.issuer)].filter(Boolean).join(" · ")}
              </span>
            </>
          }
        >
          <Cell>
            {person.byLink
              ? t("links.sign")
              : person.role
                ? t(`globalRole.${person.role}`)
                : t(`userKind.${person.kind}`)}
          </Cell>
          <Cell>
            <StatusSign value={person.status} />
          </Cell>
          <Cell end label={t("people.lastSeen")}>
            {person.lastSeenAt === null ? t("people.never") : formatNear(person.lastSeenAt, now(), i18n.language)}
          </Cell>
        </Row>
      )}
    </LongTable>
  );
}
