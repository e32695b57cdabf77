// To make an Intl object takes longer than to use it a thousand times, and a list uses some in each of its rows.

const dates = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

/** The formatter of dates for a language, made once. */
export function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(dates, language, options, () => new Intl.DateTimeFormat(language, options));
}

/** The formatter of numbers for a language, made once. */
export function numberFormat(language: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return kept(numbers, language, options, () => new Intl.NumberFormat(language, options));
}

function kept<Format>(all: Map<string, Format>, language: string, options: object, make: () => Format): Format {
  const key = `${language} ${JSON.stringify(options)}`;
  let format = all.get(key);
  if (!format) {
    format = make();
    all.set(key, format);
  }
  return format;
}
