import { z } from "zod";
import { accept, type Outcome, refuse } from "../language/outcome.ts";
import { type Disagreement, findDisagreements, locateMuddles, mostIndicators } from "./disagreements.rules.ts";
import { type EditionContent, frameworkKinds, frameworkSubjects } from "./edition.rules.ts";

const oneOf = (words: readonly string[]) => `must be one of: ${words.join(", ")}`;
const key = z
  .string()
  .max(80, "must be 80 characters at most")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "write it in small letters, digits and hyphens");
/** Text that can be kept: the database holds no character 0 and no half of a pair. */
const text = (most: number, tooLong = `must be ${most} characters at most`) =>
  z
    .string()
    .trim()
    .max(most, tooLong)
    .refine((said) => !said.includes("\0") && said.isWellFormed(), "holds a character that cannot be kept");
const words = (most: number, tooLong?: string) => text(most, tooLong).min(1, "must not be empty");
const need = z.strictObject({
  count: z.union([z.literal("all"), z.int().min(1)], 'must be "all" or a whole number of 1 or more'),
  atLeast: key,
  shareable: z.boolean().optional(),
});

/** The shape of an edition's content; that of a draft may have no indicators yet, and descriptors still to be written. */
function shape(written: boolean) {
  const indicators = z.array(
    z.strictObject({
      key,
      ordinal: z.int().min(1),
      title: words(120),
      short: words(24, "must fit the head of a column: 24 characters at most"),
      descriptors: z.record(z.string(), written ? words(2000) : text(2000)),
    }),
  );
  return z.strictObject({
    key,
    name: words(100),
    kind: z.enum(frameworkKinds, oneOf(frameworkKinds)),
    subjects: z.array(z.enum(frameworkSubjects, oneOf(frameworkSubjects))).min(1, "say what it is about"),
    warning: words(500).optional(),
    source: words(300),
    dated: z.iso.date("must be a date such as 2026-11-21"),
    marked: z.enum(["example", "own"], oneOf(["example", "own"])),
    freshForDays: z.int().min(1).max(3650),
    levels: z
      .array(z.strictObject({ key, name: words(60), rank: z.int().min(0) }))
      .min(2, "there must be two at least")
      .max(7, "there may be seven at most"),
    indicators: (written ? indicators.min(1, "there must be one at least") : indicators).max(
      mostIndicators,
      `there may be ${mostIndicators} at most`,
    ),
    categories: z
      .array(z.strictObject({ key, name: words(60), needs: z.array(need).min(1, "say what it needs") }))
      .max(10, "there may be ten at most")
      .default([]),
    otherwise: z.strictObject({ key, name: words(60) }).optional(),
  });
}
export const editionContentSchema = shape(true);
const draftContentSchema = shape(false);

const flawsOf = (error: z.ZodError): Disagreement[] =>
  error.issues.map((issue) => ({
    at: [...issue.path, ...(issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [])].map((step) =>
      typeof step === "symbol" ? String(step) : step,
    ),
    text: `${issue.path.join(".") || "The edition"}: ${issue.message}`,
  }));

/** Reads the content of an edition from a file or a form: well-formed and in agreement with itself, or every reason why not. */
export function readEditionContent(input: unknown): Outcome<EditionContent, string[]> {
  const read = editionContentSchema.safeParse(input);
  if (!read.success) return refuse(flawsOf(read.error).map((flaw) => flaw.text));
  const disagreements = findDisagreements(read.data);
  return disagreements.length > 0 ? refuse(disagreements) : accept(read.data);
}

/** Reads what a draft may say: it can be unfinished, but not muddled. Every flaw is given with its place. */
export function readDraftContent(input: unknown): Outcome<EditionContent, Disagreement[]> {
  const read = draftContentSchema.safeParse(input);
  if (!read.success) return refuse(flawsOf(read.error));
  const muddles = locateMuddles(read.data);
  return muddles.length > 0 ? refuse(muddles) : accept(read.data);
}
