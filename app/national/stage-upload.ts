import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { accept, type Outcome, refuse } from "../language/outcome.ts";
import { readYear } from "../language/school-year.ts";
import { brokenConstraint } from "../platform/database/change.ts";
import { addPiece, askForJob, describeJob, jobAskedBefore, onlyOnce, pieceSize } from "../platform/jobs/job.store.ts";
import { type Field, textOf } from "../platform/web/multipart.ts";
import { type ImportAsked, importKind } from "./import.store.ts";
import type { NationalRefusal } from "./import-words.rules.ts";
import { csvReader, delimiterOf } from "./reading/csv.rules.ts";
import { wrongBeginning } from "./reading/decode.ts";
import { recogniseHeader } from "./register/file-kind.rules.ts";
import { asAtOf } from "./register/import-register.ts";
import type { ImportRefusal } from "./register/import-report.rules.ts";
import { versionOfFile } from "./results/period.rules.ts";

export const largestUpload = 200 * 1024 * 1024;

/** What was said of the file beside it. */
export interface Said {
  readonly asAt: string;
  readonly period: string;
  readonly version: string;
}

/** Why an upload was not taken on; nothing of it is kept. What was said of it is shown again. */
export type UploadRefusal =
  | { readonly kind: "no-file"; readonly said: Said }
  | { readonly kind: "too-large"; readonly name: string; readonly said: Said }
  | { readonly kind: "wrong-file"; readonly name: string; readonly said: Said; readonly why: NationalRefusal };

/**
 * Stages an uploaded file and asks for its import, in the importer's role and as one change: whoever hangs up half way leaves nothing
 * behind. A form sent twice with the same file answers with the import it asked for the first time.
 */
export async function stageUpload(
  importer: ClientBase,
  account: { readonly id: string; readonly name: string },
  fields: AsyncGenerator<Field>,
): Promise<Outcome<string, UploadRefusal>> {
  let form = "";
  const said = { asAt: "", period: "", version: "" };
  let file: StagedFile | undefined;
  let once = "";
  await importer.query("begin");
  try {
    for await (const field of fields) {
      if (field.name === "once") form = await textOf(field);
      else if (isSaid(field.name)) said[field.name] = (await textOf(field)).trim().slice(0, 40);
      else if (field.name === "file" && field.fileName && !file) file = await stageFile(importer, account, field, field.fileName);
    }
    const refusal = refusalOf(file, said);
    if (refusal || !file) {
      await importer.query("rollback");
      return refuse(refusal ?? { kind: "no-file", said });
    }
    const detail: ImportAsked = {
      name: file.name,
      asAt: said.asAt || undefined,
      period: said.period || undefined,
      version: said.version || undefined,
    };
    once = createHash("sha256")
      .update(JSON.stringify([account.id, form, detail, file.sha256]))
      .digest("hex");
    await describeJob(importer, file.id, { once, bytes: file.bytes, detail });
    await importer.query("commit");
    return accept(file.id);
  } catch (error) {
    await importer.query("rollback").catch(() => undefined);
    const before = brokenConstraint(error) === onlyOnce ? await jobAskedBefore(importer, once) : undefined;
    if (before) return accept(before);
    throw error;
  }
}

interface StagedFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly wrong: ImportRefusal | undefined;
  /** It begins like a CSV of the register, which shows a day. */
  readonly ofRegister: boolean;
}

const isSaid = (name: string): name is keyof Said => name === "asAt" || name === "period" || name === "version";

/** Writes a file's bytes as equal pieces; stops writing, and only counts, where it cannot be used anyway. */
async function stageFile(importer: ClientBase, account: { id: string; name: string }, field: Field, path: string): Promise<StagedFile> {
  const name = (path.split(/[/\\]/).at(-1) ?? path).slice(0, 200);
  const id = await askForJob(importer, importKind, account);
  const piece = Buffer.allocUnsafe(pieceSize);
  const hash = createHash("sha256");
  let bytes = 0;
  let place = 0;
  let wrong: ImportRefusal | undefined;
  let ofRegister = false;
  const keep = async (length: number) => {
    const filled = piece.subarray(0, length);
    if (place === 0) {
      wrong = wrongBeginning(filled.subarray(0, 1024));
      ofRegister = beginsLikeRegister(filled.subarray(0, 16_384));
    }
    hash.update(filled);
    if (!wrong && bytes <= largestUpload) await addPiece(importer, id, place, filled);
    place += 1;
  };
  for await (const arrived of field.bytes) {
    for (let at = 0; at < arrived.length; ) {
      const filled = bytes % pieceSize;
      const taken = Math.min(pieceSize - filled, arrived.length - at);
      arrived.copy(piece, filled, at, at + taken);
      at += taken;
      bytes += taken;
      if (bytes % pieceSize === 0) await keep(pieceSize);
    }
  }
  if (bytes % pieceSize > 0) await keep(bytes % pieceSize);
  return { id, name, bytes, sha256: hash.digest("hex"), wrong, ofRegister };
}

/** Whether these bytes begin with a header of the register; a packed file only tells when it is unpacked. */
function beginsLikeRegister(head: Uint8Array): boolean {
  const line = new TextDecoder("windows-1252").decode(head).split("\n", 1)[0] ?? "";
  const [header] = csvReader(delimiterOf(line)).push(`${line}\n`);
  return header !== undefined && recogniseHeader(header) !== undefined;
}

function refusalOf(file: StagedFile | undefined, said: Said): UploadRefusal | undefined {
  if (!file) return { kind: "no-file", said };
  const { name, bytes, wrong, ofRegister } = file;
  if (bytes > largestUpload) return { kind: "too-large", name, said };
  const refused = (why: NationalRefusal): UploadRefusal => ({ kind: "wrong-file", name, said, why });
  if (bytes === 0) return refused({ kind: "empty" });
  if (wrong) return refused(wrong);
  if (said.period !== "" && readYear(said.period) === undefined) return refused({ kind: "impossible-period", given: said.period });
  const version = versionOfFile(said.version || undefined, name, "final");
  if (!version.ok) return refused(version.refusal);
  const day = said.asAt !== "" || ofRegister ? asAtOf(name, said.asAt || undefined) : undefined;
  return day && !day.ok ? refused(day.refusal) : undefined;
}
