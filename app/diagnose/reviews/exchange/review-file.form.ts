import { stringify } from "yaml";
import { z } from "zod";
import { accept, type Outcome, refuse } from "../../../language/outcome.ts";
import { readYaml } from "../../../platform/web/yaml.ts";
import { reviewKinds, reviewStates } from "../life.rules.ts";

/** A review with its files fits into this; the form takes no more. */
export const mostBytes = 60_000_000;

const words = z.string().max(20_000);
const day = z.iso.date();
const evidence = z.strictObject({
  kind: z.enum(["note", "link", "file", "value"]),
  title: z.string().min(1).max(300),
  text: words.nullable(),
  url: z.url({ protocol: /^https?$/ }).nullable(),
  dated: day,
  sensitivity: z.enum(["ordinary", "restricted"]),
  stance: z.enum(["supports", "contradicts"]),
  addedBy: z.string().max(200),
  /** A file with its bytes, so that nothing has to be sent beside this one. */
  file: z.strictObject({ mediaType: z.string().max(200), base64: z.base64() }).nullable(),
  value: z.record(z.string(), z.unknown()).nullable(),
});
const finding = z.strictObject({
  kind: z.enum(["strength", "improvement", "concern"]),
  severity: z.enum(["low", "medium", "high"]).nullable(),
  text: words.min(1),
});
const row = z.strictObject({
  indicator: z.string().max(80),
  title: z.string().max(300),
  status: z.enum(["to-do", "in-progress", "done"]),
  level: z.string().max(60).nullable(),
  canShare: z.boolean(),
  confidence: z.enum(["low", "medium", "high"]).nullable(),
  direction: z.enum(["improving", "steady", "declining"]).nullable(),
  narrative: words,
  helps: words,
  hinders: words,
  toDo: words,
  lastLevel: z.string().max(200).nullable(),
  writtenBy: z.string().max(200).nullable(),
  writtenOn: day.nullable(),
  evidence: z.array(evidence).max(200),
  findings: z.array(finding).max(100),
  /** What the other side answered; told, and not taken in: nobody answers for somebody else. */
  reply: z.strictObject({ accurate: z.boolean(), because: words, by: z.string().max(200) }).nullable(),
});
const schema = z.strictObject({
  eddystone: z.literal("review", "This is not the file of a review. Choose one that was saved from a review."),
  format: z.literal(1, "This file was written by a newer version of Eddystone. Bring this one up to date first."),
  framework: z.strictObject({ key: z.string().max(80), name: z.string().max(200), edition: z.int().min(1) }),
  unit: z.strictObject({ name: z.string().max(200), urn: z.int().nullable() }),
  kind: z.enum(reviewKinds),
  about: z.string().max(200),
  state: z.enum(reviewStates),
  due: day.nullable(),
  lead: z.string().max(200),
  rows: z.array(row).min(1).max(200),
});
/** A review as it is carried from place to place: its words, its evidence with its files, its findings, and who wrote what. */
export type ReviewFile = z.infer<typeof schema>;

export const writeReviewFile = (file: ReviewFile): string => stringify(file, { lineWidth: 0 });

/** Reads a review from its file; every refusal is a sentence that names its line. */
export function readReviewFile(text: string): Outcome<ReviewFile, readonly string[]> {
  const document = readYaml(text);
  if (!document.ok) return document;
  const read = schema.safeParse(document.value.value);
  if (read.success) return accept(read.data);
  return refuse(
    read.error.issues.slice(0, 20).map(({ path, message }) => {
      const place = path.filter((part) => typeof part !== "symbol");
      const named = place.length > 0 ? ` (${place.join(", ")})` : "";
      return `${document.value.lineAt(place)}${named}: ${message}.`.replace(/\.\.$/, ".");
    }),
  );
}
