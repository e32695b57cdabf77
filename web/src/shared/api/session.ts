import { useSyncExternalStore } from "react";

// Whether the browser's session still stands, as far as the page knows, the same on every open tab. The session itself
// is a cookie that no script can read.

/** "lost" means: somebody was signed in here, and the server no longer knows them. */
export type Session = "standing" | "lost";

let session: Session = "standing";
const listeners = new Set<() => void>();
const channel = new BroadcastChannel("strongroom.session");

function change(next: Session): void {
  if (next === session) return;
  session = next;
  listeners.forEach((tell) => {
    tell();
  });
}

channel.onmessage = ({ data }: MessageEvent<unknown>) => {
  if (data === "lost" || data === "standing") change(data);
};

/** The server no longer knows the person. What they typed stays where it is. */
export function sessionLost(): void {
  change("lost");
  channel.postMessage("lost");
}

/** The person has signed in again, perhaps on another tab. */
export function sessionStands(): void {
  change("standing");
  channel.postMessage("standing");
}

export function useSession(): Session {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => session,
  );
}
