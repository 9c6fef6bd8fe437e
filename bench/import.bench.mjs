// A national file of key stage 2, some 320 columns and 190 facts a school, read, checked, mapped and loaded, against PostgreSQL's own
// COPY of the same facts ready-made; and the memory of the importer, also when the file is twice as long. What is derived afterwards
// (percentiles, similar schools) is no part of it. The scale is the number of schools: S 2,000, M 16,500, L 33,000.
import { execFileSync } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { build, runnerImport } from "vite";

const rounds = 7;
const schoolsAt = { S: 2000, M: 16_500, L: 33_000 };
const quiet = { configFile: false, logLevel: "silent", root: process.cwd() };
const module = async (path) => (await runnerImport(path, quiet)).module;

export async function bench({ scale, say }) {
  const home = mkdtempSync(join(tmpdir(), "eddystone-bench-"));
  const { onServer, prepareEmbedded, startEmbedded } = await module("/app/platform/database/embedded.ts");
  const { migrate } = await module("/app/platform/database/migrate.ts");
  const server = await startEmbedded(home, { settings: ["fsync=off", "synchronous_commit=off"] });
  let owner;
  try {
    await prepareEmbedded(server, "bench");
    const urls = server.urls("bench");
    await onServer(urls.owner, (client) => migrate(client));
    await build({
      ...quiet,
      build: {
        ssr: "bench/import.worker.ts",
        outDir: home,
        emptyOutDir: false,
        target: "node26",
        rollupOptions: { external: ["pg", "pg-copy-streams", "zod", "yaml"] },
      },
      ssr: { external: true },
    });
    owner = new pg.Client({ connectionString: urls.owner });
    await owner.connect();
    const worker = join(process.cwd(), "node_modules", ".bench-import.mjs");
    execFileSync("cp", [join(home, "import.worker.js"), worker]);
    const run = (how, path) => JSON.parse(execFileSync(process.execPath, [worker, how, path, urls.importer], { encoding: "utf8" }));
    const empty = () => owner.query("truncate national.fact, national.fact_school, national.inspection, national.result_import cascade");
    const sum = async () => {
      const { rows } = await owner.query(
        "select count(*)::int as facts, sum(hashtextextended(concat_ws(',', org_kind, org_key, period, measure, pupil_group, missing, value, numerator, denominator, low, high), 0)) as sum from national.fact",
      );
      return `${rows[0].facts} ${rows[0].sum}`;
    };

    const schools = schoolsAt[scale];
    const [file, twice, ready] = ["one.csv", "two.csv", "ready.tsv"].map((name) => join(home, name));
    await writeKeyStage2(file, schools);
    await writeKeyStage2(twice, schools * 2);
    const first = run("ours", file);
    const told = await sum();
    const columns = "org_key, period, measure, pupil_group, org_kind, missing, import, value, numerator, denominator, low, high";
    await pipeline(owner.query(copyTo(`copy (select ${columns} from national.fact order by ctid) to stdout`)), createWriteStream(ready));
    say(`${schools} schools, ${first.facts} facts`);

    const times = { ours: [], copy: [] };
    let memory = first.megabytes;
    for (let round = 0; round < rounds; round++) {
      for (const how of round % 2 ? ["ours", "copy"] : ["copy", "ours"]) {
        await empty();
        const { seconds, facts, megabytes } = run(how, how === "ours" ? file : ready);
        if (facts !== first.facts || (await sum()) !== told) throw new Error(`${how} did not load the same facts`);
        times[how].push(seconds);
        if (how === "ours") memory = Math.max(memory, megabytes);
      }
      say(`round ${round + 1}: ours ${times.ours.at(-1).toFixed(2)} s, COPY ${times.copy.at(-1).toFixed(2)} s`);
    }
    await empty();
    const doubled = run("ours", twice);
    const ratio = median(times.copy.map((seconds, at) => seconds / times.ours[at]));
    const growth = doubled.megabytes / memory;
    return [
      { name: "speed against COPY of the same facts", value: Number(ratio.toFixed(2)), target: ">= 0.6", pass: ratio >= 0.6 },
      {
        name: "most memory (MB)",
        value: Math.max(memory, doubled.megabytes),
        target: "<= 250",
        pass: Math.max(memory, doubled.megabytes) <= 250,
      },
      { name: "memory of a file twice as long", value: Number(growth.toFixed(2)), target: "<= 1.1", pass: growth <= 1.1 },
      { name: "facts a second", value: Math.round(first.facts / median(times.ours)), target: "told", pass: true },
    ];
  } finally {
    await owner?.end();
    await server.stop();
    rmSync(home, { recursive: true, force: true });
    rmSync(join("node_modules", ".bench-import.mjs"), { force: true });
  }
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** A file as England publishes it: every measure for every group, percent signs, marks, the rows of authorities and of the nation. */
async function writeKeyStage2(path, schools) {
  const groups = ["", "_B", "_G", "_L", "_M", "_H", "_FSM6CLA1A", "_NotFSM6CLA1A", "_EAL", "_MOBN"];
  const percents = [
    "PTRWM_EXP",
    "PTRWM_HIGH",
    "PTREAD_EXP",
    "PTREAD_HIGH",
    "PTMAT_EXP",
    "PTMAT_HIGH",
    "PTGPS_EXP",
    "PTGPS_HIGH",
    "PTWRITTA_EXP",
    "PTWRITTA_HIGH",
  ];
  const scores = ["READ_AVERAGE", "MAT_AVERAGE", "GPS_AVERAGE"];
  const progress = ["READPROG", "WRITPROG", "MATPROG"];
  const cohorts = [
    "TELIG",
    "BELIG",
    "GELIG",
    "TKS1GROUP_L",
    "TKS1GROUP_M",
    "TKS1GROUP_H",
    "TFSM6CLA1A",
    "TNotFSM6CLA1A",
    "TEALGRP2",
    "TMOBN",
  ];
  const cells = [
    ...percents.flatMap((code) => groups.map((group) => [`${code}${group}`, "percent"])),
    ...scores.flatMap((code) => groups.map((group) => [`${code}${group}`, "score"])),
    ...progress.flatMap((code) =>
      groups.flatMap((group) => [
        [`${code}${group}`, "progress"],
        [`${code}${group}_LOWER`, "low"],
        [`${code}${group}_UPPER`, "high"],
      ]),
    ),
    ...Array.from({ length: 60 }, (_, at) => [`TOTHER${at}`, "count"]),
  ];
  const about = ["RECTYPE", "ALPHAIND", "LEA", "ESTAB", "URN", "SCHNAME", "ADDRESS1", "TOWN", "PCODE", "NFTYPE", "AGERANGE", "TOTPUPS"];
  let state = 7;
  const below = (most) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const cell = (kind) => {
    const mark = below(100);
    if (mark < 9) return "SUPP";
    if (mark < 10) return "";
    if (kind === "percent") return `${below(101)}%`;
    if (kind === "score") return String(90 + below(30));
    if (kind === "count") return String(below(60));
    return ((kind === "low" ? -90 : kind === "high" ? 10 : -20) / 10 + below(80) / 10).toFixed(1);
  };
  const row = (first) => [...first, ...cohorts.map((_, at) => String(60 - at * 3)), ...cells.map(([, kind]) => cell(kind))].join(",");
  const authority = (at) => 201 + (at % 150);
  const out = createWriteStream(path);
  const write = (line) => (out.write(`${line}\r\n`) ? undefined : new Promise((drained) => out.once("drain", drained)));
  await write(`\uFEFF${[...about, ...cohorts, ...cells.map(([name]) => name)].join(",")}`);
  for (let at = 0; at < schools; at++)
    await write(
      row([
        1,
        at,
        authority(at),
        2000 + (at % 4000),
        100_000 + at,
        `"School ${at}, the"`,
        "Eastbrooke Road",
        "Alton",
        "GU34 2DR",
        "CY",
        "7-11",
        240,
      ]),
    );
  for (let at = 0; at < Math.min(150, schools); at++) await write(row([3, " ", authority(at), ...Array(9).fill(" ")]));
  for (const type of [4, 5]) await write(row([type, ...Array(11).fill(" ")]));
  await new Promise((ended) => out.end(ended));
}
