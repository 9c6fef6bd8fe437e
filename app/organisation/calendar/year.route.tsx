import type { Context } from "hono";
import type { Place } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, type Route, route } from "../../platform/web/route.tsx";
import { frameOf } from "../frame.ts";
import { paths } from "../paths.ts";
import { mayArrangeTrust } from "../people/permissions.rules.ts";
import { type AcademyRow, placeOfAcademy, placeOfTrust } from "../trust.store.ts";
import { typicalCalendar } from "./calendar.content.ts";
import { calendarOf, showCalendar } from "./calendar.route.tsx";
import { type CalendarRefusal, type CalendarYear, suggestNext, yearAfter, yearToAdd } from "./calendar.rules.ts";
import { sayCalendarRefusal } from "./calendar.words.ts";
import { removeYear, saveYear } from "./change-calendar.ts";
import { considerRemoval } from "./consider-calendar.rules.ts";
import { readYear, refusalInForm, writtenFrom } from "./year.form.ts";
import { YearView } from "./year.view.tsx";

const academyOf = (asked: Asked) => (asked.place as Place & { academy?: AcademyRow }).academy;
const yearOf = (c: Context) => (c.req.param("year") ?? "").replace("-", "/");

/** What the form of a year that is not kept yet begins with. */
function suggested(last: CalendarYear | undefined, schoolYear: string): CalendarYear {
  const empty = { schoolYear, firsts: [], last: "", inset: [] };
  return last ? suggestNext(last) : (typicalCalendar().years.find((year) => year.schoolYear === schoolYear) ?? empty);
}

type Back = ReturnType<typeof readYear> & { refused: readonly CalendarRefusal[] };
async function showYear(c: Context, asked: Asked, back?: Back) {
  const schoolYear = yearOf(c);
  const academy = academyOf(asked);
  const { own, years, today } = await inOneLook(asked.db, asked.person, (look) => calendarOf(look, asked.place));
  const kept = years.find((year) => year.schoolYear === schoolYear);
  const crossed = back?.refused.some(({ kind }) => kind === "crossed");
  // Only years of its own, and the one that comes next, can be changed; what somebody wrote is shown whatever happened meanwhile.
  if (!back && (!own || (!kept && schoolYear !== yearToAdd(years.at(-1), today)))) return c.notFound();
  const facts = { kept: years, today, keepsBegun: academy === undefined };
  const theirs = crossed
    ? { theirs: kept, yours: back?.draft.firsts.every(Boolean) && back.draft.last ? back.draft : undefined }
    : undefined;
  return page(
    c,
    <YearView
      frame={frameOf(asked, "settings")}
      slug={asked.trust.slug}
      academy={academy}
      schoolYear={schoolYear}
      kept={kept !== undefined}
      version={back && !crossed ? back.version : (kept?.version ?? 0)}
      written={back?.written ?? writtenFrom(kept ?? suggested(years.at(-1), schoolYear))}
      nextFirst={years.find((year) => year.schoolYear === yearAfter(schoolYear))?.firsts[0]}
      removable={own && considerRemoval(facts, schoolYear).ok}
      token={asked.session.formToken}
      refusals={back ? [...back.refusals, ...back.refused.map((refusal) => refusalInForm(refusal, schoolYear))] : []}
      crossed={theirs}
    />,
    back ? (crossed ? 409 : 422) : 200,
  );
}

async function keepYear(c: Context, asked: Asked) {
  const read = readYear(await c.req.formData(), yearOf(c));
  if (read.refusals.length) return showYear(c, asked, { ...read, refused: [] });
  const saved = await saveYear(asked.db, asked.person, asked.place.unitId, read.draft, read.version);
  // A form sent twice finds its own year kept: the second is answered as the first was.
  return saved.ok || saved.refusal.some(({ kind }) => kind === "nothing-changes")
    ? c.redirect(paths.calendar(asked.trust.slug, academyOf(asked)?.urn), 303)
    : showYear(c, asked, { ...read, refused: saved.refusal });
}

async function dropYear(c: Context, asked: Asked) {
  const removed = await removeYear(asked.db, asked.person, asked.place.unitId, yearOf(c));
  return removed.ok
    ? c.redirect(paths.calendar(asked.trust.slug, academyOf(asked)?.urn), 303)
    : showCalendar(c, asked, { refusals: removed.refusal.map((refusal) => ({ field: "", text: sayCalendarRefusal(refusal) })) });
}

const arrangeAll = allow(mayArrangeTrust, placeOfTrust);
const arrangeOne = allow(mayArrangeTrust, (look: Look, params: Record<string, string>) => placeOfAcademy(look, params.urn));

export const yearRoutes: readonly Route[] = [
  { base: "/:trust/organisation/calendar", arrange: arrangeAll },
  { base: "/:trust/organisation/calendar/:urn{[0-9]{6}}", arrange: arrangeOne },
].flatMap(({ base, arrange }) => [
  route("get", `${base}/years/:year{20[0-9]{2}-[0-9]{2}}`, arrange, async (c, asked) => showYear(c, asked)),
  route("post", `${base}/years/:year{20[0-9]{2}-[0-9]{2}}`, arrange, keepYear),
  route("post", `${base}/years/:year{20[0-9]{2}-[0-9]{2}}/remove`, arrange, dropYear),
]);
