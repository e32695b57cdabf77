const hour = 60 * 60;
const day = 24 * hour;

/** How long an access is asked for; "custom" is a number of days that the person types. */
export const lengths = ["hour", "day", "week", "custom"] as const;

export type Length = (typeof lengths)[number];

const seconds: Readonly<Record<Exclude<Length, "custom">, number>> = { hour, day, week: 7 * day };

/** The greatest number of days that can be typed; how many are allowed, the server says. */
export const mostDays = 9999;

/** The seconds of a length; null as long as what was typed is no whole number of days. */
export function secondsOf(length: Length, custom: string): number | null {
  if (length !== "custom") return seconds[length];
  const days = custom.trim() === "" ? Number.NaN : Number(custom);
  return Number.isInteger(days) && days >= 1 && days <= mostDays ? days * day : null;
}
