import { expect, test } from "vitest";
import { deedOf } from "./deeds";

test("an edit is told by its facts", () => {
  const edit = (...names: string[]) => deedOf({ action: "document:edit", detail: names.map((name) => ({ name })) });
  expect(edit("size", "version")).toBe("version");
  expect(edit("from", "restored")).toBe("restoreVersion");
  expect(edit("from", "to")).toBe("classify");
  expect(edit()).toBe("title");
});

test("what there are no words for is not guessed", () => {
  expect(deedOf({ action: "document:purge", detail: [] })).toBeNull();
  expect(deedOf({ action: "document:request", detail: [{ name: "level" }] })).toBe("request");
  expect(deedOf({ action: "document:move", detail: [{ name: "to" }] })).toBe("move");
});
