import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import {
  type CalendarRefusal,
  type CalendarYear,
  dayAfter,
  halfTermNames,
  halfTermsOf,
  isYear,
  type KeptYear,
  sameYear,
  startOf,
  yearAfter,
} from "./calendar.rules.ts";

/** Who keeps what has begun: judgements are counted by the trust's calendar, and nothing yet by an academy's own. */
export type CalendarFacts = { readonly kept: readonly KeptYear[]; readonly today: string; readonly keepsBegun: boolean };

const byYear = (one: CalendarYear, other: CalendarYear) => one.schoolYear.localeCompare(other.schoolYear);

/**
 * Whether a calendar may take these years, new or changed; answers every year that then differs. A year's first day is what parts it from
 * the year before: where only the later one is given, the earlier then ends the day before.
 */
export function considerYears(facts: CalendarFacts, drafts: readonly CalendarYear[]): Outcome<CalendarYear[], CalendarRefusal[]> {
  const within = drafts.flatMap(faultsWithin);
  if (within.length) return refuse(within);
  const wanted = new Map<string, CalendarYear>(facts.kept.map((year) => [year.schoolYear, year]));
  const given = new Set(drafts.map((year) => year.schoolYear));
  for (const draft of drafts) wanted.set(draft.schoolYear, draft);
  for (const draft of drafts) {
    const before = [...wanted.values()].find((year) => yearAfter(year.schoolYear) === draft.schoolYear);
    const first = draft.firsts[0] ?? "";
    if (before && !given.has(before.schoolYear) && (before.firsts[5] ?? "") < first)
      wanted.set(before.schoolYear, { ...before, last: dayAfter(first, -1) });
  }
  const years = [...wanted.values()].sort(byYear);
  const faults = [...years.flatMap(faultsWithin), ...faultsBetween(years), ...(facts.keepsBegun ? begunThatMoved(facts, years) : [])];
  if (faults.length) return refuse(faults);
  const changed = years.filter((year) => {
    const old = facts.kept.find((one) => one.schoolYear === year.schoolYear);
    return !old || !sameYear(old, year);
  });
  return changed.length ? accept(changed) : refuse([{ kind: "nothing-changes", schoolYear: drafts[0]?.schoolYear ?? "" }]);
}

/** Whether a year may be removed: at an end of the calendar, so that no gap opens, and in the trust's only before it begins. */
export function considerRemoval(facts: CalendarFacts, schoolYear: string): Outcome<KeptYear, CalendarRefusal[]> {
  const years = [...facts.kept].sort(byYear);
  const at = years.findIndex((year) => year.schoolYear === schoolYear);
  const year = years[at];
  if (!year) return refuse([{ kind: "no-such-year", schoolYear }]);
  if (at > 0 && at < years.length - 1) return refuse([{ kind: "in-the-middle", schoolYear }]);
  const first = year.firsts[0] ?? "";
  if (facts.keepsBegun && first <= facts.today) return refuse([{ kind: "year-has-begun", schoolYear, first }]);
  return accept(year);
}

/** What is wrong within one year, whatever stands around it. */
function faultsWithin(year: CalendarYear): CalendarRefusal[] {
  const { schoolYear, firsts, last, inset } = year;
  if (!isYear(schoolYear)) return [{ kind: "not-a-year", schoolYear }];
  const missing = Array.from({ length: 6 }, (_, at) => at + 1).filter((number) => !firsts[number - 1]);
  const faults: CalendarRefusal[] = missing.map((number) => ({ kind: "no-day", schoolYear, number }));
  if (!last) faults.push({ kind: "no-last-day", schoolYear });
  if (faults.length) return faults;
  const [first = "", sixth = ""] = [firsts[0], firsts[5]];
  firsts.forEach((one, at) => {
    const before = firsts[at - 1];
    if (before && one <= before) faults.push({ kind: "out-of-order", schoolYear, number: at + 1, after: before });
  });
  if (last < sixth) faults.push({ kind: "ends-too-early", schoolYear, after: sixth });
  if (!first.startsWith(schoolYear.slice(0, 4))) faults.push({ kind: "begins-elsewhere", schoolYear, year: startOf(schoolYear) });
  if (!last.startsWith(String(startOf(schoolYear) + 1))) faults.push({ kind: "ends-elsewhere", schoolYear, year: startOf(schoolYear) + 1 });
  return [
    ...faults,
    ...inset
      .filter((one) => one < first || one > last)
      .map((one) => ({ kind: "inset-outside" as const, schoolYear, day: one, first, last })),
  ];
}

/** What is wrong between years: every day from the first year's first to the last year's last lies in exactly one half-term. */
function faultsBetween(years: readonly CalendarYear[]): CalendarRefusal[] {
  return years.flatMap((year, at): CalendarRefusal[] => {
    const next = years[at + 1];
    if (!next) return [];
    const { schoolYear, last } = year;
    const nextFirst = next.firsts[0] ?? "";
    if (next.schoolYear !== yearAfter(schoolYear))
      return [{ kind: "year-between", schoolYear: next.schoolYear, missing: yearAfter(schoolYear) }];
    if (dayAfter(last) === nextFirst) return [];
    return [{ kind: last < nextFirst ? "gap" : "overlap", schoolYear, next: next.schoolYear, nextFirst, last }];
  });
}

/**
 * A judgement keeps the half-term of the day it was made, and which days have judgements is a later slice's to know. So, whether or not
 * anybody judged: a half-term that has begun keeps its first day, one that has not cannot be made to have begun, and the calendar's last
 * day cannot be moved to before today. Then no day up to today changes its half-term.
 */
function begunThatMoved({ kept, today }: CalendarFacts, years: readonly CalendarYear[]): CalendarRefusal[] {
  const before = [...kept].sort(byYear).flatMap((year) => halfTermsOf(year).map((one) => ({ ...one, schoolYear: year.schoolYear })));
  const faults = before.flatMap((old, at): CalendarRefusal[] => {
    const first = years.find((year) => year.schoolYear === old.schoolYear)?.firsts[old.number - 1] ?? old.first;
    if (first === old.first || (first > today && old.first > today)) return [];
    const earlier = first < old.first;
    const until = dayAfter(earlier ? old.first : first, -1);
    const [name, neighbour] = [halfTermNames[old.number - 1] ?? "", before[at - 1]?.name];
    const moved = { from: earlier ? first : old.first, to: until < today ? until : today };
    const way = earlier ? { outOf: neighbour ?? "no half-term", into: name } : { outOf: name, into: neighbour };
    return [{ kind: "has-begun", schoolYear: old.schoolYear, number: old.number, first: old.first, moved: { ...moved, ...way } }];
  });
  const [end, wantedEnd] = [before.at(-1), years.at(-1)?.last];
  if (!end || !wantedEnd || wantedEnd >= end.last || wantedEnd >= today) return faults;
  const moved = { from: dayAfter(wantedEnd), to: end.last < today ? end.last : today, outOf: end.name, into: undefined };
  return [...faults, { kind: "has-begun", schoolYear: end.schoolYear, number: end.number, first: end.first, moved }];
}
