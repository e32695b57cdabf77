import { numberFormat } from "./intl";

const units = [
  ["day", 24 * 60 * 60],
  ["hour", 60 * 60],
  ["minute", 60],
  ["second", 1],
] as const;

/** A number of seconds as people say it in the language, in the largest unit of which it is a whole number: "3 days". */
export function formatSpan(seconds: number, language: string): string {
  const [unit, length] = units.find(([, each]) => seconds % each === 0) ?? ["second", 1];
  return numberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(seconds / length);
}
