import { z } from "zod";
import { editionInUse } from "../../frameworks/index.server.ts";
import {
  findMeeting,
  listAcademies,
  listMeetings,
  type Meeting,
  placeOfAcademy,
  placeOfTrust,
  today,
} from "../../organisation/index.server.ts";
import { mayOpenTrust, maySeeStanding } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { apiRead, apiWrite, cutPage, listOf, pageQuery } from "../../platform/web/api.ts";
import { allow } from "../../platform/web/route.tsx";
import { decideCategory } from "./decide-category.ts";
import { mayDecide, sayDecisionRefusal } from "./decision.rules.ts";
import { decisionHistory } from "./decision.store.ts";
import { periodsHeld } from "./held.rules.ts";

const meeting = z.strictObject({ id: z.uuid(), body: z.string(), heldOn: z.iso.date() });

export const apiMeetings = apiRead(
  "/api/v1/:trust/meetings",
  allow(mayOpenTrust, placeOfTrust),
  { says: "The meetings of the trust's boards", tag: "Organisation", query: pageQuery, answer: listOf(meeting) },
  {
    load: listMeetings,
    show: (_asked, meetings, query) =>
      cutPage(
        meetings.map(({ id, body, heldOn }) => ({ id, body, heldOn })).sort((a, b) => (a.id < b.id ? -1 : 1)),
        ({ id }) => id,
        query,
      ),
  },
);

const decision = z.strictObject({
  id: z.uuid(),
  academy: z.number().int().describe("URN"),
  meeting: z.uuid(),
  category: z.string(),
  recommended: z.string().nullable().describe("What the judgements gave; null where not all were judged"),
  reason: z.string().nullable(),
  decidedOn: z.iso.date(),
  held: z
    .strictObject({ from: z.iso.date(), until: z.iso.date().nullable().describe("The first day on which it is no longer held") })
    .nullable()
    .describe("null where it was decided anew before it took effect"),
  recordedBy: z.string(),
  replaces: z.uuid().nullable(),
});

export const apiDecisions = apiRead(
  "/api/v1/:trust/decisions",
  allow(mayOpenTrust, placeOfTrust),
  {
    says: "What the board decided of each academy your roles cover, and how long it held",
    tag: "Diagnose",
    query: pageQuery,
    answer: listOf(decision),
  },
  {
    load: async (look) => ({ decisions: await decisionHistory(look), academies: await listAcademies(look, today(look)) }),
    show: (asked, { decisions, academies }, query) => {
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
      const byAcademy = Map.groupBy(decisions.toReversed(), ({ unitId }) => unitId);
      const held = new Map(
        [...byAcademy.values()].flatMap((own) => periodsHeld(own).map((period) => [period.decisionId, period] as const)),
      );
      const items = decisions.flatMap((row) => {
        const academy = covered.get(row.unitId);
        const period = held.get(row.id);
        return academy === undefined
          ? []
          : [
              {
                id: row.id,
                academy,
                meeting: row.meetingId,
                category: row.category,
                recommended: row.recommended,
                reason: row.reason,
                decidedOn: row.decidedOn,
                held: period ? { from: period.from, until: period.until ?? null } : null,
                recordedBy: row.recordedBy,
                replaces: row.replaces,
              },
            ];
      });
      return cutPage(
        items.sort((a, b) => (a.id < b.id ? -1 : 1)),
        ({ id }) => id,
        query,
      );
    },
  },
);

const placeOfMeeting = async (look: Look, params: Record<string, string>) => {
  const found = await findMeeting(look, params.meeting ?? "");
  return found && { ...(await placeOfTrust(look)), meeting: found };
};

export const apiDecide = apiWrite(
  "post",
  "/api/v1/:trust/meetings/:meeting/decisions",
  allow(mayDecide, placeOfMeeting),
  {
    says: "Record what the board decided of an academy at a meeting; If-Match names the academy's last decision by its id",
    tag: "Diagnose",
    body: z.strictObject({
      academy: z.number().int().min(100000).max(999999).describe("URN"),
      category: z.string().min(1).max(60),
      reason: z.string().trim().max(20_000).default("").describe("Needed where it differs from what the judgements give"),
      effectiveFrom: z.iso.date(),
    }),
    answer: z.strictObject({ id: z.uuid() }),
    matches: true,
  },
  async (asked, body, { ifMatch }) => {
    const { meeting: at } = asked.place as typeof asked.place & { meeting: Meeting };
    const found = await inOneLook(asked.db, asked.person, async (look) => ({
      academy: await placeOfAcademy(look, String(body.academy)),
      edition: await editionInUse(look, today(look)),
    }));
    if (!found.academy) return { status: 422, title: "No such academy", detail: "The trust has no academy with this URN." };
    const decided = await decideCategory(asked.db, asked.person, { ...found.academy, joined: found.academy.academy.joined }, at, {
      edition: found.edition?.id ?? "",
      category: body.category,
      reason: body.reason,
      effectiveFrom: body.effectiveFrom,
      replacing: ifMatch === "none" ? undefined : ifMatch,
    });
    if (decided.ok) return { status: 201, body: { id: decided.value }, etag: decided.value };
    const crossed = decided.refusal.kind === "crossed";
    return {
      status: crossed ? 412 : 422,
      title: crossed ? "Another decision was recorded meanwhile" : "This was not recorded",
      detail: sayDecisionRefusal(decided.refusal, asked.words),
    };
  },
);
