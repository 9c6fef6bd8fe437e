import { z } from "zod";
import { placeOfTrust } from "../organisation/index.server.ts";
import { mayOpenTrust } from "../organisation/index.ts";
import { type AskedByToken, apiRead } from "../platform/web/api.ts";
import { allow } from "../platform/web/route.tsx";
import { toCsv } from "../platform/web/spreadsheet.ts";
import { type DashboardFacts, dashboardFacts, dashboardTable, scopeOf, type TrustRows } from "./dashboard.facts.ts";
import { loadTrustRows } from "./dashboard.store.ts";

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
            self: z.string().nullable().describe("The level the academy gives itself; null where it has not"),
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

const factsOf = (asked: AskedByToken, rows: TrustRows): DashboardFacts =>
  dashboardFacts(rows, scopeOf(asked, rows), { sort: "name" }, asked.words);

export const apiDashboard = apiRead(
  "/api/v1/:trust/dashboard",
  allow(mayOpenTrust, placeOfTrust),
  { says: "Where every academy of your scope stands", tag: "Reports", answer, table: true },
  {
    load: (look, { trust = "" }) => loadTrustRows(look, trust),
    steadyFor: (asked, rows) => [...scopeOf(asked, rows)].join(),
    show: (asked, rows) => {
      const facts = factsOf(asked, rows);
      return {
        asOf: rows.today,
        edition: { id: rows.edition.id, number: rows.edition.number },
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
              self: cell.own?.levelKey ?? null,
            })),
            category: row.decided ?? null,
            recommended: row.recommended ?? null,
            recommendation: row.recommendationSentence,
            wayOn: row.wayOn,
            monthsLeft: row.months ?? null,
          })),
      };
    },
    csv: (asked, rows) => toCsv(dashboardTable(factsOf(asked, rows), asked.words)),
  },
);
