import type { Words } from "../../language/words.ts";
import { listOwners } from "../../measures/index.server.ts";
import { today } from "../../organisation/index.server.ts";
import { everyRole, roleName } from "../../organisation/index.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import { freezeReasons } from "../diagnosis/load-diagnosis.ts";
import { holdersOf } from "../parts/held.ts";
import { supportable } from "../parts/load-part-facts.ts";
import { listAbove, listParts, rolesHeld } from "../parts/part.store.ts";
import { livingParts } from "../parts/tree.rules.ts";
import { loadNameable, nameTarget, sayKpi } from "../plans/kpi.ts";
import type { PlanPlace } from "../plans/plan.store.ts";
import { listProgress } from "../progress/progress.store.ts";
import { linksWithin } from "../work/action-evidence.store.ts";
import type { Brought, BroughtFacts } from "./brought.rules.ts";
import { keptReasons, keyOfReason, listNames } from "./exchange.store.ts";
import { labelsOf, ownerLabels } from "./labels.rules.ts";
import type { SheetLabels } from "./sheet.rules.ts";

const isRole = (role: string) => (everyRole as readonly string[]).includes(role);

/** What a plan says now, and what a file calls everything that it may name. */
export async function loadExchange(look: Look, place: PlanPlace, words: Words) {
  const all = await listParts(look, { plans: [place.plan.id] });
  const parts = livingParts(all);
  const [everybody, people, held, above, nameable, reviews] = await Promise.all([
    listNames(look),
    listOwners(look),
    rolesHeld(look, [place.unitId, ...place.within]),
    supportable(look, place),
    loadNameable(
      look,
      place.plan,
      parts.map(({ target }) => target),
    ),
    listProgress(look, place.plan.id),
  ]);
  const supported = await listAbove(look, parts);
  const roles = new Set(held.map(({ role }) => role));
  const named = new Map([
    ...everyRole.map((role) => [`role:${role}`, roleName(role, words)] as const),
    ...parts.flatMap(({ owners }) => owners.flatMap(({ role }) => (role && !isRole(role) ? [[`role:${role}`, role] as const] : []))),
  ]);
  const things = (of: Iterable<readonly [string, string]>) => labelsOf([...of].map(([id, name]) => ({ id, name })));
  const labels: SheetLabels = {
    owners: ownerLabels(
      everybody.map(({ id, name }) => ({ id: `person:${id}`, name })),
      [...named].map(([id, name]) => ({ id, name })),
    ),
    supports: things(new Map([...supported, ...above].map(({ id, title, plan }) => [id, `${plan}: ${title}`] as const))),
    targets: things([...nameable].map(([id, { judged }]) => [id, nameTarget(judged)] as const)),
  };
  return {
    parts,
    reviews,
    labels,
    people: new Set(people.map(({ id }) => id)),
    roles,
    holders: holdersOf(held),
    above: new Set(above.map(({ id }) => id)),
    targets: nameable,
    kpis: () => Object.fromEntries([...nameable].map(([id, { judged }]) => [id, sayKpi(judged)])),
  };
}
export type Exchange = Awaited<ReturnType<typeof loadExchange>>;

/** What everything that was brought is weighed by, its reasons among it: as known now, or as some plan of the trust has kept them. */
export async function loadBroughtFacts(
  look: Look,
  by: Person,
  place: PlanPlace,
  exchange: Exchange,
  brought: Brought,
): Promise<BroughtFacts> {
  const { plan } = place;
  const reasons = brought.parts.flatMap((part) => part.reasons);
  const before = new Set(exchange.parts.flatMap((part) => part.reasons.map(({ source }) => source)));
  const fresh = [...new Set(reasons.map(({ source }) => source))].filter((source) => !before.has(source));
  const kept = fresh.length > 0 ? await keptReasons(look, reasons) : new Set<string>();
  const unknown = fresh.filter((source) => !reasons.some((reason) => reason.source === source && kept.has(keyOfReason(reason))));
  const { parts, reviews, people, roles, holders, above, targets } = exchange;
  const rests = brought.parts.some(({ step }) => step) ? await linksWithin(look, plan.id) : new Map();
  return {
    ...{ state: plan.state, people, roles, holders, above, targets, parts, reviews, rests, today: today(look) },
    plan: { title: plan.title, begins: plan.begins, ends: plan.ends, version: plan.version },
    known: unknown.length > 0 ? await freezeReasons(look, by, plan, unknown, []) : new Map(),
    kept: (reason) => kept.has(keyOfReason(reason)),
  };
}
