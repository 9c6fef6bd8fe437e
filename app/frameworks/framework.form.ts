import { z } from "zod";
import { accept, type Outcome, refuse } from "../language/outcome.ts";
import { findDisagreements, mostIndicators } from "./disagreements.rules.ts";
import type { EditionContent } from "./edition.rules.ts";

const key = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "write it in small letters, digits and hyphens");
const words = z.string().trim().min(1, "must not be empty");
const need = z.strictObject({
  count: z.union([z.literal("all"), z.int().min(1)], 'must be "all" or a whole number of 1 or more'),
  atLeast: key,
  shareable: z.boolean().optional(),
});

export const editionContentSchema = z.strictObject({
  name: words,
  source: words,
  dated: z.iso.date("must be a date such as 2026-11-21"),
  marked: z.enum(["example", "own"]),
  freshForDays: z.int().min(1).max(3650),
  levels: z.array(z.strictObject({ key, name: words, rank: z.int().min(0) })).min(2),
  indicators: z
    .array(
      z.strictObject({
        key,
        ordinal: z.int().min(1),
        title: words,
        short: words.max(24, "must fit the head of a column: 24 characters at most"),
        descriptors: z.record(z.string(), words),
      }),
    )
    .min(1, "there must be one at least")
    .max(mostIndicators, `there may be ${mostIndicators} at most`),
  categories: z.array(z.strictObject({ key, name: words, needs: z.array(need).min(1) })).min(1),
  otherwise: z.strictObject({ key, name: words }),
});

/** Reads the content of an edition from a file or a form: well-formed and in agreement with itself, or every reason why not. */
export function readEditionContent(input: unknown): Outcome<EditionContent, string[]> {
  const read = editionContentSchema.safeParse(input);
  if (!read.success) return refuse(read.error.issues.map((issue) => `${issue.path.join(".") || "The edition"}: ${issue.message}`));
  const disagreements = findDisagreements(read.data);
  return disagreements.length > 0 ? refuse(disagreements) : accept(read.data);
}
