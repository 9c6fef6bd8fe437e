import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testDatabase } from "../../platform/database/testing.ts";
import { importNationalFile } from "../import-file.ts";
import { isResultReport } from "../results/result-report.rules.ts";
import { academiesOfTrust, findTrusts } from "./register.store.ts";

const folder = join(import.meta.dirname, "../../../../shared/data/gias");
const files = [
  "links_edubasealldata20250422.csv",
  "derived_trust_academies_2022-07.csv",
  "grouplinks_edubaseallacademiesandfree20190601.csv",
  "edubase_search_extract_20220420_LA850_936.csv",
  "allgroupsdata_2026-08_from_sap.csv",
  "alllinks_group_links_2022-07_pandas.csv",
  "derived_open_state_schools_2022-04-25_national.csv",
];
const missing = files.filter((file) => !existsSync(join(folder, file)));

it("the real register gives the three named trusts their academies, and a second import changes nothing", async (test) => {
  if (missing.length > 0) test.skip(`SKIPPED: the real register files are not in ${folder} (${missing.length} of ${files.length} missing)`);
  const database = await testDatabase();
  const importer = await database.as("importer");
  const app = await database.as("app");
  const importAll = async () => {
    const reports = [];
    for (const name of files) {
      const outcome = await importNationalFile(importer, { path: join(folder, name), name });
      if (!outcome.ok || isResultReport(outcome.value)) throw new Error(`${name} is not the register, or was refused`);
      reports.push(outcome.value);
    }
    return reports;
  };

  const first = await importAll();
  expect(first.map((report) => report.rowsRead)).toEqual([33_801, 10_010, 14_621, 1_096, 7_176, 20_613, 20_185]);
  expect(first.flatMap((report) => [...report.unknownColumns, ...report.unknownValues])).toEqual([]);
  const counts = async () => {
    const academies: number[] = [];
    for (const uid of [2186, 2192, 16952]) academies.push((await academiesOfTrust(app, uid)).length);
    return academies;
  };
  expect(await counts()).toEqual([16, 29, 2]);
  expect((await findTrusts(app, "aspirations")).map((trust) => [trust.uid, trust.companiesHouse])).toEqual([[2186, "07867577"]]);
  const bassingham = (await academiesOfTrust(app, 16952)).find((academy) => academy.urn === 145437);
  expect(bassingham).toMatchObject({ phase: "Primary", joined: "2018-03-01" });
  expect(bassingham?.predecessors).toContain(120370);

  for (const report of await importAll()) expect(report).toMatchObject({ imported: 0, changed: 0 });
  expect(await counts()).toEqual([16, 29, 2]);
});
