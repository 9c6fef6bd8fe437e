import { sql } from "kysely";
import { type Edition, editionThatWas } from "../../frameworks/index.server.ts";
import { isId } from "../../language/id.ts";
import { today, trustUnit } from "../../organisation/index.server.ts";
import type { Place } from "../../platform/access/access.rules.ts";
import type { Change, Look } from "../../platform/database/change.ts";
import type { Confidence, Direction } from "../judgements/judgement.rules.ts";
import type { RowStatus } from "./assignment.rules.ts";
import type { Part, ReviewKind, ReviewState } from "./life.rules.ts";
import type { Reply } from "./review.rules.ts";

export type Named = { readonly id: string; readonly name: string };
/** The kinds of unit there are; a region is not reviewed. */
export type ReviewedKind = "academy" | "trust" | "board" | "network" | "region";
export type Review = {
  readonly id: string;
  readonly unitId: string;
  readonly unit: string;
  readonly unitKind: ReviewedKind;
  readonly urn: number | null;
  readonly editionId: string;
  readonly kind: ReviewKind;
  readonly about: string;
  readonly state: ReviewState;
  readonly version: number;
  readonly sendings: number;
  readonly due: string | null;
  readonly replyBy: string | null;
  readonly lead: Named;
  readonly moderator: Named | null;
  readonly campaignId: string | null;
  readonly begunFrom: string | null;
  readonly plannedOn: string;
};
/** A review as a place: it lies where its unit lies. */
export type PlacedReview = Place & { readonly review: Review };
export type ReviewPlace = PlacedReview & { readonly edition: Edition };

const london = (column: string) => sql.raw(`(${column} at time zone 'Europe/London')::date::text`);
const named = (table: string) => sql.raw(`jsonb_build_object('id', ${table}.id, 'name', ${table}.name)`);
/** What a page says of a review, of `diagnose.review r`. */
export const reviewColumns = sql`r.id, r.unit_id as "unitId", u.name as unit, u.kind as "unitKind", a.urn, r.edition_id as "editionId", r.kind, r.about, r.state, r.version,
  r.sendings, r.due::text, r.reply_by::text as "replyBy", ${named("l")} as lead, case when m.id is not null then ${named("m")} end as moderator,
  r.campaign_id as "campaignId", r.begun_from as "begunFrom", ${london("r.planned_at")} as "plannedOn"`;
/** Where `reviewColumns` are found; people and units are few beside reviews, so each is joined by its key. */
export const reviewJoins = sql`join organisation.unit u on u.trust_id = r.trust_id and u.id = r.unit_id
  left join organisation.academy a on a.trust_id = r.trust_id and a.unit_id = r.unit_id
  join organisation.person l on l.trust_id = r.trust_id and l.id = r.lead_id
  left join organisation.person m on m.trust_id = r.trust_id and m.id = r.moderator_id`;

/** A review by its id, with where it lies today; the id may be none at all. */
export async function placeOfReview(look: Look, params: Record<string, string>): Promise<ReviewPlace | undefined> {
  const id = params.review ?? "";
  if (!isId(id)) return undefined;
  const [found, trust] = await Promise.all([
    look.row<Review & { regionId: string | null }>(sql`
      select ${reviewColumns}, p.region_id as "regionId" from diagnose.review r ${reviewJoins}
      left join organisation.placement p on p.trust_id = r.trust_id and p.academy_id = r.unit_id and p.held @> ${today(look)}::date
      where r.id = ${id}`),
    trustUnit(look),
  ]);
  const edition = found && (await editionThatWas(look, found.editionId));
  if (!found || !edition) return undefined;
  const { regionId, ...review } = found;
  const within = review.unitId === trust ? [] : [regionId, trust].filter((unit) => unit !== null);
  return { trustId: look.trustId, unitId: review.unitId, within, review, edition };
}

