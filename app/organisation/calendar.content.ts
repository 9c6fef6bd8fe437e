import { parse } from "yaml";
import { z } from "zod";
import typical from "../../content/calendars/typical.yaml?raw";

const day = z.iso.date();
export const calendarSchema = z.strictObject({
  source: z.string().min(1),
  dated: day,
  names: z.array(z.string()).length(6),
  years: z.record(z.string().regex(/^20\d\d\/\d\d$/), z.array(day).length(6)),
  ends: day,
});
export type CalendarRow = { schoolYear: string; number: number; name: string; first: string; next: string };

/** The typical half-terms Eddystone ships: each lasts until the day before the next begins. */
export function typicalCalendar(): CalendarRow[] {
  const { years, names, ends } = calendarSchema.parse(parse(typical));
  const firsts = Object.entries(years).flatMap(([schoolYear, days]) =>
    days.map((first, at) => ({ schoolYear, number: at + 1, name: names[at] ?? "", first })),
  );
  return firsts.map((row, at) => ({ ...row, next: firsts[at + 1]?.first ?? ends }));
}

/** The first day that the typical calendar knows. */
export const firstDayOfCalendar = (): string => typicalCalendar()[0]?.first ?? "2025-09-01";
