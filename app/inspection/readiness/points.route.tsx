import type { Context } from "hono";
import { frameOf, placeOfTrust } from "../../organisation/index.server.ts";
import type { Place } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { readinessList } from "../content.ts";
import { paths } from "../paths.ts";
import { mayArrangeReadiness } from "../permissions.rules.ts";
import { removePoint, savePoint } from "./check-point.ts";
import { OwnPointView, PointsView, type WrittenPoint } from "./points.view.tsx";
import type { PointDraft, PointRefusal } from "./readiness.rules.ts";
import { listOwnPoints, type OwnPoint } from "./readiness.store.ts";
import { fieldOfPoint, sayPointRefusal } from "./readiness-words.rules.ts";

type Back = { readonly written: WrittenPoint; readonly refusal: PointRefusal };
const said = (back: Back | undefined) => (back ? [{ field: fieldOfPoint(back.refusal), text: sayPointRefusal(back.refusal) }] : []);
const statusOf = (back: Back | undefined) => (back ? (back.refusal.kind === "crossed" ? 409 : 422) : 200);

async function readPoint(c: Context): Promise<{ written: WrittenPoint; draft: PointDraft; version: number }> {
  const form = await c.req.formData();
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const written = { title: text("title"), what: text("what"), days: text("days") };
  const freshForDays = /^\d{1,5}$/.test(written.days) ? Number(written.days) : undefined;
  return { written, draft: { title: written.title, what: written.what, freshForDays }, version: Number(text("version")) || 0 };
}

async function showAll(c: Context, asked: Asked, back?: Back) {
  const own = await inOneLook(asked.db, asked.person, listOwnPoints);
  const view = (
    <PointsView
      frame={frameOf(asked, "inspection")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      words={asked.words}
      shipped={readinessList}
      own={own.filter(({ removed }) => !removed)}
      written={back?.written ?? { title: "", what: "", days: "180" }}
      refusals={said(back)}
    />
  );
  return page(c, view, statusOf(back));
}
const arrange = allow(mayArrangeReadiness, placeOfTrust);
export const openPoints = route("get", "/:trust/inspection/points", arrange, (c, asked) => showAll(c, asked));
export const addPoint = route("post", "/:trust/inspection/points", arrange, async (c, asked) => {
  const { written, draft } = await readPoint(c);
  const done = await savePoint(asked.db, asked.person, draft);
  return done.ok ? c.redirect(paths.points(asked.trust.slug), 303) : showAll(c, asked, { written, refusal: done.refusal });
});

type OwnPlace = Place & { readonly own: OwnPoint };
const placeOfOwn = async (look: Look, params: Record<string, string>): Promise<OwnPlace | undefined> => {
  const [place, points] = await Promise.all([placeOfTrust(look), listOwnPoints(look)]);
  const own = points.find(({ id }) => id === params.own);
  return own && { ...place, own };
};
async function showOwn(c: Context, asked: Asked, back?: Back) {
  const { id } = (asked.place as OwnPlace).own;
  const own = (await inOneLook(asked.db, asked.person, listOwnPoints)).find((point) => point.id === id);
  if (!own) return c.notFound();
  const kept = { title: own.title, what: own.what, days: String(own.freshForDays) };
  const view = (
    <OwnPointView
      frame={frameOf(asked, "inspection")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      own={own}
      written={back?.written ?? kept}
      refusals={said(back)}
      crossed={back?.refusal.kind === "crossed"}
    />
  );
  return page(c, view, statusOf(back));
}
const one = "/:trust/inspection/points/:own{[0-9a-f-]{36}}";
const arrangeOne = allow(mayArrangeReadiness, placeOfOwn);
export const openOwnPoint = route("get", one, arrangeOne, (c, asked) => showOwn(c, asked));
export const changePoint = route("post", one, arrangeOne, async (c, asked) => {
  const { written, draft, version } = await readPoint(c);
  const done = await savePoint(asked.db, asked.person, draft, { id: (asked.place as OwnPlace).own.id, version });
  return done.ok ? c.redirect(paths.points(asked.trust.slug), 303) : showOwn(c, asked, { written, refusal: done.refusal });
});
export const takePointOut = route("post", `${one}/remove`, arrangeOne, async (c, asked) => {
  const { own } = asked.place as OwnPlace;
  const version = Number((await c.req.formData()).get("version")) || 0;
  const done = await removePoint(asked.db, asked.person, { id: own.id, version });
  const written = { title: own.title, what: own.what, days: String(own.freshForDays) };
  return done.ok ? c.redirect(paths.points(asked.trust.slug), 303) : showOwn(c, asked, { written, refusal: done.refusal });
});

export const pointRoutes = [openPoints, addPoint, openOwnPoint, changePoint, takePointOut];
