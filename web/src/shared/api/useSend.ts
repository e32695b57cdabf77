import { CombinedError, type AnyVariables, type TypedDocumentNode } from "@urql/core";
import { useCallback } from "react";
import { useClient } from "urql";

type Send = <Data, Variables extends AnyVariables>(
  mutation: TypedDocumentNode<Data, Variables>,
  variables: Variables,
) => Promise<Data>;

/** Sends a mutation and answers with its data; throws a CombinedError, for toProblem, unless all of it succeeded. */
export function useSend(): Send {
  const client = useClient();
  return useCallback<Send>(
    async (mutation, variables) => {
      const { data, error } = await client.mutation(mutation, variables).toPromise();
      if (error) throw error;
      if (!data) throw new CombinedError({ networkError: new Error("an answer without data") });
      return data;
    },
    [client],
  );
}
