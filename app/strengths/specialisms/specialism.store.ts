import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import type { ConsideredStep, Reach, SpecialismKind, Step, StepKind, TestKey } from "./specialism.rules.ts";

export type TestItem = { readonly id: string; readonly title: string; readonly sensitivity: string; readonly withdrawnOn: string | null };
export type StepRow = Step & {
  readonly number: number;
  readonly meetingId: string | null;
  readonly heldOn: string | null;
  readonly by: string;
  readonly role: string;
  readonly recordedOn: string;
  readonly reason: string | null;
  /** `items` only of a specialism that is read alone; else how many there are. */
  readonly tested: readonly {
    readonly test: TestKey;
    readonly says: string;
    readonly pieces: number;
    readonly items: readonly TestItem[];
  }[];
};
export type SpecialismRow = {
  readonly id: string;
  readonly unitId: string;
  readonly kind: SpecialismKind;
  readonly subject: string | null;
  readonly lineage: string | null;
  readonly reach: Reach;
  /** From the first to the last, which stands. */
  readonly steps: readonly [StepRow, ...StepRow[]];
};

const items = sql`json_agg(json_build_object('id', i.id, 'title', i.title, 'sensitivity', i.sensitivity,
  'withdrawnOn', (w.withdrawn_at at time zone 'Europe/London')::date) order by i.dated desc, i.id)`;
const withItems = sql`join item i on i.id = r.item_id left join gone w on w.item_id = i.id`;
/** Specialisms with every step: of the whole trust, of one academy, or one alone. */
export function listSpecialisms(look: Look, of: { readonly unitId?: string; readonly id?: string } = {}): Promise<SpecialismRow[]> {
  const which = of.id !== undefined ? sql`s.id::text = ${of.id}` : of.unitId ? sql`s.unit_id = ${of.unitId}` : sql`true`;
  return look.rows<SpecialismRow>(sql`
    with found as materialized (select * from strengths.specialism s where ${which}),
    rests as materialized (select specialism_id, number, test, item_id from strengths.test_rests_on where specialism_id = any(array(select id from found))),
    ${
      of.id === undefined
        ? sql``
        : sql`item as materialized (select id, title, sensitivity, dated from evidence.item where id = any(array(select item_id from rests))),
    gone as materialized (select item_id, withdrawn_at from evidence.withdrawal where item_id = any(array(select item_id from rests))),`
    }
    pieces as materialized (
      select r.specialism_id, r.number, r.test, count(*)::int as pieces, ${of.id === undefined ? sql`'[]'::json` : items} as items
      from rests r ${of.id === undefined ? sql`` : withItems} group by 1, 2, 3),
    tested as materialized (
      select t.specialism_id, t.number, json_agg(json_build_object('test', t.test, 'says', t.says, 'pieces', coalesce(p.pieces, 0), 'items', coalesce(p.items, '[]'))
        order by array_position(array['strength', 'support', 'cpd', 'success'], t.test)) as tested
      from strengths.test t left join pieces p on p.specialism_id = t.specialism_id and p.number = t.number and p.test = t.test
      where t.specialism_id = any(array(select id from found)) group by 1, 2),
    step as materialized (select * from strengths.step where specialism_id = any(array(select id from found))),
    who as materialized (select id, name from organisation.person where id = any(array(select distinct decided_by from step))),
    met as materialized (select id, held_on from organisation.meeting where id = any(array(select distinct meeting_id from step))),
    taken as materialized (
      select x.specialism_id, json_agg(json_build_object('number', x.number, 'kind', x.kind, 'decidedOn', x.decided_on, 'reviewBy', x.review_by, 'meetingId', x.meeting_id,
        'heldOn', m.held_on, 'by', p.name, 'role', x.role, 'recordedOn', (x.recorded_at at time zone 'Europe/London')::date, 'reason', x.reason,
        'tested', coalesce(t.tested, '[]')) order by x.number) as steps
      from step x join who p on p.id = x.decided_by left join met m on m.id = x.meeting_id
      left join tested t on t.specialism_id = x.specialism_id and t.number = x.number group by 1)
    select s.id, s.unit_id as "unitId", s.kind, s.subject, s.lineage, s.reach, t.steps from found s join taken t on t.specialism_id = s.id order by s.unit_id, s.id`);
}

