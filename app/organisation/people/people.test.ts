import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { demoTrust } from "../../demo/index.ts";
import { setUpDemonstration } from "../../demo/set-up.ts";
import { mayJudge } from "../../diagnose/index.ts";
import { may, type Person } from "../../platform/access/access.rules.ts";
import { verifyChain } from "../../platform/audit/audit.store.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { toCsv } from "../../platform/web/spreadsheet.ts";
import { createTrust } from "../create-trust.ts";
import { addMeeting, addRegion, placeAcademies, placeByName } from "../regions/place-academies.ts";
import { findPerson, findTrust, listAcademies, listMeetings, placeOfAcademy, placeOfTrust, today, trustUnit } from "../trust.store.ts";
import { endRole } from "./end-role.ts";
import { giveRole } from "./give-role.ts";
import { considerFile, exportPeople, importPeople, planHash } from "./import-people.ts";
import { findPeople, listPeople, listRoles, listUnits, loadPerson, membersOn } from "./people.store.ts";
import { readPeopleFile } from "./people-file.form.ts";
import { maySeeStanding } from "./permissions.rules.ts";
import { savePerson } from "./save-person.ts";

const database = await testDatabase();
let clock = "2026-11-21T12:00:00Z";
const now = () => Temporal.Instant.from(clock);
const app = database.database("app", now);
const keeper = database.database("keeper", now);
const signIn = database.database("sign_in").pool;
let administrator: Person;
let trustId = "";
let unitId = "";
const look = <Answer>(ask: Parameters<typeof inOneLook<Answer>>[2]) => inOneLook(app, { trustId, personId: undefined }, ask);
const everybody = () => look(listPeople);
const byName = async (name: string) => {
  const found = (await everybody()).find((person) => person.name === name);
  return look((ask) => loadPerson(ask, found?.id ?? ""));
};
const refusalOf = (outcome: { ok: true } | { ok: false; refusal: { kind: string } }) => (outcome.ok ? undefined : outcome.refusal.kind);
const signedInAs = async (email: string) => {
  const account = await signIn.query("select id from sign_in.account where email = $1", [email]);
  return (await look((ask) => findPerson(ask, account.rows[0]?.id))) as Person;
};
const unitNamed = async (kind: string, name?: string) =>
  (await look(listUnits)).find((unit) => unit.kind === kind && (!name || unit.name === name))?.id ?? "";

beforeAll(async () => {
  await setUpDemonstration(keeper, signIn);
  trustId = (await findTrust(app, "granite-coast"))?.trustId ?? "";
  unitId = await look(trustUnit);
  administrator = await signedInAs(demoTrust().people.find(({ role }) => role === "administrator")?.email ?? "");
});

