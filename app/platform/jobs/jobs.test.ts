import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../database/testing.ts";
import { addPiece, askForJob, beat, describeJob, endJob, giveBack, JobLost, pieceSize, silentSeconds, takeJob } from "./job.store.ts";
import { type JobKind, startJobs, type Work } from "./jobs.ts";

const database = await testDatabase();
const importer = await database.as("importer");
const keeper = await database.as("keeper");
const account = { id: randomUUID(), name: "Olwen Tregear" };
const pace = { poll: 20, beat: 50 };
let running: { stop(): Promise<void> }[] = [];

beforeEach(() => keeper.query("delete from national.import; delete from job.job"));
afterEach(async () => {
  await Promise.all(running.map((jobs) => jobs.stop()));
  running = [];
});
const start = (run: (work: Work) => Promise<void>, kind = "test") => {
  const kinds: JobKind[] = [{ kind, run }];
  const jobs = startJobs(database.urls.importer, kinds, pace);
  running.push(jobs);
  return jobs;
};
async function ask(file = Buffer.from("file")) {
  const id = await askForJob(importer, "test", account);
  for (let at = 0; at * pieceSize < file.length; at++)
    await addPiece(importer, id, at, file.subarray(at * pieceSize, (at + 1) * pieceSize));
  await describeJob(importer, id, { once: randomUUID(), bytes: file.length, detail: { name: "x" } });
  return id;
}
const standing = async (id: string) =>
  (
    await keeper.query(
      "select state, attempt, progress, (select count(*)::int from job.piece p where p.job_id = j.id) as pieces from job.job j where id = $1",
      [id],
    )
  ).rows[0];
const until = async (id: string, state: string) => {
  for (let tries = 0; tries < 500; tries++) {
    const now = await standing(id);
    if (now?.state === state) return now;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`${id} is ${(await standing(id))?.state}, not ${state}`);
};
const silence = (id: string, seconds: number) =>
  keeper.query("update job.job set beat_at = now() - make_interval(secs => $2) where id = $1", [id, seconds]);
const done = ({ connection, job }: Work) => endJob(connection, job, "done", null);

