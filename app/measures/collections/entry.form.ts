import type { PupilGroup } from "../../language/pupil-group.ts";
import type { Measure } from "../../national/index.ts";
import { type Counted, readCounted } from "../own/own-figure.rules.ts";
import { sayRowRefusal } from "../own/own-words.rules.ts";
import type { Cycle } from "./cycle.rules.ts";

export type Part = "value" | "numerator" | "denominator";
/** Which numbers are asked of a measure, as it is counted; a share is always asked as its two counts. */
export function fieldsOf({ unit, weight }: Pick<Measure, "unit" | "weight">): readonly { readonly part: Part; readonly label: string }[] {
  const of = { part: "denominator", label: "Of how many pupils" } as const;
  if (unit === "percent" && weight === "sessions")
    return [
      { part: "numerator", label: "Sessions attended" },
      { part: "denominator", label: "Possible sessions" },
    ];
  if (unit === "percent") return [{ part: "numerator", label: "How many pupils" }, of];
  if (unit === "score") return [{ part: "value", label: "Average score" }, of];
  return [{ part: "value", label: unit === "count" ? "How many" : "Figure" }];
}
export const reasons = [
  { value: "not-applicable", text: "there are no such pupils" },
  { value: "not-entered", text: "no pupil was entered" },
  { value: "not-available", text: "it is not known" },
] as const;
export const fieldOf = (measure: string, group: PupilGroup, part: string): string => `${measure}.${group}.${part}`;

export type ReadEntries = {
  readonly entries: readonly (Counted & { readonly measure: string; readonly group: PupilGroup; readonly seen: number })[];
  readonly refusals: readonly { readonly field: string; readonly text: string }[];
};

/** Reads what was written on the page of a collection; a figure of which nothing is written is left as it stands. */
export function readEntries(cycle: Cycle, measures: readonly Measure[], written: Readonly<Record<string, string>>): ReadEntries {
  const entries: ReadEntries["entries"][number][] = [];
  const refusals: { field: string; text: string }[] = [];
  for (const measure of measures)
    for (const group of cycle.groups) {
      const said = (part: string) => (written[fieldOf(measure.code, group, part)] ?? "").trim();
      const asked = fieldsOf(measure).map(({ part }) => part);
      const [text, top, bottom] = (["value", "numerator", "denominator"] as const).map((part) =>
        asked.includes(part) ? said(part) : "",
      ) as [string, string, string];
      const reason = reasons.find(({ value }) => value === said("reason"))?.value;
      const first = fieldOf(measure.code, group, asked[0] ?? "value");
      if (!text && !top && !bottom && !reason) continue;
      if (reason && (text || top || bottom)) {
        refusals.push({ field: first, text: `${measure.short}: give the numbers or why there is no figure, not both.` });
        continue;
      }
      const read = readCounted(measure, { text: reason ?? text, top, bottom });
      if (!read.ok) {
        const column = (asked as readonly string[]).includes(read.refusal.column) ? read.refusal.column : (asked[0] ?? "value");
        refusals.push({ field: fieldOf(measure.code, group, column), text: `${measure.short}: ${sayRowRefusal(read.refusal)}` });
      } else entries.push({ ...read.value, measure: measure.code, group, seen: Number(said("seen")) || 0 });
    }
  return { entries, refusals };
}
