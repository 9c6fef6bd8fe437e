import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { siteChain, verifyChain } from "../../platform/audit/audit.store.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { toXlsx } from "../../platform/web/spreadsheet.ts";
import { importNationalFile, type NationalOptions } from "../import-file.ts";
import { sayNationalRefusal, sayNationalReport } from "../import-words.rules.ts";
import type { ResultRefusal } from "./result-refusal.rules.ts";
import type { ResultReport } from "./result-report.rules.ts";

const database = await testDatabase();
const importer = await database.as("importer");
const keeper = await database.as("keeper");
const app = await database.as("app");
const folder = mkdtempSync(join(tmpdir(), "eddystone-results-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  await keeper.query("delete from national.inspection; delete from national.fact; delete from national.result_import");
});

/** A file as others would send it; answers the report, or the refusal. */
async function send(name: string, content: string | Uint8Array, options: NationalOptions = {}) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const outcome = await importNationalFile(importer, { path, name }, options);
  return outcome.ok ? (outcome.value as ResultReport) : outcome.refusal;
}
const refused = async (name: string, content: string | Uint8Array, options: NationalOptions = {}) => {
  const outcome = await send(name, content, options);
  if (!("kind" in outcome)) throw new Error(`${name} was imported`);
  const { rows } = await app.query(
    "select (select count(*)::int from national.fact) + (select count(*)::int from national.result_import) as left",
  );
  expect(rows[0].left, "nothing of it stays").toBe(0);
  expect(sayNationalRefusal(outcome, name)).toMatch(/Nothing was imported|Write it like|Say /);
  return outcome as ResultRefusal;
};
/** Every fact as one line: whose, when, what, of whom: how much (of how many). */
async function facts(where = "true") {
  const { rows } = await app.query(
    `select concat(org_kind, ' ', org_key, ' ', period, ' ', m.code, ' ', g.code, ': ', coalesce(value::text, missing::text), case when denominator is not null then ' of ' || denominator end,
       case when low is not null then concat(' (', low, ' to ', high, ')') end) as fact
     from national.fact join national.measure m on m.id = measure join national.pupil_group g on g.id = pupil_group where ${where} order by 1`,
  );
  return rows.map(({ fact }) => fact as string);
}
const strata = async () =>
  (await app.query("select urn, s.code from national.fact_school join national.stratum s on s.id = stratum order by 1")).rows.map(
    ({ urn, code }) => `${urn} ${code}`,
  );
const lines = (...rows: (readonly unknown[])[]) => rows.map((row) => row.join(",")).join("\r\n");

// Key stage 2 as it is: a byte order mark, percent signs, blanks for the numbers of areas, a school without pupils cut short.
const ks2Header = [
  "RECTYPE",
  "AlphaIND",
  "LEA",
  "ESTAB",
  "URN",
  "SCHNAME",
  "NFTYPE",
  "TOTPUPS",
  "TELIG",
  "BELIG",
  "GELIG",
  "TFSM6CLA1A",
  "TNotFSM6CLA1A",
  "PTRWM_EXP",
  "PTRWM_EXP_B",
  "PTRWM_EXP_FSM6CLA1A",
  "PTRWM_EXP_NotFSM6CLA1A",
  "DIFFN_RWM_EXP",
  "READPROG",
  "READPROG_LOWER",
  "READPROG_UPPER",
  "TELIG_17",
  "PTRWM_EXP_17",
];
const ks2Rows = [
  [
    1,
    10,
    850,
    2001,
    115851,
    '"Anstey, Junior"',
    "CY",
    240,
    60,
    32,
    28,
    18,
    42,
    "63%",
    "61%",
    "51%",
    "SUPP",
    -20,
    -1.9,
    -3.4,
    -0.3,
    63,
    "67%",
  ],
  [
    2,
    20,
    850,
    7001,
    115852,
    "Harbour School",
    "CYS",
    40,
    8,
    6,
    2,
    "SUPP",
    "NA",
    "13%",
    "SUPP",
    "NE",
    "LOWCOV",
    "NA",
    "NP",
    "NP",
    "NP",
    7,
    "SUPP",
  ],
  [1, 30, 850, 2003, 115853, "Infants", "AC", 90],
  [
    3,
    " ",
    850,
    " ",
    " ",
    "Hampshire",
    " ",
    " ",
    13000,
    6500,
    6500,
    3000,
    10000,
    "66%",
    "62%",
    "46%",
    "72%",
    -25,
    0.1,
    0,
    0.2,
    12900,
    "62%",
  ],
  [4, " ", " ", " ", " ", " ", " ", " ", 658339, 330000, 328339, 198025, 451224, "65%", "61%", "51%", "71%", 0, 0, 0, 0, 624151, "64%"],
  [5, " ", " ", " ", " ", " ", " ", " ", 602440, 300000, 302440, 197488, 447479, "64%", "60%", "51%", "70%", 0, 0, 0, 0, 619703, "64%"],
];
const ks2 = (rows: readonly (readonly unknown[])[] = ks2Rows, header: readonly string[] = ks2Header) => `\uFEFF${lines(header, ...rows)}`;
const ks2Name = "2017-2018_850_ks2final.csv";
const changed = (at: number, column: string, value: unknown) =>
  ks2Rows.map((row, index) => (index === at ? Object.assign([...row], { [ks2Header.indexOf(column)]: value }) : row));

