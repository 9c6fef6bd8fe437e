import { z } from "zod";
import { listAcademies, placeOfTrust, today } from "../organisation/index.server.ts";
import { mayOpenTrust } from "../organisation/index.ts";
import { apiRead, cutPage, listOf, pageQuery } from "../platform/web/api.ts";
import { allow } from "../platform/web/route.tsx";
import { toCsv } from "../platform/web/spreadsheet.ts";
import { backingOf, isPhase, phases, standingOn } from "./offers/offer.rules.ts";
import { listOffers } from "./offers/offer.store.ts";
import { titlesFor } from "./place.ts";
import { stateOn, testKeys } from "./specialisms/specialism.rules.ts";
import { listSpecialisms } from "./specialisms/specialism.store.ts";
import { subjectName } from "./subjects.ts";

const offer = z.strictObject({
  id: z.uuid(),
  academy: z.number().int().describe("URN"),
  says: z.string(),
  indicator: z.string(),
  subject: z.string().nullable(),
  phase: z.enum(Object.keys(phases) as [string, ...string[]]),
  person: z.string().nullable(),
  from: z.iso.date(),
  until: z.iso.date().nullable(),
  standing: z.enum(["to-come", "open", "over", "withdrawn"]),
  backing: z.enum(["backed", "judged-anew", "no-longer"]).describe("Whether the judgement it rests on still stands"),
  strengthAgreedOn: z.iso.date(),
});
const offersQuery = pageQuery.extend({
  academy: z.coerce.number().int().min(100000).max(999999).optional().describe("Only this URN"),
  phase: z.string().refine(isPhase, "No such phase.").optional(),
  subject: z.string().max(60).optional(),
  indicator: z.string().max(100).optional(),
  since: z.iso.date().optional().describe("Only of a strength agreed on this day or later"),
  backed: z.enum(["yes", "all"]).default("all").describe("yes: only those open today that a judgement that stands backs"),
});

export const apiOffers = apiRead(
  "/api/v1/:trust/strengths",
  allow(mayOpenTrust, placeOfTrust),
  {
    says: "What academies offer others, with the judgement behind it",
    tag: "Strengths",
    query: offersQuery,
    answer: listOf(offer),
    table: true,
  },
  {
    load: async (look, _params, { phase, subject, indicator, since, academy, backed }) => {
      const academies = await listAcademies(look, today(look));
      const urns = new Map(academies.map(({ unitId, urn, name }) => [unitId, { urn, name }]));
      const all = await listOffers(look);
      const titles = await titlesFor(look, all);
      const lineage = indicator === undefined ? undefined : (titles.edition?.lineages[indicator] ?? "");
      const items = all.flatMap((row) => {
        const at = urns.get(row.unitId);
        const [standing, backing] = [standingOn(row, today(look)), backingOf(row).kind];
        const wanted =
          (academy === undefined || at?.urn === academy) &&
          (phase === undefined || row.phase === phase || row.phase === "all") &&
          (subject === undefined || row.subject === subject) &&
          (lineage === undefined || row.lineage === lineage) &&
          (since === undefined || row.judgedOn >= since) &&
          (backed === "all" || (standing === "open" && backing === "backed"));
        if (!at || !wanted) return [];
        return [
          {
            item: {
              ...{
                id: row.id,
                academy: at.urn,
                says: row.says,
                indicator: row.indicator,
                subject: row.subject,
                phase: row.phase,
                person: row.person,
              },
              ...{ from: row.from, until: row.until, standing, backing, strengthAgreedOn: row.judgedOn },
            },
            named: { academy: at.name, indicator: titles.ofOffer(row) },
          },
        ];
      });
      return items.toSorted((one, other) => (one.item.id < other.item.id ? -1 : 1));
    },
    show: (_asked, rows, query) =>
      cutPage(
        rows.map(({ item }) => item),
        ({ id }) => id,
        query,
      ),
    csv: (_asked, rows, query) =>
      toCsv([
        [
          "URN",
          "Academy",
          "Offer",
          "Indicator",
          "Subject",
          "Phase",
          "Person",
          "From",
          "Until",
          "Standing",
          "Backing",
          "Strength agreed on",
        ],
        ...cutPage(rows, ({ item }) => item.id, query).items.map(({ item, named }) => [
          item.academy,
          named.academy,
          item.says,
          named.indicator,
          subjectName(item.subject) ?? null,
          phases[item.phase],
          item.person,
          item.from,
          item.until,
          item.standing,
          item.backing,
          item.strengthAgreedOn,
        ]),
      ]),
  },
);

const specialism = z.strictObject({
  id: z.uuid(),
  academy: z.number().int().describe("URN"),
  kind: z.enum(["specialism", "satellite"]),
  subject: z.string().nullable(),
  indicator: z.string().nullable().describe("By the edition in use"),
  reach: z.enum(["trust", "region"]),
  state: z.enum(["held", "due", "overdue", "withdrawn"]),
  reviewBy: z.iso.date().nullable(),
  steps: z.array(z.strictObject({ kind: z.enum(["awarded", "renewed", "withdrawn"]), on: z.iso.date(), by: z.string() })),
  tests: z.array(
    z.strictObject({
      test: z.enum(testKeys as [string, ...string[]]),
      says: z.string(),
      evidence: z.number().int().describe("How many pieces"),
    }),
  ),
});
export const apiSpecialisms = apiRead(
  "/api/v1/:trust/specialisms",
  allow(mayOpenTrust, placeOfTrust),
  {
    says: "Lighthouse specialisms and satellites with their four tests and history",
    tag: "Strengths",
    query: pageQuery,
    answer: listOf(specialism),
    table: true,
  },
  {
    load: async (look) => {
      const academies = await listAcademies(look, today(look));
      const at = new Map(academies.map(({ unitId, urn, name }) => [unitId, { urn, name }]));
      const titles = await titlesFor(look, []);
      const rows = (await listSpecialisms(look)).toSorted((one, other) => (one.id < other.id ? -1 : 1));
      return rows.flatMap((row) => {
        const academy = at.get(row.unitId);
        const last = row.steps.at(-1) ?? row.steps[0];
        if (!academy) return [];
        const tested = row.steps.findLast(({ kind }) => kind !== "withdrawn")?.tested ?? [];
        return [
          {
            item: {
              ...{ id: row.id, academy: academy.urn, kind: row.kind, subject: row.subject, reach: row.reach },
              indicator: row.lineage && titles.ofLineage(row.lineage),
              state: stateOn(last, today(look)),
              reviewBy: last.reviewBy,
              steps: row.steps.map(({ kind, decidedOn, by }) => ({ kind, on: decidedOn, by })),
              tests: tested.map(({ test, says, pieces }) => ({ test, says, evidence: pieces })),
            },
            name: academy.name,
          },
        ];
      });
    },
    show: (_asked, rows, query) =>
      cutPage(
        rows.map(({ item }) => item),
        ({ id }) => id,
        query,
      ),
    csv: (_asked, rows, query) =>
      toCsv([
        ["URN", "Academy", "What", "Subject", "Indicator", "For", "Standing", "Review by", "Awarded on"],
        ...cutPage(rows, ({ item }) => item.id, query).items.map(({ item, name }) => [
          item.academy,
          name,
          item.kind,
          subjectName(item.subject) ?? null,
          item.indicator,
          item.reach,
          item.state,
          item.reviewBy,
          item.steps[0]?.on ?? null,
        ]),
      ]),
  },
);
