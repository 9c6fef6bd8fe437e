import { z } from "zod";
import { evidenceLimit, type NewEvidence, sniff } from "../../evidence/index.ts";
import { editionInUse } from "../../frameworks/index.server.ts";
import { indicatorOf } from "../../frameworks/index.ts";
import { readDay } from "../../language/period.ts";
import { listAcademies, placeOfAcademy, placeOfTrust, today } from "../../organisation/index.server.ts";
import { mayOpenTrust, maySeeStanding } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { apiRead, apiWrite, listOf, pageQuery } from "../../platform/web/api.ts";
import { allow, formWithEvidence } from "../../platform/web/route.tsx";
import { toCsv } from "../../platform/web/spreadsheet.ts";
import { mayJudgeHere, sayJudgementRefusal } from "./judgement.rules.ts";
import { type EvidenceRow, evidenceBehind, type JudgementRow, judgementHistory, listJudgements } from "./judgement.store.ts";
import { perspectiveOf, recordJudgement } from "./record-judgement.ts";

const judgement = z.strictObject({
  id: z.uuid(),
  academy: z.number().int().describe("URN"),
  edition: z.number().int().describe("The number of the edition it was made on"),
  indicator: z.string(),
  perspective: z.enum(["trust", "self", "peer", "external"]),
  level: z.string(),
  canShare: z.boolean(),
  confidence: z.enum(["low", "medium", "high"]),
  direction: z.enum(["improving", "steady", "declining"]),
  narrative: z.string(),
  judgedBy: z.string(),
  role: z.string(),
  judgedOn: z.iso.date(),
  schoolYear: z.string(),
  halfTerm: z.number().int(),
  replaces: z.uuid().nullable(),
});
const sayJudgement = (row: JudgementRow, urn: number): z.infer<typeof judgement> => ({
  id: row.id,
  academy: urn,
  edition: row.edition,
  indicator: row.indicator,
  perspective: row.perspective,
  level: row.level,
  canShare: row.canShare,
  confidence: row.confidence,
  direction: row.direction,
  narrative: row.narrative,
  judgedBy: row.judgedBy,
  role: row.role,
  judgedOn: row.judgedOn,
  schoolYear: row.schoolYear,
  halfTerm: row.halfTerm,
  replaces: row.replaces,
});

const evidence = z.strictObject({
  id: z.uuid(),
  kind: z.enum(["note", "link", "file", "value", "closed"]).describe("closed: restricted, and not yours to open"),
  title: z.string(),
  text: z.string().nullable(),
  url: z.string().nullable(),
  dated: z.iso.date(),
  stance: z.enum(["supports", "contradicts"]),
  addedBy: z.string(),
  withdrawnOn: z.iso.date().nullable().describe("The day it was withdrawn; its own address tells by whom and why"),
  newer: z.uuid().nullable().describe("The version that follows it"),
});
const sayEvidence = (piece: EvidenceRow, open: boolean): z.infer<typeof evidence> =>
  piece.sensitivity === "ordinary" || open
    ? {
        id: piece.id,
        kind: piece.kind,
        title: piece.title,
        text: piece.text,
        url: piece.url,
        dated: piece.dated,
        stance: piece.stance,
        addedBy: piece.addedBy,
        withdrawnOn: piece.withdrawn?.on ?? null,
        newer: piece.newer?.id ?? null,
      }
    : {
        id: piece.id,
        kind: "closed",
        title: "Restricted evidence",
        text: null,
        url: null,
        dated: piece.dated,
        stance: piece.stance,
        addedBy: piece.addedBy,
        withdrawnOn: piece.withdrawn?.on ?? null,
        newer: null,
      };

const listQuery = pageQuery.extend({
  after: z.uuid().optional(),
  academy: z.coerce.number().int().min(100000).max(999999).optional().describe("Only this URN"),
  current: z.enum(["yes", "no"]).default("no").describe("yes: only those that no later one has replaced"),
});

