import { sql } from "kysely";
import { addClosing, addEntry, addLog, keepByHand, keepPoint, readinessList } from "../inspection/index.server.ts";
import type { Change } from "../platform/database/change.ts";
import { demoChecks, demoInspections, demoLog, demoOwnPoint } from "./demo-inspections.rules.ts";

/** The demonstration trust's inspections, one log, and how ready its academies are. The keeper looks past the tenant, so each question names the trust. */
export async function fillInspections(change: Change): Promise<void> {
  const id = change.trustId;
  const rows = await change.rows<{ id: string; urn: number }>(
    sql`select unit_id as id, urn from organisation.academy where trust_id = ${id}`,
  );
  const unit = new Map(rows.map((academy) => [academy.urn, academy.id]));
  const director = await change.row<{ id: string }>(
    sql`select person_id as id from organisation.role where trust_id = ${id} and kind = 'national-director' and upper_inf(held) limit 1`,
  );
  const by = director?.id;
  const nothingBeside = { link: null, version: 1, withdrawnBecause: null, by };
  for (const { urn, ...inspection } of demoInspections)
    await keepByHand(change, unit.get(urn) ?? "", { ...inspection, ...nothingBeside, logId: null });

  const unitId = unit.get(demoLog.urn) ?? "";
  const at = (instant: string): Change => ({ ...change, now: Temporal.Instant.from(instant) });
  const logId = await addLog(at(demoLog.calledAt), { ...demoLog, unitId, by });
  const written: string[] = [];
  for (const { settles, ...entry } of demoLog.entries) {
    const settled = settles === undefined ? null : (written[settles] ?? null);
    written.push(await addEntry(at(entry.at), logId, { ...entry, settles: settled }, by));
  }
  await addClosing(at(demoLog.closedAt), logId, demoLog.said, by);
  const { on, outcomes } = demoLog.inspection;
  const provisional = { on, kind: "graded", framework: "report-card-2025", outcomes, published: null, note: null, logId } as const;
  await keepByHand(change, unitId, { ...provisional, ...nothingBeside });

  const own = await keepPoint(change, { ...demoOwnPoint, version: 1, removed: false, by });
  const checks = demoChecks([...readinessList.points, { key: own }]);
  // Each is its Principal's, who checked it.
  await change.rows(sql`
    create temporary table demo_check on commit drop as
    select a.unit_id, g.*, (select r.person_id from organisation.role r where r.trust_id = ${id} and r.kind = 'principal' and r.unit_id = a.unit_id limit 1) as principal
    from jsonb_to_recordset(${JSON.stringify(checks)}::jsonb) as g(urn int, point text, state text, "on" date, seen text, evidence int)
    join organisation.academy a on a.trust_id = ${id} and a.urn = g.urn`);
  await change.rows(sql`
    insert into inspection.checked (trust_id, unit_id, point, version, owner_id, state, checked_on, checked_by, seen, set_by, set_at)
    select ${id}, unit_id, point, 1, principal, state, "on", principal, seen, principal, ("on" + time '15:00') at time zone 'Europe/London' from demo_check`);
  await change.rows(sql`
    insert into inspection.rests_on (trust_id, unit_id, point, version, item_id)
    select ${id}, c.unit_id, c.point, 1, i.id from demo_check c
    join lateral (select id from evidence.item where trust_id = ${id} and unit_id = c.unit_id and dated <= c."on" order by md5(c.point || id::text) limit c.evidence) i on true`);
}
