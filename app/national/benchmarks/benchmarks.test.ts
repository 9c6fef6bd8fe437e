import type { Client } from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { type PupilGroup, pupilGroups } from "../../language/pupil-group.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { measureByCode } from "../results/catalogue.ts";
import { benchmarksAstray, rebuildAfterRegister, rebuildBenchmarks, rebuildDistributions } from "./derive.store.ts";
import { distributionOf } from "./distribution.store.ts";
import { listMeasures, showMeasure } from "./measures.command.ts";
import { similarTo } from "./similar-schools.store.ts";
import { similarTrusts } from "./similar-trusts.store.ts";
import { publishedTrustValues, valuesOfSchools } from "./value.store.ts";

interface Given {
  readonly key: number;
  readonly measure: string;
  readonly value?: number;
  readonly missing?: string;
  readonly group?: PupilGroup;
  readonly pupils?: number;
  readonly kind?: string;
}

const database = await testDatabase();
const importer = await database.as("importer");
const app = database.database("app").pool;

/** Facts as an import leaves them, with what the benchmarks make of them. */
async function take(
  {
    dataset,
    period,
    authorities,
    strata = {},
  }: { dataset: string; period: number; authorities?: number[]; strata?: Record<number, number> },
  facts: readonly Given[],
): Promise<number> {
  const { rows } = await importer.query<{ id: number }>(
    `insert into national.result_import (dataset, periods, version, authorities, tier, file_name, sha256, reading, report)
     values ($1, array[$2::smallint], 'final', $3, 0, $4, repeat('a', 64), '', '{}') returning id`,
    [dataset, period, authorities ?? null, `${dataset}.csv`],
  );
  const id = rows[0]?.id as number;
  const urns = [...new Set(facts.filter(({ kind = "s" }) => kind === "s").map(({ key }) => key))];
  for (const urn of urns)
    await importer.query("insert into national.fact_school (import, urn, stratum) values ($1, $2, $3)", [id, urn, strata[urn] ?? 0]);
  for (const { key, measure, value, missing, group = "all", pupils, kind = "s" } of facts)
    await importer.query(
      "insert into national.fact (org_kind, org_key, period, measure, pupil_group, value, missing, denominator, import) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      [kind, key, period, measureByCode(measure)?.id, pupilGroups[group], value ?? null, missing ?? null, pupils ?? null, id],
    );
  await change(importer, () => rebuildDistributions(importer, { id, tookFrom: [] }));
  return id;
}

async function change(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query("begin");
  await work();
  await client.query("commit");
}

const rwm = "ks2-rwm-exp";
const school = (urn: number, region: string | null, la = "908") =>
  importer.query(
    "insert into national.school (urn, name, la_code, region, phase, pupils, as_at) values ($1, $2, $3, $4, 'Primary', 200, '2023-01-01')",
    [urn, `School ${urn}`, la, region],
  );
const before = (earlier: number, later: number) =>
  importer.query(
    "insert into national.school_link (urn, linked_urn, kind, direction, as_at) values ($1, $2, 'Predecessor', 'predecessor', '2023-01-01')",
    [later, earlier],
  );

// Five primaries of one census; 100011 became 100001, and 100012 and 100013 became 100002. Links that go round in a ring end.
const primaries = { 100001: 1, 100002: 1, 100003: 1, 100004: 1, 100005: 1, 100006: 2, 100007: 6, 100011: 1, 100012: 1, 100013: 1 };
beforeAll(async () => {
  for (const urn of [100001, 100002, 100003]) await school(urn, "South West");
  await school(100004, null);
  await school(100005, "London", "201");
  await school(100011, null, "999");
  await before(100011, 100001);
  await before(100001, 100011);
  await before(100012, 100002);
  // Told from the other end only.
  await importer.query(
    "insert into national.school_link (urn, linked_urn, kind, direction, as_at) values (100013, 100002, 'Successor', 'successor', '2023-01-01')",
  );
  await change(importer, () => rebuildAfterRegister(importer));
});

