import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type en from "./en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "page";
    resources: { page: typeof en };
    strictKeyChecks: true;
  }
}

// The words of each language, in a file that is loaded when it is wanted.
const words = {
  en: () => import("./en.json"),
  zh: () => import("./zh.json"),
  de: () => import("./de.json"),
};

export type Language = keyof typeof words;

/** The languages by their own names, in the order in which they are offered. */
export const languages: readonly (readonly [Language, string])[] = [
  ["en", "English"],
  ["zh", "简体中文"],
  ["de", "Deutsch"],
];

const storageKey = "strongroom.language";

function find(tag: string | null | undefined): Language | undefined {
  return languages.find(([language]) => language === tag?.split("-")[0])?.[0];
}

// What the person chose, or else the first language of the browser that there are words for.
function wanted(): Language {
  return find(localStorage.getItem(storageKey)) ?? navigator.languages.map(find).find(Boolean) ?? "en";
}

// The reader's own region of a language, for dates and numbers: "en-GB" for "en".
function regional(language: Language): string {
  return navigator.languages.find((tag) => find(tag) === language) ?? (language === "zh" ? "zh-CN" : language);
}

async function show(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "page")) {
    i18next.addResourceBundle(language, "page", (await words[language]()).default);
  }
  await i18next.changeLanguage(regional(language));
  document.documentElement.lang = i18next.language;
}

/** Loads the words of the language that is wanted. Call it before the first render. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    defaultNS: "page",
    interpolation: { escapeValue: false }, // React escapes
  });
  await show(wanted());
}

/** The language that is shown, for a component that has called useTranslation. */
export function currentLanguage(): Language {
  return find(i18next.language) ?? "en";
}

/** Changes to another language at once, and remembers it. What is thrown when its words cannot be loaded changes nothing. */
export async function setLanguage(language: Language): Promise<void> {
  await show(language);
  localStorage.setItem(storageKey, language);
}
