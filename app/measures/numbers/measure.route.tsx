import type { PupilGroup } from "../../language/pupil-group.ts";
import { distributionOf, trustFigures } from "../../national/index.server.ts";
import { measureByCode, type SchoolValue } from "../../national/index.ts";
import { frameOf, placeOfTrust } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { allow, page, refusal, route } from "../../platform/web/route.tsx";
import { paths } from "../paths.ts";
import { academiesSeen, askedOf } from "./asked.ts";
import { MeasureView } from "./measure.view.tsx";
import { periodsOf } from "./numbers.rules.ts";

/** One measure: every school in England with the trust's marked, the trend, the groups, and where each figure stands. */
export const measurePage = route("get", paths.pattern.measure, allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const measure = measureByCode(c.req.param("measure") ?? "");
  if (!measure) return refusal(c, "absent", asked.session, asked.house);
  const { seen, whole, uid } = await academiesSeen(asked);
  const figures = await trustFigures(
    asked.db.pool,
    seen.map(({ urn }) => urn),
    { measures: [measure.code], ...(whole && uid !== undefined ? { uid } : {}) },
  );
  const chosen = askedOf(c);
  const periods = periodsOf(figures);
  const period = chosen.period !== undefined && periods.includes(chosen.period) ? chosen.period : periods[0];
  const now = figures.filter((figure) => figure.period === period);
  const figure = now.find(({ group }) => group === chosen.group);
  const crowds = period === undefined ? [] : await distributionOf(asked.db.pool, { measure: measure.code, period, group: chosen.group });
  const strata = strataOf(figure?.schools ?? []);
  const wanted = Number(c.req.query("among") ?? "");
  const stratum = strata.includes(wanted) ? wanted : strata[0];
  return page(
    c,
    <MeasureView
      frame={frameOf(asked, "measures")}
      slug={asked.trust.slug}
      words={asked.words}
      measure={measure}
      academies={seen}
      figures={figures}
      period={period}
      periods={periods}
      group={chosen.group}
      groups={[...new Set<PupilGroup>(["all", ...now.map(({ group }) => group)])]}
      strata={strata}
      stratum={stratum}
      crowd={crowds.find((crowd) => crowd.stratum === stratum)}
      whole={whole}
    />,
  );
});

/** The kinds of school that these values are ranked among, the most frequent first. */
function strataOf(values: readonly SchoolValue[]): number[] {
  const counts = Map.groupBy(
    values.flatMap(({ population }) => population ?? []),
    ({ stratum }) => stratum,
  );
  return [...counts].sort(([, a], [, b]) => b.length - a.length).map(([stratum]) => stratum);
}
