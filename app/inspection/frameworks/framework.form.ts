import { z } from "zod";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Point } from "../readiness/readiness.rules.ts";
import type { WindowRules } from "../window/window.rules.ts";
import type { Frameworks } from "./framework.rules.ts";

const key = z.string().regex(/^[a-z][a-z0-9-]{1,58}$/);
const text = z.string().trim().min(1).max(600);
const day = z.iso.date();
const concern = z.enum(["some", "much"]).optional();
const word = z.strictObject({ key, name: text, concern, onlyRead: z.boolean().optional(), from: day.optional(), to: day.optional() });
const scale = z.strictObject({
  key: z.enum(["older", "report-card"]),
  name: text,
  says: text,
  grades: z.array(word).min(2),
  safeguarding: z.array(word).length(2),
  category: z.array(word).min(1),
});
const framework = z.strictObject({
  key,
  scale: z.enum(["older", "report-card"]),
  name: text,
  from: day,
  to: day.optional(),
  source: text,
  dated: day,
  kinds: z
    .array(z.strictObject({ key: z.enum(["graded", "ungraded", "monitoring", "urgent"]), name: text, outcomes: z.array(word).optional() }))
    .min(1),
  areas: z
    .array(
      z.strictObject({
        key,
        title: text,
        words: z.enum(["grades", "safeguarding", "category"]),
        overall: z.boolean().optional(),
        where: z.enum(["early-years", "post-16"]).optional(),
        to: day.optional(),
      }),
    )
    .min(1),
});
const frameworks = z
  .strictObject({ scales: z.array(scale).length(2), frameworks: z.array(framework).min(2) })
  .superRefine(({ scales, frameworks: all }, context) => {
    const [one, other] = scales;
    const shared = one?.grades.filter(({ key: grade }) => other?.grades.some((theirs) => theirs.key === grade)) ?? [];
    for (const { key: grade } of shared) context.addIssue(`the grade "${grade}" stands on both scales`);
    for (const [at, { key: name, to }] of all.entries()) {
      const next = all[at + 1];
      const after = to === undefined ? undefined : Temporal.PlainDate.from(to).add({ days: 1 }).toString();
      if (next?.from !== after) context.addIssue(`after the framework "${name}" a day belongs to none or to two`);
    }
  });

const rule = { says: text, source: text, dated: day, confirmed: z.boolean() };
const windows = z.strictObject({
  rules: z.strictObject({
    "four-years": z.strictObject({ ...rule, schoolYearsAfter: z.number().int().min(1) }),
    "within-30-months": z.strictObject({ ...rule, latestMonths: z.number().int().min(1), earlierMonths: z.number().int().min(1) }),
    "graded-next": z.strictObject({ ...rule, latestMonths: z.number().int().min(1), earlierMonths: z.number().int().min(1) }),
    "new-school": z.strictObject({ ...rule, fromTerm: z.number().int().min(1), toTerm: z.number().int().min(1) }),
    converter: z.strictObject(rule),
    "monitoring-card": z.strictObject(rule),
    "monitoring-older": z.strictObject(rule),
    "concern-card": z.strictObject(rule),
    report: z.strictObject({ ...rule, workingDays: z.number().int().min(1) }),
    call: z.strictObject(rule),
  }),
});

const points = z
  .strictObject({
    source: text,
    dated: day,
    points: z
      .array(
        z.strictObject({
          key,
          title: z.string().min(1).max(120),
          what: text,
          freshForDays: z.number().int().min(1).max(3650),
          when: z.enum(["early-years", "post-16"]).optional(),
        }),
      )
      .min(1),
  })
  .refine(({ points: all }) => new Set(all.map(({ key: name }) => name)).size === all.length, "a key stands twice");

const read = <Value>(schema: z.ZodType<Value>, content: unknown): Outcome<Value, string[]> => {
  const parsed = schema.safeParse(content);
  return parsed.success ? accept(parsed.data) : refuse(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
};
/** The frameworks of a content file, or what is wrong with it: two scales that share no grade, and every day in one framework. */
export const readFrameworks = (content: unknown): Outcome<Frameworks, string[]> => read(frameworks, content);
/** The rules by which windows are estimated, each with its source and day. */
export const readWindowRules = (content: unknown): Outcome<{ readonly rules: WindowRules }, string[]> => read(windows, content);
/** The points of readiness that ship. */
export const readPoints = (
  content: unknown,
): Outcome<{ readonly source: string; readonly dated: string; readonly points: readonly Omit<Point, "own">[] }, string[]> =>
  read(points, content);
