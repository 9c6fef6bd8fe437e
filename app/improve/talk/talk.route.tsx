import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import { frameOf, today } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { findPart, listSaid } from "../parts/part.store.ts";
import { livingParts } from "../parts/tree.rules.ts";
import { paths } from "../paths.ts";
import { mayWritePlans } from "../permissions.rules.ts";
import { isWritten } from "../plans/plan.rules.ts";
import { findPlan, placeOfPlan } from "../plans/plan.store.ts";
import { seesPlan } from "../plans/sight.rules.ts";
import { isCrossed, sayTalkRefusal, suggestible, takesPart } from "./talk.rules.ts";
import { listComments, listSuggestions } from "./talk.store.ts";
import { SuggestView, TalkView } from "./talk.view.tsx";
import { answerSuggestion, commentOnPart, resolveComment, suggestForPart, type TalkPlace } from "./talk-of-part.ts";

async function placeOfTalk(look: Look, params: Record<string, string>): Promise<(TalkPlace & { readonly day: string }) | undefined> {
  const [place, part] = await Promise.all([placeOfPlan(look, params), findPart(look, params.part)]);
  if (!place || part?.planId !== place.plan.id) return undefined;
  // What is answered or resolved must be of this part.
  if (params.comment && !(await listComments(look, part.id)).some(({ id }) => id === params.comment)) return undefined;
  if (params.suggestion && !(await listSuggestions(look, part.id)).some(({ id }) => id === params.suggestion)) return undefined;
  return { ...place, part, day: today(look) };
}
const placeOf = (asked: Asked) => asked.place as TalkPlace & { readonly day: string };
const read = allow(mayOpenTrust, placeOfTalk);
const mayWrite = (asked: Asked) => may(mayWritePlans, asked.person, asked.place);
/** Only for those who take part; anybody else finds nothing here. */
const among = (handler: (c: Context, asked: Asked) => Promise<Response>) => (c: Context, asked: Asked) =>
  takesPart(asked.person, placeOf(asked).part, asked.place, placeOf(asked).day) ? handler(c, asked) : (c.notFound() as Promise<Response>);

type Back = {
  readonly refusal: Parameters<typeof sayTalkRefusal>[0];
  readonly text?: string;
  readonly because?: string;
  readonly of?: string;
};
/** The version of a part that a form names; none where it names none. */
const versionIn = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : 0);
const statusOf = (back: Back | undefined) => (!back ? 200 : isCrossed(back.refusal.kind) ? 409 : 422);
const shownOf = (asked: Asked, part: TalkPlace["part"]) => ({
  frame: frameOf(asked, "plans"),
  slug: asked.trust.slug,
  token: asked.session.formToken,
  plan: placeOf(asked).plan,
  part,
  seesPlan: seesPlan(asked.person, placeOf(asked)),
});

async function show(c: Context, asked: Asked, back?: Back) {
  const { plan, part } = placeOf(asked);
  const found = await inOneLook(asked.db, asked.person, async (look) => {
    const [now, all, comments, suggestions] = await Promise.all([
      findPlan(look, plan.id),
      listSaid(look, { plans: [plan.id] }),
      listComments(look, part.id),
      listSuggestions(look, part.id),
    ]);
    const mine = all.find(({ id }) => id === part.id) ?? part;
    return { part: mine, comments, suggestions, open: isWritten(now?.state ?? "closed") && livingParts(all).includes(mine) };
  });
  const field = back?.refusal.kind === "text-needed" ? "text" : back?.refusal.kind === "because-needed" ? `because-${back.of}` : "";
  const refusals: FieldRefusal[] = back ? [{ field, text: sayTalkRefusal(back.refusal) }] : [];
  return page(
    c,
    <TalkView
      {...shownOf(asked, found.part)}
      {...found}
      mayWrite={mayWrite(asked)}
      me={asked.person.personId}
      written={{ text: back?.text ?? "", because: back?.because ?? "", of: back?.of ?? "" }}
      refusals={refusals}
    />,
    statusOf(back),
  );
}