// RECTYPE 4 is an authority here.
const ks4Header = [
  "RECTYPE",
  "LEA",
  "ESTAB",
  "URN",
  "SCHNAME",
  "ICLOSE",
  "NFTYPE",
  "TPUP",
  "ATT8SCR",
  "P8PUP",
  "P8MEA",
  "P8CILOW",
  "P8CIUPP",
  "PTL2BASICS_95",
  "P8MEA_ORIG",
];
const ks4Rows = [
  [1, 202, 4000, 137181, "Academy", 0, "AC", 174, 50.3, 160, -0.16, -0.4, 0.08, "47.1%", -0.2],
  [1, 202, 6000, 100001, "Girls’ School", 0, "IND", "NA", "NA", "NA", "NA", "NA", "NA", "NA", "NA"],
  [2, 202, 7000, 100099, "Special School", 0, "CYS", 10, 3.2, 9, -1.6, -2.1, -1.1, "0.0%", -1.7],
  [4, 202, "", "", "", "", "", 1571, 48.5, 1465, 0.09, 0.03, 0.16, "46.2%", 0.09],
  [5, "", "", "", "", "", "", 605874, 44.5, "", "", "", "", "39.8%", ""],
  [7, "", "", "", "", "", "", 542831, 46.5, 513055, -0.03, "", "", "43.0%", -0.03],
];
const ks4 = (rows: readonly (readonly unknown[])[] = ks4Rows) => lines(ks4Header, ...rows);
const absence = (...more: (readonly unknown[])[]) =>
  lines(
    ["LA", "ESTAB", "URN", "PERCTOT", "PPERSABS10"],
    [201, 3614, 100000, 5.2, 9.8],
    [202, 2000, 136807, 6.7, "SUPP"],
    ["NAT", "PRI", "", 5.9, 16.2],
    ["NAT", "SEC", "", 9, 26.5],
    ["NAT", "SPE", "", 13, 38.3],
    ...more,
  );
const census = (school: readonly unknown[] = [100000, 201, 3614, "State-funded primary", 271, 8, "3.0%", 49, 50, 228, "21.9%"]) =>
  lines(
    ["URN", "LA", "Estab", "SCHOOLTYPE", "NOR", "TSENELSE", "PSENELSE", "NUMFSM", "NUMFSMEVER", "NORFSMEVER", "PNUMFSMEVER"],
    school,
    [100001, 201, 6005, "Independent school", 739, 0, "0.0%", "NA", "NA", "NA", "NA"],
    ...["PRI", "SEC", "SPE"].map((estab) => [
      "NAT",
      "",
      estab,
      "State-funded primary",
      4500000,
      90000,
      "2.0%",
      1000000,
      1100000,
      4400000,
      "25.0%",
    ]),
  );

describe("importing key stage 2", () => {
  it("stores every figure with its group, cohort and interval, and England where RECTYPE 4 and 5 say it", async () => {
    const report = await send(ks2Name, ks2());
    expect(report).toMatchObject({
      dataset: "ks2",
      years: [2018],
      version: "final",
      authorities: [850],
      rowsRead: 6,
      schools: 3,
      authorityRows: 1,
      nationRows: 2,
      olderColumns: 2,
      unknownColumns: [],
    });
    expect(await facts("org_key = 115851")).toEqual([
      "s 115851 20180 ks2-cohort all: 60",
      "s 115851 20180 ks2-cohort boys: 32",
      "s 115851 20180 ks2-cohort disadvantaged: 18",
      "s 115851 20180 ks2-cohort girls: 28",
      "s 115851 20180 ks2-cohort not-disadvantaged: 42",
      "s 115851 20180 ks2-reading-progress all: -1.9 of 60 (-3.4 to -0.3)",
      "s 115851 20180 ks2-rwm-exp all: 63 of 60",
      "s 115851 20180 ks2-rwm-exp boys: 61 of 32",
      "s 115851 20180 ks2-rwm-exp disadvantaged: 51 of 18",
      "s 115851 20180 ks2-rwm-exp not-disadvantaged: s of 42",
      "s 115851 20180 ks2-rwm-exp-dfe-gap disadvantaged: -20",
    ]);
    expect(await facts("org_kind <> 's' and measure = 1 and pupil_group = 1")).toEqual([
      "l 850 20180 ks2-rwm-exp all: 66 of 13000",
      "n 10 20180 ks2-rwm-exp all: 64 of 602440",
      "n 11 20180 ks2-rwm-exp all: 65 of 658339",
    ]);
    expect(await facts("org_key = 115852 and missing is not null")).toEqual([
      "s 115852 20180 ks2-cohort disadvantaged: s",
      "s 115852 20180 ks2-cohort not-disadvantaged: a",
      "s 115852 20180 ks2-reading-progress all: p of 8",
      "s 115852 20180 ks2-rwm-exp boys: s of 6",
      "s 115852 20180 ks2-rwm-exp disadvantaged: e",
      "s 115852 20180 ks2-rwm-exp not-disadvantaged: c",
      "s 115852 20180 ks2-rwm-exp-dfe-gap disadvantaged: a",
    ]);
    expect(await facts("org_key = 115853")).toEqual([]);
    expect(await strata()).toEqual(["115851 primary", "115852 special", "115853 primary"]);
    expect(sayNationalReport(report as ResultReport).join("\n")).toMatch(
      /2 columns of older years left aside.*SUPP in 3 cells: suppressed.*3 schools not in the register/s,
    );
  });

  it("reads next year's file whatever the order, case and extra columns of its header", async () => {
    const order = [...ks2Header.keys()].reverse();
    const header = order.map((at) => (ks2Header[at] as string).replace("_17", "_18").replace("PTRWM_EXP_B", "ptrwm_exp_b"));
    const rows = ks2Rows.filter((row) => row.length === ks2Header.length).map((row) => [...order.map((at) => row[at]), "x"]);
    const report = await send("2018-2019_850_ks2final.csv", ks2(rows, [...header, "MOONPHASE"]));
    expect(report).toMatchObject({ years: [2019], unknownColumns: ["MOONPHASE"], olderColumns: 2 });
    expect(await facts("org_key = 115851 and measure = 1")).toContain("s 115851 20190 ks2-rwm-exp boys: 61 of 32");
  });

  it("is the same from a workbook, where a percentage stands as a fraction of one, and packed", async () => {
    await send(ks2Name, ks2());
    const stored = await facts();
    await keeper.query("delete from national.fact; delete from national.result_import");
    expect(await send(`${ks2Name}.gz`, gzipSync(ks2()))).toMatchObject({ facts: stored.length });
    expect(await facts()).toEqual(stored);
    await keeper.query("delete from national.fact; delete from national.result_import");
    const cells = [ks2Header, ...ks2Rows.map((row) => row.map((cell) => String(cell).replaceAll('"', "")))];
    expect(await send("2017-2018_850_ks2final.xlsx", toXlsx("KS2", cells as string[][]))).toMatchObject({ facts: stored.length });
    expect(await facts()).toEqual(stored);
  });
});

