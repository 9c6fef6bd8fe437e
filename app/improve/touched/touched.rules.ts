import { counted } from "../../language/words.ts";
import type { PartKind } from "../parts/part.rules.ts";
import type { PlanKind } from "../plans/plan.rules.ts";

export type Touched = {
  readonly title: string;
  readonly kind: PartKind;
  readonly planId: string;
  readonly id: string;
  readonly plan: string;
  readonly planKind: PlanKind;
  readonly unit: string;
  readonly owner: string | undefined;
};
/** Whom a change touches, in one sentence: how many parts of whose plans, and who leads them. */
export function sayTouched(touched: readonly Touched[]): string {
  const lines = touched.filter(({ planKind }) => planKind === "professional-learning");
  const others = touched.filter((one) => !lines.includes(one));
  const of = (parts: readonly Touched[]) => `of ${[...new Set(parts.map(({ unit }) => unit))].join(", ")}`;
  const told = [
    others.length > 0 &&
      `${counted(others.length, others.every(({ kind }) => kind === "objective") ? "objective" : "part")} of plans ${of(others)}`,
    lines.length > 0 && `${counted(lines.length, "line")} of professional learning ${of(lines)}`,
  ].filter((text) => text !== false);
  const owners = [...new Set(touched.flatMap(({ owner, unit }) => (owner ? [`${owner} (${unit})`] : [])))];
  return `A change of this touches ${told.join(" and ")}.${owners.length > 0 ? ` They are led by ${owners.join(", ")}.` : ""}`;
}
