import type { Context } from "hono";
import { loadStanding } from "../diagnose/index.server.ts";
import { sayDay } from "../language/period.ts";
import { frameOf, halfTermOf, listMeetings, placeOfTrust, regionLeads, today } from "../organisation/index.server.ts";
import { mayOpenTrust, maySeeStanding, organisationPaths } from "../organisation/index.ts";
import { may } from "../platform/access/access.rules.ts";
import { inOneLook } from "../platform/database/change.ts";
import { type Asked, allow, page, route } from "../platform/web/route.tsx";
import { toCsv, toXlsx } from "../platform/web/spreadsheet.ts";
import { type DashboardFilters, dashboardFacts, dashboardTable } from "./dashboard.facts.ts";
import { StandingView } from "./standing.view.tsx";

async function load(c: Context, asked: Asked) {
  const { person, place, trust } = asked;
  const sort = c.req.query("sort");
  const filters: DashboardFilters = {
    region: c.req.query("region") || undefined,
    phase: c.req.query("phase") || undefined,
    sort: sort === "category" || sort === "clock" ? sort : "name",
  };
  return inOneLook(asked.db, person, async (look) => {
    const day = today(look);
    const [standing, leads, meetings, halfTerm] = await Promise.all([
      loadStanding(look),
      regionLeads(look),
      listMeetings(look),
      halfTermOf(look, day),
    ]);
    // A person sees the academies of their scope: those their role covers, and no count of the others.
    const visible = ([unitId, regionId]: readonly (string | null)[]) =>
      unitId != null &&
      may(maySeeStanding, person, { trustId: trust.trustId, unitId, within: [place.unitId, ...(regionId ? [regionId] : [])] });
    const next = meetings.filter(({ heldOn }) => heldOn >= day).at(-1);
    return {
      filters,
      facts: standing && dashboardFacts(standing, trust.slug, visible, filters, leads, asked.words),
      halfTerm,
      day,
      next,
    };
  });
}

const place = allow(mayOpenTrust, placeOfTrust);

export const overview = route("get", "/:trust{[a-z][a-z0-9-]+}", place, async (c, asked) => {
  const { facts, filters, halfTerm, day, next } = await load(c, asked);
  if (!facts) return c.notFound();
  return page(
    c,
    <StandingView
      frame={frameOf(asked, "standing")}
      facts={facts}
      filters={filters}
      halfTerm={halfTerm ? `${halfTerm.name}, ${halfTerm.schoolYear}` : "Today is in no half-term"}
      today={sayDay(day)}
      nextMeeting={next && sayDay(next.heldOn)}
      words={asked.words}
      calendar={organisationPaths.calendar(asked.trust.slug)}
      self={`/${asked.trust.slug}/standing`}
    />,
  );
});
export const overviewByName = { ...overview, path: "/:trust/standing" };

export const overviewCsv = route("get", "/:trust/standing.csv", place, async (c, asked) => {
  const { facts, day } = await load(c, asked);
  if (!facts) return c.notFound();
  return c.body(toCsv(dashboardTable(facts, asked.words)), 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="standing-${day}.csv"`,
  });
});
export const overviewXlsx = route("get", "/:trust/standing.xlsx", place, async (c, asked) => {
  const { facts, day } = await load(c, asked);
  if (!facts) return c.notFound();
  return c.body(toXlsx("Standing", dashboardTable(facts, asked.words)), 200, {
    "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "Content-Disposition": `attachment; filename="standing-${day}.xlsx"`,
  });
});
