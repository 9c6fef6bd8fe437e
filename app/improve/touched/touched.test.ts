import { expect, test } from "vitest";
import { demonstration, type Identity } from "../../../gates/demonstration.ts";

const { ask, post, signIn, row } = await demonstration();

test("who changes a priority of the trust reads beforehand which objectives, owners and lines of professional learning it touches", async () => {
  const [leader, principal] = [await signIn("rosalind.penhale"), await signIn("daniel.pascoe-reid")];
  const part = (title: string) =>
    row<{ id: string; plan: string }>(
      "select p.id, p.plan_id as plan from improve.part p join improve.part_version v on v.part_id = p.id where v.title = $1 order by p.made_at, p.id limit 1",
      [title],
    );
  const priority = await part("Closing the word gap and the disadvantage gap");
  const form = () => ask(`/granite-coast/plans/${priority.plan}/parts/${priority.id}`, leader as Identity);
  const { unit } = await row<{ unit: string }>("select unit_id as unit from organisation.academy where urn = 990002");
  const { objective } = await row<{ objective: string }>(
    "select p.id as objective from improve.part p join improve.plan l on l.id = p.plan_id join improve.part_version v on v.part_id = p.id where l.unit_id = $1 and v.title = 'Phonics is taught well in every class' limit 1",
    [unit],
  );
  const before = (await form()).text;
  expect(before).toMatch(/A change of this touches \d+ objectives of plans of .*Lanmerrin Primary Academy/);
  expect(before).toMatch(/led by .*Principal \(Lanmerrin Primary Academy\)/);
  expect(before).not.toMatch(/professional learning of Lanmerrin/);
  const begun = await post("/granite-coast/plans/new", principal, {
    ...{ kind: "professional-learning", unit, title: "What our staff learn", begins: "2026-09-01", ends: "2027-08-31" },
  });
  await post(`${begun.location}/parts/new`, principal, {
    kind: "priority",
    title: "Every teacher a phonics teacher",
    supports: objective,
    from: "2026-11-21",
    delivers: "role:principal",
  });
  const after = (await form()).text;
  expect(after).toMatch(/1 line of professional learning of Lanmerrin Primary Academy/);
  expect(after).toContain("Every teacher a phonics teacher");
  // What supports nothing of it is not touched.
  expect(after).not.toContain("Mend the outdoor classroom");
});
