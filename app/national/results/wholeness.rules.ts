import { type Stratum, strata } from "./dataset.rules.ts";
import type { Plan } from "./plan.rules.ts";
import { ResultRefused } from "./result-refusal.rules.ts";
import type { Tally } from "./row-reader.rules.ts";

/** A file with so many authorities is all of England; with fewer it is a download of some. */
export const authoritiesOfEngland = 140;

/** A download of some has a region's authorities at most: London has 33. More of them than this, and not all, is half a file. */
const mostOfPart = 40;

/** What a file is of. */
export interface Scope {
  /** The authorities of a download of some; undefined: all of England. */
  readonly authorities: readonly number[] | undefined;
  /** New authorities that have schools and not yet a row: schools move to one before its results do. */
  readonly withoutRow: readonly number[];
}

/** Tells what a whole file is of. Throws when the file lacks rows of its own authorities or of the nation. */
export function scopeOf(plan: Plan, tally: Tally, least = authoritiesOfEngland): Scope {
  const { whole } = plan.dataset;
  if (tally.lastShort?.byKind) throw new ResultRefused({ kind: "row-cut-short", row: tally.lastShort.row });
  const withoutRow = whole.eachAuthority ? missingAuthorities(tally) : [];
  const few = tally.authorities.size >= least && withoutRow.length * 50 <= tally.authorities.size;
  const lacks = [
    ...whole.nation.filter((stratum) => !tally.nation.has(strata[stratum])).map((stratum) => `the nation's row (${inWords[stratum]})`),
    ...(few ? [] : withoutRow.map((code) => `the row of authority ${code}, though it has schools of it`)),
    ...(whole.byMeasure
      ? [...tally.ofAuthorities].filter((one) => !tally.ofNation.has(one)).map(() => "the nation's rows of a measure")
      : []),
  ];
  if (lacks.length > 0) throw new ResultRefused({ kind: "not-whole", lacks: [...new Set(lacks)] });
  if (whole.always) {
    if (tally.rows < whole.least) throw new ResultRefused({ kind: "too-few-rows", rows: tally.rows, least: whole.least });
    return { authorities: undefined, withoutRow };
  }
  if (!whole.eachAuthority && plan.authorityOf < 0) return { authorities: undefined, withoutRow };
  const authorities = whole.eachAuthority ? tally.authorities : tally.authoritiesOfSchools;
  if (authorities.size > mostOfPart && authorities.size < least)
    throw new ResultRefused({
      kind: "not-whole",
      lacks: [`the rest of England: it has ${authorities.size} authorities of more than ${least}`],
    });
  return { authorities: authorities.size >= least ? undefined : [...authorities].sort((a, b) => a - b), withoutRow };
}

const missingAuthorities = (tally: Tally) =>
  [...tally.authoritiesOfSchools].filter((code) => !tally.authorities.has(code)).sort((a, b) => a - b);

const inWords: Readonly<Record<Stratum, string>> = {
  "not-told": "type not told",
  primary: "primary schools",
  secondary: "secondary schools",
  special: "special schools",
  "alternative-provision": "alternative provision",
  nursery: "nursery schools",
  independent: "independent schools",
  college: "colleges",
  "all-state-funded": "state-funded schools",
  "all-schools": "all schools",
};
