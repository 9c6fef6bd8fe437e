import { type EvidenceOfUnit, listEvidence } from "../../evidence/index.server.ts";
import type { AcademyRow } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import { readinessList } from "../content.ts";
import { type Point, pointsFor, type Standing, standingOf } from "./readiness.rules.ts";
import { listChecked, listOwnPoints, standingPoints } from "./readiness.store.ts";

type Of = Pick<AcademyRow, "unitId" | "lowAge" | "highAge">;

/** Every point there is for the trust: those that ship, and its own. */
export const allPoints = async (look: Look): Promise<Point[]> => [...readinessList.points, ...standingPoints(await listOwnPoints(look))];

/** How some academies stand with each of their points, by unit. */
export async function loadReadiness(
  look: Look,
  academies: readonly Of[],
  today: string,
): Promise<ReadonlyMap<string, readonly Standing[]>> {
  const [points, checked] = await Promise.all([
    allPoints(look),
    listChecked(
      look,
      academies.map(({ unitId }) => unitId),
    ),
  ]);
  const of = Map.groupBy(checked, ({ unitId }) => unitId);
  return new Map(academies.map((academy) => [academy.unitId, standingOf(pointsFor(points, academy), of.get(academy.unitId) ?? [], today)]));
}

const newestShown = 40;
/** The newest evidence of a unit and what is linked already; restricted pieces only for those who may open them. */
export async function evidenceFor(look: Look, unitId: string, linked: readonly string[], open: boolean): Promise<EvidenceOfUnit[]> {
  const found = await listEvidence(look, unitId, newestShown, linked);
  return found.filter(({ sensitivity }) => open || sensitivity === "ordinary");
}

/** The points of readiness that somebody owns and has still to check, or to check again, among these academies. */
export async function readinessOwnedBy(
  look: Look,
  academies: readonly AcademyRow[],
  personId: string,
  today: string,
): Promise<{ readonly academy: AcademyRow; readonly point: Point; readonly stale: boolean }[]> {
  const of = await loadReadiness(look, academies, today);
  return academies.flatMap((academy) =>
    (of.get(academy.unitId) ?? [])
      .filter(({ checked, state, stale }) => checked?.ownerId === personId && (state !== "ready" || stale))
      .map(({ point, stale }) => ({ academy, point, stale })),
  );
}
