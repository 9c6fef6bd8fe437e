import { z } from "zod";
import { placeOfTrust, today } from "../organisation/index.server.ts";
import { mayOpenTrust } from "../organisation/index.ts";
import { apiRead } from "../platform/web/api.ts";
import { allow } from "../platform/web/route.tsx";
import { frameworksSeen } from "./choose/choose.rules.ts";
import { shippedFrameworks } from "./content.ts";
import { frameworkKinds, frameworkSubjects, stateOf } from "./edition.rules.ts";
import { type Edition, listEditions, listEveryEdition } from "./edition.store.ts";
import { sayOtherwise, sayRule } from "./edition.words.ts";

const level = z.strictObject({ key: z.string(), name: z.string(), rank: z.number().int().describe("A higher one is better") });
export const edition = z.strictObject({
  id: z.uuid(),
  number: z.number().int(),
  framework: z.string().describe("The key of the framework it is an edition of"),
  name: z.string(),
  inUseFrom: z.iso.date().nullable(),
  closedOn: z.iso.date().nullable().describe("The first day on which it is no longer in use"),
  levels: z.array(level),
  indicators: z.array(
    z.strictObject({
      key: z.string(),
      lineage: z.uuid().nullable().describe("What it keeps from edition to edition"),
      title: z.string(),
      short: z.string(),
      descriptors: z.record(z.string(), z.string()).describe("By level: what a visitor would see"),
    }),
  ),
  categories: z
    .array(z.strictObject({ key: z.string(), name: z.string(), rule: z.string() }))
    .describe("From the highest; none where the framework gives none"),
});

export const sayEdition = ({ id, number, inUseFrom, closedOn, content, lineages }: Edition): z.infer<typeof edition> => ({
  id,
  number,
  framework: content.key,
  name: content.name,
  inUseFrom,
  closedOn,
  levels: content.levels.map(({ key, name, rank }) => ({ key, name, rank })),
  indicators: content.indicators.map(({ key, title, short, descriptors }) => ({
    key,
    lineage: lineages[key] ?? null,
    title,
    short,
    descriptors: { ...descriptors },
  })),
  categories: [
    ...content.categories.map((category) => ({ key: category.key, name: category.name, rule: sayRule(content, category) })),
    ...(content.otherwise ? [{ key: content.otherwise.key, name: content.otherwise.name, rule: sayOtherwise(content.otherwise) }] : []),
  ],
});

const framework = z.strictObject({
  key: z.string(),
  name: z.string(),
  kind: z.enum(frameworkKinds),
  subjects: z.array(z.enum(frameworkSubjects)).describe("What it can be applied to"),
  warning: z.string().nullable().describe("What must be known before anything is written by it"),
  givesCategories: z.boolean().describe("Whether the board decides by its categories: one does"),
  indicators: z.number().int(),
  levels: z.number().int(),
  state: z.enum(["in-use", "to-come", "draft", "closed", "not-used"]),
  edition: z.uuid().nullable().describe("The edition in use, to come, or the newest"),
});

const atTrust = allow(mayOpenTrust, placeOfTrust);

export const apiFrameworks = apiRead(
  "/api/v1/:trust/frameworks",
  atTrust,
  {
    says: "Every framework that the trust uses, writes, or could take into use; the one whose categories count first",
    tag: "Frameworks",
    answer: z.strictObject({ items: z.array(framework) }),
  },
  {
    load: async (look) => frameworksSeen(await listEveryEdition(look), shippedFrameworks(), today(look)),
    show: (_asked, seen) => ({
      items: seen.map(({ counts, draft: _draft, edition: opened, warning, ...said }) => ({
        ...said,
        warning: warning ?? null,
        givesCategories: counts,
        edition: opened?.id ?? null,
      })),
    }),
  },
);

export const apiEditions = apiRead(
  "/api/v1/:trust/editions",
  atTrust,
  {
    says: "The editions of one of the trust's frameworks that are or were in use, or will be, the newest first",
    tag: "Frameworks",
    query: z.strictObject({
      framework: z.string().optional().describe("The framework's key; left out, the one whose categories count"),
    }),
    answer: z.strictObject({ items: z.array(edition), inUse: z.uuid().nullable().describe("The edition in use today") }),
  },
  {
    load: async (look, _params, query) => ({ editions: await listEditions(look, query.framework), day: today(look) }),
    show: (_asked, { editions, day }) => ({
      items: editions.filter(({ inUseFrom }) => inUseFrom !== null).map(sayEdition),
      inUse: editions.find((one) => stateOf(one, day) === "in-use")?.id ?? null,
    }),
  },
);