/** What was written of one indicator: as it stands, or as it was sent. */
export type RowWords = {
  readonly level: string | null;
  readonly canShare: boolean;
  readonly confidence: Confidence | null;
  readonly direction: Direction | null;
  readonly narrative: string;
  readonly helps: string;
  readonly hinders: string;
  readonly toDo: string;
};
export type WorkRow = RowWords & {
  readonly indicator: string;
  readonly status: RowStatus;
  readonly lastLevel: string | null;
  readonly version: number;
  readonly writtenBy: Named | null;
  readonly writtenAs: string | null;
  readonly writtenOn: string | null;
  readonly sent: (RowWords & { readonly evidence: readonly string[] }) | null;
  readonly reviewers: readonly Named[];
};
export type ReviewEvidence = {
  readonly indicator: string;
  readonly id: string;
  readonly stance: "supports" | "contradicts";
  readonly kind: "note" | "link" | "file" | "value" | "closed";
  readonly title: string;
  readonly text: string | null;
  readonly url: string | null;
  readonly dated: string;
  readonly sensitivity: string;
  readonly addedBy: string;
};
export type ReplyRow = { readonly indicator: string; readonly version: number; readonly reply: Reply; readonly by: string };
export type StepRow = {
  readonly version: number;
  readonly from: ReviewState;
  readonly to: ReviewState;
  readonly by: string;
  readonly as: Part;
  readonly on: string;
  readonly reason: string | null;
  readonly replyBy: string | null;
};
export type Work = {
  readonly rows: readonly WorkRow[];
  readonly evidence: readonly ReviewEvidence[];
  readonly replies: readonly ReplyRow[];
  readonly steps: readonly StepRow[];
};

/** Everything written in a review, its rows in the order of the edition. */
export async function loadWork(look: Look, { review, edition }: Pick<ReviewPlace, "review" | "edition">): Promise<Work> {
  const of = sql`review_id = ${review.id}`;
  const [rows, evidence, replies, steps] = await Promise.all([
    look.rows<WorkRow>(sql`
      with work as materialized (select * from diagnose.review_row where ${of}),
      judges as materialized (select indicator, person_id from diagnose.review_reviewer where ${of}),
      who as materialized (select id, name from organisation.person where id = any(array(select person_id from judges union select written_by from work)))
      select w.indicator, w.status, w.level, w.can_share as "canShare", w.confidence, w.direction, w.narrative, w.helps, w.hinders, w.to_do as "toDo",
        w.last_level as "lastLevel", w.version, case when p.id is not null then ${named("p")} end as "writtenBy", w.written_as as "writtenAs",
        ${london("w.written_at")} as "writtenOn", w.sent,
        coalesce((select jsonb_agg(${named("q")} order by q.name, q.id) from judges v join who q on q.id = v.person_id where v.indicator = w.indicator), '[]') as reviewers
      from work w left join who p on p.id = w.written_by`),
    look.rows<ReviewEvidence>(sql`
      with behind as materialized (select indicator, item_id, stance from diagnose.review_rests_on where ${of}),
      found as materialized (select * from evidence.item where id = any(array(select item_id from behind))),
      who as materialized (select id, name from organisation.person where id = any(array(select distinct added_by from found)))
      select b.indicator, i.id, b.stance, i.kind, i.title, i.text, i.url, i.dated::text, i.sensitivity, p.name as "addedBy"
      from behind b join found i on i.id = b.item_id join who p on p.id = i.added_by order by i.dated desc, i.id`),
    look.rows<ReplyRow>(sql`
      select y.indicator, y.version, case when y.accurate then jsonb_build_object('accurate', true) else jsonb_build_object('accurate', false, 'because', y.because) end as reply,
        p.name as by
      from diagnose.review_reply y join organisation.person p on p.trust_id = y.trust_id and p.id = y.replied_by where y.${of} and y.sending = ${review.sendings}`),
    look.rows<StepRow>(sql`
      select s.version, s.from_state as "from", s.to_state as "to", p.name as "by", s.as_part as "as", ${london("s.taken_at")} as "on", s.reason, s.reply_by::text as "replyBy"
      from diagnose.review_step s join organisation.person p on p.trust_id = s.trust_id and p.id = s.taken_by where s.${of} order by s.version`),
  ]);
  const order = new Map(edition.content.indicators.map(({ key }, at) => [key, at]));
  return { rows: rows.sort((one, other) => (order.get(one.indicator) ?? 0) - (order.get(other.indicator) ?? 0)), evidence, replies, steps };
}