/** The specialism of this kind in this at an academy, made where there was none, and held so that one writer at a time decides of it. */
export async function holdSpecialism(
  change: Change,
  of: {
    readonly unitId: string;
    readonly kind: SpecialismKind;
    readonly subject: string | null;
    readonly lineage: string | null;
    readonly reach: Reach;
  },
): Promise<string> {
  await change.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`strengths/${of.unitId}`}, 0))`);
  const there = await change.row<{ id: string }>(sql`
    select id from strengths.specialism where unit_id = ${of.unitId} and kind = ${of.kind} and subject is not distinct from ${of.subject}
      and lineage is not distinct from ${of.lineage}::uuid`);
  if (there) return there.id;
  const made = await change.row<{ id: string }>(sql`
    insert into strengths.specialism (trust_id, unit_id, kind, subject, lineage, reach)
    values (${change.trustId}, ${of.unitId}, ${of.kind}, ${of.subject}, ${of.lineage}, ${of.reach}) returning id`);
  return made?.id ?? "";
}

/** Keeps one step and what each test rests on. A step that somebody has taken meanwhile breaks the key. */
export async function keepStep(
  change: Change,
  on: { readonly id: string; readonly number: number; readonly kind: StepKind; readonly by: string; readonly role: string },
  decided: ConsideredStep | { readonly decidedOn: string; readonly reason: string },
): Promise<void> {
  const [step, reason] = "reason" in decided ? [undefined, decided.reason] : [decided, null];
  await change.rows(sql`
    insert into strengths.step (trust_id, specialism_id, number, kind, decided_on, meeting_id, decided_by, role, recorded_at, review_by, reason)
    values (${change.trustId}, ${on.id}, ${on.number}, ${on.kind}, ${decided.decidedOn}, ${step?.meetingId ?? null}, ${on.by}, ${on.role}, ${change.now.toString()},
      ${step?.reviewBy ?? null}, ${reason})`);
  for (const { test, says, items } of step?.tested ?? []) {
    await change.rows(
      sql`insert into strengths.test (trust_id, specialism_id, number, test, says) values (${change.trustId}, ${on.id}, ${on.number}, ${test}, ${says})`,
    );
    for (const item of items)
      await change.rows(
        sql`insert into strengths.test_rests_on (trust_id, specialism_id, number, test, item_id) values (${change.trustId}, ${on.id}, ${on.number}, ${test}, ${item})`,
      );
  }
}

export type TestOn = {
  readonly id: string;
  readonly urn: number;
  readonly kind: SpecialismKind;
  readonly test: TestKey;
  readonly says: string;
  readonly by: string;
  readonly on: string;
  readonly supersededOn: string | null;
};
/** The tests of specialisms that rest on a piece of evidence, with the day another step took their place. */
export const testsOn = (look: Look, item: string): Promise<TestOn[]> =>
  look.rows<TestOn>(sql`
    with rests as materialized (select specialism_id, number, test from strengths.test_rests_on where item_id = ${item}),
    kept as materialized (select id, unit_id, kind from strengths.specialism where id = any(array(select specialism_id from rests))),
    tested as materialized (select specialism_id, number, test, says from strengths.test where specialism_id = any(array(select id from kept))),
    step as materialized (select specialism_id, number, decided_on, decided_by from strengths.step where specialism_id = any(array(select id from kept))),
    at as materialized (select unit_id, urn from organisation.academy where unit_id = any(array(select unit_id from kept))),
    who as materialized (select id, name from organisation.person where id = any(array(select distinct decided_by from step)))
    select s.id, a.urn, s.kind, r.test, t.says, p.name as by, x.decided_on::text as on, n.decided_on::text as "supersededOn"
    from rests r join tested t on t.specialism_id = r.specialism_id and t.number = r.number and t.test = r.test
    join step x on x.specialism_id = r.specialism_id and x.number = r.number join kept s on s.id = r.specialism_id join at a on a.unit_id = s.unit_id
    join who p on p.id = x.decided_by left join step n on n.specialism_id = x.specialism_id and n.number = x.number + 1
    order by x.decided_on desc`);
