import { type SchoolYear, wholeYear } from "../../language/school-year.ts";
import { blank, cellReader, missing, number, unknown } from "./cell.rules.ts";
import { plainName, strata } from "./dataset.rules.ts";
import type { FactWriter } from "./fact-writer.ts";
import { readYearCell } from "./period.rules.ts";
import { type Cell, everyKind, type Plan, type RowPlan, type StratumPlan } from "./plan.rules.ts";
import { ResultRefused } from "./result-refusal.rules.ts";

/** What the rows of a file were, as they are read. */
export interface Tally {
  rows: number;
  readonly schools: Map<number, number>;
  readonly authorities: Set<number>;
  readonly regions: Set<number>;
  readonly trusts: Set<number>;
  readonly nation: Set<number>;
  /** The authorities that schools of the file belong to. */
  readonly authoritiesOfSchools: Set<number>;
  readonly years: Set<SchoolYear>;
  readonly skipped: Map<string, { rows: number; examples: string[] }>;
  /** How many figures each mark stands for. */
  readonly tokens: Map<string, number>;
  /** In a long file: which measures (with their kind of school) authorities have, and which the nation has. */
  readonly ofAuthorities: Set<string>;
  readonly ofNation: Set<string>;
  /** The last row, where it has fewer cells than the header. */
  lastShort: { readonly row: number; readonly byKind: boolean } | undefined;
  usable: number;
}

const letters = { school: 115, authority: 108, region: 114, trust: 116, nation: 110 } as const;
const nowhere = Number.NaN;
const mostOfANumber = 1e12;

