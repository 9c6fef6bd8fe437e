import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { measureByCode } from "../../national/index.ts";
import { listAcademies, listUnits, today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Change, type Database, inOneChange } from "../../platform/database/change.ts";
import { judgeTargets } from "./judge-targets.ts";
import { considerReach, considerTarget, type Target, type TargetDraft, type TargetRefusal } from "./target.rules.ts";
import { keepTarget, listOwners, targetHistory } from "./target.store.ts";

const detailOf = (id: string, version: number, { unitId, measure, period, group, basis, figure, ownerId }: Target) => ({
  ...{ target: id, version, unit: unitId, measure, period, group, basis, figure, owner: ownerId },
});

async function consider(change: Change, draft: TargetDraft) {
  const [units, owners, academies] = [await listUnits(change), await listOwners(change), await listAcademies(change, today(change))];
  const measure = measureByCode(draft.measure);
  const considered = considerTarget(draft, {
    measure,
    academy: academies.find(({ unitId }) => unitId === draft.unitId),
    units: new Set(units.map(({ id }) => id)),
    owners: new Set(owners.map(({ id }) => id)),
  });
  const unitKind = units.find(({ id }) => id === draft.unitId)?.kind;
  if (!considered.ok || !measure || (unitKind !== "trust" && unitKind !== "region" && unitKind !== "academy")) return considered;
  const [judged] = await judgeTargets(change, [{ ...considered.value, unitKind }]);
  const reached = considerReach(considered.value, measure, judged?.standing.needs);
  return reached.ok ? considered : reached;
}

/** Sets a target, or its next version where one is named as it was seen; answers its id. */
export async function setTarget(
  db: Database,
  by: Person,
  draft: TargetDraft,
  seen?: { readonly id: string; readonly version: number },
): Promise<Outcome<string, TargetRefusal>> {
  return onlyOnce(() =>
    inOneChange<string, TargetRefusal>(db, by, async (change) => {
      const [current] = seen ? await targetHistory(change, seen.id) : [];
      if (seen && current?.version !== seen.version) return refuse({ kind: "crossed" });
      if (current?.ended) return refuse({ kind: "ended" });
      const considered = await consider(change, draft);
      if (!considered.ok) return considered;
      const version = (seen?.version ?? 0) + 1;
      const id = await keepTarget(change, { ...considered.value, id: seen?.id, version, ended: false, setBy: by.personId });
      change.record({ kind: "measures.target-set", detail: detailOf(id, version, considered.value) });
      return accept(id);
    }),
  );
}

/** Ends a target as it was seen; what it was stays in its history. */
export async function endTarget(
  db: Database,
  by: Person,
  seen: { readonly id: string; readonly version: number },
): Promise<Outcome<undefined, TargetRefusal>> {
  return onlyOnce(() =>
    inOneChange<undefined, TargetRefusal>(db, by, async (change) => {
      const [current] = await targetHistory(change, seen.id);
      if (!current || current.version !== seen.version) return refuse({ kind: "crossed" });
      if (current.ended) return refuse({ kind: "ended" });
      await keepTarget(change, { ...current, version: seen.version + 1, ended: true, setBy: by.personId });
      change.record({ kind: "measures.target-ended", detail: { target: seen.id, version: seen.version + 1 } });
      return accept(undefined);
    }),
  );
}

async function onlyOnce<Value>(work: () => Promise<Outcome<Value, TargetRefusal>>): Promise<Outcome<Value, TargetRefusal>> {
  try {
    return await work();
  } catch (error) {
    if (brokenConstraint(error) === "target_pkey") return refuse({ kind: "crossed" });
    throw error;
  }
}
