import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { derivedAstray, rebuildDerived } from "./diagnose/index.server.ts";
import { giveFramework } from "./frameworks/index.server.ts";
import {
  academiesOfTrust,
  benchmarksAstray,
  type ImportProgress,
  importNationalFile,
  listMeasures,
  loadTrust,
  rebuildBenchmarks,
  sayNationalRefusal,
  sayNationalReport,
  showMeasure,
} from "./national/index.server.ts";
import { createTrust, firstDayOfCalendar, listTrusts, sayTrustRefusal, slugOf } from "./organisation/index.server.ts";
import { chainHeads, chainsWithTrace, readHeads, siteChain, verifyChain, type Witness } from "./platform/audit/audit.store.ts";
import { backupCommand } from "./platform/backup/backup.command.ts";
import { onServer } from "./platform/database/embedded.ts";
import { openDatabases, openPools } from "./platform/database/open.ts";
import { type DatabaseUrls, databaseRoles, newPassword, prepareCluster, prepareDatabase } from "./platform/database/roles.ts";
import { findAdministrator } from "./platform/sign-in/account.store.ts";
import { firstOperator } from "./platform/sign-in/first-operator.ts";

const usage = `eddystone COMMAND
  national import FILE… [--as-at 2025-04-22] [--period 2017/18] [--version final] [--json]   import files that England publishes: the register, results
  measures show (--urn URN | --trust UID) --measure CODE --period 2017/18 [--group GROUP] [--json]
                                                        one figure with its percentile, who it is among, and its source
  measures list [--json]                                every measure, and the periods with percentiles
  trust create --uid 2186 [--administrator EMAIL] [--json]   set a trust up; the site operator administers it unless another account is named
  audit verify [--since FILE]                           walk every audit chain; with the heads kept in a file, find a chain written anew too
  audit head                                            print the head of every audit chain, to be kept where nobody here can write
  derived check | rebuild                               compare what is derived with its source, or write it anew
  backup FILE                                           write everything to a new file while the app goes on
  restore FILE [--check]                                fill an empty database from a backup; or only check the file
  database prepare                                      print the five roles and grants for a server's administrator
  operator first                                        make the first site operator of a site without accounts
  serve                                                 run the app (npm start)`;

/** Runs one command beside the running app, or alone; answers the exit code. */
export async function runCommand(verb: string, words: string[]): Promise<number> {
  if (verb === "backup" || verb === "restore") return backupCommand(verb, words);
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    strict: false,
    options: {
      json: { type: "boolean" },
      uid: { type: "string" },
      administrator: { type: "string" },
      "as-at": { type: "string" },
      since: { type: "string" },
      urn: { type: "string" },
      trust: { type: "string" },
      measure: { type: "string" },
      period: { type: "string" },
      group: { type: "string" },
      version: { type: "string" },
    },
  });
  const [noun, ...files] = positionals;
  const command = `${verb} ${noun ?? ""}`.trim();
  if (command === "measures show" || command === "measures list") return showMeasures(command, values);
  if (command === "database prepare") return printPreparation();
  if (
    !["national import", "trust create", "audit verify", "audit head", "derived check", "derived rebuild", "operator first"].includes(
      command,
    )
  ) {
    console.error(usage);
    return verb === "help" ? 0 : 2;
  }
  const open = await openDatabases();
  try {
    if (command === "national import") return await nationalImport(open.urls.importer, files, values);
    if (command === "trust create")
      return await trustCreate(open.urls, String(values.uid ?? ""), values.administrator?.toString(), values.json === true);
    if (command === "operator first") return await makeFirstOperator(open.urls);
    if (command.startsWith("derived")) return await derived(open.urls, noun === "rebuild");
    if (command === "audit head") return await auditHead(open.urls.keeper);
    return await auditVerify(open.urls, values.since?.toString());
  } finally {
    await open.embedded?.leave();
  }
}

