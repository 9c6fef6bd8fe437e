import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../platform/database/testing.ts";
import { importNationalFile } from "../import-file.ts";
import { measureByCode } from "./catalogue.ts";
import { datasets } from "./datasets.ts";
import { planOf, recogniseDataset } from "./plan.rules.ts";
import type { ResultReport } from "./result-report.rules.ts";

const folder = join(import.meta.dirname, "../../../../shared/data");
const files = [
  ...["2016-2017", "2017-2018", "2018-2019"].flatMap((year) => ["850", "936"].map((la) => `ks2/${year}_${la}_ks2final.csv`)),
  ...["2016", "2017", "2018"].map((year) => `ks2/derived_ks2_perf_${year}_national.csv`),
  "ks4/2018-2019_england_ks4provisional.csv",
  "ks4/2022-2023_england_ks4-mats-performance.csv",
  "ks4/2022-2023_england_ks4-pupdest.csv",
  "ks4/derived_2022-2023_ks4_filtered_3056_schools.csv",
  ...["2016", "2017", "2018"].map((year) => `ks4/derived_ks4_perf_${year}_national.csv`),
  "ks5/2015-2016_england_ks5final.csv",
  "ks5/2016-2017_england_ks5final.csv",
  "absence/2012-2013_england_abs_PA15.csv",
  "absence/2018-2019_england_abs.csv",
  "absence/2022-2023_england_abs.csv",
  "absence/ees_attendance_ytd_2026-07.csv",
  "census/2018-2019_england_census.csv",
  "census/2022-2023_england_census.csv",
  "benchmarks/lait_key_measures_England_region_LA.csv.gz",
  "early_years/ees_1_eyfsp_headline_measures_2022_LA.csv",
  "ofsted/2018-07-31_england_ofsted-schools.xlsx",
];
const headers = ["ks2_2016-2017", "ks2_2017-2018", "ks2_2018-2019", "ks4_2018-2019", "ks4_2022-2023"].map((name) => `headers/${name}.txt`);
const fixture = "fixtures/ebi_ks4_2022-23_60rows_515cols.xlsx";
const parts = ["three_trusts/2018-2019_england_abs.csv", "three_trusts/2022-2023_england_ks4-pupdest.csv"];
const absent = [...files, ...headers, fixture, ...parts].filter((file) => !existsSync(join(folder, file)));

