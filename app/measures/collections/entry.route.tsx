import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import { measureByCode } from "../../national/index.ts";
import { type AcademyRow, frameOf, placeOfAcademy, today } from "../../organisation/index.server.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { may, type Place } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { type FigureRow, loadFigures } from "../own/own.store.ts";
import { paths } from "../paths.ts";
import { mayEnterFigures, mayRunCollections, maySignOff } from "../permissions.rules.ts";
import { type Cycle, considerEntry, sayEntryRefusal, sayReopenRefusal, saySignOffRefusal, stateOf } from "./cycle.rules.ts";
import { cycleAcademies, findCycle, signOffs } from "./cycle.store.ts";
import { enterFigures } from "./enter-figures.ts";
import { readEntries } from "./entry.form.ts";
import { EntryView } from "./entry.view.tsx";
import { markOf, reopen, signOff } from "./sign-off.ts";

type EntryPlace = Place & { readonly academy: AcademyRow; readonly cycle: Cycle };
/** An academy that takes part in a collection. */
const placeOfEntry = async (look: Look, params: Record<string, string>): Promise<EntryPlace | undefined> => {
  const [place, cycle] = [await placeOfAcademy(look, params.urn), await findCycle(look, params.cycle)];
  if (!place || !cycle) return undefined;
  return (await cycleAcademies(look, cycle.id)).some(({ unitId }) => unitId === place.unitId) ? { ...place, cycle } : undefined;
};

type Shown = {
  written?: Record<string, string>;
  refusals?: readonly FieldRefusal[];
  crossed?: readonly FigureRow[];
  status?: 200 | 409 | 422;
};
async function show(c: Context, asked: Asked, { written = {}, refusals = [], crossed = [], status = 200 }: Shown = {}) {
  const { academy, cycle, unitId } = asked.place as EntryPlace;
  const { figures, history, day } = await inOneLook(asked.db, asked.person, async (look) => ({
    figures: await loadFigures(look, { units: [unitId], measures: cycle.measures, periods: [cycle.period], groups: cycle.groups }),
    history: await signOffs(look, cycle.id, unitId),
    day: today(look),
  }));
  const entry = considerEntry(cycle, history.at(-1), day);
  const { person, place } = asked;
  return page(
    c,
    <EntryView
      frame={frameOf(asked, "measures")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      urn={academy.urn}
      academy={academy.name}
      cycle={cycle}
      measures={cycle.measures.flatMap((code) => measureByCode(code) ?? [])}
      figures={figures}
      state={stateOf(cycle.measures.length * cycle.groups.length, figures.length, history.at(-1))}
      history={history}
      closed={entry.ok ? undefined : sayEntryRefusal(entry.refusal)}
      mayEnter={may(mayEnterFigures, person, place)}
      maySignOff={may(maySignOff, person, place)}
      mayReopen={may(mayRunCollections, person, place)}
      mark={markOf(figures)}
      written={written}
      refusals={refusals}
      crossed={crossed}
    />,
    status,
  );
}

const here = "/:trust/measures/collections/:cycle{[0-9a-f-]{36}}/:urn{[0-9]{6}}";
const back = (c: Context, asked: Asked) => {
  const { cycle, academy } = asked.place as EntryPlace;
  return c.redirect(paths.entry(asked.trust.slug, cycle.id, academy.urn), 303);
};
const at = (asked: Asked) => ({ cycleId: (asked.place as EntryPlace).cycle.id, unitId: asked.place.unitId });

export const openEntry = route("get", here, allow(maySeeStanding, placeOfEntry), async (c, asked) => show(c, asked));

export const saveEntry = route("post", here, allow(mayEnterFigures, placeOfEntry), async (c, asked) => {
  const { cycle } = asked.place as EntryPlace;
  const written = Object.fromEntries(
    [...(await c.req.formData())].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const read = readEntries(
    cycle,
    cycle.measures.flatMap((code) => measureByCode(code) ?? []),
    written,
  );
  if (read.refusals.length > 0) return show(c, asked, { written, refusals: read.refusals, status: 422 });
  const entered = await enterFigures(asked.db, asked.person, at(asked), read.entries);
  if (entered.ok) return back(c, asked);
  const { refusal } = entered;
  if (refusal.kind === "no-such-collection") return c.notFound();
  if (refusal.kind !== "crossed")
    return show(c, asked, { written, refusals: [{ field: "", text: sayEntryRefusal(refusal) }], status: 422 });
  const text =
    "Somebody entered other figures while you were writing, so nothing was saved. Theirs stand below; save again to put yours in front.";
  return show(c, asked, { written, refusals: [{ field: "", text }], crossed: refusal.theirs, status: 409 });
});

export const signOffEntry = route("post", `${here}/sign-off`, allow(maySignOff, placeOfEntry), async (c, asked) => {
  const done = await signOff(asked.db, asked.person, at(asked), String((await c.req.formData()).get("mark") ?? ""));
  if (done.ok) return back(c, asked);
  return show(c, asked, {
    refusals: [{ field: "", text: saySignOffRefusal(done.refusal) }],
    status: done.refusal.kind === "changed-since" ? 409 : 422,
  });
});

export const reopenEntry = route("post", `${here}/reopen`, allow(mayRunCollections, placeOfEntry), async (c, asked) => {
  const reason = String((await c.req.formData()).get("reason") ?? "");
  const done = await reopen(asked.db, asked.person, at(asked), reason);
  if (done.ok) return back(c, asked);
  const field = done.refusal.kind === "reason-needed" ? "reason" : "";
  return show(c, asked, { written: { reason }, refusals: [{ field, text: sayReopenRefusal(done.refusal) }], status: 422 });
});

export const entryRoutes = [openEntry, saveEntry, signOffEntry, reopenEntry];
