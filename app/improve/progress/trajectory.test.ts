import { beforeAll, expect, test } from "vitest";
import { demonstration, formIn, type Identity } from "../../../gates/demonstration.ts";

const { ask, post, signIn, row, house } = await demonstration();
let principal: Identity;
let way: string;
beforeAll(async () => {
  principal = await signIn("daniel.pascoe-reid");
  const { id } = await row<{ id: string }>(
    "select plan_id as id from improve.plan_version where title = 'Lanmerrin Primary Academy improvement plan 2026/27' limit 1",
  );
  way = `/granite-coast/plans/${id}`;
});

test("a review of a day that is past goes by what was known by then", async () => {
  const plan = way.split("/").at(-1) ?? "";
  await house.keeper.pool.query("update improve.progress set reviewed_on = '2026-09-10', next_on = null where plan_id = $1", [plan]);
  const { target } = await row<{ target: string }>(
    "select id::text as target from measures.target where measure = 'ta-reading-expected' and period = 20276 limit 1",
  );
  const dueIn = (period: number) => house.keeper.pool.query("update measures.target set period = $2 where id = $1", [target, period]);
  await dueIn(20271);
  const form = formIn((await ask(`${way}/progress`, principal)).text, `${way}/progress`);
  const { parts } = await row<{ parts: string[] }>(
    "select array_agg(id::text) as parts from improve.part where plan_id = $1 and kind = 'objective'",
    [plan],
  );
  const lines = Object.fromEntries(
    parts.flatMap((part) => [
      [`rag-${part}`, "green"],
      [`narrative-${part}`, "Seen early."],
      [`decision-${part}`, "continue"],
    ]),
  );
  expect((await post(`${way}/progress`, principal, { ...form, ...lines, on: "2026-09-15", next: "" })).status).toBe(303);
  const kept = await row<{ told: string; of: string[] }>(
    `select array_to_string(kpis, ' ') as told, (select array_agg(coalesce(k.value_of, 'nothing')) from improve.progress_kpi k where k.plan_id = l.plan_id and k.number = l.number) as of
     from improve.progress_line l where plan_id = $1 and number = 2 limit 1`,
    [plan],
  );
  await dueIn(20276);
  expect(kept.told).toContain("Its value was not known yet on 15 September 2026.");
  expect(kept.of.join(" ")).not.toMatch(/2026\/27, autumn/);
  await house.keeper.pool.query("delete from improve.progress_kpi where plan_id = $1 and number = 2", [plan]);
  await house.keeper.pool.query("delete from improve.progress_line where plan_id = $1 and number = 2", [plan]);
  await house.keeper.pool.query("delete from improve.progress where plan_id = $1 and number = 2", [plan]);
});

test("a review of progress shows how each target moved, keeps it, and never tells it anew", async () => {
  const { value } = await row<{ value: number }>(
    "select value from measures.figure f join organisation.academy a on a.unit_id = f.unit_id where a.urn = 990002 and measure = 'ta-reading-expected' and period = 20271 and pupil_group = 'all' order by version desc limit 1",
  );
  const page = (await ask(`${way}/progress`, principal)).text;
  expect(page).toContain(`The value is ${value.toFixed(0)}% (2026/27, autumn 1). On a straight line from`);
  const form = formIn(page, `${way}/progress`);
  const { parts } = await row<{ parts: string[] }>(
    "select array_agg(id::text) as parts from improve.part where plan_id = $1 and kind = 'objective'",
    [way.split("/").at(-1)],
  );
  const lines = Object.fromEntries(
    parts.flatMap((part) => [
      [`rag-${part}`, "green"],
      [`narrative-${part}`, "Seen."],
      [`decision-${part}`, "continue"],
    ]),
  );
  expect((await post(`${way}/progress`, principal, { ...form, ...lines })).status).toBe(303);
  const kept = await row<{ value: number; baseline: number; by_now: number; needs: number }>(
    "select value, baseline, by_now, needs from improve.progress_kpi where plan_id = $1 and number = 2",
    [way.split("/").at(-1)],
  );
  expect([kept.value, kept.needs]).toEqual([value, 80]);
  expect(kept.by_now).toBeGreaterThan(Math.min(kept.baseline, 80));
  // A figure that is put right later leaves what was kept as it was.
  await house.keeper.pool.query("update measures.figure set value = 1 where measure = 'ta-reading-expected' and period = 20271");
  expect((await ask(way, principal)).text).toContain(`The value is ${value.toFixed(0)}% (2026/27, autumn 1)`);
});