function printPreparation(): number {
  const passwords = Object.fromEntries(databaseRoles.map((role) => [role, newPassword()])) as Parameters<typeof prepareCluster>[0];
  console.log(`${prepareCluster(passwords)};\n${prepareDatabase("eddystone").join(";\n")};`);
  return 0;
}

/** Tells of measures from what is imported; answers 1 where the words name nothing that there is. */
async function showMeasures(command: string, words: Readonly<Record<string, unknown>>): Promise<number> {
  const open = await openDatabases();
  const pools = openPools(open.urls);
  try {
    const said = await (command === "measures list" ? listMeasures(pools.db.pool, words.json === true) : showMeasure(pools.db.pool, words));
    if ("wrong" in said) console.error(said.wrong);
    else console.log(said.out.join("\n"));
    return "wrong" in said ? 1 : 0;
  } finally {
    await pools.close();
    await open.embedded?.leave();
  }
}

/** Shows the password on the terminal that asked, because a server's output is kept in its log. */
async function makeFirstOperator(urls: DatabaseUrls): Promise<number> {
  const pools = openPools(urls);
  try {
    const said = await firstOperator(pools.signIn);
    if (said.length > 0) console.log(said.join("\n"));
    else console.error("This site has accounts already. A site operator among them can make a reset link for whoever is locked out.");
    return said.length > 0 ? 0 : 1;
  } finally {
    await pools.close();
  }
}

async function nationalImport(importerUrl: string, files: string[], options: Record<string, unknown>): Promise<number> {
  if (files.length === 0) {
    console.error("Name the files to import: npm run -s eddystone -- national import FILE…");
    return 2;
  }
  let failed = 0;
  const said = {
    ...(typeof options["as-at"] === "string" ? { asAt: options["as-at"] } : {}),
    ...(typeof options.period === "string" ? { period: options.period } : {}),
    ...(typeof options.version === "string" ? { version: options.version } : {}),
  };
  for (const path of files) {
    const progress = progressLines();
    const name = path.split("/").at(-1) ?? path;
    const outcome = await onServer(importerUrl, (importer) =>
      importNationalFile(
        importer,
        { path, name },
        {
          ...said,
          onProgress: (come) => progress(name, come),
        },
      ),
    );
    if (outcome.ok) console.log(options.json ? JSON.stringify(outcome.value) : sayNationalReport(outcome.value).join("\n"));
    else {
      failed++;
      if (options.json) console.log(JSON.stringify({ file: name, refused: sayNationalRefusal(outcome.refusal, name) }));
      else console.error(sayNationalRefusal(outcome.refusal, name));
    }
  }
  return failed ? 1 : 0;
}

/** Tells on stderr how an import comes on: one line that grows on a terminal, else a line each 5 s or 100,000 rows. */
function progressLines(): (name: string, come: ImportProgress) => void {
  const started = performance.now();
  const words = {
    opening: "opening",
    waiting: "waiting for another import to end",
    reading: "rows read",
    comparing: "comparing with what is there",
  };
  let said = { at: started, rows: 0, phase: "" };
  return (name, { phase, rowsRead, share }) => {
    const now = performance.now();
    const elapsed = `${((now - started) / 1000).toFixed(1)} s`;
    const line = `${name}: ${phase === "reading" ? `${rowsRead} rows read, ${Math.floor(share * 100)}%` : words[phase]} (${elapsed})`;
    const terminal = process.stderr.isTTY;
    const due =
      now - said.at >= (terminal ? 200 : 5000) || rowsRead - said.rows >= 100_000 || (phase !== said.phase && phase !== "reading");
    if (!due) return;
    said = { at: now, rows: rowsRead, phase };
    process.stderr.write(terminal ? `\r\x1b[K${line}${phase === "comparing" ? "\n" : ""}` : `${line}\n`);
  };
}

