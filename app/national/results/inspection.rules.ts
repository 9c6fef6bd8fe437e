import { isoDate, readDate } from "../register/dates.rules.ts";
import { type Inspections, type Names, plainName } from "./dataset.rules.ts";
import { ResultRefused } from "./result-refusal.rules.ts";

/** One inspection as Ofsted tells it: what was judged, in Ofsted's own words, and never an overall grade that it did not give. */
export interface Inspection {
  readonly urn: number;
  readonly era: string;
  readonly on: string;
  readonly published: string | null;
  readonly number: string | null;
  readonly kind: string | null;
  readonly urnThen: number | null;
  readonly outcomes: Readonly<Record<string, string>>;
}

interface KindPlan {
  readonly era: string;
  readonly on: number;
  readonly published: number;
  readonly number: number;
  readonly kind: number;
  readonly urnThen: number;
  readonly complete: boolean;
  readonly outcomes: readonly (readonly [string, number])[];
  readonly words: readonly (readonly [string, number])[];
}

/** Reads the inspections of each row; a row may hold several, of different eras. */
export function inspectionReader(header: readonly string[], inspections: Inspections) {
  const places = new Map(header.map((name, at) => [plainName(name), at]));
  const used = new Set<number>();
  const find = (names: Names) => {
    const at = names.map((name) => places.get(plainName(name))).find((place) => place !== undefined) ?? -1;
    used.add(at);
    return at;
  };
  const school = find([inspections.school]);
  const found = (names: Readonly<Record<string, Names>>) =>
    Object.entries(names)
      .map(([outcome, columns]) => [outcome, find(columns)] as const)
      .filter(([, at]) => at >= 0);
  const kinds: KindPlan[] = inspections.kinds.map((kind) => ({
    era: kind.era,
    on: find(kind.on),
    published: find(kind.published),
    number: find(kind.number),
    kind: find(kind.kind),
    urnThen: find(kind.urnThen),
    complete: kind.needs.every((name) => places.has(plainName(name))),
    outcomes: found(kind.outcomes),
    words: found(kind.words),
  }));
  const nothing = new Set(inspections.nothing);
  const grades = new Map(Object.entries(inspections.grades).map(([grade, word]) => [grade.toLowerCase(), word]));
  const days = kinds.flatMap(({ on, published }) => [on, published]).filter((at) => at >= 0);

  function read(row: readonly string[], line: number): Inspection[] {
    const text = (at: number) => (at < 0 ? "" : (row[at] ?? "").trim());
    const place = (column: number) => ({ row: line, column: (header[column] ?? "").trim(), value: text(column).slice(0, 60) });
    const said = (at: number) => (nothing.has(text(at)) ? null : text(at));
    const day = (at: number): string | null => {
      const value = said(at);
      if (value === null) return null;
      const date = readDate(value);
      if (!date.possible) throw new ResultRefused({ kind: "no-day", ...place(at) });
      return date.date;
    };
    const urn = text(school);
    if (plainName(urn) === plainName(inspections.school)) throw new ResultRefused({ kind: "second-header", row: line });
    if (!/^\d{5,6}$/.test(urn)) throw new ResultRefused({ kind: "no-number-of-school", ...place(school) });
    return kinds.flatMap((kind): Inspection[] => {
      const on = kind.complete ? day(kind.on) : null;
      if (on === null) return [];
      const outcomes: Record<string, string> = {};
      for (const [outcome, at] of kind.outcomes) {
        const value = said(at);
        if (value === null) continue;
        const word = grades.get(value.toLowerCase());
        if (word === undefined) throw new ResultRefused({ kind: "unknown-grade", ...place(at) });
        outcomes[outcome] = word;
      }
      for (const [outcome, at] of kind.words) {
        const value = said(at);
        if (value !== null) outcomes[outcome] = value;
      }
      if (Object.keys(outcomes).length === 0) return [];
      const urnThen = said(kind.urnThen);
      return [
        {
          urn: Number(urn),
          era: kind.era,
          on,
          published: day(kind.published),
          number: said(kind.number),
          kind: said(kind.kind),
          urnThen: urnThen !== null && /^\d{5,6}$/.test(urnThen) && urnThen !== urn ? Number(urnThen) : null,
          outcomes,
        },
      ];
    });
  }
  return { read, dayColumns: new Set(days), used };
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** A day spelled in a file's name ("as at 30 Apr 2026"); undefined when there is none. */
export function spelledDay(name: string): string | undefined {
  const found = /(?<!\d)(\d{1,2})[ _-]?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ _-]?(\d{4})(?!\d)/i.exec(name);
  return found ? isoDate(found[3], String(months.indexOf((found[2] ?? "").toLowerCase()) + 1), found[1]) : undefined;
}

/** The school year a day lies in: from September to August. */
export const yearOfDay = (day: string): number => Number(day.slice(0, 4)) + (Number(day.slice(5, 7)) >= 9 ? 1 : 0);
