import { describe, expect, test } from "vitest";
import { shareLeft, timeLeft } from "./timeleft";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe("timeLeft", () => {
  test.each([
    ["the end itself", 0, null],
    ["after the end", -1, null],
    ["an end that is no time", Number.NaN, null],
    ["the last instant", 1, { unit: "second", count: 1 }],
    ["a second and a half", 1500, { unit: "second", count: 1 }],
    ["just under two minutes", 2 * minute - 1, { unit: "second", count: 119 }],
    ["two minutes", 2 * minute, { unit: "minute", count: 2 }],
    ["an hour", hour, { unit: "minute", count: 60 }],
    ["just under two hours", 2 * hour - 1, { unit: "minute", count: 119 }],
    ["two hours", 2 * hour, { unit: "hour", count: 2 }],
    ["a day and a half", 1.5 * day, { unit: "hour", count: 36 }],
    ["two days", 2 * day, { unit: "day", count: 2 }],
    ["just under a week", 7 * day - 1, { unit: "day", count: 6 }],
  ])("%s", (_, left, expected) => {
    expect(timeLeft(1_000_000 + left, 1_000_000)).toEqual(expected);
  });
});

describe("shareLeft", () => {
  test.each([
    ["before it begins", -5, 1],
    ["at its begin", 0, 1],
    ["in the middle", 50, 0.5],
    ["near its end it is not shown as over", 99.9, 0.01],
    ["at its end", 100, 0],
    ["after its end", 101, 0],
  ])("%s", (_, now, expected) => {
    expect(shareLeft(0, 100, now)).toBe(expected);
  });

  test("an interval that is empty has nothing left", () => {
    expect(shareLeft(5, 5, 5)).toBe(0);
  });
});