describe("the percentile of a value", () => {
  it("is among the schools of its type by the census of the year, where the file tells no types", async () => {
    await take({ dataset: "absence", period: 20230 }, [
      { key: 100001, measure: "absence-overall", value: 4 },
      { key: 100002, measure: "absence-overall", value: 5 },
      { key: 100003, measure: "absence-overall", value: 5 },
      { key: 100006, measure: "absence-overall", value: 3 },
      { key: 100007, measure: "absence-overall", value: 1 },
      { key: 100099, measure: "absence-overall", value: 2 },
    ]);
    const [first] = await valuesOfSchools(app, [100001]);
    expect(first).toMatchObject({ percentile: { n: 6, worse: 2 }, population: { stratum: 0, n: 6, byCensus: 0 } });

    await take({ dataset: "census", period: 20230, strata: primaries }, [
      { key: 100001, measure: "pupils-on-roll", value: 200 },
      { key: 100002, measure: "pupils-on-roll", value: 210 },
      { key: 100003, measure: "pupils-on-roll", value: 400 },
      { key: 100004, measure: "pupils-on-roll", value: 220 },
      { key: 100006, measure: "pupils-on-roll", value: 900 },
      { key: 100007, measure: "pupils-on-roll", value: 90 },
      ...[100001, 100002, 100003, 100004].flatMap((key) => [
        { key, measure: "fsm6", value: 10 },
        { key, measure: "eal", value: 10 },
        { key, measure: "sen-support", value: 10 },
      ]),
      { key: 100001, measure: "ehcp", missing: "x" },
      { key: 100002, measure: "ehcp", value: 2 },
      { key: 100003, measure: "ehcp", value: 2 },
      { key: 100004, measure: "ehcp", value: 2 },
    ]);
    const values = await valuesOfSchools(app, [100001, 100002, 100006, 100007, 100099], { measures: ["absence-overall"] });
    expect(values.map(({ urn, percentile, noPercentile }) => [urn, percentile?.rank ?? noPercentile])).toEqual([
      [100001, (100 * 2.5) / 3],
      [100002, (100 * 1) / 3],
      [100006, 50],
      [100007, "not-state-funded"],
      [100099, "type-unknown"],
    ]);
    expect(values[0]).toMatchObject({
      population: { stratum: 1, n: 3, byCensus: 3 },
      top20: 4,
      source: { dataset: "absence", file: "absence.csv", version: "final" },
    });
    expect(await distributionOf(app, { measure: "absence-overall", period: 20230 })).toMatchObject([
      { stratum: 1, n: 3, values: Float64Array.of(4, 5), equal: Int32Array.of(1, 2) },
      { stratum: 2, n: 1 },
    ]);
  });

  it("is none where only some authorities' part of a file is there, or a measure is better neither way", async () => {
    await take({ dataset: "ks2", period: 20170, authorities: [850] }, [{ key: 100003, measure: rwm, value: 60, pupils: 30 }]);
    expect(await valuesOfSchools(app, [100003], { periods: [20170] })).toMatchObject([
      { figure: { value: 60 }, cohort: 30, percentile: undefined, noPercentile: "part-of-england" },
    ]);
    expect(await valuesOfSchools(app, [100003], { measures: ["fsm6"] })).toMatchObject([{ noPercentile: "neither", population: { n: 4 } }]);
  });
});