describe("importing key stage 4", () => {
  it("takes RECTYPE 4 for an authority, and knows independent and special schools", async () => {
    expect(await send("2018-2019_england_ks4provisional.csv", ks4(), { leastAuthorities: 1 })).toMatchObject({
      dataset: "ks4",
      version: "provisional",
      years: [2019],
      authorityRows: 1,
      nationRows: 2,
      unknownColumns: [],
    });
    expect(await facts("org_kind <> 's' and measure in (50, 55)")).toEqual([
      "l 202 20190 ks4-attainment8 all: 48.5 of 1571",
      "l 202 20190 ks4-progress8 all: 0.09 of 1465 (0.03 to 0.16)",
      "n 10 20190 ks4-attainment8 all: 46.5 of 542831",
      "n 10 20190 ks4-progress8 all: -0.03 of 513055",
      "n 11 20190 ks4-attainment8 all: 44.5 of 605874",
    ]);
    expect(await strata()).toEqual(["100001 independent", "100099 special", "137181 secondary"]);
  });

  it("keeps a trust's own row, in the encoding of the register", async () => {
    const header =
      "TIME_PERIOD,TIME_IDENTIFIER,TRUST_GROUP_TYPE,TRUST_NAME,TRUST_UID,TRUST_ID,INSTITUTIONS_MATPTINC,NUMINST_MATPTINC,TPUP_MATPTINC,ATT8SCR_WGTAVG,P8MEA_WGTAVG,P8CILOW,P8CIUPP,PTL2BASICS_95_WGTAVG,ATT8SCR_WGTAVG_FSM6CLA1A";
    const trusts = Array.from(
      { length: 20 },
      (_, at) =>
        `202223,AcademicYear,Multi-academy trusts,St Bride\u2019s ${at},${2186 + at},TR00103,137009;138499,8,1025,40.1,-0.48,-0.57,-0.40,32%,${at === 1 ? "SUPPMAT" : "32.8"}`,
    );
    const cp1252 = Buffer.from([header, ...trusts].join("\n").replaceAll("\u2019", "\x92"), "latin1");
    expect(await send("2022-2023_england_ks4-mats-performance.csv", cp1252)).toMatchObject({
      trusts: 20,
      encoding: "windows-1252",
      years: [2023],
    });
    expect(await facts("org_key = 2186")).toContain("t 2186 20230 ks4-progress8 all: -0.48 of 1025 (-0.57 to -0.4)");
    expect(await facts("org_key = 2187 and pupil_group = 2")).toEqual(["t 2187 20230 ks4-attainment8 disadvantaged: s"]);
  });
});

describe("importing absence and the census", () => {
  it("finds the nation's rows under LA=NAT and URN=NAT, by kind of school", async () => {
    expect(await send("2022-2023_england_abs.csv", absence(), { leastAuthorities: 1 })).toMatchObject({
      dataset: "absence",
      schools: 2,
      nationRows: 3,
      facts: 10,
    });
    expect(await send("2022-2023_england_census.csv", census(), { leastAuthorities: 1 })).toMatchObject({
      dataset: "census",
      schools: 2,
      nationRows: 3,
      unknownColumns: [],
    });
    expect(await facts("org_kind = 'n' and measure = 151")).toEqual([
      "n 1 20230 absence-persistent all: 16.2",
      "n 2 20230 absence-persistent all: 26.5",
      "n 3 20230 absence-persistent all: 38.3",
    ]);
    expect(await facts("org_key = 100000 and measure in (151, 220, 221, 224)")).toEqual([
      "s 100000 20230 absence-persistent all: 9.8",
      "s 100000 20230 ehcp all: 3 of 271",
      "s 100000 20230 fsm6 all: 21.9 of 228",
      "s 100000 20230 pupils-on-roll all: 271",
    ]);
    expect((await strata()).sort()).toEqual(["100000 not-told", "100000 primary", "100001 independent", "136807 not-told"]);
  });

  it("keeps persistent absence at 15% apart from that at 10%", async () => {
    const old = lines(
      ["LA", "ESTAB", "URN", "PERCTOT", "PPERSABS15"],
      [201, 3614, 100000, 3.5, 0],
      ["NAT", "PRI", "", 4.8, 3.6],
      ["NAT", "SEC", "", 5.8, 6.5],
    );
    await send("2012-2013_england_abs_PA15.csv", old);
    expect(await facts("org_kind = 's'")).toEqual([
      "s 100000 20130 absence-overall all: 3.5",
      "s 100000 20130 absence-persistent-15 all: 0",
    ]);
  });
});

