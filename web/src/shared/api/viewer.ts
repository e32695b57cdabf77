import { useQuery } from "urql";
import { graphql } from "../../gql";
import type { ViewerQuery as ViewerData } from "../../gql/graphql";

export const viewerQuery = graphql(/* GraphQL */ `
  query Viewer {
    viewer {
      user {
        id
        displayName
        email
        kind
        role
        byLink
      }
      canCreateCustomer
      canManagePeople
      canReadAudit
    }
  }
`);

export type Viewer = NonNullable<ViewerData["viewer"]>;

/** Who is signed in. Only for views behind the sign-in, whose route has asked already. */
export function useViewer(): Viewer {
  const [{ data }] = useQuery({ query: viewerQuery, requestPolicy: "cache-first" });
  if (!data?.viewer) throw new Error("a view behind the sign-in is shown to nobody");
  return data.viewer;
}