describe("a role", () => {
  const who = { name: "Ada Newcomer", email: "Ada@granite-coast.example" };
  const role = (over: object = {}) => ({ kind: "sle", unitId, from: "2026-11-01", to: "", ...over });

  test("is given to somebody new, who is added once", async () => {
    const given = await giveRole(app, administrator, who, role());
    expect(given.ok).toBe(true);
    expect((await byName("Ada Newcomer"))?.email).toBe("ada@granite-coast.example");
    const again = await giveRole(app, administrator, who, role({ kind: "trustee" }));
    const personOf = (outcome: typeof given) => (outcome.ok ? outcome.value.personId : undefined);
    expect(personOf(again)).toBe(personOf(given));
    expect(again).not.toEqual(given);
  });

  test("is not given twice for the same time", async () => {
    expect(refusalOf(await giveRole(app, administrator, who, role({ from: "2027-01-01" })))).toBe("overlaps");
  });

  test.each([
    ["no name", { name: " " }, {}, "name-needed"],
    ["no address", { email: "nobody" }, {}, "email-needed"],
    ["another's address", { name: "Petra Pretender", email: "petra.dunstone@granite-coast.example" }, {}, "other-name"],
    ["an unknown role", {}, { kind: "king" }, "no-such-role"],
    ["another trust's unit", {}, { unitId: "01900000-0000-7000-8000-000000000000" }, "no-such-unit"],
    ["a unit it is not held on", {}, { kind: "principal" }, "wrong-unit"],
    ["no day", {}, { from: "" }, "no-first-day"],
  ])("with %s is refused, and adds nobody", async (_what, person, over, kind) => {
    const before = await everybody();
    expect(refusalOf(await giveRole(app, administrator, { name: "Ned New", email: "ned@x.example", ...person }, role(over)))).toBe(kind);
    expect(await everybody()).toEqual(before);
  });

  test("lasts to the midnight after its last day in London, summer time or not", async () => {
    const given = await giveRole(
      app,
      administrator,
      { name: "Sam Summer", email: "sam@x.example" },
      role({ from: "2026-06-01", to: "2026-06-30" }),
    );
    expect(given.ok).toBe(true);
    const { rows } = await keeper.pool.query(
      "select lower(held) = '2026-05-31T23:00Z' and upper(held) = '2026-06-30T23:00Z' as exact from organisation.role r join organisation.person p on p.id = r.person_id where p.email = 'sam@x.example'",
    );
    expect(rows).toEqual([{ exact: true }]);
    expect((await byName("Sam Summer"))?.roles).toMatchObject([{ from: "2026-06-01", to: "2026-06-30", state: "ended" }]);
  });

  test("ended now opens nothing from that instant, is kept as history, and ends once", async () => {
    const sle = (await byName("Ada Newcomer"))?.roles.find(({ kind }) => kind === "sle")?.id ?? "";
    expect((await endRole(app, administrator, sle, { how: "now" })).ok).toBe(true);
    expect((await byName("Ada Newcomer"))?.roles.find(({ id }) => id === sle)).toMatchObject({ state: "ended", to: "2026-11-21" });
    expect(refusalOf(await endRole(app, administrator, sle, { how: "now" }))).toBe("already-ended");
    expect(refusalOf(await endRole(app, administrator, sle, { how: "open" }))).toBe("already-ended");
  });

  test("ends on a chosen day, which is corrected and taken away while it lies ahead", async () => {
    const trustee = (await byName("Ada Newcomer"))?.roles.find(({ kind }) => kind === "trustee")?.id ?? "";
    const to = async () => (await byName("Ada Newcomer"))?.roles.find(({ id }) => id === trustee)?.to;
    for (const day of ["2027-03-31", "2026-11-21"]) {
      expect((await endRole(app, administrator, trustee, { how: "on", day })).ok).toBe(true);
      expect(await to()).toBe(day);
    }
    expect((await endRole(app, administrator, trustee, { how: "open" })).ok).toBe(true);
    expect(await to()).toBeNull();
    expect(refusalOf(await endRole(app, administrator, trustee, { how: "on", day: "2026-11-20" }))).toBe("day-past");
  });

  test("not yet begun is withdrawn as if it had never been given, and may be given again", async () => {
    const draft = role({ kind: "central-team", from: "2027-01-01" });
    const ada = (await byName("Ada Newcomer"))?.id ?? "";
    await giveRole(app, administrator, { personId: ada }, draft);
    const given = (await byName("Ada Newcomer"))?.roles.find(({ state }) => state === "to-come");
    expect((await endRole(app, administrator, given?.id ?? "", { how: "now" })).ok).toBe(true);
    expect((await giveRole(app, administrator, { personId: ada }, draft)).ok).toBe(true);
  });

  test("of the last administrator does not end, not even later, until another follows without a gap", async () => {
    const mine = (await everybody()).flatMap(({ roles }) => roles).find(({ kind }) => kind === "administrator")?.id ?? "";
    const next = role({ kind: "administrator", from: "2027-02-01" });
    expect(refusalOf(await endRole(app, administrator, mine, { how: "now" }))).toBe("last-administrator");
    await giveRole(app, administrator, { name: "Ada Newcomer", email: "ada@granite-coast.example" }, next);
    expect(refusalOf(await endRole(app, administrator, mine, { how: "on", day: "2027-01-30" }))).toBe("last-administrator");
    expect((await endRole(app, administrator, mine, { how: "on", day: "2027-01-31" })).ok).toBe(true);
    expect((await endRole(app, administrator, mine, { how: "open" })).ok).toBe(true);
  });
});

