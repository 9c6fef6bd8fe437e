import type { Context } from "hono";
import { loadFile } from "../evidence/index.server.ts";
import { fileNameOf } from "../evidence/index.ts";
import { editionInUse } from "../frameworks/index.server.ts";
import { indicatorOf } from "../frameworks/index.ts";
import { frameOf, placeOfAcademy, today } from "../organisation/index.server.ts";
import { maySeeStanding } from "../organisation/index.ts";
import { may, type Permission, type Place } from "../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../platform/database/change.ts";
import { type Asked, allow, page, route } from "../platform/web/route.tsx";
import { IndicatorView, type Written } from "./indicator.view.tsx";
import { type FieldRefusal, readJudgement } from "./judgements/judgement.form.ts";
import { mayEvaluateSelf, mayJudge, sayJudgementRefusal } from "./judgements/judgement.rules.ts";
import { type EvidenceRow, evidenceBehind, judgementHistory } from "./judgements/judgement.store.ts";
import { perspectiveOf, recordJudgement } from "./judgements/record-judgement.ts";
import { paths } from "./paths.ts";

type IndicatorPlace = Awaited<ReturnType<typeof placeOfIndicator>>;
const placeOfIndicator = async (look: Look, params: Record<string, string>) => {
  const place = await placeOfAcademy(look, params.urn);
  const edition = place && (await editionInUse(look, today(look)));
  const indicator = edition && indicatorOf(edition.content, params.indicator ?? "");
  return place && edition && indicator && { ...place, edition, indicator };
};

/** Judging is one permission to a page and two to the model: the trust's view, and a Principal's own. */
const mayJudgeHere: Permission = {
  name: "judge-here",
  says: "record a judgement, of the trust or of one's own academy",
  roles: [...mayJudge.roles, ...mayEvaluateSelf.roles],
};
const mayOpenRestricted = (asked: Asked, place: Place) => may(mayJudgeHere, asked.person, place);

/** Restricted evidence as those see it who may not open it: that it is there, and when it was seen. */
const closed = (piece: EvidenceRow): EvidenceRow =>
  piece.sensitivity === "restricted" ? { ...piece, kind: "closed", title: "Restricted evidence", text: null, url: null } : piece;

type Back = { written: Written; refusals: readonly FieldRefusal[]; crossed?: string | undefined };

async function show(c: Context, asked: Asked, place: NonNullable<IndicatorPlace>, back?: Back) {
  const { trust, person, session } = asked;
  const { history, evidence, day } = await inOneLook(asked.db, person, async (look) => ({
    history: await judgementHistory(look, place.unitId, place.indicator.key),
    evidence: await evidenceBehind(look, place.unitId, place.indicator.key),
    day: today(look),
  }));
  const perspective = perspectiveOf(person, place);
  const replaced = new Set(history.map((row) => row.replaces));
  const current = history.find((row) => row.perspective === perspective && !replaced.has(row.id));
  const view = (
    <IndicatorView
      frame={frameOf(asked)}
      slug={trust.slug}
      urn={place.academy.urn}
      academy={place.academy.name}
      edition={place.edition.content}
      indicator={place.indicator}
      history={history}
      evidence={mayOpenRestricted(asked, place) ? evidence : evidence.map(closed)}
      today={day}
      form={
        may(mayJudgeHere, person, place)
          ? {
              perspective,
              replacing: current?.id,
              written: back?.written ?? {},
              refusals: back?.refusals ?? [],
              crossed: back?.crossed ? current : undefined,
              token: session.formToken,
            }
          : undefined
      }
    />
  );
  return page(c, view, back ? (back.crossed ? 409 : 422) : 200);
}

export const openIndicator = route(
  "get",
  "/:trust/diagnose/:urn{[0-9]{6}}/:indicator",
  allow(maySeeStanding, placeOfIndicator),
  async (c, asked) => show(c, asked, asked.place as NonNullable<IndicatorPlace>),
);

export const judge = route(
  "post",
  "/:trust/diagnose/:urn{[0-9]{6}}/:indicator",
  allow(mayJudgeHere, placeOfIndicator),
  async (c, asked) => {
    const place = asked.place as NonNullable<IndicatorPlace>;
    const form = await c.req.formData();
    const written = Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
    const draft = await readJudgement(form);
    if (!draft.ok) return show(c, asked, place, { written, refusals: draft.refusals });

    const recorded = await recordJudgement(asked.db, asked.person, { ...place, indicator: place.indicator.key }, draft.value);
    const way = paths.indicator(asked.trust.slug, place.academy.urn, place.indicator.key);
    if (recorded.ok) return c.redirect(way, 303);
    const crossed = recorded.refusal.kind === "crossed" ? recorded.refusal.current : undefined;
    return show(c, asked, place, { written, refusals: [{ field: "narrative", text: sayJudgementRefusal(recorded.refusal) }], crossed });
  },
);

export const openFile = route(
  "get",
  "/:trust/diagnose/:urn{[0-9]{6}}/evidence/:item",
  allow(maySeeStanding, (look, params) => placeOfAcademy(look, params.urn)),
  async (c, asked) => {
    const file = await inOneLook(asked.db, asked.person, (look) => loadFile(look, asked.place.unitId, c.req.param("item") ?? ""));
    if (!file || (file.sensitivity === "restricted" && !mayOpenRestricted(asked, asked.place))) return c.notFound();
    return c.body(new Uint8Array(file.bytes), 200, {
      "Content-Type": file.mediaType,
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileNameOf(file.title, file.mediaType)).replaceAll("'", "%27")}`,
    });
  },
);
