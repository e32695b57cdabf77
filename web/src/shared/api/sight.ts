import type { Client, Operation } from "@urql/core";

// The queries whose answers are in sight, so that all of them can be asked again when something has changed that no
// answer tells of.
const inSight = new Map<number, Operation>();

/** Keeps account of an operation that begins, or of a query that nobody looks at any more. */
export function noteSight(operation: Operation): Operation {
  if (operation.kind === "query") inSight.set(operation.key, operation);
  if (operation.kind === "teardown") inSight.delete(operation.key);
  return operation;
}

/** Asks again for everything in sight; until the answers come, what is there stays. */
export function askAgain(client: Client): void {
  for (const operation of inSight.values()) {
    const { key, query, variables } = operation;
    const request = { key, query, variables };
    client.reexecuteOperation(client.createRequestOperation("query", request, { requestPolicy: "network-only" }));
  }
}
