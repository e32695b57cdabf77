import { expect, test } from "vitest";
import { formatSpan } from "./span";

test("a span is said in its largest whole unit", () => {
  expect(formatSpan(86_400, "en")).toBe("1 day");
  expect(formatSpan(7 * 86_400, "en")).toBe("7 days");
  expect(formatSpan(36 * 3600, "en")).toBe("36 hours");
  expect(formatSpan(90 * 60, "en")).toBe("90 minutes");
  expect(formatSpan(61, "en")).toBe("61 seconds");
});

test("a span is said in the language", () => {
  expect(formatSpan(2 * 86_400, "de")).toBe("2 Tage");
  expect(formatSpan(3600, "zh")).toBe("1小时");
});
