import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import type { CustomerFilter } from "../../gql/graphql";
import { nodes } from "../../shared/api/nodes";
import { toProblem } from "../../shared/api/problem";
import { formatNear } from "../../shared/format/instant";
import { now } from "../../shared/time/clock";
import { Button } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { ImportanceSign } from "../../shared/ui/Signs";
import { Cell, Row, RowsToCome, Table } from "../../shared/ui/Table";
import links from "../../shared/ui/RowLink.module.css";

const customersQuery = graphql(/* GraphQL */ `
  query Customers($filter: CustomerFilter!, $after: Cursor) {
    customers(filter: $filter, first: 50, after: $after) {
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
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching, stale }, ask] = useQuery({ query: customersQuery, variables: { filter, after } });
  const customers = nodes(data?.customers);
  const isNarrowed = Object.keys(filter).length > 0;

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
  if (data && customers.length === 0) {
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
  const endCursor = data?.customers.pageInfo.hasNextPage ? data.customers.pageInfo.endCursor : null;
  return (
    <Table
      label={t("customers.title")}
      isBusy={fetching || stale}
      columns={[
        { label: t("customers.name") },
        { label: t("customers.category") },
        { label: t("customers.importance") },
        { label: t("list.changed"), end: true },
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
      {customers.map((customer) => (
        <Row
          key={customer.id}
          isOver={customer.status !== "ACTIVE"}
          name={
            <Link to="/customers/$customerId" params={{ customerId: customer.id }} className={links["cover"] ?? ""}>
              {customer.name}
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
      ))}
    </Table>
  );
}
