import type { Client } from "@urql/core";
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
    .request("strongroom.live", { signal: end.signal }, () =>
      // A tab that had to wait for its turn may have missed something in between.
      listen(client, end.signal, performance.now() - asked > patience, () => {
        channel.postMessage("changed");
        changed();
      }),
    )
    .catch((error: unknown) => {
      if (!end.signal.aborted) throw error;
    });
  return () => {
    end.abort();
    clearTimeout(waiting);
    channel.close();
  };
}

// Listens, and again whenever the connection breaks, while there is a session.
async function listen(client: Client, end: AbortSignal, missed: boolean, changed: () => void): Promise<void> {
  for (let failures = 0; !end.aborted; ) {
    if (currentSession() !== "standing") await change(end);
    else if (await connection(client, end, missed, changed)) failures = 0;
    else failures++;
    missed = true;
    await sleep(Math.min(patience * 2 ** failures, mostPatience) * (0.5 + Math.random()), end);
  }
}

// One connection until its end; tells whether it was one. What came before the first event is not known to it.
function connection(client: Client, end: AbortSignal, missed: boolean, changed: () => void): Promise<boolean> {
  return new Promise((resolve) => {
    let heard = false;
    const events = client.subscription(accessChanged, {}).subscribe(({ error, hasNext }) => {
      if (!error && hasNext) {
        if (heard || missed) changed();
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
