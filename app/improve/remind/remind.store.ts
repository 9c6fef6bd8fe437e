import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import { type Reminder, usualWeekday } from "./remind.rules.ts";

/** Of what each person was reminded, as far back as mail is kept. */
export async function listReminders(look: Look): Promise<ReadonlyMap<string, Reminder[]>> {
  const rows = await look.rows<Reminder & { personId: string }>(
    sql`select person_id as "personId", item, occasion, due::text from improve.reminder where trust_id = ${look.trustId}`,
  );
  return Map.groupBy(rows, ({ personId }) => personId);
}
/** Writes of what a mail reminds; what was written before is left out. */
export const keepReminders = (change: Change, personId: string, mailId: string, reminders: readonly Reminder[]) =>
  change.rows(sql`
    insert into improve.reminder (trust_id, person_id, item, occasion, due, mail_id)
    select ${change.trustId}, ${personId}, r.item, r.occasion, r.due, ${mailId}
    from jsonb_to_recordset(${JSON.stringify(reminders)}::jsonb) as r(item text, occasion text, due date) on conflict do nothing`);

/** On which weekday each person who has chosen wants everything told; null for those who want it never. */
export async function digestChoices(
  look: Look,
  personId?: string,
): Promise<ReadonlyMap<string, { number: number; weekday: number | null }>> {
  const rows = await look.rows<{ personId: string; number: number; weekday: number | null }>(sql`
    select distinct on (person_id) person_id as "personId", number, weekday from improve.digest_choice
    where trust_id = ${look.trustId} ${personId ? sql`and person_id = ${personId}` : sql``} order by person_id, number desc`);
  return new Map(rows.map(({ personId: id, ...choice }) => [id, choice]));
}
export const weekdayOf = (choices: Awaited<ReturnType<typeof digestChoices>>, personId: string): number | null => {
  const choice = choices.get(personId);
  return choice ? choice.weekday : usualWeekday;
};
/** One choice of a person at a time. */
export const lockChoice = (change: Change, personId: string) =>
  change.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`improve.digest_choice ${personId}`}, 0))`);
export const keepChoice = (change: Change, personId: string, number: number, weekday: number | null) =>
  change.rows(sql`
    insert into improve.digest_choice (trust_id, person_id, number, weekday, chosen_at)
    values (${change.trustId}, ${personId}, ${number}, ${weekday}, ${change.now.toString()})`);

/** The half-terms of the trust's calendar and their days. */
export const halfTerms = (look: Look): Promise<{ name: string; first: string; last: string }[]> =>
  look.rows(sql`
    select h.name, lower(h.dates)::text as first, (upper(h.dates) - 1)::text as last from organisation.half_term h
    join organisation.unit u on u.trust_id = h.trust_id and u.id = h.unit_id and u.kind = 'trust' where h.trust_id = ${look.trustId}`);