describe("a school's published value", () => {
  beforeAll(async () => {
    await take({ dataset: "ks2", period: 20180, strata: primaries }, [
      { key: 100001, measure: rwm, missing: "x" },
      { key: 100011, measure: rwm, value: 70, pupils: 20 },
      { key: 100012, measure: rwm, value: 50, pupils: 10 },
      { key: 100013, measure: rwm, value: 90, pupils: 10 },
      { key: 100003, measure: rwm, value: 80, pupils: 40 },
      { key: 100004, measure: rwm, missing: "s", pupils: 5 },
      { key: 100005, measure: rwm, value: 100, pupils: 60 },
      { key: 10, measure: rwm, value: 64, kind: "n" },
      { key: 908, measure: rwm, value: 62, kind: "l" },
    ]);
  });

  it("is found under the school it came from where its own row is blank, and ranked there", async () => {
    expect(await valuesOfSchools(app, [100001], { measures: [rwm] })).toMatchObject([
      { urn: 100001, figure: { value: 70 }, published: { urn: 100011, before: true }, percentile: { rank: 30, n: 5 }, cohort: 20 },
    ]);
  });

  it("is no single one where several schools became one", async () => {
    expect(await valuesOfSchools(app, [100002], { measures: [rwm] })).toMatchObject([
      { figure: { missing: "not-available" }, several: [100012, 100013], noPercentile: "no-value" },
    ]);
  });

  it("says why it is missing, and stands beside the nation, its authority and its region", async () => {
    const [value] = await valuesOfSchools(app, [100004], { measures: [rwm], periods: [20180], groups: ["all"] });
    expect(value).toMatchObject({
      figure: { missing: "suppressed" },
      cohort: 5,
      noPercentile: "no-value",
      nation: { kind: "published", key: 10, figure: { value: 64 } },
      authority: { kind: "published", key: 908, figure: { value: 62 } },
      // South West: 100003 with 40 pupils and 100011, which lies where the school after it does, with 20; 100004's five are told, not covered.
      region: { kind: "pooled", key: 9, figure: { value: 76.666667 }, pupils: 60, schools: 2, ofPupils: 65, ofSchools: 4 },
    });
  });

  it("leaves the comparisons out when it is asked for alone", async () => {
    const [value] = await valuesOfSchools(app, [100004], { measures: [rwm], alone: true });
    expect(value).toMatchObject({ nation: undefined, authority: undefined, region: undefined });
  });
});

it("a trust's published row is ranked among the trusts of its file", async () => {
  await take({ dataset: "ks4-trusts", period: 20230 }, [
    { key: 7, measure: "ks4-progress8", value: -0.48, kind: "t" },
    { key: 8, measure: "ks4-progress8", value: 0.2, kind: "t" },
  ]);
  expect(await publishedTrustValues(app, 7)).toMatchObject([
    { figure: { value: -0.48 }, percentile: { rank: 25, n: 2 }, population: { stratum: 20 } },
  ]);
});

describe("similar schools", () => {
  it("are those nearest by their pupils; an input that is missing is named and left out", async () => {
    const found = await similarTo(app, 100001);
    expect(found).toMatchObject({ period: 20230, stratum: 1, leftOut: ["ehcp"], compared: 3 });
    expect(found?.schools.map(({ urn, distance }) => [urn, distance])).toEqual([
      [100002, expect.closeTo(0.12, 1)],
      [100004, expect.closeTo(0.24, 1)],
      [100003, expect.closeTo(2.42, 1)],
    ]);
    expect(found?.schools[0]).toMatchObject({ name: "School 100002", region: 9, inputs: { "pupils-on-roll": 210, ehcp: 2 } });
    // The one without that input is not compared with one that has it.
    expect((await similarTo(app, 100002))?.schools.map(({ urn }) => urn)).toEqual([100004, 100003]);
    expect(await similarTo(app, 100007)).toBeUndefined();
    expect(await similarTo(app, 100001, 20220)).toBeUndefined();
  });

  it("stand with the names that the register gives them now, whatever is in a name", async () => {
    const odd = 'St "Issel\'s" {First}, \\ NULL';
    await importer.query("update national.school set name = $1 where urn = 100002", [odd]);
    await change(importer, () => rebuildAfterRegister(importer));
    expect((await similarTo(app, 100001))?.schools.map(({ name }) => name)).toEqual([odd, "School 100004", "School 100003"]);
    await change(importer, () => rebuildDistributions(importer));
    expect((await similarTo(app, 100001))?.schools[0]?.name).toBe(odd);
    await importer.query("update national.school set name = 'School 100002' where urn = 100002");
    await change(importer, () => rebuildAfterRegister(importer));
    expect((await similarTo(app, 100001))?.schools[0]).toMatchObject({ name: "School 100002", inputs: { "pupils-on-roll": 210 } });
  });

  it("stand for trusts too, by size and mix of phases", async () => {
    for (const [uid, urns] of [
      [501, [100001, 100002]],
      [502, [100003, 100004]],
      [503, [100005]],
    ] as const) {
      await importer.query("insert into national.trust (uid, name, type, as_at) values ($1, $2, 'Multi-academy trust', '2023-01-01')", [
        uid,
        `Trust ${uid}`,
      ]);
      for (const urn of urns)
        await importer.query(
          "insert into national.membership (urn, uid, as_at_first, as_at_last, current) values ($1, $2, '2023-01-01', '2023-01-01', true)",
          [urn, uid],
        );
    }
    await change(importer, () => rebuildAfterRegister(importer));
    const found = await similarTrusts(app, 501);
    expect(found).toMatchObject({ trust: { academies: 2, primaries: 2, pupils: 400 }, leftOut: [] });
    expect(found?.trusts.map(({ uid, distance }) => [uid, distance > 0])).toEqual([
      [502, false],
      [503, true],
    ]);
  });
});