export const apiJudgements = apiRead(
  "/api/v1/:trust/judgements",
  allow(mayOpenTrust, placeOfTrust),
  {
    says: "Every judgement of the academies your roles cover, in the order they were made",
    tag: "Diagnose",
    query: listQuery,
    answer: listOf(judgement),
    table: true,
  },
  {
    load: async (look, _params, query) => {
      const academies = await listAcademies(look, today(look));
      const wanted = query.academy === undefined ? academies : academies.filter(({ urn }) => urn === query.academy);
      const rows = await listJudgements(look, {
        after: query.after,
        limit: query.limit + 1,
        academies: query.academy === undefined ? undefined : wanted.map(({ unitId }) => unitId),
        current: query.current === "yes",
      });
      return { rows, academies };
    },
    show: (asked, { rows, academies }, query) => {
      const shown = visibleOf(asked, rows.slice(0, query.limit), academies);
      const last = rows.at(query.limit - 1);
      return { items: shown, next: rows.length > query.limit && last ? last.id : null };
    },
    csv: (asked, { rows, academies }, query) =>
      toCsv([
        [
          "URN",
          "Academy",
          "Indicator",
          "Edition",
          "Perspective",
          "Level",
          "Can be shared",
          "Confidence",
          "Direction",
          "Judged on",
          "School year",
          "Half-term",
          "By",
          "Narrative",
        ],
        ...visibleOf(asked, rows.slice(0, query.limit), academies).map((row) => [
          row.academy,
          academies.find(({ urn }) => urn === row.academy)?.name ?? "",
          row.indicator,
          row.edition,
          row.perspective,
          row.level,
          row.canShare ? "yes" : "no",
          row.confidence,
          row.direction,
          row.judgedOn,
          row.schoolYear,
          row.halfTerm,
          row.judgedBy,
          row.narrative,
        ]),
      ]),
  },
);

type Asking = Parameters<Parameters<typeof apiRead>[3]["show"]>[0];
/** The judgements of the academies that somebody's roles cover. */
function visibleOf(asked: Asking, rows: readonly JudgementRow[], academies: Awaited<ReturnType<typeof listAcademies>>) {
  const covered = new Map(
    academies
      .filter(({ unitId, regionId }) =>
        may(maySeeStanding, asked.person, {
          trustId: asked.trust.trustId,
          unitId,
          within: [asked.place.unitId, ...(regionId ? [regionId] : [])],
        }),
      )
      .map(({ unitId, urn }) => [unitId, urn]),
  );
  return rows.flatMap((row) => {
    const urn = covered.get(row.unitId);
    return urn === undefined ? [] : [sayJudgement(row, urn)];
  });
}

const placeOfIndicator = async (look: Look, params: Record<string, string>) => {
  const [place, edition] = await Promise.all([placeOfAcademy(look, params.urn), editionInUse(look, today(look))]);
  const key = params.indicator ?? "";
  const lineage = edition && indicatorOf(edition.content, key) ? edition.lineages[key] : undefined;
  return place && edition && lineage !== undefined ? { ...place, edition, indicator: key, lineage } : undefined;
};
type IndicatorPlace = NonNullable<Awaited<ReturnType<typeof placeOfIndicator>>>;

const path = "/api/v1/:trust/academies/:urn{[0-9]{6}}/judgements/:indicator";
const currentOf = (history: readonly JudgementRow[], perspective: string) => {
  const replaced = new Set(history.map(({ replaces }) => replaces));
  return history.find((row) => row.perspective === perspective && !replaced.has(row.id));
};
const ofIndicator = z.strictObject({ trust: judgement.nullable(), self: judgement.nullable(), evidence: z.array(evidence) });

export const apiIndicator = apiRead(
  path,
  allow(maySeeStanding, placeOfIndicator),
  {
    says: "What stands of one indicator at one academy: the trust's judgement, the academy's own, and the evidence; the ETag names both",
    tag: "Diagnose",
    answer: ofIndicator,
  },
  {
    load: async (look, params) => {
      const place = await placeOfIndicator(look, params);
      if (!place) return undefined;
      const history = await judgementHistory(look, place.unitId, place.lineage);
      return { place, history, behind: await evidenceBehind(look, place.unitId, place.lineage) };
    },
    show: (asked, { place, history, behind }) => {
      const [trust, self] = [currentOf(history, "trust"), currentOf(history, "self")];
      const open = may(mayJudgeHere, asked.person, place);
      return {
        trust: trust ? sayJudgement(trust, place.academy.urn) : null,
        self: self ? sayJudgement(self, place.academy.urn) : null,
        evidence: behind
          .filter(({ judgementId }) => judgementId === trust?.id || judgementId === self?.id)
          .map((piece) => sayEvidence(piece, open)),
      };
    },
    state: ({ history }) => `${currentOf(history, "trust")?.id ?? "none"}/${currentOf(history, "self")?.id ?? "none"}`,
  },
);