/** Reads a file's rows one after the other into facts, and refuses the first that cannot be. The first data row is row 2. */
export function rowReader(plan: Plan, fixedYear: SchoolYear | undefined, importId: number, writer: FactWriter) {
  const cell = cellReader(plan.dataset.tokens);
  const tally: Tally = {
    rows: 0,
    schools: new Map(),
    authorities: new Set(),
    regions: new Set(),
    trusts: new Set(),
    nation: new Set(),
    authoritiesOfSchools: new Set(),
    years: new Set(fixedYear === undefined ? [] : [fixedYear]),
    skipped: new Map(),
    tokens: new Map(),
    ofAuthorities: new Set(),
    ofNation: new Set(),
    lastShort: undefined,
    usable: 0,
  };
  const once = plan.filters.length === 0 && plan.period < 0;
  const width = plan.header.length;
  const byName = plainName(plan.header[plan.by] ?? "");
  const noFilters: readonly string[] = [];
  const periods = new Map<string, SchoolYear>();

  function read(row: readonly string[]): void {
    const line = ++tally.rows + 1;
    if (row.length > width) refuseWide(row, line);
    const said = (row[plan.by] ?? "").trim();
    if (said !== "" && plainName(said) === byName) throw new ResultRefused({ kind: "second-header", row: line });
    const kind = plan.kinds.get(said) ?? plan.otherwise;
    if (!kind) throw new ResultRefused({ kind: "unknown-row", ...place(line, plan.by, row) });
    tally.lastShort = row.length < width ? { row: line, byKind: !("skip" in kind) && kind.org !== "school" } : undefined;
    if ("skip" in kind) {
      skip(kind.skip, said);
      return;
    }
    for (const { column, values } of plan.only)
      if (!values.has((row[column] ?? "").trim())) {
        skip(`another ${plan.header[column]} than is taken`, (row[column] ?? "").trim());
        return;
      }
    const year = fixedYear ?? yearOfRow(row, line);
    const cells = plan.cells(plan.filters.length === 0 ? noFilters : plan.filters.map((at) => (row[at] ?? "").trim()), year);
    if (cells.length === 0) {
      const filtered = plan.filters.map((at) => (row[at] ?? "").trim()).join(", ");
      skip("a measure or a group of pupils that is not taken", filtered);
      return;
    }
    tally.usable++;
    const stratum = kind.stratum ?? stratumOf(kind.stratumOf, row, line);
    const key = keyOf(kind, row, line, stratum);
    note(kind.org, key, stratum, row, line);
    const period = wholeYear(year);
    const letter = letters[kind.org];
    for (let at = 0; at < cells.length; at++) takeCell(cells[at] as Cell, row, line, kind.org, letter, key, period);
  }

  function takeCell(
    one: Cell,
    row: readonly string[],
    line: number,
    org: keyof typeof letters,
    letter: number,
    key: number,
    period: number,
  ) {
    const text = row[one.value];
    if (text === undefined || text === "") return;
    const found = cell.read(text);
    if (found === blank) return;
    if (found === unknown) throw new ResultRefused({ kind: "unknown-token", ...place(line, one.value, row) });
    const value = cell.value;
    const gone = found === missing ? cell.letter : 0;
    if (found === missing) tally.tokens.set(cell.token, (tally.tokens.get(cell.token) ?? 0) + 1);
    if (found === number) {
      if (one.percent) {
        if (value < 0 || value > 100) throw impossible("percentage", line, one.value, row);
      } else {
        if (cell.percent) throw impossible("percent-sign", line, one.value, row);
        if (value < 0 && !one.signed) throw impossible("negative", line, one.value, row);
        if (value > mostOfANumber || value < -mostOfANumber) throw impossible("too-large", line, one.value, row);
      }
    }
    const low = one.low < 0 ? nowhere : side(one.low, row, line);
    const high = one.high < 0 ? nowhere : side(one.high, row, line);
    const under = one.denominator < 0 ? nowhere : count(one.denominator, row, line);
    const over = one.numerator < 0 ? nowhere : count(one.numerator, row, line);
    if (low > high) throw new ResultRefused({ kind: "interval-crossed", ...place(line, one.value, row), low, high });
    if (over > under)
      throw new ResultRefused({ kind: "numerator-above", ...place(line, one.numerator, row), numerator: over, denominator: under });
    const place_ = one.stratum === 0 ? key : keyWithin(org, key, one.stratum);
    if (plan.dataset.whole.byMeasure) noteMeasure(org, one);
    writer.fact(letter, place_, period, one.measure, one.group, gone, importId, value, over, under, low, high);
  }

  /** A number beside the value; NaN where there is none. */
  function side(column: number, row: readonly string[], line: number): number {
    const found = cell.read(row[column] ?? "");
    if (found === unknown) throw new ResultRefused({ kind: "unknown-token", ...place(line, column, row) });
    return found === number ? cell.value : nowhere;
  }

  function count(column: number, row: readonly string[], line: number): number {
    const found = side(column, row, line);
    if (found < 0) throw impossible("negative", line, column, row);
    if (found > mostOfANumber) throw impossible("too-large", line, column, row);
    return found;
  }

  function yearOfRow(row: readonly string[], line: number): SchoolYear {
    const text = (row[plan.period] ?? "").trim();
    let year = periods.get(text);
    if (year === undefined) {
      year = readYearCell(text, plan.dataset.period?.means ?? "years");
      if (year === undefined) throw new ResultRefused({ kind: "unknown-token", ...place(line, plan.period, row) });
      periods.set(text, year);
      tally.years.add(year);
    }
    return year;
  }

  function stratumOf(from: StratumPlan | undefined, row: readonly string[], line: number): number | undefined {
    if (!from) return undefined;
    const value = (row[from.column] ?? "").trim();
    const found = from.values.get(value) ?? from.otherwise;
    if (found !== undefined) return found;
    throw new ResultRefused({ kind: "unknown-type-of-school", ...place(line, from.column, row) });
  }

  function keyOf(kind: Exclude<RowPlan, { skip: string }>, row: readonly string[], line: number, stratum: number | undefined): number {
    if (kind.org === "nation") return stratum === undefined || stratum === everyKind ? strata["all-state-funded"] : stratum;
    const text = (row[kind.key] ?? "").trim();
    const bare = kind.code ?? (kind.org === "region" ? regionOf(text) : whole(text));
    const fits =
      bare !== undefined && (kind.org !== "school" || (bare >= 10_000 && bare <= 999_999)) && (kind.org !== "authority" || bare < 1000);
    if (!fits) throw new ResultRefused({ kind: "no-number-of-school", ...place(line, kind.key, row) });
    return kind.org === "school" || stratum === undefined || stratum === everyKind ? bare : keyWithin(kind.org, bare, stratum);
  }

  function note(org: keyof typeof letters, key: number, stratum: number | undefined, row: readonly string[], line: number): void {
    if (org === "school") {
      if (once && tally.schools.has(key)) throw new ResultRefused({ kind: "row-twice", row: line, what: `URN ${key}` });
      tally.schools.set(key, stratum === undefined || stratum === everyKind ? strata["not-told"] : stratum);
      if (plan.authorityOf >= 0) {
        const authority = whole((row[plan.authorityOf] ?? "").trim());
        if (authority !== undefined) tally.authoritiesOfSchools.add(authority);
      }
      return;
    }
    const seen = { authority: tally.authorities, region: tally.regions, trust: tally.trusts, nation: tally.nation }[org];
    if (once && seen.has(key)) throw new ResultRefused({ kind: "row-twice", row: line, what: `${org} ${key}` });
    seen.add(key);
  }

  function noteMeasure(org: keyof typeof letters, { measure, group, stratum }: Cell): void {
    if (org !== "authority" && org !== "nation") return;
    (org === "nation" ? tally.ofNation : tally.ofAuthorities).add(`${measure} ${group} ${stratum}`);
  }

  function skip(reason: string, example: string): void {
    const known = tally.skipped.get(reason) ?? { rows: 0, examples: [] };
    known.rows++;
    if (known.examples.length < 3 && !known.examples.includes(example)) known.examples.push(example);
    tally.skipped.set(reason, known);
  }

  function refuseWide(row: readonly string[], line: number): void {
    const filled = row.findLastIndex((text) => text.trim() !== "") + 1;
    if (filled > width) throw new ResultRefused({ kind: "row-too-wide", row: line, cells: filled, width });
  }

  const place = (row: number, column: number, cells: readonly string[]) => ({
    row,
    column: (plan.header[column] ?? "").trim(),
    value: (cells[column] ?? "").trim().slice(0, 60),
  });
  const impossible = (
    why: "percentage" | "negative" | "percent-sign" | "too-large",
    row: number,
    column: number,
    cells: readonly string[],
  ) => new ResultRefused({ kind: "impossible-number", why, ...place(row, column, cells) });

  return { read, tally };
}

/** A whole number of digits alone; undefined for anything else. */
const whole = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

/** A region by its ONS code, E12000001 to E12000009, or inner and outer London; or by its number. */
function regionOf(text: string): number | undefined {
  const ons = /^E1([23])00000([1-9])$/.exec(text);
  if (!ons) return whole(text);
  return ons[1] === "2" ? Number(ons[2]) : Number(ons[2]) + 9;
}

/** The key of an authority's, a region's or the nation's figure for one kind of school only. */
const keyWithin = (org: keyof typeof letters, key: number, stratum: number): number =>
  org === "nation" ? stratum : org === "school" || org === "trust" ? key : stratum * 1000 + key;
