import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import en from "./en.json";
import { languages } from "./i18n";

type Words = { readonly [key: string]: string | Words };

function keysOf(words: Words, prefix = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
}

// Plural forms of one key are one key.
function withoutPlural(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, "");
}

const source = readdirSync(join(import.meta.dirname, "../.."), { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && !/\.test\.tsx?$/.test(file.name))
  .map((file) => readFileSync(join(file.parentPath, file.name), "utf8"))
  .join("\n");

// t("key") and t(`prefix.${value}`), which uses every key that fits.
const used = [...source.matchAll(/\bt\(\s*(["`])(.+?)\1/gs)].map(
  ([, , key]) => new RegExp(`^${(key ?? "").replace(/[.]/g, "\\.").replace(/\$\{[^}]*\}/g, "[^.]+")}$`),
);
const keys = [...new Set(keysOf(en).map(withoutPlural))];

test("every key is used", () => {
  expect(keys.filter((key) => !used.some((use) => use.test(key)))).toEqual([]);
});

test("every key that is used exists", () => {
  expect(used.filter((use) => !keys.some((key) => use.test(key))).map((use) => use.source)).toEqual([]);
});

test("every language has the same keys, and no word is empty", () => {
  for (const language of languages) {
    const words = JSON.parse(readFileSync(join(import.meta.dirname, `${language}.json`), "utf8")) as Words;
    expect([...new Set(keysOf(words).map(withoutPlural))].sort(), language).toEqual([...keys].sort());
    expect(JSON.stringify(words), language).not.toContain('""');
  }
});
