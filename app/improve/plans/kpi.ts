import { sayPupilGroup } from "../../language/pupil-group.ts";
import { sayPeriod } from "../../language/school-year.ts";
import { type JudgedTarget, judgeTargets, listTargets } from "../../measures/index.server.ts";
import { sayStanding, sayTarget } from "../../measures/index.ts";
import type { Look } from "../../platform/database/change.ts";

/** A target in a phrase: of which measure, for whom, until when, and what it asks. */
export const nameTarget = ({ target, measure }: JudgedTarget): string =>
  `${measure.name}, ${sayPupilGroup(target.group)}, ${sayPeriod(target.period)} (${target.unit}): ${sayTarget(target, measure)}`;
/** How a target stands, in a sentence that can be kept. */
export const sayKpi = (judged: JudgedTarget): string => `${nameTarget(judged)}. ${sayStanding(judged.standing, judged.measure)}`;
/** Whether there is anything to judge it by, or its time is still to come. */
export const isValued = ({ standing }: JudgedTarget): boolean => standing.kind !== "cannot-say" || standing.why.kind === "to-come";

/** Each of these targets as it stands now, or all of them. */
export async function loadKpis(look: Look, ids?: readonly (string | null)[]): Promise<ReadonlyMap<string, JudgedTarget>> {
  if (ids?.every((id) => id === null)) return new Map();
  const targets = await listTargets(look);
  const judged = await judgeTargets(
    look,
    targets.filter(({ id }) => ids === undefined || ids.includes(id)),
  );
  return new Map(judged.map((one) => [one.target.id, one]));
}
