/** A date as a register writes it: read (null when unknown), or impossible. */
export type DateReading = { readonly possible: true; readonly date: string | null } | { readonly possible: false };

const unknownDate: DateReading = { possible: true, date: null };
const impossibleDate: DateReading = { possible: false };

/** Reads dd-mm-yyyy, dd/mm/yyyy and ISO dates; blank and 1900-01-01 mean unknown. */
export function readDate(text: string): DateReading {
  const trimmed = text.trim();
  if (trimmed === "") return unknownDate;
  const british = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?: 00:00(?::00)?)?$/.exec(trimmed);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+Z?)?$/.exec(trimmed);
  const date = british ? isoDate(british[3], british[2], british[1]) : iso ? isoDate(iso[1], iso[2], iso[3]) : undefined;
  if (date === undefined) return impossibleDate;
  return date === "1900-01-01" ? unknownDate : { possible: true, date };
}

/** The day a snapshot was taken, as its file name tells it (a month means its first day); undefined when it does not. */
export function asAtFromName(fileName: string): string | undefined {
  const name = fileName.replace(/^.*[/\\]/, "");
  const eight = /(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/.exec(name);
  const dashed = /(?<!\d)((?:19|20)\d\d)[-_](\d\d)[-_](\d\d)(?!\d)/.exec(name);
  const month = /(?<!\d)((?:19|20)\d\d)[-_](\d\d)(?![-_]?\d)/.exec(name);
  for (const found of [eight, dashed, month]) {
    const date = found && isoDate(found[1], found[2], found[3] ?? "1");
    if (date) return date;
  }
  return undefined;
}

/** The ISO date of these parts, or undefined when there is no such day. */
export function isoDate(year: string | undefined, month: string | undefined, day: string | undefined): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (!(y >= 1000 && y <= 2999 && m >= 1 && m <= 12 && d >= 1)) return undefined;
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1] ?? 0;
  return d > days ? undefined : `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
}
