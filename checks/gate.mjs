// npm run gate -- NAME [--full] [--fault] [--seed N] [--kind "KIND"]…: runs one proof and prints its line; with its planted fault it must fail.
// A proof of many kinds of thing, as race is, is held to those that are named with --kind alone.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const known = readdirSync("gates").flatMap((entry) => entry.match(/^(.+)\.test\.ts$/)?.[1] ?? []);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: "boolean" }, fault: { type: "boolean" }, seed: { type: "string" }, kind: { type: "string", multiple: true } },
});
const names = positionals[0] === "all" ? known : positionals;
if (names.length === 0 || names.some((name) => !known.includes(name))) {
  console.error(`Name a gate: ${known.join(", ")}, or all`);
  process.exit(2);
}

function run(name) {
  const folder = mkdtempSync(join(tmpdir(), "eddystone-gate-"));
  const [report, lines] = [join(folder, "report.json"), join(folder, "lines")];
  const timeout = values.full ? ["--testTimeout=7200000", "--hookTimeout=600000"] : [];
  spawnSync(
    process.execPath,
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...timeout,
      `gates/${name}.test.ts`,
    ],
    {
      stdio: ["ignore", values.fault ? "ignore" : "inherit", "inherit"],
      env: {
        ...process.env,
        EDDYSTONE_GATE_LINES: lines,
        ...(values.full ? { EDDYSTONE_FULL: "1" } : {}),
        ...(values.fault ? { EDDYSTONE_FAULT: name } : {}),
        ...(values.kind ? { EDDYSTONE_KINDS: JSON.stringify(values.kind) } : {}),
        ...(values.seed ? { EDDYSTONE_SEED: values.seed } : {}),
      },
    },
  );
  const { success = false, numPassedTests = 0, numTotalTests = 0 } = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : {};
  const told = existsSync(lines)
    ? readFileSync(lines, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
    : [];
  const said = told.length > 0 ? told : [{ figure: `${numPassedTests} of ${numTotalTests} tests`, target: "all", seed: "-" }];
  const planted = values.fault ? " (fault planted)" : "";
  for (const { figure, target, skipped, seed } of said)
    console.log(
      skipped
        ? `GATE ${name}${planted} – ${skipped} SKIPPED seed=${seed}`
        : `GATE ${name}${planted} ${figure} target ${target} ${success ? "PASS" : "FAIL"} seed=${seed}`,
    );
  return success;
}

const results = names.map(run);
process.exit(results.every(Boolean) ? 0 : 1);
