import { valuesOfSchools } from "../../national/index.server.ts";
import { type Measure, measureByCode, measureFamilies, type SchoolValue } from "../../national/index.ts";
import type { Database } from "../../platform/database/change.ts";
import { newestByMeasure } from "./academy.rules.ts";
import { sentencesOf } from "./numbers.rules.ts";

export type Headline = { readonly measure: Measure; readonly value: SchoolValue; readonly said: readonly string[] };

/** An academy's headline measures, each in the newest year that it has a number of, with all that is said of it. */
export async function headlinesOf(pool: Database["pool"], urn: number): Promise<Headline[]> {
  const measures = measureFamilies.flatMap(({ headline }) => headline);
  const newest = newestByMeasure(await valuesOfSchools(pool, [urn], { measures, groups: ["all"] }));
  return newest.flatMap((value) => {
    const measure = measureByCode(value.measure);
    return measure ? [{ measure, value, said: sentencesOf(measure, value) }] : [];
  });
}
