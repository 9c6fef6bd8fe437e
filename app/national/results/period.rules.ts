import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { readYear, type SchoolYear } from "../../language/school-year.ts";
import { type Version, versions } from "./dataset.rules.ts";
import type { ResultRefusal } from "./result-refusal.rules.ts";

/** The school year of a cell: both years ("202223", "2022/23"), or the one in which it ends ("2023", "2025 (prov)"). */
export function readYearCell(text: string, means: "end" | "years"): SchoolYear | undefined {
  const both = readYear(text);
  if (both !== undefined || means === "years") return both;
  const end = /^(\d{4})(?:\.0)?(?: \(prov(?:isional)?\))?$/i.exec(text);
  const year = Number(end?.[1] ?? 0);
  return year > 1990 && year < 2100 ? year : undefined;
}

/** The school year in a file's name: the first that stands there as two years. */
export function yearFromName(name: string): SchoolYear | undefined {
  for (const [, years] of name.matchAll(/(?<!\d)((?:19|20)\d{2}[-_]?(?:\d{4}|\d{2}))(?!\d)/g)) {
    const year = readYear((years ?? "").replace("_", "-"));
    if (year !== undefined) return year;
  }
  return undefined;
}

/** The version in a file's name; undefined when it tells none. */
export function versionFromName(name: string): Version | undefined {
  return versions.find((version) => new RegExp(version === "provisional" ? "prov" : version, "i").test(name));
}

/** What may tell the year of a file. */
export interface YearsSaid {
  readonly given: string | undefined;
  readonly name: string;
  /** The years that the older columns allow; none: they do not tell. */
  readonly byOlder: readonly SchoolYear[];
  /** Each row tells its own year. */
  readonly byRows: boolean;
}

/** The one year of a file, or undefined where its rows tell theirs; refused when nothing tells it or two tell different ones. */
export function yearOfFile({ given, name, byOlder, byRows }: YearsSaid): Outcome<SchoolYear | undefined, ResultRefusal> {
  const asked = given === undefined ? undefined : readYear(given);
  if (given !== undefined && asked === undefined) return refuse({ kind: "impossible-period", given });
  const named = yearFromName(name);
  if (asked !== undefined && named !== undefined && asked !== named && !byRows)
    return refuse({ kind: "period-contradicts", given: asked, found: named, where: "its name" });
  if (byRows) return accept(undefined);
  const said = asked ?? named;
  const [only, more] = byOlder;
  if (said === undefined) return only !== undefined && more === undefined ? accept(only) : refuse({ kind: "no-period" });
  if (only !== undefined && !byOlder.includes(said))
    return refuse({ kind: "period-contradicts", given: said, found: only, where: "what its columns of older years are called" });
  return accept(said);
}

/** A file's version: as somebody said, as its name tells, else as its dataset usually is. */
export function versionOfFile(given: string | undefined, name: string, usual: Version): Outcome<Version, ResultRefusal> {
  const asked = versions.find((version) => version === given?.trim().toLowerCase());
  if (given !== undefined && !asked) return refuse({ kind: "impossible-version", given });
  const named = versionFromName(name);
  if (asked && named && asked !== named) return refuse({ kind: "version-contradicts", given: asked, found: named });
  return accept(asked ?? named ?? usual);
}
