/** The time until an instant in the largest unit that still says enough. */
export interface TimeLeft {
  readonly unit: "day" | "hour" | "minute" | "second";
  /** Whole units, at least 1, rounded down: the page never promises more than there is. */
  readonly count: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Tells how long it is from now to until (milliseconds since 1970); null when the instant has come. Days are used from
 * two days on, hours from two hours on, minutes from two minutes on.
 */
export function timeLeft(until: number, now: number): TimeLeft | null {
  const left = until - now;
  if (!(left > 0)) return null;
  if (left >= 2 * day) return { unit: "day", count: Math.floor(left / day) };
  if (left >= 2 * hour) return { unit: "hour", count: Math.floor(left / hour) };
  if (left >= 2 * minute) return { unit: "minute", count: Math.floor(left / minute) };
  return { unit: "second", count: Math.max(1, Math.floor(left / second)) };
}

/** The share of the interval [from, until) that is still to come: 1 before it, 0 from its end on, in steps of 1/100. */
export function shareLeft(from: number, until: number, now: number): number {
  if (!(until > from)) return 0;
  return Math.min(1, Math.max(0, Math.ceil(((until - now) / (until - from)) * 100) / 100));
}
