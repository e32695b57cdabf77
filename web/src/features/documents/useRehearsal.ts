import { useEffect, useEffectEvent, useState } from "react";
import { useClient } from "urql";
import { graphql } from "../../gql";
import type { Classification, ReclassificationRehearsalQuery } from "../../gql/graphql";
import { toProblem, type Problem } from "../../shared/api/problem";
import type { Chosen } from "./EachDialog";

const rehearsalQuery = graphql(/* GraphQL */ `
  query ReclassificationRehearsal($documentId: ID!, $classification: Classification!) {
    reclassificationRehearsal(documentId: $documentId, classification: $classification) {
      grantsEnded {
        id
        user {
          id
          displayName
        }
      }
      grantsShortened {
        until
        grant {
          id
          user {
            id
            displayName
          }
        }
      }
      grantsClosed {
        id
        user {
          id
          displayName
        }
        folder {
          id
          name
        }
      }
      memberships {
        id
        role
        user {
          id
          displayName
        }
      }
      hidden
    }
  }
`);

/** What a new classification takes from whom, for one document. */
export type Losses = ReclassificationRehearsalQuery["reclassificationRehearsal"];

export interface Rehearsal {
  readonly losses: readonly { readonly document: Chosen; readonly losses: Losses }[];
  /** The number of documents that were not looked at, because there are too many. */
  readonly left: number;
  readonly problem: Problem | null;
}

// So many documents are looked at.
const most = 20;

/**
 * Asks the server what a new classification of some documents would end and shorten. Null for no new one, undefined
 * until the answer is there.
 */
export function useRehearsal(
  documents: readonly Chosen[],
  classification: Classification | null,
): Rehearsal | null | undefined {
  const client = useClient();
  const [answer, setAnswer] = useState<Rehearsal & { of: Classification }>();
  const looked = documents.slice(0, most);
  const left = documents.length - looked.length;

  const rehearse = useEffectEvent((of: Classification, end: AbortSignal) => {
    const answers = looked.map(async (document) => {
      const variables = { documentId: document.id, classification: of };
      const { data, error } = await client
        .query(rehearsalQuery, variables, { requestPolicy: "network-only" })
        .toPromise();
      if (!data) throw error ?? new TypeError("an answer without data");
      return { document, losses: data.reclassificationRehearsal };
    });
    void Promise.all(answers)
      .then((losses) => ({ of, losses, left, problem: null }))
      .catch((error: unknown) => ({ of, losses: [], left, problem: toProblem(error) }))
      .then((next) => {
        if (!end.aborted) setAnswer(next);
      });
  });
  useEffect(() => {
    if (classification === null) return;
    const end = new AbortController();
    rehearse(classification, end.signal);
    return () => {
      end.abort();
    };
  }, [classification]);

  if (classification === null) return null;
  return answer?.of === classification ? answer : undefined;
}
