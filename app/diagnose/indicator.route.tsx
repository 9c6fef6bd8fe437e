import type { Context } from "hono";
import type { FieldRefusal } from "../design/house.tsx";
import { loadFile, offeredEvidence } from "../evidence/index.server.ts";
import { fileNameOf } from "../evidence/index.ts";
import { type Edition, listEditions } from "../frameworks/index.server.ts";
import { indicatorOf, stateOf } from "../frameworks/index.ts";
import { figureChoices } from "../measures/index.server.ts";
import { frameOf, placeOfAcademy, today } from "../organisation/index.server.ts";
import { maySeeStanding, organisationPaths } from "../organisation/index.ts";
import { may, type Place } from "../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../platform/database/change.ts";
import { type Asked, allow, formWithEvidence, page, route } from "../platform/web/route.tsx";
import { changesOf } from "./evidence/changes.ts";
import { offeredOption } from "./evidence/offered.rules.ts";
import { isSecluded, secludedEvidence } from "./evidence/secluded.store.ts";
import { IndicatorView, type Written } from "./indicator.view.tsx";
import { readJudgement } from "./judgements/judgement.form.ts";
import { mayJudgeHere, sayJudgementRefusal } from "./judgements/judgement.rules.ts";
import { type EvidenceRow, evidenceBehind, judgementHistory } from "./judgements/judgement.store.ts";
import { perspectiveOf, recordJudgement } from "./judgements/record-judgement.ts";
import { paths } from "./paths.ts";

type IndicatorPlace = Awaited<ReturnType<typeof placeOfIndicator>>;
/** An indicator at an academy: of the edition in use or, where that has it no more, of the newest edition that had it. */
const placeOfIndicator = async (look: Look, params: Record<string, string>) => {
  const place = await placeOfAcademy(look, params.urn);
  const day = today(look);
  const editions = place ? (await listEditions(look)).filter(({ inUseFrom }) => inUseFrom && inUseFrom <= day) : [];
  const inUse = editions.find((edition) => stateOf(edition, day) === "in-use");
  const edition = [...(inUse ? [inUse] : []), ...editions].find(({ content }) => indicatorOf(content, params.indicator ?? ""));
  return place && edition && placeOn({ ...place, editions, inUse }, edition, params.indicator ?? "");
};
function placeOn<Around>(around: Around, edition: Edition, key: string) {
  const [indicator, lineage] = [indicatorOf(edition.content, key), edition.lineages[key]];
  return indicator && lineage ? { ...around, edition, indicator, lineage } : undefined;
}

/** The place of the indicator of the edition in use that carries this one on; none where it was dropped. */
function heirOf(place: NonNullable<IndicatorPlace>): IndicatorPlace {
  const { inUse, lineage } = place;
  const [heir] = Object.entries(inUse?.lineages ?? {}).find(([, other]) => other === lineage) ?? [];
  return inUse && heir ? placeOn(place, inUse, heir) : undefined;
}
/** Where a form of an edition that has closed belongs now: the indicator that carries on the one it was about, else that one as it was. */
function placeAfterClosing(place: NonNullable<IndicatorPlace>, seen: string | undefined): IndicatorPlace {
  const edition = place.editions.find(({ id }) => id === seen);
  if (!edition || !place.inUse || edition === place.inUse) return undefined;
  const then = placeOn(place, edition, place.indicator.key);
  return then && (heirOf(then) ?? then);
}

const mayOpenRestricted = (asked: Asked, place: Place) => may(mayJudgeHere, asked.person, place);

/** Restricted evidence as those see it who may not open it: that it is there, and when it was seen. */
const closed = (piece: EvidenceRow): EvidenceRow =>
  piece.sensitivity === "restricted"
    ? { ...piece, kind: "closed", title: "Restricted evidence", text: null, url: null, value: null }
    : piece;

type Back = { written: Written; refusals: readonly FieldRefusal[]; crossed?: string | undefined; closed?: boolean };

