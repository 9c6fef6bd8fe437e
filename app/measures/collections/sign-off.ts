import { createHash } from "node:crypto";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { type FigureRow, loadFigures, lockFigures } from "../own/own.store.ts";
import { considerEntry, considerSignOff, type ReopenRefusal, type SignOffRefusal } from "./cycle.rules.ts";
import { addSignOff, cycleAcademies, lockCycle, signOffs } from "./cycle.store.ts";

type At = { readonly cycleId: string; readonly unitId: string };

/** What somebody sees before they sign it off, as a mark: it differs when any figure has another version. */
export const markOf = (figures: readonly FigureRow[]): string =>
  createHash("sha256")
    .update(JSON.stringify(figures.map(({ measure, group, version }) => [measure, group, version]).sort()))
    .digest("hex")
    .slice(0, 32);

/** Signs an academy's figures of a collection off, as its signer saw them. */
export function signOff(db: Database, by: Person, at: At, seen: string): Promise<Outcome<undefined, SignOffRefusal>> {
  return inOneChange<undefined, SignOffRefusal>(db, by, async (change) => {
    const cycle = await lockCycle(change, at.cycleId);
    await lockFigures(change);
    const academy = (await cycleAcademies(change, at.cycleId)).find(({ unitId }) => unitId === at.unitId);
    if (!cycle || !academy) return refuse({ kind: "incomplete", filled: 0, expected: 0 });
    const figures = await loadFigures(change, {
      units: [at.unitId],
      measures: cycle.measures,
      periods: [cycle.period],
      groups: cycle.groups,
    });
    const entry = considerEntry(cycle, academy.last ?? undefined, today(change));
    const expected = cycle.measures.length * cycle.groups.length;
    const considered = considerSignOff(entry, { filled: figures.length, expected, as: markOf(figures) }, seen);
    if (!considered.ok) return considered;
    const number = (await signOffs(change, at.cycleId, at.unitId)).length + 1;
    await addSignOff(change, { ...at, number }, { kind: "signed-off", by: by.personId, reason: null });
    change.record({ kind: "measures.signed-off", detail: { cycle: at.cycleId, unit: at.unitId, number, figures: figures.length } });
    return accept(undefined);
  });
}

/** Opens again what was signed off, with a reason that stays beside it. */
export function reopen(db: Database, by: Person, at: At, said: string): Promise<Outcome<undefined, ReopenRefusal>> {
  return inOneChange<undefined, ReopenRefusal>(db, by, async (change) => {
    const reason = said.trim();
    if (!reason || reason.length > 500) return refuse({ kind: "reason-needed" });
    await lockCycle(change, at.cycleId);
    const before = await signOffs(change, at.cycleId, at.unitId);
    if (before.at(-1)?.kind !== "signed-off") return refuse({ kind: "not-signed-off" });
    await addSignOff(change, { ...at, number: before.length + 1 }, { kind: "reopened", by: by.personId, reason });
    change.record({ kind: "measures.reopened", detail: { cycle: at.cycleId, unit: at.unitId, number: before.length + 1 } });
    return accept(undefined);
  });
}
