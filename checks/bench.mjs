// npm run bench -- NAME [--scale S|M|L] [--json]: runs one measurement and compares each of its figures with its target.
//
// A bench is a file bench/NAME.bench.mjs with one export: `bench({ scale, say, keep, explain })`, which answers a list of ratios
// `{ name, value, target, pass }`: what was measured, its figure, what it should be in words ("< 200 ms", ">= 0.6"), and whether it is.
// `say` tells on stderr how it comes on. `scale` is S, M (unless said) or L: how much or how long, as the bench itself explains.
// `scale` alone knows the scale C, which is what the tests have time for, `--keep FOLDER`, which leaves its databases there and asks those that lie there from an earlier run, and
// `--explain WORDS`, which asks only at the addresses that hold these words and tells each statement with its plans.
// Beside them lie what benches share: hammer.mjs sends requests, app.mjs starts the built app with the demonstration trust.
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";

const known = readdirSync("bench").flatMap((entry) => entry.match(/^(.+)\.bench\.mjs$/)?.[1] ?? []);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean" }, scale: { type: "string", default: "M" }, keep: { type: "string" }, explain: { type: "string" } },
});
const [name] = positionals;
if (!known.includes(name) || !["S", "M", "L", ...(name === "scale" ? ["C"] : [])].includes(values.scale)) {
  console.error(`npm run bench -- NAME [--scale S|M|L] [--json] [--keep FOLDER] [--explain WORDS]; NAME is one of: ${known.join(", ")}`);
  process.exit(2);
}

const { bench } = await import(`../bench/${name}.bench.mjs`);
const ratios = await bench({ scale: values.scale, keep: values.keep, explain: values.explain, say: (text) => console.error(text) });
const pass = ratios.length > 0 && ratios.every((ratio) => ratio.pass);
if (values.json) console.log(JSON.stringify({ name, ratios, pass }));
else {
  for (const ratio of ratios) console.log(`${ratio.pass ? "ok  " : "FAIL"} ${ratio.name}: ${ratio.value} (target ${ratio.target})`);
  console.log(`BENCH ${name} ${pass ? "PASS" : "FAIL"}`);
}
process.exit(pass ? 0 : 1);