describe("importing tidy files", () => {
  const about = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
  ];
  const area = (level: string, region = "", authority = "", year = "202122") => [
    year,
    "Academic year",
    level,
    "E92000001",
    "England",
    region,
    "",
    authority,
    "",
    "",
  ];
  it("tells nation, region and authority apart, takes its groups, and says what it skipped", async () => {
    const header = [
      ...about,
      "lad_code",
      "characteristic",
      "characteristic_type",
      "gender",
      "children_number",
      "gld_number",
      "gld_percentage",
    ];
    const total = ["", "Total", "Total", "Total"];
    const report = await send(
      "eyfsp_2022.csv",
      lines(
        header,
        [...area("National"), ...total, 622583, 405723, "65.200000"],
        [...area("National"), "", "Total", "Total", "Girls", 304334, 218923, 71.9],
        [...area("Regional", "E12000007"), ...total, 100, 68, 68],
        [...area("Regional", "E13000002"), ...total, 60, 40, "c"],
        [...area("Local authority", "E12000009", "908"), ...total, 5000, 3300, 66],
        [...area("Local authority district", "E12000009", "908"), ...total, 500, 330, 66],
        [...area("National"), "", "Term of birth", "Autumn-born", "Total", 1, 1, 100],
      ),
    );
    expect(report).toMatchObject({ dataset: "eyfs", years: [2022], nationRows: 1, regionRows: 2, authorityRows: 1 });
    expect((report as ResultReport).skipped).toEqual([
      { reason: "a district is no authority for schools", rows: 1, examples: ["Local authority district"] },
      { reason: "a measure or a group of pupils that is not taken", rows: 1, examples: ["Term of birth, Autumn-born, Total"] },
    ]);
    expect(await facts()).toEqual([
      "l 908 20220 eyfs-gld all: 66 of 5000",
      "n 10 20220 eyfs-gld all: 65.2 of 622583",
      "n 10 20220 eyfs-gld girls: 71.9 of 304334",
      "r 11 20220 eyfs-gld all: s of 60",
      "r 7 20220 eyfs-gld all: 68 of 100",
    ]);
  });

  it("keeps an authority's figure for one kind of school under its own key", async () => {
    const rows = ["Primary", "Secondary", "Special", "Total"].flatMap((phase) => [
      [...area("National", "", "", "202526"), phase, 94, 940, 1000, 17.5, 100],
      [...area("Local authority", "E12000008", "850", "202526"), phase, 95, 95, 100, 16, 10],
    ]);
    expect(
      await send(
        "ees_attendance_ytd_2026-07.csv",
        lines(
          [...about, "education_phase", "attendance_perc", "overall_attendance", "possible_sessions", "pa_perc", "enrolments"],
          ...rows,
        ),
      ),
    ).toMatchObject({ dataset: "attendance-year-to-date", version: "provisional" });
    expect((await facts("measure = 156")).map((fact) => fact.split(":")[0])).toEqual([
      "l 1850 20260 attendance-overall all",
      "l 2850 20260 attendance-overall all",
      "l 3850 20260 attendance-overall all",
      "l 850 20260 attendance-overall all",
      "n 1 20260 attendance-overall all",
      "n 10 20260 attendance-overall all",
      "n 2 20260 attendance-overall all",
      "n 3 20260 attendance-overall all",
    ]);
  });

  it("reads key stage 2 and 4 by school as explore education statistics has them, several years in one file", async () => {
    const ks2Schools = lines(
      [
        "time_period",
        "geographic_level",
        "old_la_code",
        "school_urn",
        "school_laestab",
        "breakdown_topic",
        "breakdown",
        "subject",
        "expected_standard_pupil_percent",
        "higher_standard_pupil_percent",
        "average_scaled_score",
        "progress_measure_score",
        "progress_measure_lower_conf_interval",
        "progress_measure_upper_conf_interval",
      ],
      ["202425", "School", 850, 115851, 8502001, "All pupils", "Total", '"Reading, writing and maths"', 62, 8, "z", "z", "z", "z"],
      ["202425", "School", 850, 115851, 8502001, "Sex", "Boys", "Reading", 70, 20, 104, "x", "x", "x"],
      ["202223", "School", 850, 115851, 8502001, "All pupils", "Total", "Maths", 72, 21, 105, -0.4, -1.9, 1.1],
      ["202425", "School", 850, 115851, 8502001, "Average (2023 to 2025)", "3 year average", "Reading", 71, 22, 104, "z", "z", "z"],
    );
    const report = await send("ks2_school_attainment_data.csv", ks2Schools);
    expect(report).toMatchObject({ dataset: "ks2-schools", years: [2023, 2025], schools: 1, unknownColumns: [] });
    expect(await facts()).toEqual([
      "s 115851 20230 ks2-maths-exp all: 72",
      "s 115851 20230 ks2-maths-high all: 21",
      "s 115851 20230 ks2-maths-progress all: -0.4 (-1.9 to 1.1)",
      "s 115851 20230 ks2-maths-score all: 105",
      "s 115851 20250 ks2-reading-exp boys: 70",
      "s 115851 20250 ks2-reading-high boys: 20",
      "s 115851 20250 ks2-reading-progress boys: x",
      "s 115851 20250 ks2-reading-score boys: 104",
      "s 115851 20250 ks2-rwm-exp all: 62",
      "s 115851 20250 ks2-rwm-high all: 8",
    ]);
    const ks4Schools = (filter: "gender" | "sex") =>
      lines(
        [
          "time_period",
          "school_urn",
          filter,
          "disadvantage_status",
          "first_language",
          "t_pupils",
          "avg_att8",
          "t_inp8calc",
          "avg_p8score",
          "p8score_ci_low",
          "p8score_ci_upp",
          "pt_l2basics_95",
        ],
        ["202324", 137181, "Total", "Total", "Total", 174, 50.3, 160, -0.16, -0.4, 0.08, 47.1],
        ["202324", 137181, "Girls", "Total", "Total", 80, 53, 75, 0.1, -0.2, 0.4, "c"],
      );
    expect(await send("202324_performance_tables_schools_final.csv", ks4Schools("sex"))).toMatchObject({
      dataset: "ks4-schools-2024",
      years: [2024],
    });
    expect(await facts("org_key = 137181 and measure in (50, 55)")).toEqual([
      "s 137181 20240 ks4-attainment8 all: 50.3 of 174",
      "s 137181 20240 ks4-attainment8 girls: 53 of 80",
      "s 137181 20240 ks4-progress8 all: -0.16 of 160 (-0.4 to 0.08)",
      "s 137181 20240 ks4-progress8 girls: 0.1 of 75 (-0.2 to 0.4)",
    ]);
    const latest = lines(
      [
        "time_period",
        "school_urn",
        "breakdown_topic",
        "breakdown",
        "sex",
        "disadvantage_status",
        "pupil_count",
        "attainment8_average",
        "progress8_average",
        "progress8_pupil_count",
        "progress8_lower_95_ci",
        "progress8_upper_95_ci",
        "engmath_95_percent",
        "engmath_95_total",
      ],
      ["202425", 137181, "Total", "Total", "Total", "Total", 170, 49.9, "z", "z", "z", "z", 46.5, 79],
      ["202425", 137181, "Disadvantage status", "Disadvantaged", "Total", "Disadvantaged", 100, 41.2, "z", "z", "z", "z", 30, 30],
    );
    expect(await send("202425_performance_tables_schools_final.csv", latest)).toMatchObject({ dataset: "ks4-schools", years: [2025] });
    expect(await facts("org_key = 137181 and period = 20250 and measure in (55, 60)")).toEqual([
      "s 137181 20250 ks4-basics-5 all: 46.5 of 170",
      "s 137181 20250 ks4-basics-5 disadvantaged: 30 of 100",
      "s 137181 20250 ks4-progress8 all: a",
      "s 137181 20250 ks4-progress8 disadvantaged: a",
    ]);
  });

  it("reads the long file of the authority tool, whose years end where they say, and which must have England's rows", async () => {
    const long = (...rows: (readonly unknown[])[]) =>
      lines(["measure", "lait_code", "label", "years", "area", "la_number", "region", "value"], ...rows);
    const rows = [
      ["eyfs.gld", "FSP_NEW_GOODDEV", "", "2025 (prov)", "England", 970, "NA", "68.299999999999997"],
      ["eyfs.gld", "FSP_NEW_GOODDEV", "", 2025, "London (Inner)", 987, "NA", 69],
      ["eyfs.gld", "FSP_NEW_GOODDEV", "", 2020, "Cornwall", 908, "South West", "-"],
      ["abs.pri", "PriTotAbs", "", 2025, "England", 970, "NA", 5.2],
      ["abs.pri", "PriTotAbs", "", 2025, "Cornwall", 908, "South West", 5.6],
    ];
    expect(await send("lait.csv.gz", gzipSync(long(...rows)))).toMatchObject({ dataset: "lait", years: [2020, 2025], facts: 5 });
    expect(await facts()).toEqual([
      "l 1908 20250 absence-overall all: 5.6",
      "l 908 20200 eyfs-gld all: x",
      "n 1 20250 absence-overall all: 5.2",
      "n 10 20250 eyfs-gld all: 68.3",
      "r 10 20250 eyfs-gld all: 69",
    ]);
    await keeper.query("delete from national.fact; delete from national.result_import");
    expect(await refused("lait.csv", long(...rows.slice(0, 3), ...rows.slice(4)))).toMatchObject({ kind: "not-whole" });
  });
});

