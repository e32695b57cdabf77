import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import type { CustomerFilter } from "../../gql/graphql";
import { formatNear } from "../../shared/format/instant";
import { usePages } from "../../shared/list/usePages";
import { now } from "../../shared/time/clock";
import { Button } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { LongTable } from "../../shared/ui/LongTable";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { ImportanceSign } from "../../shared/ui/Signs";
import { Cell, Row } from "../../shared/ui/Table";
import links from "../../shared/ui/RowLink.module.css";

const customersQuery = graphql(/* GraphQL */ `
  query Customers($filter: CustomerFilter!, $after: Cursor) {
    customers(filter: $filter, first: 100, after: $after) {
      edges {
        node {
          id
          name
          category
          importance
          status
          updatedAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

interface CustomerListProps {
  filter: CustomerFilter;
  /** Offered where the list is empty; left out for those who may not create any. */
  onCreate: (() => void) | undefined;
}

export function CustomerList({ filter, onCreate }: CustomerListProps) {
  const { t, i18n } = useTranslation();
  const pages = usePages(customersQuery, { filter }, ({ customers }) => customers);
  const isNarrowed = Object.keys(filter).length > 0;

  if (pages.problem && pages.isComing) {
    return <ProblemNotice problem={pages.problem} action={<Button onPress={pages.ask}>{t("action.retry")}</Button>} />;
  }
  if (pages.isWhole && pages.rows.length === 0) {
    return isNarrowed ? (
      <Empty icon="search" title={t("list.noneFit")}>
        {t("list.noneFitText")}
      </Empty>
    ) : (
      <Empty
        icon="customers"
        title={t("customers.none")}
        action={
          onCreate && (
            <Button kind="primary" icon="plus" onPress={onCreate}>
              {t("customers.create")}
            </Button>
          )
        }
      >
        {onCreate ? t("customers.noneCreate") : t("customers.noneWait")}
      </Empty>
    );
  }
  return (
    <LongTable
      label={t("customers.title")}
      pages={pages}
      columns={[
        { label: t("customers.name") },
        { label: t("customers.category"), width: "12rem" },
        { label: t("customers.importance"), width: "8rem" },
        { label: t("list.changed"), width: "8.5rem", end: true },
      ]}
    >
      {(customer, place) => (
        <Row
          key={customer.id}
          place={place}
          isOver={customer.status !== "ACTIVE"}
          name={
            <Link to="/customers/$customerId" params={{ customerId: customer.id }} className={links["cover"] ?? ""}>
              <bdi>{customer.name}</bdi>
            </Link>
          }
        >
          <Cell>{customer.category}</Cell>
          <Cell>
            <ImportanceSign value={customer.importance} />
          </Cell>
          <Cell end label={t("list.changed")}>
            {formatNear(customer.updatedAt, now(), i18n.language)}
          </Cell>
        </Row>
      )}
    </LongTable>
  );
}
