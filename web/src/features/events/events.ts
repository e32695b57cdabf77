import { graphql } from "../../gql";
import type { AuditEventsQuery } from "../../gql/graphql";

/** A page of the log, the newest entry first. */
export const eventsQuery = graphql(/* GraphQL */ `
  query AuditEvents($filter: AuditEventFilter!, $first: Int = 100, $after: Cursor) {
    auditEvents(filter: $filter, first: $first, after: $after) {
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

type Edge = NonNullable<NonNullable<AuditEventsQuery["auditEvents"]["edges"]>[number]>;

export type AuditEvent = NonNullable<Edge["node"]>;