describe("importing inspections", () => {
  const inspections = async () =>
    (await app.query("select urn, era, inspected_on::text as on, outcomes, urn_then from national.inspection order by 1, 3, 2")).rows.map(
      ({ urn, era, on, outcomes, urn_then }) => [urn, era, on, outcomes, ...(urn_then ? [urn_then] : [])],
    );

  it("keeps a report card, an ungraded and a graded inspection of one row apart, and makes no overall grade", async () => {
    const header = [
      "Web Link (opens in new window)",
      "URN",
      "LAESTAB",
      "School name",
      "Inspection number of latest full inspection",
      "Inspection type",
      "Inspection start date",
      "Publication date",
      "Category of concern",
      "Safeguarding standards",
      "Inclusion",
      "Curriculum and teaching",
      "Early years (where applicable)",
      "Latest ungraded inspection number",
      "Date of latest ungraded inspection",
      "Ungraded inspection overall outcome",
      "Inspection start date of latest OEIF graded inspection",
      "Latest OEIF overall effectiveness",
      "Latest OEIF quality of education",
      "Latest OEIF  safeguarding is effective?",
      "URN at time of latest OEIF graded inspection",
    ];
    const file = lines(
      header,
      [
        "http://x",
        137009,
        1,
        "Rivers",
        "10400001",
        "S5 Inspection",
        "11/11/2025",
        "16/12/2025",
        "NULL",
        "Met",
        "Strong standard",
        "Expected standard",
        "9",
        "10200000",
        "02/10/2024",
        "School remains Good (Improving) - S5 Next",
        "05/03/2019",
        "2",
        "NULL",
        "Yes",
        "100500",
      ],
      [
        "http://x",
        137010,
        2,
        "Quay",
        "NULL",
        "NULL",
        "NULL",
        "NULL",
        "NULL",
        "NULL",
        "NULL",
        "NULL",
        "NULL",
        "NULL",
        "NULL",
        "NULL",
        "10/10/2024",
        "Not judged",
        "3",
        "Yes",
        "137010",
      ],
      ["http://x", 137011, 3, "New", ...Array(17).fill("NULL")],
    );
    const report = await send("Management_information_-_state-funded_schools_-_latest_inspections_as_at_30_Apr_2026.csv", file);
    expect(report).toMatchObject({
      dataset: "ofsted-latest",
      inspections: 4,
      years: [2026],
      skipped: [{ reason: "no inspection of its own", rows: 1 }],
    });
    expect(await inspections()).toEqual([
      [137009, "graded", "2019-03-05", { "overall-effectiveness": "good", "safeguarding-effective": "yes" }, 100500],
      [137009, "ungraded", "2024-10-02", { outcome: "School remains Good (Improving) - S5 Next" }],
      [
        137009,
        "report-card",
        "2025-11-11",
        {
          safeguarding: "met",
          inclusion: "strong-standard",
          "curriculum-and-teaching": "expected-standard",
          "early-years": "not-applicable",
        },
      ],
      [
        137010,
        "graded",
        "2024-10-10",
        { "overall-effectiveness": "not-judged", "quality-of-education": "requires-improvement", "safeguarding-effective": "yes" },
      ],
    ]);
    const { rows } = await app.query("select released_on::text as day from national.result_import");
    expect(rows).toEqual([{ day: "2026-04-30" }]);
  });

  it("reads a file with a title over its header, and lets an older release change nothing that a newer one told", async () => {
    const history = (grade: string) =>
      `All inspections\r\n${lines(["URN", "School name", "Inspection number", "Inspection type", "Inspection start date", "Publication date", "Overall effectiveness", "Quality of teaching, learning and assessment".replace(/^.*$/, '"$&"'), "Outcomes for pupils"], [100000, "Quay", "10000001", "S5 Inspection", "01/03/2017", "20/04/2017", grade, "2", "9"])}`;
    expect(await send("history_as_at_31_Aug_2019.csv", history("2"))).toMatchObject({
      dataset: "ofsted-history",
      inspections: 1,
      years: [2019],
    });
    expect(await send("history_as_at_31_May_2019.csv", history("3"))).toMatchObject({ inspections: 0 });
    expect(await inspections()).toEqual([
      [
        100000,
        "graded",
        "2017-03-01",
        { "overall-effectiveness": "good", "quality-of-teaching": "good", "outcomes-for-pupils": "not-applicable" },
      ],
    ]);
    expect((await app.query("select file_name from national.result_import where superseded_at is null")).rows).toEqual([
      { file_name: "history_as_at_31_Aug_2019.csv" },
    ]);
  });

  it("refuses a grade or a day that is none, naming row and column", async () => {
    const file = (on: string, grade: string) =>
      lines(
        ["URN", "School name", "Ofsted phase", "Inspection date", "Publication date", "Overall effectiveness"],
        [100000, "Quay", "Primary", on, "20/04/2013", grade],
      );
    expect(await refused("2018-07-31_ofsted.csv", file("01/03/2013", "Great"))).toMatchObject({
      kind: "unknown-grade",
      row: 2,
      column: "Overall effectiveness",
      value: "Great",
    });
    expect(await refused("2018-07-31_ofsted.csv", file("31/02/2013", "1"))).toMatchObject({
      kind: "no-day",
      row: 2,
      column: "Inspection date",
    });
  });
});

