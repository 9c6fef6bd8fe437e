import { beforeAll, describe, expect, test } from "vitest";
import { demonstration, formIn, type Identity } from "../../../gates/demonstration.ts";

const { ask, post, signIn, row } = await demonstration();
const here = "/granite-coast/plans";
let [leader, principal, lead]: Identity[] = [];
const planId = async (title: string) =>
  (await row<{ id: string }>("select plan_id as id from improve.plan_version where title = $1 limit 1", [title])).id;
beforeAll(async () => {
  [leader, principal, lead] = [await signIn("rosalind.penhale"), await signIn("daniel.pascoe-reid"), await signIn("callum.treve")];
});

describe("a plan beside what it said before", () => {
  test("shows what was added, taken away and changed since a day, with the words that changed", async () => {
    const plan = await planId("Lanmerrin Primary Academy improvement plan 2026/27");
    const at = await row<{ priority: string; action: string; objective: string }>(
      `select (select id from improve.part where plan_id = $1 and kind = 'priority' order by made_at, id limit 1) as priority,
        (select p.id from improve.part p join improve.part_version v on v.part_id = p.id where plan_id = $1 and v.title like 'Daily catch-up%' limit 1) as action,
        (select id from improve.part where plan_id = $1 and kind = 'objective' order by made_at, id limit 1) as objective`,
      [plan],
    );
    const way = `${here}/${plan}/parts`;
    const form = async (part: string) => formIn((await ask(`${way}/${part}`, principal)).text, `${way}/${part}`);
    await post(`${way}/${at.priority}`, principal as Identity, {
      ...(await form(at.priority)),
      outcome: "Children read fluently by the age of six.",
    });
    const version = (await form(at.action)).version ?? "";
    await post(`${way}/${at.action}/end`, principal as Identity, { version, because: "It became part of lessons." });
    await post(`${way}/new`, principal as Identity, {
      kind: "action",
      under: at.objective,
      title: "Read aloud each day",
      from: "2026-11-21",
    });
    const since = (await ask(`${here}/${plan}/compare?on=2026-11-20`, principal)).text;
    expect(since).toMatch(/1 part added, 1 taken away, 1 changed/);
    expect(since).toMatch(/<del>.*?end.*?<\/del>.*?<ins>.*?age.*?<\/ins>/s);
    expect(since).toMatch(/Taken away.*Daily catch-up/s);
    expect((await ask(`${here}/${plan}/compare?on=2026-11-21`, principal)).text).toMatch(/Nothing has changed/);
    expect((await ask(`${here}/${plan}/compare?on=2026-01-01`, principal)).text).toMatch(/had not been begun on that day/);
  });
  test("stands beside what was last approved unless somebody says otherwise, changes of the same day among it", async () => {
    const plan = await planId("Lanmerrin Primary Academy improvement plan 2026/27");
    const page = (await ask(`${here}/${plan}`, leader)).text;
    expect(page).toContain("Read what has changed since it was last approved");
    const since = (await ask(`${here}/${plan}/compare`, leader)).text;
    expect(since).toMatch(/Since it was last approved, on .*1 part added, 1 taken away, 1 changed/s);
    const approved = await post(`${here}/${plan}/approve`, leader as Identity, formIn(page, `${here}/${plan}/approve`));
    expect(approved.status).toBe(303);
    expect((await ask(`${here}/${plan}/compare`, leader)).text).toMatch(/Nothing has changed/);
  });
  test("says nothing new where a part is saved as it was", async () => {
    const plan = await planId("Lanmerrin Primary Academy improvement plan 2026/27");
    const versions = async () =>
      await row<{ parts: string; writes: string }>(
        `select (select count(*) from improve.part_version join improve.part p on p.id = part_id where p.plan_id = $1)::text as parts,
          (select count(*) from audit.event where kind = 'improve.part-written')::text as writes`,
        [plan],
      );
    const { ids } = await row<{ ids: string[] }>("select array_agg(id::text) as ids from improve.part where plan_id = $1", [plan]);
    const before = await versions();
    let saved = 0;
    for (const part of ids) {
      const way = `${here}/${plan}/parts/${part}`;
      const shown = await ask(way, principal);
      if (shown.status !== 200) continue;
      expect((await post(way, principal as Identity, formIn(shown.text, way))).status).toBe(303);
      saved++;
    }
    expect(saved).toBeGreaterThan(3);
    expect(await versions()).toEqual(before);
    expect((await ask(`${here}/${plan}`, leader)).text).not.toContain("Changed since it was approved");
  });
  test("stands beside last year's of its unit and kind, and no other's", async () => {
    const [plan, last, other] = [
      await planId("Porthcarrow School improvement plan 2026/27").catch(() => ""),
      await planId("Porthcarrow improvement plan 2025/26"),
      await planId("Lanmerrin Primary Academy improvement plan 2026/27"),
    ];
    const now =
      plan || (await row<{ id: string }>("select plan_id as id from improve.plan_version where title like 'Porthcarrow%2026/27'")).id;
    const page = (await ask(`${here}/${now}/compare`, leader)).text;
    expect(page).toContain("Since it was last approved, on ");
    expect(page).toMatch(/Nothing has changed/);
    const beside = (await ask(`${here}/${now}/compare?with=${last}`, leader)).text;
    expect(beside).toMatch(/Added.*Every pupil here, and well/s);
    expect((await ask(`${here}/${now}/compare?with=${last}`, leader)).text).toContain("Since “Porthcarrow improvement plan 2025/26”");
    expect((await ask(`${here}/${now}/compare?with=${other}`, leader)).text).not.toContain("Lanmerrin");
    expect((await ask(`${here}/${now}/compare`, principal)).status).toBe(404);
  });
  test.each(["tomorrow", "2027-01-01", "99999-01-01", "2026-02-30", "\u0000"])(
    "a day that cannot be compared with is refused in words: %j",
    async (on) => {
      const plan = await planId("Trust improvement plan 2026");
      const answer = await ask(`${here}/${plan}/compare?${new URLSearchParams({ on })}`, leader);
      expect([answer.status, /role="alert"/.test(answer.text)]).toEqual([422, true]);
    },
  );
});

