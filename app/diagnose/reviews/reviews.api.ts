import { z } from "zod";
import { placeOfTrust } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { apiRead, apiWrite, listOf, pageQuery } from "../../platform/web/api.ts";
import { nothingHere } from "../../platform/web/problem.ts";
import { allow } from "../../platform/web/route.tsx";
import { toCsv } from "../../platform/web/spreadsheet.ts";
import { partsIn } from "./facts.ts";
import { type FindingRow, listFindings } from "./findings/finding.store.ts";
import { reviewKinds, reviewStates } from "./life.rules.ts";
import { type ListedReview, listReviewsFor } from "./list.store.ts";
import { sightFor } from "./may-see.ts";
import { mayOpenReviews } from "./permissions.rules.ts";
import { loadWork, type PlacedReview, placeOfReview, type ReviewPlace, type RowWords, type Work } from "./review.store.ts";
import { sayRowRefusal } from "./row.rules.ts";
import { evidenceSeen, findingsSeen, rowsSeen, type Sight } from "./sight.rules.ts";
import { writeRow } from "./write-row.ts";

const listed = z.strictObject({
  id: z.uuid(),
  unit: z.string(),
  urn: z.number().int().nullable().describe("None of the trust and its boards"),
  framework: z.string(),
  kind: z.enum(reviewKinds),
  about: z.string(),
  state: z.enum(reviewStates),
  judged: z.number().int(),
  of: z.number().int(),
  lead: z.string(),
  due: z.iso.date().nullable(),
  plannedOn: z.iso.date(),
});
const sayListed = (review: ListedReview): z.infer<typeof listed> => ({
  ...{ id: review.id, unit: review.unit, urn: review.urn, framework: review.framework, kind: review.kind, about: review.about },
  ...{ state: review.state, judged: review.judged, of: review.of, lead: review.lead.name, due: review.due, plannedOn: review.plannedOn },
});

type Seeing = { readonly person: Person };
/** What a token's person sees of a review: by their part in it, or because it is agreed. */
function sightOfReview({ person }: Seeing, place: PlacedReview, reviewers: readonly string[]): Sight {
  const isAtHome = person.roles.some(({ unitId }) => unitId === place.unitId) && place.review.unitKind === "academy";
  return sightFor(place.review, partsIn(person, place, new Set(reviewers), isAtHome), person, place);
}
const placeOfListed = (asked: Seeing & { readonly place: { readonly unitId: string } }, review: ListedReview): PlacedReview => ({
  trustId: asked.person.trustId,
  unitId: review.unitId,
  within: review.unitId === asked.place.unitId ? [] : [review.regionId, asked.place.unitId].filter((unit) => unit !== null),
  review,
});

const visible = (asked: Parameters<typeof placeOfListed>[0], rows: readonly (ListedReview & { reviewers: readonly string[] })[]) =>
  rows.filter((review) => sightOfReview(asked, placeOfListed(asked, review), review.reviewers).words !== "none");

export const apiReviews = apiRead(
  "/api/v1/:trust/reviews",
  allow(mayOpenTrust, placeOfTrust),
  {
    says: "The reviews you may see, the newest first: those you have a part in, and those agreed of places your roles cover",
    tag: "Reviews",
    query: pageQuery.extend({ limit: z.coerce.number().int().min(1).max(100).default(100), after: z.uuid().optional() }),
    answer: listOf(listed),
    table: true,
  },
  {
    load: (look, _params, query) => listReviewsFor(look, { before: query.after }),
    show: (asked, rows, query) => {
      const page = rows.slice(0, query.limit);
      return {
        items: visible(asked, page).map(sayListed),
        next: rows.length > query.limit || rows.length === 100 ? (page.at(-1)?.id ?? null) : null,
      };
    },
    csv: (asked, rows, query) =>
      toCsv([
        ["Review", "Place", "URN", "Framework", "Kind", "About", "State", "Judged", "Of", "Led by", "Due", "Planned"],
        ...visible(asked, rows.slice(0, query.limit)).map((review) => [
          ...[review.id, review.unit, review.urn, review.framework, review.kind, review.about, review.state],
          ...[review.judged, review.of, review.lead.name, review.due, review.plannedOn],
        ]),
      ]),
  },
);

