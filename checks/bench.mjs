// npm run bench -- NAME [--scale S|M|L] [--json]: runs one measurement and compares each of its figures with its target.
//
// A bench is a file bench/NAME.bench.mjs with one export: `bench({ scale, say })`, which answers a list of ratios
// `{ name, value, target, pass }`: what was measured, its figure, what it should be in words ("< 200 ms", ">= 0.6"), and whether it is.
// `say` tells on stderr how it comes on. `scale` is S, M (unless said) or L: how much or how long, as the bench itself explains.
// Beside them lie what benches share: hammer.mjs sends requests, app.mjs starts the built app with the demonstration trust.
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";

const known = readdirSync("bench").flatMap((entry) => entry.match(/^(.+)\.bench\.mjs$/)?.[1] ?? []);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean" }, scale: { type: "string", default: "M" } },
});
const [name] = positionals;
if (!known.includes(name) || !["S", "M", "L"].includes(values.scale)) {
  console.error(`npm run bench -- NAME [--scale S|M|L] [--json]; NAME is one of: ${known.join(", ")}`);
  process.exit(2);
}

const { bench } = await import(`../bench/${name}.bench.mjs`);
const ratios = await bench({ scale: values.scale, say: (text) => console.error(text) });
const pass = ratios.length > 0 && ratios.every((ratio) => ratio.pass);
if (values.json) console.log(JSON.stringify({ name, ratios, pass }));
else {
  for (const ratio of ratios) console.log(`${ratio.pass ? "ok  " : "FAIL"} ${ratio.name}: ${ratio.value} (target ${ratio.target})`);
  console.log(`BENCH ${name} ${pass ? "PASS" : "FAIL"}`);
}
process.exit(pass ? 0 : 1);