describe("a board's member", () => {
  test("sees from the board what the whole trust is, and does no more by it", async () => {
    const member = await signedInAs("desmond.varcoe@granite-coast.example");
    const board = await unitNamed("board");
    const { rows } = await keeper.pool.query("select distinct unit_id from organisation.role where kind = 'eob-member'");
    expect(rows).toEqual([{ unit_id: board }]);
    const academy = await look((ask) => placeOfAcademy(ask, "990015"));
    if (!academy) throw new Error("no academy");
    expect(may(maySeeStanding, member, await look(placeOfTrust))).toBe(true);
    expect(may(maySeeStanding, member, academy)).toBe(true);
    expect(may(mayJudge, member, academy)).toBe(false);
  });

  test("sits in the meetings of the days of their role, and in no other body's", async () => {
    const [board, meeting] = [await unitNamed("board"), (await look(listMeetings))[0]];
    expect(meeting?.bodyId).toBe(board);
    const person = { name: "Mina Member", email: "mina@x.example" };
    await giveRole(app, administrator, person, { kind: "eob-member", unitId: board, from: "2026-07-09", to: "2026-07-09" });
    const on = async (day: string, body = board) => (await look((ask) => membersOn(ask, body, day))).map(({ name }) => name);
    expect(await on("2026-07-09")).toEqual(["Anjali Roscarrow", "Desmond Varcoe", "Lowenna Szabo", "Marcus Threlkeld", "Mina Member"]);
    expect(await on("2026-07-08")).not.toContain("Mina Member");
    expect(await on("2026-07-10")).not.toContain("Mina Member");
    expect(await on("2026-07-09", unitId)).not.toContain("Mina Member");
  });

  test("who was held on the trust is moved to the board by the migration", async () => {
    const move = readFileSync("migrations/0009-people.sql", "utf8").match(/do \$\$.*?end \$\$;/s)?.[0] ?? "";
    await keeper.pool.query("update organisation.role set unit_id = $1 where kind = 'eob-member'", [unitId]);
    const owner = await database.as("owner");
    await owner.query(`begin; ${move} commit`);
    const { rows } = await keeper.pool.query(
      "select u.kind, count(*)::int as many from organisation.role r join organisation.unit u on u.id = r.unit_id where r.kind = 'eob-member' group by u.kind",
    );
    expect(rows).toEqual([{ kind: "board", many: 5 }]);
  });
});

describe("a person", () => {
  test("is corrected by version: the second of two who save sees the first one's text", async () => {
    const mina = await byName("Mina Member");
    const id = mina?.id ?? "";
    const draft = { name: "Mina Membership", email: "mina@y.example", version: mina?.version ?? 0 };
    expect((await savePerson(app, administrator, id, draft)).ok).toBe(true);
    expect(await savePerson(app, administrator, id, { ...draft, name: "Mina Other" })).toEqual({
      ok: false,
      refusal: { kind: "crossed", current: { name: "Mina Membership", email: "mina@y.example", version: 2 } },
    });
    const taken = { name: "Mina", email: "ada@granite-coast.example", version: 2 };
    expect(refusalOf(await savePerson(app, administrator, id, taken))).toBe("email-taken");
  });

  test("is found by name, role and unit, a hundred on a page", async () => {
    const all = { words: "", role: "", unit: "", page: 1 };
    const names = async (over: object) => (await look((ask) => findPeople(ask, { ...all, ...over }))).people.map(({ name }) => name);
    expect(await names({ words: "PENHALE" })).toEqual(["Rosalind Penhale"]);
    expect(await names({ words: "100%_" })).toEqual([]);
    expect(await names({ role: "regional-ceo" })).toHaveLength(3);
    expect(await names({ role: "regional-ceo", unit: await unitNamed("region", "West") })).toEqual(["Morwenna Tallack"]);
    expect(await names({ unit: "not a unit" })).toEqual([]);
  });
});

