import { z } from "zod";
import type { FieldRefusal } from "../../design/house.tsx";
import { readEvidence } from "../judgements/judgement.form.ts";
import type { RowDraft } from "./row.rules.ts";

/** What every field of one indicator's form is named with, because a page holds many of them. */
export const prefixOf = (indicator: string) => `${indicator}--`;
/** The most existing pieces that one sending of a form may choose. */
export const mostChosen = 200;

const words = (what: string) => z.string().trim().max(20_000, `Shorten ${what} to 20,000 characters; a file can hold the rest.`);
const chosen = <const Choice extends string>(choices: readonly [Choice, ...Choice[]], say: string) =>
  z.union([z.literal("").transform(() => null), z.enum(choices, say)]);
const schema = z.object({
  edition: z.uuid("This form is damaged. Open the review again."),
  seen: z.coerce.number("This form is damaged. Open the review again.").int().min(0),
  level: z
    .string()
    .max(60)
    .transform((level) => level || null),
  canShare: z.boolean(),
  confidence: chosen(["low", "medium", "high"], "Choose how sure you are."),
  direction: chosen(["improving", "steady", "declining"], "Choose a direction of travel."),
  narrative: words("what you saw"),
  helps: words("what helps"),
  hinders: words("what hinders"),
  toDo: words("what to do"),
  isDone: z.boolean(),
  namesNobody: z.boolean(),
});

export type ReadRow = { readonly ok: true; readonly value: RowDraft } | { readonly ok: false; readonly refusals: readonly FieldRefusal[] };

/** Reads what somebody wrote of one indicator of a review; refuses each field that is wrong in words that say what to do. */
export async function readRow(form: FormData, indicator: string): Promise<ReadRow> {
  const prefix = prefixOf(indicator);
  const text = (name: string) => {
    const value = form.get(`${prefix}${name}`);
    return typeof value === "string" ? value : "";
  };
  const read = schema.safeParse({
    ...{ edition: text("edition"), seen: text("seen"), level: text("level"), confidence: text("confidence"), direction: text("direction") },
    ...{ narrative: text("narrative"), helps: text("helps"), hinders: text("hinders"), toDo: text("toDo") },
    canShare: form.get(`${prefix}canShare`) !== null,
    isDone: form.get("done") === "yes",
    namesNobody: form.get(`${prefix}namesNobody`) !== null,
  });
  const refusals: FieldRefusal[] = [];
  if (!read.success)
    refusals.push(...read.error.issues.map(({ path, message }) => ({ field: `${prefix}${String(path[0])}`, text: message })));
  const piece = await readEvidence(form, 1, refusals, prefix);
  const existing = form.getAll(`${prefix}item`).filter((id) => typeof id === "string" && /^[0-9a-f-]{36}$/.test(id)) as string[];
  if (existing.length > mostChosen) refusals.push({ field: `${prefix}item`, text: `Choose at most ${mostChosen} pieces at once.` });
  const stance = text("item-stance") === "contradicts" ? "contradicts" : "supports";
  if (!read.success || refusals.length) return { ok: false, refusals };
  return {
    ok: true,
    value: { ...read.data, indicator, evidence: piece ? [piece] : [], chosen: existing.map((id) => ({ id, stance })) },
  };
}
