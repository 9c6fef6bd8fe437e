import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { demoTrust } from "../../demo/index.ts";
import { setUpDemonstration } from "../../demo/set-up.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { addMeeting, addRegion, placeAcademies, placeByName } from "../place-academies.ts";
import { findPerson, findTrust, listAcademies, listPeople, today, trustUnit } from "../trust.store.ts";
import { endRole, giveRole, openAccount } from "./give-role.ts";

const database = await testDatabase();
const now = () => Temporal.Instant.from("2026-11-21T12:00:00Z");
const app = database.database("app", now);
const signIn = database.database("sign_in").pool;
let administrator: Person;
let trustId = "";
let unitId = "";
const look = <Answer>(ask: Parameters<typeof inOneLook<Answer>>[2]) => inOneLook(app, { trustId, personId: undefined }, ask);
const everybody = () => look(listPeople);

beforeAll(async () => {
  await setUpDemonstration(database.database("keeper", now), signIn);
  trustId = (await findTrust(app, "granite-coast"))?.trustId ?? "";
  unitId = await look(trustUnit);
  const email = demoTrust().people.find(({ role }) => role === "administrator")?.email;
  const [row] = await look((ask) =>
    ask.rows<{ account: string }>(sql`select account_id as account from organisation.person where email = ${email}`),
  );
  administrator = (await look((ask) => findPerson(ask, row?.account ?? ""))) as Person;
});

describe("a role", () => {
  const draft = () => ({ name: "Ada Newcomer", email: "Ada@granite-coast.example", kind: "sle", unitId, from: "2026-11-01" });

  test("is given to somebody new, who then opens an account once", async () => {
    const given = await giveRole(app, administrator, draft());
    expect(given.ok).toBe(true);
    const personId = given.ok ? given.value.personId : "";
    expect((await openAccount(app, signIn, administrator, personId))?.email).toBe("ada@granite-coast.example");
    expect(await openAccount(app, signIn, administrator, personId)).toBeUndefined();
  });

  test("is not given twice for the same time", async () => {
    const again = await giveRole(app, administrator, draft());
    expect(again).toEqual({ ok: false, refusal: { kind: "overlaps" } });
  });

  test.each([
    ["no name", { name: " " }, "name-needed"],
    ["no address", { email: "nobody" }, "email-needed"],
    ["an unknown role", { kind: "king" }, "no-such-role"],
    ["another trust's unit", { unitId: "01900000-0000-7000-8000-000000000000" }, "no-such-unit"],
    ["no day", { from: "" }, "no-day"],
  ])("with %s is refused", async (_what, over, kind) => {
    const before = await everybody();
    const refused = await giveRole(app, administrator, { ...draft(), ...over });
    expect(refused.ok ? undefined : refused.refusal.kind).toBe(kind);
    expect(await everybody()).toEqual(before);
  });

  test("ended opens nothing from that instant, and ends once", async () => {
    const role = (await everybody()).find(({ name }) => name === "Ada Newcomer")?.roles[0]?.id ?? "";
    expect((await endRole(app, administrator, role)).ok).toBe(true);
    expect((await everybody()).find(({ name }) => name === "Ada Newcomer")?.roles).toEqual([]);
    expect(await endRole(app, administrator, role)).toEqual({ ok: false, refusal: { kind: "already-ended" } });
  });

  test("of the last administrator cannot be ended", async () => {
    const role = (await everybody()).flatMap(({ roles }) => roles).find(({ kind }) => kind === "administrator")?.id ?? "";
    expect(await endRole(app, administrator, role)).toEqual({ ok: false, refusal: { kind: "last-administrator" } });
  });
});

describe("regions", () => {
  const regions = async () => new Map((await look(async (ask) => listAcademies(ask, today(ask)))).map((academy) => [academy.urn, academy]));

  test("are added once, and an academy moves from today with its history kept", async () => {
    const added = await addRegion(app, administrator, "North");
    expect((await addRegion(app, administrator, "North")).ok).toBe(false);
    const academy = (await regions()).get(990001);
    const moved = await placeAcademies(app, administrator, new Map([[academy?.unitId ?? "", added.ok ? added.value : ""]]));
    expect(moved).toEqual({ ok: true, value: 1 });
    expect((await regions()).get(990001)?.regionName).toBe("North");
    const yesterday = await look((ask) => listAcademies(ask, "2026-11-20"));
    expect(yesterday.find(({ urn }) => urn === 990001)?.regionName).toBe("West");
  });

  test("of a suggested list are made by their names", async () => {
    const all = await regions();
    const placed = await placeByName(
      app,
      administrator,
      new Map([...all.values()].map((academy) => [academy.unitId, academy.urn % 2 ? "Odd" : "Even"])),
    );
    expect(placed).toEqual({ ok: true, value: 16 });
    expect([...(await regions()).values()].filter(({ regionName }) => regionName === "Odd")).toHaveLength(8);
  });

  test("of another trust are refused", async () => {
    const academy = (await regions()).get(990002);
    const refused = await placeAcademies(app, administrator, new Map([[academy?.unitId ?? "", "01900000-0000-7000-8000-000000000000"]]));
    expect(refused).toEqual({ ok: false, refusal: { kind: "no-such-region" } });
  });
});

test("the board meets once on a day", async () => {
  expect((await addMeeting(app, administrator, "2027-01-14")).ok).toBe(true);
  expect(await addMeeting(app, administrator, "2027-01-14")).toEqual({ ok: false, refusal: { kind: "already-there" } });
});
