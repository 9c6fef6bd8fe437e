import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import type pg from "pg";
import { expect, test, vi } from "vitest";
import { importSource } from "../app/national/import-file.ts";
import { memorySource } from "../app/national/reading/source.ts";
import { testDatabase } from "../app/platform/database/testing.ts";
import { toXlsx } from "../app/platform/web/spreadsheet.ts";
import { faultIn, full, randomFrom, sayGate, seed } from "./gate.ts";

// What is derived of an import takes longer than the import of so small a file: it is written anew after one in fifty.
vi.mock("../app/national/benchmarks/derive.store.ts", async (original) => {
  const derive = await original<typeof import("../app/national/benchmarks/derive.store.ts")>();
  let at = 0;
  const seldom =
    (work: (...given: never[]) => Promise<void>) =>
    (...given: never[]) =>
      at++ % 50 === 0 ? work(...given) : Promise.resolve();
  return {
    ...derive,
    rebuildDistributions: seldom(derive.rebuildDistributions),
    rebuildAfterRegister: seldom(derive.rebuildAfterRegister),
  };
});

const gate = "fuzz-import";
const files = full ? 100_000 : 5000;
const longest = 10_000;
const mostGrowth = 300;
let random = randomFrom();
const below = (n: number) => Math.floor(random() * n);
const oneOf = <T>(of: readonly T[]): T => of[below(of.length)] as T;
const chance = (share: number) => random() < share;

