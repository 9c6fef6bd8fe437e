import { type AcademyRow, today, trustUnit } from "../../organisation/index.server.ts";
import { may, type Person } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import { mayEnterFigures, maySignOff } from "../permissions.rules.ts";
import { considerEntry, stateOf, stateWords } from "./cycle.rules.ts";
import { cycleAcademies, listCycles } from "./cycle.store.ts";

export type OwedFigures = {
  readonly cycleId: string;
  readonly name: string;
  readonly due: string;
  readonly urn: number;
  readonly academy: string;
  readonly says: string;
};
/** The collections of figures that are open and that somebody owes: those of the academies whose figures they sign off. */
export async function figuresOwedBy(look: Look, person: Person, academies: readonly AcademyRow[]): Promise<OwedFigures[]> {
  const trust = await trustUnit(look);
  const mine = academies.filter(({ unitId, regionId }) => {
    const place = { trustId: look.trustId, unitId, within: [regionId, trust].filter((unit) => unit !== null) };
    return may(maySignOff, person, place) && may(mayEnterFigures, person, place);
  });
  if (mine.length === 0) return [];
  const [cycles, taking, day] = [await listCycles(look), await cycleAcademies(look), today(look)];
  return cycles.flatMap((cycle) =>
    mine.flatMap(({ unitId, urn, name }) => {
      const one = taking.find((row) => row.cycleId === cycle.id && row.unitId === unitId);
      if (!one || !considerEntry(cycle, one.last ?? undefined, day).ok) return [];
      const expected = cycle.measures.length * cycle.groups.length;
      const says = `${one.filled} of ${expected} figures, ${stateWords[stateOf(expected, one.filled, one.last ?? undefined)]}`;
      return [{ cycleId: cycle.id, name: cycle.name, due: cycle.due, urn, academy: name, says }];
    }),
  );
}
