import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { languages } from "./i18n";

type Words = { readonly [key: string]: string | Words };

function flat(words: Words, prefix = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
}

function read(language: string): Map<string, string> {
  return new Map(flat(JSON.parse(readFileSync(join(import.meta.dirname, `${language}.json`), "utf8")) as Words));
}

const plural = /_(zero|one|two|few|many|other)$/;

// Plural forms of one key are one key.
function keysOf(words: Map<string, string>): string[] {
  return [...new Set([...words.keys()].map((key) => key.replace(plural, "")))].sort();
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name]) => name ?? ""))].sort();
}

const source = readdirSync(join(import.meta.dirname, "../.."), { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && !/\.test\.tsx?$/.test(file.name))
  .map((file) => readFileSync(join(file.parentPath, file.name), "utf8"))
  .join("\n");

// t("key") and t(`prefix.${value}`), which uses every key that fits.
const used = [...source.matchAll(/\bt\(\s*(["`])(.+?)\1/gs)].map(
  ([, , key]) => new RegExp(`^${(key ?? "").replace(/[.]/g, "\\.").replace(/\$\{[^}]*\}/g, "[^.]+")}$`),
);
const english = read("en");
const keys = keysOf(english);

test("every key is used", () => {
  expect(keys.filter((key) => !used.some((use) => use.test(key)))).toEqual([]);
});

test("every key that is used exists", () => {
  expect(used.filter((use) => !keys.some((key) => use.test(key))).map((use) => use.source)).toEqual([]);
});

describe.each(languages)("%s", (language) => {
  const words = read(language);

  test("has the same keys, and no word is empty", () => {
    expect(keysOf(words)).toEqual(keys);
    expect([...words].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  test("has for each number the forms of its grammar", () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.map((form) => `_${form}`);
    const counted = keysOf(new Map([...words].filter(([key]) => plural.test(key))));
    expect(counted).toEqual(keysOf(new Map([...english].filter(([key]) => plural.test(key)))));
    for (const key of counted) {
      const has = [...words.keys()].filter((each) => each.replace(plural, "") === key && plural.test(each));
      expect(has.sort(), key).toEqual(forms.map((form) => key + form).sort());
    }
  });

  test("has the same placeholders", () => {
    for (const [key, text] of words) {
      const model = english.get(key) ?? english.get(`${key.replace(plural, "")}_other`) ?? "";
      // The words for one may say it without the number.
      const optional = key.endsWith("_one") ? ["count"] : [];
      const without = (names: string[]) => names.filter((name) => !optional.includes(name));
      expect(without(placeholders(text)), key).toEqual(without(placeholders(model)));
    }
  });
});
