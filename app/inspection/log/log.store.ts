import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import type { Kind } from "../frameworks/framework.rules.ts";
import type { ConsideredEntry, Entry } from "./log.rules.ts";

export type LogRow = {
  readonly id: string;
  readonly unitId: string;
  readonly kind: Kind;
  readonly begins: string;
  readonly called: string;
  readonly openedBy: string | null;
  readonly openedAt: string;
  readonly said: string | null;
  readonly closedBy: string | null;
  readonly closedAt: string | null;
  readonly entries: number;
};
const instant = (column: ReturnType<typeof sql>) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const logs = sql`select l.id, l.unit_id as "unitId", l.kind, l.begins_on::text as begins, l.called, o.name as "openedBy", ${instant(sql`l.opened_at`)} as "openedAt",
    c.said, b.name as "closedBy", ${instant(sql`c.closed_at`)} as "closedAt",
    (select count(*)::int from inspection.log_entry e where e.trust_id = l.trust_id and e.log_id = l.id) as entries
  from inspection.log l left join inspection.log_closing c on c.trust_id = l.trust_id and c.log_id = l.id
  left join organisation.person o on o.trust_id = l.trust_id and o.id = l.opened_by left join organisation.person b on b.trust_id = c.trust_id and b.id = c.closed_by`;

/** The logs of a unit, the newest first. */
export const listLogs = (look: Look, unitId: string): Promise<LogRow[]> =>
  look.rows<LogRow>(sql`${logs} where l.trust_id = ${look.trustId} and l.unit_id = ${unitId} order by l.opened_at desc, l.id desc`);

/** One log, only through the unit it is of. */
export async function findLog(look: Look, unitId: string, id: string | undefined): Promise<LogRow | undefined> {
  if (!id || !/^[0-9a-f-]{36}$/.test(id)) return undefined;
  return look.row<LogRow>(sql`${logs} where l.trust_id = ${look.trustId} and l.unit_id = ${unitId} and l.id = ${id}`);
}

/** What was written in a log, in the order in which it happened. */
export const listEntries = (look: Look, logId: string): Promise<Entry[]> =>
  look.rows<Entry>(sql`
    select e.id, ${instant(sql`e.at`)} as at, e.who, e.asked, e.shown, e.to_do as "toDo", e.settles, p.name as "writtenBy" from inspection.log_entry e
    left join organisation.person p on p.trust_id = e.trust_id and p.id = e.written_by
    where e.trust_id = ${look.trustId} and e.log_id = ${logId} order by e.at, e.id`);

/** One writer at a time writes in a log, so that nothing comes after its closing. */
export const lockLog = (change: Change, logId: string) =>
  change.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`inspection.log ${logId}`}, 0))`);

export async function addLog(
  change: Change,
  log: Pick<LogRow, "unitId" | "kind" | "begins" | "called"> & { readonly by: string | undefined },
): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into inspection.log (trust_id, unit_id, kind, begins_on, called, opened_by, opened_at)
    values (${change.trustId}, ${log.unitId}, ${log.kind}, ${log.begins}, ${log.called}, ${log.by ?? null}, ${change.now.toString()}) returning id`);
  if (!row) throw new Error("the log was not opened");
  return row.id;
}

export async function addEntry(change: Change, logId: string, entry: ConsideredEntry, by: string | undefined): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into inspection.log_entry (trust_id, log_id, at, who, asked, shown, to_do, settles, written_by, written_at)
    values (${change.trustId}, ${logId}, ${entry.at}, ${entry.who}, ${entry.asked}, ${entry.shown}, ${entry.toDo}, ${entry.settles}, ${by ?? null}, ${change.now.toString()}) returning id`);
  if (!row) throw new Error("the entry was not written");
  return row.id;
}

export const addClosing = (change: Change, logId: string, said: string, by: string | undefined) =>
  change.rows(sql`
    insert into inspection.log_closing (trust_id, log_id, said, closed_by, closed_at) values (${change.trustId}, ${logId}, ${said}, ${by ?? null}, ${change.now.toString()})`);
