import { expect, test } from "vitest";
import { formatBytes } from "./bytes";

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1000, "1 kB"],
  [1250, "1.3 kB"],
  [999_499, "999 kB"],
  [999_500, "1 MB"],
  [123_456_789, "123 MB"],
  [2 ** 53, "9,007 TB"],
])("%d bytes in English", (count, expected) => {
  expect(formatBytes(count, "en")).toBe(expected);
});

test("the language decides on the separator", () => {
  expect(formatBytes(1250, "de")).toBe("1,3 kB");
});
