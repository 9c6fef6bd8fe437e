import type { Context } from "hono";
import type { PupilGroup } from "../../language/pupil-group.ts";
import { trustFigures } from "../../national/index.server.ts";
import { measureFamilies } from "../../national/index.ts";
import { type AcademyRow, frameOf, listAcademies, placeOfTrust, today } from "../../organisation/index.server.ts";
import { mayOpenTrust, maySeeStanding } from "../../organisation/index.ts";
import { may, type Place } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { progressOf } from "../collections/cycle.route.tsx";
import { listCycles } from "../collections/cycle.store.ts";
import { countFigures, loadFigures } from "../own/own.store.ts";
import { paths } from "../paths.ts";
import { judgeTargets } from "../targets/judge-targets.ts";
import { targetsFor } from "../targets/target.route.tsx";
import { academiesSeen, askedOf } from "./asked.ts";
import { familyTables, periodsOf, type Region, regionsOf, summariesOf } from "./numbers.rules.ts";
import { NumbersView, type Shown } from "./overview.view.tsx";
import { ownTable } from "./own-table.rules.ts";

/** What is asked of the trust's own figures now: open collections, targets as they stand, and the newest figures by measure. */
const loadNow = (asked: Asked, academies: readonly AcademyRow[], group: PupilGroup) =>
  inOneLook(asked.db, asked.person, async (look) => {
    const day = today(look);
    const units = academies.map(({ unitId }) => unitId);
    const [figures, counts, cycles, targets] = await Promise.all([
      loadFigures(look, { units, groups: [group] }),
      countFigures(look, units),
      listCycles(look),
      targetsFor(look, asked),
    ]);
    const open = cycles.filter(({ opens, locks }) => opens <= day && locks >= day);
    const [progress, judged] = await Promise.all([progressOf(look, open, academies), judgeTargets(look, targets)]);
    return {
      figures,
      now: {
        cycles: progress.filter((one) => one.progress.length > 0),
        judged,
        own: { measures: new Set(counts.map(({ measure }) => measure)).size, figures: counts.reduce((sum, one) => sum + one.figures, 0) },
      },
    };
  });

/** What a page of numbers is about: the academies somebody sees, or those of one region. */
type About = {
  readonly seen: readonly AcademyRow[];
  /** The trust in the national register, where what is pooled is all of it. */
  readonly uid?: number | undefined;
  readonly region?: Region;
};

async function show(c: Context, asked: Asked, { seen, uid, region }: About, more: Pick<Shown, "whole" | "inRegister" | "regions">) {
  const chosen = askedOf(c);
  const [figures, { figures: own, now }] = await Promise.all([
    trustFigures(
      asked.db.pool,
      seen.map(({ urn }) => urn),
      {
        measures: measureFamilies.flatMap(({ headline }) => headline),
        groups: [...new Set<PupilGroup>([chosen.group, "disadvantaged", "not-disadvantaged"])],
        ...(uid === undefined ? {} : { uid }),
      },
    ),
    loadNow(asked, seen, chosen.group),
  ]);
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
      own={ownTable(seen, own)}
      now={now}
      unitId={region?.id ?? asked.place.unitId}
      region={region}
      {...more}
    />,
  );
}

export const numbers = route("get", paths.pattern.home, allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const { seen, whole, uid } = await academiesSeen(asked);
  const regions = regionsOf(seen).filter(({ id }) => may(maySeeStanding, asked.person, placeOfUnit(asked.place, id)));
  return show(c, asked, { seen, uid: whole ? uid : undefined }, { whole, inRegister: uid !== undefined, regions });
});

const placeOfUnit = ({ trustId, unitId: trust }: Place, unitId: string): Place => ({ trustId, unitId, within: [trust] });

/** A region that has academies today, as a place. */
async function placeOfRegion(look: Look, params: Record<string, string>) {
  const [trust, academies] = await Promise.all([placeOfTrust(look), listAcademies(look, today(look))]);
  const region = regionsOf(academies).find(({ id }) => id === params.region);
  if (!region) return undefined;
  const seen = academies.filter(({ regionId }) => regionId === region.id);
  return { ...placeOfUnit(trust, region.id), region, seen };
}

/** The numbers of one region's academies together, for whoever sees the region. */
export const regionNumbers = route("get", paths.pattern.region, allow(maySeeStanding, placeOfRegion), async (c, asked) => {
  const { region, seen } = asked.place as NonNullable<Awaited<ReturnType<typeof placeOfRegion>>>;
  return show(c, asked, { seen, region }, { whole: false, inRegister: false, regions: [] });
});