const common = {
  title: z.string().trim().min(1).max(300),
  dated: z.iso.date().refine((day) => readDay(day) !== undefined, "Give a day that exists."),
  sensitivity: z.enum(["ordinary", "restricted"]).default("ordinary"),
  stance: z.enum(["supports", "contradicts"]).default("supports"),
};
const newEvidence = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("note"), ...common, text: z.string().trim().min(1).max(20_000) }),
  z.strictObject({ kind: z.literal("link"), ...common, url: z.url({ protocol: /^https?$/ }).max(2000) }),
  z.strictObject({
    kind: z.literal("value"),
    ...common,
    figure: z
      .string()
      .max(200)
      .describe("measure|period|group|own or published, for example phonics-year1|20260|all|own; it is frozen as it stands"),
  }),
  z.strictObject({
    kind: z.literal("file"),
    ...common,
    file: z.strictObject({
      name: z.string().min(1).max(300),
      content: z
        .base64()
        .max(Math.ceil((evidenceLimit / 3) * 4) + 4)
        .describe("The bytes, in base64; 25 MB at most"),
    }),
  }),
]);
/** Evidence that is here already. */
const existing = z.strictObject({ kind: z.literal("existing"), item: z.uuid(), stance: common.stance });
const draft = z.strictObject({
  level: z.string().min(1).max(60),
  canShare: z.boolean().default(false),
  confidence: z.enum(["low", "medium", "high"]),
  direction: z.enum(["improving", "steady", "declining"]),
  narrative: z.string().trim().min(1).max(20_000).describe("No pupils' names"),
  evidence: z
    .array(z.discriminatedUnion("kind", [...newEvidence.options, existing]))
    .max(10)
    .default([])
    .describe("existing: a piece of this academy's evidence by its id, so that it stands once"),
});

/** A piece of evidence as sent; undefined where a file is of no kind that may be evidence. */
function readPiece(piece: z.infer<typeof newEvidence>): NewEvidence | undefined {
  if (piece.kind !== "file") return piece;
  const bytes = new Uint8Array(Buffer.from(piece.file.content, "base64"));
  const mediaType = bytes.length <= evidenceLimit ? sniff(bytes, piece.file.name) : undefined;
  return mediaType ? { ...piece, file: { name: piece.file.name, bytes, mediaType } } : undefined;
}

export const apiJudge = apiWrite(
  "post",
  path,
  allow(mayJudgeHere, placeOfIndicator),
  {
    says: "Record a judgement: the trust's, or with a Principal's token the academy's own",
    tag: "Diagnose",
    body: draft,
    answer: z.strictObject({ id: z.uuid() }),
    matches: true,
  },
  async (asked, body, { ifMatch }) => {
    const place = asked.place as IndicatorPlace;
    const read = body.evidence.map((piece) => (piece.kind === "existing" ? "existing" : readPiece(piece)));
    const pieces = read.filter((piece) => piece !== "existing");
    if (read.includes(undefined))
      return {
        status: 422,
        title: "This file cannot be evidence",
        detail: "Send a PDF, Word, Excel, PowerPoint, text, PNG or JPEG file of 25 MB at most.",
        errors: [{ field: `evidence.${read.indexOf(undefined)}.file`, text: "This is not a kind of file that can be evidence." }],
      };
    const [trust = "", self = ""] = ifMatch?.split("/") ?? [];
    const saw = perspectiveOf(asked.person, place) === "trust" ? trust : self;
    const recorded = await recordJudgement(asked.db, asked.person, place, {
      ...body,
      edition: place.edition.id,
      replacing: saw === "none" || saw === "" ? undefined : saw,
      evidence: pieces.filter((piece) => piece !== undefined),
      chosen: body.evidence.flatMap((piece) => (piece.kind === "existing" ? [{ item: piece.item, stance: piece.stance }] : [])),
    });
    if (recorded.ok) return { status: 201, body: { id: recorded.value } };
    if (recorded.refusal.kind !== "crossed")
      return { status: 422, title: "This was not recorded", detail: sayJudgementRefusal(recorded.refusal, asked.words) };
    const history = await inOneLook(asked.db, asked.person, (look) => judgementHistory(look, place.unitId, place.lineage));
    const current = currentOf(history, perspectiveOf(asked.person, place));
    return {
      status: 412,
      title: "Somebody judged this indicator meanwhile",
      detail: "Read what stands now, and send yours again with its ETag if it should supersede it.",
      current: current && sayJudgement(current, place.academy.urn),
    };
  },
  { upTo: formWithEvidence },
);
