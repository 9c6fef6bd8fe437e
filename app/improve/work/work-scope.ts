import { owedBy } from "../../diagnose/index.server.ts";
import type { Words } from "../../language/words.ts";
import { type AcademyRow, listAcademies, today, trustUnit } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import { listWithStates } from "../parts/part.store.ts";
import { livingParts } from "../parts/tree.rules.ts";
import { listPlans, type PlanPlace, placeFor } from "../plans/plan.store.ts";

/** What is the same for everybody of a trust in one look, read when it is first asked for. */
export type SharedScope = {
  readonly slug: string;
  readonly words: Words;
  readonly day: string;
  readonly trust: string;
  readonly academies: () => Promise<readonly AcademyRow[]>;
  /** Every plan that goes on, with where it lies. */
  readonly places: () => Promise<ReadonlyMap<string, PlanPlace>>;
  /** The living parts of these plans. */
  readonly parts: (plans: readonly string[]) => ReturnType<typeof listWithStates>;
};
export type WorkScope = SharedScope & { readonly person: Person; readonly inReviews: () => ReturnType<typeof owedBy> };
/** The same for one person. */
export function scopeFor(look: Look, shared: SharedScope, person: Person): WorkScope {
  let inReviews: ReturnType<typeof owedBy> | undefined;
  return {
    ...shared,
    person,
    inReviews: () => {
      inReviews ??= owedBy(look, person);
      return inReviews;
    },
  };
}

/** Opens the scope in which the work of one person, or of everybody, is gathered. */
export async function openScope(look: Look, around: { readonly slug: string; readonly words: Words }): Promise<SharedScope> {
  const [day, trust] = [today(look), await trustUnit(look)];
  let academies: Promise<readonly AcademyRow[]> | undefined;
  let places: Promise<ReadonlyMap<string, PlanPlace>> | undefined;
  const known = new Map<string, Awaited<ReturnType<typeof listWithStates>>>();
  return {
    ...around,
    day,
    trust,
    academies: () => {
      academies ??= listAcademies(look, day);
      return academies;
    },
    places: () => {
      places ??= listPlans(look).then(
        (plans) => new Map(plans.filter(({ state }) => state !== "closed").map((plan) => [plan.id, placeFor(plan, look.trustId, trust)])),
      );
      return places;
    },
    parts: async (plans) => {
      const missing = plans.filter((id) => !known.has(id));
      if (missing.length > 0) {
        const found = Map.groupBy(livingParts(await listWithStates(look, missing)), ({ planId }) => planId);
        for (const id of missing) known.set(id, found.get(id) ?? []);
      }
      return plans.flatMap((id) => known.get(id) ?? []);
    },
  };
}