type Cell = string | number;
interface Made {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const urn = () => 100_000 + below(900);
const percent = () => `${below(101)}${oneOf(["%", "", ".5%".slice(0, 0)])}`;
const score = () => (below(900) / 10).toFixed(1);
const token = () => oneOf(["SUPP", "NA", "NE", ""]);
const perhaps = (value: Cell): Cell => (chance(0.2) ? token() : value);
const schools = <T>(make: (key: number) => T): T[] => [...new Set(Array.from({ length: 1 + below(5) }, urn))].map(make);

/** Small files as they are published, of every kind. */
const kinds: readonly (() => Made)[] = [
  () => ({
    name: "2017-2018_850_ks2final.csv",
    header: [
      "RECTYPE",
      "LEA",
      "URN",
      "SCHNAME",
      "NFTYPE",
      "TELIG",
      "TFSM6CLA1A",
      "PTRWM_EXP",
      "PTRWM_EXP_FSM6CLA1A",
      "READPROG",
      "READPROG_LOWER",
      "READPROG_UPPER",
      "PTRWM_EXP_17",
    ],
    rows: [
      ...schools((key) => [
        oneOf([1, 2]),
        850,
        key,
        '"Quay, School"',
        "CY",
        below(90),
        perhaps(below(20)),
        perhaps(percent()),
        perhaps(percent()),
        0.1,
        -2.1,
        2.3,
        "3%",
      ]),
      [3, 850, " ", "Hampshire", " ", 13000, 4000, "66%", "51%", 0.1, 0, 0.2, " "],
      ...[4, 5].map((type) => [type, " ", " ", " ", " ", 600000, 200000, "65%", "51%", 0, 0, 0, "62%"]),
    ],
  }),
  () => ({
    name: "2018-2019_england_ks4provisional.csv",
    header: ["RECTYPE", "LEA", "ESTAB", "URN", "NFTYPE", "TPUP", "ATT8SCR", "P8PUP", "P8MEA", "P8CILOW", "P8CIUPP", "PTL2BASICS_95"],
    rows: [
      ...schools((key) => [
        1,
        202,
        4000,
        key,
        oneOf(["AC", "IND", "CY"]),
        below(200),
        perhaps(score()),
        below(150),
        perhaps(-0.16),
        -0.4,
        0.08,
        perhaps(percent()),
      ]),
      [4, 202, "", "", "", 1571, 48.5, 1465, 0.09, 0.03, 0.16, "46.2%"],
      ...[5, 7].map((type) => [type, "", "", "", "", 605874, 44.5, "", "", "", "", "39.8%"]),
    ],
  }),
  () => ({
    name: "2022-2023_england_abs.csv",
    header: ["LA", "ESTAB", "URN", "PERCTOT", "PPERSABS10"],
    rows: [
      ...schools((key) => [850, 3614, key, perhaps(score()), perhaps(score())]),
      ...["PRI", "SEC", "SPE"].map((phase) => ["NAT", phase, "", 5.9, 16.2]),
    ],
  }),
  () => ({
    name: "2022-2023_england_census.csv",
    header: ["URN", "LA", "Estab", "SCHOOLTYPE", "NOR", "NUMFSMEVER", "NORFSMEVER", "PNUMFSMEVER", "PNUMEAL"],
    rows: [
      ...schools((key) => [key, 850, 3614, oneOf(["State-funded primary", "State-funded secondary"]), 200, 50, 190, "26.3%", percent()]),
      ...["PRI", "SEC", "SPE"].map((phase) => ["NAT", "", phase, "State-funded primary", 4500000, 1000000, 4400000, "22.7%", "20%"]),
    ],
  }),
  () => ({
    name: "202425_ks2_school_attainment_data.csv",
    header: [
      "time_period",
      "old_la_code",
      "school_urn",
      "breakdown_topic",
      "breakdown",
      "subject",
      "expected_standard_pupil_percent",
      "higher_standard_pupil_percent",
    ],
    rows: schools((key) => ["202425", 850, key, "All pupils", "Total", oneOf(["Reading", "Maths", "Writing"]), oneOf([62, "c", "z"]), 8]),
  }),
  () => ({
    name: "lait.csv",
    header: ["lait_code", "years", "la_number", "value"],
    rows: [
      ["FSP_NEW_GOODDEV", 2025, 970, "68.299999999999997"],
      ...[...new Set(Array.from({ length: 4 }, () => 201 + below(100)))].map((la) => [
        "FSP_NEW_GOODDEV",
        oneOf([2024, 2025]),
        la,
        oneOf([60.1, "-", "6.4000000000000001E1"]),
      ]),
    ],
  }),
  () => ({
    name: "2018-07-31_england_ofsted.csv",
    header: ["URN", "School name", "Ofsted phase", "Inspection date", "Publication date", "Overall effectiveness"],
    rows: schools((key) => [key, "Quay", "Primary", "01/03/2013", "20/04/2013", oneOf([1, 2, 3, 4, "NULL"])]),
  }),
  () => ({
    name: "edubasealldata20230601.csv",
    header: ["URN", "EstablishmentName", "LA (code)", "EstablishmentStatus (name)", "OpenDate"],
    rows: schools((key) => [key, "Quay School", 850, "Open", "01-09-2012"]),
  }),
];

const nasty: readonly Cell[] = [
  "140%",
  "-1",
  "SUPR",
  "1e999",
  "NaN",
  "∞",
  "\u0000",
  '"',
  '""',
  "'",
  ",",
  "\t",
  "=1+1",
  "9".repeat(400),
  "1,2,3",
  " ",
  "\uFFFD",
  "NAT",
  "URN",
  "0x10",
  "--",
  "%",
  "850",
  1e300,
  "999999999999",
  "2017/18",
  "Ω",
  "\u2028",
  "1".repeat(16),
  "é",
];

/** What happens to files: in their cells, rows and columns. */
const inTable: readonly ((made: Made) => Made)[] = [
  (made) => cells(made, (rows) => put(rows, below(rows.length), below(made.header.length), oneOf(nasty))),
  (made) => cells(made, (rows) => rows.splice(below(rows.length), 1)),
  (made) => cells(made, (rows) => rows.splice(below(rows.length), 0, [...(oneOf(rows) ?? [])])),
  (made) => cells(made, (rows) => rows.splice(below(rows.length), 0, [...made.header])),
  (made) => cells(made, (rows) => rows.sort(() => random() - 0.5)),
  (made) => cells(made, (rows) => rows[below(rows.length)]?.push(oneOf(nasty))),
  (made) => cells(made, (rows) => rows[below(rows.length)]?.splice(below(4))),
  (made) => ({ ...made, header: made.header.map((name) => (chance(0.15) ? oneOf(made.header) : name)) }),
  (made) => ({ ...made, header: made.header.map((name) => (chance(0.15) ? name.toLowerCase() : name)) }),
  (made) => ({ ...made, header: made.header.slice(0, below(made.header.length)) }),
  (made) => ({
    ...made,
    name: oneOf(["x.csv", "2018-2019_x.csv", "9999-10000.csv", "2017-2018_provisional.csv", `${"a".repeat(300)}.csv`, ""]),
  }),
  (made) => ({ ...made, rows: made.rows.length > 0 ? Array.from({ length: 1 + below(60) }, () => oneOf(made.rows)) : [] }),
];

function cells(made: Made, change: (rows: Cell[][]) => void): Made {
  const rows = made.rows.map((row) => [...row]);
  if (rows.length > 0) change(rows);
  return { ...made, rows };
}
function put(rows: Cell[][], row: number, column: number, value: Cell) {
  (rows[row] as Cell[])[column] = value;
}

/** What happens to files as bytes: on the way, in packing, by editors. */
const inBytes: readonly ((bytes: Uint8Array) => Uint8Array)[] = [
  (bytes) => bytes.subarray(0, below(bytes.length)),
  (bytes) => bytes.subarray(below(bytes.length)),
  (bytes) => flipped(bytes, 1 + below(8)),
  (bytes) => Buffer.concat([bytes, bytes]),
  (bytes) =>
    Buffer.concat([
      bytes.subarray(0, below(bytes.length)),
      Buffer.from(oneOf(['"', "\u0000", "\r", "\n\n", '"""', "\uFEFF", ";"])),
      bytes.subarray(below(bytes.length)),
    ]),
  (bytes) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(Buffer.from(bytes).toString("utf8"), "utf16le")]),
  (bytes) =>
    Buffer.from(
      Buffer.from(bytes)
        .toString("utf8")
        .replaceAll(",", oneOf([";", "\t", "|", ", ", ",,"])),
    ),
  (bytes) => gzipSync(bytes),
  (bytes) => flipped(gzipSync(bytes), 1 + below(3)),
  (bytes) => gzipSync(bytes).subarray(0, -1 - below(20)),
  (bytes) => zipSync({ "a.csv": bytes }),
  (bytes) => flipped(zipSync({ "a.csv": bytes, ...(chance(0.3) ? { "b.csv": strToU8("a,b") } : {}) }), below(4)),
  () => Uint8Array.from({ length: below(400) }, () => below(256)),
];

