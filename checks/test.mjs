// Brings a browser where there is none, runs the quick check and every test, and ends with one line: N passed, N failed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

function findBrowser() {
  const named = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  return named.find((path) => path && existsSync(path));
}

function bringBrowser() {
  const there = findBrowser();
  if (there) return there;
  console.error("Setting up: a browser …");
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const quiet = { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    spawnSync("apt-get", ["update", "-qq"], quiet);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], quiet);
  }
  if (!findBrowser()) spawnSync("npx", ["--yes", "playwright", "install", "chromium"], { stdio: ["ignore", "ignore", "inherit"] });
  return findBrowser();
}

const only = process.argv.slice(2);
const browser = bringBrowser();
if (browser) process.env.CHROMIUM_PATH = browser;

let failed = 0;
let passed = 0;
if (only.length === 0) {
  const checked = spawnSync(process.execPath, ["checks/check.mjs"], { stdio: "inherit" });
  if (checked.status === 0) passed++;
  else failed++;
}
const report = join(mkdtempSync(join(tmpdir(), "eddystone-report-")), "report.json");
const tests = spawnSync(
  process.execPath,
  // What shares two cores with a hundred others may be late once: it is tried again, and the report says so.
  ["node_modules/vitest/vitest.mjs", "run", "--retry=1", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...only],
  { stdio: "inherit" },
);
try {
  const result = JSON.parse(readFileSync(report, "utf8"));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
} catch {
  console.error("The test runner left no report.");
}
if (tests.status !== 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
