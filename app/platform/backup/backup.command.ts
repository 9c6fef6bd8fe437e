import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { embeddedHome } from "../database/embedded.ts";
import { findDatabases, refuseUnfit } from "../database/open.ts";
import { type BackupRefusal, type Manifest, sayBackupRefusal } from "./backup.rules.ts";
import { checkBackup } from "./check-backup.ts";
import { makeBackup } from "./make-backup.ts";
import { fits, restoreBackup } from "./restore-backup.ts";

/** `backup FILE` and `restore [--check] FILE`: answers the exit code. */
export async function backupCommand(verb: "backup" | "restore", words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    strict: false,
    options: { check: { type: "boolean" } },
  });
  const [file, ...more] = positionals;
  if (!file || more.length > 0) {
    console.error(`Name one file: npm run -s eddystone -- ${verb} FILE`);
    return 2;
  }
  if (verb === "backup") return backup(file);
  const checked = await checkBackup(file);
  if (!checked.ok) return refused(checked.refusal);
  const { manifest, sha256 } = checked.value;
  const fit = fits(file, manifest);
  if (!fit.ok) return refused(fit.refusal);
  if (values.check) {
    console.log(`${file} is whole: ${contents(manifest)}, made ${manifest.madeAt}, SHA-256 ${sha256}.`);
    return 0;
  }
  return restore(file, manifest);
}

async function backup(file: string): Promise<number> {
  // Asked before a server is started, which would make an empty database of its own.
  if (!process.env.DATABASE_URL && !existsSync(join(embeddedHome(), "data", "PG_VERSION")))
    return refused({ kind: "nothing-there", where: embeddedHome() });
  const { urls, embedded } = await findDatabases();
  const interrupted = new AbortController();
  const stop = () => interrupted.abort();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    const made = await makeBackup(urls, file, { signal: interrupted.signal });
    if (!made.ok) return refused(made.refusal);
    const { manifest, bytes, sha256 } = made.value;
    console.log(`${file} holds ${contents(manifest)} in ${(bytes / 1e6).toFixed(1)} MB, SHA-256 ${sha256}.`);
    return 0;
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    console.error("Interrupted: no backup was made, and nothing was left behind.");
    return 130;
  } finally {
    await embedded?.leave();
  }
}

async function restore(file: string, manifest: Manifest): Promise<number> {
  const { urls, embedded } = await findDatabases();
  try {
    await refuseUnfit(urls.app);
    const restored = await restoreBackup(urls, file, manifest);
    if (!restored.ok) return refused(restored.refusal);
    const { chains, broken } = restored.value;
    console.log(`Restored ${contents(manifest)} from ${file}; every table is as it was, and ${chains - broken.length} audit chains hold.`);
    for (const trust of broken)
      console.error(`The audit chain of ${trust} is broken, as it was when the backup was made: see \`eddystone audit verify\`.`);
    return broken.length > 0 ? 1 : 0;
  } finally {
    await embedded?.leave();
  }
}

const contents = ({ tables }: Manifest) =>
  `${tables.reduce((sum, { rows }) => sum + rows, 0).toLocaleString("en-GB")} rows of ${tables.length} tables`;

function refused(refusal: BackupRefusal): number {
  console.error(sayBackupRefusal(refusal));
  return 1;
}
