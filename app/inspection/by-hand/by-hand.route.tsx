import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import { readDay } from "../../language/period.ts";
import { frameOf, today } from "../../organisation/index.server.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { frameworks } from "../content.ts";
import { judgesOn } from "../frameworks/framework.rules.ts";
import { isSame } from "../known/inspection.rules.ts";
import { loadInspections } from "../known/load-inspections.ts";
import { findLog } from "../log/log.store.ts";
import { paths } from "../paths.ts";
import { mayRecordInspection } from "../permissions.rules.ts";
import { type AcademyPlace, academyOf, academyPlace } from "../place.ts";
import { readByHand, type WrittenByHand } from "./by-hand.form.ts";
import { type ByHandRefusal, isKind } from "./by-hand.rules.ts";
import { type ByHandRow, byHandHistory } from "./by-hand.store.ts";
import { ByHandView, WrittenView } from "./by-hand.view.tsx";
import { fieldOfByHand, sayByHandRefusal } from "./by-hand-words.rules.ts";
import { recordInspection, withdrawInspection } from "./record-inspection.ts";

type Back = { readonly written: WrittenByHand; readonly refusal: ByHandRefusal };
const said = (refusal: ByHandRefusal): FieldRefusal[] => [{ field: fieldOfByHand(refusal), text: sayByHandRefusal(refusal) }];
const statusOf = (back: Back | undefined) => (back ? (back.refusal.kind === "crossed" ? 409 : 422) : 200);

/** What the form may ask on a day: none while the day or the kind is not known, or no such inspection was made then. */
function judgesFor({ on = "", kind = "" }: WrittenByHand) {
  if (!readDay(on) || !isKind(kind)) return undefined;
  const judges = judgesOn(frameworks, on, kind);
  return judges.ok ? judges.value : undefined;
}
/** The same inspection in England's file, so that who writes it down knows before they do. */
async function sameInFile(look: Look, asked: Asked, { on = "", kind = "" }: WrittenByHand) {
  const judges = judgesFor({ on, kind });
  const academy = academyOf(asked);
  const known = judges ? ((await loadInspections(look, [academy])).get(academy.unitId) ?? []) : [];
  return judges && isKind(kind)
    ? known.find((one) => one.from === "national" && isSame(one, { on, kind, framework: judges.framework }))
    : undefined;
}

async function showNew(c: Context, asked: Asked, written: WrittenByHand, back?: Back) {
  const { file, day } = await inOneLook(asked.db, asked.person, async (look) => ({
    file: await sameInFile(look, asked, written),
    day: today(look),
  }));
  const view = (
    <ByHandView
      frame={frameOf(asked, "inspection")}
      slug={asked.trust.slug}
      academy={academyOf(asked)}
      token={asked.session.formToken}
      judges={judgesFor(written)}
      inFile={file}
      today={day}
      written={written}
      refusals={back ? said(back.refusal) : []}
    />
  );
  return page(c, view, statusOf(back));
}

const record = allow(mayRecordInspection, academyPlace);
export const openNewByHand = route("get", "/:trust/inspection/:urn{[0-9]{6}}/new", record, async (c, asked) => {
  const { on = "", kind = "", log = "" } = c.req.query();
  const found = log ? await inOneLook(asked.db, asked.person, (look) => findLog(look, asked.place.unitId, log)) : undefined;
  const from = found ? { on: on || found.begins, kind: kind || found.kind, log: found.id } : { on, kind };
  const asking = Boolean(on || kind);
  const wrong: ByHandRefusal | undefined = !asking
    ? undefined
    : !readDay(on)
      ? { kind: "day-needed" }
      : !isKind(kind)
        ? { kind: "kind-needed" }
        : refusalOf(on, kind);
  return showNew(c, asked, from, wrong && { written: from, refusal: wrong });
});
function refusalOf(on: string, kind: Parameters<typeof judgesOn>[2]): ByHandRefusal | undefined {
  const judges = judgesOn(frameworks, on, kind);
  if (judges.ok) return undefined;
  return judges.refusal.kind === "no-framework"
    ? { kind: "no-framework" }
    : { kind: "no-such-kind", framework: judges.refusal.framework ?? "" };
}
export const newByHand = route("post", "/:trust/inspection/:urn{[0-9]{6}}/new", record, async (c, asked) => {
  const { written, draft } = readByHand(await c.req.formData());
  const done = await recordInspection(asked.db, asked.person, academyOf(asked), draft);
  return done.ok
    ? c.redirect(paths.academy(asked.trust.slug, academyOf(asked).urn), 303)
    : showNew(c, asked, written, { written, refusal: done.refusal });
});

