import type { Route } from "../platform/web/route.tsx";
import { openAcademy } from "./academy.route.tsx";
import { apiDecide, apiDecisions, apiMeetings } from "./categories/decisions.api.ts";
import { confirmPutIntoUse, openPutIntoUse } from "./editions/put-into-use.route.tsx";
import { apiEvidence, apiEvidenceItem, apiWithdraw } from "./evidence/evidence.api.ts";
import { addNewer, openEvidence, withdraw } from "./evidence/evidence.route.tsx";
import { judge, openFile, openIndicator } from "./indicator.route.tsx";
import { apiIndicator, apiJudge, apiJudgements } from "./judgements/judgements.api.ts";
import { decide, openMeeting } from "./meeting.route.tsx";

import { assignRoutes } from "./reviews/assign.route.tsx";
import { campaignRoutes } from "./reviews/campaigns/campaign.route.tsx";
import { exchangeRoutes } from "./reviews/exchange/exchange.route.tsx";
import { findingRoutes } from "./reviews/findings/finding.route.tsx";
import { joinerRoutes } from "./reviews/joiners/joiners.route.tsx";
import { openReviews } from "./reviews/list.route.tsx";
import { openAgreement } from "./reviews/moderation/agreement.route.tsx";
import { newReview, openPlan } from "./reviews/plan.route.tsx";
import { reviewRoutes } from "./reviews/review.route.tsx";
import { reviewApi } from "./reviews/reviews.api.ts";

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
  openReviews,
  openPlan,
  newReview,
  ...campaignRoutes,
  openAgreement,
  ...joinerRoutes,
  ...exchangeRoutes,
  ...assignRoutes,
  ...reviewRoutes,
  ...findingRoutes,
  ...reviewApi,
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
