import { z } from "zod";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { everyRole } from "../../organisation/index.ts";
import { type PartKind, partKinds } from "../parts/part.rules.ts";
import { sayPartRefusal } from "../parts/part-words.rules.ts";
import { type PlanKind, planKinds } from "../plans/plan.rules.ts";
import { considerTemplate, rowsOf, type Template } from "./template.rules.ts";

const text = z.string().trim().min(1);
const part = z.strictObject({
  kind: z.enum(Object.keys(partKinds) as [PartKind, ...PartKind[]]),
  title: text,
  ...{ why: text.optional(), how: text.optional(), withWhom: text.optional(), adds: text.optional(), outcome: text.optional() },
  cost: z.int().min(0).optional(),
  days: z.number().min(0).optional(),
  leads: z.enum(everyRole).optional(),
  evaluates: z.enum(everyRole).optional(),
  after: z.int().min(0).max(120).optional().describe("Months after the plan's first day"),
});
export const templateContent = z.strictObject({
  kind: z.enum(Object.keys(planKinds) as [PlanKind, ...PlanKind[]]),
  title: text,
  says: text,
  parts: z.array(part).min(1),
});

/** A template of a file; or every fault of it in a sentence. */
export function readTemplate(content: unknown): Outcome<Template, readonly string[]> {
  const read = templateContent.safeParse(content);
  if (!read.success) return refuse(read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
  const considered = considerTemplate({ ...read.data, rows: rowsOf(read.data.parts) }, new Set<string>(everyRole));
  if (considered.ok) return accept(considered.value);
  const { refusal } = considered;
  return refuse([
    "row" in refusal
      ? `part ${refusal.row + 1}: ${refusal.kind === "part" ? sayPartRefusal(refusal.refusal) : refusal.kind}`
      : refusal.kind,
  ]);
}
