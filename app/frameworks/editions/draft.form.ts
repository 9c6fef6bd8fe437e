import { z } from "zod";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { type EditionContent, frameworkKinds, frameworkSubjects, type Need } from "../edition.rules.ts";
import { readEditionContent } from "../framework.form.ts";
import { type IndicatorWords, type RulesWords, shapeIsOpen } from "./draft.rules.ts";
import { findUnwritten } from "./draft.words.ts";

export type FieldRefusal = { readonly field: string; readonly text: string };
type Read<Value> = Outcome<Value, readonly FieldRefusal[]>;

const title = z.string().trim().min(1, "Give the indicator a title.").max(120, "Shorten the title to 120 characters.");
const short = z
  .string()
  .trim()
  .min(1, "Give a short title for the head of a column.")
  .max(24, "Shorten the short title to 24 characters: it heads a narrow column.");
const descriptor = z.string().trim().max(2000, "Shorten this descriptor to 2,000 characters.");
const name = z.string().trim().min(1, "Give it a name.").max(60, "Shorten the name to 60 characters.");

/** The title and short title of an indicator to add. */
export function readNewIndicator(form: FormData): Read<Pick<IndicatorWords, "title" | "short">> {
  return read(z.object({ title, short }), { title: text(form, "title"), short: text(form, "short") });
}

/** The words of one indicator; its descriptors may be empty while the edition is a draft. */
export function readIndicatorWords(form: FormData, content: EditionContent): Read<IndicatorWords> {
  const descriptors = Object.fromEntries(content.levels.map(({ key }) => [`descriptor-${key}`, text(form, `descriptor-${key}`)]));
  const shape = Object.fromEntries(content.levels.map(({ key }) => [`descriptor-${key}`, descriptor]));
  const said = read(z.object({ title, short, ...shape }), { title: text(form, "title"), short: text(form, "short"), ...descriptors });
  if (!said.ok) return said;
  const written = said.value as Record<string, string> & Pick<IndicatorWords, "title" | "short">;
  return accept({
    title: written.title,
    short: written.short,
    descriptors: Object.fromEntries(content.levels.map(({ key }) => [key, written[`descriptor-${key}`] ?? ""])),
  });
}

/** How many needs of one category a form can hold. */
export const mostNeeds = 6;

/** Levels' names, categories and marks of a draft; refuses each field that is wrong in words that say what to do. */
export function readRulesWords(form: FormData, content: EditionContent): Read<RulesWords> {
  const refusals: FieldRefusal[] = [];
  const field = <Value>(named: string, schema: z.ZodType<Value>, value: unknown): Value | undefined => {
    const said = schema.safeParse(value);
    if (said.success) return said.data;
    refusals.push({ field: named, text: said.error.issues[0]?.message ?? "Change this." });
    return undefined;
  };
  const named = (key: string, schema: z.ZodType<string> = name) => field(key, schema, text(form, key)) ?? "";
  const days = z.coerce
    .number("Give a number of days.")
    .int("Give whole days.")
    .min(1, "Give one day or more.")
    .max(3650, "Give ten years at most.");
  const words: RulesWords = {
    name: named("name"),
    source: named("source", z.string().trim().min(1, "Say where the words come from.").max(300, "Shorten this to 300 characters.")),
    marked: form.get("own") === null ? "example" : "own",
    freshForDays: field("freshForDays", days, text(form, "freshForDays")) ?? 0,
    levels: Object.fromEntries(content.levels.map(({ key }) => [key, named(`level-${key}`)])),
    categories: Object.fromEntries(
      content.categories.map(({ key }) => [key, { name: named(`category-${key}`), needs: readNeeds(form, key, refusals) }]),
    ),
    otherwise: content.otherwise && named(`category-${content.otherwise.key}`),
    shape: shapeIsOpen(content) ? readShape(form, content, refusals) : undefined,
  };
  return refusals.length ? refuse(refusals) : accept(words);
}

/** What the framework is for and about, its warning, and how its scale changes. */
function readShape(form: FormData, content: EditionContent, refusals: FieldRefusal[]): RulesWords["shape"] {
  const refused = (field: string, said: string) => void refusals.push({ field, text: said });
  const kind = frameworkKinds.find((one) => one === text(form, "kind"));
  if (!kind) refused("kind", "Choose what it is for.");
  const subjects = frameworkSubjects.filter((one) => form.getAll("subjects").includes(one));
  if (subjects.length === 0) refused("subjects", "Choose at least one thing it can be about.");
  const warning = text(form, "warning").trim();
  if (warning.length > 500) refused("warning", "Shorten the warning to 500 characters.");
  const added = text(form, "level-added").trim();
  if (added.length > 60) refused("level-added", "Shorten the name to 60 characters.");
  const above = content.levels.find(({ key }) => key === text(form, "level-added-above"))?.key;
  return {
    ...{ kind: kind ?? content.kind, subjects, warning: warning || undefined },
    levels: {
      removed: content.levels.map(({ key }) => key).filter((key) => form.getAll("levels-away").includes(key)),
      added: added ? { name: added, above } : undefined,
    },
  };
}

function readNeeds(form: FormData, category: string, refusals: FieldRefusal[]): Need[] {
  const needs: Need[] = [];
  for (let at = 1; at <= mostNeeds; at++) {
    const count = text(form, `need-${category}-${at}-count`).trim().toLowerCase();
    if (!count) continue;
    const number = Number(count);
    if (count !== "all" && !(Number.isInteger(number) && number >= 1))
      refusals.push({ field: `need-${category}-${at}-count`, text: "Write “all”, or a whole number of 1 or more; or leave it empty." });
    const shareable = form.get(`need-${category}-${at}-shareable`) !== null;
    needs.push({
      count: count === "all" ? "all" : number,
      atLeast: text(form, `need-${category}-${at}-level`),
      ...(shareable ? { shareable } : {}),
    });
  }
  if (needs.length === 0)
    refusals.push({ field: `need-${category}-1-count`, text: "Say what this category needs: how many indicators, at which level." });
  return needs;
}

/** Everything that keeps a draft from being put into use, each in one sentence. */
export function findUnready(content: EditionContent): readonly string[] {
  if (content.indicators.length === 0) return ["Add the first indicator: there is none yet."];
  const unwritten = findUnwritten(content);
  if (unwritten.length) return unwritten.map(({ text: said }) => said);
  const said = readEditionContent(content);
  return said.ok ? [] : said.refusal;
}

const text = (form: FormData, field: string): string => {
  const value = form.get(field);
  return typeof value === "string" ? value : "";
};

function read<Value>(schema: z.ZodType<Value>, input: unknown): Read<Value> {
  const said = schema.safeParse(input);
  return said.success
    ? accept(said.data)
    : refuse(said.error.issues.map((issue) => ({ field: String(issue.path[0]), text: issue.message })));
}
