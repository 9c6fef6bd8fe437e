import { readerOf } from "../measures/index.server.ts";
import { openingsOf } from "../national/index.server.ts";
import type { AcademyRow } from "../organisation/index.server.ts";
import type { Look } from "../platform/database/change.ts";
import { frameworks, windowRules } from "./content.ts";
import type { Inspection } from "./known/inspection.rules.ts";
import { loadInspections } from "./known/load-inspections.ts";
import { loadReadiness } from "./readiness/load-readiness.ts";
import { type Standing, type Tally, tallyOf } from "./readiness/readiness.rules.ts";
import { type Deferral, loadDeferrals } from "./window/deferral.ts";
import { type SupportReason, supportReasons } from "./window/support.rules.ts";
import { type Estimate, estimateWindow } from "./window/window.rules.ts";

/** Where one academy stands with inspection: what was found, when the next may come, why it asks for support, and how ready it is. */
export type InspectionStanding = {
  readonly academy: AcademyRow;
  readonly inspections: readonly Inspection[];
  readonly deferral: Deferral | undefined;
  readonly estimate: Estimate;
  readonly support: readonly SupportReason[];
  readonly readiness: readonly Standing[];
  readonly tally: Tally;
};

/** How some academies stand with inspection on a day. */
export async function loadInspectionStanding(look: Look, academies: readonly AcademyRow[], today: string): Promise<InspectionStanding[]> {
  const units = academies.map(({ unitId }) => unitId);
  const [inspections, readiness, deferrals, openings] = await Promise.all([
    loadInspections(look, academies),
    loadReadiness(look, academies, today),
    loadDeferrals(look, units),
    openingsOf(
      readerOf(look),
      academies.map(({ urn }) => urn),
    ),
  ]);
  const opening = new Map(openings.map((one) => [one.urn, one]));
  const deferred = new Map(deferrals.map((one) => [one.unitId, one]));
  return academies.map((academy) => {
    const known = inspections.get(academy.unitId) ?? [];
    const points = readiness.get(academy.unitId) ?? [];
    const deferral = deferred.get(academy.unitId);
    const { urn, predecessors } = academy;
    const { opened = null, type = null } = opening.get(urn) ?? {};
    const estimate = estimateWindow(frameworks, windowRules, {
      today,
      urn,
      predecessors,
      opened,
      type,
      inspections: known,
      deferredUntil: deferral?.until ?? null,
    });
    const support = supportReasons(frameworks, known, estimate, today);
    return { academy, inspections: known, deferral, estimate, support, readiness: points, tally: tallyOf(points) };
  });
}
