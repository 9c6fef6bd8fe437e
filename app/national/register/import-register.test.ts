import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "../../platform/database/testing.ts";
import { importNationalFile } from "../import-file.ts";
import { isResultReport } from "../results/result-report.rules.ts";
import { sayImportReport } from "./import-report.rules.ts";
import { academiesOfTrust, findTrusts, loadTrust } from "./register.store.ts";
import { copyIncoming } from "./register-load.store.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const allFiles = [
  "allgroupsdata_2026-08.csv",
  "alllinks_group_links_2022-07.csv",
  "derived_open_state_schools_2022-04-25.csv",
  "derived_trust_academies_2022-07.csv",
  "edubase_search_extract_20220420.csv",
  "edubasealldata20230601.csv",
  "grouplinks_edubaseallacademiesandfree20190601.csv",
  "links_edubasealldata20250422.csv",
];
const tables = ["school", "school_source", "trust", "trust_source", "membership", "membership_snapshot", "school_link"];

const folder = mkdtempSync(join(tmpdir(), "eddystone-import-"));
let importer: Client;
let app: Client;
let keeper: Client;
let owner: Client;

beforeAll(async () => {
  const database = await testDatabase();
  importer = await database.as("importer");
  app = await database.as("app");
  keeper = await database.as("keeper");
  owner = await database.as("owner");
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  await keeper.query(
    `delete from national.import; ${[...tables]
      .sort((a, b) => rank(a) - rank(b))
      .map((table) => `delete from national.${table}`)
      .join("; ")}`,
  );
});

const rank = (table: string) => (table === "membership" ? 0 : 1);
const everything = async () => {
  const parts = tables.map((table) => `select '${table}' || x::text as row from national.${table} x`);
  return (await app.query<{ row: string }>(`${parts.join(" union all ")} order by 1`)).rows.map((found) => found.row);
};
const importFixture = async (name: string) => {
  const outcome = await importNationalFile(importer, { path: join(fixtures, name), name });
  if (!outcome.ok) throw new Error(outcome.refusal.kind);
  if (isResultReport(outcome.value)) throw new Error("a file of results");
  return outcome.value;
};
const refusalOf = async (content: string, name = "register_2022-07.csv", options: { readonly asAt?: string } = {}) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  const outcome = await importNationalFile(importer, { path, name }, options);
  return outcome.ok ? outcome.value : outcome.refusal;
};

