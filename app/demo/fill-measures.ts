import { sql } from "kysely";
import { addCycle, addSignOff, keepFigures, keepTarget, listOwners } from "../measures/index.server.ts";
import type { Change } from "../platform/database/change.ts";
import { demoCycle, demoFigures, demoTargets } from "./demo-measures.rules.ts";

/** The demonstration trust's own figures, its open collection, and its targets. The keeper looks past the tenant, so each question names the trust. */
export async function fillMeasures(change: Change): Promise<void> {
  const units = await change.rows<{ id: string; kind: string; name: string; urn: number | null }>(sql`
    select u.id, u.kind, u.name, a.urn from organisation.unit u left join organisation.academy a on a.trust_id = u.trust_id and a.unit_id = u.id where u.trust_id = ${change.trustId}`);
  const leads = await change.rows<{ unit: string; person: string; kind: string }>(sql`
    select unit_id as unit, person_id as person, kind from organisation.role where trust_id = ${change.trustId} and upper_inf(held) order by kind, person_id`);
  const academy = new Map(units.flatMap(({ id, urn }) => (urn === null ? [] : [[urn, id] as const])));
  const holder = (kind: string, unit?: string) =>
    leads.find((role) => role.kind === kind && (unit === undefined || role.unit === unit))?.person;
  const leader = holder("managing-director") ?? "";

  const cycleId = await addCycle(change, { ...demoCycle, academies: [...academy.values()] });
  const figures = demoFigures.flatMap(({ urn, measure, period, group, numerator, denominator }) => {
    const unitId = academy.get(urn);
    const value = (100 * numerator) / denominator;
    return unitId ? [{ measure, period, unitId, group, value, missing: null, numerator, denominator, version: 1 }] : [];
  });
  const [collected, before] = [
    figures.filter(({ period }) => period === demoCycle.period),
    figures.filter(({ period }) => period !== demoCycle.period),
  ];
  await keepFigures(change, { kind: "file", by: leader }, before);
  await keepFigures(change, { kind: "page", by: leader, cycleId }, collected);
  for (const urn of demoCycle.signedOff) {
    const unitId = academy.get(urn) ?? "";
    const by = holder("principal", unitId) ?? leader;
    await addSignOff(change, { cycleId, unitId, number: 1 }, { kind: "signed-off", by, reason: null });
  }
  const owners = await listOwners(change);
  for (const { on, ...target } of demoTargets) {
    const unit = units.find(
      ({ kind, name, urn }) =>
        kind === on.kind && (on.kind === "region" ? name === on.name : on.kind === "academy" ? urn === on.urn : true),
    );
    if (!unit) throw new Error("the demonstration has a target of nobody");
    const owner =
      holder(on.kind === "region" ? "regional-ceo" : on.kind === "academy" ? "principal" : "national-director", unit.id) ?? leader;
    if (!owners.some(({ id }) => id === owner)) throw new Error("a demonstration target's owner holds no role");
    await keepTarget(change, { ...target, unitId: unit.id, ownerId: owner, version: 1, ended: false, setBy: leader });
  }
}
