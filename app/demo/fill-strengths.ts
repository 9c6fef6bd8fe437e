import { sql } from "kysely";
import type { Change } from "../platform/database/change.ts";
import { holdSpecialism, keepOffer, keepStep } from "../strengths/index.server.ts";
import { demoOffers, demoSpecialisms } from "./demo-strengths.rules.ts";

/** What some academies of the demonstration offer others, and two specialisms. The keeper looks past the tenant, so each question names the trust. */
export async function fillStrengths(change: Change): Promise<void> {
  const of = sql`trust_id = ${change.trustId}`;
  for (const { urn, indicator, subject, phase, says, by, from, until } of demoOffers) {
    // The newest that says so; one that was judged anew since stays behind its offer all the same.
    const judgement = await change.row<{ id: string; unit: string }>(sql`
      select j.id, j.unit_id as unit from diagnose.judgement j join organisation.academy a on a.trust_id = j.trust_id and a.unit_id = j.unit_id
      where j.${of} and a.urn = ${urn} and j.indicator = ${indicator} and j.perspective = 'trust' and j.can_share order by j.judged_at desc limit 1`);
    const principal = await change.row<{ id: string }>(sql`
      select r.person_id as id from organisation.role r where r.${of} and r.kind = 'principal' and r.unit_id = ${judgement?.unit ?? null}::uuid limit 1`);
    const person = by && (await change.row<{ id: string }>(sql`select id from organisation.person where ${of} and name = ${by}`));
    if (!judgement || !principal) throw new Error(`the demonstration offers what nobody judged a strength: ${urn}`);
    const offer = { judgementId: judgement.id, subject, phase, personId: person ? person.id : null, says, from, until };
    await keepOffer(change, { ...offer, unitId: judgement.unit, version: 1, withdrawn: null, setBy: principal.id });
  }
  for (const { urn, kind, indicator, subject, reach, decidedOn, reviewBy, says } of demoSpecialisms) {
    const rows = await change.rows<{ item: string; unit: string }>(sql`
      select i.id as item, i.unit_id as unit from evidence.item i join organisation.academy a on a.trust_id = i.trust_id and a.unit_id = i.unit_id
      where i.${of} and a.urn = ${urn} and i.dated <= ${decidedOn}::date
        and not exists (select from evidence.withdrawal w where w.trust_id = i.trust_id and w.item_id = i.id)
        and not exists (select from diagnose.rests_on r where r.trust_id = i.trust_id and r.item_id = i.id and r.stance = 'contradicts')
      order by exists (select from diagnose.rests_on r join diagnose.judgement j on j.trust_id = r.trust_id and j.id = r.judgement_id
        where r.trust_id = i.trust_id and r.item_id = i.id and j.indicator = ${indicator}) desc, i.dated desc, i.id limit 4`);
    const lineage = await change.row<{ lineage: string }>(
      sql`select lineage from frameworks.indicator where ${of} and key = ${indicator} limit 1`,
    );
    const meeting = await change.row<{ id: string }>(sql`select id from organisation.meeting where ${of} and held_on = ${decidedOn}::date`);
    const leader = await change.row<{ id: string }>(
      sql`select person_id as id from organisation.role where ${of} and kind = 'managing-director' limit 1`,
    );
    const unitId = rows[0]?.unit;
    if (!unitId || !leader || rows.length < 4) throw new Error("a demonstration specialism has no evidence");
    const id = await holdSpecialism(change, { unitId, kind, subject, lineage: lineage?.lineage ?? null, reach });
    const tested = says.map(([test, text], at) => ({ test, says: text, items: [rows[at]?.item ?? ""] }));
    await keepStep(
      change,
      { id, number: 1, kind: "awarded", by: leader.id, role: "managing-director" },
      { decidedOn, reviewBy, meetingId: meeting?.id ?? null, tested },
    );
  }
}
