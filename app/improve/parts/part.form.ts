import { readDay } from "../../language/period.ts";
import { keyOfOwner, lastOwner, type OwnerPeriod, readOwner } from "./owner.rules.ts";
import type { PartContent, PartDraft } from "./part.rules.ts";

/** The names under which a form gives its reasons. */
export const reasonFields = ["reasons-finding", "reasons-judgement", "reasons-target", "reasons-figure", "reasons-kept"] as const;
const texts = [
  "title",
  "why",
  "how",
  "withWhom",
  "adds",
  "outcome",
  "cost",
  "days",
  "due",
  "delivers",
  "evaluates",
  "from",
  "supports",
  "target",
] as const;
export type PartForm = Readonly<Record<(typeof texts)[number], string>> & {
  readonly needs: readonly string[];
  readonly reasons: readonly string[];
};

/** What somebody wrote of a part, as it was written. */
export function readPartForm(form: FormData): PartForm {
  const said = Object.fromEntries(texts.map((name) => [name, String(form.get(name) ?? "")])) as Record<(typeof texts)[number], string>;
  return {
    ...said,
    needs: form.getAll("needs").map(String),
    reasons: [...new Set(reasonFields.flatMap((name) => form.getAll(name).map(String)))],
  };
}
export const draftOf = (form: PartForm): PartDraft => ({
  ...form,
  due: { written: form.due.trim(), day: readDay(form.due.trim())?.toString() },
  owners: { delivers: readOwner(form.delivers), evaluates: readOwner(form.evaluates) },
  from: readDay(form.from.trim())?.toString(),
  supports: form.supports || null,
  target: form.target || null,
});
/** A part as its form has it. */
export const formOf = (part: Omit<PartContent, "owners"> & { readonly owners: readonly OwnerPeriod[] }, today: string): PartForm => ({
  ...{ title: part.title, why: part.why, how: part.how, withWhom: part.withWhom, adds: part.adds, outcome: part.outcome },
  ...{ cost: part.cost === null ? "" : String(part.cost), days: part.days === null ? "" : String(part.days), due: part.due ?? "" },
  ...{ delivers: keyOfOwner(lastOwner(part.owners, "delivers")), evaluates: keyOfOwner(lastOwner(part.owners, "evaluates")), from: today },
  ...{ supports: part.supports ?? "", target: part.target ?? "", needs: part.needs, reasons: part.reasons.map(({ source }) => source) },
});
export const blankForm = (from: string): PartForm => ({
  ...Object.fromEntries(texts.map((name) => [name, ""])),
  ...({ from, needs: [], reasons: [] } as unknown as PartForm),
});
