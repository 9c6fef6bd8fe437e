import type pg from "pg";

/** Anything that runs a query: a client, or a pool. */
export type Asks = Pick<pg.ClientBase, "query"> | Pick<pg.Pool, "query">;
type Query = { query(text: string, values?: unknown[]): Promise<{ rows: unknown[]; rowCount: number | null }> };
const on = (db: Asks) => db as Query;

/** A job that a process has taken, for as long as nobody else takes it. */
export type HeldJob = {
  readonly id: string;
  readonly kind: string;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly detail: unknown;
  readonly bytes: number;
  readonly attempt: number;
  readonly hold: string;
  /** Who held it until now and has gone silent. */
  readonly heldBefore: string | null;
};

/** Somebody else has taken the job, or it has ended: what was done for it must not stay. */
export class JobLost extends Error {}

/** A job whose process has not been heard of for so long is taken by another. */
export const silentSeconds = 20;
export const pieceSize = 1_048_576;

const columns = `j.id, j.kind, j.asked_by as "askedBy", j.asked_by_name as "askedByName", j.detail, j.bytes::float8 as bytes,
  j.attempt, j.hold`;

/** Asks for a job, in the transaction that stages its file; nobody takes it before that commits. */
export async function askForJob(db: Asks, kind: string, account: { id: string; name: string }): Promise<string> {
  const { rows } = await on(db).query(
    "insert into job.job (kind, asked_by, asked_by_name, detail) values ($1, $2, $3, 'null') returning id",
    [kind, account.id, account.name],
  );
  return (rows[0] as { id: string }).id;
}

export const addPiece = (db: Asks, id: string, place: number, bytes: Uint8Array) =>
  on(db).query("insert into job.piece (job_id, place, bytes) values ($1, $2, $3)", [id, place, bytes]);

/** What the whole form said, after its last field. A key that has asked before breaks `onlyOnce`. */
export const describeJob = (db: Asks, id: string, said: { once: string; bytes: number; detail: unknown }) =>
  on(db).query("update job.job set once = $2, bytes = $3, detail = $4 where id = $1", [
    id,
    said.once,
    said.bytes,
    JSON.stringify(said.detail),
  ]);
export const onlyOnce = "job_once_key";

/** The job that a key asked for before. */
export async function jobAskedBefore(db: Asks, once: string): Promise<string | undefined> {
  const { rows } = await on(db).query("select id from job.job where once = $1", [once]);
  return (rows[0] as { id: string } | undefined)?.id;
}

/** Takes the oldest job that waits, or whose process has gone silent. Two who ask at once never take the same. */
export async function takeJob(db: Asks, kinds: readonly string[], hold: string): Promise<HeldJob | undefined> {
  const { rows } = await on(db).query(
    `with next as (
       select id, hold as before from job.job where kind = any($1) and state in ('waiting', 'running')
         and case state when 'waiting' then not_before <= now() else beat_at < now() - make_interval(secs => $3) end
       order by id limit 1 for update skip locked)
     update job.job j set state = 'running', hold = $2, beat_at = now(), attempt = j.attempt + 1, progress = null
     from next where j.id = next.id returning ${columns}, next.before as "heldBefore"`,
    [kinds, hold, silentSeconds],
  );
  return rows[0] as HeldJob | undefined;
}

/** Says that the job's process lives, and how far it has come; false when the job is no longer its own. */
export async function beat(db: Asks, job: HeldJob, progress: unknown): Promise<boolean> {
  const { rowCount } = await on(db).query("update job.job set beat_at = now(), progress = $3 where id = $1 and hold = $2", [
    job.id,
    job.hold,
    JSON.stringify(progress ?? null),
  ]);
  return rowCount === 1;
}

/** Ends a job in the transaction of its effect, and takes its file away; throws when the job was lost, which undoes the effect. */
export async function endJob(db: Asks, job: HeldJob, state: "done" | "refused" | "failed", outcome: unknown): Promise<void> {
  const { rowCount } = await on(db).query(
    `with ended as (update job.job set state = $3, hold = null, outcome = $4, ended_at = now() where id = $1 and hold = $2 returning id),
       gone as (delete from job.piece using ended where job_id = ended.id)
     select id from ended`,
    [job.id, job.hold, state, JSON.stringify(outcome)],
  );
  if (rowCount !== 1) throw new JobLost();
}

/** Gives a job back to wait; `uncounted` when it was no fault of the job's own. */
export async function giveBack(db: Asks, job: HeldJob, seconds: number, uncounted: boolean): Promise<void> {
  await on(db).query(
    `update job.job set state = 'waiting', hold = null, not_before = now() + make_interval(secs => $3), attempt = attempt - $4::int
     where id = $1 and hold = $2`,
    [job.id, job.hold, seconds, uncounted ? 1 : 0],
  );
}

/** One piece of a job's file. */
export async function loadPiece(db: Asks, id: string, place: number): Promise<Buffer | undefined> {
  const { rows } = await on(db).query("select bytes from job.piece where job_id = $1 and place = $2", [id, place]);
  return (rows[0] as { bytes: Buffer } | undefined)?.bytes;
}

/** Ends what a holder of a job still does in the database: its transaction would keep its locks. */
export const cutOff = (db: Asks, hold: string) =>
  on(db).query("select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user and application_name = $1", [
    sessionName(hold),
  ]);

export const sessionName = (hold: string) => `eddystone job ${hold}`;
