import { parse } from "yaml";
import { findClashes, readMeasures } from "./catalogue.form.ts";
import type { Family, Measure } from "./measure.rules.ts";

const files = import.meta.glob<string>("../../../content/measures/*.yaml", { query: "?raw", import: "default", eager: true });

/** The measures as Eddystone ships them, by family in the order of their ids. */
export const measureFamilies: readonly Family[] = readShipped();

export const measures: readonly Measure[] = measureFamilies.flatMap((family) => family.measures);

const byCode = new Map(measures.map((measure) => [measure.code, measure]));
const byId = new Map(measures.map((measure) => [measure.id, measure]));

/** A measure by its code; undefined when there is none. */
export const measureByCode = (code: string): Measure | undefined => byCode.get(code);

/** A measure by the number its facts are stored with; undefined when there is none. */
export const measureById = (id: number): Measure | undefined => byId.get(id);

function readShipped(): Family[] {
  const families = Object.entries(files).map(([path, text]) => {
    const read = readMeasures(parse(text));
    if (!read.ok) throw new Error(`${path}: ${read.refusal.join("; ")}`);
    return read.value;
  });
  const clashes = findClashes(families);
  if (clashes.length > 0) throw new Error(`content/measures: ${clashes.join("; ")}`);
  return families.sort((a, b) => (a.measures[0]?.id ?? 0) - (b.measures[0]?.id ?? 0));
}
