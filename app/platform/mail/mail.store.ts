import { sql } from "kysely";
import type { Change, Database, Look } from "../database/change.ts";
import type { Message } from "./mail.rules.ts";

export type NewMail = {
  readonly personId: string;
  readonly purpose: string;
  readonly day: string;
  readonly address: string;
  readonly subject: string;
  readonly body: string;
};
/** Makes one mail, to be sent when this change stands; none where this person has one of that purpose and day already. */
export async function addMail(change: Change, mail: NewMail): Promise<string | undefined> {
  const row = await change.row<{ id: string }>(sql`
    insert into platform.mail (trust_id, person_id, purpose, day, address, subject, body, made_at)
    values (${change.trustId}, ${mail.personId}, ${mail.purpose}, ${mail.day}, ${mail.address}, ${mail.subject}, ${mail.body}, ${change.now.toString()})
    on conflict (trust_id, person_id, purpose, day) do nothing returning id`);
  return row?.id;
}

export type MailState = "waiting" | "taken" | "sent" | "refused" | "stale";
export type MailRow = {
  readonly id: string;
  readonly day: string;
  readonly subject: string;
  readonly body: string;
  readonly state: MailState;
};
/** Mail that is not sent within two days says nothing any more. */
const stale = "2 days";
/** The last mails to a person, the newest first. */
export const listMailTo = (look: Look, personId: string, purpose: string, most: number): Promise<MailRow[]> =>
  look.rows<MailRow>(sql`
    select id, day::text, subject, body, case when outcome is not null then outcome when taken_at is not null then 'taken'
      when made_at < ${look.now.toString()}::timestamptz - ${stale}::interval then 'stale' else 'waiting' end as state
    from platform.mail where trust_id = ${look.trustId} and person_id = ${personId} and purpose = ${purpose} order by day desc limit ${most}`);

/** The trusts in which mail waits to be sent; asked by the keeper for the whole site. */
export async function trustsWithMail(keeper: Database): Promise<string[]> {
  const { rows } = await keeper.pool.query<{ trust_id: string }>(
    "select distinct trust_id from platform.mail where taken_at is null and made_at > $1::timestamptz - $2::interval",
    [keeper.now().toString(), stale],
  );
  return rows.map(({ trust_id }) => trust_id);
}

/** Takes some of what waits, so that no other process sends it too. */
export const takeMail = (change: Change, most: number): Promise<Message[]> =>
  change.rows<Message>(sql`
    update platform.mail m set taken_at = ${change.now.toString()} from (
      select id from platform.mail where trust_id = ${change.trustId} and taken_at is null and made_at > ${change.now.toString()}::timestamptz - ${stale}::interval
      order by made_at, id limit ${most} for update skip locked) one
    where m.trust_id = ${change.trustId} and m.id = one.id returning m.id, m.address, m.subject, m.body`);

/** Keeps what became of mail that was taken; what may be tried again waits again. */
export function endMail(change: Change, ids: readonly string[], outcome: "sent" | "refused" | "later"): void {
  if (ids.length === 0) return;
  const mine = sql`trust_id = ${change.trustId} and id = any(${[...ids]}::uuid[]) and ended_at is null`;
  change.send(
    outcome === "later"
      ? sql`update platform.mail set taken_at = null where ${mine}`
      : sql`update platform.mail set ended_at = ${change.now.toString()}, outcome = ${outcome} where ${mine}`,
  );
}

/** Takes away the mail of days before this one, and of what each reminded somebody with it; answers how many there were. */
export async function deleteMailBefore(change: Change, day: string): Promise<number> {
  const gone = await change.rows(sql`delete from platform.mail where trust_id = ${change.trustId} and day < ${day}::date returning id`);
  return gone.length;
}
