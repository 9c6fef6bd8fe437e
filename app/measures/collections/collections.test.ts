import { beforeAll, describe, expect, test } from "vitest";
import { demonstration, fieldOf, type Identity } from "../../../gates/demonstration.ts";
import { trustsToRemind } from "./cycle.store.ts";
import { remindAll } from "./reminders.job.ts";

const { ask, post, signIn, house, row } = await demonstration();
const here = "/granite-coast/measures/collections";
let [leader, principal, central]: Identity[] = [];
let cycle = "";
const email = (role: string, urn?: number) =>
  row<{ name: string }>(
    `select split_part(p.email, '@', 1) as name from organisation.role r join organisation.person p on p.id = r.person_id left join organisation.academy a on a.unit_id = r.unit_id
     where r.kind = $1 and upper_inf(r.held) ${urn ? `and a.urn = ${urn}` : ""} limit 1`,
    [role],
  );
const draft = (over: Record<string, string> = {}) => ({
  name: "Reading and phonics",
  period: "2025/26",
  measures: "phonics-year1",
  groups: "all",
  academies: "990002",
  opens: "2026-11-01",
  due: "2026-11-24",
  locks: "2026-11-30",
  ...over,
});
const idOf = (location: string | null) => location?.split("/").at(-1) ?? "";
const entry = () => `${here}/${cycle}/990002`;
const numbers = (top: string, bottom: string, seen = "0") => ({
  "phonics-year1.all.numerator": top,
  "phonics-year1.all.denominator": bottom,
  "phonics-year1.all.seen": seen,
  "phonics-year1.all.reason": "",
});

beforeAll(async () => {
  leader = await signIn("rosalind.penhale");
  principal = await signIn((await email("principal", 990002)).name);
  central = await signIn((await email("central-team")).name);
  const opened = await post(`${here}/new`, leader, draft());
  expect(opened.status).toBe(303);
  cycle = idOf(opened.location);
});