describe("the command line", () => {
  const show = async (words: Record<string, unknown>) => {
    const said = await showMeasure(app, words);
    return "wrong" in said ? said.wrong : said.out;
  };
  const told = async (words: Record<string, unknown>) => {
    const said = await show({ ...words, json: true });
    return typeof said === "string" ? said : JSON.parse(said[0] ?? "");
  };

  it("tells a figure with its percentile, who it is among, its source and where it was published", async () => {
    const asked = { urn: "100001", measure: rwm, period: "2017/18" };
    expect(await told(asked)).toMatchObject({
      ...{ urn: 100001, measure: rwm, period: "2017/18", group: "all", value: 70, missing: null },
      ...{ percentile: 30, rank: 30, n: 5, publishedUrn: 100011, before: true, cohort: 20, source: { dataset: "ks2", version: "final" } },
    });
    expect(await show(asked)).toEqual([
      "School 100001 (URN 100001), Expected standard in reading, writing and maths, 2017/18, all pupils: 70%",
      "Percentile 30 among 5 state-funded primary schools with a value in the file.",
      "Published under URN 100011, before it became this school.",
      "A small cohort: 20 pupils; one pupil is 5.0 percentage points.",
      "Beside it: England 64%, its authority 62%, its region 77% (pooled).",
      "Source: ks2, final (ks2.csv).",
    ]);
  });

  it("tells why there is none: suppressed, several schools, not produced, or no file", async () => {
    expect(await told({ urn: 100004, measure: rwm, period: "2017/18" })).toMatchObject({ value: null, missing: "suppressed", rank: null });
    expect(await told({ urn: 100002, measure: rwm, period: "2017/18" })).toMatchObject({
      ...{ value: null, missing: "not-available", publishedUrn: null, several: [100012, 100013] },
    });
    expect((await told({ urn: 100004, measure: "ks4-progress8", period: "2024/25" })).reason).toContain("Progress 8 is not produced");
    expect((await told({ urn: 100004, measure: rwm, period: "2018/19" })).reason).toContain("No imported file has a row");
  });

  it("pools a trust's figure by pupils, beside the published one", async () => {
    await importer.query(
      "insert into national.trust (uid, name, type, as_at) values (7, 'Pooled Trust', 'Multi-academy trust', '2023-01-01')",
    );
    for (const urn of [100001, 100003, 100004])
      await importer.query(
        `insert into national.membership (urn, uid, as_at_first, as_at_last, current)
         values ($1, 7, '2023-01-01', '2023-01-01', not exists (select from national.membership where urn = $1 and current))`,
        [urn],
      );
    await importer.query("update national.membership set current = uid = 7 where urn = any('{100001,100003,100004}') and uid <> 7");
    await importer.query("update national.membership set current = true where uid = 7");
    await change(importer, () => rebuildAfterRegister(importer));
    expect(await told({ trust: 7, measure: rwm, period: "2017/18" })).toMatchObject({
      ...{ trust: 7, pupils: 60, ofPupils: 65, schools: 2, ofSchools: 3, percentile: null, published: null },
      value: (70 * 20 + 80 * 40) / 60,
    });
    expect(await told({ trust: 7, measure: "ks4-progress8", period: "2022/23" })).toMatchObject({
      ...{
        value: null,
        schools: null,
        published: { value: -0.48, percentile: 25, n: 2, population: "2 academy trusts with a value in the file" },
      },
    });
  });

  it("says in a sentence what it cannot understand", async () => {
    expect(await show({ urn: "100001", measure: "rwm", period: "2017/18" })).toContain('There is no measure "rwm"');
    expect(await show({ urn: "100001", measure: rwm, period: "2017" })).toContain('"2017" is no school year');
    expect(await show({ urn: "100001", measure: rwm, period: "2017/18", group: "some" })).toContain('There is no pupil group "some"');
    expect(await show({ measure: rwm, period: "2017/18" })).toContain("Say whose figure");
    expect(await show({ urn: "x", measure: rwm, period: "2017/18" })).toContain("x is no URN");
    expect(await show({ urn: "999998", measure: rwm, period: "2017/18" })).toContain("knows a school with URN 999998");
    expect(await show({ trust: "999", measure: rwm, period: "2017/18" })).toContain("The register has no trust with UID 999");
  });

  it("lists every measure with the years that percentiles can be given for", async () => {
    const said = await listMeasures(app, true);
    const listed = "out" in said ? JSON.parse(said.out[0] ?? "") : [];
    expect(listed.find(({ code }: { code: string }) => code === rwm)).toMatchObject({
      unit: "percent",
      better: "higher",
      periods: ["2017/18"],
    });
    expect(listed.length).toBeGreaterThan(50);
  });
});

