import { ownReach, reachUpward } from "../alignment/alignment.rules.ts";
import type { PartKind } from "../parts/part.rules.ts";
import { livingParts } from "../parts/tree.rules.ts";

export type AcrossPart = {
  readonly id: string;
  readonly planId: string;
  readonly kind: PartKind;
  readonly under: string | null;
  readonly title: string;
  readonly supports: string | null;
  readonly endedBecause: string | null;
  readonly reasons: readonly { readonly source: string }[];
};
export type AcrossPlan = { readonly id: string; readonly unitId: string; readonly unitKind: string };
type Named = { readonly id: string; readonly name: string };
export type Beside<Part> = { readonly academy: Named; readonly planned: boolean; readonly parts: readonly Part[] };

/** What each academy does under one priority of the trust; those that do nothing under it too. */
export function underPriority<Part extends AcrossPart>(
  priority: string,
  academies: readonly Named[],
  plans: readonly AcrossPlan[],
  parts: readonly Part[],
): Beside<Part>[] {
  const living = livingParts(parts);
  const of = new Map(living.map((part) => [part.id, part]));
  const upward = reachUpward(of);
  const reaches = (part: Part) =>
    part.kind === "priority" ? upward(part.id).has(priority) : part.kind === "objective" && ownReach(of, part, upward).includes(priority);
  return beside(academies, plans, living.filter(reaches));
}

/** What each academy that shares a weakness plans against it: the parts whose reasons are about that. */
export function againstWeakness<Part extends AcrossPart>(
  about: ReadonlySet<string>,
  academies: readonly Named[],
  plans: readonly AcrossPlan[],
  parts: readonly Part[],
): Beside<Part>[] {
  return beside(
    academies,
    plans,
    livingParts(parts).filter(({ reasons }) => reasons.some(({ source }) => about.has(source))),
  );
}

function beside<Part extends AcrossPart>(
  academies: readonly Named[],
  plans: readonly AcrossPlan[],
  parts: readonly Part[],
): Beside<Part>[] {
  const plansOf = Map.groupBy(plans, ({ unitId }) => unitId);
  const partsOf = Map.groupBy(parts, ({ planId }) => planId);
  return academies.map((academy) => {
    const mine = plansOf.get(academy.id) ?? [];
    return { academy, planned: mine.length > 0, parts: mine.flatMap(({ id }) => partsOf.get(id) ?? []) };
  });
}

/** The ids of judgements and findings among the sources of reasons. */
export function idsAmong(sources: readonly string[]): { readonly judgements: readonly string[]; readonly findings: readonly string[] } {
  const of = (kind: string) => [
    ...new Set(sources.filter((source) => source.startsWith(`${kind}:`)).map((source) => source.slice(kind.length + 1))),
  ];
  return { judgements: of("judgement"), findings: of("finding") };
}
