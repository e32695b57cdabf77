import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";

/** The languages that are complete. A further one is a further JSON file, loaded when it is chosen. */
export const languages = ["en"] as const;

export type Language = (typeof languages)[number];

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "page";
    resources: { page: typeof en };
    strictKeyChecks: true;
  }
}

// The reader's own region of a language, for dates and times: "en-GB" for "en".
function regional(language: Language): string {
  return navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
}

/** Loads the words. Call it before the first render. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: regional("en"),
    fallbackLng: "en",
    defaultNS: "page",
    resources: { en: { page: en } },
    interpolation: { escapeValue: false }, // React escapes
  });
  document.documentElement.lang = i18next.language;
}
