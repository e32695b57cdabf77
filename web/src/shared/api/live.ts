import type { AnyVariables, Client, TypedDocumentNode } from "@urql/core";
import { useEffect, useEffectEvent } from "react";
import { useClient } from "urql";
import { graphql } from "../../gql";
import { currentSession, onSession } from "./session";
import { askAgain } from "./sight";

// The server tells when something has changed of what the person may do or reach. One tab listens for all of them,
// since a browser has few connections to one server; when it closes, the next one does.

const accessChanged = graphql(/* GraphQL */ `
  subscription AccessChanged {
    accessChanged {
      at
    }
  }
`);

/** How long to wait for more before asking again, and at least between two connections, in milliseconds. */
const quiet = 300;
const patience = 1_000;
const mostPatience = 30_000;

/** Keeps what is in sight as it is on the server, until what it returns is called. */
export function follow(client: Client): () => void {
  const end = new AbortController();
  const channel = new BroadcastChannel("strongroom.live");
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const changed = (): void => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      if (currentSession() === "standing") askAgain(client);
    }, quiet);
  };
  channel.onmessage = changed;
  const asked = performance.now();
  navigator.locks
    .request("strongroom.live", { signal: end.signal }, () => {
      // A tab that had to wait for its turn may have missed something in between; a new connection always has.
      let missed = performance.now() - asked > patience;
      return listen(end.signal, () => {
        const wasMissed = missed;
        missed = true;
        return connection(client, accessChanged, {}, end.signal, (_, isFirst) => {
          if (isFirst && !wasMissed) return;
          channel.postMessage("changed");
          changed();
        });
      });
    })
    .catch((error: unknown) => {
      if (!end.signal.aborted) throw error;
    });
  return () => {
    end.abort();
    clearTimeout(waiting);
    channel.close();
  };
}

/** Tells of every event of a subscription while isOn; the first of a new connection may tell what was told before. */
export function useEvents<Data, Variables extends AnyVariables>(
  subscription: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  isOn: boolean,
  told: (data: Data) => void,
): void {
  const client = useClient();
  const tell = useEffectEvent(told);
  const begin = useEffectEvent((end: AbortSignal) => {
    void listen(end, () => connection(client, subscription, variables, end, tell));
  });
  const asked = JSON.stringify(variables);
  useEffect(() => {
    if (!isOn) return;
    const end = new AbortController();
    begin(end.signal);
    return () => {
      end.abort();
    };
  }, [asked, isOn]);
}

// Connects, and again whenever the connection breaks, while there is a session.
async function listen(end: AbortSignal, connect: () => Promise<boolean>): Promise<void> {
  for (let failures = 0; !end.aborted; ) {
    if (currentSession() !== "standing") await change(end);
    else if (await connect()) failures = 0;
    else failures++;
    await sleep(Math.min(patience * 2 ** failures, mostPatience) * (0.5 + Math.random()), end);
  }
}

// One connection until its end; tells whether it was one. What came before the first event is not known to it.
function connection<Data, Variables extends AnyVariables>(
  client: Client,
  subscription: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  end: AbortSignal,
  told: (data: Data, isFirst: boolean) => void,
): Promise<boolean> {
  return new Promise((resolve) => {
    let heard = false;
    const events = client.subscription(subscription, variables).subscribe(({ data, error, hasNext }) => {
      if (data && !error && hasNext) {
        told(data, !heard);
        heard = true;
      }
      if (!hasNext) resolve(heard);
    });
    end.addEventListener(
      "abort",
      () => {
        events.unsubscribe();
        resolve(heard);
      },
      { once: true },
    );
  });
}

// Waits for the session to come back, or to go.
function change(end: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = onSession(() => {
      stop();
      resolve();
    });
    end.addEventListener(
      "abort",
      () => {
        resolve();
      },
      { once: true },
    );
  });
}

function sleep(milliseconds: number, end: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    end.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