describe("what is derived", () => {
  it("is as its source gives it, also after an import was replaced", async () => {
    const keeper = await database.as("keeper");
    expect(await benchmarksAstray(keeper)).toBe(0);
    await importer.query("begin");
    await importer.query("update national.result_import set superseded_at = now() where dataset = 'absence'");
    await importer.query("delete from national.fact where measure = $1", [measureByCode("absence-overall")?.id]);
    await importer.query("commit");
    await take({ dataset: "absence", period: 20230 }, [{ key: 100001, measure: "absence-overall", value: 9 }]);
    expect(await benchmarksAstray(keeper)).toBe(0);
    expect(await valuesOfSchools(app, [100001], { measures: ["absence-overall"] })).toMatchObject([{ percentile: { rank: 50, n: 1 } }]);
  });

  it("shows where it went astray, and is written anew", async () => {
    const keeper = await database.as("keeper");
    const { rowCount } = await keeper.query(
      "update national.organisation_facts set stratum = 7 where org_kind = 's' and org_key = 100001 and period = 20230",
    );
    expect(rowCount).toBeGreaterThan(0);
    // What stood of each, and what should; and what nothing stands behind at all.
    await keeper.query("insert into national.organisation_facts values ('s', 100001, 20990, 1, 1, true, '[[1],[1],[50],[20]]', null)");
    expect(await benchmarksAstray(keeper)).toBe(2 * (rowCount ?? 0) + 1);
    await keeper.query(
      "update national.distribution set below = array[0, 3], equal = array[3, 2] where measure = 1 and period = 20180 and cardinality(below) = 2",
    );
    await keeper.query("update national.region_figure set value = value + 1 where region = 9");
    await keeper.query("delete from national.similar_school where urn = 100002");
    expect(await benchmarksAstray(keeper)).toBeGreaterThan(1);
    await rebuildBenchmarks(keeper);
    expect(await benchmarksAstray(keeper)).toBe(0);
  });
});
