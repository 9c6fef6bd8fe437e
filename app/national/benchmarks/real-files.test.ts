import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Pool } from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../platform/database/testing.ts";
import { importNationalFile } from "../import-file.ts";
import { distributionOf } from "./distribution.store.ts";
import { showMeasure } from "./measures.command.ts";
import { similarTo } from "./similar-schools.store.ts";
import { trustFigures } from "./trust-figures.store.ts";
import { numberOf } from "./value.rules.ts";
import { valuesOfSchools } from "./value.store.ts";

const folder = join(import.meta.dirname, "../../../../shared/data");
const ks2 = "ks2/derived_ks2_perf_2018_national.csv";
const ks4 = "ks4/2018-2019_england_ks4provisional.csv";
const [absence, census] = ["absence/2022-2023_england_abs.csv", "census/2022-2023_england_census.csv"];
const files = [
  "gias/links_edubasealldata20250422.csv",
  "gias/derived_trust_academies_2022-07.csv",
  ...[census, absence, ks2, "ks2/2017-2018_850_ks2final.csv", ks4, "ks4/2022-2023_england_ks4-mats-performance.csv"],
];
const absent = files.filter((file) => !existsSync(join(folder, file)));

/** Commas that stand in no quoted cell. */
const commas = /,(?=(?:[^"]*"[^"]*")*[^"]*$)/;

/** A file's rows by their column names, read in the plainest way. */
function rowsOf(file: string): Record<string, string>[] {
  const [header = "", ...lines] = readFileSync(join(folder, file), "utf8").replace("\uFEFF", "").split(/\r?\n/);
  const names = header.split(",");
  return lines.filter(Boolean).map((line) => Object.fromEntries(line.split(commas).map((cell, at) => [names[at] ?? "", cell])));
}
const numberIn = (cell: string | undefined) => (cell && /^-?[\d.]+%?$/.test(cell) ? Number.parseFloat(cell) : undefined);

describe.skipIf(absent.length > 0)(
  `the benchmarks of the real files${absent.length > 0 ? `: SKIPPED, ${absent.length} are not in ${folder}` : ""}`,
  async () => {
    const database = absent.length > 0 ? undefined : await testDatabase();
    const app = database?.database("app").pool as Pool;
    let urns: number[] = [];
    beforeAll(async () => {
      const importer = await database?.as("importer");
      if (!importer) return;
      for (const file of files) {
        const outcome = await importNationalFile(importer, { path: join(folder, file), name: file.split("/").at(-1) ?? "" });
        if (!outcome.ok) throw new Error(`${file}: ${JSON.stringify(outcome.refusal)}`);
      }
      const { rows } = await app.query("select urn from national.membership where uid in (2186, 2192, 16952) and current order by urn");
      urns = rows.map(({ urn }) => urn);
    }, 280_000);

    const top20 = async (measure: string, period: number, stratum: number) => {
      const [distribution] = (await distributionOf(app, { measure, period })).filter((one) => one.stratum === stratum);
      const [value] = await valuesOfSchools(app, urns, { measures: [measure], periods: [period], groups: ["all"] });
      return [distribution?.n, value?.top20];
    };

    it("give the known beginnings of the top 20%", async () => {
      expect(await top20("ks2-rwm-exp", 20180, 0)).toEqual([15_317, 79]);
      expect(await top20("ks4-attainment8", 20190, 2)).toEqual([3190, 52.7]);
      expect(await top20("absence-overall", 20230, 1)).toEqual([16_766, 4.6]);
    });

    it("find what was published under a predecessor's URN", async () => {
      expect(await valuesOfSchools(app, [145437], { measures: ["ks2-rwm-exp"], periods: [20180] })).toMatchObject([
        { urn: 145437, published: { urn: 120370, before: true }, figure: { value: 78 }, cohort: 32, population: { n: 15_317 } },
      ]);
    });

    it("show a trust's published row beside the pooled figure", async () => {
      const figures = await trustFigures(app, urns, {
        uid: 2186,
        measures: ["ks4-attainment8", "ks4-progress8", "ks4-academies"],
        periods: [20230],
        groups: ["all"],
      });
      const published = (code: string) => figures.find(({ measure }) => measure === code)?.published;
      expect(published("ks4-attainment8")).toMatchObject({ figure: { value: 40.1 }, cohort: 1025, population: { stratum: 20, n: 216 } });
      expect(published("ks4-progress8")).toMatchObject({ figure: { value: -0.48 }, interval: { low: -0.57, high: -0.4 }, top20: 0.24 });
      expect(published("ks4-academies")).toMatchObject({ figure: { value: 8 } });
      const said = await showMeasure(app, { trust: "2192", measure: "ks2-rwm-exp", period: "2017/18", json: true });
      expect("out" in said && JSON.parse(said.out[0] ?? "")).toMatchObject({ trust: 2192, ofSchools: 26, schools: 26, pupils: 741 });
    });

    it("rank every academy of the three trusts as counting the raw files does", async () => {
      const types = new Map(rowsOf(census).map((row) => [row.URN, row.SCHOOLTYPE]));
      const raw = [
        { measure: "ks2-rwm-exp", period: 20180, high: true, column: "Overall Meet Std", rows: rowsOf(ks2), kind: () => "any" },
        {
          ...{ measure: "ks4-attainment8", period: 20190, high: true, column: "ATT8SCR" },
          rows: rowsOf(ks4).filter((row) => row.RECTYPE === "1" && row.NFTYPE !== "IND"),
          kind: () => "any",
        },
        ...[
          ["absence-overall", "PERCTOT"],
          ["absence-persistent", "PPERSABS10"],
        ].map(([measure = "", column = ""]) => ({
          ...{ measure, column, period: 20230, high: false, rows: rowsOf(absence).filter((row) => /^\d+$/.test(row.URN ?? "")) },
          kind: (urn: string | undefined) => types.get(urn) ?? "unknown",
        })),
      ];
      let ranked = 0;
      for (const { measure, period, high, column, rows, kind } of raw)
        for (const { published, figure, percentile } of await valuesOfSchools(app, urns, {
          measures: [measure],
          periods: [period],
          groups: ["all"],
        })) {
          if (!percentile) continue;
          const own = kind(String(published.urn));
          const all = rows.flatMap((row) => (kind(row.URN) === own ? (numberIn(row[column]) ?? []) : []));
          const value = numberOf(figure) as number;
          expect(numberIn(rows.find((row) => row.URN === String(published.urn))?.[column])).toBe(value);
          const worse = all.filter((other) => (high ? other < value : other > value)).length;
          const equal = all.filter((other) => other === value).length;
          expect(percentile).toMatchObject({ worse, equal, n: all.length });
          ranked++;
        }
      expect(ranked).toBe(136);
    });

    it("find fifty schools like each, all of its own kind, never further than the next", async () => {
      const found = await similarTo(app, 145437);
      expect(found).toMatchObject({ period: 20230, stratum: 1, leftOut: [], school: { inputs: { "pupils-on-roll": 175 } } });
      expect(found?.schools.length).toBe(50);
      const distances = found?.schools.map(({ distance }) => distance) ?? [];
      expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    });
  },
);