async function show(c: Context, asked: Asked, place: NonNullable<IndicatorPlace>, back?: Back) {
  const { trust, person, session } = asked;
  const mayJudge = may(mayJudgeHere, person, place) && place.edition === place.inUse;
  const given = c.req.query("with") ?? "";
  const { history, evidence, changes, figures, offered, day } = await inOneLook(asked.db, person, async (look) => {
    const all = await evidenceBehind(look, place.unitId, place.lineage);
    const evidence = mayOpenRestricted(asked, place) ? all : all.map(closed);
    return {
      history: await judgementHistory(look, place.unitId, place.lineage),
      evidence,
      changes: await changesOf(look, place.academy, evidence),
      figures: mayJudge ? await figureChoices(look, place.academy) : [],
      offered: mayJudge
        ? await offeredEvidence(look, place.unitId, await secludedEvidence(look, person.personId, place.unitId), given)
        : [],
      day: today(look),
    };
  });
  const chosen = offered.some(({ id }) => id === given) ? { "evidence-1-kind": "existing", "evidence-1-existing": given } : {};
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
      number={place.edition.number}
      editions={new Map(place.editions.map(({ number, content }) => [number, content]))}
      ended={place.edition === place.inUse ? undefined : { written: back?.written, refusals: back?.refusals ?? [] }}
      indicator={place.indicator}
      history={history}
      evidence={evidence}
      changes={changes}
      today={day}
      words={asked.words}
      form={
        mayJudge
          ? {
              figures,
              offered: offered.map(offeredOption),
              perspective,
              // What its author saw, until they are told that it changed.
              edition: back && !back.closed ? (back.written.edition ?? "") : place.edition.id,
              replacing: back && !back.closed && !back.crossed ? back.written.replacing : current?.id,
              written: back?.written ?? chosen,
              refusals: back?.refusals ?? [],
              crossed: back?.crossed ? current : undefined,
              token: session.formToken,
            }
          : undefined
      }
    />
  );
  return page(c, view, back ? (back.crossed || back.closed ? 409 : 422) : 200);
}

export const openIndicator = route(
  "get",
  "/:trust/diagnose/:urn{[0-9]{6}}/:indicator",
  allow(maySeeStanding, placeOfIndicator),
  async (c, asked) => {
    const place = asked.place as NonNullable<IndicatorPlace>;
    const heir = place.edition === place.inUse ? undefined : heirOf(place);
    if (heir) return c.redirect(paths.indicator(asked.trust.slug, place.academy.urn, heir.indicator.key));
    return show(c, asked, place);
  },
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
    const showClosed = async (inUse: number, refusals: readonly FieldRefusal[]) => {
      const params = c.req.param() as Record<string, string>;
      const now = (await inOneLook(asked.db, asked.person, (look) => placeOfIndicator(look, params))) ?? place;
      const said = { field: "narrative", text: sayJudgementRefusal({ kind: "edition-closed", inUse }, asked.words) };
      return show(c, asked, placeAfterClosing(now, written.edition) ?? now, { written, refusals: [said, ...refusals], closed: true });
    };
    if (!draft.ok && place.inUse && placeAfterClosing(place, written.edition)) return showClosed(place.inUse.number, draft.refusals);
    if (!draft.ok) return show(c, asked, place, { written, refusals: draft.refusals });

    const recorded = await recordJudgement(asked.db, asked.person, { ...place, indicator: place.indicator.key }, draft.value);
    const way = paths.indicator(asked.trust.slug, place.academy.urn, place.indicator.key);
    if (recorded.ok) return c.redirect(way, 303);
    if (recorded.refusal.kind === "edition-closed") return showClosed(recorded.refusal.inUse, []);
    const crossed = recorded.refusal.kind === "crossed" ? recorded.refusal.current : undefined;
    const refusal = { field: "narrative", text: sayJudgementRefusal(recorded.refusal, asked.words) };
    // What is missing stands on another page, so the line leads there.
    const calendar = organisationPaths.calendar(asked.trust.slug);
    const refusals = [recorded.refusal.kind === "no-half-term" ? { ...refusal, field: "", href: calendar } : refusal];
    return show(c, asked, place, { written, refusals, crossed });
  },
  { upTo: formWithEvidence },
);

export const openFile = route(
  "get",
  "/:trust/diagnose/:urn{[0-9]{6}}/evidence/:item",
  allow(maySeeStanding, (look, params) => placeOfAcademy(look, params.urn)),
  async (c, asked) => {
    const file = await inOneLook(asked.db, asked.person, async (look) => {
      const found = await loadFile(look, asked.place.unitId, c.req.param("item") ?? "");
      return found && !(await isSecluded(look, found.id, asked.person.personId)) ? found : undefined;
    });
    if (!file || (file.sensitivity === "restricted" && !mayOpenRestricted(asked, asked.place))) return c.notFound();
    return c.body(new Uint8Array(file.bytes), 200, {
      "Content-Type": file.mediaType,
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileNameOf(file.title, file.mediaType)).replaceAll("'", "%27")}`,
    });
  },
);
