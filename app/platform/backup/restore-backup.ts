import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { verifyChain } from "../audit/audit.store.ts";
import { onServer } from "../database/embedded.ts";
import { digest, type Migration, migrate, migrations } from "../database/migrate.ts";
import type { DatabaseUrls } from "../database/roles.ts";
import { entriesOf } from "./archive.ts";
import { type BackupRefusal, considerMigrations, type Manifest } from "./backup.rules.ts";
import {
  beginLoading,
  dropSchemas,
  firstFilled,
  migrationsOf,
  readTable,
  schemasOf,
  setSequences,
  type Table,
  tablesOf,
  takeForRestore,
} from "./catalogue.store.ts";
import { tableOfEntry } from "./check-backup.ts";

/** What came of a restore; the chains named broken were so in the database that was backed up. */
export type Restored = { readonly chains: number; readonly broken: readonly string[] };

/** Whether this version knows how to restore what a backup holds. */
export const fits = (file: string, manifest: Manifest, known: readonly Migration[] = migrations): Outcome<undefined, BackupRefusal> =>
  considerMigrations(file, manifest.migrations, new Map(known.map(({ name, sql }) => [name, digest(sql)])));

/**
 * Brings an empty database to the backup's migrations, loads a checked backup and compares every table as one transaction, walks every
 * chain, and then brings the database forward. Refuses a database that is not empty; whatever fails leaves it so.
 */
export function restoreBackup(
  urls: DatabaseUrls,
  file: string,
  manifest: Manifest,
  known: readonly Migration[] = migrations,
): Promise<Outcome<Restored, BackupRefusal>> {
  return onServer(urls.keeper, (keeper) =>
    onServer(urls.owner, async (owner): Promise<Outcome<Restored, BackupRefusal>> => {
      const refusal = fits(file, manifest, known);
      if (!refusal.ok) return refusal;
      if (!(await takeForRestore(owner))) return refuse({ kind: "in-use" });
      const schemas = await schemasOf(owner);
      const there = await migrationsOf(owner);
      const filled = await firstFilled(keeper, await tablesOf(keeper));
      if (filled) return refuse({ kind: "not-empty", table: filled });
      const names = new Set(manifest.migrations.map(({ name }) => name));
      const ahead = there.find(({ name }) => !names.has(name));
      if (ahead) return refuse({ kind: "ahead", migration: ahead.name });
      let kept = false;
      try {
        await migrate(
          owner,
          known.filter(({ name }) => names.has(name)),
        );
        const loaded = await load(keeper, file, manifest);
        if (!loaded.ok) return loaded;
        await setSequences(owner, manifest.sequences);
        const restored = await walkChains(keeper);
        await migrate(owner, [...known]);
        await owner.query("analyze");
        kept = true;
        return accept(restored);
      } finally {
        if (!kept) await dropSchemas(owner, schemas).catch(() => {});
      }
    }),
  );
}

/** Loads and compares in one transaction of the keeper, who alone may copy into tables under forced row-level security. */
async function load(keeper: pg.Client, file: string, manifest: Manifest): Promise<Outcome<undefined, BackupRefusal>> {
  await beginLoading(keeper);
  const tables = new Map((await tablesOf(keeper)).map((table) => [table.name, table]));
  const asKept = (name: string, columns: readonly string[]) => columns.join() === tables.get(name)?.columns.join();
  const other =
    manifest.tables.find(({ name, columns }) => !asKept(name, columns))?.name ??
    [...tables.keys()].find((name) => !manifest.leftOut.includes(name) && !manifest.tables.some((kept) => kept.name === name));
  if (other) return undo(keeper, { kind: "other-tables", file, table: other });
  const ordered = manifest.tables.flatMap(({ name }) => tables.get(name) ?? []);
  // What the migrations themselves put in is in the backup too.
  for (const { quoted } of ordered.toReversed())
    if ((await keeper.query(`select from ${quoted} limit 1`)).rowCount) await keeper.query(`delete from ${quoted}`);
  await copyIn(keeper, file, ordered);
  for (const { name, rows, sha256 } of manifest.tables) {
    const table = tables.get(name);
    const found = table && (await sumOf(keeper, table));
    if (found?.rows !== rows || found.sha256 !== sha256) return undo(keeper, { kind: "differs", file, table: name });
  }
  await keeper.query("commit");
  return accept(undefined);
}

async function walkChains(keeper: pg.Client): Promise<Restored> {
  const { rows } = await keeper.query<{ trust_id: string }>("select trust_id from audit.head order by trust_id");
  const broken: string[] = [];
  for (const { trust_id } of rows) if ((await verifyChain(keeper, trust_id)).broken) broken.push(trust_id);
  return { chains: rows.length, broken };
}

async function undo(keeper: pg.Client, refusal: BackupRefusal): Promise<Outcome<undefined, BackupRefusal>> {
  await keeper.query("rollback");
  return refuse(refusal);
}

/** Copies the parts of the file into their tables, each table as one COPY, so that its references to itself are checked when it is whole. */
async function copyIn(keeper: pg.Client, file: string, tables: readonly Table[]) {
  const entries = entriesOf(file);
  try {
    let next = await entries.next();
    const nextPart = async () => {
      do next = await entries.next();
      while (!next.done && tableOfEntry(next.value.name) === undefined);
    };
    await nextPart();
    for (const table of tables) {
      const parts = async function* () {
        for (; !next.done && tableOfEntry(next.value.name) === table.name; await nextPart()) yield next.value.bytes;
      };
      await pipeline(parts, keeper.query(copyFrom(`copy ${table.quoted} (${table.columns.join(", ")}) from stdin`)));
    }
  } finally {
    await entries.return();
  }
}

async function sumOf(keeper: pg.Client, table: Table): Promise<{ rows: number; sha256: string }> {
  const sum = createHash("sha256");
  const copy = readTable(keeper, table);
  for await (const chunk of copy as AsyncIterable<Buffer>) sum.update(chunk);
  return { rows: copy.rowCount, sha256: sum.digest("hex") };
}
