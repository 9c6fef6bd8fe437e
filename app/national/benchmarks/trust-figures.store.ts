import type { PupilGroup } from "../../language/pupil-group.ts";
import type { Period } from "../../language/school-year.ts";
import type { RegisterReader } from "../register/register.store.ts";
import { measureByCode } from "../results/catalogue.ts";
import type { ValueFilter } from "./facts.store.ts";
import { type NotPooled, type Pooled, pool } from "./pooled.rules.ts";
import { type Comparison, numberOf, type SchoolValue } from "./value.rules.ts";
import { publishedTrustValues, valuesOfSchools } from "./value.store.ts";

/** What several schools come to together, beside what is published of their trust: two figures that are never mixed. */
export interface TrustFigure {
  readonly measure: string;
  readonly period: Period;
  readonly group: PupilGroup;
  readonly pooled: Pooled | NotPooled;
  /** Each school's own value, of which the pooled figure is made. */
  readonly schools: readonly SchoolValue[];
  /** England's own figure. */
  readonly nation: Comparison | undefined;
  /** The row of the trust in the trust-level file, which weighs by years in the trust too. */
  readonly published: SchoolValue | undefined;
}

/** Some schools' figures pooled by pupils, by period, measure and group; with the published row where the trust's UID is given. */
export async function trustFigures(
  db: RegisterReader,
  urns: readonly number[],
  { uid, ...filter }: ValueFilter & { readonly uid?: number } = {},
): Promise<TrustFigure[]> {
  const [values, published] = await Promise.all([
    valuesOfSchools(db, urns, filter),
    uid === undefined ? [] : publishedTrustValues(db, uid, filter),
  ]);
  const of = ({ period, measure, group }: SchoolValue) => `${period} ${measure} ${group}`;
  const schools = Map.groupBy(values, of);
  const rows = new Map(published.map((row) => [of(row), row]));
  const keys = new Map([...values, ...published].map((value) => [of(value), value]));
  return [...keys].map(([key, { measure, period, group }]) => {
    const own = schools.get(key) ?? [];
    return {
      measure,
      period,
      group,
      pooled: pool(
        own.map(({ figure, cohort }) => ({ value: numberOf(figure), pupils: cohort })),
        measureByCode(measure)?.weight !== "none",
      ),
      schools: own,
      nation: own.find(({ nation }) => nation)?.nation,
      published: rows.get(key),
    };
  });
}
