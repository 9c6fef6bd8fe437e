import { beforeAll, describe, expect, test } from "vitest";
import { demoTrust } from "../../demo/index.ts";
import { setUpDemonstration } from "../../demo/set-up.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { createTrust } from "../create-trust.ts";
import { findPerson, findTrust, placeOfAcademy, trustUnit } from "../trust.store.ts";
import { typicalCalendar } from "./calendar.content.ts";
import { type CalendarYear, type KeptYear, suggestNext } from "./calendar.rules.ts";
import { academiesWithCalendar, halfTermOf, halfTermOfAcademy, loadCalendar } from "./calendar.store.ts";
import { followTrust, giveOwnCalendar, importCalendar, removeYear, saveYear } from "./change-calendar.ts";

const database = await testDatabase();
const now = () => Temporal.Instant.from("2026-11-21T12:00:00Z");
const [app, keeper] = [database.database("app", now), database.database("keeper", now)];
let by: Person;
let trustId = "";
let trust = "";
let differing = "";
let following = "";
const look = <Answer>(ask: (look: Look) => Promise<Answer>) => inOneLook(app, { trustId, personId: undefined }, ask);
const calendar = (unit = trust) => look((ask) => loadCalendar(ask, unit));
const year = async (schoolYear: string, unit = trust) => (await calendar(unit)).find((one) => one.schoolYear === schoolYear) as KeptYear;
const plain = ({ schoolYear, firsts, last, inset }: CalendarYear) => ({ schoolYear, firsts, last, inset });
const entries = async () =>
  (await keeper.pool.query("select count(*)::int as n from audit.event where trust_id = $1", [trustId])).rows[0].n as number;

beforeAll(async () => {
  await setUpDemonstration(keeper, database.database("sign_in").pool);
  trustId = (await findTrust(app, "granite-coast"))?.trustId ?? "";
  trust = await look(trustUnit);
  differing = (await look((ask) => placeOfAcademy(ask, "990015")))?.unitId ?? "";
  following = (await look((ask) => placeOfAcademy(ask, "990001")))?.unitId ?? "";
  const email = demoTrust().people.find(({ role }) => role === "administrator")?.email;
  const { rows } = await keeper.pool.query("select account_id from organisation.person where email = $1", [email]);
  by = (await look((ask) => findPerson(ask, rows[0].account_id))) as Person;
});

test("the demonstration trust has a calendar with INSET days, and one academy differs in the week after the October break", async () => {
  expect((await calendar()).map(plain)).toEqual(demoTrust().calendar);
  expect([...(await look(academiesWithCalendar))]).toEqual([differing]);
  const on = (unit: string, day: string) => look((ask) => halfTermOfAcademy(ask, unit, day));
  expect(await on(differing, "2026-11-04")).toMatchObject({ schoolYear: "2026/27", number: 1 });
  expect(await on(following, "2026-11-04")).toMatchObject({ schoolYear: "2026/27", number: 2 });
  expect(await look((ask) => halfTermOf(ask, "2026-11-04"))).toMatchObject({ number: 2 });
  expect(await on(following, "2025-11-04")).toMatchObject({ schoolYear: "2025/26", number: 2 });
  // Its own calendar begins in 2026: before, it says nothing, and the trust's is not put in its place.
  expect(await on(differing, "2025-11-04")).toBeUndefined();
  expect(await look((ask) => halfTermOf(ask, "2027-09-01"))).toBeUndefined();
});

describe("a school year", () => {
  test("is added, changed and, before it begins, removed, each with its audit entry", async () => {
    const draft = suggestNext(await year("2026/27"));
    const before = await entries();
    expect((await saveYear(app, by, trust, { ...draft, inset: ["2027-09-01"] }, 0)).ok).toBe(true);
    const added = await year("2027/28");
    expect(added).toMatchObject({ version: 1, inset: ["2027-09-01"], source: "Entered by hand" });
    expect((await saveYear(app, by, trust, { ...draft, inset: [] }, 1)).ok).toBe(true);
    expect(await year("2027/28")).toMatchObject({ version: 2, inset: [] });
    expect((await removeYear(app, by, trust, "2027/28")).ok).toBe(true);
    expect(await year("2027/28")).toBeUndefined();
    expect(await entries()).toBe(before + 3);
  });

  test("that was saved meanwhile is not overwritten: of ten at once one is kept, nine see that they crossed", async () => {
    const [before, at] = [await year("2026/27"), await entries()];
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, one) =>
        saveYear(app, by, trust, { ...before, inset: [`2027-07-0${one}`.replace("00", "10")] }, before.version),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.flatMap((answer) => (answer.ok ? [] : answer.refusal.map(({ kind }) => kind)))).toEqual(Array(9).fill("crossed"));
    expect(await entries()).toBe(at + 1);
    expect((await year("2026/27")).version).toBe(before.version + 1);
  });

  test("moves its last day with the first day of the next, in one change", async () => {
    const draft = suggestNext(await year("2026/27"));
    await saveYear(app, by, trust, draft, 0);
    const later = { ...draft, firsts: ["2027-09-06", ...draft.firsts.slice(1)] };
    expect((await saveYear(app, by, trust, later, 1)).ok).toBe(true);
    expect((await year("2026/27")).last).toBe("2027-09-05");
    expect(await look((ask) => halfTermOf(ask, "2027-09-03"))).toMatchObject({ schoolYear: "2026/27", number: 6 });
    expect((await saveYear(app, by, trust, draft, 2)).ok).toBe(true);
  });

  test("in which a half-term has begun keeps that first day, and nothing is left behind by the refusal", async () => {
    const [before, at] = [await year("2026/27"), await entries()];
    const moved = { ...before, firsts: before.firsts.map((day, index) => (index === 1 ? "2026-11-09" : day)) };
    const refused = await saveYear(app, by, trust, moved, before.version);
    expect(refused.ok ? "" : refused.refusal[0]?.kind).toBe("has-begun");
    expect(await year("2026/27")).toEqual(before);
    expect(await entries()).toBe(at);
    const removed = await removeYear(app, by, trust, "2024/25");
    expect(removed.ok ? "" : removed.refusal[0]?.kind).toBe("year-has-begun");
  });
});

