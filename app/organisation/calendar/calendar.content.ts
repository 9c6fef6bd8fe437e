import { parse } from "yaml";
import typical from "../../../content/calendars/typical.yaml?raw";
import type { CalendarYear } from "./calendar.rules.ts";
import { readCalendarYaml } from "./calendar-file.form.ts";

/** The typical half-terms Eddystone ships, and where they are from. */
export function typicalCalendar(): { source: string; years: CalendarYear[] } {
  const read = readCalendarYaml(parse(typical));
  if (!read.ok) throw new Error(`content/calendars/typical.yaml: ${read.refusal.join("; ")}`);
  return read.value;
}

/** The first day that the typical calendar knows. */
export const firstDayOfCalendar = (): string => typicalCalendar().years[0]?.firsts[0] ?? "2025-09-01";
