import { z } from "zod";
import type { ChosenEvidence, NewEvidence } from "../../evidence/index.ts";
import { type FieldRefusal, isRefusal, readPiece } from "../evidence/piece.form.ts";
import type { JudgementDraft } from "./judgement.rules.ts";

export const evidenceRows = 3;
export type ReadDraft = { readonly ok: true; readonly value: JudgementDraft } | { readonly ok: false; readonly refusals: FieldRefusal[] };

const schema = z.object({
  edition: z.uuid("This form is damaged. Open the indicator again."),
  level: z.string("Choose a level.").min(1, "Choose a level.").max(60),
  canShare: z.boolean(),
  confidence: z.enum(["low", "medium", "high"], "Choose how sure you are."),
  direction: z.enum(["improving", "steady", "declining"], "Choose a direction of travel."),
  narrative: z
    .string("Say what you saw.")
    .trim()
    .min(1, "Say what you saw.")
    .max(20_000, "Shorten the narrative to 20,000 characters; a file can hold the rest."),
  replacing: z.uuid("This form is damaged. Open the indicator again.").optional(),
});

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === "string" ? value : undefined;
};

/** Reads one piece of new evidence of a form, where one was begun; its fields are named with their number and, where a page holds several forms, a prefix. */
export async function readEvidence(form: FormData, index: number, refusals: FieldRefusal[], prefix = ""): Promise<NewEvidence | undefined> {
  const at = (part: string) => `${prefix}evidence-${index}-${part}`;
  const read = await readPiece(form, at);
  if (read && !isRefusal(read)) return { ...read, stance: text(form, at("stance")) === "contradicts" ? "contradicts" : "supports" };
  if (read) refusals.push({ field: read.field, text: `Evidence ${index}: ${read.text}` });
  return undefined;
}

/** What one row of evidence says: a new piece, one that is here already, or nothing. */
async function readRow(form: FormData, index: number, refusals: FieldRefusal[]): Promise<NewEvidence | ChosenEvidence | undefined> {
  const at = (part: string) => `evidence-${index}-${part}`;
  if (text(form, at("kind")) !== "existing") return readEvidence(form, index, refusals);
  const item = z.uuid().safeParse(text(form, at("existing")));
  if (item.success) return { item: item.data, stance: text(form, at("stance")) === "contradicts" ? "contradicts" : "supports" };
  refusals.push({ field: at("existing"), text: `Evidence ${index}: choose which of the evidence that is here.` });
  return undefined;
}

/** Reads a posted judgement; refuses each field that is wrong in words that say what to do. */
export async function readJudgement(form: FormData): Promise<ReadDraft> {
  const refusals: FieldRefusal[] = [];
  const read = schema.safeParse({
    edition: text(form, "edition"),
    level: text(form, "level"),
    canShare: form.get("canShare") !== null,
    confidence: text(form, "confidence"),
    direction: text(form, "direction"),
    narrative: text(form, "narrative"),
    replacing: text(form, "replacing") || undefined,
  });
  if (!read.success) refusals.push(...read.error.issues.map((issue) => ({ field: String(issue.path[0]), text: issue.message })));
  const evidence: NewEvidence[] = [];
  const chosen: ChosenEvidence[] = [];
  for (let index = 1; index <= evidenceRows; index++) {
    const row = await readRow(form, index, refusals);
    if (row && "item" in row) chosen.push(row);
    else if (row) evidence.push(row);
  }
  return read.success && refusals.length === 0
    ? { ok: true, value: { ...read.data, replacing: read.data.replacing, evidence, chosen } }
    : { ok: false, refusals };
}
