import { beforeAll, expect, test } from "vitest";
import { demonstration, formIn, type Identity } from "../../../gates/demonstration.ts";

const { ask, post, signIn, row } = await demonstration();
const home = "/granite-coast";
let leader: Identity;
let principal: Identity;
let other: Identity;
const dayAhead = (days: number) => Temporal.Now.plainDateISO("Europe/London").add({ days }).toString();
const main = (page: string) => page.slice(page.indexOf("<main"));

beforeAll(async () => {
  [leader, principal, other] = [await signIn("rosalind.penhale"), await signIn("kerensa.hollow"), await signIn("owen.carlyon")];
});
const reviewAt = async (urn: number, title: string) =>
  (
    await row<{ id: string }>(
      "select r.id from diagnose.review r join diagnose.campaign c on c.id = r.campaign_id join organisation.academy a on a.unit_id = r.unit_id where a.urn = $1 and c.title = $2",
      [urn, title],
    )
  ).id;

test("what a campaign asks is asked by the same words of the list of reviews and of My work, with its name and who asked", async () => {
  const page = (await ask(`${home}/reviews/campaigns/new`, leader)).text;
  const here = await row<{ id: string }>("select unit_id as id from organisation.academy where urn = 990001");
  const form = { ...formIn(page, `${home}/reviews/campaigns/new`), title: "Autumn looks inward", kind: "self-evaluation" };
  const asked = { ...form, framework: "ten-indicators", due: dayAhead(20), units: here.id };
  expect((await post(`${home}/reviews/campaigns/new`, leader, asked)).status).toBe(303);
  const list = main((await ask(`${home}/reviews`, principal)).text);
  expect(list).toMatch(/Autumn looks inward, asked by Rosalind Penhale\)<\/span>: begin it/);
  const work = main((await ask(`${home}/my-work`, principal)).text);
  expect(work).toContain("Waits for you to begin it");
  expect(work).toContain("Autumn looks inward");

  const again = await post(`${home}/reviews/campaigns/new`, leader, {
    ...asked,
    ...formIn((await ask(`${home}/reviews/campaigns/new`, leader)).text, `${home}/reviews/campaigns/new`),
    ...{ title: "Autumn again", due: dayAhead(20), units: here.id },
  });
  expect([again.status, again.text]).toEqual([422, expect.stringContaining("asked for in “Autumn looks inward”")]);
});

test("who asked for it reads who writes it and nothing else until it is sent; another academy finds nothing there", async () => {
  const id = await reviewAt(990001, "Autumn looks inward");
  const unseen = await ask(`${home}/reviews/${id}`, leader);
  expect([unseen.status, main(unseen.text)]).toEqual([200, expect.stringContaining("Kerensa Hollow leads it and has not sent it yet.")]);
  expect(unseen.text).not.toContain("Where the review is");
  expect((await ask(`${home}/reviews/${id}`, other)).status).toBe(404);
  expect((await ask(`${home}/reviews/${id}`, principal)).text).toContain("asked by Rosalind Penhale in “Autumn looks inward”");
});

test("a day for an answer that is none is kept as it was typed, and the review stays where it was", async () => {
  const draft = await row<{ id: string; version: number; email: string }>(
    "select r.id, r.version, p.email from diagnose.review r join organisation.person p on p.id = r.lead_id where r.state = 'draft' limit 1",
  );
  const lead = await signIn(draft.email.split("@")[0] ?? "");
  const page = (await ask(`${home}/reviews/${draft.id}`, lead)).text;
  const form = formIn(page, `${home}/reviews/${draft.id}/step`);
  const refused = await post(`${home}/reviews/${draft.id}/step`, lead, { ...form, replyBy: "2027-02-31" });
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('value="2027-02-31"')]);
});

test("who owes a finding's answer is not offered to close it, and a day that is none is refused with what was written", async () => {
  const owed = await row<{ id: string; email: string }>(
    `select f.id, p.email from diagnose.finding f join diagnose.finding_answer n on n.finding_id = f.id join organisation.person p on p.id = n.owner_id
     join diagnose.review r on r.id = f.review_id join organisation.role o on o.person_id = p.id and o.kind = 'principal' and o.unit_id = r.unit_id and upper_inf(o.held)
     where f.id not in (select finding_id from diagnose.finding_check) and r.state in ('agreed', 'closed') limit 1`,
  );
  const owner = await signIn(owed.email.split("@")[0] ?? "");
  const page = (await ask(`${home}/findings/${owed.id}`, owner)).text;
  expect(page).toContain("You owe the answer to it, so somebody else looks again and closes it");
  expect(page).not.toContain("Close it: somebody looked again");
  expect((await ask(`${home}/findings/${owed.id}`, leader)).text).toContain("Close it: somebody looked again");
  const form = formIn(page, `${home}/findings/${owed.id}/answer`);
  const own = await row<{ id: string }>("select id from organisation.person where email = $1", [owed.email]);
  const words = { ...form, answer: "A second\u0000 look at phonics.", owner: own.id, due: "2027-02-31" };
  const refused = await post(`${home}/findings/${owed.id}/answer`, owner, words);
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining("A second look at phonics.")]);
  expect(refused.text).toContain("The calendar has no day “2027-02-31”. Give a day that the calendar has, or leave it open.");
});
