import type { Route } from "../platform/web/route.tsx";
import { cycleRoutes } from "./collections/cycle.route.tsx";
import { entryRoutes } from "./collections/entry.route.tsx";
import { ownRoutes } from "./own/own.route.tsx";
import { publishCsv } from "./suppression/publish.route.tsx";

export const routes: readonly Route[] = [...ownRoutes, publishCsv, ...cycleRoutes, ...entryRoutes];
