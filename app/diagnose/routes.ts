import type { Route } from "../platform/web/route.tsx";
import { openAcademy } from "./academy.route.tsx";
import { apiDecide, apiDecisions, apiMeetings } from "./categories/decisions.api.ts";
import { confirmPutIntoUse, openPutIntoUse } from "./editions/put-into-use.route.tsx";
import { apiEvidence, apiEvidenceItem, apiWithdraw } from "./evidence/evidence.api.ts";
import { addNewer, openEvidence, withdraw } from "./evidence/evidence.route.tsx";
import { judge, openFile, openIndicator } from "./indicator.route.tsx";
import { apiIndicator, apiJudge, apiJudgements } from "./judgements/judgements.api.ts";
import { decide, openMeeting } from "./meeting.route.tsx";

export const routes: readonly Route[] = [
  openMeeting,
  decide,
  openFile,
  openEvidence,
  withdraw,
  addNewer,
  openAcademy,
  openIndicator,
  judge,
  openPutIntoUse,
  confirmPutIntoUse,
  apiJudgements,
  apiIndicator,
  apiJudge,
  apiEvidence,
  apiEvidenceItem,
  apiWithdraw,
  apiMeetings,
  apiDecisions,
  apiDecide,
];
