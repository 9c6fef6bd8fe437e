import { z } from "zod";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { readYear } from "../../language/school-year.ts";
import type { Family } from "./measure.rules.ts";

const code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "write it in small letters, digits and hyphens");
const words = z.string().trim().min(1, "must not be empty");
const day = z.iso.date("must be a date such as 2026-11-21");
const year = z.string().transform((text, context) => {
  const read = readYear(text);
  if (read === undefined) context.addIssue("must be a school year such as 2017/18");
  return read ?? 0;
});
const level = z.enum(["all", "school"]);
const gaps = z.array(z.strictObject({ years: z.array(year).min(1), level, reason: words, source: words, dated: day }));
const published = z.enum(["school", "authority", "none"]);
const phase = z.enum(["primary", "secondary", "sixteen-to-eighteen", "all"]);
const better = z.enum(["higher", "lower", "neither"]);
const weight = z.enum(["eligible-pupils", "pupils", "progress8-pupils", "pupils-on-roll", "enrolments", "sessions", "none"]);

// What stands at the head of a file holds for its measures that do not say otherwise.
const fileSchema = z.strictObject({
  family: code,
  name: words,
  headline: z.array(code).default([]),
  phase,
  published,
  weight,
  better: better.default("higher"),
  source: words,
  dated: day,
  since: year,
  gaps: gaps.default([]),
  measures: z
    .array(
      z.strictObject({
        id: z.int().min(1).max(32_000),
        code,
        name: words,
        short: words.max(28, "must fit the head of a column: 28 characters at most"),
        definition: words,
        unit: z.enum(["percent", "points", "score", "count", "rate"]),
        decimals: z.int().min(0).max(2).default(0),
        phase: phase.optional(),
        better: better.optional(),
        weight: weight.optional(),
        published: published.optional(),
        since: year.optional(),
        until: year.optional(),
        gaps: gaps.optional(),
        source: words.optional(),
        dated: day.optional(),
      }),
    )
    .min(1, "there must be one at least"),
});

/** Reads one file of content/measures: a family with its measures, or every reason why not. */
export function readMeasures(input: unknown): Outcome<Family, string[]> {
  const read = fileSchema.safeParse(input);
  if (!read.success) return refuse(read.error.issues.map((issue) => `${issue.path.join(".") || "The file"}: ${issue.message}`));
  const { family, name, headline, measures, gaps: everywhere, ...shared } = read.data;
  const said = repeated(measures.map((measure) => measure.code)).map((twice) => `${twice} stands twice`);
  for (const { code: named, since = shared.since, until } of measures)
    if (until !== undefined && until < since) said.push(`${named}: it ends before it begins`);
  for (const named of headline)
    if (!measures.some((measure) => measure.code === named)) said.push(`headline: there is no measure ${named} here`);
  if (said.length > 0) return refuse(said);
  return accept({
    code: family,
    name,
    headline,
    measures: measures.map(({ gaps: own = [], ...measure }) => ({
      ...measure,
      family,
      phase: measure.phase ?? shared.phase,
      better: measure.better ?? shared.better,
      weight: measure.weight ?? shared.weight,
      published: measure.published ?? shared.published,
      since: measure.since ?? shared.since,
      until: measure.until,
      source: measure.source ?? shared.source,
      dated: measure.dated ?? shared.dated,
      gaps: [...own, ...everywhere],
    })),
  });
}

/** What the files of content/measures say against each other: a code or an id that stands twice. */
export function findClashes(families: readonly Family[]): string[] {
  const measures = families.flatMap((family) => family.measures);
  return [
    ...repeated(measures.map((measure) => measure.code)).map((twice) => `${twice} stands twice`),
    ...repeated(measures.map((measure) => String(measure.id))).map((twice) => `the id ${twice} is given twice`),
  ];
}

const repeated = (words: readonly string[]) => words.filter((word, at) => words.indexOf(word) !== at);
