import { sayDay } from "../../language/period.ts";
import { sayPeriod } from "../../language/school-year.ts";
import { type JudgedTarget, seriesOf } from "../../measures/index.server.ts";
import { today } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import type { PartRow } from "../parts/part.store.ts";
import { loadKpis, nameTarget, sayKpi } from "../plans/kpi.ts";
import { targetsOf } from "./targets-of.rules.ts";
import { type Trajectory, trajectoryOf } from "./trajectory.rules.ts";

export type StandingOfPart = { readonly kpis: readonly string[]; readonly trajectories: readonly Trajectory[] };
/**
 * How the targets of each of these parts stand on a day: in sentences that can be kept, and beside their straight lines. Of a day that is
 * past, only by the periods that were over by then.
 */
export async function standingOf(
  look: Look,
  plan: { readonly begins: string },
  living: readonly PartRow[],
  parts: readonly PartRow[],
  day: string,
): Promise<ReadonlyMap<string, StandingOfPart>> {
  const of = new Map(parts.map((part) => [part.id, targetsOf(living, part)]));
  const wanted = [...new Set([...of.values()].flat())];
  const kpis = wanted.length === 0 ? new Map() : await loadKpis(look, wanted);
  const series = await seriesOf(look, [...kpis.values()]);
  const isPast = day < today(look);
  const say = (judged: JudgedTarget) => {
    const value = series.get(judged.target.id)?.values.find(({ of }) => of === sayPeriod(judged.target.period));
    return isPast && value && value.on > day ? `${nameTarget(judged)}. Its value was not known yet on ${sayDay(day)}.` : sayKpi(judged);
  };
  const trajectories = new Map(
    [...kpis.values()].flatMap((judged) => {
      const { target, measure, standing } = judged;
      const known = series.get(target.id);
      if (!known || measure.better === "neither") return [];
      const facts = { target: target.id, name: nameTarget(judged), unit: measure.unit, decimals: measure.decimals, better: measure.better };
      const values = isPast ? known.values.filter(({ on }) => on <= day) : known.values;
      return [[target.id, trajectoryOf({ ...facts, needs: standing.needs, due: known.due, values }, plan, day)] as const];
    }),
  );
  return new Map(
    parts.map((part) => {
      const ids = [...new Set(of.get(part.id))].filter((id) => kpis.has(id));
      return [part.id, { kpis: ids.map((id) => say(kpis.get(id))), trajectories: ids.flatMap((id) => trajectories.get(id) ?? []) }];
    }),
  );
}
