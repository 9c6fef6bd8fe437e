import { sql } from "kysely";
import { withdrawnAmong } from "../../evidence/index.server.ts";
import { type Edition, holdEditionInUse } from "../../frameworks/index.server.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Change, type Database, inOneChange } from "../../platform/database/change.ts";
import { candidateOf } from "./assignment.rules.ts";
import { type ReviewRow, startAfresh, startFromTheLast } from "./from-the-last.rules.ts";
import { mayPlan } from "./permissions.rules.ts";
import { considerPlan, type PlanDraft, type PlanRefusal } from "./plan.rules.ts";
import { candidates, isAtHome, loadWork, placeOfReview } from "./review.store.ts";
import { keepReviewers } from "./write-row.store.ts";

/** Plans a review with its rows and reviewers, empty or from the last one; answers its id. */
export function planReview(db: Database, by: Person, draft: PlanDraft): Promise<Outcome<string, PlanRefusal>> {
  return inOneChange(db, by, (change) => planIn(change, by, draft));
}

/** The same within a change that does more: `campaignId` of the campaign that asks for it. */
export async function planIn(
  change: Change,
  by: Person,
  draft: PlanDraft,
  campaign?: { readonly id: string; readonly edition: Edition },
): Promise<Outcome<string, PlanRefusal>> {
  const day = today(change);
  const [unit, edition, people] = await Promise.all([
    placeOfUnit(change, draft.unitId),
    campaign ? campaign.edition : holdEditionInUse(change, day, draft.framework),
    candidates(change, draft.unitId),
  ]);
  const considered = considerPlan(
    {
      today: day,
      unitKind: unit?.kind,
      may: unit !== undefined && mayPlan(draft.kind, by, unit),
      framework: edition?.content,
      people: people.map((person) => candidateOf(person, { kind: draft.kind, unitKind: unit?.kind })),
    },
    draft,
  );
  if (!considered.ok) return considered;
  if (!unit || !edition) return refuse({ kind: "no-such-unit" });
  const rows = await rowsToBegin(change, by, draft, edition);
  if (!rows.ok) return rows;
  const review = await change.row<{ id: string }>(sql`
    insert into diagnose.review (trust_id, unit_id, edition_id, kind, about, due, lead_id, moderator_id, campaign_id, begun_from, planned_by, planned_at)
    values (${change.trustId}, ${unit.unitId}, ${edition.id}, ${draft.kind}, ${draft.about}, ${draft.due ?? null}::date, ${draft.leadId}, ${draft.moderatorId ?? null},
      ${campaign?.id ?? null}, ${draft.from ?? null}, ${by.personId}, ${change.now.toString()}) returning id`);
  if (!review) throw new Error("the review was not kept");
  const kept = rows.value.map(({ key, narrative, helps, hinders, toDo, lastLevel }) => ({
    ...{ key, narrative, helps, hinders, toDo },
    lastLevel: lastLevel ?? null,
  }));
  change.send(sql`
    insert into diagnose.review_row (trust_id, review_id, indicator, narrative, helps, hinders, to_do, last_level)
    select ${change.trustId}, ${review.id}, key, narrative, helps, hinders, "toDo", "lastLevel"
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as r(key text, narrative text, helps text, hinders text, "toDo" text, "lastLevel" text)`);
  const evidence = rows.value.flatMap(({ key, evidence }) => evidence.map((item) => ({ key, item })));
  change.send(sql`
    insert into diagnose.review_rests_on (trust_id, review_id, indicator, item_id, stance)
    select ${change.trustId}, ${review.id}, e.key, e.item, b.stance from jsonb_to_recordset(${JSON.stringify(evidence)}::jsonb) as e(key text, item uuid)
    join diagnose.review_rests_on b on b.review_id = ${draft.from ?? null} and b.item_id = e.item and b.indicator = e.key`);
  keepReviewers(change, review.id, considered.value);
  change.record({
    kind: "diagnose.review-planned",
    detail: {
      ...{ review: review.id, unit: unit.unitId, edition: edition.id, kind: draft.kind, lead: draft.leadId, from: draft.from ?? null },
      campaign: campaign?.id ?? null,
    },
  });
  return accept(review.id);
}

async function rowsToBegin(change: Change, by: Person, draft: PlanDraft, edition: Edition): Promise<Outcome<ReviewRow[], PlanRefusal>> {
  if (draft.from === undefined) return accept(startAfresh(edition));
  const last = await placeOfReview(change, { review: draft.from });
  // What one may not read is not copied either: the last review's words are its unit's and its planners'.
  const mayRead = last && (mayPlan(draft.kind, by, last) || (await isAtHome(change, last.unitId, by.personId)));
  if (!last || !mayRead) return refuse({ kind: "no-such-review" });
  const { rows, evidence } = await loadWork(change, last);
  const withdrawn = await withdrawnAmong(
    change,
    evidence.map(({ id }) => id),
  );
  return startFromTheLast(
    { unitId: draft.unitId, content: edition.content, lineages: edition.lineages },
    {
      unitId: last.unitId,
      framework: last.edition.content.key,
      state: last.review.state,
      content: last.edition.content,
      rows: rows.map((row) => ({
        ...{ key: row.indicator, lineage: last.edition.lineages[row.indicator], status: row.status, level: row.level ?? undefined },
        ...{ narrative: row.narrative, helps: row.helps, hinders: row.hinders, toDo: row.toDo, lastLevel: undefined },
        evidence: evidence.filter(({ indicator }) => indicator === row.indicator).map(({ id }) => id),
      })),
    },
    withdrawn,
  );
}

/** A unit as a place, with its kind; the id may be of nothing here. */
export async function placeOfUnit(change: Pick<Change, "row" | "trustId" | "now">, id: string) {
  const unit = await change.row<{ kind: "academy" | "trust" | "board" | "network" | "region"; within: (string | null)[] }>(sql`
    select u.kind, array[(select p.region_id from organisation.placement p where p.trust_id = u.trust_id and p.academy_id = u.id and p.held @> ${change.now.toZonedDateTimeISO("Europe/London").toPlainDate().toString()}::date),
      (select t.id from organisation.unit t where t.trust_id = u.trust_id and t.kind = 'trust' and t.id <> u.id)] as within
    from organisation.unit u where u.id::text = ${id}`);
  return unit && { trustId: change.trustId, unitId: id, kind: unit.kind, within: unit.within.filter((one) => one !== null) };
}
