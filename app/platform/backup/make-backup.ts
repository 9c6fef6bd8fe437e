import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import type pg from "pg";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { onServer } from "../database/embedded.ts";
import type { DatabaseUrls } from "../database/roles.ts";
import { type Archive, beginArchive, firstEntry } from "./archive.ts";
import { type BackupRefusal, backupFormat, leftOut, loadOrder, type Manifest, type TableKept } from "./backup.rules.ts";
import { beginSnapshot, holdTables, joinSnapshot, migrationsOf, readTable, sequencesOf, type Table, tablesOf } from "./catalogue.store.ts";

const partBytes = 4 * 1024 * 1024;

export type Backup = { readonly manifest: Manifest; readonly sha256: string; readonly bytes: number };
type Options = {
  readonly leaveOut?: readonly string[];
  /** Told the snapshot as soon as it stands, so that others can see what the backup sees. */
  readonly onSnapshot?: (name: string) => Promise<void>;
  readonly signal?: AbortSignal;
};

/** Writes every row of every table, as of one instant, to a new file while the app goes on writing; refuses a file it cannot make. */
export async function makeBackup(urls: DatabaseUrls, file: string, options: Options = {}): Promise<Outcome<Backup, BackupRefusal>> {
  if (existsSync(file)) return refuse({ kind: "exists", file });
  const madeAt = Temporal.Now.instant().round("second");
  let archive: Archive | undefined;
  try {
    archive = await beginArchive(file, madeAt.epochMilliseconds / 1000);
    const into = archive;
    const made = await onServer(urls.keeper, (keeper) =>
      onServer(urls.owner, async (owner): Promise<Outcome<Backup, BackupRefusal>> => {
        const snapshot = await beginSnapshot(keeper);
        await joinSnapshot(owner, snapshot);
        await options.onSnapshot?.(snapshot);
        const migrations = await migrationsOf(owner);
        if (migrations.length === 0) return refuse({ kind: "nothing-there", where: new URL(urls.owner).host });
        const out = options.leaveOut ?? leftOut;
        const tables = loadOrder((await tablesOf(keeper)).filter(({ name }) => !out.includes(name)));
        await holdTables(keeper, tables);
        const opening = { what: "A backup of Eddystone", format: backupFormat, madeAt: madeAt.toString() };
        await into.add(firstEntry, Buffer.from(JSON.stringify(opening)));
        const kept: TableKept[] = [];
        for (const table of tables) kept.push(await keepTable(keeper, table, into, options.signal));
        const postgres = (await keeper.query("show server_version")).rows[0].server_version;
        const sequences = await sequencesOf(owner);
        const manifest = { format: backupFormat, madeAt: madeAt.toString(), postgres, migrations, leftOut: out, tables: kept, sequences };
        await into.add("manifest.json", Buffer.from(JSON.stringify(manifest, null, 1)));
        return accept({ manifest, ...(await into.seal()) });
      }),
    );
    if (!made.ok) await archive.abandon();
    return made;
  } catch (error) {
    await archive?.abandon();
    const refusal = whyNotWritten(error, file, archive !== undefined);
    if (refusal) return refuse(refusal);
    throw error;
  }
}

/** Copies one table into the archive in parts, so that memory holds one part however large the table is. */
async function keepTable(keeper: pg.ClientBase, table: Table, archive: Archive, signal: AbortSignal | undefined): Promise<TableKept> {
  const sum = createHash("sha256");
  const copy = readTable(keeper, table);
  let [held, size, part]: [Buffer[], number, number] = [[], 0, 0];
  const flush = async () => {
    if (size === 0) return;
    await archive.add(`${table.name}/${String(++part).padStart(6, "0")}.copy`, Buffer.concat(held));
    [held, size] = [[], 0];
  };
  for await (const chunk of copy as AsyncIterable<Buffer>) {
    signal?.throwIfAborted();
    sum.update(chunk);
    held.push(chunk);
    size += chunk.length;
    if (size >= partBytes) await flush();
  }
  await flush();
  return { name: table.name, columns: table.columns, rows: copy.rowCount, sha256: sum.digest("hex") };
}

function whyNotWritten(error: unknown, file: string, begun: boolean): BackupRefusal | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") return { kind: "disk-full", file };
  if (code === "EEXIST") return begun ? { kind: "exists", file } : { kind: "under-way", file: `${file}.part` };
  // Only the file's own errors: the database's carry a code too, but no call to the system on a file.
  return code && syscall && !/connect|getaddrinfo|read/.test(syscall) ? { kind: "cannot-write", file, code } : undefined;
}
