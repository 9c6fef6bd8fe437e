import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { type AcademyRow, today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Database, inOneChange } from "../../platform/database/change.ts";
import { frameworks } from "../content.ts";
import { loadInspections } from "../known/load-inspections.ts";
import { listLogs } from "../log/log.store.ts";
import { type ByHand, type ByHandDraft, type ByHandRefusal, considerByHand } from "./by-hand.rules.ts";
import { byHandHistory, keepByHand, lockUnit } from "./by-hand.store.ts";

export type Seen = { readonly id: string; readonly version: number };
type Academy = Pick<AcademyRow, "unitId" | "urn" | "predecessors">;

const detailOf = (id: string, version: number, { unitId }: Academy, { on, kind, framework, published }: ByHand) => ({
  ...{ inspection: id, version, unit: unitId, on, kind, framework, published },
});

/** Writes an inspection down, or its next version where one is named as it was seen; answers its id. */
export function recordInspection(
  db: Database,
  by: Person,
  academy: Academy,
  draft: ByHandDraft,
  seen?: Seen,
): Promise<Outcome<string, ByHandRefusal>> {
  return onlyOnce(() =>
    inOneChange<string, ByHandRefusal>(db, by, async (change) => {
      await lockUnit(change, academy.unitId);
      const [current] = seen ? await byHandHistory(change, seen.id) : [];
      if (seen && (current?.unitId !== academy.unitId || current.version !== seen.version)) return refuse({ kind: "crossed" });
      if (current && current.withdrawnBecause !== null) return refuse({ kind: "withdrawn" });
      const known = (await loadInspections(change, [academy])).get(academy.unitId) ?? [];
      const logs = await listLogs(change, academy.unitId);
      const considered = considerByHand(frameworks, draft, {
        today: today(change),
        others: known.filter(({ id }) => id === null || id !== seen?.id),
        logs: new Set(logs.map((log) => log.id)),
      });
      if (!considered.ok) return considered;
      const version = (seen?.version ?? 0) + 1;
      const id = await keepByHand(change, academy.unitId, {
        ...considered.value,
        id: seen?.id,
        version,
        withdrawnBecause: null,
        by: by.personId,
      });
      change.record({
        kind: seen ? "inspection.corrected" : "inspection.recorded",
        detail: detailOf(id, version, academy, considered.value),
      });
      return accept(id);
    }),
  );
}

/** Withdraws what was written down, with a reason; every version stays to be read. */
export function withdrawInspection(
  db: Database,
  by: Person,
  academy: Academy,
  seen: Seen,
  reason: string,
): Promise<Outcome<undefined, ByHandRefusal>> {
  return onlyOnce(() =>
    inOneChange<undefined, ByHandRefusal>(db, by, async (change) => {
      await lockUnit(change, academy.unitId);
      const [current] = await byHandHistory(change, seen.id);
      if (current?.unitId !== academy.unitId || current.version !== seen.version) return refuse({ kind: "crossed" });
      if (current.withdrawnBecause !== null) return refuse({ kind: "withdrawn" });
      const because = reason.trim();
      if (!because || because.length > 1000) return refuse({ kind: "reason-needed" });
      await keepByHand(change, academy.unitId, { ...current, version: seen.version + 1, withdrawnBecause: because, by: by.personId });
      change.record({ kind: "inspection.withdrawn", detail: { inspection: seen.id, version: seen.version + 1, unit: academy.unitId } });
      return accept(undefined);
    }),
  );
}

async function onlyOnce<Value>(work: () => Promise<Outcome<Value, ByHandRefusal>>): Promise<Outcome<Value, ByHandRefusal>> {
  try {
    return await work();
  } catch (error) {
    if (brokenConstraint(error) === "by_hand_pkey") return refuse({ kind: "crossed" });
    throw error;
  }
}
