import { expect, test } from "vitest";
import { endOf } from "./ends";

test("a span counts from now", () => {
  expect(endOf("hour", null, 1000)).toBe(3_601_000);
  expect(endOf("day", 5, 0)).toBe(86_400_000);
  expect(endOf("week", null, 0)).toBe(604_800_000);
});

test("a custom end is the instant itself, or none yet", () => {
  expect(endOf("custom", 5, 1000)).toBe(5);
  expect(endOf("custom", null, 1000)).toBeNull();
});