const words = z.strictObject({
  level: z.string().nullable(),
  canShare: z.boolean(),
  confidence: z.enum(["low", "medium", "high"]).nullable(),
  direction: z.enum(["improving", "steady", "declining"]).nullable(),
  narrative: z.string(),
  helps: z.string(),
  hinders: z.string(),
  toDo: z.string(),
});
const row = words.extend({
  indicator: z.string(),
  status: z.enum(["to-do", "in-progress", "done"]).nullable().describe("None where you read what was sent"),
  version: z.number().int().describe("What an If-Match of this indicator names"),
  reviewers: z.array(z.string()),
  evidence: z.array(z.strictObject({ id: z.uuid(), title: z.string(), dated: z.iso.date(), stance: z.enum(["supports", "contradicts"]) })),
  reply: z.strictObject({ accurate: z.boolean(), because: z.string() }).nullable(),
});
const one = z.strictObject({ id: z.uuid(), unit: z.string(), kind: z.enum(reviewKinds), state: z.enum(reviewStates), rows: z.array(row) });

const pickWords = ({ level, canShare, confidence, direction, narrative, helps, hinders, toDo }: RowWords) => ({
  ...{ level, canShare, confidence, direction, narrative, helps, hinders, toDo },
});
function sayReview(asked: Seeing, place: ReviewPlace, work: Work): z.infer<typeof one> | undefined {
  const sight = sightOfReview(
    asked,
    place,
    work.rows.flatMap(({ reviewers }) => reviewers.map(({ id }) => id)),
  );
  if (sight.words === "none") return undefined;
  const rows = rowsSeen(sight, work.rows, asked.person.personId).flatMap((each): z.infer<typeof row>[] => {
    const words: RowWords | null = sight.words === "sent" ? each.sent : each;
    if (!words) return [];
    const reply = sight.replies === "none" ? undefined : work.replies.find(({ indicator }) => indicator === each.indicator)?.reply;
    const shown = {
      ...pickWords(words),
      ...{
        indicator: each.indicator,
        status: sight.words === "sent" ? null : each.status,
        version: each.version,
        reviewers: each.reviewers.map(({ name }) => name),
      },
      evidence: evidenceSeen(sight, each, work.evidence)
        .filter(({ sensitivity }) => sensitivity === "ordinary")
        .map(({ id, title, dated, stance }) => ({ id, title, dated, stance })),
      reply: reply ? { accurate: reply.accurate, because: reply.accurate ? "" : reply.because } : null,
    };
    return [shown];
  });
  const { id, unit, kind, state } = place.review;
  return { id, unit, kind, state, rows };
}

const path = "/api/v1/:trust/reviews/:review{[0-9a-f-]{36}}";
export const apiReview = apiRead(
  path,
  allow(mayOpenReviews, placeOfReview),
  { says: "One review as you see it: its indicators, their ordinary evidence and the academy's answers", tag: "Reviews", answer: one },
  {
    load: async (look, params) => {
      const place = await placeOfReview(look, params);
      return place && { place, work: await loadWork(look, place) };
    },
    show: (asked, { place, work }) => sayReview(asked, place, work),
  },
);

