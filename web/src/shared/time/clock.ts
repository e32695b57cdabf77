import { useSyncExternalStore } from "react";

// The page counts down to instants that the server enforces, so it goes by the server's clock as far as the Date
// header (whole seconds) tells it.

const tolerance = 2000; // ms; below it the difference may be rounding and travel
let offset = 0; // ms to add to this machine's clock

/** Learns the server's clock from the Date header of an answer that has just come. */
export function learnServerTime(date: string | null): void {
  const told = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(told)) return;
  const difference = told - Date.now();
  offset = Math.abs(difference) > tolerance ? difference : 0;
}

/** The instant now by the server's clock, in milliseconds since 1970. */
export function now(): number {
  return Date.now() + offset;
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  timer ??= setInterval(() => {
    listeners.forEach((each) => {
      each();
    });
  }, 1000);
  return () => {
    listeners.delete(tell);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** What a reading of the clock comes to; the component renders again only when that changes. */
export function useClock<T extends string | number | boolean>(reading: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => reading(now()));
}