describe("a job", () => {
  test("is run once, with its whole file, and leaves no piece of it behind", async () => {
    const file = Buffer.alloc(pieceSize * 2 + 17, "abcdefg");
    const id = await ask(file);
    const read: Buffer[] = [];
    start(async (work) => {
      for (let at = 0; at < work.file.size; ) {
        const piece = await work.file.read(at, 700_000);
        read.push(Buffer.from(piece));
        at += piece.length;
      }
      await done(work);
    });
    expect(await until(id, "done")).toMatchObject({ attempt: 1, pieces: 0 });
    expect(Buffer.concat(read).equals(file)).toBe(true);
  });

  test("is taken by one process only, and in the order of asking", async () => {
    const asked = [await ask(), await ask(), await ask()];
    const ran: string[] = [];
    for (let worker = 0; worker < 4; worker++)
      start(async (work) => {
        ran.push(work.job.id);
        await done(work);
      });
    for (const id of asked) await until(id, "done");
    expect([...ran].sort()).toEqual([...asked].sort());
    expect((await Promise.all(asked.map(standing))).map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
  });

  test("is not visible before all of its file has come", async () => {
    await importer.query("begin");
    await ask();
    const other = await database.as("importer");
    expect(await takeJob(other, ["test"], randomUUID())).toBeUndefined();
    await importer.query("rollback");
  });

  test("tells how far it has come while it runs", async () => {
    const id = await ask();
    let go = () => {};
    const waits = new Promise<void>((resolve) => {
      go = resolve;
    });
    start(async (work) => {
      work.tell({ rowsRead: 12_000 });
      await waits;
      await done(work);
    });
    for (let tries = 0; tries < 200 && !(await standing(id)).progress; tries++) await new Promise((next) => setTimeout(next, 20));
    expect((await standing(id)).progress).toEqual({ rowsRead: 12_000 });
    go();
    await until(id, "done");
  });

  test("whose process has gone silent is taken again, well within a minute; one that beats is not", async () => {
    expect(silentSeconds).toBeLessThan(50);
    const id = await ask();
    const gone = await takeJob(importer, ["test"], randomUUID());
    await silence(id, silentSeconds - 5);
    expect(await takeJob(importer, ["test"], randomUUID())).toBeUndefined();
    await silence(id, silentSeconds + 1);
    const taken = await takeJob(importer, ["test"], randomUUID());
    expect(taken).toMatchObject({ id, attempt: 2, heldBefore: gone?.hold });
  });

  test("that was only slow loses its effect when another process has taken it over", async () => {
    const id = await ask();
    const slow = await takeJob(importer, ["test"], randomUUID());
    await silence(id, silentSeconds + 1);
    const next = await takeJob(importer, ["test"], randomUUID());
    if (!slow || !next) throw new Error("not taken");
    expect(await beat(importer, slow, {})).toBe(false);
    await importer.query("begin");
    await expect(endJob(importer, slow, "done", null)).rejects.toThrow(JobLost);
    await importer.query("rollback");
    await giveBack(importer, slow, 0, false);
    await endJob(importer, next, "done", null);
    expect(await standing(id)).toMatchObject({ state: "done", attempt: 2 });
  });

  test("has what its silent holder still does in the database ended, so that no lock stays", async () => {
    const id = await ask();
    const holding = await database.as("importer");
    await holding.query("select pg_advisory_lock(42)");
    const slow = await takeJob(importer, ["test"], randomUUID());
    await holding.query(`set application_name = 'eddystone job ${slow?.hold}'`);
    await silence(id, silentSeconds + 1);
    start(async (work) => {
      await work.connection.query("select pg_advisory_lock(42)");
      await done(work);
    });
    expect(await until(id, "done")).toMatchObject({ attempt: 2 });
  });

  test("that throws is tried three times, then given up, and its file is gone", async () => {
    const id = await ask();
    let tries = 0;
    start(async () => {
      tries += 1;
      await keeper.query("update job.job set not_before = now()");
      throw new Error("planted");
    });
    const hurry = setInterval(() => keeper.query("update job.job set not_before = now() where state = 'waiting'"), 50);
    expect(await until(id, "failed")).toMatchObject({ attempt: 3, pieces: 0 });
    clearInterval(hurry);
    expect(tries).toBe(3);
  });

  test("that takes its process with it three times is given up by the fourth", async () => {
    const id = await ask();
    for (let crash = 0; crash < 3; crash++) {
      await takeJob(importer, ["test"], randomUUID());
      await silence(id, silentSeconds + 1);
    }
    let ran = false;
    start(async () => {
      ran = true;
    });
    expect(await until(id, "failed")).toMatchObject({ pieces: 0 });
    expect(ran).toBe(false);
  });

  test("that a stopping app leaves undone waits for the next one, which does it; the stop is not counted against it", async () => {
    const id = await ask();
    const first = start((work) => work.connection.query("select pg_sleep(60)").then(() => done(work)));
    await until(id, "running");
    const began = performance.now();
    await first.stop();
    running = [];
    expect(performance.now() - began).toBeLessThan(5000);
    expect(await standing(id)).toMatchObject({ state: "waiting", attempt: 0, pieces: 1 });
    start(done);
    expect(await until(id, "done")).toMatchObject({ attempt: 1 });
  });
});

test("the importer writes the site's audit chain and no trust's, and the app sees jobs without their files", async () => {
  const app = await database.as("app");
  await importer.query("begin");
  await importer.query("select set_config('eddystone.trust', $1, true)", [account.id]);
  await expect(importer.query("insert into audit.head (trust_id, seq, hash) values ($1, 0, '')", [account.id])).rejects.toThrow(
    /site's audit chain only/,
  );
  await importer.query("rollback");
  await app.query("select * from job.job");
  for (const forbidden of ["select * from job.piece", "delete from job.job", "update job.job set state = 'done'"])
    await expect(app.query(forbidden)).rejects.toThrow(/permission denied/);
});