describe("an academy's own calendar", () => {
  test("begins as a copy of the trust's, may differ at once, and can go again", async () => {
    expect((await giveOwnCalendar(app, by, following)).ok).toBe(true);
    expect(await giveOwnCalendar(app, by, following)).toEqual({ ok: false, refusal: "has-one" });
    expect((await calendar(following)).map(plain)).toEqual((await calendar()).map(plain));
    const own = await year("2026/27", following);
    const moved = { ...own, firsts: own.firsts.map((day, index) => (index === 1 ? "2026-11-09" : day)) };
    expect((await saveYear(app, by, following, moved, own.version)).ok).toBe(true);
    expect(await look((ask) => halfTermOfAcademy(ask, following, "2026-11-04"))).toMatchObject({ number: 1 });
    expect(await look((ask) => halfTermOf(ask, "2026-11-04"))).toMatchObject({ number: 2 });
    expect((await followTrust(app, by, following)).ok).toBe(true);
    expect(await followTrust(app, by, following)).toEqual({ ok: false, refusal: "follows-already" });
    expect(await look((ask) => halfTermOfAcademy(ask, following, "2026-11-04"))).toMatchObject({ number: 2 });
  });
});

describe("a file", () => {
  test("of what is kept already changes nothing, for the trust and for an academy that follows it", async () => {
    const before = await calendar();
    const years = before.map(plain);
    for (const unit of [trust, following])
      expect(await importCalendar(app, by, unit, years, "export")).toMatchObject({
        ok: true,
        value: { changed: 0, same: years.length * 6 },
      });
    expect(await calendar()).toEqual(before);
    expect(await calendar(following)).toEqual([]);
  });

  test("is taken whole, and the report counts what changed", async () => {
    const before = await calendar();
    const [last, kept] = [before.at(-1) as KeptYear, before.at(-2) as KeptYear];
    const changed = { ...plain(last), firsts: last.firsts.map((day, index) => (index === 2 ? "2028-01-04" : day)) };
    const taken = await importCalendar(app, by, trust, [plain(kept), changed], "Our authority");
    // Spring 1 begins later, so Autumn 2 ends later: two half-terms.
    expect(taken).toEqual({
      ok: true,
      value: { rows: 12, changed: 2, same: 10, untouched: ["2024/25", "2025/26"], carried: [] },
    });
    expect((await calendar()).map(({ source }) => source).at(-1)).toBe("Our authority");
    expect((await calendar()).at(-2)).toEqual(kept);
  });

  test("with one year that cannot be is refused as a whole", async () => {
    const [before, at] = [await calendar(), await entries()];
    const [first, last] = [before[0] as KeptYear, before.at(-1) as KeptYear];
    const fine = { ...plain(last), inset: ["2027-09-02"] };
    const refused = await importCalendar(app, by, trust, [{ ...plain(first), inset: ["2031-01-01"] }, fine], "x");
    expect(refused.ok ? "" : refused.refusal.map(({ kind }) => kind)).toEqual(["inset-outside"]);
    expect(await calendar()).toEqual(before);
    expect(await entries()).toBe(at);
  });
});

test("a new trust begins with the typical calendar, three school years with their source, and no other trust sees it", async () => {
  const academy = { urn: 990101, name: "Elsewhere", phase: "Primary", lowAge: 4, highAge: 11, town: null, easting: null, northing: null };
  const made = await createTrust(keeper, {
    slug: "elsewhere",
    name: "Elsewhere Trust",
    uid: 990009,
    academies: [{ ...academy, joined: null, predecessors: [] }],
  });
  const id = made.ok ? made.value.trustId : "";
  const other = await inOneLook(app, { trustId: id, personId: undefined }, async (ask) => loadCalendar(ask, await trustUnit(ask)));
  expect(other.map(plain)).toEqual(typicalCalendar().years);
  expect(other.map(({ schoolYear }) => schoolYear)).toEqual(["2025/26", "2026/27", "2027/28"]);
  expect(other[0]?.source).toMatch(/Staffordshire/);
  expect(await inOneLook(app, { trustId: id, personId: undefined }, (ask) => loadCalendar(ask, trust))).toEqual([]);
});