describe.skipIf(absent.length > 0)(
  `the real files of results${absent.length > 0 ? `: SKIPPED, ${absent.length} are not in ${folder}` : ""}`,
  async () => {
    const database = absent.length > 0 ? undefined : await testDatabase();
    const importer = await database?.as("importer");
    const reports = new Map<string, ResultReport>();
    const send = async (file: string) => {
      if (!importer) throw new Error("no database");
      const outcome = await importNationalFile(importer, { path: join(folder, file), name: file.split("/").at(-1) ?? "" });
      return outcome.ok ? (outcome.value as ResultReport) : outcome.refusal;
    };
    const rows = async (sql: string, values: unknown[] = []) => (await importer?.query(sql, values))?.rows ?? [];
    const fact = async (kind: string, key: number, measure: string, year: number, group = "all") =>
      (
        await rows(
          `select value, missing, numerator, denominator, low, high from national.fact join national.measure m on m.id = measure
         join national.pupil_group g on g.id = pupil_group where org_kind = $1 and org_key = $2 and m.code = $3 and period = $4 and g.code = $5`,
          [kind, key, measure, year * 10, group],
        )
      )[0];

    beforeAll(async () => {
      for (const file of files) {
        const report = await send(file);
        if (!("dataset" in report)) throw new Error(`${file}: ${JSON.stringify(report)}`);
        reports.set(file, report);
      }
    }, 280_000);

    it("all load, and nothing in them is unknown", () => {
      expect([...reports.values()].flatMap((report) => report.unknownColumns)).toEqual([]);
      expect([...reports.values()].reduce((sum, { rowsRead }) => sum + rowsRead, 0)).toBe(
        // Counted with `wc -l`, less the headers; the files of key stage 2 end without a line's end, and the workbook has 21,739.
        331 +
          235 +
          331 +
          238 +
          334 +
          242 +
          16162 +
          16313 +
          16364 +
          5652 +
          216 +
          4089 +
          3056 +
          5335 +
          5399 +
          5519 +
          3400 +
          3376 +
          20059 +
          21217 +
          21284 +
          647 +
          23942 +
          24436 +
          71230 +
          12852 +
          21739,
      );
    });

    it("give as many facts as a count of the filled cells by awk", () => {
      for (const [file, columns] of Object.entries(columnsOfFacts))
        expect([file, reports.get(file)?.facts, reports.get(file)?.toldBetter], file).toEqual([file, filledCells(file, columns), 0]);
    });

    it("tell of Aspirations in 2022/23: 8 academies, 1,025 pupils, Attainment 8 of 40.1, Progress 8 of -0.48 (-0.57 to -0.40)", async () => {
      expect(await fact("t", 2186, "ks4-attainment8", 2023)).toMatchObject({ value: 40.1, denominator: 1025 });
      expect(await fact("t", 2186, "ks4-progress8", 2023)).toMatchObject({ value: -0.48, low: -0.57, high: -0.4 });
      expect(await fact("t", 2186, "ks4-academies", 2023)).toMatchObject({ value: 8 });
      expect(await fact("t", 2186, "ks4-attainment8", 2023, "disadvantaged")).toMatchObject({ value: 32.8 });
    });

    it("keep the results of 2017/18 of Bassingham under the number they were published with", async () => {
      expect(await fact("s", 120370, "ks2-rwm-exp", 2018)).toMatchObject({ value: 78, denominator: 32 });
      expect(await fact("s", 145437, "ks2-rwm-exp", 2018)).toBeUndefined();
    });

    it("tell England and the authorities apart in each table", async () => {
      expect(await fact("n", 10, "ks2-rwm-exp", 2018)).toMatchObject({ value: 64 });
      expect(await fact("n", 10, "ks2-rwm-exp", 2019, "disadvantaged")).toMatchObject({ value: 51 });
      expect(await fact("n", 11, "ks4-attainment8", 2019)).toMatchObject({ value: 44.5, denominator: 605874 });
      expect(await fact("n", 10, "ks4-attainment8", 2019)).toMatchObject({ value: 46.5 });
      expect(await fact("l", 202, "ks4-attainment8", 2019)).toMatchObject({ value: 48.5, denominator: 1571 });
      expect(await fact("n", 1, "absence-overall", 2023)).toMatchObject({ value: 5.9 });
      expect(await fact("n", 2, "absence-persistent", 2023)).toMatchObject({ value: 26.5 });
      expect(await fact("n", 10, "eyfs-gld", 2024)).toMatchObject({ value: 67.7 });
      expect(await fact("l", 908, "ks2-rwm-exp", 2025)).toMatchObject({ value: 60 });
      expect(await fact("l", 1850, "absence-overall", 2024)).toMatchObject({ value: expect.any(Number) });
      expect(await fact("n", 10, "ks4-progress8", 2025)).toBeUndefined();
    });

    it("keep every mark for what it is", async () => {
      const kinds = await rows(
        "select missing, count(*)::int as n from national.fact where missing is not null group by 1 order by 2 desc",
      );
      expect(kinds.map(({ missing }) => missing).sort()).toEqual(["a", "c", "e", "l", "n", "s", "x"]);
      expect(await fact("s", 115851, "ks2-rwm-exp", 2019, "prior-low")).toMatchObject({ value: null, missing: "s" });
    });

    it("tell the top fifth's boundaries that others found", async () => {
      const boundary = async (dataset: string, measure: string, year: number, better: "higher" | "lower", stratum?: number) =>
        (
          await rows(
            `select percentile_disc($5) within group (order by value) as value, count(*)::int as n from national.fact f
           join national.fact_school s on s.urn = f.org_key join national.result_import i on i.id = s.import
           join national.measure m on m.id = f.measure
           where f.org_kind = 's' and i.dataset = $1 and i.superseded_at is null and f.period = any(i.periods) and m.code = $2 and f.period = $3
             and f.pupil_group = 1 and f.value is not null and ($4::int is null or exists (select from national.fact_school c
               join national.result_import ci on ci.id = c.import where c.urn = f.org_key and c.stratum = $4 and f.period = any(ci.periods)
               and (ci.id = i.id or ci.dataset = 'census')))`,
            [dataset, measure, year * 10, stratum ?? null, better === "higher" ? 0.8 : 0.2],
          )
        )[0];
      expect(await boundary("ks2-list", "ks2-rwm-exp", 2018, "higher")).toMatchObject({ value: 79, n: 15_317 });
      expect(await boundary("ks4", "ks4-attainment8", 2019, "higher", 2)).toMatchObject({ value: 52.7, n: 3190 });
      expect(await boundary("absence", "absence-overall", 2023, "lower", 1)).toMatchObject({ value: 4.6, n: 16_766 });
    });

    it("change nothing when they are sent again", async () => {
      const all = () => rows("select count(*)::int as n, sum(hashtextextended(f::text, 0)) as facts from national.fact f");
      const before = await all();
      for (const file of files.slice(0, 12)) expect(await send(file), file).toMatchObject({ already: true });
      expect(await all()).toEqual(before);
    });

    it("are refused where somebody has cut rows out of them, or made them up", async () => {
      for (const file of parts) expect(await send(file), file).toMatchObject({ kind: "not-whole" });
      expect(await send(fixture)).toMatchObject({ kind: "not-whole" });
    });

    it("are known by every column of their headers, in every year", () => {
      for (const file of headers) {
        const header = readFileSync(join(folder, file), "utf8")
          .split(/[\s,]+/)
          .filter(Boolean);
        const dataset = recogniseDataset(header, datasets);
        expect(dataset?.code, file).toBe(file.includes("ks2") ? "ks2" : "ks4");
        if (dataset) expect(planOf(dataset, header, measureByCode).unknownColumns, file).toEqual([]);
      }
    });
  },
);

