import { randomUUID } from "node:crypto";
import pg from "pg";
import { type Log, plainLog } from "../log/log.ts";
import { beat, cutOff, endJob, giveBack, type HeldJob, JobLost, loadPiece, pieceSize, sessionName, takeJob } from "./job.store.ts";

/** What a job works with: a connection of its own, its file, and a way to tell how far it has come. */
export type Work = {
  readonly job: HeldJob;
  readonly connection: pg.Client;
  readonly file: { readonly size: number; read(offset: number, length: number): Promise<Uint8Array> };
  readonly tell: (progress: unknown) => void;
};

/** A kind of job. `run` ends it with `endJob`, in the transaction of its effect: that is what makes the effect exactly one. */
export type JobKind = { readonly kind: string; readonly run: (work: Work) => Promise<void> };

/** A job that has thrown, or taken its process with it, so often is given up. */
const mostAttempts = 3;
const secondsToGraceful = 2;

/** Runs the jobs of some kinds, one at a time, until it is stopped; a job it leaves undone then waits for the next process. */
export function startJobs(
  url: string,
  kinds: readonly JobKind[],
  pace = { poll: 1000, beat: 2000 },
  log: Log = plainLog(),
): { stop(): Promise<void> } {
  const pool = new pg.Pool({ connectionString: url, max: 3 });
  pool.on("error", () => {});
  let stopping = false;
  let wake = () => {};
  let current: HeldJob | undefined;
  let told = false;

  const turns = (async () => {
    while (!stopping) {
      const busy = await turn().catch((error: Error) => {
        // Once, and not each second for as long as the database is away.
        if (!told) log.error("jobs cannot be taken", error);
        told = true;
        return false;
      });
      if (!busy && !stopping)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pace.poll);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
    }
  })();

  async function turn(): Promise<boolean> {
    const job = await takeJob(
      pool,
      kinds.map(({ kind }) => kind),
      randomUUID(),
    );
    told = false;
    const kind = kinds.find((known) => known.kind === job?.kind);
    if (!job || !kind) return false;
    current = job;
    try {
      if (job.heldBefore) await cutOff(pool, job.heldBefore);
      if (job.attempt > mostAttempts) await endJob(pool, job, "failed", { attempts: mostAttempts });
      else await runHeld(kind, job);
    } catch (error) {
      if (!(error instanceof JobLost)) await letGo(job, error as Error);
    } finally {
      current = undefined;
    }
    return true;
  }

  async function letGo(job: HeldJob, error: Error): Promise<void> {
    if (stopping) return giveBack(pool, job, 0, true);
    log.error("a job failed", error, { job: job.id, kind: job.kind, attempt: job.attempt });
    if (job.attempt < mostAttempts) await giveBack(pool, job, job.attempt * 2, false);
    else await endJob(pool, job, "failed", { attempts: job.attempt });
  }

  async function runHeld(kind: JobKind, job: HeldJob): Promise<void> {
    const connection = new pg.Client({ connectionString: url, application_name: sessionName(job.hold) });
    connection.on("error", () => {});
    let progress: unknown;
    let over = false;
    let lost = false;
    const beating = setInterval(async () => {
      const ours = await beat(pool, job, progress).catch(() => true);
      if (ours || over) return;
      lost = true;
      await cutOff(pool, job.hold).catch(() => {});
    }, pace.beat);
    try {
      await connection.connect();
      // A machine that is gone must not hold its locks for the hours that TCP waits by itself.
      await connection.query("set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3");
      const tell = (latest: unknown) => {
        progress = latest;
      };
      await kind.run({ job, connection, file: fileOf(pool, job), tell });
      if (await beat(pool, job, progress)) throw new Error(`a ${kind.kind} job did not end itself`);
    } catch (error) {
      throw lost ? new JobLost() : error;
    } finally {
      over = true;
      clearInterval(beating);
      await connection.end().catch(() => {});
    }
  }

  return {
    async stop() {
      stopping = true;
      wake();
      const grace = setTimeout(() => {
        if (current) cutOff(pool, current.hold).catch(() => {});
      }, secondsToGraceful * 1000);
      await turns;
      clearTimeout(grace);
      await pool.end();
    },
  };
}

/** A job's staged file; the last piece read is kept, because readers go on where they were. */
function fileOf(pool: pg.Pool, job: HeldJob): Work["file"] {
  let kept: { place: number; bytes: Buffer } | undefined;
  return {
    size: job.bytes,
    async read(offset, length) {
      const place = Math.floor(offset / pieceSize);
      if (kept?.place !== place) {
        const bytes = await loadPiece(pool, job.id, place);
        // Pieces go with the job's end, so a missing one means that somebody else has ended it.
        if (!bytes) throw new JobLost();
        kept = { place, bytes };
      }
      const from = offset - place * pieceSize;
      return kept.bytes.subarray(from, Math.min(from + length, kept.bytes.length));
    },
  };
}
