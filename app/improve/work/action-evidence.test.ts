import { beforeAll, expect, test } from "vitest";
import { demonstration, formIn, type Identity } from "../../../gates/demonstration.ts";
import { considerEvidence } from "./action.rules.ts";

const { ask, post, signIn, row, house } = await demonstration();
let principal: Identity;
let at: { action: string; items: string[]; other: string };
const page = () => `/granite-coast/my-work/${at.action}`;
const open = async () => formIn((await ask(page(), principal)).text, page());
const links = async () =>
  (
    await house.keeper.pool.query<{ shows: string; item: string }>(
      "select shows, item_id as item from improve.action_step_evidence where part_id = $1 and number = (select max(number) from improve.action_step where part_id = $1) order by shows",
      [at.action],
    )
  ).rows;
beforeAll(async () => {
  principal = await signIn("daniel.pascoe-reid");
  at = await row(
    `select (select p.id from improve.part p join improve.plan l on l.id = p.plan_id join organisation.academy a on a.unit_id = l.unit_id where a.urn = 990002 and p.kind = 'action' limit 1) as action,
      (select array_agg(id) from (select i.id from evidence.item i join organisation.academy a using (trust_id, unit_id) where a.urn = 990002
        and not exists (select from evidence.withdrawal w where w.item_id = i.id) and not exists (select from evidence.item n where n.follows = i.id)
        and not exists (select from diagnose.review_rests_on b where b.item_id = i.id) order by i.id desc limit 3) newest) as items,
      (select i.id from evidence.item i join organisation.academy a using (trust_id, unit_id) where a.urn = 990004 limit 1) as other`,
  );
});

test("evidence shows that an action is done and, apart from it, that it had an effect", async () => {
  const [one = "", two = ""] = at.items;
  const sent = await post(page(), principal, { ...(await open()), state: "done", "doing-item": one, "effect-item": two });
  expect(sent.status).toBe(303);
  expect(await links()).toEqual([
    { shows: "doing", item: one },
    { shows: "effect", item: two },
  ]);
  const { title } = await row<{ title: string }>("select title from evidence.item where id = $1", [one]);
  const shown = (await ask(page(), principal)).text;
  expect(shown.replaceAll("&#39;", "'")).toContain(title.replaceAll("&", "&amp;"));
  const told = (await ask(`/granite-coast/diagnose/990002/evidence/${one}/about`, principal)).text;
  expect(told).toMatch(/Action: .*shows that it is done/s);
});
test("a step without it needs words, and one that leaves evidence out is a step of its own", async () => {
  const form = await open();
  const bare = await post(page(), principal, { state: "done", doing: "", effect: "", steps: form.steps ?? "" });
  expect([bare.status, /or choose evidence of it/.test(bare.text)]).toEqual([422, true]);
  expect((await post(page(), principal, { state: "doing", doing: "", effect: "", steps: form.steps ?? "" })).status).toBe(303);
  expect(await links()).toEqual([]);
  expect((await ask(`/granite-coast/diagnose/990002/evidence/${at.items[0]}/about`, principal)).text).toMatch(/Action: /);
});
test.each([
  ["another academy's", () => at.other],
  ["none at all", () => crypto.randomUUID()],
  ["half an id", () => "0190-half"],
  ["withdrawn", () => at.items[2] ?? ""],
])("evidence that is %s is refused, with all that was written", async (kind, item) => {
  if (kind === "withdrawn")
    await house.keeper.pool.query(
      "insert into evidence.withdrawal (trust_id, item_id, reason, withdrawn_by, withdrawn_at) select trust_id, id, 'Wrong.', added_by, now() from evidence.item where id = $1",
      [at.items[2]],
    );
  const refused = await post(page(), principal, { ...(await open()), state: "doing", doing: "Kept words.", "doing-item": item() });
  expect([refused.status, /withdrawn or cannot be found/.test(refused.text), refused.text.includes("Kept words.")]).toEqual([
    422,
    true,
    true,
  ]);
});
test("who does not see an action's evidence carries it on, and so does who does not see some of it yet", () => {
  const before = [
    { shows: "doing" as const, item: "a" },
    { shows: "effect" as const, item: "b" },
  ];
  const facts = { before, there: new Set(["c"]), hidden: new Set<string>() };
  expect(considerEvidence({ doing: [], effect: [] }, { ...facts, mayChoose: false })).toEqual({ ok: true, value: before });
  expect(considerEvidence({ doing: ["c"], effect: [] }, { ...facts, mayChoose: true, hidden: new Set(["b"]) })).toEqual({
    ok: true,
    value: [before[1], { shows: "doing", item: "c" }],
  });
});