async function trustCreate(
  urls: { importer: string; keeper: string; app: string; owner: string; sign_in: string },
  uid: string,
  administrator: string | undefined,
  json: boolean,
): Promise<number> {
  if (!/^\d{1,7}$/.test(uid)) {
    console.error("Give the trust's Group UID, for example --uid 2186. It is on the trust's page of Get Information About Schools.");
    return 2;
  }
  const pools = openPools(urls);
  try {
    const trust = await loadTrust(pools.keeper.pool, Number(uid));
    if (!trust) {
      console.error(`The register has no trust with UID ${uid}. Import the newest groups file first, then try again.`);
      return 1;
    }
    const academies = await academiesOfTrust(pools.keeper.pool, trust.uid);
    const account = await findAdministrator(pools.signIn, administrator);
    if (administrator && !account) {
      console.error(`Nobody on this site signs in as ${administrator}. Leave --administrator out, or name an account that exists.`);
      return 1;
    }
    const made = await createTrust(pools.keeper, {
      slug: slugOf(trust.name),
      name: trust.name,
      uid: trust.uid,
      academies,
      ...(account ? { administrator: { accountId: account.id, name: account.name, email: account.email } } : {}),
    });
    if (!made.ok) {
      console.error(sayTrustRefusal(made.refusal));
      return 1;
    }
    await giveFramework(pools.keeper, made.value.trustId, firstDayOfCalendar());
    if (json)
      console.log(JSON.stringify({ uid: trust.uid, name: trust.name, academies: academies.map(({ urn, name }) => ({ urn, name })) }));
    else console.log(`${trust.name} is set up with ${academies.length} academies.`);
    return 0;
  } finally {
    await pools.close();
  }
}

async function auditHead(keeperUrl: string): Promise<number> {
  for (const line of await onServer(keeperUrl, chainHeads)) console.log(line);
  return 0;
}

/** The heads kept in a file, or why they cannot be read. */
function keptHeads(path: string): Map<string, Witness[]> | string {
  try {
    return readHeads(readFileSync(path, "utf8"));
  } catch (error) {
    return `The heads in ${path} cannot be read: ${(error as Error).message}. Give a file that \`audit head\` wrote.`;
  }
}

/** Walks the chain of every trust that is set up or left a trace; a trust in the kept heads whose chain is gone is broken too. */
async function auditVerify(urls: DatabaseUrls, since: string | undefined): Promise<number> {
  const heads = since ? keptHeads(since) : new Map<string, Witness[]>();
  if (typeof heads === "string") {
    console.error(heads);
    return 2;
  }
  const pools = openPools(urls);
  const setUp = await listTrusts(pools.keeper).finally(() => pools.close());
  return onServer(urls.keeper, async (keeper) => {
    let broken = 0;
    for (const trustId of new Set([...setUp.map((trust) => trust.trustId), ...(await chainsWithTrace(keeper)), ...heads.keys()])) {
      const found = await verifyChain(keeper, trustId, heads.get(trustId));
      if (found.broken) broken++;
      const chain = trustId === siteChain ? "the site" : trustId;
      console.log(found.broken ? `${chain}: broken at entry ${found.broken}` : `${chain}: ${found.entries} entries hold`);
    }
    return broken ? 1 : 0;
  });
}

/** Compares what is derived with what it comes from, for each trust and for England, or writes it anew. */
async function derived(urls: DatabaseUrls, rebuild: boolean): Promise<number> {
  const pools = openPools(urls);
  let astray = 0;
  try {
    for (const { trustId, name } of await listTrusts(pools.keeper)) {
      if (rebuild) await rebuildDerived(pools.db, trustId);
      const wrong = (await derivedAstray(pools.db, trustId)).length;
      astray += wrong;
      console.log(wrong ? `${name}: ${wrong} academies that are not shown as judged and decided` : `${name}: as judged and decided`);
    }
  } finally {
    await pools.close();
  }
  const wrong = await onServer(urls.keeper, async (keeper) => {
    if (rebuild) await rebuildBenchmarks(keeper);
    return benchmarksAstray(keeper);
  });
  console.log(wrong ? `National benchmarks: ${wrong} rows that are not as imported` : "National benchmarks: as imported");
  return astray + wrong ? 1 : 0;
}
