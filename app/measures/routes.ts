import type { Route } from "../platform/web/route.tsx";
import { cycleRoutes } from "./collections/cycle.route.tsx";
import { entryRoutes } from "./collections/entry.route.tsx";
import { openMeasures } from "./home.route.tsx";
import { apiCollections, apiTargets, apiValues } from "./measures.api.ts";
import { ownRoutes } from "./own/own.route.tsx";
import { publishCsv } from "./suppression/publish.route.tsx";
import { targetRoutes } from "./targets/target.route.tsx";

export const routes: readonly Route[] = [
  ...ownRoutes,
  publishCsv,
  ...cycleRoutes,
  ...entryRoutes,
  ...targetRoutes,
  openMeasures,
  apiValues,
  apiTargets,
  apiCollections,
];
