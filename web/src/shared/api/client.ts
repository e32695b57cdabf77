import { Client, fetchExchange, makeOperation, mapExchange, type Exchange, type Operation } from "@urql/core";
import { learnServerTime } from "../time/clock";
import { cache } from "./cache";
import { toProblem } from "./problem";
import { sessionLost } from "./session";
import { breakingSilence, isStream, mostSilence } from "./silence";
import { noteSight } from "./sight";

/** The client of the page. The session cookie goes along by itself; no script can read it. */
export function newClient(): Client {
  return newClientOf([mapExchange({ onOperation: noteSight }), cache]);
}

/** A client that remembers nothing, for what is too much to remember. */
export function newUncachedClient(): Client {
  return newClientOf([]);
}

function newClientOf(exchanges: Exchange[]): Client {
  return new Client({
    url: "/graphql",
    preferGetMethod: false,
    fetchSubscriptions: true,
    requestPolicy: "cache-and-network",
    fetch: async (input, init) => {
      const response = await inTurn(init?.body, () => fetch(input, { ...init, credentials: "same-origin" }));
      learnServerTime(response.headers.get("date"));
      return isStream(response) ? breakingSilence(response, mostSilence) : response;
    },
    exchanges: [
      ...exchanges,
      mapExchange({
        onOperation: import.meta.env.PROD ? byHash : (operation) => operation,
        onError: (error) => {
          if (toProblem(error).code === "UNAUTHENTICATED") sessionLost(error.graphQLErrors[0]?.extensions["reason"]);
        },
      }),
      fetchExchange,
    ],
  });
}

// The questions that are under way, each until its newest answer is there.
const turns = new Map<unknown, Promise<unknown>>();

// Asks a question once the same question that was asked before has its answer: of two that are under way, the older answer
// could come last.
function inTurn(question: unknown, ask: () => Promise<Response>): Promise<Response> {
  const answer = (turns.get(question) ?? Promise.resolve()).then(ask);
  const turn = answer
    .then((response) => (isStream(response) ? undefined : response.clone().arrayBuffer()))
    .catch(() => undefined) // whoever asked is told
    .then(() => {
      if (turns.get(question) === turn) turns.delete(question);
    });
  turns.set(question, turn);
  return answer;
}

// Names an operation by the SHA-256 of its text instead of sending it; the server knows the texts from
// operations.json. Under the dev server of Vite the text is sent, because it changes faster than that file.
function byHash(operation: Operation): Operation {
  const { __meta__: meta } = operation.query as { __meta__?: { hash?: string } };
  if (meta?.hash === undefined) throw new Error("an operation without the hash that generation gives it");
  return makeOperation(operation.kind, {
    ...operation,
    extensions: { ...operation.extensions, persistedQuery: { version: 1, sha256Hash: meta.hash } },
  });
}
