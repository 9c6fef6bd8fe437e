import { assert, constantFrom, integer, property, record, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { toCsv } from "../../platform/web/spreadsheet.ts";
import { typicalCalendar } from "./calendar.content.ts";
import { type CalendarYear, dayAfter, halfTermsOf, type KeptYear, suggestNext, unusual } from "./calendar.rules.ts";
import { sayCalendarRefusal, sayUnusual } from "./calendar.words.ts";
import { calendarTable, readCalendarCsv, readCalendarYaml, writeCalendarYaml } from "./calendar-file.form.ts";
import { considerRemoval, considerYears } from "./consider-calendar.rules.ts";
import { readDayAsWritten } from "./year.form.ts";

const kept = (year: CalendarYear): KeptYear => ({ ...year, version: 1, source: "test" });
const y2025 = kept({
  schoolYear: "2025/26",
  firsts: ["2025-09-01", "2025-11-03", "2026-01-05", "2026-02-23", "2026-04-13", "2026-06-01"],
  last: "2026-08-31",
  inset: ["2025-09-01"],
});
const y2026 = kept({
  schoolYear: "2026/27",
  firsts: ["2026-09-01", "2026-11-02", "2027-01-04", "2027-02-22", "2027-04-12", "2027-06-07"],
  last: "2027-08-31",
  inset: ["2026-09-01", "2027-07-22"],
});
const y2027 = kept(suggestNext(y2026));
const facts = (years: readonly KeptYear[], today = "2026-11-21", keepsBegun = true) => ({ kept: years, today, keepsBegun });
const with_ = (year: CalendarYear, number: number, first: string): CalendarYear => ({
  ...year,
  firsts: year.firsts.map((old, at) => (at === number - 1 ? first : old)),
});
const kinds = (outcome: ReturnType<typeof considerYears>) => (outcome.ok ? "accepted" : outcome.refusal.map(({ kind }) => kind));
/** The half-term of a day in a calendar, as "2026/27 2". */
const holder = (years: readonly CalendarYear[], day: string) =>
  years.flatMap((year) =>
    halfTermsOf(year)
      .filter(({ first, last }) => first <= day && day <= last)
      .map(({ number }) => `${year.schoolYear} ${number}`),
  );

describe("a school year", () => {
  test("holds each of its days in exactly one half-term", () => {
    for (let day = "2026-09-01"; day <= "2027-08-31"; day = dayAfter(day)) expect(holder([y2025, y2026, y2027], day)).toHaveLength(1);
  });

  test("that follows is suggested 52 weeks on, from the day after the last", () => {
    expect(y2027.firsts).toEqual(["2027-09-01", "2027-11-01", "2028-01-03", "2028-02-21", "2028-04-10", "2028-06-05"]);
    expect(y2027.last).toBe("2028-08-31");
    expect(considerYears(facts([y2026]), [y2027]).ok).toBe(true);
  });

  test.each([
    ["days out of order", with_(y2027, 3, "2027-10-01"), ["out-of-order"]],
    ["no day for a half-term", with_(y2027, 3, ""), ["no-day"]],
    ["no last day", { ...y2027, last: "" }, ["no-last-day"]],
    ["a last day before its sixth half-term", { ...y2027, last: "2028-06-01" }, ["ends-too-early"]],
    ["a first day in another year", { ...y2027, schoolYear: "2028/29" }, ["begins-elsewhere", "ends-elsewhere"]],
    ["a name that is no school year", { ...y2027, schoolYear: "2027/29" }, ["not-a-year"]],
    ["an INSET day before it", { ...y2027, inset: ["2027-08-31"] }, ["inset-outside"]],
    ["an INSET day after it", { ...y2027, inset: ["2028-09-01"] }, ["inset-outside"]],
  ])("with %s is refused", (_what, draft, expected) => {
    expect(kinds(considerYears(facts([y2026]), [draft]))).toEqual(expected);
  });

  test("with a half-term of two weeks or of thirteen is kept, and told", () => {
    const odd = with_(y2027, 3, "2028-02-10");
    expect(considerYears(facts([y2026]), [odd]).ok).toBe(true);
    expect(unusual(odd).map(({ name }) => name)).toEqual(["Autumn 2", "Spring 1"]);
    expect(sayUnusual({ ...odd, inset: ["2027-09-04"] })).toHaveLength(3);
    expect(unusual(y2026)).toEqual([]);
  });
});

describe("between years", () => {
  test.each([
    ["a gap", { ...y2026, last: "2027-08-20" }, "gap"],
    ["an overlap", { ...y2026, last: "2027-09-10" }, "overlap"],
  ])("%s is refused, with the day that closes it", (_what, draft, kind) => {
    const refused = considerYears(facts([y2026, y2027]), [draft]);
    expect(kinds(refused)).toEqual([kind]);
    expect(refused.ok ? "" : refused.refusal.map(sayCalendarRefusal).join()).toMatch(/Give 31 August 2027 as the last day/);
  });

  test("a later first day carries the last day of the year before", () => {
    const changed = considerYears(facts([y2026, y2027]), [with_(y2027, 1, "2027-09-06")]);
    expect(changed.ok && changed.value.map(({ schoolYear, last }) => [schoolYear, last])).toEqual([
      ["2026/27", "2027-09-05"],
      ["2027/28", "2028-08-31"],
    ]);
  });

  test("an earlier first day that cuts off an INSET day of the year before is refused", () => {
    expect(kinds(considerYears(facts([y2026, y2027]), [with_(y2027, 1, "2027-07-20")]))).toEqual(["inset-outside"]);
  });

  test("a year cannot be left out", () => {
    expect(kinds(considerYears(facts([y2025]), [y2027]))).toEqual(["year-between"]);
  });
});

describe("what has begun", () => {
  test("keeps its first day, and the refusal says what would move", () => {
    const later = considerYears(facts([y2025, y2026]), [with_(y2026, 2, "2026-11-09")]);
    expect(later.ok ? "" : later.refusal.map(sayCalendarRefusal).join()).toMatch(
      /Judgements made from 2 November 2026 to 8 November 2026 would move from Autumn 2 to Autumn 1/,
    );
    const earlier = considerYears(facts([y2025, y2026]), [with_(y2026, 2, "2026-10-26")]);
    expect(earlier.ok ? "" : earlier.refusal.map(sayCalendarRefusal).join()).toMatch(
      /Judgements made from 26 October 2026 to 1 November 2026 would move from Autumn 1 to Autumn 2/,
    );
  });

  test("a half-term to come moves freely, but not to today or before", () => {
    expect(considerYears(facts([y2026]), [with_(y2026, 3, "2027-01-11")]).ok).toBe(true);
    expect(considerYears(facts([y2026]), [with_(y2026, 3, "2026-11-22")]).ok).toBe(true);
    expect(kinds(considerYears(facts([y2026]), [with_(y2026, 3, "2026-11-21")]))).toEqual(["has-begun"]);
  });

  test("binds no academy's own calendar", () => {
    expect(considerYears(facts([y2026], "2026-11-21", false), [with_(y2026, 2, "2026-11-09")]).ok).toBe(true);
  });

  test("whatever is accepted, no day up to today changes its half-term", () => {
    const years = [y2025, y2026, y2027];
    let accepted = 0;
    assert(
      property(
        constantFrom(...years),
        tuple(integer({ min: 1, max: 6 }), integer({ min: -60, max: 60 })),
        record({ today: integer({ min: 0, max: 1090 }), last: integer({ min: -200, max: 40 }), alone: integer({ min: 0, max: 2 }) }),
        (year, [number, shift], more) => {
          const today = dayAfter("2025-09-01", more.today);
          const there = more.alone === 0 ? [year] : years;
          const draft = { ...with_(year, number, dayAfter(year.firsts[number - 1] ?? "", shift)), inset: [] };
          const wanted = more.alone === 2 ? draft : { ...draft, last: dayAfter(year.last, more.alone === 0 ? more.last : 0) };
          const considered = considerYears(facts(there, today), [wanted]);
          if (!considered.ok) return;
          accepted++;
          const after = there.map((old) => considered.value.find(({ schoolYear }) => schoolYear === old.schoolYear) ?? old);
          for (let day = "2025-09-01"; day <= today; day = dayAfter(day, 5)) {
            const before = holder(there, day);
            if (before.length) expect(holder(after, day), `${day} of ${today}`).toEqual(before);
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(accepted).toBeGreaterThan(30);
  });
});

test("the typical calendar that Eddystone ships has no gap and no unusual half-term, and is honest about 2027/28", () => {
  const { years, source } = typicalCalendar();
  expect(considerYears(facts([], "2026-11-21"), years).ok).toBe(true);
  expect(years.flatMap(sayUnusual)).toEqual([]);
  expect(years.map(({ schoolYear }) => schoolYear)).toEqual(["2025/26", "2026/27", "2027/28"]);
  expect(source).toMatch(/2027\/28 was not published/);
});

describe("removing a year", () => {
  test.each([
    ["to come, at the end", "2027/28", "accepted"],
    ["that has begun", "2025/26", "year-has-begun"],
    ["between others", "2026/27", "in-the-middle"],
    ["that is not there", "2030/31", "no-such-year"],
  ])("%s", (_what, schoolYear, expected) => {
    const considered = considerRemoval(facts([y2025, y2026, y2027]), schoolYear);
    expect(considered.ok ? "accepted" : considered.refusal[0]?.kind).toBe(expected);
  });
});

describe("a file", () => {
  const years = [y2025, y2026, y2027].map(({ version: _version, source: _source, ...year }) => year);

  test("says the same again as CSV and as YAML", () => {
    const csv = readCalendarCsv(toCsv(calendarTable(years)), "a file");
    expect(csv).toEqual({ ok: true, value: { source: "a file", years } });
    const yaml = readCalendarYaml(parse(writeCalendarYaml(years, "The trust", "2026-11-21")));
    expect(yaml).toEqual({ ok: true, value: { source: "The trust", years } });
  });

  test("that a spreadsheet saved with British days and semicolons is read", () => {
    const british = (day: string) => day.split("-").reverse().join("/");
    const rows = calendarTable(years).map((row, at) => (at ? [row[0], row[1], british(row[2] ?? ""), british(row[3] ?? ""), ""] : row));
    const read = readCalendarCsv(rows.map((row) => row.join(";")).join("\r\n"), "a file");
    expect(read.ok && read.value.years.map(({ firsts }) => firsts)).toEqual(years.map(({ firsts }) => firsts));
  });

  test("is refused with the line of each fault", () => {
    const rows = calendarTable([y2026]);
    const spoilt = rows.map((row, at) => (at === 2 ? ["2026/28", "Autumn 9", "31/02/2026", row[3] ?? "", ""] : row));
    const refused = readCalendarCsv(toCsv(spoilt), "a file");
    expect(refused.ok ? [] : refused.refusal).toEqual([
      expect.stringMatching(/^Line 3: “2026\/28” is not a school year/),
      expect.stringMatching(/^Line 3: “Autumn 9” is not a half-term/),
      expect.stringMatching(/^Line 3: “31\/02\/2026” is not a day/),
    ]);
    const gap = readCalendarCsv(toCsv(rows.map((row, at) => (at === 1 ? [...row.slice(0, 3), "2026-10-20", ""] : row))), "a file");
    expect(gap.ok ? "" : gap.refusal.join()).toMatch(/^Line 2: Autumn 1 must end on 2026-11-01/);
    expect(readCalendarCsv("a,b\n1,2\n", "x").ok).toBe(false);
    expect(readCalendarCsv(toCsv(rows.slice(0, 5)), "x").ok).toBe(false);
    expect(readCalendarYaml({ source: "x" }).ok).toBe(false);
    expect(readCalendarYaml(parse(writeCalendarYaml([years[0], years[2]] as CalendarYear[], "x", "2026-11-21"))).ok).toBe(false);
  });

  test.each([
    ["2026-09-01", "2026-09-01"],
    ["1/9/2026", "2026-09-01"],
    ["1 September 2026", "2026-09-01"],
    ["Tuesday, 1st sep 2026", "2026-09-01"],
    ["31 February 2026", undefined],
    ["9/2026", undefined],
    ["soon", undefined],
  ])("reads the day %j", (text, day) => expect(readDayAsWritten(text)).toBe(day));
});
