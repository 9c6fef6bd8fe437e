import { accept, type Outcome, refuse } from "../../language/outcome.ts";

export const backupFormat = 1;

/** What the migrations themselves write: it is there in a database that is empty, and makes way for what a backup holds. */
export const writtenByMigrations: readonly string[] = ["national.stratum", "national.benchmark_state"];

/** What a backup leaves out: who is signed in or half way there, guesses, and keys that work once and briefly. After a restore everybody signs in again. */
export const leftOut: readonly string[] = [
  "sign_in.session",
  "sign_in.half_session",
  "sign_in.challenge",
  "sign_in.way",
  "sign_in.attempt",
  "sign_in.reset",
  "platform.once",
];

export type TableKept = { readonly name: string; readonly columns: readonly string[]; readonly rows: number; readonly sha256: string };
export type MigrationKept = { readonly name: string; readonly digest: string };
/** What a backup says of itself, at its end. */
export type Manifest = {
  readonly format: number;
  readonly madeAt: string;
  readonly postgres: string;
  readonly migrations: readonly MigrationKept[];
  readonly leftOut: readonly string[];
  readonly tables: readonly TableKept[];
  readonly sequences: readonly { readonly name: string; readonly last: string }[];
};

export type BackupRefusal =
  | { readonly kind: "exists" | "under-way" | "disk-full" | "not-a-backup" | "cut-short"; readonly file: string }
  | { readonly kind: "cannot-write" | "cannot-read"; readonly file: string; readonly code: string }
  | { readonly kind: "nothing-there"; readonly where: string }
  | { readonly kind: "damaged"; readonly file: string; readonly at: string | undefined }
  | { readonly kind: "newer-format"; readonly file: string; readonly format: number }
  | { readonly kind: "newer-migration" | "other-migration"; readonly file: string; readonly migration: string }
  | { readonly kind: "not-empty"; readonly table: string }
  | { readonly kind: "ahead"; readonly migration: string }
  | { readonly kind: "in-use" }
  | { readonly kind: "other-tables" | "differs"; readonly file: string; readonly table: string };

/** Every table after those it refers to. References of a table to itself do not count: they are checked when its whole COPY is in. */
export function loadOrder<Table extends { readonly name: string; readonly refersTo: readonly string[] }>(
  tables: readonly Table[],
): Table[] {
  const left = new Map([...tables].sort((a, b) => (a.name < b.name ? -1 : 1)).map((table) => [table.name, table]));
  for (const { name, refersTo } of tables)
    for (const other of refersTo)
      if (!left.has(other)) throw new Error(`${name} is backed up, but ${other}, which it refers to, is left out`);
  const ordered: Table[] = [];
  while (left.size > 0) {
    const free = [...left.values()].filter(({ name, refersTo }) => refersTo.every((other) => other === name || !left.has(other)));
    if (free.length === 0) throw new Error(`these tables refer to each other in a ring: ${[...left.keys()].join(", ")}`);
    for (const table of free) left.delete(table.name);
    ordered.push(...free);
  }
  return ordered;
}

/** Whether this version can bring a database to where the backup was made: it must know every migration, word for word. */
export function considerMigrations(
  file: string,
  kept: readonly MigrationKept[],
  known: ReadonlyMap<string, string>,
): Outcome<undefined, BackupRefusal> {
  for (const { name, digest } of kept) {
    const ours = known.get(name);
    if (ours === undefined) return refuse({ kind: "newer-migration", file, migration: name });
    if (ours !== digest) return refuse({ kind: "other-migration", file, migration: name });
  }
  return accept(undefined);
}

export function sayBackupRefusal(refusal: BackupRefusal): string {
  switch (refusal.kind) {
    case "exists":
      return `${refusal.file} is there already. Name a file that is not, so that no backup is lost.`;
    case "under-way":
      return `${refusal.file} is there: another backup is being written, or one was interrupted. Wait for it, or delete that file and run this again.`;
    case "disk-full":
      return `The disk that would hold ${refusal.file} is full. Free some space or name a file on another disk; nothing was left behind.`;
    case "cannot-write":
      return `${refusal.file} cannot be written (${refusal.code}). Name a file in a folder that is there and may be written to.`;
    case "cannot-read":
      return `${refusal.file} cannot be read (${refusal.code}). Check its name and that you may read it.`;
    case "nothing-there":
      return `There is no Eddystone database in ${refusal.where} to back up. Set EDDYSTONE_HOME or DATABASE_URL to where it is.`;
    case "not-a-backup":
      return `${refusal.file} is not a backup made by Eddystone. Nothing was written; name the file that \`eddystone backup\` made.`;
    case "cut-short":
      return `${refusal.file} is cut short or damaged at its end. Nothing was written; use another copy of it.`;
    case "damaged":
      return `${refusal.file} is damaged${refusal.at ? ` near ${refusal.at}` : ""}: it is not what was written. Nothing was written to the database; use another copy of it.`;
    case "newer-format":
      return `${refusal.file} was made by a newer Eddystone (format ${refusal.format}). Nothing was written; restore it with that version or a later one.`;
    case "newer-migration":
      return `${refusal.file} was made by a newer Eddystone: this one does not know its migration ${refusal.migration}. Nothing was written; restore it with that version or a later one.`;
    case "other-migration":
      return `${refusal.file} was made by another Eddystone: its migration ${refusal.migration} is not the one known here. Nothing was written; restore it with the version that made it.`;
    case "not-empty":
      return `The database is not empty: ${refusal.table} is in use. Nothing was written; restore into an empty one (a new EDDYSTONE_HOME, or a new database on the server).`;
    case "ahead":
      return `The database is empty but was brought further (${refusal.migration}) than the backup. Nothing was written; restore into a new one.`;
    case "in-use":
      return "Eddystone is running on this database. Nothing was written; stop it, or restore into another one.";
    case "other-tables":
      return `${refusal.file} does not fit its own migrations: ${refusal.table} is not the table it was. Nothing was written; restore it with the version that made it.`;
    case "differs":
      return `${refusal.table} did not come out of the database as it went in from ${refusal.file}. Nothing was kept; look at the server's log and disk, then try again.`;
  }
}
