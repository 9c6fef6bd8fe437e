import { z } from "zod";
import { evidenceLimit, type NewEvidence, sniff } from "../../evidence/index.ts";
import { readDay } from "../../language/period.ts";
import type { JudgementDraft } from "./judgement.rules.ts";

export const evidenceRows = 3;
export type FieldRefusal = { readonly field: string; readonly text: string };
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
  const say = (part: string, words: string) => {
    refusals.push({ field: at(part), text: `Evidence ${index}: ${words}` });
    return undefined;
  };
  const title = text(form, at("title"))?.trim() ?? "";
  const file = form.get(at("file"));
  const hasFile = file instanceof File && file.size > 0;
  const body = text(form, at("text"))?.trim() ?? "";
  const kind = text(form, at("kind"));
  const figure = kind === "value" ? (text(form, at("figure")) ?? "") : "";
  if (!title && !hasFile && !body && !figure) return undefined;
  if (kind !== "note" && kind !== "link" && kind !== "file" && kind !== "value")
    return say("kind", "choose a note, a link, a file or a figure.");
  if (kind === "value" && (!figure || figure.length > 200)) return say("figure", "choose the figure.");
  if ((kind !== "value" && !title) || title.length > 300) return say("title", "give it a title of up to 300 characters.");
  const dated = text(form, at("dated")) ?? "";
  if (!readDay(dated)) return say("dated", "give the day it was seen or written.");
  const sensitivity = text(form, at("sensitivity")) === "restricted" ? "restricted" : "ordinary";
  const stance = text(form, at("stance")) === "contradicts" ? "contradicts" : "supports";
  const common = { title, dated, sensitivity, stance } as const;
  if (kind === "value") return { ...common, kind, figure };
  if (kind === "note") return body ? { ...common, kind, text: body.slice(0, 20_000) } : say("text", "write the note.");
  if (kind === "link")
    return /^https?:\/\/[^\s]+$/i.test(body) && URL.canParse(body)
      ? { ...common, kind, url: body }
      : say("text", "give a whole web address that begins with https://.");
  if (!hasFile) return say("file", "choose the file.");
  if (file.size > evidenceLimit) return say("file", "the file is over 25 MB. Link to it instead, or send a smaller one.");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mediaType = sniff(bytes, file.name);
  return mediaType
    ? { ...common, kind, file: { name: file.name, bytes, mediaType } }
    : say("file", "this is not a kind of file that can be evidence. Send a PDF, Word, Excel, PowerPoint, text, PNG or JPEG file.");
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
  for (let index = 1; index <= evidenceRows; index++) {
    const piece = await readEvidence(form, index, refusals);
    if (piece) evidence.push(piece);
  }
  return read.success && refusals.length === 0
    ? { ok: true, value: { ...read.data, replacing: read.data.replacing, evidence } }
    : { ok: false, refusals };
}
