import { beforeAll, expect, test } from "vitest";
import { randomFrom } from "../../../gates/gate.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { type Version, versions } from "../results/dataset.rules.ts";
import { factColumns } from "../results/fact-writer.ts";
import { importsInForce, makeIncomingFacts, mergeFacts, nextImport, saveSchools, supersede } from "../results/result-load.store.ts";
import { effectOf } from "../results/standing.rules.ts";
import { benchmarksAstray, rebuildAfterRegister, rebuildDistributions } from "./derive.store.ts";

const database = await testDatabase();
const importer = await database.as("importer");
const keeper = await database.as("keeper");
const random = randomFrom();
const below = (n: number) => Math.floor(random() * n);
const oneOf = <T>(of: readonly T[]): T => of[below(of.length)] as T;

/** Four schools in each of three authorities. */
const schools = [201, 202, 203].flatMap((authority) => [1, 2, 3, 4].map((nth) => ({ urn: authority * 1000 + nth, authority })));
const measuresOf: Record<string, readonly number[]> = { census: [220, 221], wide: [1, 2, 50], list: [2, 50, 51], other: [1, 150] };
const factsIn = factColumns.split(", ");

beforeAll(async () => {
  for (const { urn, authority } of schools)
    await importer.query(
      "insert into national.school (urn, name, la_code, region, phase, pupils, as_at) values ($1, 'School', $2, 'London', 'Primary', 200, '2023-01-01')",
      [urn, String(authority)],
    );
  await importer.query("begin");
  await rebuildAfterRegister(importer);
  await importer.query("commit");
});

/** One import as the importer does it; one that a newer version stands before is left out. */
async function bring(): Promise<void> {
  const dataset = oneOf(Object.keys(measuresOf));
  const periods = [20210, 20220, 20230].filter(() => random() < 0.5);
  const authorities = dataset === "census" || random() < 0.5 ? null : [201, 202, 203].filter(() => random() < 0.5);
  if (periods.length === 0 || authorities?.length === 0) return;
  const mine = { dataset, periods, version: oneOf<Version>(versions), authorities, tier: dataset === "list" ? 2 : 1 };
  await importer.query("begin");
  const id = await nextImport(importer);
  const effect = effectOf(mine, await importsInForce(importer));
  if (effect.newerThere) {
    await importer.query("rollback");
    return;
  }
  const among = schools.filter(({ authority }) => authorities?.includes(authority) ?? true);
  await makeIncomingFacts(importer);
  for (const period of periods)
    for (const { urn } of among)
      for (const measure of measuresOf[dataset] ?? []) {
        if (random() < 0.2) continue;
        const fact: Record<string, unknown> = { org_kind: "s", org_key: urn, period, measure, pupil_group: 1, import: id };
        if (random() < 0.2) fact.missing = "s";
        else Object.assign(fact, { value: below(8), denominator: random() < 0.2 ? null : below(5) });
        await importer.query(
          `insert into incoming_fact (${factColumns}) values (${factsIn.map((_, at) => `$${at + 1}`).join(", ")})`,
          factsIn.map((column) => fact[column] ?? null),
        );
      }
  await importer.query(
    `insert into national.result_import (id, dataset, periods, version, tier, file_name, sha256, reading, report)
     overriding system value values ($1, $2, '{0}', $3, $4, 'file.csv', repeat('a', 64), '', '{}')`,
    [id, dataset, mine.version, mine.tier],
  );
  await supersede(importer, effect.replaced, periods);
  const { tookFrom } = await mergeFacts(
    importer,
    effect.better.map((other) => other.id),
  );
  await saveSchools(importer, id, new Map(among.map(({ urn }) => [urn, below(3)])));
  await importer.query("update national.result_import set periods = $2, authorities = $3 where id = $1", [id, periods, authorities]);
  await rebuildDistributions(importer, { id, tookFrom });
  await importer.query("commit");
}

test("what one import after the other leaves is what all of them together come to", async () => {
  for (let turn = 0; turn < 60; turn++) {
    await bring();
    expect(await benchmarksAstray(keeper), `after import ${turn}`).toBe(0);
  }
  const { rows } = await keeper.query("select count(*)::int as n from national.organisation_facts");
  expect(rows[0].n).toBeGreaterThan(schools.length);
}, 120_000);
