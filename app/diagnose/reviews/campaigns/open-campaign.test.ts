import { beforeAll, expect, test } from "vitest";
import { demoTrust } from "../../../demo/index.ts";
import { setUpDemonstration } from "../../../demo/set-up.ts";
import { findPerson, findTrust } from "../../../organisation/index.server.ts";
import type { Person } from "../../../platform/access/access.rules.ts";
import { inOneLook } from "../../../platform/database/change.ts";
import { testDatabase } from "../../../platform/database/testing.ts";
import { unitsToReview } from "../review.store.ts";
import { leadsOf, listCampaigns } from "./campaign.store.ts";
import { openCampaign, sayCampaignRefusal } from "./open-campaign.ts";

const database = await testDatabase();
const now = () => Temporal.Instant.from("2026-11-21T12:00:00Z");
const app = database.database("app", now);
const keeper = database.database("keeper", now);
let trustId = "";
let leader: Person;
let everywhere: { readonly id: string; readonly name: string }[] = [];
let academies: { readonly id: string; readonly name: string }[] = [];
const look = <Answer>(work: Parameters<typeof inOneLook<Answer>>[2]) => inOneLook<Answer>(app, { trustId, personId: undefined }, work);
const draft = (over: object = {}) => ({
  ...{ title: "Autumn self-evaluation 2026", kind: "self-evaluation" as const, framework: "ten-indicators", due: "2026-12-18" },
  ...{ units: academies.map(({ id }) => id), ...over },
});

beforeAll(async () => {
  await setUpDemonstration(keeper, database.database("sign_in").pool);
  trustId = (await findTrust(app, "granite-coast"))?.trustId ?? "";
  const email = demoTrust().people.find(({ role }) => role === "managing-director")?.email;
  const { rows } = await keeper.pool.query("select account_id from organisation.person where email = $1", [email]);
  leader = (await look((one) => findPerson(one, rows[0].account_id))) as Person;
  const units = await look((one) => unitsToReview(one));
  everywhere = units.filter(({ kind }) => kind === "academy");
  academies = everywhere.filter(({ name }) => name !== "Lanmerrin Primary Academy");
});

test("a place that is evaluating itself already is named, and nobody is asked", async () => {
  const refused = await openCampaign(app, leader, draft({ units: everywhere.map(({ id }) => id) }));
  if (refused.ok) throw new Error("it was opened");
  expect(sayCampaignRefusal(refused.refusal)).toBe(
    "Lanmerrin Primary Academy already has a self-evaluation by “Ten performance indicators” that is not agreed yet. Take it out below, or wait until it is agreed.",
  );
  expect(await look((one) => listCampaigns(one))).toEqual([]);
});

test("a day that is over is refused for every place at once", async () => {
  const refused = await openCampaign(app, leader, draft({ due: "2026-11-20" }));
  if (refused.ok) throw new Error("it was opened");
  expect(sayCampaignRefusal(refused.refusal)).toBe(
    "The day by which it is asked for is over for every place. Give today (21 November 2026) or a later day.",
  );
});

test("an academy without a Principal is led by who opened it, and that is told", async () => {
  const empty = academies[0]?.id;
  await keeper.pool.query(
    "update organisation.role set held = tstzrange(lower(held), '2026-11-20') where unit_id = $1 and upper_inf(held)",
    [empty],
  );
  const opened = await openCampaign(app, leader, draft());
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  const leads = await look((one) => leadsOf(one, opened.value));
  const { rows } = await keeper.pool.query("select id, unit_id, lead_id from diagnose.review where campaign_id = $1", [opened.value]);
  const without = rows.find(({ unit_id }) => unit_id === empty);
  expect([without.lead_id, leads.get(without.id)]).toEqual([leader.personId, { atHome: false, heads: false }]);
  expect([...leads.values()].filter(({ heads }) => heads)).toHaveLength(14);
});

test("the same asked again, by one or by two at once, is refused with the places that have it already", async () => {
  const again = await openCampaign(app, leader, draft());
  if (again.ok) throw new Error("it was opened twice");
  const said = sayCampaignRefusal(again.refusal);
  expect(said).toContain(academies[0]?.name);
  expect(said).toContain("10 more already have a self-evaluation by “Ten performance indicators");
  expect(said).toContain("asked for in “Autumn self-evaluation 2026”");
  const both = await Promise.all([1, 2].map(() => openCampaign(app, leader, draft({ kind: "peer-review", title: "Peers" }))));
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await look((one) => listCampaigns(one))).map(({ asked }) => asked)).toEqual([15, 15]);
});
