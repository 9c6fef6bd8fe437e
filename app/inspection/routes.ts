import type { Route } from "../platform/web/route.tsx";
import { openAcademyInspection } from "./academy.route.tsx";
import { byHandRoutes } from "./by-hand/by-hand.route.tsx";
import { apiCorrect, apiInspection, apiInspections, apiRecord } from "./inspections.api.ts";
import { logRoutes } from "./log/log.route.tsx";
import { openOverview } from "./overview.route.tsx";
import { downloadPack, openPack } from "./pack/pack.route.tsx";
import { pointRoutes } from "./readiness/points.route.tsx";
import { readinessRoutes } from "./readiness/readiness.route.tsx";
import { openDeferral, saveDeferral } from "./window/deferral.route.tsx";

export const routes: readonly Route[] = [
  openOverview,
  openAcademyInspection,
  ...byHandRoutes,
  openDeferral,
  saveDeferral,
  ...readinessRoutes,
  ...pointRoutes,
  ...logRoutes,
  openPack,
  downloadPack,
  apiInspections,
  apiRecord,
  apiInspection,
  apiCorrect,
];
