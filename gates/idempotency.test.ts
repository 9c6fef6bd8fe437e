import { request } from "node:http";
import { beforeAll, expect, test } from "vitest";
import { demonstration, type Identity } from "./demonstration.ts";
import { faultIn, full, randomFrom, sayGate } from "./gate.ts";

const posts = full ? 5000 : 200;
const { editionInUse, signIn, listen, row, house, database } = await demonstration();
const random = randomFrom();
const below = (n: number) => Math.floor(random() * n);
const trust = "/granite-coast";
let port: number;
let director: Identity;
let national: Identity;

type Came = { status: number; location: string | undefined };
/** Sends a form over a connection of its own; with `cutAfter`, tears the connection after so many milliseconds, perhaps in the middle of the form. */
function send(who: Identity, path: string, fields: Record<string, string>, cutAfter?: number): Promise<Came | "cut"> {
  const body = Buffer.from(new URLSearchParams({ token: who.token, ...fields }).toString());
  return new Promise((done) => {
    const sent = request(
      {
        port,
        host: "127.0.0.1",
        path,
        method: "POST",
        agent: false,
        headers: { Cookie: who.cookie, "Content-Type": "application/x-www-form-urlencoded", "Content-Length": body.length },
      },
      (answer) => {
        answer
          .resume()
          .on("end", () => done({ status: answer.statusCode ?? 0, location: answer.headers.location }))
          .on("error", () => done("cut"));
      },
    );
    sent.on("error", () => done("cut"));
    if (cutAfter === undefined) {
      sent.end(body);
      return;
    }
    // One in four is torn before all of the form has left.
    if (below(4) === 0) sent.write(body.subarray(0, below(body.length)));
    else sent.end(body);
    setTimeout(() => sent.destroy(), cutAfter).unref();
  });
}

/** Something to do once: what is sent, and how often it was done. */
type Deed = { readonly path: string; readonly fields: Record<string, string>; readonly done: () => Promise<number[]> };
const count = async (sql: string, values: unknown[] = []) => (await row<{ n: number }>(`select count(*)::int as n from ${sql}`, values)).n;
const events = (kind: string) => count("audit.event where kind = $1", [kind]);
const deeds: Record<string, (turn: number) => Promise<Deed>> = {
  "a region": async (turn) => ({
    path: `${trust}/organisation/regions`,
    fields: { region: `Moor ${turn}` },
    done: async () => [await count("organisation.unit where name = $1", [`Moor ${turn}`])],
  }),
  "a meeting": async (turn) => {
    const heldOn = Temporal.PlainDate.from("2030-01-01").add({ days: turn }).toString();
    return {
      path: `${trust}/organisation/meetings`,
      fields: { heldOn },
      done: async () => [await count("organisation.meeting where held_on = $1", [heldOn])],
    };
  },
  "a judgement with evidence": async (turn) => {
    const current = await row<{ id: string } | undefined>(
      `select j.id from diagnose.judgement j join organisation.academy a on a.unit_id = j.unit_id
       where a.urn = $1 and j.indicator = 'leadership-and-management' and j.perspective = 'trust' and not exists (select from diagnose.judgement n where n.replaces = j.id)`,
      [990001 + (turn % 16)],
    );
    const words = `Seen once, ${turn}.`;
    const note = { "evidence-1-kind": "note", "evidence-1-title": words, "evidence-1-text": "A note.", "evidence-1-dated": "2026-11-01" };
    return {
      path: `${trust}/diagnose/${990001 + (turn % 16)}/leadership-and-management`,
      fields: {
        level: "expected",
        confidence: "high",
        direction: "steady",
        narrative: words,
        edition: await editionInUse(),
        replacing: current?.id ?? "",
        ...note,
      },
      done: async () => [
        await count("diagnose.judgement where narrative = $1", [words]),
        await count("evidence.item where title = $1", [words]),
      ],
    };
  },
  "parts of a plan pasted from Word": async (turn) => {
    const { id } = await row<{ id: string }>(
      "select plan_id as id from improve.plan_version where title = 'Trust improvement plan 2026' limit 1",
    );
    const words = `Pasted once, ${turn}.`;
    return {
      path: `${trust}/plans/${id}/paste/confirm`,
      fields: { "0-kind": "priority", "0-title": words, "1-kind": "action", "1-title": words },
      done: async () => [(await count("improve.part_version where title = $1", [words])) / 2],
    };
  },
  // Two changes in one request, and nothing in the tables that would hold a second one back.
  "a list of placements by name": async () => {
    const before = [await events("organisation.regions-added"), await events("organisation.academies-placed")];
    const { id } = await row<{ id: string }>("select unit_id as id from organisation.academy order by urn limit 1");
    return {
      path: `${trust}/organisation/suggested`,
      fields: { [`name-${id}`]: oneOf(["West", "Central", "East"]) },
      done: async () => [
        (await events("organisation.regions-added")) - (before[0] ?? 0),
        (await events("organisation.academies-placed")) - (before[1] ?? 0),
      ],
    };
  },
};
const oneOf = <T>(of: readonly T[]): T => of[below(of.length)] as T;

