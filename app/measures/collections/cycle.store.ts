import { sql } from "kysely";
import type { PupilGroup } from "../../language/pupil-group.ts";
import type { Change, Database, Look } from "../../platform/database/change.ts";
import type { Cycle, CycleDraft, Occasion, SignOff } from "./cycle.rules.ts";

const columns = sql`c.id, c.version, c.name, c.period, c.measures, c.pupil_groups as "groups", c.opens::text, c.due::text, c.locks::text`;

export const listCycles = (look: Look): Promise<Cycle[]> =>
  look.rows<Cycle>(sql`select ${columns} from measures.cycle c where c.trust_id = ${look.trustId} order by c.due desc, c.name`);

export async function findCycle(look: Look, id: string | undefined): Promise<Cycle | undefined> {
  if (!id || !/^[0-9a-f-]{36}$/.test(id)) return undefined;
  return look.row<Cycle>(sql`select ${columns} from measures.cycle c where c.trust_id = ${look.trustId} and c.id = ${id}`);
}

export type CycleAcademy = { readonly cycleId: string; readonly unitId: string; readonly filled: number; readonly last: SignOff | null };
/** Who takes part, with how many of the asked figures stand and the last signing off. */
export function cycleAcademies(look: Look, cycleId?: string): Promise<CycleAcademy[]> {
  return look.rows<CycleAcademy>(sql`
    with taking as materialized (
      select a.cycle_id, a.unit_id, c.period, c.measures, c.pupil_groups from measures.cycle_academy a join measures.cycle c on c.trust_id = a.trust_id and c.id = a.cycle_id
      where a.trust_id = ${look.trustId} ${cycleId ? sql`and a.cycle_id = ${cycleId}` : sql``}),
    figures as materialized (
      select distinct unit_id, period, measure, pupil_group from measures.figure
      where trust_id = ${look.trustId} and unit_id = any(array(select distinct unit_id from taking)) and period = any(array(select distinct period from taking))),
    filled as materialized (
      select t.cycle_id, t.unit_id, count(*)::int as n from taking t join figures f on f.unit_id = t.unit_id and f.period = t.period
      where f.measure = any(t.measures) and f.pupil_group = any(t.pupil_groups) group by t.cycle_id, t.unit_id),
    signed as materialized (
      select distinct on (cycle_id, unit_id) cycle_id, unit_id, kind, done_by, done_at, reason from measures.sign_off
      where trust_id = ${look.trustId} and cycle_id = any(array(select distinct cycle_id from taking)) order by cycle_id, unit_id, number desc),
    who as materialized (select id, name from organisation.person where id = any(array(select distinct done_by from signed)))
    select t.cycle_id as "cycleId", t.unit_id as "unitId", coalesce(f.n, 0) as filled,
      case when s.kind is not null then jsonb_build_object('kind', s.kind, 'by', p.name, 'on', (s.done_at at time zone 'Europe/London')::date::text, 'reason', s.reason) end as last
    from taking t left join filled f on f.cycle_id = t.cycle_id and f.unit_id = t.unit_id
    left join signed s on s.cycle_id = t.cycle_id and s.unit_id = t.unit_id left join who p on p.id = s.done_by`);
}

/** Every signing off and opening again of an academy in a cycle, in order. */
export const signOffs = (look: Look, cycleId: string, unitId: string): Promise<(SignOff & { number: number })[]> =>
  look.rows(sql`
    select s.number, s.kind, p.name as "by", (s.done_at at time zone 'Europe/London')::date::text as "on", s.reason
    from measures.sign_off s join organisation.person p on p.trust_id = s.trust_id and p.id = s.done_by
    where s.trust_id = ${look.trustId} and s.cycle_id = ${cycleId} and s.unit_id = ${unitId} order by s.number`);

export type SignedSet = {
  readonly name: string;
  readonly unitId: string;
  readonly period: number;
  readonly measures: readonly string[];
  readonly groups: readonly PupilGroup[];
};
/** The sets of figures that are signed off now. */
export const signedSets = (look: Look): Promise<SignedSet[]> =>
  look.rows<SignedSet>(sql`
    select c.name, s.unit_id as "unitId", c.period, c.measures, c.pupil_groups as "groups"
    from (select distinct on (cycle_id, unit_id) * from measures.sign_off where trust_id = ${look.trustId} order by cycle_id, unit_id, number desc) s
    join measures.cycle c on c.trust_id = s.trust_id and c.id = s.cycle_id where s.kind = 'signed-off'`);

/** One writer at a time for a cycle; answers it as it stands. */
export async function lockCycle(change: Change, id: string): Promise<Cycle | undefined> {
  return change.row<Cycle>(sql`select ${columns} from measures.cycle c where c.trust_id = ${change.trustId} and c.id = ${id} for update`);
}

