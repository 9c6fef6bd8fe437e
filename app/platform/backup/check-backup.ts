import { createHash } from "node:crypto";
import { z } from "zod";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { entriesOf, firstEntry, readSeal } from "./archive.ts";
import { type BackupRefusal, backupFormat, type Manifest } from "./backup.rules.ts";

const sum = z.string().regex(/^[0-9a-f]{64}$/);
const manifestSchema = z.object({
  format: z.literal(backupFormat),
  madeAt: z.string(),
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), digest: sum })),
  leftOut: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number(), sha256: sum })),
  sequences: z.array(z.object({ name: z.string(), last: z.string() })),
});

/** The table an entry is a part of. */
export const tableOfEntry = (name: string) => /^(.+)\/\d+\.copy$/.exec(name)?.[1];

/** Reads a whole backup, asking no database: every bit of the file, every table's rows and sum. Answers what it says of itself. */
export async function checkBackup(file: string): Promise<Outcome<{ manifest: Manifest; sha256: string }, BackupRefusal>> {
  try {
    const seal = await readSeal(file);
    const { near, format, manifest, astray } = await readThrough(file);
    if (format === undefined)
      return refuse(seal.found === "damaged" ? { kind: "damaged", file, at: undefined } : { kind: "not-a-backup", file });
    if (seal.found === "no-seal") return refuse({ kind: "cut-short", file });
    if (seal.found === "damaged") return refuse({ kind: "damaged", file, at: near });
    if (format > backupFormat) return refuse({ kind: "newer-format", file, format });
    if (!manifest || astray) return refuse({ kind: "damaged", file, at: astray ?? "its manifest" });
    return accept({ manifest, sha256: seal.sha256 });
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code && syscall) return refuse({ kind: "cannot-read", file, code });
    throw error;
  }
}

type Through = { near: string | undefined; format: number | undefined; manifest: Manifest | undefined; astray: string | undefined };

/** Reads as far as a file can be read; `near` names the last entry that was whole when a later one was not. */
async function readThrough(file: string): Promise<Through> {
  const found = new Map<string, { rows: number; sum: ReturnType<typeof createHash> }>();
  const through: Through = { near: undefined, format: undefined, manifest: undefined, astray: undefined };
  let last: string | undefined;
  try {
    for await (const { name, bytes } of entriesOf(file)) {
      if (last === undefined && name !== firstEntry) break;
      last = tableOfEntry(name) ?? name;
      if (name === firstEntry) through.format = z.object({ format: z.number() }).parse(JSON.parse(bytes.toString())).format;
      if (through.format !== backupFormat) break;
      const table = tableOfEntry(name);
      if (table) {
        const into = found.get(table) ?? { rows: 0, sum: createHash("sha256") };
        found.set(table, into);
        into.sum.update(bytes);
        into.rows += linesIn(bytes);
      } else if (name === "manifest.json") through.manifest = manifestSchema.parse(JSON.parse(bytes.toString()));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall) throw error;
    through.near = last;
    return through;
  }
  const empty = createHash("sha256").digest("hex");
  for (const { name, rows, sha256 } of through.manifest?.tables ?? []) {
    const table = found.get(name);
    if ((table?.rows ?? 0) !== rows || (table?.sum.digest("hex") ?? empty) !== sha256) through.astray ??= name;
    found.delete(name);
  }
  through.astray ??= through.manifest && [...found.keys()][0];
  return through;
}

/** COPY's text ends every row with a line feed, and writes those inside values otherwise. */
function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
