import type { Brought, BroughtPart } from "../exchange/brought.rules.ts";
import { nearestAbove } from "../exchange/read-sheet.rules.ts";
import { type Duty, duties, type OwnerNow, readOwner } from "../parts/owner.rules.ts";
import { isPartKind, type PartKind, saysOf } from "../parts/part.rules.ts";

/** A part as one of a list of them is written: what it hangs under follows from its place. */
export const outlineFields = [
  "kind",
  "title",
  "why",
  "how",
  "withWhom",
  "adds",
  "outcome",
  "cost",
  "days",
  "delivers",
  "evaluates",
  "due",
  "target",
  "left",
] as const;
export type OutlineField = (typeof outlineFields)[number];
export type OutlineRow = Readonly<Record<OutlineField, string>>;
export const mostRows = 400;
export const blankRow: OutlineRow = Object.fromEntries(outlineFields.map((field) => [field, ""])) as OutlineRow;

export type Due = { readonly written: string; readonly day: string | undefined };
/** The rows as parts; a row of no kind is left out, and what cannot be read of the rest is refused later by its row. */
export function broughtOf(rows: readonly OutlineRow[], dueOf: (row: OutlineRow) => Due, from: string): Brought {
  const parts: BroughtPart[] = [];
  for (const [at, row] of rows.entries()) {
    if (!isPartKind(row.kind)) continue;
    const owners = Object.fromEntries(duties.map((duty) => [duty, readOwner(row[duty])])) as Record<Duty, OwnerNow | undefined>;
    parts.push({
      ...{
        row: at,
        ref: `row ${at}`,
        kind: row.kind,
        under: nearestAbove(row.kind, parts),
        id: undefined,
        version: undefined,
        step: undefined,
        earlier: [],
        reasons: [],
      },
      draft: {
        ...{
          title: row.title,
          why: row.why,
          how: row.how,
          withWhom: row.withWhom,
          adds: row.adds,
          outcome: row.outcome,
          cost: row.cost,
          days: row.days,
        },
        ...{ due: dueOf(row), owners, from, supports: null, target: row.target || null, needs: [], reasons: [] },
      },
    });
  }
  return { plan: undefined, parts, reviews: [] };
}

/** What is written in fields that a row's kind has no place for: it would be lost, so it is asked about. */
export const outOfPlace = (
  rows: readonly OutlineRow[],
): { readonly row: number; readonly field: Exclude<OutlineField, "kind" | "title" | "left"> }[] =>
  rows.flatMap((one, row) => {
    const { kind } = one;
    if (!isPartKind(kind)) return [];
    const fields = outlineFields.filter((field) => field !== "kind" && field !== "title" && field !== "left");
    return fields.flatMap((field) => (one[field].trim() !== "" && !saysOf[kind].includes(field) ? [{ row, field }] : []));
  });

type InTree = { readonly id: string; readonly kind: PartKind; readonly under: string | null };
const rank: Readonly<Record<PartKind, number>> = { criterion: 0, milestone: 1, action: 2, objective: 3, priority: 4 };
/** Parts in an order from which alone it follows what each hangs under: what ends a branch stands before what opens another. */
export function listed<Part extends InTree>(parts: readonly Part[], under: string | null = null): Part[] {
  const here = parts.filter((part) => part.under === under).toSorted((a, b) => rank[a.kind] - rank[b.kind]);
  return here.flatMap((part) => [part, ...listed(parts, part.id)]);
}