beforeAll(async () => {
  port = await listen();
  director = await signIn("rosalind.penhale");
  national = await signIn("sunita.bramwell");
  // The planted fault: nothing keeps a key from being taken twice.
  if (faultIn("idempotency")) await (await database.as("owner")).query("alter table platform.once drop constraint once_pkey");
});

test("a form sent many times, at once or after its connection was torn, has one effect, and each is answered as the first", async () => {
  const wrong: string[] = [];
  let [requests, torn] = [0, 0];
  for (let turn = 0; turn < posts; turn++) {
    const kind = oneOf(Object.keys(deeds));
    const deed = await (deeds[kind] as (typeof deeds)[string])(turn);
    const fields = { ...deed.fields, once: crypto.randomUUID() };
    const once = (cutAfter?: number) => {
      requests++;
      return send(director, deed.path, fields, cutAfter);
    };
    const way = oneOf(["at once", "torn", "both"]);
    const cutAt = () => random() ** 2 * 60;
    const came: (Came | "cut")[] = [];
    if (way === "at once") came.push(...(await Promise.all(Array.from({ length: 2 + below(7) }, () => once()))));
    if (way === "torn") for (let tries = 1 + below(3); tries > 0; tries--) came.push(await once(cutAt()));
    if (way === "both")
      came.push(...(await Promise.all(Array.from({ length: 2 + below(5) }, (_, at) => once(at % 2 ? cutAt() : undefined)))));
    came.push(await once());
    torn += came.filter((answer) => answer === "cut").length;
    const told = came.filter((answer) => answer !== "cut");
    const last = told.at(-1);
    const alike = last?.status === 303 && told.every(({ status, location }) => status === 303 && location === last.location);
    // A torn form may still be on its way through the server when the whole one was answered.
    const done = await deed.done();
    if (!alike || done.some((n) => n !== 1))
      wrong.push(`${turn} ${kind}, ${way}: done ${done} times, answered ${told.map(({ status }) => status)}`);
  }
  // What was torn last may still come: nothing may.
  sayGate("idempotency", {
    figure: `${wrong.length} of ${posts} forms with other than one effect, ${requests} sent, ${torn} torn`,
    target: "0",
  });
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(torn).toBeGreaterThan(posts / 10);
});

test("nothing comes late: every effect is still one when all is quiet", async () => {
  await new Promise((done) => setTimeout(done, 300));
  const { rows } = await house.keeper.pool.query(
    "select name from organisation.unit where name like 'Moor %' group by name having count(*) > 1",
  );
  expect(rows).toEqual([]);
  expect(
    await count("(select narrative from diagnose.judgement where narrative like 'Seen once%' group by 1 having count(*) > 1) twice"),
  ).toBe(0);
  const { rows: chain } = await house.keeper.pool.query(
    "select distinct max(seq)::int = count(*)::int as whole from audit.event group by trust_id",
  );
  expect(chain).toEqual([{ whole: true }]);
});

test("the same key with other words, of another person or on another page is another form", async () => {
  const fields = { once: crypto.randomUUID() };
  const region = (who: Identity, name: string) => send(who, `${trust}/organisation/regions`, { ...fields, region: name });
  expect(await region(director, "First words")).toMatchObject({ status: 303 });
  expect(await region(director, "Other words")).toMatchObject({ status: 303 });
  // The same words by somebody else are their own form, and are refused for what they are.
  expect(await region(national, "First words")).toMatchObject({ status: 422 });
  expect(await region(director, "First words")).toMatchObject({ status: 303 });
  expect(await send(director, `${trust}/organisation/meetings`, { ...fields, region: "First words", heldOn: "2040-01-01" })).toMatchObject({
    status: 303,
  });
  expect(await count("organisation.unit where name in ('First words', 'Other words')")).toBe(2);
  expect(await count("organisation.meeting where held_on = '2040-01-01'")).toBe(1);
});

test("a form that was refused may be sent again with its key, and a key that is none protects nothing but breaks nothing", async () => {
  const path = `${trust}/organisation/regions`;
  const once = crypto.randomUUID();
  expect(await send(director, path, { once, region: "West" })).toMatchObject({ status: 422 });
  expect(await send(director, path, { once, region: "West" })).toMatchObject({ status: 422 });
  for (const odd of ["", "no key", "'; drop table platform.once", "-".repeat(36), "a".repeat(5000)])
    expect(await send(director, path, { once: odd, region: `Odd ${odd.length}` })).toMatchObject({ status: 303 });
});
