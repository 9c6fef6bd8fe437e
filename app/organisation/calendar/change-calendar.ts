import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Change, type Database, inOneChange } from "../../platform/database/change.ts";
import { today, trustUnit } from "../trust.store.ts";
import { type CalendarRefusal, type CalendarYear, halfTermsOf, type KeptYear, sameYear } from "./calendar.rules.ts";
import { keepYears, loadCalendar, lockCalendar, removeYears } from "./calendar.store.ts";
import type { ImportReport } from "./calendar.words.ts";
import { considerRemoval, considerYears } from "./consider-calendar.rules.ts";

type Refused = CalendarRefusal[];

const facts = async (change: Change, unitId: string, kept: readonly KeptYear[]) => ({
  kept,
  today: today(change),
  keepsBegun: unitId === (await trustUnit(change)),
});

async function keep(
  change: Change,
  unitId: string,
  kept: readonly KeptYear[],
  years: readonly CalendarYear[],
  sources: ReadonlyMap<string, string>,
) {
  const before = (year: CalendarYear) => kept.find(({ schoolYear }) => schoolYear === year.schoolYear)?.source ?? "Entered by hand";
  await keepYears(
    change,
    unitId,
    years.map((year) => ({ ...year, source: sources.get(year.schoolYear) ?? before(year) })),
  );
  for (const { schoolYear, firsts, last, inset } of years)
    change.record({
      kind: "organisation.school-year-kept",
      detail: { unit: unitId, schoolYear, firstDays: firsts.join(" "), lastDay: last, insetDays: inset.join(" ") },
    });
}

/** Keeps one school year, new or changed, as its author saw it before; what must follow of the year before follows. */
export function saveYear(
  db: Database,
  by: Person,
  unitId: string,
  draft: CalendarYear,
  version: number,
): Promise<Outcome<readonly CalendarYear[], Refused>> {
  return inOneChange<readonly CalendarYear[], Refused>(db, by, async (change) => {
    const kept = await lockCalendar(change, unitId);
    const there = kept.find(({ schoolYear }) => schoolYear === draft.schoolYear);
    if (there && sameYear(there, draft)) return refuse([{ kind: "nothing-changes", schoolYear: draft.schoolYear }]);
    if ((there?.version ?? 0) !== version) return refuse([{ kind: "crossed", schoolYear: draft.schoolYear }]);
    const considered = considerYears(await facts(change, unitId, kept), [draft]);
    if (!considered.ok) return considered;
    await keep(change, unitId, kept, considered.value, new Map([[draft.schoolYear, "Entered by hand"]]));
    return considered;
  });
}

/** Removes a school year that nobody can have judged in. */
export function removeYear(db: Database, by: Person, unitId: string, schoolYear: string): Promise<Outcome<string, Refused>> {
  return inOneChange<string, Refused>(db, by, async (change) => {
    const kept = await lockCalendar(change, unitId);
    const considered = considerRemoval(await facts(change, unitId, kept), schoolYear);
    if (!considered.ok) return considered;
    await removeYears(change, unitId, schoolYear);
    change.record({ kind: "organisation.school-year-removed", detail: { unit: unitId, schoolYear } });
    return accept(schoolYear);
  });
}

/** Takes a file's years into a calendar, all or nothing. A file that says what an academy follows already gives it no calendar of its own. */
export function importCalendar(
  db: Database,
  by: Person,
  unitId: string,
  years: readonly CalendarYear[],
  source: string,
): Promise<Outcome<ImportReport, Refused>> {
  return inOneChange<ImportReport, Refused>(db, by, async (change) => {
    const kept = await lockCalendar(change, unitId);
    const shown = kept.length ? kept : await loadCalendar(change, await trustUnit(change));
    const alike = (year: CalendarYear) => shown.some((old) => old.schoolYear === year.schoolYear && sameYear(old, year));
    const considered = years.every(alike) ? accept([]) : considerYears(await facts(change, unitId, kept), years);
    if (!considered.ok) return considered;
    const named = new Set(years.map(({ schoolYear }) => schoolYear));
    await keep(change, unitId, kept, considered.value, new Map(years.map(({ schoolYear }) => [schoolYear, source])));
    const rows = years.length * 6;
    const changed = years.reduce((sum, year) => sum + rowsChanged(shown, year), 0);
    change.record({ kind: "organisation.calendar-imported", detail: { unit: unitId, rows, changed } });
    return accept({
      rows,
      changed,
      same: rows - changed,
      untouched: kept.map(({ schoolYear }) => schoolYear).filter((name) => !named.has(name)),
      carried: considered.value.map(({ schoolYear }) => schoolYear).filter((name) => !named.has(name)),
    });
  });
}

function rowsChanged(kept: readonly KeptYear[], year: CalendarYear): number {
  const old = kept.find(({ schoolYear }) => schoolYear === year.schoolYear);
  const rows = (one: CalendarYear) =>
    halfTermsOf(one).map(({ first, last }) => [first, last, ...one.inset.filter((day) => day >= first && day <= last)].join());
  const before = old ? rows(old) : [];
  return rows(year).filter((row, at) => row !== before[at]).length;
}

/** Gives an academy a calendar of its own, which begins as a copy of the trust's. */
export function giveOwnCalendar(db: Database, by: Person, unitId: string): Promise<Outcome<number, "has-one" | "nothing-to-copy">> {
  return inOneChange<number, "has-one" | "nothing-to-copy">(db, by, async (change) => {
    if ((await lockCalendar(change, unitId)).length) return refuse("has-one");
    const years = await loadCalendar(change, await trustUnit(change));
    if (years.length === 0) return refuse("nothing-to-copy");
    await keepYears(
      change,
      unitId,
      years.map((year) => ({ ...year, source: "Copied from the trust's calendar" })),
    );
    change.record({ kind: "organisation.own-calendar-given", detail: { unit: unitId, years: years.length } });
    return accept(years.length);
  });
}

/** Lets an academy follow the trust's calendar again: its own is removed. */
export function followTrust(db: Database, by: Person, unitId: string): Promise<Outcome<number, "follows-already">> {
  return inOneChange<number, "follows-already">(db, by, async (change) => {
    const years = await lockCalendar(change, unitId);
    if (years.length === 0) return refuse("follows-already");
    await removeYears(change, unitId);
    change.record({ kind: "organisation.own-calendar-removed", detail: { unit: unitId, years: years.length } });
    return accept(years.length);
  });
}
