// One measured run in a process of its own, so that its memory is its own: `ours FILE` imports a file of results as the importer does,
// `copy FILE` gives PostgreSQL the same facts ready-made. Tells its time, its facts and the most memory it held.
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { sha256Of, withFile } from "../app/national/reading/source.ts";
import { openTables } from "../app/national/reading/table.ts";
import { datasets } from "../app/national/results/datasets.ts";
import { factColumns } from "../app/national/results/fact-writer.ts";
import { importFacts } from "../app/national/results/import-results.ts";
import { recogniseDataset } from "../app/national/results/plan.rules.ts";

const [how = "", path = "", url = ""] = process.argv.slice(2);
const client = new pg.Client({ connectionString: url });
await client.connect();
const began = performance.now();
let facts = 0;
if (how === "copy") {
  const copy = client.query(copyFrom(`copy national.fact (${factColumns}) from stdin`));
  await pipeline(createReadStream(path, { highWaterMark: 262_144 }), copy);
  facts = copy.rowCount ?? 0;
} else {
  const imported = await withFile(path, async (source) => {
    const opened = await openTables(source);
    const [table] = opened.ok ? opened.value : [];
    const dataset = table && recogniseDataset(table.header, datasets);
    if (!table || !dataset) throw new Error(`${path} is not recognised`);
    const file = { name: "2018-2019_england_ks2final.csv", sha256: await sha256Of(source), table, above: 0, dataset };
    const outcome = await importFacts(client, file, async () => {
      await client.query("begin");
    });
    await client.query("commit");
    return outcome;
  });
  if (!imported?.ok) throw new Error(JSON.stringify(imported));
  facts = imported.value.report.facts;
}
const seconds = (performance.now() - began) / 1000;
await client.end();
console.log(JSON.stringify({ seconds, facts, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }));
