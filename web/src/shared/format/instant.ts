import { dateFormat } from "./intl";

const day = 24 * 60 * 60 * 1000;

/** An instant (RFC 3339) as a date and time of day in the reader's zone: "22 Nov 2026, 15:20". */
export function formatInstant(instant: string | number, language: string): string {
  return dateFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(instant));
}

/** An instant with what the reader needs to place it: the time of day when it is today, otherwise the date as well. */
export function formatNear(instant: string | number, now: number, language: string): string {
  const date = new Date(instant);
  if (date.toDateString() === new Date(now).toDateString()) {
    return dateFormat(language, { timeStyle: "short" }).format(date);
  }
  if (Math.abs(date.getTime() - now) < 6 * day) {
    return dateFormat(language, { weekday: "short", hour: "numeric", minute: "2-digit" }).format(date);
  }
  return dateFormat(language, { dateStyle: "medium" }).format(date);
}

/** The value of an <input type="datetime-local"> for an instant, in the reader's zone. */
export function toLocalInput(instant: number): string {
  const date = new Date(instant);
  date.setMinutes(date.getMinutes() - date.getTimezoneOffset());
  return date.toISOString().slice(0, 16);
}

/** The instant that an <input type="datetime-local"> means; null when it means none. */
export function fromLocalInput(value: string): number | null {
  const instant = new Date(value).getTime();
  return Number.isNaN(instant) ? null : instant;
}
