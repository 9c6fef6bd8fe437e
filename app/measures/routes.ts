import type { Route } from "../platform/web/route.tsx";
import { cycleRoutes } from "./collections/cycle.route.tsx";
import { entryRoutes } from "./collections/entry.route.tsx";
import { apiCollections, apiTargets, apiValues } from "./measures.api.ts";
import { academyNumbers, similarSchools } from "./numbers/academy.route.tsx";
import { measurePage } from "./numbers/measure.route.tsx";
import { numbers, regionNumbers } from "./numbers/overview.route.tsx";
import { similarTrustsPage } from "./numbers/similar-trusts.route.tsx";

import { ownRoutes } from "./own/own.route.tsx";
import { publishCsv } from "./suppression/publish.route.tsx";
import { targetRoutes } from "./targets/target.route.tsx";

export const routes: readonly Route[] = [
  numbers,
  regionNumbers,
  measurePage,
  academyNumbers,
  similarSchools,
  similarTrustsPage,
  ...ownRoutes,
  publishCsv,
  ...cycleRoutes,
  ...entryRoutes,
  ...targetRoutes,
  apiValues,
  apiTargets,
  apiCollections,
];
