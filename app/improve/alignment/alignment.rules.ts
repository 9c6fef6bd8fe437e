import type { PartKind } from "../parts/part.rules.ts";
import { livingParts } from "../parts/tree.rules.ts";
import { isRunning, type PlanKind, type PlanState } from "../plans/plan.rules.ts";

export type AlignedPlan = {
  readonly id: string;
  readonly kind: PlanKind;
  readonly title: string;
  readonly unitId: string;
  readonly unit: string;
  readonly unitKind: string;
  readonly state: PlanState;
};
export type AlignedPart = {
  readonly id: string;
  readonly planId: string;
  readonly kind: PartKind;
  readonly under: string | null;
  readonly title: string;
  readonly supports: string | null;
  readonly target: string | null;
  readonly endedBecause: string | null;
  /** Who leads it today, by a key and a name. */
  readonly owner: { readonly key: string; readonly name: string; readonly vacant?: boolean } | undefined;
  readonly over: boolean;
};
type Named = { readonly id: string; readonly name: string };
export type AlignmentFacts = {
  readonly plans: readonly AlignedPlan[];
  readonly parts: readonly AlignedPart[];
  readonly academies: readonly Named[];
  readonly targets: readonly { readonly id: string; readonly name: string; readonly owner: string; readonly ownerHoldsRole: boolean }[];
  /** From how many on there are too many: objectives of an academy, duties of one owner. */
  readonly most: { readonly objectives: number; readonly duties: number };
};

export type TrustPriority = {
  readonly part: AlignedPart;
  readonly plan: AlignedPlan;
  readonly aims: readonly AlignedPart[];
  /** Who takes it up, by how many parts; and in which plans, where none of them is worked on. */
  readonly academies: readonly (Named & { readonly parts: number; readonly only: "draft" | "paused" | undefined })[];
  readonly without: readonly Named[];
};
export type Alignment = {
  readonly aims: readonly AlignedPart[];
  readonly priorities: readonly TrustPriority[];
  readonly adrift: readonly { readonly part: AlignedPart; readonly plan: AlignedPlan }[];
  readonly crowded: readonly (Named & { readonly objectives: number })[];
  readonly busy: readonly { readonly name: string; readonly duties: number }[];
  /** Who leads parts, and answers no more: a person without a role, or a role that nobody holds there. */
  readonly vacant: readonly { readonly name: string; readonly role: boolean; readonly duties: number }[];
  readonly unclaimed: readonly {
    readonly id: string;
    readonly name: string;
    readonly why: "no-plan" | "owner-gone";
    readonly owner: string;
  }[];
  readonly unplanned: readonly Named[];
};

