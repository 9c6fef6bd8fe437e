import type { RegisterReader } from "../register/register.store.ts";
import { measureByCode } from "../results/catalogue.ts";
import type { ValueFilter } from "./facts.store.ts";
import { pool } from "./pooled.rules.ts";
import { numberOf, type SchoolValue, type TrustFigure } from "./value.rules.ts";
import { publishedTrustValues, valuesOfSchools } from "./value.store.ts";

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
