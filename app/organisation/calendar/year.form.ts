import type { FieldRefusal } from "../../design/house.tsx";
import { readDay, sayDay } from "../../language/period.ts";
import type { CalendarRefusal, CalendarYear } from "./calendar.rules.ts";
import { sayCalendarRefusal } from "./calendar.words.ts";

const months = "january february march april may june july august september october november december".split(" ");
const two = (text: string | number) => String(text).padStart(2, "0");

/** A day as people and spreadsheets write it, as ISO: 2026-09-01, 1/9/2026 or 1 September 2026; undefined when it is none of these. */
export function readDayAsWritten(text: string): string | undefined {
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const spoken = /^(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,}) (\d{4})$/i.exec(text);
  const month = months.findIndex((name) => spoken && name.startsWith((spoken[2] ?? "").toLowerCase())) + 1;
  const iso = slashed
    ? `${slashed[3]}-${two(slashed[2] ?? "")}-${two(slashed[1] ?? "")}`
    : spoken && month
      ? `${spoken[3]}-${two(month)}-${two(spoken[1] ?? "")}`
      : text;
  return readDay(iso)?.toString();
}

/** What stands in the form: as kept, as suggested, or as somebody wrote it before it was refused. */
export type WrittenYear = { readonly firsts: readonly string[]; readonly last: string; readonly inset: string };
export const writtenFrom = (year: CalendarYear): WrittenYear => ({
  firsts: year.firsts,
  last: year.last,
  inset: year.inset.map(sayDay).join("\n"),
});

/** Reads a posted school year; a first or last day that is none is left empty for the rules to refuse. */
export function readYear(
  form: FormData,
  schoolYear: string,
): { draft: CalendarYear; version: number; written: WrittenYear; refusals: FieldRefusal[] } {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const firsts = [1, 2, 3, 4, 5, 6].map((number) => text(`first-${number}`));
  const written = { firsts, last: text("last"), inset: text("inset") };
  const lines = written.inset
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => ({ line, day: readDayAsWritten(line) }));
  return {
    draft: {
      schoolYear,
      firsts: firsts.map((first) => readDayAsWritten(first) ?? ""),
      last: readDayAsWritten(written.last) ?? "",
      inset: [...new Set(lines.flatMap(({ day }) => day ?? []))].sort(),
    },
    version: Number(text("version")) || 0,
    written,
    refusals: lines
      .filter(({ day }) => !day)
      .map(({ line }) => ({
        field: "inset",
        text: `“${line}” is not a day. Write each INSET day on its own line, like 1 September 2026.`,
      })),
  };
}

/** Where in the form of a year a refusal belongs. */
export function refusalInForm(refusal: CalendarRefusal, schoolYear: string): FieldRefusal {
  const text = sayCalendarRefusal(refusal);
  switch (refusal.kind) {
    case "no-day":
    case "out-of-order":
      return { field: `first-${refusal.number}`, text };
    case "has-begun":
      // The last day of the year before was moved by this year's first, and the other way about.
      return { field: refusal.schoolYear === schoolYear && refusal.moved.into ? `first-${refusal.number}` : "last", text };
    case "no-last-day":
    case "ends-too-early":
    case "ends-elsewhere":
      return { field: refusal.schoolYear === schoolYear ? "last" : "first-1", text };
    case "gap":
    case "overlap":
      return { field: refusal.schoolYear === schoolYear ? "last" : "first-1", text };
    case "inset-outside":
      return { field: refusal.schoolYear === schoolYear ? "inset" : "first-1", text };
    case "begins-elsewhere":
      return { field: "first-1", text };
    case "not-a-year":
    case "year-between":
    case "year-has-begun":
    case "in-the-middle":
    case "no-such-year":
    case "nothing-changes":
    case "crossed":
      return { field: "", text };
  }
}
