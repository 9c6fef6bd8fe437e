import { z } from "zod";
import { pageOfEvidence } from "../../evidence/index.server.ts";
import type { StoredEvidence } from "../../evidence/index.ts";
import { plainWords } from "../../language/words.ts";
import { placeOfAcademy } from "../../organisation/index.server.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { apiRead, apiWrite, listOf, pageQuery } from "../../platform/web/api.ts";
import { nothingHere } from "../../platform/web/problem.ts";
import { allow } from "../../platform/web/route.tsx";
import { toCsv } from "../../platform/web/spreadsheet.ts";
import { mayJudgeHere } from "../judgements/judgement.rules.ts";
import { changesOf } from "./changes.ts";
import { isThere, mayOpen, placeOfEvidence } from "./evidence.route.tsx";
import { restingOn } from "./resting.ts";
import { secludedEvidence } from "./secluded.store.ts";
import { withdrawEvidence } from "./withdraw-evidence.ts";
import { isCrossed, sayEvidenceRefusal } from "./withdrawal.rules.ts";

const version = z.strictObject({ id: z.uuid(), title: z.string(), addedOn: z.iso.date() });
const item = z.strictObject({
  id: z.uuid(),
  kind: z.enum(["note", "link", "file", "value", "closed"]).describe("closed: restricted, and not yours to open"),
  title: z.string(),
  text: z.string().nullable(),
  url: z.string().nullable(),
  bytes: z.number().int().nullable(),
  dated: z.iso.date(),
  addedBy: z.string(),
  addedOn: z.iso.date(),
  sensitivity: z.enum(["ordinary", "restricted"]),
  withdrawn: z.strictObject({ on: z.iso.date(), by: z.string(), reason: z.string().nullable() }).nullable(),
  follows: version.nullable(),
  newer: version.nullable(),
});
const brief = (one: StoredEvidence["newer"]) => one && { id: one.id, title: one.title, addedOn: one.addedOn };
const say = (one: StoredEvidence, open: boolean): z.infer<typeof item> => ({
  id: one.id,
  kind: open ? one.kind : "closed",
  title: open ? one.title : "Restricted evidence",
  text: open ? one.text : null,
  url: open ? one.url : null,
  bytes: open ? one.bytes : null,
  dated: one.dated,
  addedBy: one.addedBy,
  addedOn: one.addedOn,
  sensitivity: one.sensitivity,
  withdrawn: one.withdrawn && { ...one.withdrawn, reason: open ? one.withdrawn.reason : null },
  follows: open ? brief(one.follows) : null,
  newer: open ? brief(one.newer) : null,
});

const listQuery = pageQuery.extend({ after: z.uuid().optional() });
export const apiEvidence = apiRead(
  "/api/v1/:trust/academies/:urn{[0-9]{6}}/evidence",
  allow(maySeeStanding, (look, params) => placeOfAcademy(look, params.urn)),
  {
    says: "The evidence about an academy, the newest first: each piece once, whatever rests on it",
    tag: "Diagnose",
    query: listQuery,
    answer: listOf(item),
    table: true,
  },
  {
    load: async (look, params, query, { holder }) => {
      const person = await holder;
      if (!person) return undefined;
      const place = await placeOfAcademy(look, params.urn);
      if (!place) return undefined;
      const hidden = await secludedEvidence(look, person.personId, place.unitId);
      return { place, rows: await pageOfEvidence(look, place.unitId, { hidden, limit: query.limit + 1, after: query.after }) };
    },
    show: (asked, { place, rows }, { limit }) => ({
      items: rows.slice(0, limit).map((row) => say(row, mayOpen(asked.person, place, row))),
      next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
    }),
    csv: (asked, { place, rows }, { limit }) =>
      toCsv([
        ["Kind", "Title", "Text", "Link", "Seen or written on", "Brought by", "Brought on", "Withdrawn on", "Why", "Newer version"],
        ...rows
          .slice(0, limit)
          .map((row) => say(row, mayOpen(asked.person, place, row)))
          .map((one) => [
            one.kind,
            one.title,
            one.text,
            one.url,
            one.dated,
            one.addedBy,
            one.addedOn,
            one.withdrawn?.on ?? null,
            one.withdrawn?.reason ?? null,
            one.newer?.title ?? null,
          ]),
      ]),
  },
);

const path = "/api/v1/:trust/academies/:urn{[0-9]{6}}/evidence/:item";
const resting = z.strictObject({
  what: z.string(),
  href: z.string(),
  says: z.string(),
  stance: z.enum(["supports", "contradicts"]).nullable(),
  by: z.string(),
  on: z.iso.date(),
  until: z.iso.date().nullable().describe("The day another superseded it; null while it stands"),
});
export const apiEvidenceItem = apiRead(
  path,
  allow(maySeeStanding, placeOfEvidence),
  {
    says: "One piece of evidence, what its figure has become since, and everything that rests on it",
    tag: "Diagnose",
    answer: item.extend({ changed: z.string().nullable(), restsOnIt: z.array(resting) }),
  },
  {
    load: async (look, params, _query, { holder }) => {
      const [place, person] = await Promise.all([placeOfEvidence(look, params), holder]);
      if (!place || !person || !isThere(person, place)) return undefined;
      const found = place.item;
      const rests = await restingOn(look, found.id, { slug: params.trust ?? "", urn: place.academy.urn, words: plainWords });
      return { place, found, rests, changed: (await changesOf(look, place.academy, [found])).get(found.id) ?? null };
    },
    show: (asked, { place, found, rests, changed }) => {
      const open = mayOpen(asked.person, place, found);
      return {
        ...say(found, open),
        changed: open ? changed : null,
        restsOnIt: rests.map((one) => ({ ...one, stance: one.stance ?? null, until: one.until ?? null })),
      };
    },
  },
);

export const apiWithdraw = apiWrite(
  "post",
  `${path}/withdraw`,
  allow(mayJudgeHere, placeOfEvidence),
  {
    says: "Withdraw a piece of evidence: it stays readable, with the reason, and nothing new can rest on it",
    tag: "Diagnose",
    body: z.strictObject({ reason: z.string().trim().min(1).max(2000) }),
    answer: z.strictObject({ id: z.uuid() }),
  },
  async (asked, { reason }, { params }) => {
    const id = params.item ?? "";
    const there = await inOneLook(asked.db, asked.person, (look) => placeOfEvidence(look, params));
    if (!there || !isThere(asked.person, there)) return nothingHere;
    const done = await withdrawEvidence(asked.db, asked.person, asked.place, { item: id, reason });
    if (done.ok) return { status: 200, body: { id } };
    return { status: isCrossed(done.refusal) ? 409 : 422, title: "This was not withdrawn", detail: sayEvidenceRefusal(done.refusal) };
  },
);
