import { sayDay } from "../../language/period.ts";
import { type JudgedTarget, seriesOf } from "../../measures/index.server.ts";
import { today } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import type { PartRow } from "../parts/part.store.ts";
import { loadKpis, nameTarget, sayKpi } from "../plans/kpi.ts";
import { targetsOf } from "./targets-of.rules.ts";
import { sayTrajectory, type Trajectory, trajectoryOf } from "./trajectory.rules.ts";

export type StandingOfPart = {
  readonly kpis: readonly string[];
  readonly trajectories: readonly Trajectory[];
  /** Each target once, for whoever reviews now: beside its straight line where there is one. */
  readonly told: readonly string[];
};
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
    const known = series.get(judged.target.id);
    return isPast && known && known.due > day && known.values.some(({ on }) => on === known.due)
      ? `${nameTarget(judged)}. Its value was not known yet on ${sayDay(day)}.`
      : sayKpi(judged);
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
      const told = (id: string) => {
        const line = trajectories.get(id);
        return line && line.byNow !== null ? `${line.name}. ${sayTrajectory(line)}` : say(kpis.get(id));
      };
      const lines = ids.flatMap((id) => trajectories.get(id) ?? []);
      return [part.id, { kpis: ids.map((id) => say(kpis.get(id))), trajectories: lines, told: ids.map(told) }];
    }),
  );
}
