import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { PupilGroup } from "../../language/pupil-group.ts";
import { today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { type FigureRow, keepFigures, loadFigures, lockFigures } from "../own/own.store.ts";
import type { Counted } from "../own/own-figure.rules.ts";
import { considerEntry, type EntryRefusal } from "./cycle.rules.ts";
import { cycleAcademies, lockCycle } from "./cycle.store.ts";

/** A figure as somebody entered it, and the version they saw: 0 where none stood. */
export type Entry = Counted & { readonly measure: string; readonly group: PupilGroup; readonly seen: number };
export type EnterRefusal =
  | EntryRefusal
  | { readonly kind: "no-such-collection" }
  | { readonly kind: "crossed"; readonly theirs: readonly FigureRow[] };

const same = (a: Counted, b: Counted) =>
  a.value === b.value && a.missing === b.missing && a.numerator === b.numerator && a.denominator === b.denominator;

/** Keeps what an academy enters in a collection, all of it or nothing; answers how many figures are new or changed. */
export function enterFigures(
  db: Database,
  by: Person,
  at: { readonly cycleId: string; readonly unitId: string },
  entries: readonly Entry[],
): Promise<Outcome<number, EnterRefusal>> {
  return inOneChange<number, EnterRefusal>(db, by, async (change) => {
    const cycle = await lockCycle(change, at.cycleId);
    const academy = (await cycleAcademies(change, at.cycleId)).find(({ unitId }) => unitId === at.unitId);
    if (!cycle || !academy) return refuse({ kind: "no-such-collection" });
    const open = considerEntry(cycle, academy.last ?? undefined, today(change));
    if (!open.ok) return open;
    await lockFigures(change);
    const standing = await loadFigures(change, {
      units: [at.unitId],
      measures: cycle.measures,
      periods: [cycle.period],
      groups: cycle.groups,
    });
    const of = (entry: Entry) => standing.find(({ measure, group }) => measure === entry.measure && group === entry.group);
    const asked = entries.filter(({ measure, group }) => cycle.measures.includes(measure) && cycle.groups.includes(group));
    const different = asked.filter((entry) => {
      const before = of(entry);
      return !before || !same(before, entry);
    });
    const crossed = different.flatMap((entry) => {
      const before = of(entry);
      return before && before.version !== entry.seen ? [before] : [];
    });
    if (crossed.length > 0) return refuse({ kind: "crossed", theirs: crossed });
    const figures = different.map(({ seen: _seen, ...entry }) => ({
      ...entry,
      unitId: at.unitId,
      period: cycle.period,
      version: (of({ ...entry, seen: 0 })?.version ?? 0) + 1,
    }));
    if (figures.length > 0) await keepFigures(change, { kind: "page", by: by.personId, cycleId: cycle.id }, figures);
    change.record({ kind: "measures.figures-entered", detail: { cycle: cycle.id, unit: at.unitId, figures: figures.length } });
    return accept(figures.length);
  });
}