function flipped(bytes: Uint8Array, times: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  for (let at = 0; at < times && changed.length > 0; at++) changed[below(changed.length)] = below(256);
  return changed;
}

const text = ({ header, rows }: Made) => [header, ...rows].map((row) => row.join(",")).join(oneOf(["\n", "\r\n"])) + oneOf(["", "\n"]);

function makeFile(): { name: string; bytes: Uint8Array } {
  let made = oneOf(kinds)();
  const changes = oneOf([0, 1, 1, 2, 2, 3, 3, 4]);
  for (let at = 0; at < changes; at++) if (chance(0.75)) made = oneOf(inTable)(made);
  if (chance(0.04))
    return {
      name: made.name.replace(".csv", ".xlsx"),
      bytes: flipped(
        toXlsx(
          "Sheet",
          [made.header, ...made.rows].map((row) => row.map(String)),
        ),
        below(3),
      ),
    };
  let bytes: Uint8Array = strToU8(`${chance(0.3) ? "\uFEFF" : ""}${text(made)}`);
  if (changes > 0 && chance(0.45)) bytes = oneOf(inBytes)(bytes);
  return { name: made.name, bytes };
}

/** The planted fault: what should be given up is kept. The proof must go red on it. */
const forgetful = (client: pg.Client) =>
  faultIn(gate)
    ? new Proxy(client, {
        get(target, property) {
          const value = Reflect.get(target, property);
          if (property !== "query") return typeof value === "function" ? value.bind(target) : value;
          return (...args: unknown[]) => (target.query as (...args: unknown[]) => unknown)(...(args[0] === "rollback" ? ["commit"] : args));
        },
      })
    : client;

