import { expect, test } from "vitest";
import { secondsOf } from "./lengths";

test("a length is a number of seconds", () => {
  expect(secondsOf("hour", "")).toBe(3600);
  expect(secondsOf("day", "5")).toBe(86_400);
  expect(secondsOf("week", "")).toBe(604_800);
});

test("a custom length is in whole days, or none yet", () => {
  expect(secondsOf("custom", "3")).toBe(259_200);
  for (const typed of ["", " ", "0", "-1", "1.5", "10000", "x"]) expect(secondsOf("custom", typed), typed).toBeNull();
});