type WrittenPlace = AcademyPlace & { readonly history: readonly [ByHandRow, ...ByHandRow[]] };
const placeOfWritten = async (look: Look, params: Record<string, string>): Promise<WrittenPlace | undefined> => {
  const [place, [current, ...before]] = await Promise.all([academyPlace(look, params), byHandHistory(look, params.inspection)]);
  return place && current && current.unitId === place.unitId ? { ...place, history: [current, ...before] } : undefined;
};
const writtenOf = ({ on, kind, published, outcomes, link, note, logId }: ByHandRow): WrittenByHand => ({
  ...{ on, kind, published: published ?? "", link: link ?? "", note: note ?? "", log: logId ?? "", beside: "yes" },
  ...Object.fromEntries(Object.entries(outcomes).map(([area, word]) => [`area-${area}`, word])),
});

async function showWritten(c: Context, asked: Asked, query: WrittenByHand, back?: Back & { readonly reason?: string }) {
  const { history, file, day } = await inOneLook(asked.db, asked.person, async (look) => {
    const history = await byHandHistory(look, (asked.place as WrittenPlace).history[0].id);
    return { history, file: await sameInFile(look, asked, back?.written ?? query), day: today(look) };
  });
  const [current] = history;
  if (!current) return c.notFound();
  const { on = current.on, kind = current.kind } = query;
  const kept = writtenOf(current);
  // Another day or kind may have other areas: what fits neither is left out of the form, and what was kept stays in the history.
  const written = back?.written ?? { ...kept, on, kind };
  const view = (
    <WrittenView
      frame={frameOf(asked, "inspection")}
      slug={asked.trust.slug}
      academy={academyOf(asked)}
      history={history}
      today={day}
      form={
        may(mayRecordInspection, asked.person, asked.place) && current.withdrawnBecause === null
          ? {
              token: asked.session.formToken,
              judges: judgesFor(written),
              inFile: file,
              written,
              version: current.version,
              reason: back?.reason ?? "",
            }
          : undefined
      }
      refusals={back ? said(back.refusal) : []}
      crossed={back?.refusal.kind === "crossed"}
    />
  );
  return page(c, view, statusOf(back));
}

const one = "/:trust/inspection/:urn{[0-9]{6}}/written/:inspection{[0-9a-f-]{36}}";
export const openWritten = route("get", one, allow(maySeeStanding, placeOfWritten), async (c, asked) => {
  const { on, kind } = c.req.query();
  return showWritten(c, asked, { ...(on === undefined ? {} : { on }), ...(kind === undefined ? {} : { kind }) });
});
export const saveWritten = route("post", one, allow(mayRecordInspection, placeOfWritten), async (c, asked) => {
  const { written, draft, version } = readByHand(await c.req.formData());
  const { id } = (asked.place as WrittenPlace).history[0];
  const done = await recordInspection(asked.db, asked.person, academyOf(asked), draft, { id, version });
  return done.ok
    ? c.redirect(paths.byHand(asked.trust.slug, academyOf(asked).urn, id), 303)
    : showWritten(c, asked, written, { written, refusal: done.refusal });
});
export const withdraw = route("post", `${one}/withdraw`, allow(mayRecordInspection, placeOfWritten), async (c, asked) => {
  const form = await c.req.formData();
  const [current] = (asked.place as WrittenPlace).history;
  const reason = String(form.get("reason") ?? "");
  const done = await withdrawInspection(
    asked.db,
    asked.person,
    academyOf(asked),
    { id: current.id, version: Number(form.get("version")) || 0 },
    reason,
  );
  return done.ok
    ? c.redirect(paths.academy(asked.trust.slug, academyOf(asked).urn), 303)
    : showWritten(c, asked, {}, { written: writtenOf(current), refusal: done.refusal, reason });
});

export const byHandRoutes = [openNewByHand, newByHand, openWritten, saveWritten, withdraw];
