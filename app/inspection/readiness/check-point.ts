import { mayJudgeHere } from "../../diagnose/index.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { listOwners } from "../../measures/index.server.ts";
import { type AcademyRow, today } from "../../organisation/index.server.ts";
import { may, type Person, type Place } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Database, inOneChange } from "../../platform/database/change.ts";
import { allPoints, evidenceFor } from "./load-readiness.ts";
import {
  type CheckDraft,
  type CheckRefusal,
  considerCheck,
  considerPoint,
  type PointDraft,
  type PointRefusal,
  pointsFor,
} from "./readiness.rules.ts";
import { checkedHistory, keepChecked, keepPoint, listOwnPoints, lockPoints } from "./readiness.store.ts";

/** Keeps how an academy stands with one point, as the next version of the one that was seen. */
export async function checkPoint(
  db: Database,
  by: Person,
  place: Place & { readonly academy: AcademyRow },
  point: string,
  draft: CheckDraft,
  seen: number,
): Promise<Outcome<undefined, CheckRefusal>> {
  try {
    return await inOneChange<undefined, CheckRefusal>(db, by, async (change) => {
      if (!pointsFor(await allPoints(change), place.academy).some(({ key }) => key === point)) return refuse({ kind: "no-such-point" });
      const [current] = await checkedHistory(change, place.unitId, point);
      if ((current?.version ?? 0) !== seen) return refuse({ kind: "crossed" });
      const linked = current?.evidence ?? [];
      const evidence = await evidenceFor(change, place.unitId, linked, true);
      const open = may(mayJudgeHere, by, place);
      // What somebody may not see stays linked; they can neither add it nor take it away.
      const hidden = evidence
        .filter(({ id, sensitivity }) => !open && sensitivity === "restricted" && linked.includes(id))
        .map(({ id }) => id);
      const considered = considerCheck(draft, {
        today: today(change),
        current,
        owners: new Set((await listOwners(change)).map(({ id }) => id)),
        evidence: new Set(evidence.filter(({ sensitivity }) => open || sensitivity === "ordinary").map(({ id }) => id)),
        by: by.personId,
      });
      if (!considered.ok) return considered;
      const kept = { ...considered.value, evidence: [...considered.value.evidence, ...hidden] };
      await keepChecked(change, { unitId: place.unitId, point, version: seen + 1, by: by.personId }, kept);
      change.record({
        kind: draft.check ? "inspection.point-checked" : "inspection.point-kept",
        detail: { unit: place.unitId, point, version: seen + 1, state: kept.state, owner: kept.ownerId, evidence: kept.evidence.length },
      });
      return accept(undefined);
    });
  } catch (error) {
    if (brokenConstraint(error) === "checked_pkey") return refuse({ kind: "crossed" });
    throw error;
  }
}

/** Adds a point of the trust's own, or its next version where one is named as it was seen; answers its id. */
export function savePoint(
  db: Database,
  by: Person,
  draft: PointDraft,
  seen?: { readonly id: string; readonly version: number },
): Promise<Outcome<string, PointRefusal>> {
  return inOneChange<string, PointRefusal>(db, by, async (change) => {
    await lockPoints(change);
    const current = seen && (await listOwnPoints(change)).find(({ id }) => id === seen.id);
    if (seen && current?.version !== seen.version) return refuse({ kind: "crossed" });
    if (current?.removed) return refuse({ kind: "removed" });
    const others = (await allPoints(change)).filter(({ key }) => key !== seen?.id).map(({ title }) => title);
    const considered = considerPoint(draft, others);
    if (!considered.ok) return considered;
    const version = (seen?.version ?? 0) + 1;
    const id = await keepPoint(change, { ...considered.value, id: seen?.id, version, removed: false, by: by.personId });
    change.record({ kind: seen ? "inspection.point-changed" : "inspection.point-added", detail: { point: id, version } });
    return accept(id);
  });
}

/** Removes a point of the trust's own as it was seen; what was checked of it stays. */
export function removePoint(
  db: Database,
  by: Person,
  seen: { readonly id: string; readonly version: number },
): Promise<Outcome<undefined, PointRefusal>> {
  return inOneChange<undefined, PointRefusal>(db, by, async (change) => {
    await lockPoints(change);
    const current = (await listOwnPoints(change)).find(({ id }) => id === seen.id);
    if (current?.version !== seen.version) return refuse({ kind: "crossed" });
    if (current.removed) return refuse({ kind: "removed" });
    await keepPoint(change, { ...current, version: seen.version + 1, removed: true, by: by.personId });
    change.record({ kind: "inspection.point-removed", detail: { point: seen.id, version: seen.version + 1 } });
    return accept(undefined);
  });
}