describe("a file of people", () => {
  const rowsOf = (text: string) => {
    const read = readPeopleFile(text);
    if (!read.ok) throw new Error(read.refusal.kind);
    return read.value.rows;
  };
  const exported = async () => toCsv(await look(exportPeople));
  const run = async (text: string) => {
    const rows = rowsOf(text);
    return importPeople(app, administrator, rows, planHash(await considerFile(app, administrator, rows)));
  };

  test("that was exported changes nothing, roles ended and to come and a formula of a name among it", async () => {
    await giveRole(
      app,
      administrator,
      { name: "=cmd|' /C calc'!A0", email: "formula@x.example" },
      { kind: "sle", unitId, from: "2026-01-01", to: "" },
    );
    const file = await exported();
    expect(file).toContain(`"'=cmd|' /C calc'!A0"`);
    const plan = await considerFile(app, administrator, rowsOf(file));
    expect(plan).toMatchObject({ add: [], give: [], end: [], refused: [] });
    expect(plan.unchanged).toBe(plan.read);
    expect(plan.read).toBeGreaterThanOrEqual(40);
    expect(await run(file)).toEqual({ ok: false, refusal: { kind: "nothing-to-do" } });
    expect(await byName("=cmd|' /C calc'!A0")).toBeDefined();
  });

  test("of 5,000 rows is imported as one change, and what was imported comes out as it went in", async () => {
    const rows = Array.from(
      { length: 5000 },
      (_, at) => `"Person\r\n${at}",p${at}@many.example,SLE,West (region),2026-09-01,${at % 2 ? "" : "2027-07-31"}`,
    );
    const text = `\uFEFFname,email,role,unit,from,to\r\n${rows.join("\r\n")}`;
    const before = (await look((ask) => listRoles(ask))).length;
    const started = performance.now();
    const done = await run(text);
    console.log(`5,000 rows considered and imported in ${Math.round(performance.now() - started)} ms`);
    expect(done).toMatchObject({ ok: true, value: { read: 5000, unchanged: 0 } });
    expect((await look((ask) => listRoles(ask))).length).toBe(before + 5000);
    const again = await considerFile(app, administrator, rowsOf(await exported()));
    expect(again).toMatchObject({ add: [], give: [], end: [], refused: [] });
    const found = await look((ask) => findPeople(ask, { words: "person", role: "sle", unit: "", page: 50 }));
    expect([found.total, found.people.length]).toEqual([5000, 100]);
  });

  test("with one row that cannot be leaves nothing behind", async () => {
    const before = await everybody();
    const text = "name,email,role,unit,from,to\nFine,fine@x.example,,,,\nNot,not@x.example,King,West (region),2026-01-01,";
    expect(await run(text)).toEqual({ ok: false, refusal: { kind: "rows-refused" } });
    expect(await everybody()).toEqual(before);
  });

  test("does only what was shown: not once somebody has changed it meanwhile", async () => {
    const rows = rowsOf("name,email,role,unit,from,to\nFine,fine@x.example,SLE,West (region),2026-12-01,");
    const shown = planHash(await considerFile(app, administrator, rows));
    await giveRole(app, administrator, { name: "Fine", email: "fine@x.example" }, { kind: "trustee", unitId, from: "2026-12-01", to: "" });
    expect(await importPeople(app, administrator, rows, shown)).toEqual({ ok: false, refusal: { kind: "changed-since" } });
  });

  test("sets last days, shortened before others are given", async () => {
    const text = [
      "name,email,role,unit,from,to",
      "Fine,fine@x.example,Trustee,Executive Operational Board (board),2027-02-01,",
      `Fine,fine@x.example,Trustee,${demoTrust().name} (trust),2027-02-01,`,
      `Fine,fine@x.example,Trustee,${demoTrust().name} (trust),2026-12-01,2027-01-31`,
    ].join("\n");
    expect(await run(text)).toMatchObject({ ok: true });
    expect((await byName("Fine"))?.roles.map(({ from, to }) => [from, to])).toEqual([
      ["2027-02-01", null],
      ["2027-02-01", null],
      ["2026-12-01", "2027-01-31"],
    ]);
  });

  test("never reaches another trust's people", async () => {
    const academies = [
      {
        urn: 990101,
        name: "Elsewhere",
        phase: "Primary",
        lowAge: 4,
        highAge: 11,
        town: null,
        easting: null,
        northing: null,
        joined: null,
        predecessors: [],
      },
    ];
    const other = await createTrust(keeper, { slug: "other", name: "Other", uid: 990009, fictional: true, academies });
    if (!other.ok) throw new Error("no other trust");
    expect(await inOneLook(app, { trustId: other.value.trustId, personId: undefined }, exportPeople)).toHaveLength(1);
    const rows = rowsOf("name,email,role,unit,from,to\nFine,fine@x.example,Principal,990101,2026-12-01,");
    expect((await considerFile(app, administrator, rows)).refused).toMatchObject([{ refusal: { kind: "unknown-unit" } }]);
  });
});

test("the trust's audit chain holds after all of it", async () => {
  clock = "2026-11-21T12:00:01Z";
  const chain = await verifyChain(await database.as("keeper"), trustId);
  expect(chain.broken).toBeUndefined();
  expect(chain.entries).toBeGreaterThan(60);
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
