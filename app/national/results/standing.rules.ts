import type { Period } from "../../language/school-year.ts";
import { type Dataset, type Version, versions } from "./dataset.rules.ts";

/** An import, as far as it decides what it replaces. */
export interface Standing {
  readonly dataset: string;
  readonly periods: readonly Period[];
  readonly version: Version;
  readonly authorities: readonly number[] | null;
  readonly tier: number;
}

/** What a new import does to those in force. */
export interface Effect<Earlier extends Standing> {
  /** A newer version that is there already: the new one is refused. */
  readonly newerThere: Earlier | undefined;
  /** Those of the same dataset that it speaks for. */
  readonly replaced: readonly Earlier[];
  /** Those whose facts stand where both tell one. */
  readonly better: readonly Earlier[];
}

const newer = (one: Version, other: Version) => versions.indexOf(one) > versions.indexOf(other);
const covers = (one: readonly number[] | null, other: readonly number[] | null) =>
  one === null || other?.every((code) => one.includes(code)) === true;

/** Decides by dataset, period, version and authorities; all of England speaks for every part, a part only for itself. */
export function effectOf<Earlier extends Standing>(mine: Standing, inForce: readonly Earlier[]): Effect<Earlier> {
  const beside = inForce.filter(({ periods }) => periods.some((period) => mine.periods.includes(period)));
  const same = beside.filter(({ dataset }) => dataset === mine.dataset);
  return {
    newerThere: same.find((other) => newer(other.version, mine.version) && covers(other.authorities, mine.authorities)),
    replaced: same.filter((other) => !newer(other.version, mine.version) && covers(mine.authorities, other.authorities)),
    better: beside.filter((other) => (other.dataset === mine.dataset ? newer(other.version, mine.version) : other.tier < mine.tier)),
  };
}

/** Whether any import in force may tell a fact that a file of this dataset tells too; `years` left out: of any year. */
export function mayCollide(
  dataset: Dataset,
  inForce: readonly Standing[],
  datasets: readonly Dataset[],
  period: Period | undefined,
): boolean {
  const mine = new Set(dataset.measures.map(({ measure }) => measure));
  return inForce.some((other) => {
    if (period !== undefined && !other.periods.includes(period)) return false;
    const theirs = datasets.find(({ code }) => code === other.dataset);
    return !theirs || theirs.measures.some(({ measure }) => mine.has(measure));
  });
}
