import { sayDay } from "../../language/period.ts";
import { dayIn, monthOf, readCellDay, yearOf } from "../exchange/cell-day.rules.ts";

export type CalendarTerm = { readonly schoolYear: string; readonly number: number; readonly name: string; readonly last: string };
export type WhenFacts = { readonly terms: readonly CalendarTerm[]; readonly begins: string; readonly ends: string };
/** A day that was read, with what it was read from unless that was a day itself; or why it must be asked. */
export type When = { readonly day: string; readonly from?: string } | { readonly asks: string };

const ask = (said: string, because: string): When => ({ asks: `“${said}”: ${because}` });
const lastOfMonth = (year: number, month: number) => Temporal.PlainYearMonth.from({ year, month }).toPlainDate({ day: 31 }).toString();

/** Easter Sunday, by the rule of the Gregorian calendar. */
function easter(year: number): Temporal.PlainDate {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return Temporal.PlainDate.from({ year, month, day: ((h + l - 7 * m + 114) % 31) + 1 });
}

/** When somebody means, as a day: by the school calendar and the days of the plan, and asked about where it could be another day. */
export function readWhen(text: string, facts: WhenFacts): When {
  const said = text.trim();
  const plain = readCellDay(said);
  if (plain) return { day: plain };
  const words = said
    .toLowerCase()
    .replace(/[.,]/g, " ")
    .replace(/\b(by|before|until|end|of|the|in|during|at|from|to be|completed|complete|term time|latest)\b/g, " ")
    .replace(/\bhalf[\s-]?terms?\b/g, "half-term")
    .replace(/\s+/g, " ")
    .trim();
  const within = (days: readonly string[]) => days.filter((day) => day >= facts.begins && day <= facts.ends);
  const years = Array.from({ length: 12 }, (_, at) => Number(facts.begins.slice(0, 4)) + at);
  const one = (days: readonly string[], what: string): When => {
    const [day, ...others] = within([...new Set(days)]);
    if (!day) return ask(said, `no ${what} lies within the plan. Write the day.`);
    return others.length === 0
      ? { day, from: said }
      : ask(said, `it may be ${[day, ...others].slice(0, 3).map(sayDay).join(" or ")}. Write the day.`);
  };

  const term = /^(autumn|spring|summer)(?: term)?(?: ?([12])(?: half-term)?)?(?: (\d{4}|\d{2})(?:[/-](\d{2,4}))?)?$/.exec(words);
  if (term) {
    const [, season = "", half, year, second] = term;
    const number = { autumn: 2, spring: 4, summer: 6 }[season as "autumn"] - (half === "1" ? 1 : 0);
    const wanted = facts.terms.filter(
      (one) => one.number === number && (!year || startsIn(one.schoolYear, season, yearOf(year), second !== undefined)),
    );
    if (year && wanted.length === 0) return ask(said, "the school calendar does not reach there. Write the day.");
    return year && wanted[0]
      ? { day: wanted[0].last, from: said }
      : one(
          wanted.map(({ last }) => last),
          "such half-term of the school calendar",
        );
  }
  const monthOnly = /^([a-z]+)(?: (\d{4}))?$/.exec(words);
  const month = monthOnly && monthOf(monthOnly[1] ?? "");
  if (monthOnly && month) {
    if (monthOnly[2]) return { day: lastOfMonth(Number(monthOnly[2]), month), from: said };
    return one(
      years.map((year) => lastOfMonth(year, month)),
      "such month",
    );
  }
  const short = /^([a-z]+) '?(\d{1,2})(?:st|nd|rd|th)?$/.exec(words) ?? /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]+)$/.exec(words);
  const [named, digits] = short ? (/^\d/.test(short[1] ?? "") ? [short[2], short[1]] : [short[1], short[2]]) : [];
  const shortMonth = monthOf(named ?? "");
  if (shortMonth && digits) {
    const asDay = years.flatMap((year) => dayIn(year, shortMonth, Number(digits)) ?? []);
    const asYear =
      short && (/^\d/.test(short[1] ?? "") || /(st|nd|rd|th)$/.test(words))
        ? []
        : [lastOfMonth(yearOf(digits.padStart(2, "0")), shortMonth)];
    return one([...asYear, ...asDay], "such day");
  }
  const feast = /^(easter|christmas|xmas)(?: (?:holidays? |break )?(\d{4}))?$/.exec(words);
  if (feast) {
    // The last school day before it, as far as anybody can say it without the academy's own calendar.
    const dayOf = (year: number) => (feast[1] === "easter" ? easter(year).subtract({ days: 3 }).toString() : `${year}-12-24`);
    return feast[2] ? { day: dayOf(Number(feast[2])), from: said } : one(years.map(dayOf), "such day");
  }
  if (/^(school|academic) year$|^plan$/.test(words)) return { day: facts.ends, from: said };
  return ask(said, "this is no day. Write the day, or leave it empty.");
}

/** Whether a half-term of a season belongs to the year that was said: a calendar year, or the first of a school year's two. */
function startsIn(schoolYear: string, season: string, year: number, isSchoolYear: boolean): boolean {
  const start = Number(schoolYear.slice(0, 4));
  return isSchoolYear || season === "autumn" ? start === year : start + 1 === year;
}
