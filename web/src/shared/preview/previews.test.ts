import { expect, test } from "vitest";
import { canPreview, kindOf } from "./previews";

test.each([
  ["application/pdf", "pdf"],
  ["image/png", "image"],
  ["Text/Plain; charset=utf-8", "text"],
  ["text/html", undefined],
  ["image/svg+xml", undefined],
  ["application/octet-stream", undefined],
  ["", undefined],
])("%s is shown as %s", (mediaType, kind) => {
  expect(kindOf(mediaType)).toBe(kind);
});

test("a PDF that would fill the memory is not shown", () => {
  expect(canPreview({ mediaType: "application/pdf", size: 50_000_000 })).toBe(true);
  expect(canPreview({ mediaType: "application/pdf", size: 50_000_001 })).toBe(false);
  expect(canPreview({ mediaType: "text/plain", size: 50_000_001 })).toBe(true);
});
