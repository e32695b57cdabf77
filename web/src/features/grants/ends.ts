const hour = 60 * 60 * 1000;

/** How long an access is offered for; "custom" is an instant that the giver types. */
export const spans = ["hour", "day", "week", "custom"] as const;

export type Span = (typeof spans)[number];

const lengths: Readonly<Record<Exclude<Span, "custom">, number>> = { hour, day: 24 * hour, week: 7 * 24 * hour };

/** The end of an access that begins now (milliseconds since 1970); null as long as the custom instant is none. */
export function endOf(span: Span, custom: number | null, now: number): number | null {
  return span === "custom" ? custom : now + lengths[span];
}
