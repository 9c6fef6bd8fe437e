import type { PupilGroup } from "../../language/pupil-group.ts";
import { pupilGroups } from "../../language/pupil-group.ts";
import type { Period } from "../../language/school-year.ts";
import type { RegisterReader } from "../register/register.store.ts";
import { measureByCode } from "../results/catalogue.ts";
import type { Distribution } from "./distribution.rules.ts";
import { factKey } from "./facts.store.ts";
import { keptAt, versionNow } from "./kept.store.ts";

/** A distribution with how it came about. */
export interface StoredDistribution extends Distribution {
  readonly stratum: number;
  readonly byCensus: number;
}

/** Which distribution: all by their stored numbers. */
export interface DistributionKey {
  readonly period: number;
  readonly measure: number;
  readonly group: number;
  readonly stratum: number;
}

const numbered = ({ period, measure, group, stratum }: DistributionKey) => factKey(period, measure, group) * 32 + stratum;

type Row = {
  version: string;
  period: number;
  measure: number;
  group: number;
  stratum: number;
  values: string;
  equal: string;
  byCensus: number;
};

/** Tells a population's distributions as they stand at a version; undefined when another import has come since. */
export async function distributionsAt(
  db: RegisterReader,
  version: string,
  keys: Iterable<DistributionKey>,
): Promise<((key: DistributionKey) => StoredDistribution | undefined) | undefined> {
  const found = keptAt(version).distributions;
  const lacking: DistributionKey[] = [];
  const asked = new Set<number>();
  for (const key of keys) {
    const number = numbered(key);
    if (found.has(number) || asked.has(number)) continue;
    asked.add(number);
    lacking.push(key);
  }
  if (lacking.length > 0) {
    const { rows } = await db.query(
      `select ${versionNow} as version, period, measure, pupil_group as group, stratum,
         array_to_string(values, ',') as values, array_to_string(equal, ',') as equal, by_census as "byCensus"
       from unnest($1::int[], $2::int[], $3::int[], $4::int[]) k (period, measure, pupil_group, stratum)
       left join national.distribution d using (period, measure, pupil_group, stratum)`,
      [
        lacking.map((key) => key.period),
        lacking.map((key) => key.measure),
        lacking.map((key) => key.group),
        lacking.map((key) => key.stratum),
      ],
    );
    if ((rows as Row[]).some((row) => row.version !== version)) return undefined;
    for (const row of rows as Row[]) found.set(numbered(row), row.values === null ? undefined : readDistribution(row));
  }
  return (key) => found.get(numbered(key));
}

function readDistribution({ values, equal, stratum, byCensus }: Row): StoredDistribution {
  const counts = Int32Array.from(equal.split(","), Number);
  const below = new Int32Array(counts.length);
  let n = 0;
  for (const [at, count] of counts.entries()) {
    below[at] = n;
    n += count;
  }
  return { values: Float64Array.from(values.split(","), Number), below, equal: counts, n, stratum, byCensus };
}

/** All distributions of a measure, period and group, the largest population first: what a strip plot shows. */
export async function distributionOf(
  db: RegisterReader,
  asked: { readonly measure: string; readonly period: Period; readonly group?: PupilGroup },
): Promise<StoredDistribution[]> {
  const { rows } = await db.query(
    `select stratum, array_to_string(values, ',') as values, array_to_string(equal, ',') as equal, by_census as "byCensus"
     from national.distribution where period = $1 and measure = $2 and pupil_group = $3 order by n desc`,
    [asked.period, measureByCode(asked.measure)?.id ?? 0, pupilGroups[asked.group ?? "all"]],
  );
  return (rows as Row[]).map(readDistribution);
}
