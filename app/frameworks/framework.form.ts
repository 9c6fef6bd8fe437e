import { z } from "zod";
import { accept, type Outcome, refuse } from "../language/outcome.ts";
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
  freshForDays: z.int().min(1),
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
    .min(1),
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

function findDisagreements(edition: EditionContent): string[] {
  const levels = new Set(edition.levels.map((level) => level.key));
  return [
    ...twice("Level key", edition.levels, (level) => level.key),
    ...twice("Level rank", edition.levels, (level) => level.rank),
    ...twice("Indicator key", edition.indicators, (indicator) => indicator.key),
    ...twice("Indicator ordinal", edition.indicators, (indicator) => indicator.ordinal),
    ...twice("Category key", [...edition.categories, edition.otherwise], (category) => category.key),
    ...edition.indicators.flatMap((indicator) => [
      ...[...levels]
        .filter((level) => !(level in indicator.descriptors))
        .map((level) => `Indicator "${indicator.key}" has no descriptor for "${level}".`),
      ...Object.keys(indicator.descriptors)
        .filter((level) => !levels.has(level))
        .map((level) => `Indicator "${indicator.key}" describes "${level}", which is not a level.`),
    ]),
    ...edition.categories.flatMap((category) =>
      category.needs.flatMap((asked) => [
        ...(levels.has(asked.atLeast) ? [] : [`Category "${category.key}" names "${asked.atLeast}", which is not a level.`]),
        ...(asked.count !== "all" && asked.count > edition.indicators.length
          ? [`Category "${category.key}" asks for ${asked.count} indicators; there are ${edition.indicators.length}.`]
          : []),
      ]),
    ),
  ];
}

function twice<Item>(what: string, items: readonly Item[], of: (item: Item) => string | number): string[] {
  const seen = new Set<string | number>();
  const repeated = new Set<string | number>();
  for (const item of items) (seen.has(of(item)) ? repeated : seen).add(of(item));
  return [...repeated].map((value) => `${what} "${value}" is used twice.`);
}
