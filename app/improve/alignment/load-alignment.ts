import type { Words } from "../../language/words.ts";
import { listOwners } from "../../measures/index.server.ts";
import { lastDayOf } from "../../measures/index.ts";
import { listAcademies, loadCalendar, today, trustUnit } from "../../organisation/index.server.ts";
import { roleName } from "../../organisation/index.ts";
import type { Look } from "../../platform/database/change.ts";
import { keyOfOwner } from "../parts/owner.rules.ts";
import { loadKpis, nameTarget } from "../plans/kpi.ts";
import { listPlans } from "../plans/plan.store.ts";
import { listPlanned, rolesByUnit } from "./aligned.store.ts";
import { type Alignment, alignmentOf } from "./alignment.rules.ts";

/** How the plans of the trust that are not closed hang together today. */
export async function loadAlignment(
  look: Look,
  words: Words,
  most: { readonly objectives: number; readonly duties: number },
): Promise<Alignment> {
  const day = today(look);
  const plans = (await listPlans(look)).filter(({ state }) => state !== "closed");
  const [parts, academies, kpis, owners] = await Promise.all([
    listPlanned(
      look,
      plans.map(({ id }) => id),
      day,
    ),
    listAcademies(look, day),
    loadKpis(look, "all"),
    listOwners(look),
  ]);
  const [held, trust] = await Promise.all([rolesByUnit(look), trustUnit(look)]);
  const calendar = await loadCalendar(look, trust);
  const unitOf = new Map(plans.map((plan) => [plan.id, plan]));
  const holders = new Set(owners.map(({ id }) => id));
  return alignmentOf({
    plans,
    parts: parts.map(({ personId, role, name, ...part }) => {
      const at = unitOf.get(part.planId);
      const key = keyOfOwner({ personId, role });
      return {
        ...part,
        // A role is somebody else at each unit.
        owner: role
          ? {
              ...{ key: `${key}@${at?.unitId}`, name: `${roleName(role, words)} of ${at?.unit}` },
              vacant: ![at?.unitId, at?.regionId, trust].some((unit) => held.has(`${role} ${unit}`)),
            }
          : personId === null
            ? undefined
            : { key, name: name ?? "", vacant: !holders.has(personId) },
      };
    }),
    academies: academies.map(({ unitId, name }) => ({ id: unitId, name })),
    // What is met, or whose time is over, no plan is asked to reach any more.
    targets: [...kpis.values()]
      .filter(({ target, standing }) => standing.kind !== "met" && lastDayOf(target.period, calendar) >= day)
      .map((judged) => ({
        id: judged.target.id,
        name: nameTarget(judged),
        owner: judged.target.owner,
        ownerHoldsRole: holders.has(judged.target.ownerId),
      })),
    most,
  });
}
