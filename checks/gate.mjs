// npm run gate -- NAME [--fault]: runs one proof and prints its line; with its planted fault it must fail.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [name = "", ...options] = process.argv.slice(2);
const file = `gates/${name}.test.ts`;
if (!/^[a-z0-9-]+$/.test(name) || !existsSync(file)) {
  const known = readdirSync("gates").flatMap((entry) => entry.match(/^(.+)\.test\.ts$/)?.[1] ?? []);
  console.error(`Name a gate: ${known.join(", ")}`);
  process.exit(2);
}
const fault = options.includes("--fault");
const report = join(tmpdir(), `eddystone-gate-${process.pid}.json`);
spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`, file],
  {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...(fault ? { EDDYSTONE_FAULT: name } : {}) },
  },
);
const { numPassedTests = 0, numTotalTests = 0, success = false } = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : {};
rmSync(report, { force: true });
console.log(`GATE ${name}${fault ? " (fault planted)" : ""} ${numPassedTests} of ${numTotalTests} proofs ${success ? "PASS" : "FAIL"}`);
process.exit(success ? 0 : 1);
