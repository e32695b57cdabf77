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
      const response = await fetch(input, { ...init, credentials: "same-origin" });
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
