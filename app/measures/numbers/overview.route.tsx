import type { Context } from "hono";
import { isPupilGroup, type PupilGroup } from "../../language/pupil-group.ts";
import { readPeriod } from "../../language/school-year.ts";
import { trustFigures } from "../../national/index.server.ts";
import { measureFamilies } from "../../national/index.ts";
import { frameOf, listAcademies, placeOfTrust, today, uidOfTrust } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { knownOrRead } from "../../platform/database/known.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { coveredOf } from "../covered.rules.ts";
import { paths } from "../paths.ts";
import { familyTables, periodsOf, summariesOf } from "./numbers.rules.ts";
import { NumbersView } from "./overview.view.tsx";

/** The academies whose numbers somebody sees, and whether they are all that the trust has. */
export async function academiesSeen({ db, person, chain, place }: Asked) {
  const { academies, uid } = await knownOrRead(db, { ...person, chain }, "academies", async (look) => {
    const [academies, uid] = await Promise.all([listAcademies(look, today(look)), uidOfTrust(look)]);
    return { academies, uid };
  });
  const seen = coveredOf(person, place, academies).sort((a, b) => a.name.localeCompare(b.name));
  return { seen, whole: seen.length === academies.length, uid };
}

/** The group and the period that an address asks for: all pupils and no period where it says nothing that there is. */
export function askedOf(c: Context): { group: PupilGroup; period: number | undefined } {
  const group = c.req.query("group") ?? "";
  return { group: isPupilGroup(group) ? group : "all", period: readPeriod(c.req.query("period") ?? "") };
}

export const numbers = route("get", paths.pattern.home, allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const { seen, whole, uid } = await academiesSeen(asked);
  const chosen = askedOf(c);
  const figures = await trustFigures(
    asked.db.pool,
    seen.map(({ urn }) => urn),
    {
      measures: measureFamilies.flatMap(({ headline }) => headline),
      groups: [...new Set<PupilGroup>(["all", chosen.group])],
      ...(whole && uid !== undefined ? { uid } : {}),
    },
  );
  const periods = periodsOf(figures);
  const period = chosen.period !== undefined && periods.includes(chosen.period) ? chosen.period : undefined;
  const tables = familyTables(measureFamilies, seen, figures, chosen.group, period);
  return page(
    c,
    <NumbersView
      frame={frameOf(asked, "measures")}
      slug={asked.trust.slug}
      words={asked.words}
      tables={tables}
      summaries={summariesOf(tables, figures)}
      periods={periods}
      groups={["all", "disadvantaged", "not-disadvantaged", "boys", "girls", "prior-low", "prior-middle", "prior-high", "eal"]}
      asked={{ group: chosen.group, period }}
      whole={whole}
    />,
  );
});
