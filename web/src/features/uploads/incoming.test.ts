import { expect, test } from "vitest";
import { titleOf } from "./incoming";

test.each([
  ["a plain name", "Plan.pdf", "Plan.pdf"],
  ["what turns the writing round", "annual\u202Egnp.exe", "annualgnp.exe"],
  ["a line break", "two\nlines.txt", "twolines.txt"],
  ["markup", "<b>bold</b>.txt", "<b>bold</b>.txt"],
  ["writing from right to left", "שלום.txt", "שלום.txt"],
  ["nothing that can be seen", "\u200F \u0000", "…"],
  ["more than fits", "🗎".repeat(300), "🗎".repeat(255)],
])("%s", (_, name, title) => {
  expect(titleOf(name, 255)).toBe(title);
});