/** How a trust's plans hang together, from the five-year plan down: who takes up what, and what nobody does. */
export function alignmentOf({ plans, parts, academies, targets, most }: AlignmentFacts): Alignment {
  const planOf = new Map(plans.map((plan) => [plan.id, plan]));
  const living = livingParts(parts.filter(({ planId }) => planOf.has(planId)));
  const of = new Map(living.map((part) => [part.id, part]));
  const upward = reachUpward(of);
  const inKind = (kind: PlanKind) => living.filter((part) => part.kind === "priority" && planOf.get(part.planId)?.kind === kind);
  const aims = inKind("five-year");
  const ofAcademies = living.filter(
    (part) => planOf.get(part.planId)?.unitKind === "academy" && (part.kind === "priority" || part.kind === "objective"),
  );
  const taken = new Map<string, Map<string, PlanState[]>>();
  for (const part of ofAcademies) {
    const { unitId: unit = "", state = "draft" } = planOf.get(part.planId) ?? {};
    // What a priority reaches is counted of itself, and not of each objective under it again.
    for (const id of part.kind === "priority" ? upward(part.id) : ownReach(of, part, upward)) {
      const counts = taken.get(id) ?? taken.set(id, new Map()).get(id);
      counts?.set(unit, [...(counts.get(unit) ?? []), state]);
    }
  }
  const priorities = inKind("trust-improvement").flatMap((part): TrustPriority[] => {
    const plan = planOf.get(part.planId);
    const counts = taken.get(part.id) ?? new Map<string, PlanState[]>();
    if (!plan) return [];
    const reached = upward(part.id);
    return [
      {
        ...{ part, plan, aims: aims.filter(({ id }) => reached.has(id)) },
        academies: academies
          .filter(({ id }) => counts.has(id))
          .map((academy) => {
            const states = counts.get(academy.id) ?? [];
            return {
              ...academy,
              parts: states.length,
              only: states.some(isRunning) ? undefined : states.includes("paused") ? ("paused" as const) : ("draft" as const),
            };
          }),
        without: academies.filter(({ id }) => !counts.has(id)),
      },
    ];
  });
  const high = new Set([...aims, ...priorities.map(({ part }) => part)].map(({ id }) => id));
  const objectives = ofAcademies.filter(({ kind }) => kind === "objective");
  const perUnit = Map.groupBy(objectives, ({ planId }) => planOf.get(planId)?.unitId ?? "");
  const perOwner = Map.groupBy(
    living.filter(({ owner, over }) => owner !== undefined && !over),
    ({ owner }) => owner?.key ?? "",
  );
  const claimed = new Set(living.map(({ target }) => target));
  const planned = new Set(plans.map(({ unitId }) => unitId));
  return {
    aims,
    priorities,
    adrift: objectives.flatMap((part) => {
      const plan = planOf.get(part.planId);
      return plan && ![...upward(part.id)].some((id) => high.has(id)) ? [{ part, plan }] : [];
    }),
    crowded: academies
      .map((academy) => ({ ...academy, objectives: perUnit.get(academy.id)?.length ?? 0 }))
      .filter((academy) => academy.objectives > most.objectives)
      .sort((one, other) => other.objectives - one.objectives),
    busy: [...perOwner.values()]
      .map((mine) => ({ name: mine[0]?.owner?.name ?? "", duties: mine.length }))
      .filter(({ duties }) => duties > most.duties)
      .sort((one, other) => other.duties - one.duties),
    vacant: [...perOwner.values()].flatMap((mine) =>
      mine[0]?.owner?.vacant ? [{ name: mine[0].owner.name, role: mine[0].owner.key.startsWith("role:"), duties: mine.length }] : [],
    ),
    unclaimed: targets.flatMap(({ id, name, owner, ownerHoldsRole }): Alignment["unclaimed"] => {
      if (!claimed.has(id)) return [{ id, name, owner, why: "no-plan" }];
      return ownerHoldsRole ? [] : [{ id, name, owner, why: "owner-gone" }];
    }),
    unplanned: academies.filter(({ id }) => !planned.has(id)),
  };
}

/** What a part supports, at however many removes: by itself, by what it hangs under, and by what it supports in turn. */
export function reachUpward(of: ReadonlyMap<string, Pick<AlignedPart, "under" | "supports">>): (id: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  const upward = (id: string): ReadonlySet<string> => {
    const before = known.get(id);
    if (before) return before;
    // Held while it is worked out, so that nothing could go round.
    known.set(id, new Set());
    const part = of.get(id);
    const next = [part?.supports, part?.under].filter((one) => one !== null && one !== undefined && of.has(one)) as string[];
    const reached = new Set(next.flatMap((one) => [...(one === part?.supports ? [one] : []), ...upward(one)]));
    // To support an objective is to support the priority that it serves.
    const above = part?.supports ? of.get(part.supports)?.under : null;
    if (above && of.has(above)) for (const one of [above, ...upward(above)]) reached.add(one);
    known.set(id, reached);
    return reached;
  };
  return upward;
}
export function ownReach(
  of: ReadonlyMap<string, Pick<AlignedPart, "id" | "under" | "supports">>,
  part: Pick<AlignedPart, "supports">,
  upward: (id: string) => ReadonlySet<string>,
): string[] {
  if (part.supports === null) return [];
  const above = of.get(part.supports);
  return above ? [above.id, ...(above.under ? [above.under] : []), ...upward(above.id)] : [];
}