const group = "(_(B|G|L|M|H|FSM6CLA1A|NotFSM6CLA1A|EAL|MOBN))?";
const keyStage2 = [
  `PTRWM_(EXP|HIGH)${group}`,
  `PT(READ|GPS|MAT|WRITTA)_(EXP|HIGH)${group}`,
  `(READ|MAT|GPS)_AVERAGE${group}`,
  `(READ|WRIT|MAT)PROG${group}`,
  "PTSCITA_EXP",
  "(PTRWM_EXP|PTRWM_HIGH|READ_AVERAGE|MAT_AVERAGE)_3YR",
  "DIFFN_.*",
  "[TBG]ELIG",
  "P[BG]ELIG",
  "P?TKS1GROUP_[LMH]",
  "P?T(Not)?FSM6CLA1A",
  "P?TEALGRP[12]",
  "P?TMOBN",
  "TSENEL(K|E|EK)",
  "PSENEL(K|E|EK)",
].join("|");
/** Which columns of a file become facts, as a pattern of their names: written anew here, and not taken from content. */
const columnsOfFacts: Readonly<Record<string, string>> = {
  "ks2/2017-2018_936_ks2final.csv": keyStage2,
  "ks2/2018-2019_936_ks2final.csv": keyStage2,
  "absence/2012-2013_england_abs_PA15.csv": "PERCTOT|PPERSABS15",
  "absence/2018-2019_england_abs.csv": "PERCTOT|PPERSABS10",
  "absence/2022-2023_england_abs.csv": "PERCTOT|PPERSABS10",
  "census/2018-2019_england_census.csv": "NOR|PNUMFSMEVER|PNUMEAL|PSENELK|PSENELSE|PNORG|NUMFSM",
  "census/2022-2023_england_census.csv": "NOR|PNUMFSMEVER|PNUMEAL|PSENELK|PSENELSE|PNORG|NUMFSM",
  "ks4/2018-2019_england_ks4provisional.csv": "TPUP|ATT8SCR|P8MEA|PTL2BASICS_9[45]|EBACCAPS|PTEBACC_E_PTQ_EE|PTEBACC_9[45]|PT5EM_94",
  "ks4/2022-2023_england_ks4-pupdest.csv":
    "(OVERALL_DEST|EDUCATION|APPREN|EMPLOYMENT|NOT_SUSTAINED|UNKNOWN|FE|SCH_6TH|SIXTH_COL)PER(_DIS|_NONDIS)?",
};

/** Counts the cells that hold more than blanks under the columns of a pattern, with sed and awk alone. */
function filledCells(file: string, columns: string): number {
  const program = `NR==1 { for (i = 1; i <= NF; i++) { name = $i; sub(/^\\357\\273\\277/, "", name); if (name ~ /^(${columns})$/) wanted[i] = 1 }; next }
    { for (i in wanted) if ((i + 0) <= NF && $i !~ /^ *$/) n++ } END { print n }`;
  const script = `sed -E 's/\\r$//; s/"[^"]*"/q/g' "$1" | LC_ALL=C awk -F, "$2"`;
  return Number(execFileSync("sh", ["-c", script, "sh", join(folder, file), program], { encoding: "utf8" }));
}
