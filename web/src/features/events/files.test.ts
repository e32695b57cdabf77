import { expect, test } from "vitest";
import type { AuditEvent } from "./events";
import { cell, formats } from "./files";

const event: AuditEvent = {
  __typename: "AuditEvent",
  id: "evt_1",
  at: "2026-11-22T10:00:00Z",
  action: "customer:reveal",
  actorSystem: null,
  objectId: "cus_1",
  subjectId: null,
  customerId: "cus_1",
  request: "req_1",
  actor: { __typename: "User", id: "usr_1", displayName: '=HYPERLINK("x")' },
  detail: [
    { __typename: "AuditDetail", name: "purpose", value: "a, b" },
    { __typename: "AuditDetail", name: "fields", value: "2" },
  ],
};

test.each([
  ["plain", '"plain"'],
  ["", '""'],
  ['say "so"', '"say ""so"""'],
  ["two\nlines, one cell", '"two\nlines, one cell"'],
  ["=1+1", `"'=1+1"`],
  ["+1", `"'+1"`],
  ["-1", `"'-1"`],
  ["@SUM(A1)", `"'@SUM(A1)"`],
  ["\t=1", `"'\t=1"`],
  ["\r=1", `"'\r=1"`],
  ["a=1", '"a=1"'],
])("%j in a cell", (value, expected) => {
  expect(cell(value)).toBe(expected);
});

test("a line of CSV has the columns of its head", () => {
  expect(formats.csv.head).toMatch(/^\uFEFF"id","at","action",.*"detail"\r\n$/);
  expect(formats.csv.line(event)).toBe(
    `"evt_1","2026-11-22T10:00:00Z","customer:reveal","'=HYPERLINK(""x"")","usr_1","","cus_1","","cus_1","req_1","purpose: a, b\nfields: 2"\r\n`,
  );
});

test("a line of JSON is what the API answers", () => {
  expect(formats.jsonl.line(event)).toMatch(/^\{.*\}\n$/);
  expect(JSON.parse(formats.jsonl.line(event))).toEqual({
    id: "evt_1",
    at: "2026-11-22T10:00:00Z",
    action: "customer:reveal",
    actor: '=HYPERLINK("x")',
    actorId: "usr_1",
    actorSystem: null,
    objectId: "cus_1",
    subjectId: null,
    customerId: "cus_1",
    request: "req_1",
    detail: { purpose: "a, b", fields: "2" },
  });
});