const path = "/:trust/plans/:plan{[0-9a-f-]{36}}/parts/:part{[0-9a-f-]{36}}/talk";
const toTalk = (c: Context, asked: Asked) =>
  c.redirect(paths.talk.page(asked.trust.slug, placeOf(asked).plan.id, placeOf(asked).part.id), 303);
export const openTalk = route(
  "get",
  path,
  read,
  among((c, asked) => show(c, asked)),
);
export const saveComment = route(
  "post",
  `${path}/comments`,
  read,
  among(async (c, asked) => {
    const text = String((await c.req.formData()).get("text") ?? "");
    const done = await commentOnPart(asked.db, asked.person, placeOf(asked), text);
    return done.ok ? toTalk(c, asked) : show(c, asked, { refusal: done.refusal, text });
  }),
);
export const saveResolved = route(
  "post",
  `${path}/comments/:comment{[0-9a-f-]{36}}`,
  read,
  among(async (c, asked) => {
    const id = c.req.param("comment") ?? "";
    const mine = await inOneLook(asked.db, asked.person, async (look) =>
      (await listComments(look, placeOf(asked).part.id)).find((one) => one.id === id),
    );
    if (!mayWrite(asked) && mine?.byId !== asked.person.personId) return c.notFound() as Promise<Response>;
    const done = await resolveComment(asked.db, asked.person, placeOf(asked), id);
    return done.ok ? toTalk(c, asked) : show(c, asked, { refusal: done.refusal });
  }),
);

async function showSuggest(c: Context, asked: Asked, field: string, back?: Back) {
  const { plan, part } = placeOf(asked);
  const now = (back && (await inOneLook(asked.db, asked.person, (look) => findPart(look, part.id)))) ?? part;
  const one = suggestible(now.kind).find((known) => known === field);
  if (!one || !isWritten(plan.state) || now.endedBecause !== null) return back ? show(c, asked, back) : toTalk(c, asked);
  const at = back?.refusal.kind === "because-too-long" ? "because" : "text";
  return page(
    c,
    <SuggestView
      {...shownOf(asked, now)}
      field={one}
      written={{ text: back?.text ?? now[one], because: back?.because ?? "" }}
      crossed={back?.refusal.kind === "crossed"}
      refusals={back ? [{ field: at, text: sayTalkRefusal(back.refusal) }] : []}
    />,
    statusOf(back),
  );
}
export const openSuggest = route(
  "get",
  `${path}/suggest`,
  read,
  among((c, asked) => showSuggest(c, asked, c.req.query("field") ?? "title")),
);
export const saveSuggestion = route(
  "post",
  `${path}/suggest`,
  read,
  among(async (c, asked) => {
    const form = await c.req.formData();
    const said = (name: string) => String(form.get(name) ?? "");
    const draft = { field: said("field"), text: said("text"), because: said("because") };
    const done = await suggestForPart(asked.db, asked.person, placeOf(asked), versionIn(said("version")), draft);
    return done.ok ? toTalk(c, asked) : showSuggest(c, asked, draft.field, { refusal: done.refusal, ...draft });
  }),
);
export const saveAnswer = route(
  "post",
  `${path}/suggestions/:suggestion{[0-9a-f-]{36}}`,
  allow(mayWritePlans, placeOfTalk),
  async (c, asked) => {
    const id = c.req.param("suggestion") ?? "";
    const form = await c.req.formData();
    const because = String(form.get(`because-${id}`) ?? "");
    const seen = { id, version: versionIn(String(form.get("version") ?? "")) };
    const done = await answerSuggestion(asked.db, asked.person, placeOf(asked), seen, {
      verdict: String(form.get("verdict") ?? ""),
      because,
    });
    // Where it is answered there is no form to decline it any more: the reason that was written stands where a comment is written.
    const text = !done.ok && done.refusal.kind === "answered-already" ? because : "";
    return done.ok ? toTalk(c, asked) : show(c, asked, { refusal: done.refusal, because, text, of: id });
  },
);

export const talkRoutes = [openTalk, saveComment, saveResolved, openSuggest, saveSuggestion, saveAnswer];
