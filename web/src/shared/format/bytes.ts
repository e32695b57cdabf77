import { numberFormat } from "./intl";

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A number of bytes as people say it in the language, in powers of 1000: "0 byte", "999 byte", "1.2 MB". */
export function formatBytes(count: number, language: string): string {
  let value = count;
  let step = 0;
  // From 999.5 on it would be rounded to "1,000 kB"; the next unit says it better.
  while (step < units.length - 1 && value >= (step === 0 ? 1000 : 999.5)) {
    value /= 1000;
    step++;
  }
  return numberFormat(language, {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1,
  }).format(value);
}
