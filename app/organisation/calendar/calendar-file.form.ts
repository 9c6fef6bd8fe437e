import { stringify } from "yaml";
import { z } from "zod";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { csvReader, delimiterOf } from "../../national/index.ts";
import { type CalendarYear, dayAfter, halfTermNames, halfTermsOf, isYear, yearAfter } from "./calendar.rules.ts";
import { readDayAsWritten } from "./year.form.ts";

export type CalendarFile = { readonly source: string; readonly years: CalendarYear[] };

const day = z.iso.date("write each day like 2026-09-01");
const schoolYear = z.string().refine(isYear, "write a school year like 2026/27");
const yamlSchema = z.strictObject({
  source: z.string().trim().min(1).max(300),
  dated: day,
  names: z.array(z.string()).refine((names) => names.join() === halfTermNames.join(), `must be ${halfTermNames.join(", ")}`),
  years: z.record(schoolYear, z.array(day).length(6, "six first days are needed")),
  inset: z.record(schoolYear, z.array(day)).optional(),
  ends: day,
});

/** Reads a calendar in the shape of content/calendars/typical.yaml; refuses what it cannot mean, saying where. */
export function readCalendarYaml(value: unknown): Outcome<CalendarFile, string[]> {
  const read = yamlSchema.safeParse(value);
  if (!read.success) return refuse(read.error.issues.map(({ path, message }) => `${path.join(", ") || "the file"}: ${message}`));
  const { years, inset = {}, ends, source } = read.data;
  const names = Object.keys(years).sort();
  const faults = [
    ...(names.length ? [] : ["years: the file has none."]),
    ...names.flatMap((name, at) => {
      const next = names[at + 1];
      return next && next !== yearAfter(name) ? [`years: ${yearAfter(name)} is missing between ${name} and ${next}.`] : [];
    }),
    ...Object.keys(inset).flatMap((name) => (years[name] ? [] : [`inset, ${name}: this year is not among the years.`])),
  ];
  if (faults.length) return refuse(faults);
  return accept({
    source,
    years: names.map((name, at) => ({
      schoolYear: name,
      firsts: years[name] ?? [],
      last: dayAfter(years[names[at + 1] ?? ""]?.[0] ?? ends, -1),
      inset: [...new Set(inset[name])].sort(),
    })),
  });
}

/** A calendar as YAML, in the shape that is read; its years follow each other without a gap. */
export function writeCalendarYaml(years: readonly CalendarYear[], source: string, dated: string): string {
  const inset = Object.fromEntries(years.filter((year) => year.inset.length).map((year) => [year.schoolYear, year.inset]));
  return stringify(
    {
      source,
      dated,
      names: halfTermNames,
      years: Object.fromEntries(years.map((year) => [year.schoolYear, year.firsts])),
      ...(Object.keys(inset).length ? { inset } : {}),
      ends: dayAfter(years.at(-1)?.last ?? dated),
    },
    { lineWidth: 0 },
  );
}

const columns = ["School year", "Half-term", "First day", "Last day", "INSET days"] as const;

/** A calendar as rows for a spreadsheet: one for each half-term, with the INSET days that lie in it. */
export const calendarTable = (years: readonly CalendarYear[]): string[][] => [
  [...columns],
  ...years.flatMap((year) =>
    halfTermsOf(year).map(({ name, first, last }) => [
      year.schoolYear,
      name,
      first,
      last,
      year.inset.filter((one) => one >= first && one <= last).join("; "),
    ]),
  ),
];

type Row = { line: number; number: number; first: string; last: string; inset: string[] };

/** Reads the rows that a calendar is exported as; every fault is told with its line. */
export function readCalendarCsv(text: string, source: string): Outcome<CalendarFile, string[]> {
  const plain = text.replace(/^\uFEFF/, "");
  const reader = csvReader(delimiterOf(plain.split("\n", 1)[0] ?? ""));
  const rows = reader.push(plain);
  const end = reader.end();
  if (end.unclosed) return refuse(["A quotation mark is opened and never closed. Export the calendar again and fill that file in."]);
  const [head = [], ...body] = [...rows, ...end.rows];
  const at = columns.map((column) => head.findIndex((name) => name.trim().toLowerCase() === column.toLowerCase()));
  const absent = columns.filter((_, index) => at[index] === -1);
  if (absent.length) return refuse([`The first line must name the columns ${columns.join(", ")}; missing: ${absent.join(", ")}.`]);
  const byYear = new Map<string, Row[]>();
  const faults: string[] = [];
  body.forEach((cells, index) => {
    const [year = "", name = "", first = "", last = "", inset = ""] = at.map((column) => (cells[column] ?? "").trim());
    const line = index + 2;
    if (![year, name, first, last, inset].some(Boolean)) return;
    const number = /^[1-6]$/.test(name) ? Number(name) : halfTermNames.findIndex((one) => one.toLowerCase() === name.toLowerCase()) + 1;
    const days = inset.split(/[;\n]/).map((one) => one.trim());
    const read = [first, last, ...days.filter(Boolean)].map((one) => ({ one, day: readDayAsWritten(one) }));
    if (!isYear(year)) faults.push(`Line ${line}: “${year}” is not a school year. Write it like 2026/27.`);
    if (!number) faults.push(`Line ${line}: “${name}” is not a half-term. Write ${halfTermNames.join(", ")}, or 1 to 6.`);
    for (const { one, day: found } of read) if (!found) faults.push(`Line ${line}: “${one}” is not a day. Write it like 2026-09-01.`);
    const [firstDay = "", lastDay = "", ...insetDays] = read.map(({ day: found }) => found ?? "");
    byYear.set(year, [...(byYear.get(year) ?? []), { line, number, first: firstDay, last: lastDay, inset: insetDays }]);
  });
  if (byYear.size === 0) faults.push("The file has no rows.");
  if (faults.length) return refuse(faults);
  const years = [...byYear].sort(([one], [other]) => one.localeCompare(other)).map(([year, found]) => yearOfRows(year, found, faults));
  return faults.length ? refuse(faults) : accept({ source, years });
}

function yearOfRows(year: string, rows: readonly Row[], faults: string[]): CalendarYear {
  const halfTerms = [1, 2, 3, 4, 5, 6].map((number) => {
    const [row, again] = rows.filter((one) => one.number === number);
    if (!row) faults.push(`${year} has no row for ${halfTermNames[number - 1]}.`);
    if (again) faults.push(`Line ${again.line}: ${halfTermNames[number - 1]} ${year} is there already, in line ${row?.line}.`);
    return row;
  });
  halfTerms.forEach((row, at) => {
    const next = halfTerms[at + 1];
    if (row && next && row.first < next.first && dayAfter(row.last) !== next.first)
      faults.push(
        `Line ${row.line}: ${halfTermNames[at]} must end on ${dayAfter(next.first, -1)}, the day before ${halfTermNames[at + 1]} begins, so that every day lies in exactly one half-term.`,
      );
  });
  return {
    schoolYear: year,
    firsts: halfTerms.map((row) => row?.first ?? ""),
    last: halfTerms[5]?.last ?? "",
    inset: [...new Set(rows.flatMap((row) => row.inset))].sort(),
  };
}