describe("versions and sources", () => {
  const final = ks4(ks4Rows.map((row, at) => (at === 0 ? Object.assign([...row], { 8: 51.1 }) : row)));
  const attainment = () => facts("org_key = 137181 and measure = 50");

  it("let a newer version replace an older one, never the other way round, and the same file change nothing", async () => {
    const england = { leastAuthorities: 1 };
    await send("2018-2019_england_ks4provisional.csv", ks4(), england);
    expect(await send("2018-2019_england_ks4final.csv", final, england)).toMatchObject({ version: "final", replaced: expect.any(Number) });
    expect(await attainment()).toEqual(["s 137181 20190 ks4-attainment8 all: 51.1 of 174"]);
    expect(await send("2018-2019_england_ks4provisional.csv", ks4(), england)).toMatchObject({ kind: "older-version", stored: "final" });
    expect(await send("2018-2019_england_ks4final.csv", final, england)).toMatchObject({ already: true });
    expect(await attainment()).toEqual(["s 137181 20190 ks4-attainment8 all: 51.1 of 174"]);
    const { rows } = await app.query("select version, superseded_at is null as in_force from national.result_import order by id");
    expect(rows).toEqual([
      { version: "provisional", in_force: false },
      { version: "final", in_force: true },
    ]);
  });

  it("keep the downloads of two authorities side by side, and let all of England replace them", async () => {
    await send(ks2Name, ks2());
    const surrey = ks2Rows.map((row) =>
      row.map((cell) => (cell === 850 ? 936 : typeof cell === "number" && cell > 115850 && cell < 115860 ? cell + 10000 : cell)),
    );
    expect(await send("2017-2018_936_ks2final.csv", ks2(surrey))).toMatchObject({ authorities: [936] });
    expect((await facts("measure = 1 and pupil_group = 1 and org_kind = 's'")).length).toBe(4);
    const england = ks2([...ks2Rows.slice(0, 4), ...surrey.slice(0, 1), ...surrey.slice(3)]);
    const report = await send("2017-2018_england_ks2final.csv", england, { leastAuthorities: 2 });
    expect(report).not.toHaveProperty("authorities");
    expect(await facts("measure = 1 and pupil_group = 1 and org_kind = 's'")).toHaveLength(3);
    const { rows } = await app.query("select count(*)::int as n from national.result_import where superseded_at is null");
    expect(rows).toEqual([{ n: 1 }]);
  });

  it("let the tables themselves count more than a list cut out of them, in either order", async () => {
    const list = lines(
      ["URN", "KS2 Pupils", "KS2 Boys", "KS2 Girls", "Overall Meet Std", "Academic Year"],
      ...Array.from({ length: 10_000 }, (_, at) => [115851 + at, 60, 32, 28, "1%", 2018]),
    );
    await send(ks2Name, ks2());
    expect(await send("list.csv", list)).toMatchObject({ dataset: "ks2-list", years: [2018], toldBetter: 8 });
    expect(await facts("org_key in (115851, 115853) and measure = 1 and pupil_group = 1")).toEqual([
      "s 115851 20180 ks2-rwm-exp all: 63 of 60",
      "s 115853 20180 ks2-rwm-exp all: 1 of 60",
    ]);
    await keeper.query("delete from national.fact; delete from national.result_import");
    await send("list.csv", list);
    expect(await send(ks2Name, ks2())).toMatchObject({ toldBetter: 0 });
    expect(await facts("org_key in (115851, 115853) and measure = 1 and pupil_group = 1")).toEqual([
      "s 115851 20180 ks2-rwm-exp all: 63 of 60",
      "s 115853 20180 ks2-rwm-exp all: 1 of 60",
    ]);
  });
});

