import { beforeAll, expect, test } from "vitest";
import { demoTrust } from "../../demo/index.ts";
import { setUpDemonstration } from "../../demo/set-up.ts";
import { findPerson, findTrust, placeOfAcademy, trustUnit } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { reviewsAskedOf, whoIsAsked } from "./asked.store.ts";
import { planReview } from "./plan-review.ts";
import { loadWork, placeOfReview } from "./review.store.ts";
import { sayAsk } from "./review.words.ts";

const database = await testDatabase();
const now = Temporal.Instant.from("2026-11-21T12:00:00Z");
const app = database.database("app", () => now);
const keeper = database.database("keeper", () => now);
const urn = 990003;
let trustId = "";
const look = <Answer>(work: (look: Look) => Promise<Answer>) => inOneLook(app, { trustId, personId: undefined }, work);
async function whoIs(role: string, on?: number): Promise<Person> {
  const found = demoTrust().people.find(
    ({ role: held, scope }) => held === role && (on === undefined || (scope.kind === "academy" && scope.urn === on)),
  );
  const { rows } = await keeper.pool.query("select account_id from organisation.person where email = $1", [found?.email]);
  const person = await look((one) => findPerson(one, rows[0].account_id));
  if (!person) throw new Error(`nobody is ${role}`);
  return person;
}
const asked = async (who: Person, id: string) => {
  const all = await look(async (one) => reviewsAskedOf(one, who, await trustUnit(one)));
  return all.flatMap(({ review, ask }) => (review.id === id ? [sayAsk(review.kind, ask)] : []));
};

beforeAll(async () => {
  await setUpDemonstration(keeper, database.database("sign_in").pool);
  trustId = (await findTrust(app, "granite-coast"))?.trustId ?? "";
});

test("a self-evaluation asks its Principal, then its region's chief executive, then who leads quality; each page names the same people", async () => {
  const [principal, leader] = [await whoIs("principal", urn), await whoIs("managing-director")];
  const academy = await look((one) => placeOfAcademy(one, String(urn)));
  const { rows: chiefs } = await keeper.pool.query(
    "select p.account_id from organisation.role r join organisation.person p on p.id = r.person_id where r.kind = 'regional-ceo' and r.unit_id = $1",
    [academy?.academy.regionId],
  );
  const chief = (await look((one) => findPerson(one, chiefs[0].account_id))) as Person;
  const planned = await planReview(app, leader, {
    ...{ unitId: academy?.unitId ?? "", framework: "ten-indicators", kind: "self-evaluation", about: "", due: "2026-12-18" },
    ...{ leadId: principal.personId, moderatorId: undefined, reviewers: [principal.personId], from: undefined },
  });
  if (!planned.ok) throw new Error(JSON.stringify(planned.refusal));
  const id = planned.value;
  const names = () =>
    look(async (one) => {
      const place = await placeOfReview(one, { review: id });
      if (!place) throw new Error("no review");
      const work = await loadWork(one, place);
      const regionId = academy?.academy.regionId ?? null;
      const counts = { judged: work.rows.filter(({ status }) => status === "done").length, of: work.rows.length };
      const judges = new Set(work.rows.flatMap(({ reviewers }) => reviewers.map((judge) => judge.id)));
      return whoIsAsked(one, { ...place.review, regionId, ...counts }, judges, await trustUnit(one));
    });
  const told = async () => [await asked(principal, id), await asked(chief, id), await asked(leader, id)];
  const bring = (state: string) =>
    keeper.pool.query("update diagnose.review set state = $2, reply_by = '2026-12-04', sendings = 1 where id = $1", [id, state]);

  expect(await told()).toEqual([["begin it"], [], []]);
  expect(await names()).toEqual([principal.name]);
  await bring("gathering");
  expect(await told()).toEqual([["judge 10 indicators"], [], []]);
  await keeper.pool.query(
    "update diagnose.review_row set status = 'done', level = 'expected', narrative = 'Seen.', confidence = 'high', direction = 'steady', written_by = $2, written_as = 'principal', written_at = now() where review_id = $1",
    [id, principal.personId],
  );
  await bring("sent");
  expect(await told()).toEqual([[], ["moderate it"], []]);
  expect(await names()).toEqual([chief.name]);
  await bring("moderated");
  expect(await told()).toEqual([[], [], ["agree it"]]);
  expect(await names()).toContain(leader.name);
  await bring("agreed");
  expect(await told()).toEqual([["close it"], [], []]);
});
