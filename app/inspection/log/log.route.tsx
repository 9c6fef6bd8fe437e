import type { Context } from "hono";
import { readDay } from "../../language/period.ts";
import { frameOf, today } from "../../organisation/index.server.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { isKind } from "../by-hand/by-hand.rules.ts";
import { listByHand } from "../by-hand/by-hand.store.ts";
import { paths } from "../paths.ts";
import { mayKeepLog } from "../permissions.rules.ts";
import { type AcademyPlace, academyOf, academyPlace } from "../place.ts";
import { type ClosingRefusal, closeLog, openLog, sayClosingRefusal, writeEntry } from "./keep-log.ts";
import { type EntryRefusal, fieldOfEntry, type LogRefusal, openToDos, sayEntryRefusal, sayLogRefusal } from "./log.rules.ts";
import { findLog, type LogRow, listEntries, listLogs } from "./log.store.ts";
import { LogsView, LogView, type WrittenEntry } from "./log.view.tsx";

const keep = allow(mayKeepLog, academyPlace);
const fieldOfLog = ({ kind }: LogRefusal) =>
  kind === "kind-needed" || kind === "no-such-kind" ? "kind" : kind === "called-too-long" ? "called" : "begins";

async function showLogs(c: Context, asked: Asked, back?: { written: Record<string, string>; refusal: LogRefusal }) {
  const { logs, day } = await inOneLook(asked.db, asked.person, async (look) => ({
    logs: await listLogs(look, asked.place.unitId),
    day: today(look),
  }));
  const next = Temporal.PlainDate.from(day).add({ days: 1 }).toString();
  return page(
    c,
    <LogsView
      frame={frameOf(asked, "inspection")}
      slug={asked.trust.slug}
      academy={academyOf(asked)}
      token={asked.session.formToken}
      logs={logs}
      written={back?.written ?? { kind: "graded", begins: next, called: "" }}
      refusals={back ? [{ field: fieldOfLog(back.refusal), text: sayLogRefusal(back.refusal) }] : []}
    />,
    back ? 422 : 200,
  );
}
export const openLogs = route("get", "/:trust/inspection/:urn{[0-9]{6}}/log", keep, (c, asked) => showLogs(c, asked));
export const beginLog = route("post", "/:trust/inspection/:urn{[0-9]{6}}/log", keep, async (c, asked) => {
  const form = await c.req.formData();
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const written = { kind: text("kind"), begins: text("begins"), called: text("called") };
  const kind = isKind(written.kind) ? written.kind : undefined;
  const draft = { kind, begins: readDay(written.begins)?.toString(), called: written.called };
  const done = await openLog(asked.db, asked.person, asked.place.unitId, draft);
  return done.ok
    ? c.redirect(paths.log(asked.trust.slug, academyOf(asked).urn, done.value), 303)
    : showLogs(c, asked, { written, refusal: done.refusal });
});

type LogPlace = AcademyPlace & { readonly log: LogRow };
const placeOfLog = async (look: Look, params: Record<string, string>): Promise<LogPlace | undefined> => {
  const place = await academyPlace(look, params);
  const log = place && (await findLog(look, place.unitId, params.log));
  return log && { ...place, log };
};
type Back = { entry?: { written: WrittenEntry; refusal: EntryRefusal }; closing?: { said: string; refusal: ClosingRefusal } };

async function showLog(c: Context, asked: Asked, back: Back = {}) {
  const { log: opened, unitId } = asked.place as LogPlace;
  const { log, entries, recorded, now } = await inOneLook(asked.db, asked.person, async (look) => ({
    log: await findLog(look, unitId, opened.id),
    entries: await listEntries(look, opened.id),
    recorded: (await listByHand(look, [unitId])).find(({ logId, withdrawnBecause }) => logId === opened.id && withdrawnBecause === null),
    now: look.now.toZonedDateTimeISO("Europe/London"),
  }));
  if (!log) return c.notFound();
  const refusals = [
    ...(back.entry ? [{ field: fieldOfEntry(back.entry.refusal), text: sayEntryRefusal(back.entry.refusal) }] : []),
    ...(back.closing
      ? [{ field: back.closing.refusal.kind === "closed" ? "" : "said", text: sayClosingRefusal(back.closing.refusal) }]
      : []),
  ];
  const blank: WrittenEntry = {
    ...{ time: now.toPlainTime().toString({ smallestUnit: "minute" }), day: now.toPlainDate().toString() },
    ...{ who: "", asked: "", shown: "", todo: "", settles: "" },
  };
  return page(
    c,
    <LogView
      frame={frameOf(asked, "inspection")}
      slug={asked.trust.slug}
      academy={academyOf(asked)}
      token={asked.session.formToken}
      log={log}
      entries={entries}
      toDos={openToDos(entries)}
      recorded={recorded?.id}
      written={back.entry?.written ?? blank}
      said={back.closing?.said ?? ""}
      kept={back.entry !== undefined || back.closing !== undefined}
      refusals={refusals}
    />,
    refusals.length > 0 ? 422 : 200,
  );
}
const one = "/:trust/inspection/:urn{[0-9]{6}}/log/:log{[0-9a-f-]{36}}";
const keepOne = allow(mayKeepLog, placeOfLog);
const at = (asked: Asked) => ({ unitId: asked.place.unitId, logId: (asked.place as LogPlace).log.id });
const way = (asked: Asked) => paths.log(asked.trust.slug, academyOf(asked).urn, at(asked).logId);

export const openOneLog = route("get", one, keepOne, (c, asked) => showLog(c, asked));
export const writeInLog = route("post", one, keepOne, async (c, asked) => {
  const form = await c.req.formData();
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const written: WrittenEntry = {
    ...{ time: text("time"), day: text("day"), who: text("who"), asked: text("asked"), shown: text("shown") },
    ...{ todo: text("todo"), settles: text("settles") },
  };
  const draft = { ...written, day: readDay(written.day)?.toString() ?? "", toDo: written.todo, settles: written.settles || null };
  const done = await writeEntry(asked.db, asked.person, at(asked), draft);
  return done.ok ? c.redirect(way(asked), 303) : showLog(c, asked, { entry: { written, refusal: done.refusal } });
});
export const endLog = route("post", `${one}/close`, keepOne, async (c, asked) => {
  const said = String((await c.req.formData()).get("said") ?? "");
  const done = await closeLog(asked.db, asked.person, at(asked), said);
  return done.ok ? c.redirect(way(asked), 303) : showLog(c, asked, { closing: { said, refusal: done.refusal } });
});

export const logRoutes = [openLogs, beginLog, openOneLog, writeInLog, endLog];
