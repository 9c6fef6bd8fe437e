import { sql } from "kysely";
import { frozenValue, keepFigures, sayFrozen } from "../measures/index.server.ts";
import { listAcademies } from "../organisation/index.server.ts";
import type { Change } from "../platform/database/change.ts";

/** The judgement of the trust that stands of an indicator at an academy, with the evidence behind it. */
const standing = (change: Change, urn: number, indicator: string) =>
  change.row<{ id: string; unitId: string; by: string; on: string; at: string; item: string | null }>(sql`
    select j.id, j.unit_id as "unitId", j.judged_by as by, (j.judged_at at time zone 'Europe/London')::date::text as on, j.judged_at::text as at,
      (select r.item_id from diagnose.rests_on r where r.trust_id = j.trust_id and r.judgement_id = j.id order by r.item_id limit 1) as item
    from diagnose.judgement j join organisation.academy a on a.trust_id = j.trust_id and a.unit_id = j.unit_id
    where j.trust_id = ${change.trustId} and a.urn = ${urn} and j.indicator = ${indicator} and j.perspective = 'trust'
      and not exists (select from diagnose.judgement n where n.trust_id = j.trust_id and n.replaces = j.id)`);

const rest = (change: Change, judgement: string, item: string) =>
  change.rows(
    sql`insert into diagnose.rests_on (trust_id, judgement_id, item_id, stance) values (${change.trustId}, ${judgement}, ${item}, 'supports') on conflict do nothing`,
  );

/** What has become of some evidence: a piece that serves two judgements, one withdrawn, one with a newer version, and a figure that has changed since. */
export async function fillEvidence(change: Change): Promise<void> {
  const day = change.now.toZonedDateTimeISO("Europe/London").toPlainDate().toString();
  const [one, other] = [
    await standing(change, 990006, "leadership-and-management"),
    await standing(change, 990006, "behaviour-and-attitudes"),
  ];
  const [earlier, later] = one && other && one.at <= other.at ? [one, other] : [other, one];
  if (earlier?.item && later) await rest(change, later.id, earlier.item);

  const withdrawn = await standing(change, 990003, "behaviour-and-attitudes");
  if (withdrawn?.item)
    await change.rows(sql`
      insert into evidence.withdrawal (trust_id, item_id, reason, withdrawn_by, withdrawn_at)
      values (${change.trustId}, ${withdrawn.item}, 'The notes of two visits were mixed up. What was seen here is being written down again.', ${withdrawn.by}, ${withdrawn.at}::timestamptz + interval '6 days')`);

  const followed = await standing(change, 990002, "leadership-and-management");
  if (followed?.item)
    await change.rows(sql`
      insert into evidence.item (trust_id, unit_id, kind, title, text, url, dated, sensitivity, follows, added_by, added_at)
      select i.trust_id, i.unit_id, i.kind, i.title, i.text || ' Read again with the Principal, who agrees.', i.url, i.dated, i.sensitivity, i.id, i.added_by, ${followed.at}::timestamptz + interval '3 days'
      from evidence.item i where i.trust_id = ${change.trustId} and i.id = ${followed.item}`);

  const judged = await standing(change, 990004, "behaviour-and-attitudes");
  const academy = (await listAcademies(change, day, 990004)).find(({ unitId }) => unitId === judged?.unitId);
  const value = academy && (await frozenValue(change, academy, "attendance-term|20266|all|own", judged?.on ?? day));
  if (!judged || !value || value.numerator === null || value.denominator === null) return;
  const item = await change.row<{ id: string }>(sql`
    insert into evidence.item (trust_id, unit_id, kind, title, text, value, dated, sensitivity, added_by, added_at)
    values (${change.trustId}, ${judged.unitId}, 'value', ${value.name}, ${sayFrozen(value)}, ${JSON.stringify(value)}::jsonb, ${judged.on}, 'ordinary', ${judged.by}, ${judged.at}) returning id`);
  if (item) await rest(change, judged.id, item.id);
  const numerator = value.numerator - Math.round(value.denominator / 100);
  await keepFigures(change, { kind: "file", by: judged.by }, [
    {
      ...{ measure: value.measure, period: value.period, unitId: judged.unitId, group: value.group, missing: null, version: 2 },
      ...{ value: (100 * numerator) / value.denominator, numerator, denominator: value.denominator },
    },
  ]);
}