/** Whether somebody holds a role on the very unit that is reviewed, so that they are on its side. */
export async function isAtHome(look: Look, unitId: string, personId: string): Promise<boolean> {
  const row = await look.row(sql`
    select from organisation.role where unit_id = ${unitId} and person_id = ${personId} and held @> ${look.now.toString()}::timestamptz limit 1`);
  return row !== undefined;
}

/** Everybody who holds a role in the trust now, with whether they hold one on this unit. */
export const candidates = (look: Look, unitId: string): Promise<(Named & { isAtHome: boolean; roles: string[] })[]> =>
  look.rows(sql`
    with held as materialized (
      select id, person_id, kind, unit_id from organisation.role where trust_id = ${look.trustId} and (held @> ${look.now.toString()}::timestamptz) is true),
    who as materialized (select id, name from organisation.person where id = any(array(select distinct person_id from held)))
    select p.id, p.name, bool_or(h.unit_id = ${unitId}) as "isAtHome", array_agg(distinct h.kind) as roles
    from held h join who p on p.id = h.person_id group by p.id, p.name order by p.name, p.id`);

/** The review, held so that one writer at a time takes a step of it; its version as it is then. */
export async function lockReview(change: Change, id: string): Promise<{ state: ReviewState; version: number } | undefined> {
  return change.row(sql`select state, version from diagnose.review where id = ${id} for update`);
}
/** The review, held so that it takes no step while somebody writes in it. */
export async function holdReview(change: Change, id: string): Promise<{ state: ReviewState; version: number } | undefined> {
  return change.row(sql`select state, version from diagnose.review where id = ${id} for share`);
}

/** What was brought to a unit for reviews that are still open, or for moderations, but for the one that is named: `drafts`. */
const drafts = (unitId: string, reviewId: string | undefined) => sql`drafts as materialized (
  select b.item_id, r.planned_at from diagnose.review r join diagnose.review_rests_on b on b.trust_id = r.trust_id and b.review_id = r.id
  where r.unit_id = ${unitId} and (r.kind = 'moderation' or r.state not in ('agreed', 'closed')) and r.id is distinct from ${reviewId ?? null}::uuid)`;
/** What was withdrawn stays readable where it is, and is chosen nowhere anew. */
const notWithdrawn = sql`not exists (select from evidence.withdrawal w where w.trust_id = i.trust_id and w.item_id = i.id)`;
const notInDrafts = sql`not exists (select from drafts d where d.item_id = i.id and i.added_at >= d.planned_at)`;

export type UsableItem = { readonly id: string; readonly title: string; readonly dated: string };
/** Those of the named pieces that may be used as evidence of a unit, in a review or outside all of them. */
export async function usableItems(look: Look, unitId: string, ids: readonly string[], reviewId?: string): Promise<UsableItem[]> {
  if (ids.length === 0) return [];
  return look.rows<UsableItem>(sql`
    with ${drafts(unitId, reviewId)}
    select i.id, i.title, i.dated::text from evidence.item i where i.unit_id = ${unitId} and i.id::text = any(${[...ids]}) and ${notInDrafts} and ${notWithdrawn}`);
}

export type UnitToReview = {
  readonly id: string;
  readonly name: string;
  readonly kind: Exclude<ReviewedKind, "region">;
  readonly within: readonly string[];
};
/** What a review may be about: the trust, its boards and its academies, each with where it lies today. */
export async function unitsToReview(look: Look): Promise<UnitToReview[]> {
  const [units, trust] = await Promise.all([
    look.rows<Omit<UnitToReview, "within"> & { regionId: string | null }>(sql`
      with placed as materialized (select academy_id, region_id from organisation.placement where held @> ${today(look)}::date)
      select u.id, u.name, u.kind, p.region_id as "regionId" from organisation.unit u left join placed p on p.academy_id = u.id
      where u.kind in ('trust', 'board', 'network', 'academy') order by array_position(array['academy', 'trust', 'board', 'network'], u.kind), u.name`),
    trustUnit(look),
  ]);
  return units.map(({ regionId, ...unit }) => ({
    ...unit,
    within: unit.id === trust ? [] : [regionId, trust].filter((one) => one !== null),
  }));
}