describe("importing the register", () => {
  it("gives the same register in any order of import, and a second import changes nothing", async () => {
    const orders = [allFiles, [...allFiles].reverse(), [3, 6, 0, 7, 1, 5, 2, 4].map((at) => allFiles[at] as string)];
    const results: string[][] = [];
    for (const order of orders) {
      await keeper.query(`delete from national.membership; ${tables.map((table) => `delete from national.${table}`).join("; ")}`);
      for (const file of order) {
        const report = await importFixture(file);
        const skipped = report.skipped.reduce((sum, skip) => sum + skip.rows, 0);
        expect(report.imported + report.changed + report.unchanged + skipped, file).toBe(report.rowsRead);
      }
      results.push(await everything());
      for (const file of order) expect(await importFixture(file)).toMatchObject({ imported: 0, changed: 0 });
      expect(await everything()).toEqual(results[0]);
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it("lets the newest snapshot set membership, and older ones add history", async () => {
    await importFixture("alllinks_group_links_2022-07.csv");
    expect(await importFixture("grouplinks_edubaseallacademiesandfree20190601.csv")).toMatchObject({
      rowsRead: 5,
      imported: 2,
      unchanged: 2,
    });
    expect((await academiesOfTrust(app, 90001)).map((academy) => academy.urn)).toEqual([900002, 900004, 900001]);
    expect((await academiesOfTrust(app, 90004)).map((academy) => academy.urn)).toEqual([900003]);
    // In 2019 it was there, in 2022 it is in no list: it left, and nobody says where to.
    expect(await academiesOfTrust(app, 90005)).toEqual([]);
    const { rows } = await app.query(
      "select as_at_first::text, as_at_last::text, current from national.membership where urn = 900003 and uid = 90001",
    );
    expect(rows).toEqual([{ as_at_first: "2019-06-01", as_at_last: "2019-06-01", current: false }]);
  });

  it("lets a part of a snapshot speak for its own schools only", async () => {
    await importFixture("alllinks_group_links_2022-07.csv");
    await importFixture("edubasealldata20230601.csv");
    const academies = await academiesOfTrust(app, 90001);
    expect(academies.map((academy) => academy.urn)).toEqual([900002, 900004, 900001]);
    expect(academies[2]).toMatchObject({ name: "St Bride’s Academy, Quayside", joined: "2012-09-01", pupils: 901, asAt: "2023-06-01" });
  });

  it("tells apart trusts that look alike, and keeps the zero of a company number", async () => {
    for (const file of ["allgroupsdata_2026-08.csv", "alllinks_group_links_2022-07.csv"]) await importFixture(file);
    expect((await findTrusts(app, "schools lantern")).map((trust) => [trust.uid, trust.status, trust.academies])).toEqual([
      [90004, "Open", 1],
      [90003, "Closed", 0],
    ]);
    expect((await findTrusts(app, "TR90003")).map((trust) => trust.uid)).toEqual([90004, 90003]);
    expect((await findTrusts(app, "7123456")).map((trust) => trust.uid)).toEqual([90001]);
    expect((await findTrusts(app, "90001")).map((trust) => trust.uid)).toEqual([90001]);
    expect(await findTrusts(app, "%")).toEqual([]);
    expect(await loadTrust(app, 90001)).toMatchObject({
      companiesHouse: "07123456",
      academies: 3,
      ukprn: "10090001",
      opened: "2011-11-04",
    });
    expect(await loadTrust(app, 90002)).toBeUndefined();
  });

  it("reports what it skipped, what it does not know, and what was damaged", async () => {
    const groups = await importFixture("allgroupsdata_2026-08.csv");
    expect(groups).toMatchObject({ asAt: "2026-08-01", rowsRead: 7, imported: 4, damagedRows: 1 });
    expect(groups.skipped).toEqual([
      { reason: "the group is not an academy trust: School sponsor", rows: 1, examples: ["90002 Lantern Learning Trust"] },
      { reason: "a date is impossible", rows: 1, examples: ["90006: 31/02/2018"] },
      { reason: "the group is not an academy trust: Federation", rows: 1, examples: ["90007 Two Rivers Federation"] },
    ]);
    expect((await importFixture("edubasealldata20230601.csv")).unknownColumns).toEqual(["MoonPhase"]);
    const national = await importFixture("derived_open_state_schools_2022-04-25.csv");
    expect(national.unknownValues).toEqual([{ column: "status", value: "Dreaming", rows: 1 }]);
    expect(sayImportReport(national).join("\n")).toContain("status “Dreaming” (1 row)");
    const links = await importFixture("links_edubasealldata20250422.csv");
    expect(links.unknownValues).toEqual([{ column: "link kind", value: "Second Cousin", rows: 1 }]);
    expect(links.skipped).toEqual([{ reason: "the school is linked to itself", rows: 1, examples: ["900001"] }]);
  });

  it("mends a name with lost letters from another file", async () => {
    for (const file of ["allgroupsdata_2026-08.csv", "grouplinks_edubaseallacademiesandfree20190601.csv"]) await importFixture(file);
    expect((await loadTrust(app, 90005))?.name).toBe("CAFÉ ROAD TRUST");
  });

  it("follows links both ways, and out of a ring", async () => {
    for (const file of ["alllinks_group_links_2022-07.csv", "links_edubasealldata20250422.csv"]) await importFixture(file);
    const bride = (await academiesOfTrust(app, 90001)).find((academy) => academy.urn === 900001);
    expect(bride?.predecessors).toEqual([900011, 900012, 900013]);
    const later = await app.query("select urn from national.successors_of(900013)");
    expect(later.rows.map((row) => row.urn)).toEqual([900001, 900011, 900012]);
    const { rows } = await app.query("select name from national.school where urn in (900011, 900012) order by urn");
    expect(rows).toEqual([{ name: "Old St Bride’s School" }, { name: "Older École" }]);
  });

  it("reads rows with more fields than names, unknown dates and no coordinates", async () => {
    expect(await importFixture("edubase_search_extract_20220420.csv")).toMatchObject({ rowsRead: 3, imported: 2, unknownColumns: [] });
    await importFixture("derived_open_state_schools_2022-04-25.csv");
    const { rows } = await app.query(
      "select urn, opened, easting, pupils, la_name, as_at::text from national.school where urn in (900002, 900006) order by urn",
    );
    expect(rows[0]).toMatchObject({ urn: 900002, easting: null });
    expect(rows[1]).toMatchObject({ urn: 900006, opened: null, easting: 538001, pupils: 138, la_name: "Greenwich", as_at: "2022-04-25" });
  });

  it("never stores a headteacher's name or telephone number", async () => {
    for (const file of allFiles) await importFixture(file);
    const stored = [...(await everything()), JSON.stringify((await app.query("select * from national.import")).rows)].join("\n");
    expect(readFileSync(join(fixtures, "edubase_search_extract_20220420.csv"), "utf8")).toContain("Neverstore");
    expect(stored).toContain("Chartless");
    expect(stored).not.toMatch(/Neverstore|Zebedee|02079460000/);
  });

  it("tells how far it has come", async () => {
    const shares: number[] = [];
    const name = "alllinks_group_links_2022-07.csv";
    await importNationalFile(importer, { path: join(fixtures, name), name }, { onProgress: ({ share }) => shares.push(share) });
    expect(shares.at(-1)).toBe(1);
  });
});

describe("a file that cannot be imported leaves nothing behind", () => {
  const header = "urn,school_name,school_status,open_date\n";
  const row = "900001,Quay School,Open,2012-09-01\n";

  it.each([
    ["cut off inside a quote", `${header}${row}900002,"Qua`, { kind: "truncated", rowsRead: 1 }],
    ["cut off inside a row", `${header}${row}${row.replace("1", "2")}900002,Qua`, { kind: "truncated", rowsRead: 2 }],
    ["with a quote that is never closed", `${header}${row}900002,"${"Quay\n".repeat(300_000)}`, { kind: "unclosed-quote", rowsRead: 1 }],
    ["with a header only", header, { kind: "no-rows" }],
    ["of another kind", "name,age\nQuay,3\n", { kind: "not-recognised", header: ["name", "age"] }],
    ["a web page", "<html>", { kind: "web-page" }],
    ["without a usable row", `${header}x,Quay School,Open,\n`, { kind: "nothing-usable" }],
  ])("%s", async (_, content, refusal) => {
    expect(await refusalOf(content)).toMatchObject(refusal);
    expect(await everything()).toEqual([]);
    expect((await app.query("select count(*)::int as n from national.import")).rows).toEqual([{ n: 0 }]);
    // The connection is free for the next file.
    expect(await refusalOf(header + row)).toMatchObject({ imported: 1 });
  });

  it("refuses a file that is not there, or is a folder", async () => {
    for (const path of [join(folder, "none.csv"), folder])
      expect(await importNationalFile(importer, { path, name: "a_2022-07.csv" })).toEqual({ ok: false, refusal: { kind: "no-such-file" } });
  });

  it("asks for the day that the file shows when its name does not tell", async () => {
    expect(await refusalOf(header + row, "register.csv")).toEqual({ kind: "no-as-at" });
    expect(await refusalOf(header + row, "register.csv", { asAt: "2022-02-30" })).toEqual({
      kind: "impossible-as-at",
      given: "2022-02-30",
    });
    expect(await refusalOf(header + row, "register.csv", { asAt: "2999-01-01" })).toEqual({ kind: "future-as-at", asAt: "2999-01-01" });
    expect(await refusalOf(header + row, "register.csv", { asAt: "2022-02-28" })).toMatchObject({ asAt: "2022-02-28", imported: 1 });
  });

  it("does not let an older file overwrite a newer one", async () => {
    await refusalOf(header + row, "register_2022-07.csv");
    const old = await refusalOf(header + row.replace("Quay", "Old Quay"), "register_2021-07.csv");
    expect(old).toMatchObject({ imported: 0, changed: 0, skipped: [{ reason: "a newer snapshot is already stored", rows: 1 }] });
    expect(await refusalOf(header + row.replace("Quay", "New Quay") + row, "register_2023-07.csv")).toMatchObject({
      changed: 1,
      skipped: [{ rows: 1, examples: ["900001"] }],
    });
    expect((await app.query("select name from national.school")).rows).toEqual([{ name: "New Quay School" }]);
  });

  it("is undone as a whole when the database fails at its last step", async () => {
    await owner.query("alter table national.import add constraint planted check (file_name <> 'register_2022-07.csv')");
    await expect(refusalOf(header + row)).rejects.toThrow(/planted/);
    await owner.query("alter table national.import drop constraint planted");
    expect(await everything()).toEqual([]);
    expect(await refusalOf(header + row)).toMatchObject({ imported: 1 });
  });

  it("ends, and does not hang, when the database refuses the rows", async () => {
    const copy = copyIncoming(importer); // there is no table to copy into outside of an import
    await expect(
      (async () => {
        await copy.write("1\n".repeat(200_000));
        await copy.write("1\n".repeat(200_000));
        await copy.end();
      })(),
    ).rejects.toThrow(/incoming/);
    await copy.abandon();
    expect(await refusalOf(header + row)).toMatchObject({ imported: 1 });
  });

  it("is not for the app to write", async () => {
    await expect(app.query("delete from national.school")).rejects.toThrow(/permission denied/);
  });
});