export async function addCycle(change: Change, cycle: CycleDraft): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into measures.cycle (trust_id, name, period, measures, pupil_groups, opens, due, locks)
    values (${change.trustId}, ${cycle.name}, ${cycle.period}, ${[...cycle.measures]}, ${[...cycle.groups]}, ${cycle.opens}, ${cycle.due}, ${cycle.locks}) returning id`);
  if (!row) throw new Error("the collection was not kept");
  await keepAcademies(change, row.id, cycle.academies);
  return row.id;
}
export async function changeCycle(change: Change, id: string, cycle: CycleDraft): Promise<void> {
  await change.rows(sql`
    update measures.cycle set version = version + 1, name = ${cycle.name}, period = ${cycle.period}, measures = ${[...cycle.measures]}, pupil_groups = ${[...cycle.groups]},
      opens = ${cycle.opens}, due = ${cycle.due}, locks = ${cycle.locks} where trust_id = ${change.trustId} and id = ${id}`);
  await keepAcademies(change, id, cycle.academies);
}
async function keepAcademies(change: Change, id: string, academies: readonly string[]): Promise<void> {
  await change.rows(
    sql`delete from measures.cycle_academy where trust_id = ${change.trustId} and cycle_id = ${id} and unit_id <> all(${[...academies]}::uuid[])`,
  );
  await change.rows(sql`
    insert into measures.cycle_academy (trust_id, cycle_id, unit_id)
    select ${change.trustId}, ${id}, a.unit_id from organisation.academy a where a.trust_id = ${change.trustId} and a.unit_id = any(${[...academies]}::uuid[])
    on conflict do nothing`);
}

export const addSignOff = (
  change: Change,
  at: { readonly cycleId: string; readonly unitId: string; readonly number: number },
  done: { readonly kind: SignOff["kind"]; readonly by: string; readonly reason: string | null },
) =>
  change.rows(sql`
    insert into measures.sign_off (trust_id, cycle_id, unit_id, number, kind, done_by, done_at, reason)
    values (${change.trustId}, ${at.cycleId}, ${at.unitId}, ${at.number}, ${done.kind}, ${done.by}, ${change.now.toString()}, ${done.reason})`);

export type NewReminder = { readonly cycleId: string; readonly unitId: string; readonly occasion: Occasion; readonly due: string };
/** Writes the reminders that were not written before; answers how many. */
export async function writeReminders(change: Change, reminders: readonly NewReminder[]): Promise<number> {
  const written = await change.rows(sql`
    insert into measures.reminder (trust_id, cycle_id, unit_id, occasion, due, written_at)
    select ${change.trustId}, g."cycleId", g."unitId", g.occasion, g.due, ${change.now.toString()}
    from jsonb_to_recordset(${JSON.stringify(reminders)}::jsonb) as g("cycleId" uuid, "unitId" uuid, occasion text, due date)
    on conflict do nothing returning 1`);
  return written.length;
}
export type ReminderRow = NewReminder & { readonly on: string };
/** The reminders written so far, the newest first. */
export const listReminders = (look: Look): Promise<ReminderRow[]> =>
  look.rows<ReminderRow>(sql`
    select cycle_id as "cycleId", unit_id as "unitId", occasion, due::text, (written_at at time zone 'Europe/London')::date::text as "on"
    from measures.reminder where trust_id = ${look.trustId} order by written_at desc, cycle_id, unit_id limit 1000`);

/**
 * The trusts in which an academy may be due a reminder on a day: asked by the keeper once for the whole site, a few too many rather than
 * one too few, because which are due is the rule's to say. Nothing follows on the reminder that figures are overdue.
 */
export async function trustsToRemind(keeper: Database, day: string): Promise<string[]> {
  const { rows } = await keeper.pool.query<{ trust_id: string }>(
    `select distinct c.trust_id from measures.cycle c join measures.cycle_academy a on a.trust_id = c.trust_id and a.cycle_id = c.id
     where c.opens <= $1::date and c.due <= $1::date + 7
       and (select s.kind from measures.sign_off s where s.trust_id = a.trust_id and s.cycle_id = a.cycle_id and s.unit_id = a.unit_id order by s.number desc limit 1)
         is distinct from 'signed-off'
       and not exists (select from measures.reminder r where r.trust_id = a.trust_id and r.cycle_id = a.cycle_id and r.unit_id = a.unit_id
         and r.occasion = 'overdue' and r.due = c.due)`,
    [day],
  );
  return rows.map(({ trust_id }) => trust_id);
}
