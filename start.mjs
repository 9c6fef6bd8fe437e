// Runs on any Node ≥ 20: brings the exact Node, the packages and the build, then hands over to them.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
process.chdir(here);
const [verb = "serve", ...rest] = process.argv.slice(2);

const stop = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

function stampOf(paths) {
  const hash = createHash("sha256");
  const add = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(path).update(readFileSync(path));
  };
  for (const path of paths) add(path);
  return hash.digest("hex");
}

const stampIs = (file, stamp) => existsSync(file) && readFileSync(file, "utf8") === stamp;

function bringPackages() {
  const stamp = stampOf(["package.json", "package-lock.json"]);
  const mark = "node_modules/.eddystone-packages";
  if (stampIs(mark, stamp)) return;
  console.error("Setting up: packages …");
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  // Not `npm ci`: it refuses a lock that leaves out another platform's optional binaries.
  const done = spawnSync(
    command,
    [
      ...first,
      "install",
      "--no-save",
      "--ignore-scripts",
      "--include=dev",
      "--include=optional",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ],
    {
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  if (done.status !== 0)
    stop("The packages could not be installed. Check that the npm registry can be reached, then run the same command again.");
  writeFileSync(mark, stamp);
}

function projectNode() {
  const binary = `node_modules/node-${process.platform}-${process.arch}/bin/node`;
  if (existsSync(binary)) return join(here, binary);
  if (Number(process.versions.node.split(".")[0]) >= 26) return process.execPath;
  return stop(
    `Eddystone needs Node 26 and npm brings none for ${process.platform} ${process.arch}. Install Node 26 and run the same command again.`,
  );
}

bringPackages();
const node = projectNode();
process.env.PATH = [dirname(node), join(here, "node_modules/.bin"), process.env.PATH].join(delimiter);

function run(args, options = {}) {
  return spawnSync(node, args, { stdio: "inherit", ...options }).status ?? 1;
}

function build() {
  const stamp = stampOf(["app", "content", "migrations", "vite.config.ts", "package-lock.json"]);
  if (stampIs("dist/.stamp", stamp)) return;
  console.error("Setting up: building …");
  const quiet = { stdio: ["ignore", "ignore", "inherit"] };
  for (const mode of ["client", "server"]) {
    if (run(["node_modules/vite/bin/vite.js", "build", "--mode", mode, "--logLevel", "error"], quiet) !== 0)
      stop("The build failed: see above.");
  }
  mkdirSync("dist", { recursive: true });
  writeFileSync("dist/.stamp", stamp);
}

function handOver(args) {
  const child = spawn(node, args, { stdio: "inherit" });
  // Ctrl-C reaches the child through the terminal; only SIGTERM has to be passed on.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

if (verb === "test") {
  build();
  handOver(["checks/test.mjs", ...rest]);
} else if (verb === "generate") {
  process.env.EDDYSTONE_WRITE = "yes";
  handOver(["node_modules/vitest/vitest.mjs", "run", "checks"]);
} else if (verb === "check") {
  handOver(["checks/check.mjs", ...rest]);
} else if (verb === "gate") {
  build();
  handOver(["checks/gate.mjs", ...rest]);
} else if (verb === "bench") {
  build();
  handOver(["checks/bench.mjs", ...rest]);
} else {
  build();
  handOver(["dist/server/main.js", verb, ...rest]);
}
