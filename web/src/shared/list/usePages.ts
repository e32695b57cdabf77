import type { AnyVariables, TypedDocumentNode } from "@urql/core";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { useClient } from "urql";
import { nodes } from "../api/nodes";
import { toProblem, type Problem } from "../api/problem";

interface Connection<Node> {
  readonly edges: readonly ({ readonly node: Node | null } | null)[] | null;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Page<Node> {
  readonly after: string | null;
  readonly rows: readonly Node[];
  /** Where the next page begins; null when this is the last. */
  readonly next: string | null;
  readonly isLoaded: boolean;
}

/** A list that is read page by page as far as somebody looks. */
export interface Pages<Node> {
  /** All rows that have been read, in order. */
  readonly rows: readonly Node[];
  /** Whether nothing has been answered yet. */
  readonly isComing: boolean;
  /** Whether there is no more. */
  readonly isWhole: boolean;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  /** Says which rows are in sight: their pages follow changes, and the next page is read before it is reached. */
  readonly show: (first: number, last: number) => void;
  /** Reads the pages in sight again. */
  readonly ask: () => void;
}

// The next page is read when so few rows are left below.
const ahead = 40;

function begin<Node>(after: string | null): Page<Node> {
  return { after, rows: [], next: null, isLoaded: false };
}

function isSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}

/**
 * Reads a connection whose query takes `after`. Only the pages in sight are asked for again when something changes, so
 * that the last of a hundred pages costs as much as the first. The variables stay the same for as long as the component
 * is there: give it a key.
 */
export function usePages<Data, Variables extends AnyVariables, Node>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, "after">,
  connectionOf: (data: Data) => Connection<Node> | null | undefined,
): Pages<Node> {
  const client = useClient();
  const [pages, setPages] = useState<readonly Page<Node>[]>([begin<Node>(null)]);
  const [sight, setSight] = useState<readonly [number, number]>([0, 0]);
  const [isBusy, setBusy] = useState(true);
  const [problem, setProblem] = useState<Problem | null>(null);
  const rows = useMemo(() => pages.flatMap((page) => page.rows), [pages]);
  const inSight = pages.slice(sight[0], sight[1] + 1);
  const withCursor = (after: string | null) => ({ ...variables, after }) as unknown as Variables;

  function take(after: string | null, connection: Connection<Node>): void {
    const next = connection.pageInfo.hasNextPage ? connection.pageInfo.endCursor : null;
    setPages((before) => {
      const index = before.findIndex((page) => page.after === after);
      if (index < 0) return before;
      const held = before[index];
      const rows = nodes(connection);
      if (held?.isLoaded && held.next === next && isSame(held.rows, rows)) return before;
      // What came or went within the page moves where the next one begins.
      const later = held?.next === next ? before.slice(index + 1) : [];
      return [...before.slice(0, index), { after, rows, next, isLoaded: true }, ...later];
    });
  }

  const watch = useEffectEvent(() => {
    const watched = inSight.map(({ after, isLoaded }) =>
      client
        .query(query, withCursor(after), { requestPolicy: isLoaded ? "cache-first" : "cache-and-network" })
        .subscribe(({ data, error, stale }) => {
          setBusy(stale);
          const connection = data ? connectionOf(data) : undefined; // null when it was refused
          if (connection) take(after, connection);
          setProblem(error ? toProblem(error) : null);
        }),
    );
    return () => {
      watched.forEach((subscription) => {
        subscription.unsubscribe();
      });
    };
  });
  const watched = JSON.stringify(inSight.map(({ after }) => after));
  useEffect(() => watch(), [watched]);

  return {
    rows,
    isComing: pages[0]?.isLoaded !== true,
    isWhole: pages.at(-1)?.isLoaded === true && pages.at(-1)?.next === null,
    isBusy,
    problem,
    show: (first, last) => {
      let end = 0;
      const ends = pages.map((page) => (end += page.rows.length));
      const pageOf = (row: number) => {
        const found = ends.findIndex((each) => row < each);
        return found < 0 ? pages.length - 1 : found;
      };
      const bottom = pages.length - 1;
      const { isLoaded = false, next = null } = pages[bottom] ?? {};
      const grows = isLoaded && next !== null && last + ahead >= rows.length;
      if (grows) setPages([...pages, begin<Node>(next)]);
      // A page that is on its way stays asked for.
      const now = [pageOf(first), grows ? bottom + 1 : isLoaded ? pageOf(last) : bottom] as const;
      if (now[0] !== sight[0] || now[1] !== sight[1]) setSight(now);
    },
    ask: () => {
      inSight.forEach(({ after }) => {
        void client.query(query, withCursor(after), { requestPolicy: "network-only" }).toPromise();
      });
    },
  };
}
