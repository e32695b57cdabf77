import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql, unmask, type FragmentType } from "../../gql";
import { nodes } from "../../shared/api/nodes";
import { toProblem } from "../../shared/api/problem";
import { formatInstant } from "../../shared/format/instant";
import { Button } from "../../shared/ui/Button";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import styles from "./OutcomeList.module.css";

const grantsFragment = graphql(/* GraphQL */ `
  fragment AffectedGrants on GrantConnection {
    edges {
      node {
        id
        purpose
        until
        user {
          id
          displayName
        }
        customer {
          id
          name
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`);

const customersFragment = graphql(/* GraphQL */ `
  fragment AffectedCustomers on CustomerConnection {
    edges {
      node {
        id
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`);

// Of its lists one is wanted at a time.
const listsFragment = graphql(/* GraphQL */ `
  fragment OutcomeLists on DepartureOutcome {
    grantsEnded(first: 20, after: $after) @include(if: $grantsEnded) {
      ...AffectedGrants
    }
    grantsHandedOver(first: 20, after: $after) @include(if: $grantsHandedOver) {
      ...AffectedGrants
    }
    grantsHeld(first: 20, after: $after) @include(if: $grantsHeld) {
      ...AffectedGrants
    }
    customersHandedOver(first: 20, after: $after) @include(if: $customersHandedOver) {
      ...AffectedCustomers
    }
    customersBereft(first: 20, after: $after) @include(if: $customersBereft) {
      ...AffectedCustomers
    }
  }
`);

const rehearsedQuery = graphql(/* GraphQL */ `
  query Rehearsed(
    $userId: ID!
    $successorId: ID
    $after: Cursor
    $grantsEnded: Boolean!
    $grantsHandedOver: Boolean!
    $grantsHeld: Boolean!
    $customersHandedOver: Boolean!
    $customersBereft: Boolean!
  ) {
    departureRehearsal(userId: $userId, successorId: $successorId) {
      ...OutcomeLists
    }
  }
`);

const recordedQuery = graphql(/* GraphQL */ `
  query Recorded(
    $departureId: ID!
    $after: Cursor
    $grantsEnded: Boolean!
    $grantsHandedOver: Boolean!
    $grantsHeld: Boolean!
    $customersHandedOver: Boolean!
    $customersBereft: Boolean!
  ) {
    departureRecord(departureId: $departureId) {
      outcome {
        ...OutcomeLists
      }
    }
  }
`);

/** Whose outcome it is: of a departure that is rehearsed, or of one on record. */
export type OutcomeOf =
  | { readonly userId: string; readonly successorId: string | null }
  | { readonly departureId: string };

/** What can be looked at one by one. */
export type Listed = "grantsEnded" | "grantsHandedOver" | "grantsHeld" | "customersHandedOver" | "customersBereft";

interface OutcomeListProps {
  of: OutcomeOf;
  listed: Listed;
}

/** The grants or customers that a departure concerns in one way. */
export function OutcomeList({ of, listed }: OutcomeListProps) {
  const { t } = useTranslation();
  const [after, setAfter] = useState<string | null>(null);
  const variables = {
    after,
    grantsEnded: listed === "grantsEnded",
    grantsHandedOver: listed === "grantsHandedOver",
    grantsHeld: listed === "grantsHeld",
    customersHandedOver: listed === "customersHandedOver",
    customersBereft: listed === "customersBereft",
  };
  const [rehearsed] = useQuery({
    query: rehearsedQuery,
    variables: { userId: "", successorId: null, ...of, ...variables },
    pause: "departureId" in of,
  });
  const [recorded] = useQuery({
    query: recordedQuery,
    variables: { departureId: "", ...of, ...variables },
    pause: !("departureId" in of),
  });
  const { error, fetching } = "departureId" in of ? recorded : rehearsed;
  const lists = unmask(
    listsFragment,
    recorded.data?.departureRecord.outcome ?? rehearsed.data?.departureRehearsal ?? null,
  );
  if (error && !lists) return <ProblemNotice problem={toProblem(error)} />;
  if (!lists) return <p className={styles["list"]} aria-busy />;
  const connection =
    listed === "customersHandedOver" || listed === "customersBereft"
      ? unmask(customersFragment, lists[listed])
      : unmask(grantsFragment, lists[listed]);
  const endCursor = connection?.pageInfo.hasNextPage ? connection.pageInfo.endCursor : null;
  return (
    <div className={styles["list"]}>
      {listed === "customersHandedOver" || listed === "customersBereft" ? (
        <Customers customers={lists[listed]} />
      ) : (
        <Grants grants={lists[listed]} />
      )}
      {endCursor !== null && (
        <Button
          kind="quiet"
          isPending={fetching}
          onPress={() => {
            setAfter(endCursor);
          }}
        >
          {t("action.more")}
        </Button>
      )}
    </div>
  );
}

function Grants({ grants }: { grants: FragmentType<typeof grantsFragment> | undefined }) {
  const { t, i18n } = useTranslation();
  return (
    <ul>
      {nodes(unmask(grantsFragment, grants)).map((grant) => (
        <li key={grant.id}>
          <strong>{grant.user?.displayName ?? t("person.hidden")}</strong>
          <span>
            {[
              grant.customer?.name,
              grant.purpose,
              t("timeLeft.until", { at: formatInstant(grant.until, i18n.language) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Customers({ customers }: { customers: FragmentType<typeof customersFragment> | undefined }) {
  return (
    <ul>
      {nodes(unmask(customersFragment, customers)).map((customer) => (
        <li key={customer.id}>
          <Link to="/customers/$customerId" params={{ customerId: customer.id }}>
            {customer.name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
