import type { CalendarYear } from "../organisation/index.ts";

export type DemoHalfTermName = { readonly schoolYear: string; readonly number: number };
export type DemoHalfTerm = DemoHalfTermName & { readonly name: string; readonly firstDay: string; readonly lastDay: string };
export type DemoMeeting = { readonly key: string; readonly name: string; readonly date: string };

const names = ["Autumn 1", "Autumn 2", "Spring 1", "Spring 2", "Summer 1", "Summer 2"];

const firstDays: readonly (readonly [string, readonly string[]])[] = [
  ["2024/25", ["2024-09-02", "2024-11-04", "2025-01-06", "2025-02-24", "2025-04-28", "2025-06-02"]],
  ["2025/26", ["2025-09-01", "2025-11-03", "2026-01-05", "2026-02-23", "2026-04-13", "2026-06-01"]],
  ["2026/27", ["2026-09-01", "2026-11-02", "2027-01-04", "2027-02-22", "2027-04-12", "2027-06-07"]],
];

/** That many days after an ISO date. */
export const daysAfter = (date: string, days: number): string => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

const starts = firstDays.flatMap(([schoolYear, days]) =>
  days.map((firstDay, at) => ({ schoolYear, number: at + 1, name: names[at] ?? "", firstDay })),
);

/** Three school years of half-terms. Each lasts until the day before the next begins, so that every day belongs to one. */
export const demoHalfTerms: readonly DemoHalfTerm[] = starts.map((halfTerm, at) => ({
  ...halfTerm,
  lastDay: daysAfter(starts[at + 1]?.firstDay ?? "2027-09-01", -1),
}));

/** The trust's calendar: the same half-terms, with the days on which only staff come in. */
export const demoCalendar: readonly CalendarYear[] = firstDays.map(([schoolYear, firsts], at) => ({
  schoolYear,
  firsts,
  last: daysAfter(firstDays[at + 1]?.[1][0] ?? "2027-09-01", -1),
  inset: [
    ["2024-09-02", "2024-11-04", "2025-01-06", "2025-06-02", "2025-07-22"],
    ["2025-09-01", "2025-11-03", "2026-01-05", "2026-06-01", "2026-07-21"],
    ["2026-09-01", "2026-11-02", "2027-01-04", "2027-06-07", "2027-07-22"],
  ][at] as string[],
}));

/** One academy keeps a calendar of its own: a two-week break in October, and its own INSET days. */
export const demoOwnCalendars: readonly { readonly urn: number; readonly years: readonly CalendarYear[] }[] = [
  {
    urn: 990015,
    years: demoCalendar
      .filter(({ schoolYear }) => schoolYear === "2026/27")
      .map((year) => ({
        ...year,
        firsts: year.firsts.map((first, at) => (at === 1 ? daysAfter(first, 7) : first)),
        inset: ["2026-09-01", "2026-11-09", "2027-01-04", "2027-04-12", "2027-07-22"],
      })),
  },
];

/** The Executive Operational Board's meetings: two yearly decisions, and one to come. */
export const demoMeetings: readonly DemoMeeting[] = [
  { key: "eob-2025-07", name: "Yearly decisions 2024/25", date: "2025-07-10" },
  { key: "eob-2026-07", name: "Yearly decisions 2025/26", date: "2026-07-09" },
  { key: "eob-2026-12", name: "Autumn meeting 2026/27", date: "2026-12-03" },
];

/** The day the demonstration is set on: nothing is recorded after it. */
export const demoToday = "2026-11-21";
