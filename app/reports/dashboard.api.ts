import { z } from "zod";
import { loadStanding } from "../diagnose/index.server.ts";
import { placeOfTrust, regionLeads } from "../organisation/index.server.ts";
import { mayOpenTrust } from "../organisation/index.ts";
import { type AskedByToken, apiRead } from "../platform/web/api.ts";
import { allow } from "../platform/web/route.tsx";
import { toCsv } from "../platform/web/spreadsheet.ts";
import { type DashboardFacts, dashboardFacts, dashboardTable, scopeOf, type TrustRows, trustRows } from "./dashboard.facts.ts";

const named = z.strictObject({ key: z.string(), name: z.string() });
const answer = z.strictObject({
  asOf: z.iso.date(),
  edition: z.strictObject({ id: z.uuid(), number: z.number().int() }),
  indicators: z.array(z.strictObject({ key: z.string(), title: z.string() })),
  levels: z.array(named),
  academies: z.array(
    z.strictObject({
      urn: z.number().int(),
      name: z.string(),
      phase: z.string(),
      region: z.string().nullable(),
      cells: z
        .array(
          z.strictObject({
            level: z.string().nullable().describe("null where the indicator is not judged"),
            direction: z.enum(["improving", "steady", "declining"]).nullable(),
            ageDays: z.number().int().nullable(),
            stale: z.boolean(),
            canShare: z.boolean(),
            disputed: z.boolean().describe("The academy's own view differs"),
          }),
        )
        .describe("In the order of the indicators"),
      category: named.nullable().describe("Decided by the board, and held today"),
      recommended: named.nullable().describe("What the judgements give; null until all are judged"),
      recommendation: z.string(),
      wayOn: z.string(),
      monthsLeft: z.number().int().nullable().describe("Of the years to the highest category; negative when past"),
    }),
  ),
});

type Loaded = { standing: NonNullable<Awaited<ReturnType<typeof loadStanding>>>; leads: Awaited<ReturnType<typeof regionLeads>> };

const made = new WeakMap<Loaded, TrustRows>();
function rowsFor({ trust, words }: AskedByToken, loaded: Loaded): TrustRows {
  const rows = made.get(loaded) ?? trustRows(loaded.standing, trust.slug, loaded.leads, words);
  made.set(loaded, rows);
  return rows;
}

function factsOf(asked: AskedByToken, loaded: Loaded): DashboardFacts {
  const rows = rowsFor(asked, loaded);
  return dashboardFacts(rows, scopeOf(asked, rows), { sort: "name" }, asked.words);
}

export const apiDashboard = apiRead(
  "/api/v1/:trust/dashboard",
  allow(mayOpenTrust, placeOfTrust),
  { says: "Where every academy of your scope stands", tag: "Reports", answer, table: true },
  {
    load: async (look) => {
      const [standing, leads] = await Promise.all([loadStanding(look), regionLeads(look)]);
      return standing && { standing, leads };
    },
    steadyFor: (asked, loaded) => [...scopeOf(asked, rowsFor(asked, loaded))].join(),
    show: (asked, loaded) => {
      const facts = factsOf(asked, loaded);
      const { edition } = loaded.standing;
      return {
        asOf: loaded.standing.today,
        edition: { id: edition.id, number: edition.number },
        indicators: facts.edition.indicators.map(({ key, title }) => ({ key, title })),
        levels: facts.edition.levels.map(({ key, name }) => ({ key, name })),
        academies: facts.groups
          .flatMap(({ rows }) => rows)
          .map((row) => ({
            urn: row.urn,
            name: row.name,
            phase: row.phase,
            region: row.regionName,
            cells: row.cells.map((cell) => ({
              level: cell.levelKey ?? null,
              direction: cell.direction ?? null,
              ageDays: cell.ageDays ?? null,
              stale: cell.stale,
              canShare: cell.canShare,
              disputed: cell.disputed,
            })),
            category: row.decided ?? null,
            recommended: row.recommended ?? null,
            recommendation: row.recommendationSentence,
            wayOn: row.wayOn,
            monthsLeft: row.months ?? null,
          })),
      };
    },
    csv: (asked, loaded) => toCsv(dashboardTable(factsOf(asked, loaded), asked.words)),
  },
);