describe("a collection", () => {
  test("that cannot be is refused with everything that was written", async () => {
    const refused = await post(`${here}/new`, leader as Identity, draft({ name: "Another", due: "2026-10-01" }));
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining("It cannot be due before it opens")]);
    expect(fieldOf(refused.text, "name")).toBe("Another");
    expect((await post(`${here}/new`, leader as Identity, draft())).text).toContain("Another collection has this name");
  });
  test("is changed by one person at a time", async () => {
    const change = `${here}/${cycle}/change`;
    const version = fieldOf((await ask(change, leader)).text, "version") ?? "";
    expect((await post(change, leader as Identity, { ...draft({ locks: "2026-12-01" }), version })).status).toBe(303);
    const late = await post(change, leader as Identity, { ...draft({ locks: "2026-12-05" }), version });
    expect([late.status, late.text]).toEqual([409, expect.stringMatching(/As it stands now.*1 December 2026/s)]);
    expect(fieldOf(late.text, "locks")).toBe("2026-12-05");
  });

  test("takes an academy's figures, which may come in parts", async () => {
    expect((await ask(entry(), principal)).text).toMatch(/0 of 1 figures stand.*not started/s);
    const wrong = await post(entry(), principal as Identity, numbers("50", "40"));
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining("50 of 40 cannot be")]);
    expect(fieldOf(wrong.text, "phonics-year1.all.numerator")).toBe("50");
    expect((await post(entry(), principal as Identity, numbers("40", "50"))).status).toBe(303);
    expect((await ask(entry(), principal)).text).toMatch(/1 of 1 figures stand.*complete.*Stands: 80%.*40 of 50/s);
  });
  test("shows two who enter the same figure both", async () => {
    expect((await post(entry(), central as Identity, numbers("41", "50", "1"))).status).toBe(303);
    const late = await post(entry(), principal as Identity, numbers("39", "50", "1"));
    expect([late.status, late.text]).toEqual([409, expect.stringMatching(/What was entered while you were writing.*41 of 50/s)]);
    expect(fieldOf(late.text, "phonics-year1.all.numerator")).toBe("39");
    const seen = fieldOf(late.text, "phonics-year1.all.seen") ?? "";
    expect((await post(entry(), principal as Identity, numbers("39", "50", seen))).status).toBe(303);
  });
  test("is signed off by the Principal, as they saw it, and is locked then, for files too", async () => {
    const seen = await ask(entry(), principal);
    expect((await ask(entry(), leader)).text).not.toContain("Sign these figures off");
    expect((await post(entry(), central as Identity, numbers("38", "50", "3"))).status).toBe(303);
    const changed = await post(`${entry()}/sign-off`, principal as Identity, { mark: fieldOf(seen.text, "mark") ?? "" });
    expect([changed.status, changed.text]).toEqual([409, expect.stringContaining("Somebody has changed a figure since you looked")]);
    expect((await post(`${entry()}/sign-off`, principal as Identity, { mark: fieldOf(changed.text, "mark") ?? "" })).status).toBe(303);
    expect((await post(entry(), principal as Identity, numbers("30", "50", "4"))).text).toContain("These figures are signed off");
    const file = new File(
      ["measure,academy,period,pupil group,value,numerator,denominator\nphonics-year1,990002,2025/26,all,,30,50\n"],
      "late.csv",
    );
    expect((await post("/granite-coast/measures/own/import", leader as Identity, { file })).text).toContain(
      "signed off in “Reading and phonics”",
    );
    expect((await ask(`${here}/${cycle}`, leader)).text).toMatch(/1 of 1 academy signed off/);
  });
  test("is opened again by a leader with a reason, and signed off anew", async () => {
    expect((await post(`${entry()}/reopen`, principal as Identity, { reason: "x" })).status).toBe(404);
    expect((await post(`${entry()}/reopen`, leader as Identity, { reason: " " })).text).toContain("why the figures are opened again");
    expect((await post(`${entry()}/reopen`, leader as Identity, { reason: "Two pupils were in the wrong year." })).status).toBe(303);
    expect((await ask(entry(), principal)).text).toMatch(/Opened again by .*Two pupils were in the wrong year/s);
    expect((await post(entry(), principal as Identity, numbers("40", "50", "4"))).status).toBe(303);
  });

  test("reminds each academy once for each occasion, in the trust's chain", async () => {
    const at = (day: string) => remindAll({ ...house.db, now: () => Temporal.Instant.from(`${day}T07:00:00Z`) }, house.keeper);
    const written = async () =>
      (await house.keeper.pool.query("select occasion from measures.reminder where cycle_id = $1 order by written_at", [cycle])).rows.map(
        ({ occasion }) => occasion,
      );
    await at("2026-11-18");
    await Promise.all([at("2026-11-23"), at("2026-11-23"), at("2026-11-23")]);
    await at("2026-11-24");
    await at("2026-11-25");
    expect(await at("2026-11-25")).toBe(0);
    // A trust is asked while something may be due in it: not once everybody has heard that all is overdue, nor before anything opens.
    expect(await trustsToRemind(house.keeper, "2027-03-01")).toHaveLength(1);
    await at("2027-03-01");
    expect(await trustsToRemind(house.keeper, "2027-03-02")).toEqual([]);
    expect(await trustsToRemind(house.keeper, "2025-01-01")).toEqual([]);
    expect(await written()).toEqual(["in-7-days", "in-1-day", "due", "overdue"]);
    expect((await ask(`${here}/${cycle}`, leader)).text).toMatch(/Overdue since 24 November 2026|when it was overdue, 25 November 2026/);
    const { rows } = await house.keeper.pool.query("select actor, detail from audit.event where kind = 'measures.reminders-written'");
    expect(rows.length).toBeGreaterThanOrEqual(4);
    expect(rows.every(({ actor }) => actor === null)).toBe(true);
  });
});