describe("a file that is not imported says where and why, and can be corrected and sent again", () => {
  const cases: readonly (readonly [
    string,
    string,
    () => string | Uint8Array,
    Partial<ResultRefusal> | { kind: string },
    NationalOptions?,
  ])[] = [
    [
      "an unknown mark in a column of numbers",
      ks2Name,
      () => ks2(changed(0, "PTRWM_EXP", "SUPR")),
      { kind: "unknown-token", row: 2, column: "PTRWM_EXP", value: "SUPR" },
    ],
    [
      "a number as words",
      ks2Name,
      () => ks2(changed(1, "READPROG_LOWER", "three")),
      { kind: "unknown-token", row: 3, column: "READPROG_LOWER", value: "three" },
    ],
    [
      "a percentage of 140",
      ks2Name,
      () => ks2(changed(0, "PTRWM_EXP_B", "140%")),
      { kind: "impossible-number", why: "percentage", row: 2, column: "PTRWM_EXP_B", value: "140%" },
    ],
    [
      "a cohort below nothing",
      ks2Name,
      () => ks2(changed(0, "TELIG", -4)),
      { kind: "impossible-number", why: "negative", row: 2, column: "TELIG" },
    ],
    [
      "a percentage where a count stands",
      ks2Name,
      () => ks2(changed(0, "BELIG", "53%")),
      { kind: "impossible-number", why: "percent-sign", row: 2, column: "BELIG" },
    ],
    [
      "an interval that ends before it begins",
      ks2Name,
      () => ks2(changed(0, "READPROG_UPPER", -9)),
      { kind: "interval-crossed", row: 2, low: -3.4, high: -9 },
    ],
    [
      "a denominator below its numerator",
      "2022-2023_england_census.csv",
      () => census([100000, 201, 3614, "State-funded primary", 271, 8, "3.0%", 49, 250, 228, "21.9%"]),
      { kind: "numerator-above", row: 2, column: "NUMFSMEVER", numerator: 250, denominator: 228 },
    ],
    [
      "a type of school that nobody knows",
      "2022-2023_england_census.csv",
      () => census([100000, 201, 3614, "Ship", 271, 8, "3.0%", 49, 50, 228, "21.9%"]),
      { kind: "unknown-type-of-school", row: 2, column: "SCHOOLTYPE", value: "Ship" },
    ],
    [
      "a kind of row that nobody knows",
      ks2Name,
      () => ks2(changed(0, "RECTYPE", 6)),
      { kind: "unknown-row", row: 2, column: "RECTYPE", value: "6" },
    ],
    ["a school without its number", ks2Name, () => ks2(changed(0, "URN", " ")), { kind: "no-number-of-school", row: 2, column: "URN" }],
    ["a school twice", ks2Name, () => ks2([...ks2Rows.slice(0, 1), ...ks2Rows]), { kind: "row-twice", row: 3, what: "URN 115851" }],
    [
      "a column twice",
      ks2Name,
      () =>
        ks2(
          ks2Rows.map((row) => [...row, 1]),
          [...ks2Header, "telig"],
        ),
      { kind: "column-twice", column: "TELIG" },
    ],
    ["two headers", ks2Name, () => ks2([...ks2Rows.slice(0, 2), ks2Header, ...ks2Rows.slice(2)]), { kind: "second-header", row: 4 }],
    [
      "a row with more cells than columns",
      ks2Name,
      () => ks2(ks2Rows.map((row, at) => (at === 1 ? [...row, 5] : row))),
      { kind: "row-too-wide", row: 3, cells: 24, width: 23 },
    ],
    ["the rows of the nation missing", ks2Name, () => ks2(ks2Rows.slice(0, 4)), { kind: "not-whole" }],
    [
      "the row of an authority missing",
      ks2Name,
      () => ks2([...ks2Rows.slice(0, 3), ...ks2Rows.slice(4)]),
      { kind: "not-whole", lacks: ["the row of authority 850, though it has schools of it"] },
    ],
    [
      "absence without its nation",
      "2022-2023_england_abs.csv",
      () => absence().split("\r\n").slice(0, 3).join("\r\n"),
      { kind: "not-whole" },
    ],
    [
      "half of England",
      "2022-2023_england_abs.csv",
      () =>
        lines(
          ["LA", "ESTAB", "URN", "PERCTOT", "PPERSABS10"],
          ...Array.from({ length: 70 }, (_, at) => [201 + at, 2000, 100000 + at, 5, 10]),
          ["NAT", "PRI", "", 5.9, 16.2],
          ["NAT", "SEC", "", 9, 26.5],
        ),
      { kind: "not-whole", lacks: ["the rest of England: it has 70 authorities of more than 140"] },
    ],
    ["the last record cut short", ks2Name, () => ks2().slice(0, -20), { kind: "row-cut-short", row: 7 }],
    ["a quotation mark never closed", ks2Name, () => ks2().replace('"Anstey, Junior"', '"Anstey, Junior'), { kind: "truncated" }],
    ["a packed file cut off", `${ks2Name}.gz`, () => gzipSync(ks2()).subarray(0, 200), { kind: "damaged-archive" }],
    ["no year anywhere", "abs.csv", () => absence(), { kind: "no-period" }],
    ["a year that is none", "abs.csv", () => absence(), { kind: "impossible-period", given: "2023" }, { period: "2023" }],
    [
      "a year against the file's name",
      "2022-2023_england_abs.csv",
      () => absence(),
      { kind: "period-contradicts", given: 2019, found: 2023 },
      { period: "2018/19" },
    ],
    [
      "a year against the file's older columns",
      "ks2.csv",
      () => ks2(),
      { kind: "period-contradicts", given: 2019, found: 2018 },
      { period: "2018/19" },
    ],
    [
      "a version against the name",
      "2018-2019_england_ks4provisional.csv",
      () => ks4(),
      { kind: "version-contradicts" },
      { version: "final" },
    ],
    [
      "a part of a list",
      "list.csv",
      () => lines(["URN", "KS2 Pupils", "Overall Meet Std", "Academic Year"], [115851, 60, "63%", 2018]),
      { kind: "too-few-rows", rows: 1, least: 10_000 },
    ],
  ];
  for (const [what, name, content, expected, options] of cases)
    it(what, async () => {
      expect(await refused(name, content(), options)).toMatchObject(expected);
    });

  it("one figure twice in a long file", async () => {
    const row = ["202425", "School", 115851, "All pupils", "Total", "Reading", 62, 8];
    const header = [
      "time_period",
      "geographic_level",
      "school_urn",
      "breakdown_topic",
      "breakdown",
      "subject",
      "expected_standard_pupil_percent",
      "higher_standard_pupil_percent",
    ];
    expect(await refused("ks2_school.csv", lines(header, row, row))).toMatchObject({ kind: "row-twice" });
  });

  it("rows that contradict the year that was said", async () => {
    const row = ["202425", "School", 115851, "All pupils", "Total", "Reading", 62, 8];
    const header = [
      "time_period",
      "geographic_level",
      "school_urn",
      "breakdown_topic",
      "breakdown",
      "subject",
      "expected_standard_pupil_percent",
      "higher_standard_pupil_percent",
    ];
    expect(await refused("ks2_school.csv", lines(header, row), { period: "2023/24" })).toMatchObject({
      kind: "period-contradicts",
      given: 2024,
      found: 2025,
    });
  });

  it("and the corrected file goes in", async () => {
    await refused(ks2Name, ks2(changed(0, "PTRWM_EXP", "SUPR")));
    expect(await send(ks2Name, ks2())).toMatchObject({ already: false, schools: 3 });
  });
});

it("every import is entered in the site's own chain, with no text of the file in it", async () => {
  await send(ks2Name, ks2());
  const { rows } = await keeper.query("select detail from audit.event where kind = 'national.results-imported' order by at desc limit 1");
  expect(rows[0].detail).toMatchObject({ dataset: "ks2", years: "2018", version: "final", rowsRead: 6 });
  expect(await verifyChain(keeper, siteChain)).not.toHaveProperty("broken");
});
