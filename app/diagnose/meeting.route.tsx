import type { Context } from "hono";
import { readDay } from "../language/period.ts";
import { findMeeting, frameOf, type Meeting, placeOfAcademy, placeOfTrust } from "../organisation/index.server.ts";
import { maySeeStanding } from "../organisation/index.ts";
import { may } from "../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../platform/database/change.ts";
import { type Asked, allow, page, route } from "../platform/web/route.tsx";
import { decideCategory } from "./categories/decide-category.ts";
import { mayDecide, sayDecisionRefusal } from "./categories/decision.rules.ts";
import { MeetingView, type RefusedDecision } from "./meeting.view.tsx";
import { paths } from "./paths.ts";
import { loadStanding } from "./standing.store.ts";

const placeOfMeeting = async (look: Look, params: Record<string, string>) => {
  const meeting = await findMeeting(look, params.meeting ?? "");
  return meeting && { ...(await placeOfTrust(look)), meeting };
};
const meetingOf = (asked: Asked): Meeting => (asked.place as Asked["place"] & { meeting: Meeting }).meeting;

async function show(c: Context, asked: Asked, refused?: RefusedDecision) {
  const { person, trust, session, place } = asked;
  const meeting = meetingOf(asked);
  const all = await inOneLook(asked.db, person, (look) => loadStanding(look));
  if (!all) return c.notFound();
  const decide = may(mayDecide, person, place) ? { token: session.formToken } : undefined;
  return page(
    c,
    <MeetingView
      frame={frameOf(asked, "meetings")}
      slug={trust.slug}
      body={meeting.body}
      meeting={meeting}
      edition={all.edition.content}
      academies={all.academies}
      today={all.today}
      decide={decide}
      refused={refused}
    />,
    refused ? (refused.crossed ? 409 : 422) : 200,
  );
}

/** The meeting page shows every academy, so it is opened by those whose role covers the whole trust. */
export const openMeeting = route("get", "/:trust/diagnose/meetings/:meeting", allow(maySeeStanding, placeOfMeeting), async (c, asked) =>
  show(c, asked),
);

export const decide = route("post", "/:trust/diagnose/meetings/:meeting", allow(mayDecide, placeOfMeeting), async (c, asked) => {
  const form = await c.req.formData();
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const urn = text("urn");
  const academy = await inOneLook(asked.db, asked.person, (look) => placeOfAcademy(look, urn));
  if (!academy) return c.notFound();
  const from = text(`from-${urn}`);
  const draft = {
    category: text(`category-${urn}`),
    reason: text(`reason-${urn}`),
    effectiveFrom: readDay(from) ? from : "",
    replacing: text("replacing") || undefined,
  };
  const meeting = meetingOf(asked);
  const decided = await decideCategory(asked.db, asked.person, { ...academy, joined: academy.academy.joined }, meeting, draft);
  if (decided.ok) return c.redirect(`${paths.meeting(asked.trust.slug, meeting.id)}#academy-${urn}`, 303);
  const field =
    decided.refusal.kind === "reason-needed"
      ? `reason-${urn}`
      : decided.refusal.kind === "no-such-category"
        ? `category-${urn}`
        : `from-${urn}`;
  return show(c, asked, {
    urn: Number(urn),
    refusals: [{ field, text: sayDecisionRefusal(decided.refusal) }],
    written: { category: draft.category, reason: draft.reason, from },
    crossed: decided.refusal.kind === "crossed",
  });
});
