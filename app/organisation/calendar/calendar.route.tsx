import type { Context } from "hono";
import { parse } from "yaml";
import type { FieldRefusal } from "../../design/house.tsx";
import { type Outcome, refuse } from "../../language/outcome.ts";
import { may, type Place } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, type Route, route } from "../../platform/web/route.tsx";
import { toCsv } from "../../platform/web/spreadsheet.ts";
import { frameOf } from "../frame.ts";
import { paths } from "../paths.ts";
import { mayArrangeTrust, mayOpenTrust, maySeeStanding } from "../people/permissions.rules.ts";
import { type AcademyRow, listAcademies, placeOfAcademy, placeOfTrust, today, trustUnit } from "../trust.store.ts";
import { academiesWithCalendar, loadCalendar } from "./calendar.store.ts";
import { CalendarView } from "./calendar.view.tsx";
import { sayCalendarRefusal, sayImport } from "./calendar.words.ts";
import { type CalendarFile, calendarTable, readCalendarCsv, readCalendarYaml, writeCalendarYaml } from "./calendar-file.form.ts";
import { followTrust, giveOwnCalendar, importCalendar } from "./change-calendar.ts";

const trusts = "/:trust/organisation/calendar";
const academys = "/:trust/organisation/calendar/:urn{[0-9]{6}}";
const academyOf = (asked: Asked) => (asked.place as Place & { academy?: AcademyRow }).academy;
const byUrn = (look: Look, params: Record<string, string>) => placeOfAcademy(look, params.urn);

/** The calendar that counts for a place, and whether it is its own. */
export async function calendarOf(look: Look, place: Place) {
  const [mine, trust] = [await loadCalendar(look, place.unitId), await trustUnit(look)];
  const own = place.unitId === trust || mine.length > 0;
  return { own, years: own ? mine : await loadCalendar(look, trust), today: today(look) };
}

type Back = { said?: readonly string[]; refusals?: readonly FieldRefusal[] };
export async function showCalendar(c: Context, asked: Asked, back: Back = {}) {
  const { person, place, trust } = asked;
  const academy = academyOf(asked);
  const shown = await inOneLook(asked.db, person, async (look) => ({
    ...(await calendarOf(look, place)),
    academies: academy ? [] : await listAcademies(look, today(look)),
    differing: await academiesWithCalendar(look),
  }));
  const within = (row: AcademyRow) => [place.unitId, ...(row.regionId ? [row.regionId] : [])];
  return page(
    c,
    <CalendarView
      frame={frameOf(asked, "settings")}
      slug={trust.slug}
      words={asked.words}
      today={shown.today}
      academy={academy}
      own={shown.own}
      years={shown.years}
      academies={shown.academies
        .filter((row) => may(maySeeStanding, person, { trustId: trust.trustId, unitId: row.unitId, within: within(row) }))
        .map(({ name, urn, unitId }) => ({ name, urn, own: shown.differing.has(unitId) }))}
      token={may(mayArrangeTrust, person, place) ? asked.session.formToken : undefined}
      said={back.said ?? []}
      refusals={back.refusals ?? []}
    />,
    back.refusals ? 422 : 200,
  );
}

async function download(c: Context, asked: Asked, kind: "csv" | "yaml") {
  const { years, today: day } = await inOneLook(asked.db, asked.person, (look) => calendarOf(look, asked.place));
  const named = academyOf(asked)?.name ?? asked.trust.name;
  const text = kind === "csv" ? toCsv(calendarTable(years)) : writeCalendarYaml(years, `The school calendar of ${named}`, day);
  return c.body(text, 200, {
    "Content-Type": kind === "csv" ? "text/csv; charset=utf-8" : "application/yaml; charset=utf-8",
    "Content-Disposition": `attachment; filename="calendar-${academyOf(asked)?.urn ?? asked.trust.slug}-${day}.${kind}"`,
  });
}

async function readFile(file: FormDataEntryValue | null): Promise<Outcome<CalendarFile, string[]>> {
  if (!(file instanceof File) || file.size === 0) return refuse(["Choose the file."]);
  if (file.size > 1_000_000) return refuse(["This file is over 1 MB, which no calendar needs. Choose the calendar's file."]);
  const text = await file
    .arrayBuffer()
    .then((bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes))
    .catch(() => undefined);
  if (text === undefined) return refuse(["This file is not text in UTF-8. Save it as “CSV UTF-8” or as YAML, then choose it again."]);
  if (!/\.ya?ml$/i.test(file.name)) return readCalendarCsv(text, `The file ${file.name}`.slice(0, 300));
  try {
    return readCalendarYaml(parse(text));
  } catch {
    return refuse(["This is not YAML. Export the calendar and change that file."]);
  }
}

async function takeIn(c: Context, asked: Asked) {
  const field = (text: string) => ({ field: "file", text });
  const read = await readFile((await c.req.formData()).get("file"));
  if (!read.ok) return showCalendar(c, asked, { refusals: read.refusal.map(field) });
  const taken = await importCalendar(asked.db, asked.person, asked.place.unitId, read.value.years, read.value.source);
  return taken.ok
    ? showCalendar(c, asked, { said: sayImport(taken.value) })
    : showCalendar(c, asked, { refusals: taken.refusal.map((refusal) => field(sayCalendarRefusal(refusal))) });
}

const seeAll = allow(mayOpenTrust, placeOfTrust);
const seeOne = allow(maySeeStanding, byUrn);
const arrangeAll = allow(mayArrangeTrust, placeOfTrust);
const arrangeOne = allow(mayArrangeTrust, byUrn);

const ownCalendar = route("post", `${academys}/own`, arrangeOne, async (c, asked) => {
  const given = await giveOwnCalendar(asked.db, asked.person, asked.place.unitId);
  return given.ok || given.refusal === "has-one"
    ? c.redirect(paths.calendar(asked.trust.slug, academyOf(asked)?.urn), 303)
    : showCalendar(c, asked, { refusals: [{ field: "", text: "The trust has no calendar to copy yet. Add a school year to it first." }] });
});

const follow = route("post", `${academys}/follow`, arrangeOne, async (c, asked) => {
  await followTrust(asked.db, asked.person, asked.place.unitId);
  return c.redirect(paths.calendar(asked.trust.slug, academyOf(asked)?.urn), 303);
});

export const calendarRoutes: readonly Route[] = [
  ...[
    { base: trusts, see: seeAll, arrange: arrangeAll },
    { base: academys, see: seeOne, arrange: arrangeOne },
  ].flatMap(({ base, see, arrange }) => [
    route("get", base, see, async (c, asked) => showCalendar(c, asked)),
    route("get", `${base}/calendar.csv`, see, async (c, asked) => download(c, asked, "csv")),
    route("get", `${base}/calendar.yaml`, see, async (c, asked) => download(c, asked, "yaml")),
    route("post", `${base}/import`, arrange, takeIn),
  ]),
  ownCalendar,
  follow,
];