describe("plans side by side", () => {
  test("under a priority of the trust show every academy to its leaders, and a Principal their own", async () => {
    const priority = (
      await row<{ id: string }>(
        "select part_id as id from improve.part_version where title = 'Closing the word gap and the disadvantage gap' limit 1",
      )
    ).id;
    const all = (await ask(`${here}/across?priority=${priority}`, leader)).text;
    expect(all).toMatch(/Under “Closing the word gap and the disadvantage gap”/);
    expect(all).toMatch(/<h3>Lanmerrin Primary Academy<\/h3>.*Phonics is taught well in every class/s);
    const mine = (await ask(`${here}/across?priority=${priority}`, principal)).text;
    expect([...mine.matchAll(/<h3>([^<]*)<\/h3>/g)].map(([, name]) => name)).toEqual(["Lanmerrin Primary Academy"]);
    expect((await ask(`${here}/across?priority=${priority}`, lead)).status).toBe(200);
  });
  test("with the same weakness show how weak each is judged, and whether its plan says so", async () => {
    const { n } = await row<{ n: number }>(
      `select count(*)::int as n from diagnose.judgement j where indicator = 'curriculum' and perspective = 'trust' and level in ('not-yet', 'working-towards')
       and not exists (select from diagnose.judgement r where r.replaces = j.id)`,
    );
    const page = (await ask(`${here}/across?indicator=curriculum`, leader)).text;
    expect(n).toBeGreaterThan(1);
    expect(page).toContain(`${n} academies judged low in it`);
    expect([...page.matchAll(/judged on \d/g)].length).toBe(n);
  });
});
