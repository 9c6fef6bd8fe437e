import { z } from "zod";
import { placeOfTrust, today } from "../organisation/index.server.ts";
import { mayOpenTrust } from "../organisation/index.ts";
import { apiRead } from "../platform/web/api.ts";
import { allow } from "../platform/web/route.tsx";
import { type Edition, listEditions } from "./edition.store.ts";
import { sayOtherwise, sayRule, stateOf } from "./edition.words.ts";

const level = z.strictObject({ key: z.string(), name: z.string(), rank: z.number().int().describe("A higher one is better") });
export const edition = z.strictObject({
  id: z.uuid(),
  number: z.number().int(),
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
  categories: z.array(z.strictObject({ key: z.string(), name: z.string(), rule: z.string() })).describe("From the highest"),
});

export const sayEdition = ({ id, number, inUseFrom, closedOn, content, lineages }: Edition): z.infer<typeof edition> => ({
  id,
  number,
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

const atTrust = allow(mayOpenTrust, placeOfTrust);

export const apiEditions = apiRead(
  "/api/v1/:trust/editions",
  atTrust,
  {
    says: "The editions of the trust's framework that are or were in use, or will be, the newest first",
    tag: "Frameworks",
    answer: z.strictObject({ items: z.array(edition), inUse: z.uuid().nullable().describe("The edition in use today") }),
  },
  {
    load: async (look) => ({ editions: await listEditions(look), day: today(look) }),
    show: (_asked, { editions, day }) => ({
      items: editions.filter(({ inUseFrom }) => inUseFrom !== null).map(sayEdition),
      inUse: editions.find((one) => stateOf(one, day) === "in-use")?.id ?? null,
    }),
  },
);
