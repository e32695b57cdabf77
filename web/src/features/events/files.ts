import type { AuditEvent } from "./events";

/** How an event is written into a file. */
export interface Format {
  /** The media type, and how a file's name ends. */
  readonly type: string;
  readonly ending: string;
  /** What stands before the first event. */
  readonly head: string;
  /** One event with the end of its line. */
  readonly line: (event: AuditEvent) => string;
}

const facts: readonly (readonly [string, (event: AuditEvent) => string | null | undefined])[] = [
  ["id", ({ id }) => id],
  ["at", ({ at }) => at],
  ["action", ({ action }) => action],
  ["actor", ({ actor }) => actor?.displayName],
  ["actorId", ({ actor }) => actor?.id],
  ["actorSystem", ({ actorSystem }) => actorSystem],
  ["objectId", ({ objectId }) => objectId],
  ["subjectId", ({ subjectId }) => subjectId],
  ["customerId", ({ customerId }) => customerId],
  ["request", ({ request }) => request],
];

/** A field of CSV (RFC 4180). What a spreadsheet would calculate, it takes for text. */
export function cell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

function row(values: readonly string[]): string {
  return `${values.map(cell).join(",")}\r\n`;
}

export const formats = {
  csv: {
    type: "text/csv",
    ending: "csv",
    head: `\uFEFF${row([...facts.map(([name]) => name), "detail"])}`, // by the mark a spreadsheet knows UTF-8
    line: (event) =>
      row([
        ...facts.map(([, read]) => read(event) ?? ""),
        event.detail.map(({ name, value }) => `${name}: ${value}`).join("\n"),
      ]),
  },
  jsonl: {
    type: "application/jsonl",
    ending: "jsonl",
    head: "",
    line: (event) => {
      const known = Object.fromEntries(facts.map(([name, read]) => [name, read(event) ?? null]));
      const detail = Object.fromEntries(event.detail.map(({ name, value }) => [name, value]));
      return `${JSON.stringify({ ...known, detail })}\n`;
    },
  },
} as const satisfies Record<string, Format>;
