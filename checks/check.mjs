// The quick check: format and lint, types, import rules, content, and what is generated from the code and the database. Each is run; the first line of each failure says which.
import { spawn } from "node:child_process";

const jobs = [
  ["format and lint", ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."]],
  ["types", ["node_modules/typescript/bin/tsc", "-p", ".", "--noEmit"]],
  ["import rules", ["checks/imports.mjs"]],
  ["content", ["checks/content.mjs"]],
  ["routes, schema.sql, permissions", ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "checks"]],
];

const run = ([name, args]) =>
  new Promise((done) => {
    const started = Date.now();
    let said = "";
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (text) => {
      said += text;
    });
    child.stderr.on("data", (text) => {
      said += text;
    });
    child.on("exit", (code) => {
      console.log(`${code === 0 ? "ok  " : "FAIL"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
      if (code !== 0) console.log(said.trim().slice(-4000));
      done(code === 0);
    });
  });

const results = await Promise.all(jobs.map(run));
process.exit(results.every(Boolean) ? 0 : 1);
