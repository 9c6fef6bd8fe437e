import { version } from "../package.json" with { type: "json" };
import { routes as diagnose } from "./diagnose/routes.ts";
import { routes as frameworks } from "./frameworks/routes.ts";
import { routes as improve } from "./improve/routes.ts";
import { routes as inspection } from "./inspection/routes.ts";
import { routes as measures } from "./measures/routes.ts";
import { routes as national } from "./national/routes.ts";
import { routes as organisation } from "./organisation/routes.ts";
import { healthRoutes } from "./platform/web/health.route.ts";
import type { Route } from "./platform/web/route.tsx";
import { apiDocumentRoutes } from "./reports/api-document.route.tsx";
import { routes as reports } from "./reports/routes.ts";
import { routes as strengths } from "./strengths/routes.ts";

const site = [...reports.site, ...national, ...frameworks];
const ofTrusts = [...organisation, ...measures, ...diagnose, ...strengths, ...inspection, ...improve, ...reports.trust];

/** The table of contents: every address Eddystone answers. Site addresses come first, so that no trust's door can hide one. */
export const routes: readonly Route[] = [...apiDocumentRoutes([...site, ...ofTrusts], version), ...healthRoutes, ...site, ...ofTrusts];
