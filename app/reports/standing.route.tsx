import type { Context } from "hono";
import { hole } from "../design/house.tsx";
import { sayDay } from "../language/period.ts";
import { frameOf, halfTermOf, listMeetings, placeOfTrust, today } from "../organisation/index.server.ts";
import { mayOpenTrust, organisationPaths } from "../organisation/index.ts";
import { knownOrRead } from "../platform/database/known.ts";
import { type Asked, allow, pageAround, route } from "../platform/web/route.tsx";
import { toCsv, toXlsx } from "../platform/web/spreadsheet.ts";
import { type DashboardFilters, dashboardFacts, dashboardTable, scopeOf, type TrustRows } from "./dashboard.facts.ts";
import { loadTrustRows } from "./dashboard.store.ts";
import { StandingView, standingWritten } from "./standing.view.tsx";

function filtersOf(c: Context): DashboardFilters {
  const [sort, view] = [c.req.query("sort"), c.req.query("view")];
  return {
    region: c.req.query("region") || undefined,
    phase: c.req.query("phase") || undefined,
    sort: sort === "category" || sort === "clock" ? sort : "name",
    view: view === "self" || view === "difference" ? view : undefined,
  };
}

/** What the overview says of the whole trust, read once for each of its states. */
const loadOverview = ({ db, person, chain, trust }: Asked) =>
  knownOrRead(db, { ...person, chain }, "overview", async (look) => {
    const day = today(look);
    const [rows, meetings, halfTerm] = await Promise.all([loadTrustRows(look, trust.slug), listMeetings(look), halfTermOf(look, day)]);
    return { rows, meetings, halfTerm, day };
  });
type Overview = Awaited<ReturnType<typeof loadOverview>>;

async function load(c: Context, asked: Asked) {
  const { rows, day } = await loadOverview(asked);
  return { facts: rows && dashboardFacts(rows, scopeOf(asked, rows), filtersOf(c), asked.words), day };
}

// What was written of one state of a trust, by scope and filters; it goes with that state.
const mains = new WeakMap<Overview, Map<string, Uint8Array>>();
const mostMains = 50;

function mainOf(overview: Overview, rows: TrustRows, asked: Asked, filters: DashboardFilters): Uint8Array {
  const scope = scopeOf(asked, rows);
  const key = JSON.stringify([filters, [...scope]]);
  const known = mains.get(overview) ?? new Map<string, Uint8Array>();
  const before = known.get(key);
  if (before) return before;
  const { halfTerm, day, meetings } = overview;
  const next = meetings.filter(({ heldOn }) => heldOn >= day).at(-1);
  const main = standingWritten({
    facts: dashboardFacts(rows, scope, filters, asked.words),
    filters,
    halfTerm: halfTerm ? `${halfTerm.name}, ${halfTerm.schoolYear}` : "Today is in no half-term",
    today: sayDay(day),
    nextMeeting: next && sayDay(next.heldOn),
    words: asked.words,
    calendar: organisationPaths.calendar(asked.trust.slug),
    self: `/${asked.trust.slug}/standing`,
  });
  if (known.size >= mostMains) known.clear();
  mains.set(overview, known.set(key, main));
  return main;
}

const place = allow(mayOpenTrust, placeOfTrust);

export const overview = route("get", "/:trust{[a-z][a-z0-9-]+}", place, async (c, asked) => {
  const known = await loadOverview(asked);
  if (!known.rows) return c.notFound();
  const main = mainOf(known, known.rows, asked, filtersOf(c));
  return pageAround(c, <StandingView frame={frameOf(asked, "standing")} words={asked.words} />, hole.text, main);
});
export const overviewByName = { ...overview, path: "/:trust/standing" };

export const overviewCsv = route("get", "/:trust/standing.csv", place, async (c, asked) => {
  const { facts, day } = await load(c, asked);
  if (!facts) return c.notFound();
  return c.body(toCsv(dashboardTable(facts, asked.words, filtersOf(c).view)), 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="standing-${day}.csv"`,
  });
});
export const overviewXlsx = route("get", "/:trust/standing.xlsx", place, async (c, asked) => {
  const { facts, day } = await load(c, asked);
  if (!facts) return c.notFound();
  return c.body(toXlsx("Standing", dashboardTable(facts, asked.words, filtersOf(c).view)), 200, {
    "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "Content-Disposition": `attachment; filename="standing-${day}.xlsx"`,
  });
});
