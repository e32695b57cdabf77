import { expect, test } from "vitest";
import { fromLocalInput, toLocalInput } from "./instant";

test("a local input value means the instant that it was made from, to the minute", () => {
  const instant = Date.UTC(2026, 10, 22, 15, 20);
  expect(fromLocalInput(toLocalInput(instant))).toBe(instant);
});

test("what is no date means no instant", () => {
  expect(fromLocalInput("")).toBeNull();
  expect(fromLocalInput("tomorrow")).toBeNull();
});
