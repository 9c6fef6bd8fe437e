import { readDay } from "../../language/period.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** The number of a month by its name or its first letters; undefined for any other word. */
export function monthOf(word: string): number | undefined {
  const at = months.indexOf(word.slice(0, 3).toLowerCase());
  return at < 0 ||
    !/^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\.?$/i.test(
      word,
    )
    ? undefined
    : at + 1;
}
const iso = (year: number, month: number, day: number) =>
  readDay(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`)?.toString();

/** A whole day as people and spreadsheets write it: 2027-03-12, 12/03/2027, 12.3.27 or 12 March 2027; undefined for anything else. */
export function readCellDay(text: string): string | undefined {
  const said = text.trim().replace(/^(mon|tues?|wed(nes)?|thurs?|fri|sat(ur)?|sun)(day)?,?\s+/i, "");
  if (/^\d{4}-\d{2}-\d{2}(T00:00(:00)?)?$/.test(said)) return readDay(said.slice(0, 10))?.toString();
  const numbers = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(said);
  if (numbers) return iso(yearOf(numbers[3] ?? ""), Number(numbers[2]), Number(numbers[1]));
  const words = /^(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+([a-z]+)\.?,?[\s-]+(\d{4}|\d{2})$/i.exec(said);
  const month = words && monthOf(words[2] ?? "");
  return words && month ? iso(yearOf(words[3] ?? ""), month, Number(words[1])) : undefined;
}
export const yearOf = (digits: string): number => (digits.length === 2 ? 2000 : 0) + Number(digits);
export const dayIn = iso;