const databases = 4;
/** From here on the memory must stay: the programs are compiled and the first files of each kind were seen. */
const warm = 200;

test("whatever a file is made of, it is imported whole or leaves nothing, and the importer goes on", async () => {
  const wrong: string[] = [];
  const seen = { imported: 0, refused: 0, slowest: 0, warmMemory: 0, mostMemory: 0 };

  /** Sends one file after the other into a database of its own; several do so at once, so that none waits idly. */
  async function send(lane: number) {
    const database = await testDatabase();
    const importer = forgetful(await database.as("importer"));
    const keeper = await database.as("keeper");
    const mine = randomFrom(seed + lane);
    const stored = async () =>
      JSON.stringify(
        (
          await keeper.query(`select (select count(*) from national.fact) as facts, (select count(*) from national.fact_school) as schools,
            (select count(*) from national.inspection) as inspections, (select coalesce(max(id), 0) from national.result_import) as imports,
            (select count(*) from national.import) as register`)
        ).rows[0],
      );
    let before = await stored();
    for (let at = 0; at < files / databases && wrong.length < 20; at++) {
      random = mine;
      const { name, bytes } = makeFile();
      const which = `file ${at} of ${lane} (${name})`;
      const began = performance.now();
      let imported = false;
      try {
        const outcome = await importSource(importer, memorySource(bytes), name, { leastAuthorities: 2 });
        imported = outcome.ok;
        if (outcome.ok && "dataset" in outcome.value && !outcome.value.already) {
          const { rows } = await keeper.query(
            "select count(*)::int as facts from national.fact where import = (select max(id) from national.result_import)",
          );
          if (rows[0].facts !== outcome.value.facts) wrong.push(`${which}: ${rows[0].facts} of ${outcome.value.facts} facts`);
        }
      } catch (error) {
        wrong.push(`${which}: ${(error as Error).stack?.split("\n").slice(0, 3).join(" ")}`);
        await importer.query("rollback").catch(() => undefined);
      }
      const took = performance.now() - began;
      if (took > longest) wrong.push(`${which} took ${Math.round(took)} ms`);
      const left = await stored();
      if (!imported && left !== before) wrong.push(`${which}, which was refused, left ${before} → ${left}`);
      before = left;
      seen.slowest = Math.max(seen.slowest, took);
      seen[imported ? "imported" : "refused"]++;
      if (at === warm) seen.warmMemory = Math.max(seen.warmMemory, process.memoryUsage().rss);
      if (at > warm) seen.mostMemory = Math.max(seen.mostMemory, process.memoryUsage().rss);
      if (at % 50 === 49) {
        await keeper.query("delete from national.inspection; delete from national.fact; delete from national.result_import");
        before = await stored();
      }
    }
  }

  await Promise.all(Array.from({ length: databases }, (_, lane) => send(lane)));
  const growth = Math.round(Math.max(0, seen.mostMemory - seen.warmMemory) / 1024 / 1024);
  if (growth > mostGrowth) wrong.push(`the memory grew by ${growth} MB`);
  sayGate(gate, {
    figure: `${wrong.length} of ${files} files crashed, hung or were imported in part (${seen.imported} imported, ${seen.refused} refused, slowest ${Math.round(seen.slowest)} ms, memory +${growth} MB)`,
    target: `0 crashes, partial imports and hangs over 10 s; memory < ${mostGrowth} MB more`,
  });
  expect(seen.imported, "some files are sound").toBeGreaterThan(files / 50);
  expect(wrong.slice(0, 5)).toEqual([]);
}, 7_200_000);
