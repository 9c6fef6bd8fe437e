import { alsoRestsOn } from "../diagnose/index.server.ts";
import type { Route } from "../platform/web/route.tsx";
import { openAlignment } from "./alignment/alignment.route.tsx";
import { openAcross } from "./compare/across.route.tsx";
import { openCompare } from "./compare/compare.route.tsx";
import { openDiagnosis } from "./diagnosis/diagnosis.route.tsx";
import { sheetRoutes } from "./exchange/sheet.route.tsx";
import { partRoutes } from "./parts/part.route.tsx";
import { pasteRoutes } from "./paste/paste.route.tsx";
import { planRoutes } from "./plans/plan.route.tsx";
import { openChange, openNewPlan, openPlans, saveChange, saveNewPlan } from "./plans/plans.route.tsx";
import { planApi } from "./plans.api.ts";
import { progressRoutes } from "./progress/progress.route.tsx";
import { remindRoutes } from "./remind/remind.route.tsx";
import { talkRoutes } from "./talk/talk.route.tsx";
import { templateRoutes } from "./templates/template.route.tsx";
import { actionsRestOn } from "./work/action-evidence.ts";
import { openAction, openMyWork, saveAction } from "./work/work.route.tsx";

alsoRestsOn(actionsRestOn);

export const routes: readonly Route[] = [
  openPlans,
  openNewPlan,
  saveNewPlan,
  openAlignment,
  openAcross,
  ...planRoutes,
  ...sheetRoutes,
  ...pasteRoutes,
  ...templateRoutes,
  openChange,
  saveChange,
  openDiagnosis,
  openCompare,
  ...partRoutes,
  ...talkRoutes,
  ...progressRoutes,
  openMyWork,
  ...remindRoutes,
  openAction,
  saveAction,
  ...planApi,
];
