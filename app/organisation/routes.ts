import type { Route } from "../platform/web/route.tsx";
import { apiAcademies, apiAcademy, apiPeople, apiTrust } from "./organisation.api.ts";
import { closeOwnToken, newToken, openTokens } from "./tokens/token.route.tsx";
import {
  end,
  give,
  newMeeting,
  newPlacements,
  newRegion,
  newSuggested,
  open,
  openMeetings,
  openPeople,
  openSettings,
} from "./trust.route.tsx";

export const routes: readonly Route[] = [
  openPeople,
  give,
  end,
  open,
  openMeetings,
  openSettings,
  newRegion,
  newSuggested,
  newPlacements,
  newMeeting,
  openTokens,
  newToken,
  closeOwnToken,
  apiTrust,
  apiAcademies,
  apiAcademy,
  apiPeople,
];