const text = z.string().max(20_000).default("");
const texts = { narrative: text, helps: text, hinders: text, toDo: text };
export const apiReviewRow = apiWrite(
  "put",
  `${path}/indicators/:indicator`,
  allow(mayOpenReviews, placeOfReview),
  {
    says: "Write what you judge of one indicator assigned to you; done says that it is judged",
    tag: "Reviews",
    body: words.extend({ ...texts, done: z.boolean().default(false), namesNobody: z.boolean().default(false) }),
    answer: z.strictObject({ version: z.number().int() }),
    matches: true,
  },
  async (asked, body, { ifMatch, params }) => {
    const place = asked.place as ReviewPlace;
    const seen = await inOneLook(asked.db, asked.person, async (look) => sayReview(asked, place, await loadWork(look, place)));
    const found = seen?.rows.find(({ indicator }) => indicator === params.indicator);
    if (!found) return nothingHere;
    const kept = await writeRow(asked.db, asked.person, place, {
      ...pickWords(body),
      ...{
        indicator: found.indicator,
        edition: place.edition.id,
        seen: Number(ifMatch) || 0,
        isDone: body.done,
        namesNobody: body.namesNobody,
      },
      ...{ evidence: [], chosen: [] },
    });
    if (kept.ok) return { status: 200, body: { version: kept.value }, etag: String(kept.value) };
    const isCrossed = kept.refusal.kind === "crossed";
    return {
      status: isCrossed ? 412 : 422,
      title: isCrossed ? "Somebody wrote here meanwhile" : "This was not kept",
      detail: isCrossed
        ? "Read what stands now, and send yours again with its version if it should take its place."
        : sayRowRefusal(kept.refusal),
      ...(isCrossed ? { current: found } : {}),
    };
  },
);

const finding = z.strictObject({
  ...{ id: z.uuid(), review: z.uuid(), unit: z.string(), urn: z.number().int().nullable(), indicator: z.string() },
  kind: z.enum(["strength", "improvement", "concern"]),
  severity: z.enum(["low", "medium", "high"]).nullable(),
  text: z.string(),
  raisedOn: z.iso.date(),
  answers: z.number().int(),
  closedOn: z.iso.date().nullable(),
  escalatedOn: z.iso.date().nullable(),
});
const sayFinding = (row: FindingRow): z.infer<typeof finding> => ({
  ...{ id: row.id, review: row.reviewId, unit: row.unit, urn: row.urn, indicator: row.indicator, kind: row.kind, text: row.text },
  ...{ severity: row.severity ?? null, raisedOn: row.raisedOn, answers: row.answers.length },
  ...{ closedOn: row.closing?.on ?? null, escalatedOn: row.escalated?.on ?? null },
});
/** A page of the newest reviews with their findings; a finding is seen with its review. */
const loadFindings = async (look: Look, after: string | undefined) => {
  const reviews = await listReviewsFor(look, { before: after });
  return { reviews, findings: await listFindings(look, { reviews: reviews.map(({ id }) => id) }) };
};
type LoadedFindings = Awaited<ReturnType<typeof loadFindings>>;
const findingsOf = (asked: Parameters<typeof placeOfListed>[0], { reviews, findings }: LoadedFindings) => {
  const sights = new Map(reviews.map((review) => [review.id, sightOfReview(asked, placeOfListed(asked, review), review.reviewers)]));
  const seen = (one: FindingRow) => {
    const sight = sights.get(one.reviewId);
    return sight !== undefined && findingsSeen(sight, [one]).length > 0;
  };
  return findings.filter(seen).map(sayFinding);
};
export const apiFindings = apiRead(
  "/api/v1/:trust/findings",
  allow(mayOpenTrust, placeOfTrust),
  {
    says: "What was found in the reviews you may see, by pages of a hundred reviews, the newest first",
    tag: "Reviews",
    query: z.strictObject({ after: z.uuid().optional().describe("The next of the page before: a review") }),
    answer: listOf(finding),
    table: true,
  },
  {
    load: (look, _params, query) => loadFindings(look, query.after),
    show: (asked, loaded) => ({
      items: findingsOf(asked, loaded),
      next: loaded.reviews.length === 100 ? (loaded.reviews.at(-1)?.id ?? null) : null,
    }),
    csv: (asked, loaded) =>
      toCsv([
        ["Finding", "Review", "Place", "URN", "Indicator", "Kind", "Severity", "Text", "Raised", "Answers", "Closed", "Taken further"],
        ...findingsOf(asked, loaded).map((row) => [
          ...[row.id, row.review, row.unit, row.urn, row.indicator, row.kind, row.severity, row.text],
          ...[row.raisedOn, row.answers, row.closedOn, row.escalatedOn],
        ]),
      ]),
  },
);
export const reviewApi = [apiReviews, apiReview, apiReviewRow, apiFindings];
