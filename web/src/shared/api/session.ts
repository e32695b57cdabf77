import { useSyncExternalStore } from "react";

// Whether the browser's session still stands, as far as the page knows, the same on every open tab. The session itself
// is a cookie that no script can read.

/** Why somebody who was signed in here is not any more, as the server says it; UNKNOWN where it does not. */
export const losses = ["UNKNOWN", "SESSION_ENDED", "SESSION_EXPIRED", "ACCOUNT_CLOSED"] as const;

export type Loss = (typeof losses)[number];

/** A loss means: somebody was signed in here, and the server no longer knows them. */
export type Session = "standing" | Loss;

let session: Session = "standing";
const listeners = new Set<() => void>();
const channel = new BroadcastChannel("strongroom.session");

function change(next: Session): void {
  if (next === session || (next === "UNKNOWN" && session !== "standing")) return; // a reason says more
  session = next;
  listeners.forEach((tell) => {
    tell();
  });
}

channel.onmessage = ({ data }: MessageEvent<unknown>) => {
  const next = data === "standing" ? data : losses.find((each) => each === data);
  if (next !== undefined) change(next);
};

/** The server no longer knows the person. What they typed stays where it is. */
export function sessionLost(why: unknown): void {
  const loss = losses.find((each) => each === why) ?? "UNKNOWN";
  change(loss);
  channel.postMessage(loss);
}

/** The person has signed in again, perhaps on another tab. */
export function sessionStands(): void {
  change("standing");
  channel.postMessage("standing");
}

/** Tells of every change, until what it returns is called. */
export function onSession(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function currentSession(): Session {
  return session;
}

export function useSession(): Session {
  return useSyncExternalStore(onSession, currentSession);
}
