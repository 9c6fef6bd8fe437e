import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import { mayJudgeHere } from "../../diagnose/index.ts";
import { readDay } from "../../language/period.ts";
import { listOwners } from "../../measures/index.server.ts";
import { frameOf, today } from "../../organisation/index.server.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { readinessList } from "../content.ts";
import { paths } from "../paths.ts";
import { mayCheckReadiness } from "../permissions.rules.ts";
import { type AcademyPlace, academyOf, academyPlace } from "../place.ts";
import { checkPoint } from "./check-point.ts";
import { allPoints, evidenceFor, loadReadiness } from "./load-readiness.ts";
import { type CheckDraft, type CheckRefusal, type Point, pointsFor, tallyOf } from "./readiness.rules.ts";
import { checkedHistory } from "./readiness.store.ts";
import { PointView, ReadinessView, type WrittenCheck } from "./readiness.view.tsx";
import { fieldOfCheck, sayCheckRefusal } from "./readiness-words.rules.ts";

export const openReadiness = route(
  "get",
  "/:trust/inspection/:urn{[0-9]{6}}/readiness",
  allow(maySeeStanding, academyPlace),
  async (c, asked) => {
    const academy = academyOf(asked);
    const standing = await inOneLook(
      asked.db,
      asked.person,
      async (look) => (await loadReadiness(look, [academy], today(look))).get(academy.unitId) ?? [],
    );
    const { source, dated } = readinessList;
    return page(
      c,
      <ReadinessView
        frame={frameOf(asked, "inspection")}
        slug={asked.trust.slug}
        academy={academy}
        standing={standing}
        tally={tallyOf(standing)}
        from={{ source, dated }}
      />,
    );
  },
);

type PointPlace = AcademyPlace & { readonly point: Point };
const placeOfPoint = async (look: Look, params: Record<string, string>): Promise<PointPlace | undefined> => {
  const [place, points] = await Promise.all([academyPlace(look, params), allPoints(look)]);
  const point = place && pointsFor(points, place.academy).find(({ key }) => key === params.point);
  return place && point && { ...place, point };
};

async function show(c: Context, asked: Asked, back?: { written: WrittenCheck; refusal: CheckRefusal }) {
  const { point, academy, unitId } = asked.place as PointPlace;
  const open = may(mayJudgeHere, asked.person, asked.place);
  const mayCheck = may(mayCheckReadiness, asked.person, asked.place);
  const { history, evidence, owners, day } = await inOneLook(asked.db, asked.person, async (look) => {
    const history = await checkedHistory(look, unitId, point.key);
    const [evidence, owners] = await Promise.all([
      evidenceFor(look, unitId, history[0]?.evidence ?? [], true),
      mayCheck ? listOwners(look) : [],
    ]);
    return { history, evidence, owners, day: today(look) };
  });
  const [current] = history;
  const refusals: FieldRefusal[] = back ? [{ field: fieldOfCheck(back.refusal), text: sayCheckRefusal(back.refusal) }] : [];
  const shown = evidence.filter(({ sensitivity }) => open || sensitivity === "ordinary");
  const written: WrittenCheck = back?.written ?? {
    owner: current?.ownerId ?? "",
    evidence: current?.evidence ?? [],
    check: "none",
    on: day,
    seen: "",
  };
  const view = (
    <PointView
      frame={frameOf(asked, "inspection")}
      slug={asked.trust.slug}
      academy={academy}
      point={point}
      history={history}
      evidence={shown}
      hidden={evidence.filter((piece) => !shown.includes(piece) && current?.evidence.includes(piece.id)).length}
      today={day}
      form={mayCheck ? { token: asked.session.formToken, version: current?.version ?? 0, owners, written } : undefined}
      refusals={refusals}
      crossed={back?.refusal.kind === "crossed"}
    />
  );
  return page(c, view, back ? (back.refusal.kind === "crossed" ? 409 : 422) : 200);
}

const one = "/:trust/inspection/:urn{[0-9]{6}}/readiness/:point{[a-z0-9-]{1,60}}";
export const openPoint = route("get", one, allow(maySeeStanding, placeOfPoint), (c, asked) => show(c, asked));
export const savePointCheck = route("post", one, allow(mayCheckReadiness, placeOfPoint), async (c, asked) => {
  const form = await c.req.formData();
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const written: WrittenCheck = {
    owner: text("owner"),
    evidence: form.getAll("evidence").map(String),
    check: text("check"),
    on: text("on"),
    seen: text("seen"),
  };
  const state = written.check === "ready" || written.check === "not-ready" ? written.check : undefined;
  const draft: CheckDraft = {
    ownerId: written.owner || null,
    evidence: written.evidence,
    check: state || written.seen ? { state, on: readDay(written.on)?.toString(), seen: written.seen } : undefined,
  };
  const { point, academy } = asked.place as PointPlace;
  const done = await checkPoint(asked.db, asked.person, asked.place as PointPlace, point.key, draft, Number(text("version")) || 0);
  return done.ok
    ? c.redirect(`${paths.readiness(asked.trust.slug, academy.urn)}#${point.key}`, 303)
    : show(c, asked, { written, refusal: done.refusal });
});

export const readinessRoutes = [openReadiness, openPoint, savePointCheck];
