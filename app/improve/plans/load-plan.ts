import type { Look } from "../../platform/database/change.ts";
import { listAbove, listParts } from "../parts/part.store.ts";
import { livingParts } from "../parts/tree.rules.ts";
import { loadKpis, sayKpi } from "./kpi.ts";

/** What a plan says now: its living parts, those that have ended, its targets as they stand, and what it supports. */
export async function loadWholePlan(look: Look, planId: string) {
  const all = await listParts(look, { plans: [planId] });
  const parts = livingParts(all);
  const [kpis, above] = await Promise.all([
    loadKpis(
      look,
      parts.map(({ target }) => target),
    ),
    listAbove(look, parts),
  ]);
  const living = new Set(parts.map(({ id }) => id));
  return {
    parts,
    ended: all.filter(({ id }) => !living.has(id)),
    kpis: Object.fromEntries([...kpis].map(([id, judged]) => [id, sayKpi(judged)])),
    above: new Map(above.map((one) => [one.id, one])),
  };
}
