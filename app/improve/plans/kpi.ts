import { sayPupilGroup } from "../../language/pupil-group.ts";
import { sayPeriod } from "../../language/school-year.ts";
import { type JudgedTarget, judgeTargets, listTargets } from "../../measures/index.server.ts";
import { lastDayOf, sayStanding, sayTarget } from "../../measures/index.ts";
import { listAcademies, loadCalendar, today, trustUnit } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import type { KnownTarget } from "../parts/part.rules.ts";
import type { PlanRow } from "./plan.store.ts";

/** A target in a phrase: of which measure, for whom, until when, and what it asks. */
export const nameTarget = ({ target, measure }: JudgedTarget): string =>
  `${measure.name}, ${sayPupilGroup(target.group)}, ${sayPeriod(target.period)} (${target.unit}): ${sayTarget(target, measure)}`;
/** How a target stands, in a sentence that can be kept. */
export const sayKpi = (judged: JudgedTarget): string => `${nameTarget(judged)}. ${sayStanding(judged.standing, judged.measure)}`;
/** Whether there is anything to judge it by, or its time is still to come. */
export const isValued = ({ standing }: JudgedTarget): boolean => standing.kind !== "cannot-say" || standing.why.kind === "to-come";

type Planned = Pick<PlanRow, "unitId" | "unitKind" | "begins">;
/** Which targets a plan may name: its own unit's, those of what lies within it, and the trust's, which everybody sees. */
async function mayName(look: Look, plan: Planned): Promise<(target: JudgedTarget["target"]) => boolean> {
  if (plan.unitKind === "trust") return () => true;
  const academies = plan.unitKind === "region" ? await listAcademies(look, today(look)) : [];
  const units = new Set([plan.unitId, ...academies.filter(({ regionId }) => regionId === plan.unitId).map(({ unitId }) => unitId)]);
  return ({ unitId, unitKind }) => unitKind === "trust" || units.has(unitId);
}

export type NameableTarget = KnownTarget & { readonly judged: JudgedTarget };
/**
 * The targets that the parts of a plan may name, each with what speaks against it; those that they name already stay as they are. Of all,
 * or of the one that is `wanted`.
 */
export async function loadNameable(
  look: Look,
  plan: Planned,
  named: readonly (string | null)[],
  wanted?: string,
): Promise<ReadonlyMap<string, NameableTarget>> {
  const [targets, may, calendar] = await Promise.all([
    listTargets(look),
    mayName(look, plan),
    trustUnit(look).then((unit) => loadCalendar(look, unit)),
  ]);
  const judged = await judgeTargets(
    look,
    targets.filter((target) => (wanted === undefined || target.id === wanted) && (named.includes(target.id) || may(target))),
  );
  return new Map(
    judged.map((one) => {
      const kept = named.includes(one.target.id);
      const over = !kept && lastDayOf(one.target.period, calendar) < plan.begins;
      return [one.target.id, { judged: one, measure: one.measure.name, valued: isValued(one), over }];
    }),
  );
}

/** Each of these targets as it stands now, those of a unit, or all of them. */
export async function loadKpis(
  look: Look,
  of: readonly (string | null)[] | { readonly unitId: string } | "all",
): Promise<ReadonlyMap<string, JudgedTarget>> {
  if (Array.isArray(of) && of.every((id) => id === null)) return new Map();
  const isWanted = ({ id, unitId }: JudgedTarget["target"]) => of === "all" || ("unitId" in of ? unitId === of.unitId : of.includes(id));
  const judged = await judgeTargets(look, (await listTargets(look)).filter(isWanted));
  return new Map(judged.map((one) => [one.target.id, one]));
}
